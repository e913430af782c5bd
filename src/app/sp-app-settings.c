/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-settings.h"

#include "sp-app-address.h"

#define SCHEMA APPLICATION_ID ".App"
#define FOLDER "/io/github/spaceport_app/Spaceport/apps/"

struct _SpAppSettings {
  GObject    parent_instance;
  GSettings *stored;       /* owned, nullable */
  char      *account;      /* owned */
  char      *color_scheme; /* owned */
  char      *asked_scheme; /* owned, nullable: by the address, until the user chooses */
  char      *language;     /* owned */
  gboolean   app_colors;
  gboolean   keep_values;
  gboolean   web_page;
};

G_DEFINE_FINAL_TYPE (SpAppSettings, sp_app_settings, G_TYPE_OBJECT)

typedef enum {
  PROP_ACCOUNT = 1,
  PROP_APP_COLORS,
  PROP_COLOR_SCHEME,
  PROP_KEEP_VALUES,
  PROP_LANGUAGE,
  PROP_WEB_PAGE,
} SpAppSettingsProperty;

static GParamSpec *properties[PROP_WEB_PAGE + 1];

static void
set_boolean (SpAppSettings *self, gboolean *place, gboolean value, GParamSpec *pspec)
{
  if (*place == value)
    return;

  *place = value;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_text (SpAppSettings *self, char **place, const char *value, GParamSpec *pspec)
{
  if (g_strcmp0 (*place, value) == 0)
    return;

  g_free (*place);
  *place = g_strdup (value != NULL ? value : "");
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

/* Whoever chooses, and be it what was chosen before, has the last word. */
static void
choose_scheme (SpAppSettings *self, const char *scheme, GParamSpec *pspec)
{
  gboolean was_asked = self->asked_scheme != NULL;

  g_object_freeze_notify (G_OBJECT (self));
  g_clear_pointer (&self->asked_scheme, g_free);
  set_text (self, &self->color_scheme, scheme, pspec);
  if (was_asked)
    g_object_notify_by_pspec (G_OBJECT (self), pspec);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
sp_app_settings_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpAppSettings *self = SP_APP_SETTINGS (object);

  switch ((SpAppSettingsProperty) prop_id) {
  case PROP_ACCOUNT:
    g_value_set_string (value, self->account);
    break;
  case PROP_APP_COLORS:
    g_value_set_boolean (value, self->app_colors);
    break;
  case PROP_COLOR_SCHEME:
    g_value_set_string (value, self->color_scheme); /* which is stored, unlike what an address asks for */
    break;
  case PROP_KEEP_VALUES:
    g_value_set_boolean (value, self->keep_values);
    break;
  case PROP_LANGUAGE:
    g_value_set_string (value, self->language);
    break;
  case PROP_WEB_PAGE:
    g_value_set_boolean (value, self->web_page);
    break;
  }
}

static void
sp_app_settings_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpAppSettings *self = SP_APP_SETTINGS (object);

  switch ((SpAppSettingsProperty) prop_id) {
  case PROP_ACCOUNT:
    set_text (self, &self->account, g_value_get_string (value), pspec);
    break;
  case PROP_APP_COLORS:
    set_boolean (self, &self->app_colors, g_value_get_boolean (value), pspec);
    break;
  case PROP_COLOR_SCHEME:
    choose_scheme (self, g_value_get_string (value), pspec);
    break;
  case PROP_KEEP_VALUES:
    set_boolean (self, &self->keep_values, g_value_get_boolean (value), pspec);
    break;
  case PROP_LANGUAGE:
    set_text (self, &self->language, g_value_get_string (value), pspec);
    break;
  case PROP_WEB_PAGE:
    set_boolean (self, &self->web_page, g_value_get_boolean (value), pspec);
    break;
  }
}

static void
sp_app_settings_finalize (GObject *object)
{
  SpAppSettings *self = SP_APP_SETTINGS (object);

  g_clear_object (&self->stored);
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->color_scheme, g_free);
  g_clear_pointer (&self->asked_scheme, g_free);
  g_clear_pointer (&self->language, g_free);

  G_OBJECT_CLASS (sp_app_settings_parent_class)->finalize (object);
}

