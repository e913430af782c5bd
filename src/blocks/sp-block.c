/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-block.h"

struct _SpBlock {
  GObject parent_instance;

  SpTranslation   *translation;
  JsonObject      *props; /* owned */
  JsonNode        *value; /* owned, while there is no source */
  char            *type;
  SpBlockValueFunc source;
  gpointer         source_data;
  int              id;
  gboolean         has_choices;
};

G_DEFINE_FINAL_TYPE (SpBlock, sp_block, G_TYPE_OBJECT)

enum {
  SIGNAL_UPDATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sp_block_finalize (GObject *object)
{
  SpBlock *self = SP_BLOCK (object);

  g_clear_object (&self->translation);
  g_clear_pointer (&self->props, json_object_unref);
  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->type, g_free);

  G_OBJECT_CLASS (sp_block_parent_class)->finalize (object);
}

static void
sp_block_class_init (SpBlockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_block_finalize;

  signals[SIGNAL_UPDATE] = g_signal_new ("update", SP_TYPE_BLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
}

static void
sp_block_init (SpBlock *self)
{
}

static void
keep_value (SpBlock *self, JsonNode *value)
{
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);

  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
}

/* What an author gives no value begins with that of Gradio's page, and functions count on it: seen with 3.50 to 6.31. */
static JsonNode *
new_first_value (const char *type)
{
  if (g_str_equal (type, "textbox") || g_str_equal (type, "code"))
    return json_node_init_string (json_node_alloc (), "");
  if (g_str_equal (type, "number"))
    return json_node_init_int (json_node_alloc (), 0);

  return NULL;
}

static void
read_props (SpBlock *self, JsonObject *props)
{
  JsonNode *first = NULL;

  self->has_choices = json_object_has_member (props, "choices");
  self->props = sp_translation_dup_props (self->translation, props, self->has_choices);
  if (!json_object_has_member (props, "value"))
    first = new_first_value (self->type);
  if (first != NULL)
    json_object_set_member (self->props, "value", first);
  keep_value (self, json_object_get_member (self->props, "value"));
}

SpBlock *
sp_block_new (JsonObject *component, SpTranslation *translation)
{
  SpBlock               *self = g_object_new (SP_TYPE_BLOCK, NULL);
  JsonObject            *props = gradio_json_get_object (component, "props");
  g_autoptr (JsonObject) none = json_object_new ();

  self->translation = g_object_ref (translation);
  self->id = (int) gradio_json_get_int (component, "id", -1);
  self->type = g_strdup (gradio_json_get_string (component, "type", ""));
  read_props (self, props != NULL ? props : none);

  return self;
}

int
sp_block_get_id (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), -1);

  return self->id;
}

const char *
sp_block_get_type_name (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), NULL);

  return self->type;
}

JsonObject *
sp_block_get_props (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), NULL);

  return self->props;
}

JsonNode *
sp_block_dup_value (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), NULL);

  return self->source != NULL ? self->source (self->source_data) : json_node_ref (self->value);
}

gboolean
sp_block_is_state (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), FALSE);

  return g_str_equal (self->type, "state") || g_str_equal (self->type, "variable");
}

void
sp_block_set_source (SpBlock *self, SpBlockValueFunc func, gpointer user_data)
{
  g_return_if_fail (SP_IS_BLOCK (self));

  if (func == NULL && self->source != NULL) {
    g_autoptr (JsonNode) last = self->source (self->source_data);

    keep_value (self, last);
  }
  self->source = func;
  self->source_data = user_data;
}

gboolean
sp_block_has_source (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), FALSE);

  return self->source != NULL;
}

gboolean
sp_block_output_is_update (JsonNode *output)
{
  g_return_val_if_fail (output != NULL, FALSE);

  return JSON_NODE_HOLDS_OBJECT (output) &&
         g_str_equal (gradio_json_get_string (json_node_get_object (output), "__type__", ""),
                      "update");
}

gboolean
sp_block_apply (SpBlock *self, JsonNode *output)
{
  g_autoptr (JsonObject) raw = NULL;
  g_autoptr (JsonObject) props = NULL;
  JsonNode              *value = NULL;
  gboolean               changed = FALSE;

  g_return_val_if_fail (SP_IS_BLOCK (self), FALSE);
  g_return_val_if_fail (output != NULL, FALSE);

  if (sp_block_is_state (self))
    return FALSE; /* always null: changed_state_ids tells */

  if (sp_block_output_is_update (output)) {
    raw = json_object_ref (json_node_get_object (output));
  } else {
    raw = json_object_new ();
    json_object_set_member (raw, "value", json_node_ref (output));
  }
  props = sp_translation_dup_props (self->translation, raw, self->has_choices);

  value = json_object_get_member (props, "value");
  if (value != NULL && self->source == NULL) {
    changed = !gradio_json_equal (value, self->value);
    keep_value (self, value);
  }
  g_signal_emit (self, signals[SIGNAL_UPDATE], 0, props);

  return changed;
}
