/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chart-view.h"

#include "sp-chart-paint.h"
#include "sp-chart-render.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

/* The chart around it says how high it is. */
#define LEAST_HEIGHT 80
#define MANY_POINTS 5000 /* more are laid out in a thread */
#define SELECT_DELAY 250 /* milliseconds after the last key */
#define TOOLTIP_PADDING 8
#define TOOLTIP_WIDTH 280

struct _SpChartView {
  GtkWidget parent_instance;

  SpChartData   *data;
  GBytes        *hidden;
  SpChartScene  *scene;
  GskRenderNode *node;        /* the scene painted */
  GCancellable  *cancellable; /* of what is laid out in a thread */
  gboolean       is_current;  /* whether the scene is of the data, size and colours there are now */

  gboolean has_point;
  guint    point_series;
  guint    point_index;
  char    *pointed_text;

  gboolean selectable;
  gboolean has_brush;
  double   brush_from; /* in units of the axis */
  double   brush_to;
  guint    select_id;
};

G_DEFINE_FINAL_TYPE (SpChartView, sp_chart_view, GTK_TYPE_WIDGET)

enum {
  SIGNAL_SELECTED,
  SIGNAL_RESET,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_dark (SpChartView *self)
{
  return adw_style_manager_get_dark (
    adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self))));
}

static GdkRGBA
get_foreground (SpChartView *self)
{
  GdkRGBA colour = { 0 };

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);

  return colour;
}

static SpChartOrder
make_order (SpChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  return (SpChartOrder){
    .data = self->data,
    .hidden = self->hidden,
    .width = gtk_widget_get_width (widget),
    .height = gtk_widget_get_height (widget),
    .scale = gtk_widget_get_scale_factor (widget),
    .font = pango_context_get_font_description (gtk_widget_get_pango_context (widget)),
    .foreground = get_foreground (self),
    .dark = is_dark (self),
  };
}

