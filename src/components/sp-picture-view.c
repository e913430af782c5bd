/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-picture-view.h"

#include <math.h>

#define STEP 1.25        /* of a key or a turn of the wheel */
#define LARGEST_PIXEL 32 /* pixels of the screen for one of the picture */
#define PAN_STEP 48
#define MARK 12 /* size of what shows the pixel that the keys pick */

struct _SpPictureView {
  GtkWidget parent_instance;

  SpPicture          *picture;
  GtkEventController *pan;  /* owned by the widget */
  GtkEventController *pick; /* owned by the picture */

  double zoom;
  double x; /* where the picture widget begins, when it is larger than this one */
  double y;
  double start_zoom; /* of a gesture */
  double start_x;
  double start_y;

  gboolean pickable;
  int      mark_x; /* pixel that the keys pick, negative for none */
  int      mark_y;
};

G_DEFINE_FINAL_TYPE (SpPictureView, sp_picture_view, GTK_TYPE_WIDGET)

typedef enum {
  PROP_ZOOM = 1,
  PROP_PICKABLE,
} SpPictureViewProperty;

static GParamSpec *properties[PROP_PICKABLE + 1];

enum {
  SIGNAL_PICK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* How many pixels of the screen a pixel of the picture has while the picture is shown whole. */
static double
get_whole_scale (SpPictureView *self)
{
  int width = sp_picture_get_pixel_width (self->picture);
  int height = sp_picture_get_pixel_height (self->picture);

  if (width == 0 || height == 0 || gtk_widget_get_width (GTK_WIDGET (self)) == 0 ||
      gtk_widget_get_height (GTK_WIDGET (self)) == 0)
    return 1;

  return MIN (1, MIN ((double) gtk_widget_get_width (GTK_WIDGET (self)) / width,
                      (double) gtk_widget_get_height (GTK_WIDGET (self)) / height));
}

/* One axis: the picture's @size in a child of @child stays in the middle of @view or covers it. */
static double
clamp_place (double place, double view, double child, double size)
{
  if (size <= view)
    return (view - child) / 2;

  return CLAMP (place, view - (child + size) / 2, (size - child) / 2);
}

static void
sp_picture_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SpPictureView *self = SP_PICTURE_VIEW (widget);
  double         scale = get_whole_scale (self) * self->zoom;
  double         child_width = floor (width * self->zoom);
  double         child_height = floor (height * self->zoom);
  int            least = 0;

  gtk_widget_measure (GTK_WIDGET (self->picture), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  self->x = clamp_place (self->x, width, child_width,
                         sp_picture_get_pixel_width (self->picture) * scale);
  self->y = clamp_place (self->y, height, child_height,
                         sp_picture_get_pixel_height (self->picture) * scale);
  gtk_widget_size_allocate (GTK_WIDGET (self->picture),
                            &(GtkAllocation){ (int) self->x, (int) self->y,
                                              MAX (least, (int) child_width), (int) child_height },
                            baseline);
}

static void
sp_picture_view_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (SP_PICTURE_VIEW (widget)->picture), orientation, for_size, minimum,
                      natural, NULL, NULL);
}

static GtkSizeRequestMode
sp_picture_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Shows what Enter picks. */
static void
sp_picture_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SpPictureView  *self = SP_PICTURE_VIEW (widget);
  graphene_rect_t area;
  float           x = 0, y = 0;

  GTK_WIDGET_CLASS (sp_picture_view_parent_class)->snapshot (widget, snapshot);

  if (!self->pickable || self->mark_x < 0 || !gtk_widget_has_focus (widget) ||
      !sp_picture_get_area (self->picture, &area))
    return;

  x = (float) (self->x + area.origin.x +
               (self->mark_x + 0.5) * area.size.width / sp_picture_get_pixel_width (self->picture));
  y = (float) (self->y + area.origin.y +
               (self->mark_y + 0.5) * area.size.height / sp_picture_get_pixel_height (self->picture));
  for (int i = 0; i < 2; i++) {
    float          size = MARK - 2.0f * (float) i;
    GskRoundedRect ring;

    gsk_rounded_rect_init_from_rect (
      &ring, &GRAPHENE_RECT_INIT (x - size / 2, y - size / 2, size, size), size / 2);
    gtk_snapshot_append_border (
      snapshot, &ring, (const float[]){ 1, 1, 1, 1 },
      (const GdkRGBA[]){ { (float) i, (float) i, (float) i, 1 },
                         { (float) i, (float) i, (float) i, 1 },
                         { (float) i, (float) i, (float) i, 1 },
                         { (float) i, (float) i, (float) i, 1 } });
  }
}

