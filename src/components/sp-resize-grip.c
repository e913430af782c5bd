/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-resize-grip.h"

#include <glib/gi18n-lib.h>

/* How much a key changes the height, pixels. */
#define STEP 20
#define PAGE 100

struct _SpResizeGrip {
  GtkWidget parent_instance;

  SpHeightLimit *target; /* nullable; a weak pointer */
  GtkWidget     *bar;
  int            start_height; /* of the target when the drag began */
  double         start_y;      /* in the window */
};

G_DEFINE_FINAL_TYPE (SpResizeGrip, sp_resize_grip, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TARGET = 1,
} SpResizeGripProperty;

static GParamSpec *properties[PROP_TARGET + 1];

static void
resize (SpResizeGrip *self, int height)
{
  int now = 0;

  if (self->target == NULL)
    return;

  now = sp_height_limit_set_height (self->target, height);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  (double) now, -1);
}

static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SpResizeGrip *self = SP_RESIZE_GRIP (widget);

  if (self->target != NULL)
    resize (self, gtk_widget_get_height (GTK_WIDGET (self->target)) + g_variant_get_int32 (arguments));

  return TRUE;
}

/* The grip moves while it is dragged, the window does not. */
static double
get_window_y (SpResizeGrip *self, double y)
{
  double x = 0;

  gtk_widget_translate_coordinates (GTK_WIDGET (self),
                                    GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), 0, y, &x,
                                    &y);

  return y;
}

static void
drag_begin_cb (SpResizeGrip *self, double x, double y)
{
  self->start_y = get_window_y (self, y);
  self->start_height =
    self->target != NULL ? gtk_widget_get_height (GTK_WIDGET (self->target)) : 0;
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
drag_update_cb (SpResizeGrip *self, double offset_x, double offset_y, GtkGestureDrag *gesture)
{
  double x = 0, y = 0;

  if (!gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  resize (self, self->start_height + (int) (get_window_y (self, y + offset_y) - self->start_y));
}

static void
sp_resize_grip_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpResizeGripProperty) prop_id) {
  case PROP_TARGET:
    g_value_set_object (value, SP_RESIZE_GRIP (object)->target);
    break;
  }
}

static void
sp_resize_grip_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpResizeGripProperty) prop_id) {
  case PROP_TARGET:
    if (g_set_weak_pointer (&SP_RESIZE_GRIP (object)->target, g_value_get_object (value)))
      g_object_notify_by_pspec (object, properties[PROP_TARGET]);
    break;
  }
}

static void
sp_resize_grip_dispose (GObject *object)
{
  SpResizeGrip *self = SP_RESIZE_GRIP (object);

  g_clear_weak_pointer (&self->target);
  g_clear_pointer (&self->bar, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_resize_grip_parent_class)->dispose (object);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key;
    int   change;
  } keys[] = {
    { GDK_KEY_Up, -STEP },
    { GDK_KEY_KP_Up, -STEP },
    { GDK_KEY_Down, STEP },
    { GDK_KEY_KP_Down, STEP },
    { GDK_KEY_Page_Up, -PAGE },
    { GDK_KEY_KP_Page_Up, -PAGE },
    { GDK_KEY_Page_Down, PAGE },
    { GDK_KEY_KP_Page_Down, PAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, key_cb, "i", keys[i].change);
}

static void
sp_resize_grip_class_init (SpResizeGripClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_resize_grip_get_property;
  object_class->set_property = sp_resize_grip_set_property;
  object_class->dispose = sp_resize_grip_dispose;

  properties[PROP_TARGET] =
    g_param_spec_object ("target", NULL, NULL, SP_TYPE_HEIGHT_LIMIT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  install_keys (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-resize-grip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEPARATOR);
}

static void
sp_resize_grip_init (SpResizeGrip *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_halign (self->bar, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->bar, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "ns-resize");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _("Drag for another height, or press Up or Down"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Height"),
                                  GTK_ACCESSIBLE_PROPERTY_ORIENTATION, GTK_ORIENTATION_HORIZONTAL,
                                  -1);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
