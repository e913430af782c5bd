/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of an app that are made while it runs, `gr.render` (blocks-runtime.md 12). */
#include "sp-blocks-private.h"

/* Takes out what belongs to a render, and to the renders that were made in it. */
static void
remove_dependencies (SpBlocks *self, int render_id, GHashTable *gone)
{
  for (guint i = self->dependencies->len; i > 0; i--) {
    g_autoptr (SpDependency) dependency = NULL;
    int                      inner = -1;

    if (i > self->dependencies->len ||
        sp_dependency_get_rendered_in (self->dependencies->pdata[i - 1]) != render_id)
      continue;

    dependency = g_object_ref (self->dependencies->pdata[i - 1]);
    g_ptr_array_remove_index (self->dependencies, i - 1);
    g_hash_table_add (gone, GINT_TO_POINTER (sp_dependency_get_id (dependency)));
    inner = sp_dependency_get_render_id (dependency);
    if (inner >= 0 && inner != render_id)
      remove_dependencies (self, inner, gone);
  }
}

/* The ids of all that is in a container; a layout that holds itself ends here, too. */
static void
collect_below (SpBlocks *self, int id, GHashTable *ids, guint depth)
{
  JsonArray *children = depth > SP_BLOCKS_DEEPEST ? NULL : sp_blocks_get_children (self, id);

  for (guint i = 0; children != NULL && i < json_array_get_length (children); i++) {
    JsonNode *node = json_array_get_element (children, i);
    int       child = -1;

    if (!JSON_NODE_HOLDS_OBJECT (node))
      continue;

    child = (int) gradio_json_get_int (json_node_get_object (node), "id", -1);
    if (g_hash_table_add (ids, GINT_TO_POINTER (child)))
      collect_below (self, child, ids, depth + 1);
  }
}

static gboolean
is_same (SpBlock *block, JsonObject *component)
{
  JsonNode *key = sp_block_get_key (block);
  JsonNode *other = json_object_get_member (component, "key");

  return key != NULL && other != NULL && gradio_json_equal (key, other) &&
         g_str_equal (sp_block_get_type_name (block), gradio_json_get_string (component, "type", ""));
}

/* What is made is on the page of what it is made in. */
static void
set_route (SpBlocks *self, int id, int container)
{
  const char *route = g_hash_table_lookup (self->routes, GINT_TO_POINTER (container));

  if (route != NULL)
    g_hash_table_insert (self->routes, GINT_TO_POINTER (id), g_strdup (route));
}

/* The same ones are kept with what the user made of them; others are new, also under an old number. */
static void
take_component (SpBlocks *self, JsonObject *component, int container)
{
  int      id = (int) gradio_json_get_int (component, "id", -1);
  SpBlock *block = sp_blocks_get_block (self, id);

  if (block != NULL && is_same (block, component)) {
    g_autoptr (SpBlock)  keep = g_object_ref (block);
    g_autoptr (JsonNode) data = NULL;

    if (sp_block_render (keep, component)) {
      data = sp_block_dup_change_data (keep);
      sp_blocks_dispatch (self, id, "change", data);
    }
    return;
  }

  block = sp_block_new (component, self->translation);
  g_hash_table_insert (self->blocks, GINT_TO_POINTER (id), block);
  set_route (self, id, container);
  g_hash_table_remove (self->last_runs, GINT_TO_POINTER (id));
  g_hash_table_remove (self->timers, GINT_TO_POINTER (id));
  sp_blocks_add_timer (self, block);
  sp_browser_state_restore (self, block);
  if (sp_block_is_state (block))
    gradio_session_keep_alive (self->session); /* R62 */
}

static void
take_components (SpBlocks *self, JsonArray *components, int container)
{
  for (guint i = 0; components != NULL && i < json_array_get_length (components); i++) {
    JsonNode *node = json_array_get_element (components, i);

    if (JSON_NODE_HOLDS_OBJECT (node) &&
        gradio_json_get_int (json_node_get_object (node), "id", -1) != container)
      take_component (self, json_node_get_object (node), container);
  }
}

