/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the config: blocks, dependencies and where they stand, by their ids. */
#include "sp-blocks-private.h"

static void
append_to (GHashTable *table, int id, gpointer object)
{
  GPtrArray *array = g_hash_table_lookup (table, GINT_TO_POINTER (id));

  if (array == NULL) {
    array = g_ptr_array_new_with_free_func (g_object_unref);
    g_hash_table_insert (table, GINT_TO_POINTER (id), array);
  }
  if (array->len == 0 || g_ptr_array_index (array, array->len - 1) != object)
    g_ptr_array_add (array, g_object_ref (object));
}

static void
add_ids (GHashTable *set, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, GINT_TO_POINTER (g_array_index (ids, int, i)));
}

static void
index_dependency (SpBlocks *self, SpDependency *dependency)
{
  GArray *targets = sp_dependency_get_targets (dependency);
  int     before = -1;

  for (guint i = 0; i < targets->len; i++)
    append_to (self->by_target, g_array_index (targets, int, i), dependency);
  if (sp_dependency_get_after (dependency, &before) != SP_AFTER_NOTHING)
    append_to (self->after, before, dependency);
  add_ids (self->inputs, sp_dependency_get_inputs (dependency));
  add_ids (self->outputs, sp_dependency_get_outputs (dependency));
}

void
sp_blocks_index (SpBlocks *self)
{
  g_hash_table_remove_all (self->by_target);
  g_hash_table_remove_all (self->after);
  g_hash_table_remove_all (self->inputs);
  g_hash_table_remove_all (self->outputs);
  for (guint i = 0; i < self->dependencies->len; i++)
    index_dependency (self, self->dependencies->pdata[i]);
}

void
sp_blocks_add_dependency (SpBlocks *self, JsonObject *object, int index)
{
  g_ptr_array_add (self->dependencies, sp_dependency_new (object, index));
}

void
sp_blocks_add_endpoints (SpBlocks *self, GPtrArray *endpoints)
{
  for (guint i = 0; i < endpoints->len; i++) {
    GradioEndpoint *endpoint = g_ptr_array_index (endpoints, i);

    g_hash_table_insert (self->endpoints, GINT_TO_POINTER (gradio_endpoint_get_fn_index (endpoint)),
                         g_object_ref (endpoint));
  }
}

void
sp_blocks_add_nodes (SpBlocks *self, JsonObject *node)
{
  JsonArray *children = gradio_json_get_array (node, "children");

  if (children == NULL)
    return;

  g_hash_table_insert (self->nodes, GINT_TO_POINTER ((int) gradio_json_get_int (node, "id", -1)),
                       json_object_ref (node));
  for (guint i = 0; i < json_array_get_length (children); i++) {
    JsonNode *child = json_array_get_element (children, i);

    if (JSON_NODE_HOLDS_OBJECT (child))
      sp_blocks_add_nodes (self, json_node_get_object (child));
  }
}

JsonObject *
sp_blocks_get_page_layout (SpBlocks *self, const char *route)
{
  JsonObject *pages = gradio_json_get_object (self->config, "page");

  return gradio_json_get_object (gradio_json_get_object (pages, route), "layout");
}

static void
read_layouts (SpBlocks *self)
{
  JsonObject    *pages = gradio_json_get_object (self->config, "page");
  JsonObject    *layout = gradio_json_get_object (self->config, "layout");
  JsonObjectIter iter;
  const char    *route = NULL;

  if (layout != NULL)
    sp_blocks_add_nodes (self, layout);
  if (pages == NULL)
    return;

  json_object_iter_init (&iter, pages);
  while (json_object_iter_next (&iter, &route, NULL)) {
    if (sp_blocks_get_page_layout (self, route) != NULL)
      sp_blocks_add_nodes (self, sp_blocks_get_page_layout (self, route));
  }
}

/* Components of apps with one page have none. */
static void
read_routes (SpBlocks *self)
{
  JsonObject    *pages = gradio_json_get_object (self->config, "page");
  JsonObjectIter iter;
  const char    *route = NULL;

  if (pages == NULL || sp_blocks_get_pages (self) == NULL)
    return;

  json_object_iter_init (&iter, pages);
  while (json_object_iter_next (&iter, &route, NULL)) {
    JsonArray *ids = gradio_json_get_array (gradio_json_get_object (pages, route), "components");

    for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++) {
      if (JSON_NODE_HOLDS_VALUE (json_array_get_element (ids, i)))
        g_hash_table_insert (self->routes, GINT_TO_POINTER ((int) json_array_get_int_element (ids, i)),
                             g_strdup (route));
    }
  }
}

gboolean
sp_blocks_is_on_page (SpBlocks *self, SpBlock *block, const char *route)
{
  const char *its = g_hash_table_lookup (self->routes, GINT_TO_POINTER (sp_block_get_id (block)));

  return its == NULL || g_str_equal (its, route);
}

void
sp_blocks_read_config (SpBlocks *self)
{
  JsonArray *components = gradio_json_get_array (self->config, "components");
  JsonArray *dependencies = gradio_json_get_array (self->config, "dependencies");

  for (guint i = 0; components != NULL && i < json_array_get_length (components); i++) {
    JsonNode *node = json_array_get_element (components, i);
    SpBlock  *block = NULL;

    if (!JSON_NODE_HOLDS_OBJECT (node))
      continue;

    block = sp_block_new (json_node_get_object (node), self->translation);
    g_hash_table_insert (self->blocks, GINT_TO_POINTER (sp_block_get_id (block)), block);
  }
  for (guint i = 0; dependencies != NULL && i < json_array_get_length (dependencies); i++) {
    JsonNode *node = json_array_get_element (dependencies, i);

    if (JSON_NODE_HOLDS_OBJECT (node))
      sp_blocks_add_dependency (self, json_node_get_object (node), (int) i);
  }
  sp_blocks_index (self);
  read_layouts (self);
  read_routes (self);
  sp_blocks_add_endpoints (self, gradio_client_get_all_endpoints (self->client));
}
