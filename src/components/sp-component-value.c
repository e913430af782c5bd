/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component-private.h"

/* The value of a component: kept here for classes that do not keep it themselves; and who is told when it changes. */

static void
sp_component_real_set_value (SpComponent *self, JsonNode *value)
{
  SpComponentPrivate  *priv = sp_component_get_private (self);
  g_autoptr (JsonNode) old = g_steal_pointer (&priv->value);

  priv->value = value != NULL ? json_node_ref (value) : NULL;
}

static JsonNode *
sp_component_real_dup_value (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_private (self);

  return priv->value != NULL ? json_node_ref (priv->value) : json_node_new (JSON_NODE_NULL);
}

static char *
sp_component_real_dup_text (SpComponent *self)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (self);

  if (json_node_is_null (value))
    return NULL;
  if (gradio_json_is_string (value))
    return g_strdup (json_node_get_string (value));

  return gradio_json_write_pretty (value);
}

static GPtrArray *
sp_component_real_dup_files (SpComponent *self)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (self);

  return gradio_file_collect (value);
}

void
sp_component_class_install_value (SpComponentClass *klass)
{
  klass->set_value = sp_component_real_set_value;
  klass->dup_value = sp_component_real_dup_value;
  klass->dup_text = sp_component_real_dup_text;
  klass->dup_files = sp_component_real_dup_files;
}

void
sp_component_set_value (SpComponent *self, JsonNode *value)
{
  SpComponentPrivate  *priv = sp_component_get_private (self);
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;

  g_return_if_fail (SP_IS_COMPONENT (self));

  g_clear_handle_id (&priv->emptied_id, g_source_remove);
  before = sp_component_dup_value (self);
  priv->quiet++;
  SP_COMPONENT_GET_CLASS (self)->set_value (self, value);
  priv->quiet--;
  if (priv->quiet > 0)
    return;

  after = sp_component_dup_value (self);
  sp_component_update_empty (self, after);
  if (before != after && !gradio_json_equal (before, after))
    sp_component_emit_event (self, "change", NULL);
}

JsonNode *
sp_component_dup_value (SpComponent *self)
{
  g_return_val_if_fail (SP_IS_COMPONENT (self), NULL);

  return SP_COMPONENT_GET_CLASS (self)->dup_value (self);
}

char *
sp_component_dup_text (SpComponent *self)
{
  return SP_COMPONENT_GET_CLASS (self)->dup_text (self);
}

GPtrArray *
sp_component_dup_files (SpComponent *self)
{
  return SP_COMPONENT_GET_CLASS (self)->dup_files (self);
}

gboolean
sp_component_check (SpComponent *self, GError **error)
{
  g_return_val_if_fail (SP_IS_COMPONENT (self), FALSE);

  return SP_COMPONENT_GET_CLASS (self)->check == NULL ||
         SP_COMPONENT_GET_CLASS (self)->check (self, error);
}

void
sp_component_value_changed (SpComponent *self)
{
  SpComponentPrivate     *priv = sp_component_get_private (self);
  g_autoptr (SpComponent) alive = NULL;
  g_autoptr (GError)      error = NULL;

  g_return_if_fail (SP_IS_COMPONENT (self));

  if (priv->quiet > 0)
    return;

  g_clear_handle_id (&priv->emptied_id, g_source_remove);
  alive = g_object_ref (self);
  if (sp_component_check (self, &error))
    sp_component_set_error_text (self, NULL);
  else
    sp_component_set_error_text (self, error->message);
  sp_component_update_empty (self, NULL);
  sp_component_emit_event (self, "change", NULL);
  sp_component_emit_event (self, "input", NULL);
}

void
sp_component_flush_text (SpComponent *self)
{
  if (sp_component_get_private (self)->emptied_id != 0)
    sp_component_value_changed (self);
}

static gboolean
emptied_cb (gpointer user_data)
{
  sp_component_flush_text (user_data);

  return G_SOURCE_REMOVE;
}

void
sp_component_text_changed (SpComponent *self, gboolean empty)
{
  SpComponentPrivate *priv = sp_component_get_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));

  if (!empty)
    sp_component_value_changed (self);
  else if (priv->quiet == 0 && priv->emptied_id == 0)
    priv->emptied_id = g_idle_add_full (G_PRIORITY_DEFAULT, emptied_cb, self, NULL);
}
