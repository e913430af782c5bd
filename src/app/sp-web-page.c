/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-web-page.h"

#include "sp-app-address.h"
#include "sp-platform.h"
#include "sp-resources.h"
#include "sp-web-module.h"

#include <glib/gi18n-lib.h>

struct _SpWebPage {
  AdwBin         parent_instance;
  GtkStack      *stack;    /* template child: “ask”, “page”, “error” */
  AdwStatusPage *ask;      /* template child */
  AdwStatusPage *error;    /* template child */
  AdwBin        *bin;      /* template child */
  GtkWidget     *browser;  /* in bin, NULL until the user said yes */
  GradioClient  *client;   /* owned */
  SpAppSettings *settings; /* owned */
  GradioRelay   *relay;    /* owned, nullable: to an app on a socket, as long as its page is there */
  char          *address;  /* owned */
  char          *title;    /* owned, nullable: the page's own */
};

G_DEFINE_FINAL_TYPE (SpWebPage, sp_web_page, ADW_TYPE_BIN)

typedef enum {
  PROP_TITLE = 1,
} SpWebPageProperty;

static GParamSpec *properties[PROP_TITLE + 1];

/* A file that waits for its place. */
typedef struct {
  SpWebPage *page;
  GObject   *download;
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->page);
  g_object_unref (save->download);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

gboolean
sp_web_page_is_built (void)
{
  return sp_web_module_is_built ();
}

char *
sp_web_page_dup_address (GradioClient *client)
{
  g_autofree char *base = sp_app_address_dup_base (client);
  const char      *page = gradio_client_get_page (client);
  const char      *query = gradio_client_get_query (client);

  return g_strconcat (base != NULL ? base : "", page != NULL ? page : "", query != NULL ? "?" : "", query, NULL);
}

/* The page */

