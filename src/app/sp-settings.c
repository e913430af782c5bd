/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-settings.h"

struct _SpSettings {
  GObject       parent_instance;
  GSettings    *stored; /* owned, NULL when nothing is kept */
  GVariantDict *memory; /* owned, what stands in then */
};

G_DEFINE_FINAL_TYPE (SpSettings, sp_settings, G_TYPE_OBJECT)

/* The defaults of the schema, for when it is not installed. */
static const struct {
  const char *key;
  const char *value;
} defaults[] = {
  { "color-scheme", "'system'" },
  { "maximized", "false" },
  { "kept-spaces", "@as []" },
  { "recent-apps", "@a(ssx) []" },
  { "view", "'app'" },
  { "window-size", "(1000, 720)" },
};

static GVariantDict *
new_defaults (void)
{
  GVariantDict *dict = g_variant_dict_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (defaults); i++)
    g_variant_dict_insert_value (dict, defaults[i].key, g_variant_new_parsed (defaults[i].value));

  return dict;
}

static void
sp_settings_finalize (GObject *object)
{
  SpSettings *self = SP_SETTINGS (object);

  g_clear_object (&self->stored);
  g_clear_pointer (&self->memory, g_variant_dict_unref);

  G_OBJECT_CLASS (sp_settings_parent_class)->finalize (object);
}

static void
sp_settings_class_init (SpSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_settings_finalize;
}

static void
sp_settings_init (SpSettings *self)
{
}

SpSettings *
sp_settings_new (gboolean in_memory)
{
  SpSettings                 *self = g_object_new (SP_TYPE_SETTINGS, NULL);
  GSettingsSchemaSource      *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (!in_memory && source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);

  if (schema != NULL)
    self->stored = g_settings_new_full (schema, NULL, NULL);
  else
    self->memory = new_defaults ();

  return self;
}

GVariant *
sp_settings_dup_value (SpSettings *self,
                       const char *key)
{
  g_return_val_if_fail (SP_IS_SETTINGS (self), NULL);

  if (self->stored != NULL)
    return g_settings_get_value (self->stored, key);

  return g_variant_dict_lookup_value (self->memory, key, NULL);
}

void
sp_settings_set_value (SpSettings *self,
                       const char *key,
                       GVariant   *value)
{
  g_return_if_fail (SP_IS_SETTINGS (self));

  if (self->stored != NULL)
    g_settings_set_value (self->stored, key, value);
  else
    g_variant_dict_insert_value (self->memory, key, value);
}