static gboolean
scroll_cb (SpPictureView *self, double dx, double dy, GtkEventControllerScroll *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
    GTK_EVENT_CONTROLLER (controller));
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  double    x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double    y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  if ((state & GDK_CONTROL_MASK) != 0) {
    graphene_point_t root, here;

    /* Events know the place in the window, without its shadow. */
    if (event != NULL && gdk_event_get_position (event, &x, &y)) {
      GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
      double     surface_x = 0, surface_y = 0;

      gtk_native_get_surface_transform (native, &surface_x, &surface_y);
      graphene_point_init (&root, (float) (x - surface_x), (float) (y - surface_y));
      if (gtk_widget_compute_point (GTK_WIDGET (native), GTK_WIDGET (self), &root, &here)) {
        x = here.x;
        y = here.y;
      }
    }
    sp_picture_view_zoom_to (self, self->zoom * pow (STEP, -dy), x, y);
    return TRUE;
  }
  if (self->zoom <= 1)
    return FALSE;

  self->x -= dx * PAN_STEP;
  self->y -= dy * PAN_STEP;
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  return TRUE;
}

static void
zoom_begin_cb (SpPictureView *self)
{
  self->start_zoom = self->zoom;
}

static void
zoom_changed_cb (SpPictureView *self, double scale, GtkGesture *gesture)
{
  double x = 0, y = 0;

  gtk_gesture_get_bounding_box_center (gesture, &x, &y);
  sp_picture_view_zoom_to (self, self->start_zoom * scale, x, y);
}

static void
pan_begin_cb (SpPictureView *self)
{
  self->start_x = self->x;
  self->start_y = self->y;
}

static void
pan_update_cb (SpPictureView *self, double dx, double dy, GtkGesture *gesture)
{
  /* A click must still be able to pick. */
  if (!gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) dx, (int) dy))
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->x = self->start_x + dx;
  self->y = self->start_y + dy;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
pick_cb (SpPictureView *self, int n_press, double x, double y)
{
  if (!sp_picture_get_pixel_at (self->picture, x, y, &self->mark_x, &self->mark_y))
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_PICK], 0, self->mark_x, self->mark_y);
}

static gboolean
move_mark (SpPictureView *self, int dx, int dy)
{
  int width = sp_picture_get_pixel_width (self->picture);
  int height = sp_picture_get_pixel_height (self->picture);

  if (width == 0 || height == 0)
    return FALSE;

  self->mark_x = CLAMP (self->mark_x < 0 ? width / 2 : self->mark_x + dx, 0, width - 1);
  self->mark_y = CLAMP (self->mark_y < 0 ? height / 2 : self->mark_y + dy, 0, height - 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return TRUE;
}

/* The arrow keys: FALSE, for others, while there is nothing to move. */
static gboolean
arrow_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SpPictureView *self = SP_PICTURE_VIEW (widget);
  int            dx = 0, dy = 0, step = 0;

  g_variant_get (arguments, "(iii)", &dx, &dy, &step);
  if (self->pickable)
    return move_mark (self, dx * step, dy * step);
  if (self->zoom <= 1)
    return FALSE;

  self->x -= dx * PAN_STEP;
  self->y -= dy * PAN_STEP;
  gtk_widget_queue_allocate (widget);

  return TRUE;
}