static void
forget_point (SpChartView *self)
{
  self->has_point = FALSE;
  g_clear_pointer (&self->pointed_text, g_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
take_scene (SpChartView *self, SpChartScene *scene, GskRenderNode *node)
{
  g_clear_pointer (&self->scene, sp_chart_scene_free);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->scene = scene;
  self->node = node;
  self->is_current = TRUE;
  forget_point (self);
}

static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpChartView   *self = user_data; /* there unless it was cancelled */
  SpChartScene  *scene = NULL;
  GskRenderNode *node = NULL;

  scene = sp_chart_render_finish (result, &node, NULL);
  if (scene == NULL)
    return; /* something newer is being laid out */

  g_clear_object (&self->cancellable);
  take_scene (self, scene, node);
}

static void
stop_laying_out (SpChartView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
invalidate (SpChartView *self)
{
  stop_laying_out (self);
  self->is_current = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
ensure_scene (SpChartView *self)
{
  SpChartOrder order;

  if (self->is_current || self->cancellable != NULL || self->data == NULL)
    return;

  order = make_order (self);
  if (sp_chart_data_count_points (self->data) <= MANY_POINTS) {
    SpChartScene *scene =
      sp_chart_scene_new (order.data, order.hidden, order.width, order.height, order.font);

    take_scene (self, scene, sp_chart_render_node (scene, &order));
  } else {
    self->cancellable = g_cancellable_new ();
    sp_chart_render_async (&order, self->cancellable, rendered_cb, self);
  }
}

static void
snapshot_brush (SpChartView *self, GtkSnapshot *snapshot)
{
  GdkRGBA colour = get_foreground (self);
  double  from = sp_chart_scene_get_position (self->scene, self->brush_from);
  double  to = sp_chart_scene_get_position (self->scene, self->brush_to);

  colour.alpha *= 0.12f;
  gtk_snapshot_append_color (
    snapshot, &colour,
    &GRAPHENE_RECT_INIT ((float) MIN (from, to), (float) self->scene->plot_y, (float) fabs (to - from),
                         (float) self->scene->plot_height));
  colour.alpha = 0.6f;
  for (guint i = 0; i < 2; i++)
    gtk_snapshot_append_color (snapshot, &colour,
                               &GRAPHENE_RECT_INIT ((float) (i == 0 ? from : to) - 1,
                                                    (float) self->scene->plot_y, 2,
                                                    (float) self->scene->plot_height));
}

/* Beside the point, and never over the edge. */
static void
snapshot_tooltip (SpChartView *self, GtkSnapshot *snapshot, const SpChartShape *shape)
{
  gboolean                dark = is_dark (self);
  g_autoptr (PangoLayout) layout =
    gtk_widget_create_pango_layout (GTK_WIDGET (self), self->pointed_text);
  GdkRGBA         back = dark ? (GdkRGBA){ 0.1f, 0.1f, 0.1f, 0.95f } : (GdkRGBA){ 1, 1, 1, 0.95f };
  GdkRGBA         fore = get_foreground (self);
  GskRoundedRect  frame;
  graphene_rect_t rect;
  int             width = 0;
  int             height = 0;
  double          x = 0;
  double          y = 0;

  pango_layout_set_width (layout, TOOLTIP_WIDTH * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, &width, &height);
  width += 2 * TOOLTIP_PADDING;
  height += 2 * TOOLTIP_PADDING;
  x = shape->x + 12 + width > self->scene->width ? shape->x - 12 - width : shape->x + 12;
  x = CLAMP (x, 0, MAX (0, self->scene->width - width));
  y = CLAMP (shape->y - height - 6, 0, MAX (0, self->scene->height - height));
  graphene_rect_init (&rect, (float) x, (float) y, (float) width, (float) height);
  gsk_rounded_rect_init_from_rect (&frame, &rect, 6);
  gtk_snapshot_append_outset_shadow (snapshot, &frame, &(GdkRGBA){ 0, 0, 0, 0.35f }, 0, 1, 0, 4);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  gtk_snapshot_append_color (snapshot, &back, &rect);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
    snapshot, &GRAPHENE_POINT_INIT ((float) x + TOOLTIP_PADDING, (float) y + TOOLTIP_PADDING));
  gtk_snapshot_append_layout (snapshot, layout, &fore);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_point (SpChartView *self, GtkSnapshot *snapshot)
{
  GArray       *shapes = g_ptr_array_index (self->scene->shapes, self->point_series);
  SpChartShape *shape = &g_array_index (shapes, SpChartShape, self->point_index);
  GdkRGBA       foreground = get_foreground (self);
  cairo_t      *cr = gtk_snapshot_append_cairo (
         snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) self->scene->width, (float) self->scene->height));

  sp_chart_paint_highlight (self->scene, cr, self->point_series, self->point_index, &foreground);
  cairo_destroy (cr);
  if (self->pointed_text != NULL)
    snapshot_tooltip (self, snapshot, shape);
}

static void
sp_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SpChartView *self = SP_CHART_VIEW (widget);

  ensure_scene (self);
  if (self->scene == NULL)
    return;

  if (self->has_brush)
    snapshot_brush (self, snapshot);
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  if (self->has_point)
    snapshot_point (self, snapshot);
}

static void
sp_chart_view_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : LEAST_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : LEAST_HEIGHT;
}

static void
sp_chart_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SpChartView *self = SP_CHART_VIEW (widget);

  if (self->scene == NULL || (int) self->scene->width != width || (int) self->scene->height != height)
    invalidate (self);
}

