/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-app-part.h"

#include "sp-component-registry.h"
#include "sp-container.h"

static JsonNode *
dup_value_cb (gpointer component)
{
  return sp_component_dup_value (component);
}

/* Choices and bounds have to be there before the value. */
static void
update_cb (SpComponent *component, JsonObject *props)
{
  sp_component_set_props (component, props);
  if (json_object_has_member (props, "value"))
    sp_component_set_value (component, json_object_get_member (props, "value"));
}

static SpComponent *
new_component (const char *type_name, gboolean has_children)
{
  SpComponent *component = g_object_ref_sink (sp_component_new_for_type (type_name));

  if (!has_children || SP_COMPONENT_GET_CLASS (component)->add_child != NULL)
    return component;

  g_object_unref (component);

  return g_object_ref_sink (sp_component_new_for_type ("column")); /* a layout of the future */
}

/* How often a microphone or a camera is heard is a matter of who listens, not of its own props. */
static void
set_stream_every (SpAppPart *self, SpBlocks *blocks)
{
  double                 seconds = sp_blocks_get_stream_every (blocks, sp_block_get_id (self->block));
  g_autoptr (JsonObject) props = NULL;

  if (seconds <= 0)
    return;

  props = json_object_new ();
  json_object_set_double_member (props, "stream_every", seconds);
  sp_component_set_props (self->component, props);
}

static void
follow_block (SpAppPart *self, SpBlocks *blocks)
{
  JsonObject          *props = sp_block_get_props (self->block);
  g_autoptr (JsonNode) value = sp_block_dup_value (self->block);

  sp_component_set_id (self->component, sp_block_get_id (self->block));
  if (!json_object_has_member (props, "interactive"))
    sp_component_set_interactive (self->component, sp_blocks_is_interactive (blocks, self->block));
  sp_component_set_props (self->component, props);
  set_stream_every (self, blocks);
  sp_component_set_value (self->component, value);

  sp_block_set_source (self->block, dup_value_cb, self->component);
  g_signal_connect_object (self->block, "update", G_CALLBACK (update_cb), self->component,
                           G_CONNECT_SWAPPED);
}

SpAppPart *
sp_app_part_new (GradioClient *client, SpBlocks *blocks, SpBlock *block, gboolean has_children)
{
  SpAppPart *self = g_new0 (SpAppPart, 1);

  self->component = new_component (block != NULL ? sp_block_get_type_name (block) : "column",
                                   has_children);
  sp_component_set_session (self->component, sp_blocks_get_session (blocks));
  sp_component_set_script (self->component, sp_blocks_get_script (blocks));
  sp_component_set_client (self->component, client);
  if (block != NULL) {
    self->block = g_object_ref (block);
    follow_block (self, blocks);
  }

  return self;
}

void
sp_app_part_free (SpAppPart *self)
{
  if (self->block != NULL) {
    g_signal_handlers_disconnect_by_func (self->block, update_cb, self->component);
    sp_block_set_source (self->block, NULL, NULL);
  }
  g_clear_object (&self->block);
  g_clear_pointer (&self->waiting, json_array_unref);
  if (sp_app_part_stands_aside (self) && gtk_widget_get_parent (GTK_WIDGET (self->component)) != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->component));
  g_clear_object (&self->component);
  g_free (self);
}

gboolean
sp_app_part_is_inside (SpAppPart *self, SpAppPart *ancestor)
{
  while (self != NULL && self != ancestor)
    self = self->parent;

  return self != NULL;
}

guint
sp_app_part_get_depth (SpAppPart *self)
{
  guint depth = 0;

  for (SpAppPart *part = self->parent; part != NULL; part = part->parent)
    depth++;

  return depth;
}

gboolean
sp_app_part_is_shown (SpAppPart *self)
{
  return !SP_IS_CONTAINER (self->component) ||
         sp_container_get_shown (SP_CONTAINER (self->component));
}

gboolean
sp_app_part_stands_aside (SpAppPart *self)
{
  return SP_IS_CONTAINER (self->component) &&
         sp_container_get_side (SP_CONTAINER (self->component)) != SP_SIDE_NONE;
}

void
sp_app_part_place (SpAppPart *self, SpAppPart *parent)
{
  if (sp_app_part_stands_aside (self)) {
    self->parent = parent;
    return;
  }

  if (self->parent != parent) {
    sp_app_part_loosen (self);
    self->parent = parent;
    if (!sp_component_add_child (parent->component, self->component))
      g_warning ("A layout takes no children"); /* new_component() saw to it */
  }
  if (parent->sorts)
    sp_component_move_child (parent->component, self->component, parent->last);
  parent->last = self->component;
}

void
sp_app_part_loosen (SpAppPart *self)
{
  if (self->parent == NULL)
    return;

  if (self->parent->last == self->component)
    self->parent->last = NULL;
  if (!sp_app_part_stands_aside (self))
    sp_component_remove_child (self->parent->component, self->component);
  self->parent = NULL;
}

static void
collect_kept (SpBlocks *blocks, JsonArray *nodes, GHashTable *kept, int depth)
{
  for (guint i = 0; nodes != NULL && depth <= SP_BLOCKS_DEEPEST && i < json_array_get_length (nodes); i++) {
    JsonNode *node = json_array_get_element (nodes, i);
    int       id = -1;

    if (!JSON_NODE_HOLDS_OBJECT (node))
      continue;

    id = (int) gradio_json_get_int (json_node_get_object (node), "id", -1);
    if (g_hash_table_add (kept, GINT_TO_POINTER (id))) /* a layout may hold itself */
      collect_kept (blocks, sp_blocks_get_children (blocks, id), kept, depth + 1);
  }
}

static gboolean
has_its_block (SpAppPart *self, SpBlocks *blocks)
{
  return sp_blocks_get_block (blocks, sp_block_get_id (self->block)) == self->block;
}

GHashTable *
sp_app_part_find_gone (SpAppPart *self, GHashTable *parts, SpBlocks *blocks, JsonArray *nodes)
{
  GHashTable            *gone = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);
  GHashTableIter         iter;
  gpointer               id = NULL;
  gpointer               part = NULL;

  collect_kept (blocks, nodes, kept, 0);
  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &id, &part)) {
    if (part == self)
      continue;
    if (!has_its_block (part, blocks) ||
        (sp_app_part_is_inside (part, self) && !g_hash_table_contains (kept, id)))
      g_hash_table_add (gone, part);
  }

  return gone;
}
