/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-canvas.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define TILE 256
#define SQUARE 8       /* of the chequerboard */
#define SCROLL_STEP 40 /* pixels of the screen that a wheel moves by */
#define STEP 10        /* pixels of the picture that an arrow key moves by */
#define MAX_HEIGHT 420
#define MIN_HEIGHT 240

struct _SpCanvas {
  GtkWidget parent_instance;

  SpCanvasPicture *picture;
  GPtrArray       *tiles; /* GdkTexture or NULL, row by row */
  int              n_columns;
  gboolean         on_paper;
  gboolean         has_brush;
  SpCanvasBrush    brush;
  double           zoom;     /* 0 to fit */
  double           centre_x; /* what is in the middle of a zoomed one, in the picture */
  double           centre_y;
  int              max_height;

  gboolean has_pointer;
  double   pointer_x; /* in the picture */
  double   pointer_y;
  gboolean has_cursor; /* whether the keyboard is used */
  gboolean pen_down;
  double   cursor_x;
  double   cursor_y;
  double   drag_x; /* where a stroke of the pointer began, in the widget */
  double   drag_y;
  double   pan_x; /* what was in the middle when a drag began */
  double   pan_y;
};

G_DEFINE_FINAL_TYPE (SpCanvas, sp_canvas, GTK_TYPE_WIDGET)

static double
get_fitting_zoom (SpCanvas *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  return MAX (0.01, MIN (width / sp_canvas_picture_get_width (self->picture),
                         height / sp_canvas_picture_get_height (self->picture)));
}

/* Small pictures are enlarged, to be drawn on. */
static double
get_largest_fit (SpCanvas *self)
{
  return MAX (1, (double) MIN (MIN_HEIGHT, self->max_height) / sp_canvas_picture_get_height (self->picture));
}

double
sp_canvas_get_zoom (SpCanvas *self)
{
  g_return_val_if_fail (SP_IS_CANVAS (self), 1);

  if (self->zoom > 0 || self->picture == NULL)
    return self->zoom > 0 ? self->zoom : 1;

  return MIN (get_largest_fit (self), get_fitting_zoom (self));
}

/* Where a picture of a length begins in a widget: in the middle, or so that there is no room beside
 * it. */
static double
place (double room, double length, double centre)
{
  return length <= room ? floor ((room - length) / 2) : CLAMP (room / 2 - centre, room - length, 0);
}

static void
get_area (SpCanvas *self, graphene_rect_t *area)
{
  double zoom = sp_canvas_get_zoom (self);
  double width = sp_canvas_picture_get_width (self->picture) * zoom;
  double height = sp_canvas_picture_get_height (self->picture) * zoom;

  graphene_rect_init (
    area, (float) place (gtk_widget_get_width (GTK_WIDGET (self)), width, self->centre_x * zoom),
    (float) place (gtk_widget_get_height (GTK_WIDGET (self)), height, self->centre_y * zoom), (float) width,
    (float) height);
}

static void
to_picture (SpCanvas *self, double x, double y, double *picture_x, double *picture_y)
{
  double          zoom = sp_canvas_get_zoom (self);
  graphene_rect_t area;

  get_area (self, &area);
  *picture_x = (x - area.origin.x) / zoom;
  *picture_y = (y - area.origin.y) / zoom;
}

static GdkTexture *
create_tile (SpCanvas *self, int column, int row)
{
  cairo_surface_t   *composite = sp_canvas_picture_get_composite (self->picture);
  int                stride = cairo_image_surface_get_stride (composite);
  const guint8      *data = cairo_image_surface_get_data (composite);
  int                width = MIN (TILE, sp_canvas_picture_get_width (self->picture) - column * TILE);
  int                height = MIN (TILE, sp_canvas_picture_get_height (self->picture) - row * TILE);
  guint8            *pixels = g_malloc ((gsize) width * (gsize) height * 4);
  g_autoptr (GBytes) bytes = NULL;

  for (int y = 0; y < height; y++)
    memcpy (pixels + (gsize) y * (gsize) width * 4,
            data + (gsize) (row * TILE + y) * (gsize) stride + (gsize) column * TILE * 4, (gsize) width * 4);
  bytes = g_bytes_new_take (pixels, (gsize) width * (gsize) height * 4);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) width * 4);
}

static void
forget_tile (GdkTexture *tile)
{
  g_clear_object (&tile);
}

