/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-picture-compare.h"

#include <glib/gi18n-lib.h>

#define LINE 2
#define HANDLE 28

struct _SpPictureCompare {
  GtkWidget parent_instance;

  SpPicture  *pictures[2];
  GtkWidget  *handle;
  GtkGesture *drag; /* owned by the widget */
  double      position;
  double      drag_start;
  gboolean    divided;
};

G_DEFINE_FINAL_TYPE (SpPictureCompare, sp_picture_compare, GTK_TYPE_WIDGET)

typedef enum {
  PROP_POSITION = 1,
} SpPictureCompareProperty;

static GParamSpec *properties[PROP_POSITION + 1];

/* The picture that says how large both are. */
static SpPicture *
get_leader (SpPictureCompare *self)
{
  return sp_picture_get_pixel_width (self->pictures[0]) > 0 ? self->pictures[0] : self->pictures[1];
}

static void
get_area (SpPictureCompare *self, graphene_rect_t *area)
{
  graphene_rect_t bounds;

  graphene_rect_init (area, 0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                      (float) gtk_widget_get_height (GTK_WIDGET (self)));
  if (sp_picture_get_area (get_leader (self), &bounds) && get_leader (self) == self->pictures[0])
    *area = bounds;
}

static double
get_divider (SpPictureCompare *self)
{
  graphene_rect_t area;

  get_area (self, &area);

  return area.origin.x + area.size.width * self->position / 100;
}

static void
move_to (SpPictureCompare *self, double x)
{
  graphene_rect_t area;

  get_area (self, &area);
  if (area.size.width > 0)
    sp_picture_compare_set_position (self, (x - area.origin.x) * 100 / area.size.width);
}

static void
drag_begin_cb (SpPictureCompare *self, double x, double y)
{
  if (!self->divided) {
    gtk_gesture_set_state (self->drag, GTK_EVENT_SEQUENCE_DENIED);
    return;
  }

  gtk_gesture_set_state (self->drag, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_start = x;
  move_to (self, x);
}

static void
drag_update_cb (SpPictureCompare *self, double dx, double dy)
{
  move_to (self, self->drag_start + dx);
}

static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SpPictureCompare *self = SP_PICTURE_COMPARE (widget);

  if (!self->divided)
    return FALSE;

  sp_picture_compare_set_position (self, self->position + g_variant_get_int32 (arguments));

  return TRUE;
}

static GtkSizeRequestMode
sp_picture_compare_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sp_picture_compare_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  SpPictureCompare *self = SP_PICTURE_COMPARE (widget);
  SpPicture        *leader = get_leader (self);
  SpPicture        *other = self->pictures[leader == self->pictures[0] ? 1 : 0];
  int               other_minimum = 0;

  /* Also the other one is asked, for GTK wants to know before it gives it any place. */
  gtk_widget_measure (GTK_WIDGET (other), orientation, for_size, &other_minimum, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (leader), orientation, for_size, minimum, natural, NULL, NULL);
  /* What is no picture yet, or never will be, has words that need their place. */
  if (sp_picture_get_pixel_width (other) == 0) {
    *minimum = MAX (*minimum, other_minimum);
    *natural = MAX (*natural, *minimum);
  }
}

static void
sp_picture_compare_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SpPictureCompare *self = SP_PICTURE_COMPARE (widget);
  graphene_rect_t   area;
  GtkAllocation     second = { 0, 0, width, height };

  gtk_widget_size_allocate (GTK_WIDGET (self->pictures[0]), &(GtkAllocation){ 0, 0, width, height },
                            baseline);
  if (sp_picture_get_pixel_width (self->pictures[1]) > 0 &&
      get_leader (self) == self->pictures[0] && sp_picture_get_area (self->pictures[0], &area))
    second = (GtkAllocation){ (int) area.origin.x, (int) area.origin.y, (int) area.size.width,
                              (int) area.size.height };
  gtk_widget_size_allocate (GTK_WIDGET (self->pictures[1]), &second, baseline);
  gtk_widget_size_allocate (self->handle,
                            &(GtkAllocation){ (int) get_divider (self) - HANDLE / 2,
                                              (height - HANDLE) / 2, HANDLE, HANDLE },
                            baseline);
}

