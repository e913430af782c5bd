/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-shell.h"

#include "sp-app-address.h"
#include "sp-app-footer.h"
#include "sp-app-settings-window.h"
#include "sp-app-theme.h"
#include "sp-app-wishes.h"
#include "sp-deep-link.h"
#include "sp-page-bar.h"
#include "sp-platform.h"
#include "sp-recorder-pane.h"
#include "sp-resources.h"
#include "sp-web-page.h"

#include <glib/gi18n-lib.h>

struct _SpAppShell {
  AdwBin         parent_instance;
  SpPageBar     *bar;               /* template child */
  GtkStack      *stack;             /* template child: “view”, “server” */
  AdwBin        *view_bin;          /* template child */
  GtkWidget     *web_page_button;   /* template child */
  GtkRevealer   *recorder_revealer; /* template child */
  GradioClient  *client;            /* owned */
  SpAppSettings *settings;          /* owned */
  SpAppTheme    *theme;             /* owned */
  SpRecorder    *recorder;          /* owned */
  SpBlocks      *blocks;            /* owned, NULL until the view has them */
  SpAppWishes   *wishes;            /* owned, NULL until then */
  SpBlock       *navbar;            /* owned, nullable: of the page in front */
  GPtrArray     *entries;           /* owned, nullable: of the bar */
  char          *title;             /* owned, nullable */
  GCancellable  *cancellable;       /* owned */
};

G_DEFINE_FINAL_TYPE (SpAppShell, sp_app_shell, ADW_TYPE_BIN)

typedef enum {
  PROP_RECORDING = 1,
  PROP_ROUTE,
  PROP_TITLE,
} SpAppShellProperty;

static GParamSpec *properties[PROP_TITLE + 1];

typedef enum {
  SIGNAL_LOG_OUT,
} SpAppShellSignal;

static guint signals[SIGNAL_LOG_OUT + 1];

static void
toast (SpAppShell *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", text, 5);
}

/* A Navbar counts on the page that it is on only (blocks-runtime.md R23). */
static SpBlock *
find_navbar (SpAppShell *self)
{
  g_autoptr (GPtrArray) blocks = sp_blocks_list_blocks (self->blocks);

  for (guint i = 0; i < blocks->len; i++)
    if (g_str_equal (sp_block_get_type_name (blocks->pdata[i]), "navbar"))
      return blocks->pdata[i];

  return NULL;
}

/* @label is nullable. */
static void
translate (SpAppShell *self, char **label)
{
  char *text = *label != NULL ? sp_translation_dup_text (sp_blocks_get_translation (self->blocks), *label) : NULL;

  g_free (*label);
  *label = text;
}

static void
update_bar (SpAppShell *self)
{
  JsonArray       *pages = sp_blocks_get_pages (self->blocks);
  const char      *route = sp_blocks_get_page (self->blocks);
  g_autofree char *label = NULL;
  gboolean         shown = pages != NULL && (self->navbar == NULL || sp_block_is_shown (self->navbar));

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  if (shown)
    self->entries = sp_page_entries_new (pages, self->navbar != NULL ? sp_block_get_props (self->navbar) : NULL,
                                         gradio_client_get_base_uri (self->client));
  else
    self->entries = g_ptr_array_new ();
  for (guint i = 0; i < self->entries->len; i++)
    translate (self, &((SpPageEntry *) self->entries->pdata[i])->label);
  label = g_strdup (sp_page_entries_get_label (pages, route));
  translate (self, &label);
  sp_page_bar_update (self->bar, self->entries, route, label);
}

static void
page_cb (SpAppShell *self)
{
  if (self->navbar != NULL)
    g_signal_handlers_disconnect_by_func (self->navbar, update_bar, self);
  g_set_object (&self->navbar, find_navbar (self));
  if (self->navbar != NULL)
    g_signal_connect_object (self->navbar, "update", G_CALLBACK (update_bar), self, G_CONNECT_SWAPPED);
  update_bar (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROUTE]);
}

static void
update_title (SpAppShell *self)
{
  const char *title = gradio_json_get_string (gradio_client_get_config (self->client), "title", NULL);

  g_free (self->title);
  self->title = title != NULL && *title != '\0'
                  ? sp_translation_dup_text (sp_blocks_get_translation (self->blocks), title)
                  : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
language_cb (SpAppShell *self)
{
  sp_translation_set_language (sp_blocks_get_translation (self->blocks),
                               sp_app_settings_get_language (self->settings));
  update_title (self);
  update_bar (self);
  sp_app_view_set_footer (sp_app_shell_get_view (self),
                          sp_app_footer_new (self->client, sp_blocks_get_translation (self->blocks)));
}

/* Out of the app. */
static void
open_outside (SpAppShell *self, const char *address)
{
  g_autofree char *web = sp_app_address_dup_web (self->client, address);

  sp_platform_open_uri (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), web);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpAppShell) self = user_data;
  g_autoptr (GError)     error = NULL;

  if (gradio_client_sign_in_finish (GRADIO_CLIENT (source), result, &error)) {
    sp_app_shell_reload_page (self);
  } else if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN)) {
    g_autofree char *address = sp_app_address_resolve (self->client, "login/huggingface");

    toast (self, _("This app signs in by Hugging Face in the browser; what it allows there it does not allow here."));
    open_outside (self, address);
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    toast (self, error->message);
  }
}