static void
damaged_cb (SpCanvas *self, int x, int y, int width, int height)
{
  for (int row = y / TILE; row <= (y + height - 1) / TILE; row++) {
    for (int column = x / TILE; column <= (x + width - 1) / TILE; column++) {
      guint index = (guint) (row * self->n_columns + column);

      if (index < self->tiles->len)
        g_clear_object ((GdkTexture **) &g_ptr_array_index (self->tiles, index));
    }
  }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
snapshot_paper (SpCanvas *self, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  AdwStyleManager *style =
    adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  float         light = adw_style_manager_get_dark (style) ? 0.30f : 0.97f;
  float         dark = adw_style_manager_get_dark (style) ? 0.22f : 0.85f;
  const GdkRGBA colours[] = { { light, light, light, 1 }, { dark, dark, dark, 1 } };

  if (self->on_paper) {
    gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 1, 1, 1, 1 }, area);
    return;
  }

  gtk_snapshot_push_repeat (snapshot, area,
                            &GRAPHENE_RECT_INIT (area->origin.x, area->origin.y, 2 * SQUARE, 2 * SQUARE));
  for (int i = 0; i < 4; i++)
    gtk_snapshot_append_color (snapshot, &colours[(i & 1) ^ (i >> 1)],
                               &GRAPHENE_RECT_INIT (area->origin.x + (float) ((i & 1) * SQUARE),
                                                    area->origin.y + (float) ((i >> 1) * SQUARE), SQUARE,
                                                    SQUARE));
  gtk_snapshot_pop (snapshot);
}

/* Edges of squares lie on pixels of the screen, so that there are no seams. */
static void
snapshot_tiles (SpCanvas *self, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  double zoom = sp_canvas_get_zoom (self);

  for (guint i = 0; i < self->tiles->len; i++) {
    int         column = (int) i % self->n_columns;
    int         row = (int) i / self->n_columns;
    GdkTexture *tile = g_ptr_array_index (self->tiles, i);
    double      left = round (area->origin.x + column * TILE * zoom);
    double      top = round (area->origin.y + row * TILE * zoom);
    double      right = 0;
    double      bottom = 0;

    if (tile == NULL) {
      tile = create_tile (self, column, row);
      g_ptr_array_index (self->tiles, i) = tile;
    }
    right = round (area->origin.x + (column * TILE + gdk_texture_get_width (tile)) * zoom);
    bottom = round (area->origin.y + (row * TILE + gdk_texture_get_height (tile)) * zoom);
    gtk_snapshot_append_texture (snapshot, tile,
                                 &GRAPHENE_RECT_INIT ((float) left, (float) top, (float) (right - left),
                                                      (float) (bottom - top)));
  }
}

/* White paper on a white card has an end, too. */
static void
snapshot_edge (SpCanvas *self, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  GskRoundedRect frame;
  GdkRGBA        colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  colour.alpha *= 0.2f;
  gsk_rounded_rect_init_from_rect (&frame, area, 0);
  gtk_snapshot_append_border (snapshot, &frame, (const float[4]){ 1, 1, 1, 1 },
                              (const GdkRGBA[4]){ colour, colour, colour, colour });
}

static void
snapshot_ring (SpCanvas *self, GtkSnapshot *snapshot, const graphene_rect_t *area, double x, double y)
{
  double         zoom = sp_canvas_get_zoom (self);
  float          radius = (float) MAX (3, self->brush.size * zoom / 2);
  float          centre_x = area->origin.x + (float) (x * zoom);
  float          centre_y = area->origin.y + (float) (y * zoom);
  const GdkRGBA  black = { 0, 0, 0, 0.8f };
  const GdkRGBA  white = { 1, 1, 1, 0.8f };
  GskRoundedRect ring;

  for (int i = 0; i < 2; i++) {
    float          r = radius + (float) i;
    const GdkRGBA *colour = i == 0 ? &black : &white;

    gsk_rounded_rect_init_from_rect (&ring, &GRAPHENE_RECT_INIT (centre_x - r, centre_y - r, 2 * r, 2 * r), r);
    gtk_snapshot_append_border (snapshot, &ring, (const float[4]){ 1, 1, 1, 1 },
                                (const GdkRGBA[4]){ *colour, *colour, *colour, *colour });
  }
}

static void
sp_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SpCanvas       *self = SP_CANVAS (widget);
  graphene_rect_t area;

  if (self->picture == NULL)
    return;

  get_area (self, &area);
  snapshot_paper (self, snapshot, &area);
  snapshot_tiles (self, snapshot, &area);
  snapshot_edge (self, snapshot, &area);
  if (!self->has_brush)
    return;
  if (self->has_cursor && gtk_widget_has_focus (widget))
    snapshot_ring (self, snapshot, &area, self->cursor_x, self->cursor_y);
  else if (self->has_pointer)
    snapshot_ring (self, snapshot, &area, self->pointer_x, self->pointer_y);
}

