/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-theme.h"

#include <adwaita.h>

#include "sp-app-colors.h"
#include "sp-kept-apps.h"

#define MAX_SIZE (512 * 1024) /* that of Gradio itself has 21 KiB */

struct _SpAppTheme {
  GObject         parent_instance;
  GradioClient   *client;      /* owned */
  GtkWidget      *page;        /* lives longer */
  GtkCssProvider *provider;    /* owned */
  SpThemeSheet   *sheet;       /* owned, NULL until it is there */
  SpCacheFolder  *kept;        /* owned: themes as they were the last time */
  GCancellable   *cancellable; /* owned, NULL before it was asked for */
  char           *scope;       /* owned: style class of this page only */
  gboolean        enabled;
};

G_DEFINE_FINAL_TYPE (SpAppTheme, sp_app_theme, G_TYPE_OBJECT)

typedef enum {
  PROP_ENABLED = 1,
  PROP_LOADED,
} SpAppThemeProperty;

static GParamSpec *properties[PROP_LOADED + 1];

static void
update_css (SpAppTheme *self)
{
  gboolean         dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autofree char *css = NULL;
  SpAppColors      colors;

  if (self->sheet == NULL || !self->enabled)
    return;

  sp_app_colors_read (&colors, self->sheet, dark);
  css = sp_app_colors_dup_css (&colors, self->scope);
  gtk_css_provider_load_from_data (self->provider, css, -1);
}

static void
take (SpAppTheme *self, GBytes *css)
{
  gsize       length = 0;
  const char *text = g_bytes_get_data (css, &length);

  g_clear_pointer (&self->sheet, sp_theme_sheet_free);
  self->sheet = sp_theme_sheet_new (text, length);
  update_css (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

/* Names what the theme is made of; empty on servers that do not say. */
static const char *
get_hash (SpAppTheme *self)
{
  return gradio_json_get_string (gradio_client_get_config (self->client), "theme_hash", "");
}

static char *
dup_key (SpAppTheme *self)
{
  return g_strdup_printf ("theme %s %s", gradio_client_get_base_uri (self->client), get_hash (self));
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpAppTheme) self = user_data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (GBytes)     css = gradio_client_fetch_finish (GRADIO_CLIENT (source), result, &error);
  g_autofree char       *key = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL) /* the desktop's colours do as well */
    g_debug ("No theme: %s", error->message);
  if (css == NULL)
    return;

  take (self, css);
  key = dup_key (self);
  if (gradio_client_get_username (self->client) == NULL)
    sp_cache_folder_write_async (self->kept, key, css, NULL, NULL);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpAppTheme) self = user_data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (GBytes)     css = sp_cache_folder_read_finish (SP_CACHE_FOLDER (source), result, &error);
  const char            *hash = get_hash (self);
  g_autofree char       *escaped = g_uri_escape_string (hash, NULL, FALSE);
  g_autofree char       *path = g_strconcat ("/theme.css", *hash != '\0' ? "?v=" : "", escaped, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (css != NULL)
    take (self, css);
  if (css == NULL || *hash == '\0')
    gradio_client_fetch_async (self->client, path, MAX_SIZE, self->cancellable, fetched_cb, g_object_ref (self));
}

static void
fetch (SpAppTheme *self)
{
  g_autofree char *key = dup_key (self);

  self->cancellable = g_cancellable_new ();
  sp_cache_folder_read_async (self->kept, key, self->cancellable, kept_cb, g_object_ref (self));
}

void
sp_app_theme_set_enabled (SpAppTheme *self, gboolean enabled)
{
  g_return_if_fail (SP_IS_APP_THEME (self));

  if (self->enabled == enabled)
    return;

  self->enabled = enabled;
  if (enabled && self->cancellable == NULL)
    fetch (self);
  if (enabled)
    gtk_widget_add_css_class (self->page, self->scope);
  else
    gtk_widget_remove_css_class (self->page, self->scope);
  update_css (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
}

static void
sp_app_theme_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpAppTheme *self = SP_APP_THEME (object);

  switch ((SpAppThemeProperty) prop_id) {
  case PROP_ENABLED:
    g_value_set_boolean (value, self->enabled);
    break;
  case PROP_LOADED:
    g_value_set_boolean (value, self->sheet != NULL);
    break;
  }
}

static void
sp_app_theme_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpAppThemeProperty) prop_id) {
  case PROP_ENABLED:
    sp_app_theme_set_enabled (SP_APP_THEME (object), g_value_get_boolean (value));
    break;
  case PROP_LOADED:
    break; /* read-only */
  }
}

static void
sp_app_theme_dispose (GObject *object)
{
  SpAppTheme *self = SP_APP_THEME (object);

  g_cancellable_cancel (self->cancellable);
  if (self->provider != NULL)
    gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                   GTK_STYLE_PROVIDER (self->provider));
  g_clear_object (&self->provider);

  G_OBJECT_CLASS (sp_app_theme_parent_class)->dispose (object);
}

static void
sp_app_theme_finalize (GObject *object)
{
  SpAppTheme *self = SP_APP_THEME (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->kept);
  g_clear_object (&self->client);
  g_clear_pointer (&self->sheet, sp_theme_sheet_free);
  g_clear_pointer (&self->scope, g_free);

  G_OBJECT_CLASS (sp_app_theme_parent_class)->finalize (object);
}

static void
sp_app_theme_class_init (SpAppThemeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_app_theme_get_property;
  object_class->set_property = sp_app_theme_set_property;
  object_class->dispose = sp_app_theme_dispose;
  object_class->finalize = sp_app_theme_finalize;

  properties[PROP_ENABLED] =
    g_param_spec_boolean ("enabled", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADED] =
    g_param_spec_boolean ("loaded", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_app_theme_init (SpAppTheme *self)
{
  self->kept = sp_kept_apps_new ();
  self->scope = g_strdup_printf ("app-colors-%p", (gpointer) self);
  self->provider = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_css), self,
                           G_CONNECT_SWAPPED);
}

SpAppTheme *
sp_app_theme_new (GradioClient *client, GtkWidget *page)
{
  SpAppTheme *self = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (page), NULL);

  self = g_object_new (SP_TYPE_APP_THEME, NULL);
  self->client = g_object_ref (client);
  self->page = page;

  return self;
}