/* An app on this computer lets in who asks. For others the Hub has to know the user, which only the browser can
 * tell. */
static void
log_in (SpAppShell *self)
{
  gradio_client_sign_in_async (self->client, self->cancellable, signed_in_cb, g_object_ref (self));
}

/* What Gradio's own buttons do by scripts that only a page could run. */
static void
granted_cb (SpAppShell *self, const char *word, const char *address)
{
  if (g_str_equal (word, "open"))
    sp_app_shell_open (self, address);
  else if (g_str_equal (word, "leave"))
    open_outside (self, address);
  else if (g_str_equal (word, "deep-link"))
    sp_app_shell_copy_state_link (self);
  else if (g_str_equal (word, "log-in"))
    log_in (self);
  else if (g_str_equal (word, "log-out"))
    g_signal_emit (self, signals[SIGNAL_LOG_OUT], 0, NULL);
}

/* What the app was opened with did not lead to a state, or no longer does. */
static void
check_deep_link (SpAppShell *self)
{
  JsonObject *config = gradio_client_get_config (self->client);

  if (gradio_client_is_connected (self->client) &&
      g_str_equal (gradio_json_get_string (config, "deep_link_state", ""), "invalid"))
    toast (self, _("The link does not lead to what the app showed; this is how the app begins."));
}

/* An app without components has endpoints, and perhaps a web page that is not Gradio's. */
static gboolean
is_server (SpAppShell *self)
{
  JsonObject *config = gradio_client_get_config (self->client);

  return g_str_equal (gradio_json_get_string (config, "mode", ""), "server");
}

static void
blocks_cb (SpAppShell *self, GParamSpec *pspec, SpAppView *view)
{
  gboolean is_first = self->blocks == NULL;

  g_set_object (&self->blocks, sp_app_view_get_blocks (view));
  g_signal_connect_object (self->blocks, "notify::page", G_CALLBACK (page_cb), self, G_CONNECT_SWAPPED);
  g_clear_object (&self->wishes);
  self->wishes = sp_app_wishes_new (self->blocks, sp_app_view_get_messages (view));
  g_signal_connect_object (self->wishes, "granted", G_CALLBACK (granted_cb), self, G_CONNECT_SWAPPED);
  sp_recorder_watch (self->recorder, self->blocks);
  gtk_stack_set_visible_child_name (self->stack, is_server (self) ? "server" : "view");
  language_cb (self);
  page_cb (self);
  if (!is_first)
    return;

  g_signal_connect_object (self->settings, "notify::language", G_CALLBACK (language_cb), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (self->settings, "app-colors", self->theme, "enabled", G_BINDING_SYNC_CREATE);
  check_deep_link (self);
}

static void
show_view (SpAppShell *self, const char *route)
{
  SpAppView *view = SP_APP_VIEW (sp_app_view_new (self->client));
  GtkWidget *old = adw_bin_get_child (self->view_bin);

  if (old != NULL)
    sp_app_view_close (SP_APP_VIEW (old));
  sp_app_view_set_route (view, route);
  g_signal_connect_object (view, "notify::blocks", G_CALLBACK (blocks_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->view_bin, GTK_WIDGET (view));
}

static void
sp_app_shell_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpAppShell *self = SP_APP_SHELL (object);

  switch ((SpAppShellProperty) prop_id) {
  case PROP_RECORDING:
    g_value_set_boolean (value, sp_app_shell_get_recording (self));
    break;
  case PROP_ROUTE:
    g_value_set_string (value, sp_app_shell_get_route (self));
    break;
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  }
}

static void
sp_app_shell_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpAppShellProperty) prop_id) {
  case PROP_RECORDING:
    sp_app_shell_set_recording (SP_APP_SHELL (object), g_value_get_boolean (value));
    break;
  case PROP_ROUTE:
  case PROP_TITLE:
    break; /* read-only */
  }
}

static void
sp_app_shell_dispose (GObject *object)
{
  SpAppShell *self = SP_APP_SHELL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->theme);
  g_clear_object (&self->wishes);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_APP_SHELL);

  G_OBJECT_CLASS (sp_app_shell_parent_class)->dispose (object);
}

