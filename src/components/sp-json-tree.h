/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_JSON_TREE (sp_json_tree_get_type ())

/**
 * SpJsonTree:
 *
 * Any JSON value as a tree that unfolds lazily, with a search when it is large. What is selected
 * can be copied, with Ctrl+C and by
 * the context menu, as can the way to it.
 */
G_DECLARE_FINAL_TYPE (SpJsonTree, sp_json_tree, SP, JSON_TREE, GtkWidget)

GtkWidget *sp_json_tree_new (void);

/**
 * sp_json_tree_set_value:
 * @self: a tree
 * @value: (nullable): what to show
 */
void sp_json_tree_set_value (SpJsonTree *self,
                             JsonNode   *value);

/**
 * sp_json_tree_set_open:
 * @self: a tree
 * @open: whether everything is unfolded from the start, as far as it is not huge; else the first
 *   three levels are
 */
void sp_json_tree_set_open (SpJsonTree *self,
                            gboolean    open);

/**
 * sp_json_tree_set_show_indices:
 * @self: a tree
 * @show_indices: whether elements of lists say which they are
 */
void sp_json_tree_set_show_indices (SpJsonTree *self, gboolean show_indices);

/**
 * sp_json_tree_set_heights:
 * @self: a tree
 * @least: how high the list is at least, in pixels; -1 for no change
 * @most: above which height the list scrolls, in pixels; -1 for no change
 */
void sp_json_tree_set_heights (SpJsonTree *self, int least, int most);

/**
 * sp_json_tree_unfold_all:
 * @self: a tree
 * @unfold: whether to unfold, as far as that can be read, or to fold everything
 */
void sp_json_tree_unfold_all (SpJsonTree *self, gboolean unfold);

/**
 * sp_json_tree_set_search:
 * @self: a tree
 * @text: what to look for in keys and values, `""` for the tree
 */
void sp_json_tree_set_search (SpJsonTree *self,
                              const char *text);

/**
 * sp_json_tree_get_model:
 * @self: a tree
 *
 * Returns: (transfer none): the lines that are shown: #GtkTreeListRow of #SpJsonItem
 */
GListModel *sp_json_tree_get_model (SpJsonTree *self);

G_END_DECLS
