/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-blocks.h"
#include "sp-component.h"

G_BEGIN_DECLS

#define SP_TYPE_APP_TREE (sp_app_tree_get_type ())

/**
 * SpAppTree:
 *
 * The widgets of one page of an app: makes them for its layout, piece by piece from the top, so that
 * the window never stands still, and keeps them and the blocks of the app at one. What happens to a
 * component goes to the blocks.
 *
 * What nobody sees yet is made when it is shown first: the tab items that are not chosen, and what
 * stands in closed accordions and in what is hidden; of an app of many hundred components also what is
 * far below what is seen (sp_app_tree_follow()). What the app makes anew while it runs
 * (`gr.render`) replaces what was there, but the same components keep their widgets.
 *
 * Property: `building` (boolean, read-only): parts are being made that are seen, or soon may be.
 *
 * Signal: `made` (#SpComponent): a component has its widget, which stands in its place now.
 *
 * Signal: `aside` (#SpContainer): before `made`, a component that wants to stand at a side of the page
 * (sp_container_get_side()), and is to get a parent there. The tree takes it away again.
 *
 * Signal: `notice` (text): a component has something to tell in a toast.
 */
G_DECLARE_FINAL_TYPE (SpAppTree, sp_app_tree, SP, APP_TREE, GObject)

/**
 * sp_app_tree_new:
 * @client: a connected app, for files
 * @blocks: the app in motion, whose present page it is to be
 *
 * Returns: (transfer full): its widgets, of which none but the root is made before
 *   sp_app_tree_build()
 */
SpAppTree *sp_app_tree_new (GradioClient *client,
                            SpBlocks     *blocks);

/**
 * sp_app_tree_get_root:
 * @self: a tree
 *
 * Returns: (transfer none): the widget that all others stand in
 */
GtkWidget *sp_app_tree_get_root (SpAppTree *self);

/**
 * sp_app_tree_follow:
 * @self: a tree that is not built yet
 * @viewport: what its root is to be scrolled in
 *
 * Lets what is far below what is seen wait until it is scrolled to, so that what an app costs does not
 * grow with its length.
 */
void sp_app_tree_follow (SpAppTree   *self,
                         GtkViewport *viewport);

/**
 * sp_app_tree_build:
 * @self: a tree
 *
 * Begins to make the widgets.
 */
void sp_app_tree_build (SpAppTree *self);

gboolean sp_app_tree_get_building (SpAppTree *self);

/**
 * sp_app_tree_want:
 * @self: a tree
 * @id: id of a component
 *
 * Makes what waits to be scrolled to, as far as this component; `made` tells when it is there. Does
 * nothing for what has its widget.
 */
void sp_app_tree_want (SpAppTree *self,
                       int        id);

/**
 * sp_app_tree_get_component:
 * @self: a tree
 * @id: id of a component
 *
 * Returns: (transfer none) (nullable): its widget, when it has one
 */
SpComponent *sp_app_tree_get_component (SpAppTree *self,
                                        int        id);

/**
 * sp_app_tree_get_first_input:
 * @self: a tree
 *
 * Returns: (transfer none) (nullable): the first component that the user can fill in; once all is
 *   built and there is none, the first one
 */
GtkWidget *sp_app_tree_get_first_input (SpAppTree *self);

/**
 * sp_app_tree_tell_asides:
 * @self: a tree
 *
 * Emits `aside` for all that wants to stand at a side and has no parent.
 */
void sp_app_tree_tell_asides (SpAppTree *self);

/**
 * sp_app_tree_release:
 * @self: a tree of blocks that were held (sp_blocks_hold())
 *
 * Lets the user do something with what was made so far; until then only tabs and the like can be.
 */
void sp_app_tree_release (SpAppTree *self);

/**
 * sp_app_tree_close:
 * @self: a tree
 *
 * Gives the values back to the blocks. The widgets can go away then; no others are made.
 */
void sp_app_tree_close (SpAppTree *self);

G_END_DECLS