static void
sp_app_settings_class_init (SpAppSettingsClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_app_settings_get_property;
  object_class->set_property = sp_app_settings_set_property;
  object_class->finalize = sp_app_settings_finalize;

  properties[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, "", flags);
  properties[PROP_APP_COLORS] = g_param_spec_boolean ("app-colors", NULL, NULL, TRUE, flags);
  properties[PROP_COLOR_SCHEME] = g_param_spec_string ("color-scheme", NULL, NULL, "system", flags);
  properties[PROP_KEEP_VALUES] = g_param_spec_boolean ("keep-values", NULL, NULL, TRUE, flags);
  properties[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, "", flags);
  properties[PROP_WEB_PAGE] = g_param_spec_boolean ("web-page", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_app_settings_init (SpAppSettings *self)
{
  self->app_colors = TRUE;
  self->keep_values = TRUE;
  self->account = g_strdup ("");
  self->color_scheme = g_strdup ("system");
  self->language = g_strdup ("");
}

/* Whatever runs at a port of this computer tomorrow was allowed nothing. */
static gboolean
is_kept (guint property, const char *app)
{
  return property != PROP_WEB_PAGE || !sp_app_address_is_here (app);
}

/* An address cannot be part of a path of GSettings as it is. Nullable: the schema may not be installed. */
static GSettings *
open_stored (const char *app)
{
  g_autofree char            *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, app, -1);
  g_autofree char            *path = g_strconcat (FOLDER, sum, "/", NULL);
  GSettingsSchemaSource      *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, path) : NULL;
}

static void
bind_stored (SpAppSettings *self, const char *app)
{
  self->stored = open_stored (app);
  if (self->stored == NULL)
    return;

  for (guint i = PROP_ACCOUNT; i < G_N_ELEMENTS (properties); i++)
    if (is_kept (i, app))
      g_settings_bind (self->stored, properties[i]->name, self, properties[i]->name,
                       G_SETTINGS_BIND_DEFAULT);
}

SpAppSettings *
sp_app_settings_new (const char *app)
{
  SpAppSettings *self = g_object_new (SP_TYPE_APP_SETTINGS, NULL);

  g_return_val_if_fail (app != NULL, self);

  bind_stored (self, app);

  return self;
}

void
sp_app_settings_forget (const char *app)
{
  g_autoptr (GSettings)       stored = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv)              keys = NULL;

  g_return_if_fail (app != NULL);

  stored = open_stored (app);
  if (stored == NULL)
    return;

  g_object_get (stored, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (gsize i = 0; keys[i] != NULL; i++)
    g_settings_reset (stored, keys[i]);
}

void
sp_app_settings_read_query (SpAppSettings *self, const char *query)
{
  GUriParamsIter   iter;
  g_autofree char *asked = NULL;

  g_return_if_fail (SP_IS_APP_SETTINGS (self));

  g_uri_params_iter_init (&iter, query != NULL ? query : "", -1, "&", G_URI_PARAMS_NONE);
  for (;;) {
    g_autofree char *name = NULL;
    g_autofree char *value = NULL;

    if (!g_uri_params_iter_next (&iter, &name, &value, NULL)) /* over, or no text */
      break;
    if (g_str_equal (name, "__theme") && (g_str_equal (value, "light") || g_str_equal (value, "dark"))) {
      g_free (asked);
      asked = g_steal_pointer (&value);
    }
  }
  if (g_strcmp0 (asked, self->asked_scheme) == 0)
    return;

  g_free (self->asked_scheme);
  self->asked_scheme = g_steal_pointer (&asked);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOR_SCHEME]);
}

const char *
sp_app_settings_get_color_scheme (SpAppSettings *self)
{
  g_return_val_if_fail (SP_IS_APP_SETTINGS (self), NULL);

  if (self->asked_scheme != NULL && g_str_equal (self->color_scheme, "system"))
    return self->asked_scheme;

  return self->color_scheme;
}

gboolean
sp_app_settings_get_keep_values (SpAppSettings *self)
{
  g_return_val_if_fail (SP_IS_APP_SETTINGS (self), TRUE);

  return self->keep_values;
}

gboolean
sp_app_settings_get_web_page (SpAppSettings *self)
{
  g_return_val_if_fail (SP_IS_APP_SETTINGS (self), FALSE);

  return self->web_page;
}

const char *
sp_app_settings_get_language (SpAppSettings *self)
{
  g_return_val_if_fail (SP_IS_APP_SETTINGS (self), NULL);

  return *self->language != '\0' ? self->language : NULL;
}

const char *
sp_app_settings_get_account (SpAppSettings *self)
{
  g_return_val_if_fail (SP_IS_APP_SETTINGS (self), NULL);

  return *self->account != '\0' ? self->account : NULL;
}