static void
sp_picture_compare_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SpPictureCompare *self = SP_PICTURE_COMPARE (widget);
  float             width = (float) gtk_widget_get_width (widget);
  float             height = (float) gtk_widget_get_height (widget);
  float             divider = (float) get_divider (self);
  const GdkRGBA     line = { 1, 1, 1, 1 };
  const GdkRGBA     shade = { 0, 0, 0, 0.35f };
  graphene_rect_t   area;

  if (!self->divided) {
    gtk_widget_snapshot_child (widget, GTK_WIDGET (self->pictures[0]), snapshot);
    gtk_widget_snapshot_child (widget, GTK_WIDGET (self->pictures[1]), snapshot);
    return;
  }

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, divider, height));
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->pictures[0]), snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (divider, 0, width - divider, height));
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->pictures[1]), snapshot);
  gtk_snapshot_pop (snapshot);

  /* Seen on light and on dark pictures. */
  get_area (self, &area);
  gtk_snapshot_append_color (
    snapshot, &shade,
    &GRAPHENE_RECT_INIT (divider - LINE, area.origin.y, 2 * LINE, area.size.height));
  gtk_snapshot_append_color (
    snapshot, &line,
    &GRAPHENE_RECT_INIT (divider - LINE / 2.0f, area.origin.y, LINE, area.size.height));
  gtk_widget_snapshot_child (widget, self->handle, snapshot);
}

static void
sp_picture_compare_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpPictureCompareProperty) prop_id) {
  case PROP_POSITION:
    g_value_set_double (value, SP_PICTURE_COMPARE (object)->position);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_picture_compare_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpPictureCompareProperty) prop_id) {
  case PROP_POSITION:
    sp_picture_compare_set_position (SP_PICTURE_COMPARE (object), g_value_get_double (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_picture_compare_dispose (GObject *object)
{
  SpPictureCompare *self = SP_PICTURE_COMPARE (object);

  for (int i = 0; i < 2; i++) {
    if (self->pictures[i] != NULL)
      gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->pictures[i])));
  }
  g_clear_pointer (&self->handle, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_picture_compare_parent_class)->dispose (object);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    guint           key;
    GdkModifierType state;
    int             step;
  } keys[] = {
    { GDK_KEY_Left, 0, -1 },
    { GDK_KEY_Right, 0, 1 },
    { GDK_KEY_Left, GDK_SHIFT_MASK, -10 },
    { GDK_KEY_Right, GDK_SHIFT_MASK, 10 },
    { GDK_KEY_Page_Down, 0, -10 },
    { GDK_KEY_Page_Up, 0, 10 },
    { GDK_KEY_Home, 0, -100 },
    { GDK_KEY_End, 0, 100 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].state, key_cb, "i", keys[i].step);
}

static void
sp_picture_compare_class_init (SpPictureCompareClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_picture_compare_get_property;
  object_class->set_property = sp_picture_compare_set_property;
  object_class->dispose = sp_picture_compare_dispose;
  widget_class->get_request_mode = sp_picture_compare_get_request_mode;
  widget_class->measure = sp_picture_compare_measure;
  widget_class->size_allocate = sp_picture_compare_size_allocate;
  widget_class->snapshot = sp_picture_compare_snapshot;

  properties[PROP_POSITION] =
    g_param_spec_double ("position", NULL, NULL, 0, 100, 50,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  install_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "sp-picture-compare");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
update_accessible (SpPictureCompare *self)
{
  g_autofree char *text = g_strdup_printf (_("%.0f %%"), self->position);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->position,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
sp_picture_compare_init (SpPictureCompare *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->position = 50;
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  for (int i = 0; i < 2; i++) {
    self->pictures[i] = SP_PICTURE (sp_picture_new ());
    gtk_widget_set_parent (GTK_WIDGET (self->pictures[i]), widget);
    g_signal_connect_object (self->pictures[i], "notify::pixel-width",
                             G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
  }
  sp_picture_set_enlarge (self->pictures[1], TRUE);

  self->handle = gtk_image_new_from_icon_name ("object-flip-horizontal-symbolic");
  gtk_widget_add_css_class (self->handle, "compare-handle");
  gtk_widget_set_parent (self->handle, widget);

  self->drag = gtk_gesture_drag_new ();
  g_signal_connect_swapped (self->drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (self->drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->drag), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (self->drag));
  update_accessible (self);
}

SpPicture *
sp_picture_compare_get_picture (SpPictureCompare *self, int index)
{
  g_return_val_if_fail (SP_IS_PICTURE_COMPARE (self), NULL);
  g_return_val_if_fail (index == 0 || index == 1, NULL);

  return self->pictures[index];
}

double
sp_picture_compare_get_position (SpPictureCompare *self)
{
  g_return_val_if_fail (SP_IS_PICTURE_COMPARE (self), 0);

  return self->position;
}

void
sp_picture_compare_set_position (SpPictureCompare *self, double position)
{
  g_return_if_fail (SP_IS_PICTURE_COMPARE (self));

  position = CLAMP (position, 0, 100);
  if (self->position == position)
    return;

  self->position = position;
  update_accessible (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

void
sp_picture_compare_set_divided (SpPictureCompare *self, gboolean divided)
{
  g_return_if_fail (SP_IS_PICTURE_COMPARE (self));

  self->divided = divided;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), divided ? "col-resize" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