static gboolean
enter_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SpPictureView *self = SP_PICTURE_VIEW (widget);

  if (!self->pickable || self->mark_x < 0)
    return FALSE;

  g_signal_emit (self, signals[SIGNAL_PICK], 0, self->mark_x, self->mark_y);

  return TRUE;
}

static void
zoom_in_the_middle (SpPictureView *self, double zoom)
{
  sp_picture_view_zoom_to (self, zoom, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                           gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

static void
zoom_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpPictureView *self = SP_PICTURE_VIEW (widget);

  if (g_str_equal (action_name, "picture-view.zoom-in"))
    zoom_in_the_middle (self, self->zoom * STEP);
  else if (g_str_equal (action_name, "picture-view.zoom-out"))
    zoom_in_the_middle (self, self->zoom / STEP);
  else if (g_str_equal (action_name, "picture-view.one-to-one"))
    zoom_in_the_middle (self, 1 / get_whole_scale (self));
  else
    zoom_in_the_middle (self, 1);
}

/* Another picture is shown whole. */
static void
picture_changed_cb (SpPictureView *self)
{
  if (sp_picture_get_pixel_width (self->picture) == 0) {
    self->mark_x = self->mark_y = -1;
    zoom_in_the_middle (self, 1);
  }
}

static void
sp_picture_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpPictureViewProperty) prop_id) {
  case PROP_ZOOM:
    g_value_set_double (value, SP_PICTURE_VIEW (object)->zoom);
    break;
  case PROP_PICKABLE:
    g_value_set_boolean (value, SP_PICTURE_VIEW (object)->pickable);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_picture_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpPictureViewProperty) prop_id) {
  case PROP_PICKABLE:
    sp_picture_view_set_pickable (SP_PICTURE_VIEW (object), g_value_get_boolean (value));
    break;
  case PROP_ZOOM:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_picture_view_dispose (GObject *object)
{
  SpPictureView *self = SP_PICTURE_VIEW (object);

  if (self->picture != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->picture)));

  G_OBJECT_CLASS (sp_picture_view_parent_class)->dispose (object);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    guint       key;
    const char *action;
  } zooms[] = {
    { GDK_KEY_plus, "picture-view.zoom-in" },
    { GDK_KEY_KP_Add, "picture-view.zoom-in" },
    { GDK_KEY_equal, "picture-view.zoom-in" },
    { GDK_KEY_minus, "picture-view.zoom-out" },
    { GDK_KEY_KP_Subtract, "picture-view.zoom-out" },
    { GDK_KEY_0, "picture-view.whole" },
    { GDK_KEY_KP_0, "picture-view.whole" },
    { GDK_KEY_1, "picture-view.one-to-one" },
    { GDK_KEY_KP_1, "picture-view.one-to-one" },
  };
  static const struct {
    guint key;
    int   dx;
    int   dy;
  } arrows[] = { { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Right, 1, 0 }, { GDK_KEY_Up, 0, -1 }, { GDK_KEY_Down, 0, 1 } };

  gtk_widget_class_install_action (widget_class, "picture-view.zoom-in", NULL, zoom_action_cb);
  gtk_widget_class_install_action (widget_class, "picture-view.zoom-out", NULL, zoom_action_cb);
  gtk_widget_class_install_action (widget_class, "picture-view.one-to-one", NULL, zoom_action_cb);
  gtk_widget_class_install_action (widget_class, "picture-view.whole", NULL, zoom_action_cb);
  for (gsize i = 0; i < G_N_ELEMENTS (zooms); i++)
    gtk_widget_class_add_binding_action (widget_class, zooms[i].key, 0, zooms[i].action, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++) {
    gtk_widget_class_add_binding (widget_class, arrows[i].key, 0, arrow_cb, "(iii)", arrows[i].dx,
                                  arrows[i].dy, 1);
    gtk_widget_class_add_binding (widget_class, arrows[i].key, GDK_SHIFT_MASK, arrow_cb, "(iii)",
                                  arrows[i].dx, arrows[i].dy, 10);
  }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, enter_cb, NULL);
}

