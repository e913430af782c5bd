/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"
#include "sp-explorer-item.h"

G_BEGIN_DECLS

#define SP_TYPE_EXPLORER_TREE (sp_explorer_tree_get_type ())

/**
 * SpExplorerTree:
 *
 * Folders on a server, of which one level at a time is asked for, and what is chosen of them.
 *
 * Signal: `marks`: what is chosen is something else.
 *
 * Signal: `changed`: a choice made with sp_explorer_tree_choose() is complete.
 *
 * Signal: `notice` (text): something to tell.
 */
G_DECLARE_FINAL_TYPE (SpExplorerTree, sp_explorer_tree, SP, EXPLORER_TREE, GObject)

/**
 * SpExplorerMark:
 * @SP_EXPLORER_NONE: not chosen
 * @SP_EXPLORER_SOME: something in the folder is
 * @SP_EXPLORER_ALL: it is, or all that is in the folder
 */
typedef enum {
  SP_EXPLORER_NONE,
  SP_EXPLORER_SOME,
  SP_EXPLORER_ALL,
} SpExplorerMark;

SpExplorerTree *sp_explorer_tree_new (void);

/**
 * sp_explorer_tree_set_source:
 * @self: a tree
 * @session: (nullable): whom to ask
 * @component_id: of which component
 *
 * Forgets what came from elsewhere.
 */
void sp_explorer_tree_set_source (SpExplorerTree *self,
                                  GradioSession  *session,
                                  int             component_id);

/**
 * sp_explorer_tree_reload:
 * @self: a tree
 *
 * Forgets the folders, not what is chosen.
 */
void sp_explorer_tree_reload (SpExplorerTree *self);

/**
 * sp_explorer_tree_set_single:
 * @self: a tree
 * @single: whether one thing can be chosen at most
 */
void     sp_explorer_tree_set_single (SpExplorerTree *self, gboolean single);
gboolean sp_explorer_tree_get_single (SpExplorerTree *self);

/**
 * sp_explorer_tree_get_root:
 * @self: a tree
 *
 * Returns: (transfer none): the folder that everything is in
 */
SpExplorerItem *sp_explorer_tree_get_root (SpExplorerTree *self);

/**
 * sp_explorer_tree_load:
 * @self: a tree
 * @folder: a folder of it
 *
 * Asks what is in a folder unless that is known or on its way. Asks again when it failed.
 */
void sp_explorer_tree_load (SpExplorerTree *self,
                            SpExplorerItem *folder);

/**
 * sp_explorer_tree_choose:
 * @self: a tree
 * @item: an item of it
 * @chosen: whether it is to be chosen
 *
 * Of a folder all that is in it, when it is known what that is.
 */
void sp_explorer_tree_choose (SpExplorerTree *self,
                              SpExplorerItem *item,
                              gboolean        chosen);

/**
 * sp_explorer_tree_get_mark:
 * @self: a tree
 * @item: an item of it
 *
 * Returns: how much of it is chosen
 */
SpExplorerMark sp_explorer_tree_get_mark (SpExplorerTree *self,
                                          SpExplorerItem *item);

/**
 * sp_explorer_tree_set_chosen:
 * @self: a tree
 * @keys: (nullable): what is chosen from now on, as of sp_explorer_item_get_key()
 */
void sp_explorer_tree_set_chosen (SpExplorerTree    *self,
                                  const char *const *keys);

/**
 * sp_explorer_tree_get_chosen:
 * @self: a tree
 *
 * Returns: (transfer none) (element-type utf8): what is chosen, in that order
 */
GPtrArray *sp_explorer_tree_get_chosen (SpExplorerTree *self);

G_END_DECLS
