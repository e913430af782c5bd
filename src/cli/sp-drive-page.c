/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drive-page.h"

#include <glib/gi18n-lib.h>

#include "sp-drive.h"

/* A walk through the tree of a page. */
typedef struct {
  SpBlocks   *blocks;
  GPtrArray  *items;
  GHashTable *seen; /* ids of components: a tree that bites its own tail ends there */
  guint       depth;
} Walk;

static void list_children (Walk        *self,
                           JsonArray   *children,
                           SpDriveItem *parent);

static SpDriveItem *
add_item (Walk        *self,
          SpDriveItem *parent,
          guint        place,
          int          id,
          const char  *type,
          JsonObject  *props)
{
  SpDriveItem *item = g_new0 (SpDriveItem, 1);

  item->id = id;
  item->type = type;
  item->props = props;
  item->parent = parent;
  item->place = place;
  item->flags = sp_drive_types_get_flags (type);
  g_ptr_array_add (self->items, item);

  return item;
}

static gboolean
is_visible (JsonObject *props)
{
  return !gradio_json_is_string (json_object_get_member (props, "visible")) &&
         gradio_json_get_boolean (props, "visible", TRUE);
}

static gboolean
is_tabs (const char *type)
{
  return g_str_equal (type, "tabs") || g_str_equal (type, "walkthrough");
}

/* Pressing one is a click of a button that has no place in the layout of its own. */
static void
list_custom_buttons (Walk *self, SpDriveItem *owner)
{
  JsonArray *buttons = gradio_json_get_array (owner->props, "buttons");

  for (guint i = 0; buttons != NULL && i < json_array_get_length (buttons); i++) {
    JsonNode    *node = json_array_get_element (buttons, i);
    JsonObject  *props = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    int          id = (int) gradio_json_get_int (props, "id", -1);
    SpDriveItem *item = NULL;

    if (props == NULL || id < 0)
      continue;

    item = add_item (self, owner, i, id, "button", props);
    item->block = sp_blocks_get_block (self->blocks, id);
    item->shown = owner->shown && is_visible (props);
  }
}

static SpBlock *
get_block (SpBlocks *blocks, JsonNode *node)
{
  JsonObject *layout = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return sp_blocks_get_block (blocks, (int) gradio_json_get_int (layout, "id", -1));
}

static gboolean
has_tab_id (SpBlock *block, JsonNode *wanted)
{
  SpDriveItem          item = { .id = sp_block_get_id (block), .props = sp_block_get_props (block) };
  g_autoptr (JsonNode) id = sp_drive_item_dup_tab_id (&item);

  return gradio_json_equal (id, wanted);
}

/* The place of the tab item that a `tabs` shows among its children, -1 when there is none. */
static int
find_chosen_place (SpBlocks *blocks, SpDriveItem *tabs, JsonArray *children)
{
  JsonNode *selected = json_object_get_member (tabs->props, "selected");
  int       first = -1;
  gboolean  passed = selected == NULL || json_node_is_null (selected);

  for (guint i = 0; i < json_array_get_length (children); i++) {
    SpBlock *block = get_block (blocks, json_array_get_element (children, i));

    if (block == NULL)
      continue;

    if (!passed)
      passed = has_tab_id (block, selected);
    if (!is_visible (sp_block_get_props (block)))
      continue;
    if (passed)
      return (int) i;
    if (first < 0)
      first = (int) i;
  }

  return first;
}

static gboolean
is_unfolded (SpDriveItem *item)
{
  if (g_str_equal (item->type, "accordion") || g_str_equal (item->type, "sidebar"))
    return gradio_json_get_boolean (item->props, "open", TRUE);

  return TRUE;
}

/* Timers have no face, but people notice them. */
static gboolean
is_there (SpDriveItem *item)
{
  return (item->flags & SP_DRIVE_TYPE_FACELESS) == 0 || g_str_equal (item->type, "timer");
}

static void
list_node (Walk *self, JsonObject *node, SpDriveItem *parent, guint place, gboolean chosen)
{
  int          id = (int) gradio_json_get_int (node, "id", -1);
  SpBlock     *block = sp_blocks_get_block (self->blocks, id);
  JsonArray   *children = sp_blocks_get_children (self->blocks, id);
  SpDriveItem *item = NULL;

  if (block == NULL || !g_hash_table_add (self->seen, GINT_TO_POINTER (id)))
    return;

  item = add_item (self, parent, place, id, sp_block_get_type_name (block),
                   sp_block_get_props (block));
  item->block = block;
  item->shown = (parent == NULL || (parent->shown && parent->unfolded)) &&
                is_visible (item->props) && is_there (item);
  item->unfolded = chosen && is_unfolded (item);
  list_custom_buttons (self, item);
  if (children != NULL && self->depth < SP_BLOCKS_DEEPEST) {
    self->depth++;
    list_children (self, children, item);
    self->depth--;
  }
}

