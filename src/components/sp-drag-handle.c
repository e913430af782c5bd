/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drag-handle.h"

#include <glib/gi18n-lib.h>

struct _SpDragHandle {
  GtkWidget parent_instance;

  GtkWidget *handle;
};

G_DEFINE_FINAL_TYPE (SpDragHandle, sp_drag_handle, GTK_TYPE_WIDGET)

enum {
  SIGNAL_MOVE,
  SIGNAL_SWAP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
move_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_MOVE], 0, g_variant_get_int32 (parameter));
}

static GdkContentProvider *
prepare_cb (SpDragHandle *self, double x, double y)
{
  return gdk_content_provider_new_typed (SP_TYPE_DRAG_HANDLE, self);
}

static void
drag_begin_cb (SpDragHandle *self, GdkDrag *drag, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
drop_cb (SpDragHandle *self, const GValue *value)
{
  g_signal_emit (self, signals[SIGNAL_SWAP], 0, g_value_get_object (value));

  return TRUE;
}

static void
sp_drag_handle_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sp_drag_handle_parent_class)->dispose (object);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "handle.move", "i", move_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "handle.move", "i",
                                       -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "handle.move", "i",
                                       -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "handle.move", "i",
                                       1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "handle.move",
                                       "i", 1);
}

static void
sp_drag_handle_class_init (SpDragHandleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_drag_handle_dispose;

  signals[SIGNAL_MOVE] = g_signal_new ("move", SP_TYPE_DRAG_HANDLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_SWAP] = g_signal_new ("swap", SP_TYPE_DRAG_HANDLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, SP_TYPE_DRAG_HANDLE);
  install_keys (GTK_WIDGET_CLASS (klass));
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "draghandle");
}

static void
sp_drag_handle_init (SpDragHandle *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (SP_TYPE_DRAG_HANDLE, GDK_ACTION_MOVE);

  self->handle = gtk_button_new_from_icon_name ("list-drag-handle-symbolic");
  gtk_widget_add_css_class (self->handle, "flat");
  gtk_widget_set_valign (self->handle, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->handle, _("Drag to another place, or press Alt and an arrow"));
  gtk_widget_set_parent (self->handle, GTK_WIDGET (self));

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (source));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
sp_drag_handle_new (SpComponent *child)
{
  SpDragHandle *self = g_object_new (SP_TYPE_DRAG_HANDLE, NULL);

  g_return_val_if_fail (SP_IS_COMPONENT (child), NULL);

  gtk_widget_set_hexpand (GTK_WIDGET (child), TRUE);
  gtk_widget_insert_before (GTK_WIDGET (child), GTK_WIDGET (self), NULL);

  return GTK_WIDGET (self);
}