static GtkSizeRequestMode
sp_canvas_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sp_canvas_measure (GtkWidget     *widget,
                   GtkOrientation orientation,
                   int            for_size,
                   int           *minimum,
                   int           *natural,
                   int           *minimum_baseline,
                   int           *natural_baseline)
{
  SpCanvas *self = SP_CANVAS (widget);
  double    width = self->picture != NULL ? sp_canvas_picture_get_width (self->picture) : 1;
  double    height = self->picture != NULL ? sp_canvas_picture_get_height (self->picture) : 1;
  double    fitting = MIN (self->picture != NULL ? get_largest_fit (self) : 1, self->max_height / height);
  gboolean  is_width = orientation == GTK_ORIENTATION_HORIZONTAL;

  if (is_width) {
    *minimum = 1;
    *natural = MAX (1, (int) (width * fitting));
  } else {
    if (for_size >= 0)
      fitting = MIN (fitting, for_size / width);
    *minimum = *natural = MAX (1, (int) (height * fitting));
  }
}

static void
move_pointer (SpCanvas *self, double x, double y)
{
  self->has_pointer = TRUE;
  to_picture (self, x, y, &self->pointer_x, &self->pointer_y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (SpCanvas *self, double x, double y)
{
  if (self->picture != NULL)
    move_pointer (self, x, y);
}

static void
leave_cb (SpCanvas *self)
{
  self->has_pointer = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
lift_pen (SpCanvas *self)
{
  self->pen_down = FALSE;
  if (self->picture != NULL)
    sp_canvas_picture_end_stroke (self->picture);
}

static void
drag_begin_cb (SpCanvas *self, double x, double y, GtkGesture *gesture)
{
  if (self->picture == NULL || !self->has_brush)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  lift_pen (self);
  self->has_cursor = FALSE;
  self->drag_x = x;
  self->drag_y = y;
  move_pointer (self, x, y);
  sp_canvas_picture_begin_stroke (self->picture, &self->brush, self->pointer_x, self->pointer_y);
}

static void
drag_update_cb (SpCanvas *self, double offset_x, double offset_y)
{
  if (self->picture == NULL || !self->has_brush)
    return;

  move_pointer (self, self->drag_x + offset_x, self->drag_y + offset_y);
  sp_canvas_picture_extend_stroke (self->picture, self->pointer_x, self->pointer_y);
}

static void
drag_end_cb (SpCanvas *self)
{
  lift_pen (self);
}

static void
pan (SpCanvas *self, double x, double y)
{
  self->centre_x = CLAMP (x, 0, sp_canvas_picture_get_width (self->picture));
  self->centre_y = CLAMP (y, 0, sp_canvas_picture_get_height (self->picture));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Zooms with Ctrl, else moves a zoomed picture; one that fits lets the page scroll. */
static gboolean
scroll_cb (SpCanvas *self, double dx, double dy, GtkEventController *controller)
{
  double step = SCROLL_STEP / sp_canvas_get_zoom (self);

  if (self->picture == NULL)
    return FALSE;
  if ((gtk_event_controller_get_current_event_state (controller) & GDK_CONTROL_MASK) != 0) {
    gtk_widget_activate_action (GTK_WIDGET (self), dy < 0 ? "canvas.zoom-in" : "canvas.zoom-out", NULL);
    return TRUE;
  }
  if (self->zoom == 0)
    return FALSE;

  pan (self, self->centre_x + dx * step, self->centre_y + dy * step);

  return TRUE;
}

static void
pan_begin_cb (SpCanvas *self)
{
  self->pan_x = self->centre_x;
  self->pan_y = self->centre_y;
}

static void
pan_update_cb (SpCanvas *self, double offset_x, double offset_y)
{
  double zoom = sp_canvas_get_zoom (self);

  if (self->picture != NULL)
    pan (self, self->pan_x - offset_x / zoom, self->pan_y - offset_y / zoom);
}

static void
tell_cursor (SpCanvas *self)
{
  g_autofree char *text = NULL;

  /* Translators: for screen readers: a place in a picture, and whether the pen draws there. */
  text = g_strdup_printf (self->pen_down ? _("%d, %d, pen down") : _("%d, %d, pen up"), (int) self->cursor_x,
                          (int) self->cursor_y);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
move_cursor (SpCanvas *self, double dx, double dy, gboolean fine)
{
  double step = fine ? 1 : STEP;

  self->has_cursor = TRUE;
  self->cursor_x = CLAMP (self->cursor_x + dx * step, 0, sp_canvas_picture_get_width (self->picture));
  self->cursor_y = CLAMP (self->cursor_y + dy * step, 0, sp_canvas_picture_get_height (self->picture));
  if (self->pen_down)
    sp_canvas_picture_extend_stroke (self->picture, self->cursor_x, self->cursor_y);
  if (self->zoom > 0)
    pan (self, self->cursor_x, self->cursor_y);
  tell_cursor (self);
}

static void
toggle_pen (SpCanvas *self)
{
  self->has_cursor = TRUE;
  if (self->pen_down) {
    lift_pen (self);
  } else {
    self->pen_down = TRUE;
    sp_canvas_picture_begin_stroke (self->picture, &self->brush, self->cursor_x, self->cursor_y);
  }
  tell_cursor (self);
}

static gboolean
key_pressed_cb (SpCanvas *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean fine = (state & GDK_CONTROL_MASK) != 0;

  if (self->picture == NULL || !self->has_brush || (state & GDK_ALT_MASK) != 0)
    return FALSE;

  switch (keyval) {
  case GDK_KEY_Left:
    move_cursor (self, -1, 0, fine);
    return TRUE;
  case GDK_KEY_Right:
    move_cursor (self, 1, 0, fine);
    return TRUE;
  case GDK_KEY_Up:
    move_cursor (self, 0, -1, fine);
    return TRUE;
  case GDK_KEY_Down:
    move_cursor (self, 0, 1, fine);
    return TRUE;
  case GDK_KEY_space:
    toggle_pen (self);
    return TRUE;
  case GDK_KEY_Escape:
    if (!self->pen_down)
      return FALSE;
    toggle_pen (self);
    return TRUE;
  default:
    return FALSE;
  }
}

static void
focus_out_cb (SpCanvas *self)
{
  if (self->pen_down)
    lift_pen (self);
  self->has_cursor = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
forget_picture (SpCanvas *self)
{
  if (self->picture != NULL)
    g_signal_handlers_disconnect_by_data (self->picture, self);
  g_clear_object (&self->picture);
  g_ptr_array_set_size (self->tiles, 0);
}

static void
sp_canvas_dispose (GObject *object)
{
  SpCanvas *self = SP_CANVAS (object);

  if (self->tiles != NULL)
    forget_picture (self);
  g_clear_pointer (&self->tiles, g_ptr_array_unref);

  G_OBJECT_CLASS (sp_canvas_parent_class)->dispose (object);
}

static void
sp_canvas_class_init (SpCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_canvas_dispose;
  widget_class->get_request_mode = sp_canvas_get_request_mode;
  widget_class->measure = sp_canvas_measure;
  widget_class->snapshot = sp_canvas_snapshot;

  gtk_widget_class_set_css_name (widget_class, "sp-canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (SpCanvas *self)
{
  GtkWidget          *widget = GTK_WIDGET (self);
  GtkGesture         *drag = gtk_gesture_drag_new ();
  GtkGesture         *pan_drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (pan_drag), GDK_BUTTON_MIDDLE);
  g_signal_connect_swapped (pan_drag, "drag-begin", G_CALLBACK (pan_begin_cb), self);
  g_signal_connect_swapped (pan_drag, "drag-update", G_CALLBACK (pan_update_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_out_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pan_drag));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, scroll);
}

static void
sp_canvas_init (SpCanvas *self)
{
  self->tiles = g_ptr_array_new_with_free_func ((GDestroyNotify) forget_tile);
  self->max_height = MAX_HEIGHT;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_controllers (self);
}

void
sp_canvas_set_picture (SpCanvas *self, SpCanvasPicture *picture, gboolean on_paper)
{
  int n_rows = 0;

  g_return_if_fail (SP_IS_CANVAS (self));

  lift_pen (self);
  forget_picture (self);
  g_set_object (&self->picture, picture);
  self->on_paper = on_paper;
  if (picture != NULL) {
    self->n_columns = (sp_canvas_picture_get_width (picture) + TILE - 1) / TILE;
    n_rows = (sp_canvas_picture_get_height (picture) + TILE - 1) / TILE;
    g_ptr_array_set_size (self->tiles, self->n_columns * n_rows);
    self->cursor_x = sp_canvas_picture_get_width (picture) / 2;
    self->cursor_y = sp_canvas_picture_get_height (picture) / 2;
    self->zoom = 0;
    self->centre_x = self->cursor_x;
    self->centre_y = self->cursor_y;
    g_signal_connect_swapped (picture, "damaged", G_CALLBACK (damaged_cb), self);
  }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
sp_canvas_set_brush (SpCanvas *self, const SpCanvasBrush *brush)
{
  g_return_if_fail (SP_IS_CANVAS (self));

  lift_pen (self);
  self->has_brush = brush != NULL;
  if (brush != NULL)
    self->brush = *brush;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), brush != NULL ? "crosshair" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
sp_canvas_set_zoom (SpCanvas *self, double zoom)
{
  g_return_if_fail (SP_IS_CANVAS (self));

  self->zoom = zoom > 0 ? CLAMP (zoom, 0.05, 16) : 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
sp_canvas_set_max_height (SpCanvas *self, int max_height)
{
  g_return_if_fail (SP_IS_CANVAS (self));

  self->max_height = CLAMP (max_height, 32, 8192);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
