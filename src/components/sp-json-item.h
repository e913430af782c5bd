/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_JSON_ITEM (sp_json_item_get_type ())

/**
 * SpJsonItem:
 *
 * One line of a JSON tree: a member, an element, or a part of a long list.
 */
G_DECLARE_FINAL_TYPE (SpJsonItem, sp_json_item, SP, JSON_ITEM, GObject)

/**
 * sp_json_item_new:
 * @node: a value
 *
 * Returns: (transfer full): the item of a whole document
 */
SpJsonItem *sp_json_item_new (JsonNode *node);

/**
 * sp_json_item_get_key:
 * @self: an item
 *
 * Returns: name of the member, index of the element, or the range; `""` for a document
 */
const char *sp_json_item_get_key (SpJsonItem *self);

/**
 * sp_json_item_is_element:
 * @self: an item
 *
 * Returns: whether it is an element of a list, whose key is its index
 */
gboolean sp_json_item_is_element (SpJsonItem *self);

/**
 * sp_json_item_get_path:
 * @self: an item
 *
 * Returns: how Python would reach it: `["a"][0]`; of a part of a list, how it would reach the list
 */
const char *sp_json_item_get_path (SpJsonItem *self);

/**
 * sp_json_item_get_node:
 * @self: an item
 *
 * Returns: (transfer none): its value; the list itself for a part of it
 */
JsonNode *sp_json_item_get_node (SpJsonItem *self);

/**
 * sp_json_item_dup_summary:
 * @self: an item
 *
 * Returns: (transfer full): the value in one line, cut when it is long; of lists and objects, how
 *   much is in them
 */
char *sp_json_item_dup_summary (SpJsonItem *self);

/**
 * sp_json_item_get_type_word:
 * @self: an item
 *
 * Returns: JSON's word for the type of the value
 */
const char *sp_json_item_get_type_word (SpJsonItem *self);

/**
 * sp_json_item_is_leaf:
 * @self: an item
 *
 * Returns: whether there is nothing in it to unfold
 */
gboolean sp_json_item_is_leaf (SpJsonItem *self);

/**
 * sp_json_item_create_children:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): list of #SpJsonItem, %NULL for a leaf. A list of more than
 *   1000 elements gives parts of 1000
 */
GListModel *sp_json_item_create_children (SpJsonItem *self);

G_END_DECLS