static void
sp_picture_view_class_init (SpPictureViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_picture_view_get_property;
  object_class->set_property = sp_picture_view_set_property;
  object_class->dispose = sp_picture_view_dispose;
  widget_class->get_request_mode = sp_picture_view_get_request_mode;
  widget_class->measure = sp_picture_view_measure;
  widget_class->size_allocate = sp_picture_view_size_allocate;
  widget_class->snapshot = sp_picture_view_snapshot;

  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, 1, G_MAXDOUBLE, 1,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PICKABLE] =
    g_param_spec_boolean ("pickable", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_PICK] = g_signal_new ("pick", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);

  install_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "sp-picture-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_controllers (SpPictureView *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture         *zoom = gtk_gesture_zoom_new ();

  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  g_signal_connect_swapped (zoom, "begin", G_CALLBACK (zoom_begin_cb), self);
  g_signal_connect_swapped (zoom, "scale-changed", G_CALLBACK (zoom_changed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (zoom));

  self->pan = GTK_EVENT_CONTROLLER (gtk_gesture_drag_new ());
  gtk_event_controller_set_propagation_phase (self->pan, GTK_PHASE_NONE);
  g_signal_connect_swapped (self->pan, "drag-begin", G_CALLBACK (pan_begin_cb), self);
  g_signal_connect_swapped (self->pan, "drag-update", G_CALLBACK (pan_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), self->pan);

  self->pick = GTK_EVENT_CONTROLLER (gtk_gesture_click_new ());
  gtk_event_controller_set_propagation_phase (self->pick, GTK_PHASE_NONE);
  g_signal_connect_swapped (self->pick, "released", G_CALLBACK (pick_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->picture), self->pick);
}

static void
sp_picture_view_init (SpPictureView *self)
{
  self->zoom = 1;
  self->mark_x = self->mark_y = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->picture = SP_PICTURE (sp_picture_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->picture), GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->picture, NULL, -1);
  g_signal_connect_object (self->picture, "notify::pixel-width", G_CALLBACK (picture_changed_cb), self,
                           G_CONNECT_SWAPPED);
  add_controllers (self);
}

GtkWidget *
sp_picture_view_new (void)
{
  return g_object_new (SP_TYPE_PICTURE_VIEW, NULL);
}

SpPicture *
sp_picture_view_get_picture (SpPictureView *self)
{
  g_return_val_if_fail (SP_IS_PICTURE_VIEW (self), NULL);

  return self->picture;
}

double
sp_picture_view_get_zoom (SpPictureView *self)
{
  g_return_val_if_fail (SP_IS_PICTURE_VIEW (self), 1);

  return self->zoom;
}

void
sp_picture_view_zoom_to (SpPictureView *self, double zoom, double x, double y)
{
  double largest = LARGEST_PIXEL / get_whole_scale (self);
  double ratio = 1;

  g_return_if_fail (SP_IS_PICTURE_VIEW (self));

  if (sp_picture_get_pixel_width (self->picture) == 0)
    largest = 1;
  zoom = CLAMP (zoom, 1, MAX (1, largest));
  if (zoom == self->zoom)
    return;

  ratio = zoom / self->zoom;
  self->x = x - (x - self->x) * ratio;
  self->y = y - (y - self->y) * ratio;
  self->zoom = zoom;
  sp_picture_set_enlarge (self->picture, zoom > 1);
  gtk_event_controller_set_propagation_phase (self->pan,
                                              zoom > 1 ? GTK_PHASE_CAPTURE : GTK_PHASE_NONE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

void
sp_picture_view_set_pickable (SpPictureView *self, gboolean pickable)
{
  g_return_if_fail (SP_IS_PICTURE_VIEW (self));

  if (self->pickable == pickable)
    return;

  self->pickable = pickable;
  gtk_event_controller_set_propagation_phase (self->pick,
                                              pickable ? GTK_PHASE_BUBBLE : GTK_PHASE_NONE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->picture), pickable ? "crosshair" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PICKABLE]);
}
