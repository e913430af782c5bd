/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-blocks.h"
#include "sp-component.h"

G_BEGIN_DECLS

/**
 * SpAppPart:
 * @component: (owned): the widget
 * @block: (owned) (nullable): what it shows; %NULL for the root of a tree
 * @parent: (nullable): what it stands in; %NULL for the root, and while it has no place
 * @waiting: (owned) (nullable): the layout below it, of which nothing is made before it is shown
 * @last: (nullable): the child that was put into its place last
 * @sorts: whether it may have children from before, so that the next one is not always the last
 * @stamp: of the layout that named it last
 *
 * A component of an app that has its widget, for #SpAppTree.
 */
typedef struct _SpAppPart SpAppPart;

struct _SpAppPart {
  SpComponent *component;
  SpBlock     *block;
  SpAppPart   *parent;
  JsonArray   *waiting;
  SpComponent *last;
  gboolean     sorts;
  guint        stamp;
};

/**
 * sp_app_part_new:
 * @client: for files
 * @blocks: the app
 * @block: (nullable): one of its components; %NULL for the column that is the root
 * @has_children: whether it has to be able to hold others
 *
 * Returns: (transfer full): its widget, which follows @block and keeps its value from now on
 */
SpAppPart *sp_app_part_new (GradioClient *client,
                            SpBlocks     *blocks,
                            SpBlock      *block,
                            gboolean      has_children);

/* Gives the value back to the block. */
void sp_app_part_free (SpAppPart *self);

/* Whether @self is @ancestor or stands somewhere in it. */
gboolean sp_app_part_is_inside (SpAppPart *self,
                                SpAppPart *ancestor);

/* How many parts it stands in. */
guint sp_app_part_get_depth (SpAppPart *self);

/* Whether its children are to be seen, as far as it depends on it. */
gboolean sp_app_part_is_shown (SpAppPart *self);

/* Whether it is at a side of the page and not in its place: whoever made it looks to that. */
gboolean sp_app_part_stands_aside (SpAppPart *self);

/**
 * sp_app_part_place:
 * @self: a part
 * @parent: what it is to stand in, behind the child that was placed last
 */
void sp_app_part_place (SpAppPart *self,
                        SpAppPart *parent);

/* Takes it out of its place. */
void sp_app_part_loosen (SpAppPart *self);

/**
 * sp_app_part_find_gone:
 * @self: a part that gets another layout
 * @parts: (element-type int SpAppPart): all that have widgets, by their ids
 * @blocks: the app
 * @nodes: the layout
 *
 * Returns: (transfer container): a set of the parts that are to go: those below @self which @nodes do not name, and
 *   those anywhere whose block is gone or another one
 */
GHashTable *sp_app_part_find_gone (SpAppPart  *self,
                                   GHashTable *parts,
                                   SpBlocks   *blocks,
                                   JsonArray  *nodes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpAppPart, sp_app_part_free)

G_END_DECLS