static void
list_children (Walk *self, JsonArray *children, SpDriveItem *parent)
{
  gboolean in_tabs = parent != NULL && is_tabs (parent->type);
  int      chosen = in_tabs ? find_chosen_place (self->blocks, parent, children) : -1;

  for (guint i = 0; i < json_array_get_length (children); i++) {
    JsonNode *node = json_array_get_element (children, i);

    if (JSON_NODE_HOLDS_OBJECT (node))
      list_node (self, json_node_get_object (node), parent, i, !in_tabs || (int) i == chosen);
  }
}

/**
 * sp_drive_page_list:
 * @blocks: an app
 *
 * Returns: (transfer full) (element-type SpDriveItem): all that is on its page now, in the order of
 *   the page, unseen ones too. Valid until the app goes on
 */
GPtrArray *
sp_drive_page_list (SpBlocks *blocks)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Walk                   walk = { blocks, g_ptr_array_new_with_free_func (g_free), seen, 1 };
  JsonArray             *children = gradio_json_get_array (sp_blocks_get_layout (blocks), "children");

  if (children != NULL)
    list_children (&walk, children, NULL);

  return walk.items;
}

/**
 * sp_drive_item_is_interactive:
 * @self: an item
 * @blocks: its app
 *
 * Returns: whether people can change its value or press it
 */
gboolean
sp_drive_item_is_interactive (SpDriveItem *self, SpBlocks *blocks)
{
  if (json_object_has_member (self->props, "interactive"))
    return gradio_json_get_boolean (self->props, "interactive", TRUE);
  if (self->block == NULL || (self->flags & (SP_DRIVE_TYPE_BUTTON | SP_DRIVE_TYPE_LAYOUT)) != 0)
    return TRUE;

  return (self->flags & SP_DRIVE_TYPE_INPUT) != 0 && sp_blocks_is_interactive (blocks, self->block);
}

/**
 * sp_drive_item_refuse:
 * @self: an item
 * @reason: why people cannot do what is wanted of it: a sentence
 * @error: return location
 *
 * Returns: %FALSE
 */
gboolean
sp_drive_item_refuse (SpDriveItem *self, const char *reason, GError **error)
{
  g_set_error (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_STEP, _("Component %d, of type %s: %s"),
               self->id, self->type, reason);

  return FALSE;
}

/**
 * sp_drive_item_is_tab:
 * @self: an item
 *
 * Returns: whether it is a tab item, or a step, which is one with another look
 */
gboolean
sp_drive_item_is_tab (SpDriveItem *self)
{
  return g_str_equal (self->type, "tabitem") || g_str_equal (self->type, "walkthroughstep");
}

/**
 * sp_drive_item_dup_tab_id:
 * @self: a tab item or step
 *
 * Returns: (transfer full): what its author calls it, else the id of the component
 */
JsonNode *
sp_drive_item_dup_tab_id (SpDriveItem *self)
{
  JsonNode *id = json_object_get_member (self->props, "id");

  return id != NULL && !json_node_is_null (id) ? json_node_ref (id)
                                               : json_node_init_int (json_node_alloc (), self->id);
}

/**
 * sp_drive_item_get_words:
 * @self: an item
 *
 * Returns: (nullable): what stands on it when it is a button
 */
const char *
sp_drive_item_get_words (SpDriveItem *self)
{
  if ((self->flags & SP_DRIVE_TYPE_BUTTON) == 0)
    return NULL;

  return gradio_json_get_string (self->props,
                                 g_str_equal (self->type, "button") ? "value" : "label", NULL);
}

/**
 * sp_drive_page_find_chosen:
 * @items: what is on the page
 * @tabs: a `tabs` or `walkthrough` among it
 *
 * Returns: (transfer none) (nullable): the tab item that it shows
 */
SpDriveItem *
sp_drive_page_find_chosen (GPtrArray *items, SpDriveItem *tabs)
{
  for (guint i = 0; i < items->len; i++) {
    SpDriveItem *item = items->pdata[i];

    if (item->parent == tabs && item->unfolded)
      return item;
  }

  return NULL;
}