static void
forget_block (SpBlocks *self, gpointer id)
{
  g_hash_table_remove (self->blocks, id);
  g_hash_table_remove (self->nodes, id);
  g_hash_table_remove (self->routes, id);
  g_hash_table_remove (self->rounds, id);
  g_hash_table_remove (self->timers, id);
  g_hash_table_remove (self->last_runs, id);
}

/* Those that were in the container and are not any more. */
static void
forget_old (SpBlocks *self, GHashTable *before, int container)
{
  g_autoptr (GHashTable) now = g_hash_table_new (NULL, NULL);
  GHashTableIter         iter;
  gpointer               id = NULL;

  collect_below (self, container, now, 1);
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    if (!g_hash_table_contains (now, id))
      forget_block (self, id);
  }
}

static void
put_in_place (SpBlocks *self, JsonObject *layout, int container)
{
  g_autoptr (JsonObject) node = json_object_new ();
  JsonArray             *children = gradio_json_get_array (layout, "children");

  json_object_set_int_member (node, "id", container);
  json_object_set_array_member (node, "children", children != NULL ? json_array_ref (children) : json_array_new ());
  sp_blocks_add_nodes (self, node);
}

/* Its tree; where there are pages it may be in the one in front only. */
static JsonObject *
find_layout (SpBlocks *self, JsonObject *part)
{
  JsonObject *layout = gradio_json_get_object (part, "layout");

  if (layout != NULL)
    return layout;

  return gradio_json_get_object (gradio_json_get_object (gradio_json_get_object (part, "page"), self->page), "layout");
}

/* Those of the page around it come first (R59). */
static GPtrArray *
take_dependencies (SpBlocks *self, JsonObject *part, int render_id)
{
  JsonArray             *objects = gradio_json_get_array (part, "dependencies");
  g_autoptr (GHashTable) gone = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray)  endpoints = gradio_client_read_endpoints (self->client, part);
  GPtrArray             *fresh = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter         iter;
  gpointer               id = NULL;

  remove_dependencies (self, render_id, gone);
  for (guint i = 0; objects != NULL && i < json_array_get_length (objects); i++) {
    JsonNode     *node = json_array_get_element (objects, i);
    SpDependency *dependency = NULL;

    if (!JSON_NODE_HOLDS_OBJECT (node))
      continue;

    dependency = sp_dependency_new (json_node_get_object (node), (int) i);
    g_hash_table_remove (gone, GINT_TO_POINTER (sp_dependency_get_id (dependency)));
    g_ptr_array_add (self->dependencies, g_object_ref (dependency));
    g_ptr_array_add (fresh, dependency);
  }
  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    g_hash_table_remove (self->endpoints, id);
    g_hash_table_remove (self->deferred, id);
  }
  sp_blocks_add_endpoints (self, endpoints);
  sp_blocks_index (self);

  return fresh;
}

static void
start_loads (SpBlocks *self, GPtrArray *fresh)
{
  int id = -1;

  for (guint i = 0; i < fresh->len; i++) {
    if (sp_dependency_find_target (fresh->pdata[i], "unload", &id))
      gradio_session_keep_alive (self->session);
    if (sp_dependency_find_target (fresh->pdata[i], "load", &id))
      sp_run_loop_start (self, fresh->pdata[i], NULL, id);
  }
}

void
sp_blocks_render (SpBlocks *self, SpDependency *dependency, JsonObject *part)
{
  g_autoptr (GHashTable) before = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray)  fresh = NULL;
  GArray                *outputs = sp_dependency_get_outputs (dependency);
  int                    container = outputs->len > 0 ? g_array_index (outputs, int, 0) : -1;
  int                    render_id = (int) gradio_json_get_int (part, "render_id", -1);

  if (sp_blocks_get_block (self, container) == NULL) /* the part that it was in has gone */
    return;
  if (render_id < 0) {
    g_debug ("A part of the app has no number");
    return;
  }

  collect_below (self, container, before, 1);
  fresh = take_dependencies (self, part, render_id);
  take_components (self, gradio_json_get_array (part, "components"), container);
  put_in_place (self, find_layout (self, part), container);
  forget_old (self, before, container);
  sp_blocks_emit_rendered (self, container);
  start_loads (self, fresh);
}
