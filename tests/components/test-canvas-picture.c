/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-canvas-picture.h"

static const SpCanvasBrush red_brush = { { 1, 0, 0, 1 }, 10, FALSE };

/* As cairo has it: alpha, red, green, blue. */
static guint32
get_pixel (SpCanvasPicture *picture, int x, int y)
{
  cairo_surface_t *composite = sp_canvas_picture_get_composite (picture);
  const guint8    *row = cairo_image_surface_get_data (composite) +
                      (gsize) y * (gsize) cairo_image_surface_get_stride (composite);
  guint32 pixel = 0;

  memcpy (&pixel, row + (gsize) x * 4, 4);

  return pixel;
}

static void
draw (SpCanvasPicture *picture, const SpCanvasBrush *brush, double x, double y, double to_x, double to_y)
{
  sp_canvas_picture_begin_stroke (picture, brush, x, y);
  sp_canvas_picture_extend_stroke (picture, to_x, to_y);
  sp_canvas_picture_end_stroke (picture);
}

static void
test_strokes (void)
{
  SpCanvasPicture    *picture = sp_canvas_picture_new (600, 300);
  const SpCanvasBrush eraser = { { 0, 0, 0, 1 }, 20, TRUE };

  g_assert_cmpuint (sp_canvas_picture_get_serial (picture), ==, 0);
  draw (picture, &red_brush, 20, 50, 580, 50);
  g_assert_cmphex (get_pixel (picture, 300, 50), ==, 0xffff0000);
  g_assert_cmphex (get_pixel (picture, 300, 70), ==, 0);
  g_assert_cmpuint (sp_canvas_picture_get_serial (picture), ==, 1);

  draw (picture, &eraser, 300, 0, 300, 299);
  g_assert_cmphex (get_pixel (picture, 300, 50), ==, 0);
  g_assert_cmphex (get_pixel (picture, 100, 50), ==, 0xffff0000);
  g_assert_finalize_object (picture);
}

/* A stroke that crosses itself is nowhere darker. */
static void
test_opacity (void)
{
  SpCanvasPicture    *picture = sp_canvas_picture_new (100, 100);
  const SpCanvasBrush half = { { 0, 0, 0, 0.5f }, 10, FALSE };
  guint32             once = 0;

  sp_canvas_picture_begin_stroke (picture, &half, 10, 50);
  sp_canvas_picture_extend_stroke (picture, 90, 50);
  sp_canvas_picture_extend_stroke (picture, 10, 50);
  once = get_pixel (picture, 50, 50);
  g_assert_cmpuint (once >> 24, >, 120);
  g_assert_cmpuint (once >> 24, <, 136);
  sp_canvas_picture_end_stroke (picture);
  g_assert_cmphex (get_pixel (picture, 50, 50), ==, once);
  g_assert_finalize_object (picture);
}

static void
test_undo (void)
{
  SpCanvasPicture *picture = sp_canvas_picture_new (600, 300);

  g_assert_false (sp_canvas_picture_can_undo (picture));
  draw (picture, &red_brush, 20, 50, 580, 50);
  draw (picture, &red_brush, 100, 10, 100, 290);
  sp_canvas_picture_undo (picture);
  g_assert_cmphex (get_pixel (picture, 100, 200), ==, 0);
  g_assert_cmphex (get_pixel (picture, 100, 50), ==, 0xffff0000);
  sp_canvas_picture_undo (picture);
  g_assert_cmphex (get_pixel (picture, 100, 50), ==, 0);
  g_assert_false (sp_canvas_picture_can_undo (picture));
  sp_canvas_picture_undo (picture);

  sp_canvas_picture_redo (picture);
  g_assert_cmphex (get_pixel (picture, 400, 50), ==, 0xffff0000);
  g_assert_true (sp_canvas_picture_can_redo (picture));
  draw (picture, &red_brush, 5, 5, 6, 6);
  g_assert_false (sp_canvas_picture_can_redo (picture));
  g_assert_finalize_object (picture);
}

static void
damaged_cb (SpCanvasPicture *picture, int x, int y, int width, int height, GdkRectangle *total)
{
  gdk_rectangle_union (total, &(GdkRectangle){ x, y, width, height }, total);
}

/* Only what was drawn over is composed again. */
static void
test_damage (void)
{
  SpCanvasPicture *picture = sp_canvas_picture_new (2000, 2000);
  GdkRectangle     total = { 1000, 1000, 1, 1 };

  g_signal_connect (picture, "damaged", G_CALLBACK (damaged_cb), &total);
  draw (picture, &red_brush, 1000, 1000, 1050, 1020);
  g_assert_cmpint (total.width, <, 100);
  g_assert_cmpint (total.height, <, 70);
  g_assert_cmpint (total.x, >=, 980);

  sp_canvas_picture_begin_stroke (picture, &red_brush, -500, -500);
  sp_canvas_picture_extend_stroke (picture, -1e30, 1e30);
  sp_canvas_picture_end_stroke (picture);
  g_assert_finalize_object (picture);
}

static void
test_layers (void)
{
  SpCanvasPicture    *picture = sp_canvas_picture_new (100, 100);
  cairo_surface_t    *blue = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 50, 50);
  cairo_t            *cr = cairo_create (blue);
  const SpCanvasBrush eraser = { { 0, 0, 0, 1 }, 200, TRUE };
  cairo_surface_t    *drawing = NULL;

  cairo_set_source_rgb (cr, 0, 0, 1);
  cairo_paint (cr);
  cairo_destroy (cr);
  sp_canvas_picture_add_layer (picture, blue);
  g_assert_cmphex (get_pixel (picture, 10, 10), ==, 0xff0000ff);
  g_assert_cmphex (get_pixel (picture, 60, 10), ==, 0);

  /* The eraser takes the drawing away, not what came. */
  draw (picture, &red_brush, 10, 10, 90, 10);
  g_assert_cmphex (get_pixel (picture, 20, 10), ==, 0xffff0000);
  sp_canvas_picture_fill (picture, &eraser);
  g_assert_cmphex (get_pixel (picture, 20, 10), ==, 0xff0000ff);
  sp_canvas_picture_undo (picture);
  g_assert_cmphex (get_pixel (picture, 20, 10), ==, 0xffff0000);

  drawing = sp_canvas_picture_copy_drawing (picture);
  g_assert_cmpint (cairo_image_surface_get_width (drawing), ==, 100);
  cairo_surface_destroy (drawing);
  cairo_surface_destroy (blue);
  g_assert_finalize_object (picture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/canvas-picture/strokes", test_strokes);
  g_test_add_func ("/canvas-picture/opacity", test_opacity);
  g_test_add_func ("/canvas-picture/undo", test_undo);
  g_test_add_func ("/canvas-picture/damage", test_damage);
  g_test_add_func ("/canvas-picture/layers", test_layers);

  return g_test_run ();
}
