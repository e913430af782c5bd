/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-info.h"

#include "sp-app-address.h"
#include "sp-dependency.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpAppInfo {
  AdwWindow     parent_instance;
  AdwActionRow *name;    /* template child */
  AdwActionRow *address; /* template child */
  AdwActionRow *version; /* template child */
  AdwActionRow *user;    /* template child */
  AdwActionRow *goes_to; /* template child */
  AdwActionRow *flags;   /* template child */
};

G_DEFINE_FINAL_TYPE (SpAppInfo, sp_app_info, ADW_TYPE_WINDOW)

static void
sp_app_info_dispose (GObject *object)
{
  adw_window_set_content (ADW_WINDOW (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_APP_INFO);

  G_OBJECT_CLASS (sp_app_info_parent_class)->dispose (object);
}

static void
sp_app_info_class_init (SpAppInfoClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_app_info_dispose;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-app-info.ui");
  gtk_widget_class_bind_template_child (widget_class, SpAppInfo, name);
  gtk_widget_class_bind_template_child (widget_class, SpAppInfo, address);
  gtk_widget_class_bind_template_child (widget_class, SpAppInfo, version);
  gtk_widget_class_bind_template_child (widget_class, SpAppInfo, user);
  gtk_widget_class_bind_template_child (widget_class, SpAppInfo, goes_to);
  gtk_widget_class_bind_template_child (widget_class, SpAppInfo, flags);
}

static void
sp_app_info_init (SpAppInfo *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A server's words are shown as they are. */
static void
set_subtitle (AdwActionRow *row, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *escaped = g_markup_escape_text (valid, -1);

  adw_action_row_set_subtitle (row, escaped);
}

static char *
dup_where (GradioClient *client, const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char      *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL)
    return g_strdup_printf (_("What you enter and upload is sent to %s."), address);
  if (sp_app_address_is_here (host) || gradio_client_is_on_socket (client, address))
    return g_strdup_printf (_("What you enter and upload is sent to the server at %s on this computer. "
                               "It may pass it on."),
                            host);

  return g_strdup_printf (_("What you enter and upload is sent to %s. Whoever runs the app there can read and "
                             "keep it."),
                          host);
}

/* Returns: id of the button that is all that the dependency gives a value when it is pressed, -1 for none */
static int
get_own_button (SpDependency *dependency)
{
  GArray *outputs = sp_dependency_get_outputs (dependency);
  int     id = outputs->len == 1 ? g_array_index (outputs, int, 0) : -1;

  return id >= 0 && sp_dependency_has_backend (dependency) && sp_dependency_has_target (dependency, id, "click") ? id : -1;
}

/* Gradio makes buttons for flagging with two functions: one that says on the button that it is about to
 * save, and one that is given what is saved (blocks-runtime.md 15.3). */
static gboolean
has_flagging (JsonObject *config)
{
  JsonArray             *dependencies = gradio_json_get_array (config, "dependencies");
  g_autoptr (GHashTable) telling = g_hash_table_new (NULL, NULL);

  for (guint i = 0; dependencies != NULL && i < json_array_get_length (dependencies); i++) {
    JsonNode                *node = json_array_get_element (dependencies, i);
    g_autoptr (SpDependency) dependency = NULL;
    int                      button = -1;

    if (!JSON_NODE_HOLDS_OBJECT (node))
      continue;

    dependency = sp_dependency_new (json_node_get_object (node), (int) i);
    button = get_own_button (dependency);
    if (button >= 0 && sp_dependency_get_inputs (dependency)->len == 0)
      g_hash_table_add (telling, GINT_TO_POINTER (button));
    else if (button >= 0 && g_hash_table_contains (telling, GINT_TO_POINTER (button)))
      return TRUE;
  }

  return FALSE;
}

GtkWidget *
sp_app_info_new (GradioClient *client)
{
  SpAppInfo       *self = NULL;
  JsonObject      *config = NULL;
  const char      *address = NULL;
  const char      *user = NULL;
  g_autofree char *where = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);

  self = g_object_new (SP_TYPE_APP_INFO, NULL);
  config = gradio_client_get_config (client);
  address = gradio_client_get_base_uri (client);
  where = dup_where (client, address);
  set_subtitle (self->name, gradio_client_get_title (client));
  set_subtitle (self->address, address);
  set_subtitle (self->version, gradio_json_get_string (config, "version", _("Unknown")));
  user = gradio_client_get_username (client);
  if (user != NULL)
    set_subtitle (self->user, user);
  gtk_widget_set_visible (GTK_WIDGET (self->user), user != NULL);
  set_subtitle (self->goes_to, where);
  gtk_widget_set_visible (GTK_WIDGET (self->flags), has_flagging (config));

  return GTK_WIDGET (self);
}