static void
sp_app_shell_finalize (GObject *object)
{
  SpAppShell *self = SP_APP_SHELL (object);

  g_clear_object (&self->navbar);
  g_clear_object (&self->blocks);
  g_clear_object (&self->recorder);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (sp_app_shell_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_RECORDING] =
    g_param_spec_boolean ("recording", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ROUTE] = g_param_spec_string ("route", NULL, NULL, NULL, readable);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_app_shell_class_init (SpAppShellClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_app_shell_get_property;
  object_class->set_property = sp_app_shell_set_property;
  object_class->dispose = sp_app_shell_dispose;
  object_class->finalize = sp_app_shell_finalize;
  install_properties (object_class);

  signals[SIGNAL_LOG_OUT] = g_signal_new ("log-out", SP_TYPE_APP_SHELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (SP_TYPE_PAGE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-app-shell.ui");
  gtk_widget_class_bind_template_child (widget_class, SpAppShell, bar);
  gtk_widget_class_bind_template_child (widget_class, SpAppShell, stack);
  gtk_widget_class_bind_template_child (widget_class, SpAppShell, view_bin);
  gtk_widget_class_bind_template_child (widget_class, SpAppShell, web_page_button);
  gtk_widget_class_bind_template_child (widget_class, SpAppShell, recorder_revealer);
  gtk_widget_class_bind_template_callback (widget_class, sp_app_shell_go);
  gtk_widget_class_bind_template_callback (widget_class, sp_app_shell_open);
}

static void
sp_app_shell_init (SpAppShell *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->web_page_button, sp_web_page_is_built ());
}

GtkWidget *
sp_app_shell_new (GradioClient *client, SpAppSettings *settings)
{
  SpAppShell *self = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);
  g_return_val_if_fail (SP_IS_APP_SETTINGS (settings), NULL);

  self = g_object_new (SP_TYPE_APP_SHELL, NULL);
  self->client = g_object_ref (client);
  self->settings = g_object_ref (settings);
  self->theme = sp_app_theme_new (client, GTK_WIDGET (self));
  self->recorder = sp_recorder_new (client);
  gtk_widget_set_sensitive (GTK_WIDGET (self->bar), gradio_client_is_connected (client));
  show_view (self, NULL);

  return GTK_WIDGET (self);
}

void
sp_app_shell_release (SpAppShell *self)
{
  g_return_if_fail (SP_IS_APP_SHELL (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->bar), TRUE);
  sp_app_view_release (sp_app_shell_get_view (self));
}

SpAppView *
sp_app_shell_get_view (SpAppShell *self)
{
  g_return_val_if_fail (SP_IS_APP_SHELL (self), NULL);

  return self->view_bin != NULL ? SP_APP_VIEW (adw_bin_get_child (self->view_bin)) : NULL;
}

const char *
sp_app_shell_get_route (SpAppShell *self)
{
  g_return_val_if_fail (SP_IS_APP_SHELL (self), NULL);

  return self->blocks != NULL ? sp_blocks_get_page (self->blocks) : gradio_client_get_page (self->client);
}

const char *
sp_app_shell_get_title (SpAppShell *self)
{
  g_return_val_if_fail (SP_IS_APP_SHELL (self), NULL);

  return self->title;
}

/* What is below the app is made when it is wanted first. */
static void
show_recorder (SpAppShell *self)
{
  if (gtk_revealer_get_child (self->recorder_revealer) == NULL) {
    GtkWidget *pane = g_object_new (SP_TYPE_RECORDER_PANE, NULL);

    sp_recorder_pane_set_recorder (SP_RECORDER_PANE (pane), self->recorder);
    gtk_revealer_set_child (self->recorder_revealer, pane);
  }
  gtk_revealer_set_reveal_child (self->recorder_revealer, sp_recorder_get_recording (self->recorder));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
}

void
sp_app_shell_set_recording (SpAppShell *self, gboolean recording)
{
  g_return_if_fail (SP_IS_APP_SHELL (self));

  if (sp_recorder_get_recording (self->recorder) == recording)
    return;

  sp_recorder_set_recording (self->recorder, recording);
  show_recorder (self);
}

void
sp_app_shell_take_over (SpAppShell *self, SpAppShell *old)
{
  g_return_if_fail (SP_IS_APP_SHELL (self));
  g_return_if_fail (SP_IS_APP_SHELL (old));
  g_return_if_fail (self->blocks == NULL);

  sp_app_view_take_values (sp_app_shell_get_view (self), sp_app_shell_get_view (old));
  g_set_object (&self->recorder, old->recorder);
  sp_recorder_set_client (self->recorder, self->client);
  if (sp_recorder_get_recording (self->recorder))
    show_recorder (self);
}

gboolean
sp_app_shell_get_recording (SpAppShell *self)
{
  g_return_val_if_fail (SP_IS_APP_SHELL (self), FALSE);

  return sp_recorder_get_recording (self->recorder);
}

void
sp_app_shell_go (SpAppShell *self, const char *route)
{
  g_return_if_fail (SP_IS_APP_SHELL (self));
  g_return_if_fail (route != NULL);

  if (self->blocks == NULL || g_str_equal (route, sp_blocks_get_page (self->blocks)))
    return;

  if (sp_app_settings_get_keep_values (self->settings))
    sp_blocks_set_page (self->blocks, route);
  else
    show_view (self, route);
}

void
sp_app_shell_go_nth (SpAppShell *self, guint n)
{
  g_return_if_fail (SP_IS_APP_SHELL (self));

  for (guint i = 0; self->entries != NULL && i < self->entries->len; i++) {
    const SpPageEntry *entry = self->entries->pdata[i];

    if (entry->route == NULL || n-- > 0)
      continue;

    sp_app_shell_go (self, entry->route);
    return;
  }
}

/* The way out of an app that asks who its users are is an address of its own. */
static gboolean
is_log_out (SpAppShell *self, const char *address)
{
  g_autofree char *log_out = sp_app_address_resolve (self->client, "logout");
  gsize            length = log_out != NULL ? strlen (log_out) : 0;

  return length > 0 && g_str_has_prefix (address, log_out) &&
         (address[length] == '\0' || address[length] == '?');
}

void
sp_app_shell_open (SpAppShell *self, const char *address)
{
  g_autofree char *whole = NULL;
  const char      *route = NULL;

  g_return_if_fail (SP_IS_APP_SHELL (self));
  g_return_if_fail (address != NULL);

  whole = sp_app_address_resolve (self->client, address);
  if (whole == NULL)
    return;

  if (self->blocks != NULL)
    route = sp_page_entries_find_route (sp_blocks_get_pages (self->blocks),
                                        gradio_client_get_base_uri (self->client), whole);
  if (route != NULL)
    sp_app_shell_go (self, route);
  else if (is_log_out (self, whole))
    g_signal_emit (self, signals[SIGNAL_LOG_OUT], 0, strchr (whole, '?') != NULL ? strchr (whole, '?') + 1 : NULL);
  else if (self->wishes != NULL && !gradio_client_check_server (self->client, whole, NULL))
    sp_app_wishes_ask_to_leave (self->wishes, whole);
  else
    open_outside (self, whole);
}

void
sp_app_shell_reload_page (SpAppShell *self)
{
  g_return_if_fail (SP_IS_APP_SHELL (self));

  if (self->blocks != NULL)
    sp_blocks_load (self->blocks);
}

static void
linked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpAppShell) self = user_data;
  g_autoptr (GError)     error = NULL;
  g_autofree char       *address = sp_deep_link_make_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (address != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), address);
  if (error != NULL)
    toast (self, error->message);
  else
    toast (self, address != NULL ? _("Link copied") : _("There is nothing to save yet: run something first."));
}

