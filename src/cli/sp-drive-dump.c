/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drive-dump.h"

#include "sp-drive-selector.h"
#include "sp-drive-status.h"

#define LONGEST_TEXT 200 /* characters */

static JsonNode *dup_cut (JsonNode *node);

static JsonNode *
dup_cut_array (JsonArray *array)
{
  g_autoptr (JsonArray) cut = json_array_sized_new (json_array_get_length (array));

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (cut, dup_cut (json_array_get_element (array, i)));

  return json_node_init_array (json_node_alloc (), cut);
}

static JsonNode *
dup_cut_object (JsonObject *object)
{
  g_autoptr (JsonObject) cut = json_object_new ();
  JsonObjectIter         iter;
  const char            *name = NULL;
  JsonNode              *member = NULL;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (cut, name, dup_cut (member));

  return json_node_init_object (json_node_alloc (), cut);
}

/* The parser limits how deep it goes. */
static JsonNode *
dup_cut (JsonNode *node)
{
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    return dup_cut_array (json_node_get_array (node));
  if (JSON_NODE_HOLDS_OBJECT (node))
    return dup_cut_object (json_node_get_object (node));
  if (!gradio_json_is_string (node) ||
      g_utf8_strlen (json_node_get_string (node), -1) <= LONGEST_TEXT)
    return json_node_ref (node);

  text = g_utf8_substring (json_node_get_string (node), 0, LONGEST_TEXT);

  return json_node_init_string (json_node_alloc (), text);
}

/* Layout, State and custom buttons have no value of their own. */
static gboolean
has_value (SpDriveItem *item)
{
  return item->block != NULL && !sp_block_is_state (item->block) &&
         !g_str_equal (item->type, "api") && (item->flags & SP_DRIVE_TYPE_LAYOUT) == 0;
}

static JsonNode *
list_values (SpDrive *self, GPtrArray *items, JsonArray *of, GError **error)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < json_array_get_length (of); i++) {
    SpDriveItem *item = sp_drive_selector_find (json_array_get_element (of, i), items, TRUE, error);

    if (item == NULL)
      return NULL;
    if (has_value (item))
      json_array_add_element (array, sp_block_dup_value (item->block));
    else
      json_array_add_null_element (array);
  }

  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
collect_values (GPtrArray *items)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (guint i = 0; i < items->len; i++) {
    SpDriveItem     *item = items->pdata[i];
    g_autofree char *id = g_strdup_printf ("%d", item->id);

    if (has_value (item))
      json_object_set_member (object, id, sp_block_dup_value (item->block));
  }

  return json_node_init_object (json_node_alloc (), object);
}

static void
copy_member (JsonObject *object, SpDriveItem *item, const char *name)
{
  JsonNode *node = json_object_get_member (item->props, name);

  if (node != NULL)
    json_object_set_member (object, name, json_node_ref (node));
}

/* Of the tabs that are not chosen only the names are seen. */
static gboolean
is_behind (SpDriveItem *item)
{
  return !item->unfolded && sp_drive_item_is_tab (item);
}

static JsonObject *
describe_item (SpDrive *self, SpDriveItem *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", item->id);
  json_object_set_string_member (object, "type", item->type);
  copy_member (object, item, "label");
  if (has_value (item)) {
    g_autoptr (JsonNode) value = sp_block_dup_value (item->block);

    json_object_set_member (object, "value", dup_cut (value));
    json_object_set_boolean_member (object, "interactive",
                                    sp_drive_item_is_interactive (item, self->blocks));
  }
  json_object_set_boolean_member (object, "visible", !is_behind (item));
  copy_member (object, item, "choices");

  return object;
}

static JsonArray *
collect_tree (SpDrive *self, GPtrArray *items)
{
  JsonArray             *top = json_array_new ();
  g_autoptr (GHashTable) objects = g_hash_table_new (NULL, NULL); /* SpDriveItem -> JsonObject, which is in the tree */

  for (guint i = 0; i < items->len; i++) {
    SpDriveItem *item = items->pdata[i];
    JsonObject  *parent = item->parent != NULL ? g_hash_table_lookup (objects, item->parent) : NULL;
    JsonArray   *children = top;
    JsonObject  *object = NULL;

    if (!item->shown || (item->flags & SP_DRIVE_TYPE_FACELESS) != 0)
      continue;
    if (parent != NULL && !json_object_has_member (parent, "children"))
      json_object_set_array_member (parent, "children", json_array_new ());
    if (parent != NULL)
      children = json_object_get_array_member (parent, "children");

    object = describe_item (self, item);
    json_array_add_object_element (children, object);
    g_hash_table_insert (objects, item, object);
  }

  return top;
}

static JsonNode *
take_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);

  return node;
}

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

static JsonNode *
build (SpDrive *self, const char *what, JsonArray *of, GError **error)
{
  g_autoptr (GPtrArray) items = sp_drive_page_list (self->blocks);

  if (g_str_equal (what, "values"))
    return of != NULL ? list_values (self, items, of, error) : collect_values (items);
  if (g_str_equal (what, "tree"))
    return take_array (collect_tree (self, items));
  if (g_str_equal (what, "status"))
    return take_object (sp_drive_status_describe (self->blocks, items));
  if (g_str_equal (what, "log"))
    return take_array (sp_drive_record_steal_log (self->record));

  return take_array (sp_drive_record_steal_calls (self->record));
}

/**
 * sp_drive_dump:
 * @self: the app
 * @what: `values`, `tree`, `status`, `log` or `calls`
 * @of: (nullable): selectors of the components whose values are wanted, in this order
 * @error: return location
 *
 * Prints a line of JSON.
 *
 * Returns: whether there is what was asked for
 */
gboolean
sp_drive_dump (SpDrive *self, const char *what, JsonArray *of, GError **error)
{
  g_autoptr (JsonNode) node = build (self, what, of, error);

  if (node == NULL)
    return FALSE;

  sp_cli_print_json (self->cli, node);
  sp_cli_flush (self->cli);

  return TRUE;
}
