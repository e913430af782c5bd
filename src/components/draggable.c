/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sp-block-variant.h"
#include "sp-container.h"
#include "sp-drag-handle.h"

#define SP_TYPE_DRAGGABLE (sp_draggable_get_type ())
G_DECLARE_FINAL_TYPE (SpDraggable, sp_draggable, SP, DRAGGABLE, SpContainer)

/* The `draggable` component: children that the user puts into another order, by their handles or by
 * Alt and an arrow. The server does not hear of it. */
struct _SpDraggable {
  SpContainer parent_instance;
};

G_DEFINE_FINAL_TYPE (SpDraggable, sp_draggable, SP_TYPE_CONTAINER)

static void
move_cb (SpDraggable *self, int by, SpDragHandle *handle)
{
  GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (handle));
  GtkWidget *before = NULL;

  if (by < 0) {
    before = gtk_widget_get_prev_sibling (GTK_WIDGET (handle));
    if (before != NULL)
      gtk_widget_insert_before (GTK_WIDGET (handle), box, before);
  } else {
    before = gtk_widget_get_next_sibling (GTK_WIDGET (handle));
    if (before != NULL)
      gtk_widget_insert_after (GTK_WIDGET (handle), box, before);
  }
}

/* The two change places, as on the page. */
static void
swap_cb (SpDraggable *self, SpDragHandle *dropped, SpDragHandle *handle)
{
  GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (handle));
  GtkWidget *after = gtk_widget_get_prev_sibling (GTK_WIDGET (handle));

  if (dropped == handle || gtk_widget_get_parent (GTK_WIDGET (dropped)) != box)
    return;

  if (after == GTK_WIDGET (dropped)) {
    gtk_widget_insert_after (GTK_WIDGET (dropped), box, GTK_WIDGET (handle));
    return;
  }
  gtk_widget_insert_after (GTK_WIDGET (handle), box, GTK_WIDGET (dropped));
  gtk_widget_insert_after (GTK_WIDGET (dropped), box, after);
}

static void
sp_draggable_add_child (SpComponent *component, SpComponent *child)
{
  GtkWidget *handle = sp_drag_handle_new (child);

  g_signal_connect_object (handle, "move", G_CALLBACK (move_cb), component, G_CONNECT_SWAPPED);
  g_signal_connect_object (handle, "swap", G_CALLBACK (swap_cb), component, G_CONNECT_SWAPPED);
  sp_container_append (SP_CONTAINER (component), handle);
}

static GtkWidget *
get_handle (SpComponent *child)
{
  return gtk_widget_get_ancestor (GTK_WIDGET (child), SP_TYPE_DRAG_HANDLE);
}

static void
sp_draggable_move_child (SpComponent *component, SpComponent *child, SpComponent *previous)
{
  sp_container_move (SP_CONTAINER (component), get_handle (child),
                     previous != NULL ? get_handle (previous) : NULL);
}

static void
sp_draggable_remove_child (SpComponent *component, SpComponent *child)
{
  GtkWidget *handle = get_handle (child);

  gtk_widget_unparent (GTK_WIDGET (child));
  gtk_widget_unparent (handle);
}

static void
sp_draggable_set_props (SpComponent *component, JsonObject *props)
{
  const char *orientation = gradio_json_get_string (props, "orientation", NULL);

  SP_COMPONENT_CLASS (sp_draggable_parent_class)->set_props (component, props);

  if (orientation != NULL)
    sp_container_set_flow (SP_CONTAINER (component),
                           g_str_equal (orientation, "row") ? GTK_ORIENTATION_HORIZONTAL
                                                            : GTK_ORIENTATION_VERTICAL,
                           SP_BLOCK_GAP);
}

static void
sp_draggable_class_init (SpDraggableClass *klass)
{
  SP_COMPONENT_CLASS (klass)->add_child = sp_draggable_add_child;
  SP_COMPONENT_CLASS (klass)->move_child = sp_draggable_move_child;
  SP_COMPONENT_CLASS (klass)->remove_child = sp_draggable_remove_child;
  SP_COMPONENT_CLASS (klass)->set_props = sp_draggable_set_props;
}

static void
sp_draggable_init (SpDraggable *self)
{
  sp_container_set_flow (SP_CONTAINER (self), GTK_ORIENTATION_VERTICAL, SP_BLOCK_GAP);
}
