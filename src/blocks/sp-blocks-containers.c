/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to containers that no widget shows when the app changes them (blocks-runtime.md R16, R20). */
#include "sp-blocks-private.h"

static gboolean
is_pager (SpBlock *block)
{
  const char *type = sp_block_get_type_name (block);

  return g_str_equal (type, "tabs") || g_str_equal (type, "walkthrough");
}

/* The prop whose change is an event of its own. */
static const char *
find_prop (SpBlock *block)
{
  if (is_pager (block))
    return "selected";

  return g_str_equal (sp_block_get_type_name (block), "accordion") ? "open" : NULL;
}

JsonNode *
sp_blocks_dup_container_state (SpBlock *block)
{
  const char *name = find_prop (block);
  JsonNode   *node = NULL;

  if (name == NULL || sp_block_has_source (block))
    return NULL;

  node = json_object_get_member (sp_block_get_props (block), name);

  return node != NULL ? json_node_ref (node) : json_node_new (JSON_NODE_NULL);
}

/* An item is named by its `id`, else by the number of its component. */
static gboolean
is_item (SpBlock *item, JsonNode *selected)
{
  JsonNode            *id = json_object_get_member (sp_block_get_props (item), "id");
  g_autoptr (JsonNode) number = json_node_init_int (json_node_alloc (), sp_block_get_id (item));

  return gradio_json_equal (id != NULL && !json_node_is_null (id) ? id : number, selected);
}

static void
fire_item (SpBlocks *self, SpBlock *item, int index)
{
  JsonObject          *data = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), data);

  json_object_set_string_member (data, "value", gradio_json_get_string (sp_block_get_props (item), "label", ""));
  json_object_set_int_member (data, "index", index);
  json_object_unref (data);
  sp_blocks_dispatch (self, sp_block_get_id (item), "select", node);
}

static void
fire_chosen (SpBlocks *self, SpBlock *pager, JsonNode *selected)
{
  JsonArray *children = sp_blocks_get_children (self, sp_block_get_id (pager));

  sp_blocks_dispatch (self, sp_block_get_id (pager), "change", NULL);
  for (guint i = 0; children != NULL && i < json_array_get_length (children); i++) {
    JsonNode *node = json_array_get_element (children, i);
    SpBlock  *item = NULL;

    if (!JSON_NODE_HOLDS_OBJECT (node))
      continue;

    item = sp_blocks_get_block (self, (int) gradio_json_get_int (json_node_get_object (node), "id", -1));
    if (item != NULL && is_item (item, selected)) {
      fire_item (self, item, (int) i);
      return;
    }
  }
}

void
sp_blocks_container_changed (SpBlocks *self, SpBlock *block, JsonNode *before)
{
  g_autoptr (JsonNode) now = before != NULL ? sp_blocks_dup_container_state (block) : NULL;

  if (now == NULL || gradio_json_equal (before, now))
    return;

  if (is_pager (block))
    fire_chosen (self, block, now);
  else
    sp_blocks_dispatch (self, sp_block_get_id (block),
                        gradio_json_get_boolean (sp_block_get_props (block), "open", TRUE) ? "expand" : "collapse",
                        NULL);
}