static void
set_point (SpChartView *self, guint series, guint index)
{
  GArray *shapes = g_ptr_array_index (self->scene->shapes, series);

  if (self->has_point && self->point_series == series && self->point_index == index)
    return;

  self->has_point = TRUE;
  self->point_series = series;
  self->point_index = index;
  g_clear_pointer (&self->pointed_text, g_free);
  if (self->data->has_tooltip)
    self->pointed_text = sp_chart_data_dup_tooltip (self->scene->data, series,
                                                    g_array_index (shapes, SpChartShape, index).point);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  self->pointed_text != NULL ? self->pointed_text : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
sp_chart_view_point_at (SpChartView *self, double x, double y)
{
  guint series = 0;
  guint index = 0;

  g_return_if_fail (SP_IS_CHART_VIEW (self));

  if (self->scene != NULL && self->is_current && self->data->has_tooltip &&
      sp_chart_scene_find_shape (self->scene, x, y, &series, &index))
    set_point (self, series, index);
  else if (self->has_point)
    forget_point (self);
}

static gboolean
can_brush (SpChartView *self)
{
  return self->selectable && self->scene != NULL && self->data->x.scale != SP_CHART_SCALE_NAMES;
}

static void
emit_selected (SpChartView *self)
{
  if (self->has_brush && self->brush_from != self->brush_to)
    g_signal_emit (self, signals[SIGNAL_SELECTED], 0, MIN (self->brush_from, self->brush_to),
                   MAX (self->brush_from, self->brush_to));
}

static gboolean
select_cb (gpointer user_data)
{
  SpChartView *self = SP_CHART_VIEW (user_data);

  self->select_id = 0;
  emit_selected (self);

  return G_SOURCE_REMOVE;
}

static void
clear_brush (SpChartView *self)
{
  g_clear_handle_id (&self->select_id, g_source_remove);
  self->has_brush = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_begin_cb (SpChartView *self, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!can_brush (self))
    return;

  clear_brush (self);
  self->brush_from = self->brush_to = sp_chart_scene_get_x (self->scene, x);
}

static void
drag_update_cb (SpChartView *self, double offset_x, double offset_y, GtkGestureDrag *drag)
{
  double x = 0;
  double y = 0;

  if (!can_brush (self) || fabs (offset_x) < 4 || !gtk_gesture_drag_get_start_point (drag, &x, &y))
    return;

  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  self->has_brush = TRUE;
  self->brush_to = sp_chart_scene_get_x (self->scene, x + offset_x);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (SpChartView *self, double offset_x, double offset_y)
{
  if (can_brush (self))
    emit_selected (self);
}

static void
released_cb (SpChartView *self, int n_press, double x, double y)
{
  if (n_press != 2)
    return;

  clear_brush (self);
  g_signal_emit (self, signals[SIGNAL_RESET], 0);
}

static void
motion_cb (SpChartView *self, double x, double y)
{
  sp_chart_view_point_at (self, x, y);
}

static void
leave_cb (SpChartView *self)
{
  if (self->has_point)
    forget_point (self);
}

/* To the next shape of the series, or to the nearest one of the next series. */
static void
move_point (SpChartView *self, int along, int across)
{
  GArray *shapes = NULL;
  guint   series = self->has_point ? self->point_series : 0;
  guint   n_series = self->scene->shapes->len;
  guint   tries = 0;

  if (n_series == 0)
    return;
  if (across != 0 || ((GArray *) g_ptr_array_index (self->scene->shapes, series))->len == 0) {
    do
      series = (series + n_series + (guint) (across < 0 ? n_series - 1 : 1)) % n_series;
    while (((GArray *) g_ptr_array_index (self->scene->shapes, series))->len == 0 && ++tries < n_series);
  }
  shapes = g_ptr_array_index (self->scene->shapes, series);
  if (shapes->len == 0)
    return;

  if (!self->has_point)
    set_point (self, series, along < 0 ? shapes->len - 1 : 0);
  else
    set_point (self, series, (guint) CLAMP ((gint64) self->point_index + along, 0, (gint64) shapes->len - 1));
}

static void
move_brush (SpChartView *self, int direction)
{
  double step = (self->scene->x_maximum - self->scene->x_minimum) / 50;
  double start = (self->scene->x_minimum + self->scene->x_maximum) / 2;

  if (!self->has_brush && self->has_point) {
    GArray *shapes = g_ptr_array_index (self->scene->shapes, self->point_series);

    start = sp_chart_scene_get_x (self->scene, g_array_index (shapes, SpChartShape, self->point_index).x);
  }
  if (!self->has_brush)
    self->brush_from = self->brush_to = start;
  self->has_brush = TRUE;
  self->brush_to =
    CLAMP (self->brush_to + direction * step, self->scene->x_minimum, self->scene->x_maximum);
  g_clear_handle_id (&self->select_id, g_source_remove);
  self->select_id = g_timeout_add (SELECT_DELAY, select_cb, self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
key_pressed_cb (SpChartView *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if (self->scene == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;

  switch (keyval) {
  case GDK_KEY_Left:
  case GDK_KEY_Right:
    if (!shift)
      move_point (self, keyval == GDK_KEY_Left ? -1 : 1, 0);
    else if (can_brush (self))
      move_brush (self, keyval == GDK_KEY_Left ? -1 : 1);
    return TRUE;
  case GDK_KEY_Up:
  case GDK_KEY_Down:
    if (!self->has_point)
      return FALSE;
    move_point (self, 0, keyval == GDK_KEY_Up ? -1 : 1);
    return TRUE;
  case GDK_KEY_Home:
  case GDK_KEY_End:
    move_point (self, keyval == GDK_KEY_Home ? -G_MAXINT : G_MAXINT, 0);
    return TRUE;
  case GDK_KEY_Escape:
    if (!self->has_point && !self->has_brush)
      return FALSE;
    clear_brush (self);
    forget_point (self);
    return TRUE;
  default:
    return FALSE;
  }
}

static void
sp_chart_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sp_chart_view_parent_class)->css_changed (widget, change);

  invalidate (SP_CHART_VIEW (widget));
}

static void
sp_chart_view_unmap (GtkWidget *widget)
{
  leave_cb (SP_CHART_VIEW (widget));

  GTK_WIDGET_CLASS (sp_chart_view_parent_class)->unmap (widget);
}

static void
sp_chart_view_dispose (GObject *object)
{
  SpChartView *self = SP_CHART_VIEW (object);

  stop_laying_out (self);
  g_clear_handle_id (&self->select_id, g_source_remove);
  g_clear_pointer (&self->data, sp_chart_data_unref);
  g_clear_pointer (&self->hidden, g_bytes_unref);
  g_clear_pointer (&self->scene, sp_chart_scene_free);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->pointed_text, g_free);

  G_OBJECT_CLASS (sp_chart_view_parent_class)->dispose (object);
}

static void
sp_chart_view_class_init (SpChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_chart_view_dispose;
  widget_class->measure = sp_chart_view_measure;
  widget_class->size_allocate = sp_chart_view_size_allocate;
  widget_class->snapshot = sp_chart_view_snapshot;
  widget_class->css_changed = sp_chart_view_css_changed;
  widget_class->unmap = sp_chart_view_unmap;

  signals[SIGNAL_SELECTED] = g_signal_new ("selected", SP_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SIGNAL_RESET] = g_signal_new ("reset", SP_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "sp-chart-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (SpChartView *self)
{
  GtkWidget          *widget = GTK_WIDGET (self);
  GtkGesture         *drag = gtk_gesture_drag_new ();
  GtkGesture         *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, keys);
}

static void
sp_chart_view_init (SpChartView *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_controllers (self);
}

void
sp_chart_view_set_data (SpChartView *self, SpChartData *data)
{
  g_autofree char *summary = NULL;

  g_return_if_fail (SP_IS_CHART_VIEW (self));

  if (data != NULL)
    sp_chart_data_ref (data);
  g_clear_pointer (&self->data, sp_chart_data_unref);
  self->data = data;
  if (data == NULL) {
    g_clear_pointer (&self->scene, sp_chart_scene_free);
    g_clear_pointer (&self->node, gsk_render_node_unref);
    clear_brush (self);
  }
  summary = data != NULL ? sp_chart_data_dup_summary (data) : NULL;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  summary != NULL ? summary : "", -1);
  forget_point (self);
  invalidate (self);
}

void
sp_chart_view_set_hidden (SpChartView *self, GBytes *hidden)
{
  g_return_if_fail (SP_IS_CHART_VIEW (self));

  g_clear_pointer (&self->hidden, g_bytes_unref);
  self->hidden = hidden != NULL ? g_bytes_ref (hidden) : NULL;
  invalidate (self);
}

void
sp_chart_view_set_selectable (SpChartView *self, gboolean selectable)
{
  g_return_if_fail (SP_IS_CHART_VIEW (self));

  self->selectable = selectable;
  if (!selectable)
    clear_brush (self);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), selectable ? "crosshair" : NULL);
}

SpChartScene *
sp_chart_view_get_scene (SpChartView *self)
{
  g_return_val_if_fail (SP_IS_CHART_VIEW (self), NULL);

  return self->is_current ? self->scene : NULL;
}

const char *
sp_chart_view_get_pointed_text (SpChartView *self)
{
  g_return_val_if_fail (SP_IS_CHART_VIEW (self), NULL);

  return self->pointed_text;
}