static void
title_cb (SpWebPage *self)
{
  g_free (self->title);
  g_object_get (self->browser, "title", &self->title, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
open_uri_cb (SpWebPage *self, const char *uri)
{
  sp_platform_open_uri (GTK_WIDGET (self), uri);
}

static void
failed_cb (SpWebPage *self, const char *words)
{
  g_autofree char *text = g_markup_escape_text (words, -1);

  adw_status_page_set_description (self->error, text);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Save)  save = user_data;
  g_autoptr (GFile) file = sp_platform_save_file_finish (result, NULL);
  g_autofree char  *path = file != NULL ? g_file_get_path (file) : NULL;

  sp_web_module_get_interface ()->save (save->download, path);
}

static void
save_cb (SpWebPage *self, GObject *download, const char *name)
{
  Save *save = g_new0 (Save, 1);

  save->page = g_object_ref (self);
  save->download = g_object_ref (download);
  sp_platform_save_file_async (GTK_WIDGET (self), _("Save File"), name, NULL, place_chosen_cb, save);
}

static void
save_failed_cb (SpWebPage *self, const char *words)
{
  g_autofree char *text = g_strdup_printf (_("The file was not saved: %s"), words);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", text, 5);
}

/* Returns: (transfer full) (nullable): where a browser finds the page */
static char *
dup_web_address (SpWebPage *self, GError **error)
{
  if (!gradio_client_is_on_socket (self->client, self->address))
    return g_strdup (self->address);

  if (self->relay == NULL)
    self->relay = gradio_relay_new (gradio_client_get_socket (self->client), 0, error);

  return self->relay != NULL ? gradio_relay_dup_uri (self->relay, self->address) : NULL;
}

static void
show_page (SpWebPage *self)
{
  const SpWebViewInterface *interface = sp_web_module_get_interface ();
  g_autoptr (GHashTable)    headers = gradio_client_dup_headers (self->client, self->address);
  g_autoptr (GError)        error = NULL;
  g_autofree char          *address = NULL;

  if (interface == NULL) {
    failed_cb (self, _("The part for web views is damaged."));
    return;
  }

  address = dup_web_address (self, &error);
  if (address == NULL) {
    failed_cb (self, error->message);
    return;
  }

  self->browser = interface->browse (address, headers, gradio_client_get_only_own_server (self->client));
  g_signal_connect_object (self->browser, "notify::title", G_CALLBACK (title_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->browser, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->browser, "open-uri", G_CALLBACK (open_uri_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->browser, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->browser, "save-failed", G_CALLBACK (save_failed_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->bin, self->browser);
  gtk_stack_set_visible_child_name (self->stack, "page");
}

static void
yes_cb (SpWebPage *self)
{
  g_object_set (self->settings, "web-page", TRUE, NULL);
  show_page (self);
  if (self->browser != NULL)
    gtk_widget_grab_focus (self->browser);
}

static void
browser_cb (SpWebPage *self)
{
  g_autofree char *address = dup_web_address (self, NULL);

  sp_platform_open_uri (GTK_WIDGET (self), address != NULL ? address : self->address);
}

static void
retry_cb (SpWebPage *self)
{
  if (self->browser == NULL)
    show_page (self);
  else
    sp_web_page_reload (self);
}

static void
sp_web_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((SpWebPageProperty) id) {
  case PROP_TITLE:
    g_value_set_string (value, sp_web_page_get_title (SP_WEB_PAGE (object)));
    break;
  }
}

static void
sp_web_page_dispose (GObject *object)
{
  SpWebPage *self = SP_WEB_PAGE (object);

  self->browser = NULL;
  g_clear_object (&self->client);
  g_clear_object (&self->settings);
  g_clear_object (&self->relay);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_WEB_PAGE);

  G_OBJECT_CLASS (sp_web_page_parent_class)->dispose (object);
}

static void
sp_web_page_finalize (GObject *object)
{
  SpWebPage *self = SP_WEB_PAGE (object);

  g_free (self->address);
  g_free (self->title);

  G_OBJECT_CLASS (sp_web_page_parent_class)->finalize (object);
}

static void
sp_web_page_class_init (SpWebPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_web_page_get_property;
  object_class->dispose = sp_web_page_dispose;
  object_class->finalize = sp_web_page_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-web-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SpWebPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SpWebPage, ask);
  gtk_widget_class_bind_template_child (widget_class, SpWebPage, error);
  gtk_widget_class_bind_template_child (widget_class, SpWebPage, bin);
  gtk_widget_class_bind_template_callback (widget_class, yes_cb);
  gtk_widget_class_bind_template_callback (widget_class, browser_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
sp_web_page_init (SpWebPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_web_page_new (GradioClient *client, const char *address, SpAppSettings *settings)
{
  SpWebPage *self = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);
  g_return_val_if_fail (address != NULL, NULL);
  g_return_val_if_fail (SP_IS_APP_SETTINGS (settings), NULL);

  self = g_object_new (SP_TYPE_WEB_PAGE, NULL);
  self->client = g_object_ref (client);
  self->settings = g_object_ref (settings);
  self->address = g_strdup (address);
  if (gradio_client_get_only_own_server (client))
    adw_status_page_set_description (self->ask, _("Its scripts then run in a web view in this tab, kept apart from your files "
                                                   "and from the rest of the program. The app has no network: here its page "
                                                   "reaches no other server, but in a browser it can."));
  if (sp_app_settings_get_web_page (settings))
    show_page (self);

  return GTK_WIDGET (self);
}

/* The page's own, else the app's. */
const char *
sp_web_page_get_title (SpWebPage *self)
{
  g_return_val_if_fail (SP_IS_WEB_PAGE (self), NULL);

  if (self->title != NULL && *self->title != '\0')
    return self->title;

  return self->client != NULL ? gradio_client_get_title (self->client) : "";
}

const char *
sp_web_page_get_address (SpWebPage *self)
{
  g_return_val_if_fail (SP_IS_WEB_PAGE (self), NULL);

  return self->address;
}

void
sp_web_page_reload (SpWebPage *self)
{
  g_return_if_fail (SP_IS_WEB_PAGE (self));

  if (self->browser == NULL) /* not asked yet, or there was nothing to show it with */
    return;

  gtk_stack_set_visible_child_name (self->stack, "page");
  sp_web_module_get_interface ()->reload (self->browser);
}
