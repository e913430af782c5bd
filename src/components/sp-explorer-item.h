/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_EXPLORER_ITEM (sp_explorer_item_get_type ())

/**
 * SpExplorerItem:
 *
 * One line of the tree of a file explorer. It has no more than the server said of it, and knows of
 * no server.
 *
 * Property: `state` (#SpExplorerState).
 */
G_DECLARE_FINAL_TYPE (SpExplorerItem, sp_explorer_item, SP, EXPLORER_ITEM, GObject)

/**
 * SpExplorerKind:
 * @SP_EXPLORER_FOLDER: has items of its own
 * @SP_EXPLORER_FILE: can be chosen
 * @SP_EXPLORER_SELF: the folder it is in, which can be chosen as well
 * @SP_EXPLORER_WAIT: stands for what has not come yet
 * @SP_EXPLORER_EMPTY: stands for there being nothing
 * @SP_EXPLORER_PROBLEM: says why nothing came
 */
typedef enum {
  SP_EXPLORER_FOLDER,
  SP_EXPLORER_FILE,
  SP_EXPLORER_SELF,
  SP_EXPLORER_WAIT,
  SP_EXPLORER_EMPTY,
  SP_EXPLORER_PROBLEM,
} SpExplorerKind;

/**
 * SpExplorerState:
 * @SP_EXPLORER_UNASKED: nobody wanted to know what is in the folder
 * @SP_EXPLORER_ASKED: the answer is on its way
 * @SP_EXPLORER_THERE: what is in it is there
 * @SP_EXPLORER_FAILED: there was no answer
 */
typedef enum {
  SP_EXPLORER_UNASKED,
  SP_EXPLORER_ASKED,
  SP_EXPLORER_THERE,
  SP_EXPLORER_FAILED,
} SpExplorerState;

/**
 * sp_explorer_item_new_root:
 *
 * Returns: (transfer full): the folder that everything is in
 */
SpExplorerItem *sp_explorer_item_new_root (void);

/**
 * sp_explorer_item_fill:
 * @self: a folder
 * @listing: what the server function `ls` said of it, of Gradio 3 and 4.8 with all folders below
 *
 * Returns: %FALSE when it is no listing; @self is left as it was
 */
gboolean sp_explorer_item_fill (SpExplorerItem *self,
                                JsonNode       *listing);

/**
 * sp_explorer_item_fail:
 * @self: a folder
 * @sentence: why it is not known what is in it
 */
void sp_explorer_item_fail (SpExplorerItem *self,
                            const char     *sentence);

/**
 * sp_explorer_item_empty:
 * @self: a folder
 *
 * Forgets what is in it.
 */
void sp_explorer_item_empty (SpExplorerItem *self);

void            sp_explorer_item_set_state (SpExplorerItem *self, SpExplorerState state);
SpExplorerState sp_explorer_item_get_state (SpExplorerItem *self);
SpExplorerKind  sp_explorer_item_get_kind (SpExplorerItem *self);

/**
 * sp_explorer_item_get_name:
 * @self: an item
 *
 * Returns: what to show: one line without control and bidirectional characters
 */
const char *sp_explorer_item_get_name (SpExplorerItem *self);

/**
 * sp_explorer_item_get_key:
 * @self: an item
 *
 * Returns: the way to it from the root, with `/` between the names; `""` for the root
 */
const char *sp_explorer_item_get_key (SpExplorerItem *self);

/**
 * sp_explorer_item_build_index:
 * @self: an item
 *
 * Returns: (transfer full): its place in the listing of each level, from the root on
 */
JsonNode *sp_explorer_item_build_index (SpExplorerItem *self);

/**
 * sp_explorer_item_get_children:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): list of #SpExplorerItem, %NULL of all but folders. It
 *   always stays the same list
 */
GListModel *sp_explorer_item_get_children (SpExplorerItem *self);

/**
 * sp_explorer_item_get_folder:
 * @self: an item that stands for what has not come
 *
 * Returns: (transfer none) (nullable): the folder that it is in
 */
SpExplorerItem *sp_explorer_item_get_folder (SpExplorerItem *self);

/**
 * sp_explorer_item_is_choice:
 * @self: an item
 *
 * Returns: whether it can be part of a value
 */
gboolean sp_explorer_item_is_choice (SpExplorerItem *self);

/**
 * sp_explorer_item_count_choices:
 * @self: a folder
 * @n_choices: (inout): grows by what can be chosen in it and below
 *
 * Returns: whether all folders below are known
 */
gboolean sp_explorer_item_count_choices (SpExplorerItem *self,
                                         guint          *n_choices);

G_END_DECLS
