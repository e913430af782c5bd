/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

#define SP_TYPE_CONTAINER (sp_container_get_type ())

/**
 * SpContainer:
 *
 * A component that holds others, one after another in a #SpFlexLayout: the parent of rows, columns,
 * groups, forms, tabs. It reads `height`, `min_height` and `max_height`; has no label, no value and
 * no status of its own.
 *
 * Property: `shown` (boolean, read-only): the children are to be seen as far as it depends on this
 * container: it is visible, and no closed accordion, no page that is not chosen.
 */
G_DECLARE_DERIVABLE_TYPE (SpContainer, sp_container, SP, CONTAINER, SpComponent)

/**
 * SpSide:
 * @SP_SIDE_NONE: it stands in its place
 * @SP_SIDE_LEFT: at the left edge of the page, in a script that runs to the right
 * @SP_SIDE_RIGHT: at the other edge
 *
 * Where a container wants to be.
 */
typedef enum {
  SP_SIDE_NONE,
  SP_SIDE_LEFT,
  SP_SIDE_RIGHT,
} SpSide;

/**
 * SpContainerClass:
 * @parent_class: the parent
 * @hides_itself: whether the class hides it where it has nothing to show, which does not make it less
 *   shown
 * @fold: (nullable): see sp_container_fold()
 */
struct _SpContainerClass {
  SpComponentClass parent_class;

  gboolean hides_itself;
  void (*fold) (SpContainer *self);
};

gboolean sp_container_get_shown (SpContainer *self);
SpSide   sp_container_get_side (SpContainer *self);

/**
 * sp_container_set_side:
 * @self: a container
 * @side: where it wants to be from now on
 */
void sp_container_set_side (SpContainer *self,
                            SpSide       side);

/**
 * sp_container_fold:
 * @self: a container that stands at a side
 *
 * There is no room for it beside the page: one that is open closes until the user or the app asks for
 * it again. The app is not told.
 */
void sp_container_fold (SpContainer *self);

/**
 * sp_container_set_covered:
 * @self: a container
 * @covered: whether the class does not show the children now
 */
void sp_container_set_covered (SpContainer *self,
                               gboolean     covered);

/**
 * sp_container_get_box:
 * @self: a container
 *
 * Returns: (transfer none): the widget that the children stand in; its layout manager is a
 *   #SpFlexLayout
 */
GtkWidget *sp_container_get_box (SpContainer *self);

/**
 * sp_container_get_frame:
 * @self: a container
 *
 * For classes whose template draws something around the children: what they stand in, which is the
 * content until another is set, to be put at its place then.
 *
 * Returns: (transfer none): a widget without a parent once there is another content
 */
GtkWidget *sp_container_get_frame (SpContainer *self);

/**
 * sp_container_append:
 * @self: a container
 * @widget: (transfer full): a child, or what a class has put around one
 */
void sp_container_append (SpContainer *self,
                          GtkWidget   *widget);

/**
 * sp_container_move:
 * @self: a container
 * @widget: what was appended
 * @previous: (nullable): another such one, which @widget is to follow; %NULL to make it the first
 */
void sp_container_move (SpContainer *self,
                        GtkWidget   *widget,
                        GtkWidget   *previous);

/**
 * sp_container_set_flow:
 * @self: a container
 * @orientation: where the next child goes
 * @spacing: pixels between children
 */
void sp_container_set_flow (SpContainer   *self,
                            GtkOrientation orientation,
                            int            spacing);

/**
 * sp_container_set_grow:
 * @self: a container
 * @grow: whether the containers in a line are all as high as the line
 */
void sp_container_set_grow (SpContainer *self,
                            gboolean     grow);

/**
 * sp_container_set_tight:
 * @self: a container
 *
 * Takes away nearly all of the gaps between its children, and those of the containers that come into
 * it from now on.
 */
void sp_container_set_tight (SpContainer *self);

/**
 * sp_container_set_stretch:
 * @self: a container
 * @stretch: whether the children of a line are all as high as the line
 */
void sp_container_set_stretch (SpContainer *self,
                               gboolean     stretch);

G_END_DECLS