void
sp_app_shell_copy_state_link (SpAppShell *self)
{
  g_return_if_fail (SP_IS_APP_SHELL (self));

  if (self->blocks != NULL)
    sp_deep_link_make_async (self->client, sp_blocks_get_session (self->blocks),
                             sp_blocks_get_page (self->blocks), self->cancellable, linked_cb,
                             g_object_ref (self));
}

GtkWindow *
sp_app_shell_show_settings (SpAppShell *self)
{
  g_auto (GStrv) languages = NULL;
  GtkRoot       *root = NULL;
  GtkWindow     *window = NULL;

  g_return_val_if_fail (SP_IS_APP_SHELL (self), NULL);

  if (self->blocks == NULL)
    return NULL;

  languages = sp_translation_list_languages (sp_blocks_get_translation (self->blocks));
  root = gtk_widget_get_root (GTK_WIDGET (self));
  window = sp_app_settings_window_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->settings,
                                       (const char *const *) languages, sp_blocks_get_pages (self->blocks) != NULL);
  gtk_window_present (window);

  return window;
}

void
sp_app_shell_close (SpAppShell *self)
{
  SpAppView *view = NULL;

  g_return_if_fail (SP_IS_APP_SHELL (self));

  g_cancellable_cancel (self->cancellable);
  sp_recorder_stop_replay (self->recorder);
  view = sp_app_shell_get_view (self);
  if (view != NULL)
    sp_app_view_close (view);
}
