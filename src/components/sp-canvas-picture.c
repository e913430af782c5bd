/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-canvas-picture.h"

#include <math.h>

#define TILE 256
#define MAX_STEPS 200
#define MAX_BYTES (256 * 1024 * 1024) /* of all steps that can be undone */

/* What a square of the drawing was like. */
typedef struct {
  int     column;
  int     row;
  GBytes *pixels;
} Tile;

/* One stroke, undone by putting its squares back. */
typedef struct {
  GArray *tiles;
  gsize   size;
} Step;

struct _SpCanvasPicture {
  GObject parent_instance;

  int              width;
  int              height;
  GPtrArray       *layers;    /* owned cairo_surface_t */
  cairo_surface_t *drawing;   /* what strokes go to */
  cairo_surface_t *composite; /* all of it */
  cairo_surface_t *stroke;    /* where the stroke that goes on covers, NULL between strokes */
  SpCanvasBrush    brush;
  double           x; /* where the stroke is */
  double           y;
  GHashTable      *touched; /* squares that the step which goes on has kept */
  Step            *step;    /* that goes on */
  GQueue           undo;    /* of Step, the newest first */
  GQueue           redo;
  gsize            undo_size;
  guint            serial;
};

G_DEFINE_FINAL_TYPE (SpCanvasPicture, sp_canvas_picture, G_TYPE_OBJECT)

enum {
  SIGNAL_DAMAGED,
  SIGNAL_DRAWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
clear_tile (gpointer tile)
{
  g_bytes_unref (((Tile *) tile)->pixels);
}

static Step *
step_new (void)
{
  Step *step = g_new0 (Step, 1);

  step->tiles = g_array_new (FALSE, FALSE, sizeof (Tile));
  g_array_set_clear_func (step->tiles, clear_tile);

  return step;
}

static void
step_free (Step *step)
{
  g_array_unref (step->tiles);
  g_free (step);
}

/* The surface has been flushed. */
static GBytes *
copy_pixels (SpCanvasPicture *self, int column, int row)
{
  int           stride = cairo_image_surface_get_stride (self->drawing);
  const guint8 *data = cairo_image_surface_get_data (self->drawing);
  int           width = MIN (TILE, self->width - column * TILE);
  int           height = MIN (TILE, self->height - row * TILE);
  guint8       *pixels = g_malloc ((gsize) width * (gsize) height * 4);

  for (int y = 0; y < height; y++)
    memcpy (pixels + (gsize) y * (gsize) width * 4,
            data + (gsize) (row * TILE + y) * (gsize) stride + (gsize) column * TILE * 4, (gsize) width * 4);

  return g_bytes_new_take (pixels, (gsize) width * (gsize) height * 4);
}

static void
put_pixels (SpCanvasPicture *self, const Tile *tile)
{
  int           stride = cairo_image_surface_get_stride (self->drawing);
  guint8       *data = cairo_image_surface_get_data (self->drawing);
  const guint8 *pixels = g_bytes_get_data (tile->pixels, NULL);
  int           width = MIN (TILE, self->width - tile->column * TILE);
  int           height = MIN (TILE, self->height - tile->row * TILE);

  for (int y = 0; y < height; y++)
    memcpy (data + (gsize) (tile->row * TILE + y) * (gsize) stride + (gsize) tile->column * TILE * 4,
            pixels + (gsize) y * (gsize) width * 4, (gsize) width * 4);
}

static gboolean
clip_to_picture (SpCanvasPicture *self, GdkRectangle *area)
{
  return gdk_rectangle_intersect (area, &(GdkRectangle){ 0, 0, self->width, self->height }, area);
}

/* Keeps what the squares of an area are like, before the step that goes on changes them. */
static void
keep_tiles (SpCanvasPicture *self, const GdkRectangle *area)
{
  cairo_surface_flush (self->drawing);
  for (int row = area->y / TILE; row <= (area->y + area->height - 1) / TILE; row++) {
    for (int column = area->x / TILE; column <= (area->x + area->width - 1) / TILE; column++) {
      Tile tile = { column, row, NULL };

      if (!g_hash_table_add (self->touched, GINT_TO_POINTER (row * 65536 + column)))
        continue;
      tile.pixels = copy_pixels (self, column, row);
      self->step->size += g_bytes_get_size (tile.pixels);
      g_array_append_val (self->step->tiles, tile);
    }
  }
}

static void
paint_stroke (SpCanvasPicture *self, cairo_t *cr)
{
  if (self->brush.erases)
    cairo_set_operator (cr, CAIRO_OPERATOR_DEST_OUT);
  cairo_set_source_rgba (cr, self->brush.colour.red, self->brush.colour.green, self->brush.colour.blue,
                         self->brush.erases ? 1 : self->brush.colour.alpha);
  cairo_mask_surface (cr, self->stroke, 0, 0);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
}

static void
compose (SpCanvasPicture *self, const GdkRectangle *area)
{
  cairo_t *cr = cairo_create (self->composite);

  gdk_cairo_rectangle (cr, area);
  cairo_clip (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  for (guint i = 0; i < self->layers->len; i++) {
    cairo_set_source_surface (cr, g_ptr_array_index (self->layers, i), 0, 0);
    cairo_paint (cr);
  }
  cairo_push_group (cr);
  cairo_set_source_surface (cr, self->drawing, 0, 0);
  cairo_paint (cr);
  if (self->stroke != NULL)
    paint_stroke (self, cr);
  cairo_pop_group_to_source (cr);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (self->composite);
}

static void
damage (SpCanvasPicture *self, const GdkRectangle *area)
{
  compose (self, area);
  g_signal_emit (self, signals[SIGNAL_DAMAGED], 0, area->x, area->y, area->width, area->height);
}

static void
damage_all (SpCanvasPicture *self)
{
  damage (self, &(GdkRectangle){ 0, 0, self->width, self->height });
}

static void
forget_redo (SpCanvasPicture *self)
{
  g_queue_clear_full (&self->redo, (GDestroyNotify) step_free);
}

static void
finish_step (SpCanvasPicture *self)
{
  self->undo_size += self->step->size;
  g_queue_push_head (&self->undo, g_steal_pointer (&self->step));
  g_hash_table_remove_all (self->touched);
  forget_redo (self);
  while (self->undo.length > MAX_STEPS || (self->undo_size > MAX_BYTES && self->undo.length > 1)) {
    Step *oldest = g_queue_pop_tail (&self->undo);

    self->undo_size -= oldest->size;
    step_free (oldest);
  }
  self->serial++;
  g_signal_emit (self, signals[SIGNAL_DRAWN], 0);
}

static void
sp_canvas_picture_finalize (GObject *object)
{
  SpCanvasPicture *self = SP_CANVAS_PICTURE (object);

  g_ptr_array_unref (self->layers);
  cairo_surface_destroy (self->drawing);
  cairo_surface_destroy (self->composite);
  g_clear_pointer (&self->stroke, cairo_surface_destroy);
  g_clear_pointer (&self->step, step_free);
  g_hash_table_unref (self->touched);
  g_queue_clear_full (&self->undo, (GDestroyNotify) step_free);
  forget_redo (self);

  G_OBJECT_CLASS (sp_canvas_picture_parent_class)->finalize (object);
}

static void
sp_canvas_picture_class_init (SpCanvasPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_canvas_picture_finalize;

  signals[SIGNAL_DAMAGED] = g_signal_new ("damaged", SP_TYPE_CANVAS_PICTURE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 4, G_TYPE_INT, G_TYPE_INT, G_TYPE_INT,
                                          G_TYPE_INT);
  signals[SIGNAL_DRAWN] = g_signal_new ("drawn", SP_TYPE_CANVAS_PICTURE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
}

static void
sp_canvas_picture_init (SpCanvasPicture *self)
{
  self->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  self->touched = g_hash_table_new (NULL, NULL);
}

SpCanvasPicture *
sp_canvas_picture_new (int width, int height)
{
  SpCanvasPicture *self = g_object_new (SP_TYPE_CANVAS_PICTURE, NULL);

  self->width = CLAMP (width, 1, 16384);
  self->height = CLAMP (height, 1, 16384);
  self->drawing = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width, self->height);
  self->composite = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width, self->height);

  return self;
}

void
sp_canvas_picture_add_layer (SpCanvasPicture *self, cairo_surface_t *surface)
{
  g_return_if_fail (SP_IS_CANVAS_PICTURE (self));

  g_ptr_array_add (self->layers, cairo_surface_reference (surface));
  damage_all (self);
}

void
sp_canvas_picture_take_drawing (SpCanvasPicture *self, cairo_surface_t *surface)
{
  cairo_t *cr = NULL;

  g_return_if_fail (SP_IS_CANVAS_PICTURE (self));

  cr = cairo_create (self->drawing);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  damage_all (self);
}

int
sp_canvas_picture_get_width (SpCanvasPicture *self)
{
  g_return_val_if_fail (SP_IS_CANVAS_PICTURE (self), 0);

  return self->width;
}

int
sp_canvas_picture_get_height (SpCanvasPicture *self)
{
  g_return_val_if_fail (SP_IS_CANVAS_PICTURE (self), 0);

  return self->height;
}

void
sp_canvas_picture_begin_stroke (SpCanvasPicture *self, const SpCanvasBrush *brush, double x, double y)
{
  g_return_if_fail (SP_IS_CANVAS_PICTURE (self));
  g_return_if_fail (brush != NULL);

  sp_canvas_picture_end_stroke (self);
  self->brush = *brush;
  self->brush.size = CLAMP (brush->size, 1, 4096);
  self->stroke = cairo_image_surface_create (CAIRO_FORMAT_A8, self->width, self->height);
  self->step = step_new ();
  self->x = x;
  self->y = y;
  sp_canvas_picture_extend_stroke (self, x, y);
}

void
sp_canvas_picture_extend_stroke (SpCanvasPicture *self, double x, double y)
{
  double       reach = 0;
  GdkRectangle area;
  cairo_t     *cr = NULL;

  g_return_if_fail (SP_IS_CANVAS_PICTURE (self));

  if (self->stroke == NULL)
    return;

  x = CLAMP (x, -10000, 30000);
  y = CLAMP (y, -10000, 30000);
  reach = self->brush.size / 2 + 2;
  area.x = (int) floor (MIN (x, self->x) - reach);
  area.y = (int) floor (MIN (y, self->y) - reach);
  area.width = (int) ceil (fabs (x - self->x) + 2 * reach) + 1;
  area.height = (int) ceil (fabs (y - self->y) + 2 * reach) + 1;

  cr = cairo_create (self->stroke);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, self->brush.size);
  cairo_move_to (cr, self->x, self->y);
  cairo_line_to (cr, x, y);
  cairo_stroke (cr);
  cairo_destroy (cr);
  self->x = x;
  self->y = y;
  if (!clip_to_picture (self, &area))
    return;

  keep_tiles (self, &area);
  damage (self, &area);
}

void
sp_canvas_picture_end_stroke (SpCanvasPicture *self)
{
  cairo_t *cr = NULL;

  g_return_if_fail (SP_IS_CANVAS_PICTURE (self));

  if (self->stroke == NULL)
    return;

  cr = cairo_create (self->drawing);
  paint_stroke (self, cr);
  cairo_destroy (cr);
  cairo_surface_flush (self->drawing);
  g_clear_pointer (&self->stroke, cairo_surface_destroy);
  if (self->step->tiles->len > 0)
    finish_step (self);
  else /* it went by beside the picture */
    g_clear_pointer (&self->step, step_free);
}

void
sp_canvas_picture_fill (SpCanvasPicture *self, const SpCanvasBrush *brush)
{
  GdkRectangle all = { 0, 0, self->width, self->height };
  cairo_t     *cr = NULL;

  g_return_if_fail (SP_IS_CANVAS_PICTURE (self));
  g_return_if_fail (brush != NULL);

  sp_canvas_picture_end_stroke (self);
  self->step = step_new ();
  keep_tiles (self, &all);
  cr = cairo_create (self->drawing);
  if (brush->erases)
    cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  else
    gdk_cairo_set_source_rgba (cr, &brush->colour);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (self->drawing);
  damage (self, &all);
  finish_step (self);
}

gboolean
sp_canvas_picture_can_undo (SpCanvasPicture *self)
{
  g_return_val_if_fail (SP_IS_CANVAS_PICTURE (self), FALSE);

  return !g_queue_is_empty (&self->undo);
}

gboolean
sp_canvas_picture_can_redo (SpCanvasPicture *self)
{
  g_return_val_if_fail (SP_IS_CANVAS_PICTURE (self), FALSE);

  return !g_queue_is_empty (&self->redo);
}

/* Puts the squares of a step back, and keeps in it what they were, so that the same undoes it. */
static void
swap_step (SpCanvasPicture *self, Step *step)
{
  cairo_surface_flush (self->drawing);
  for (guint i = 0; i < step->tiles->len; i++) {
    Tile        *tile = &g_array_index (step->tiles, Tile, i);
    GBytes      *now = copy_pixels (self, tile->column, tile->row);
    GdkRectangle area = { tile->column * TILE, tile->row * TILE, TILE, TILE };

    put_pixels (self, tile);
    cairo_surface_mark_dirty (self->drawing);
    g_bytes_unref (tile->pixels);
    tile->pixels = now;
    clip_to_picture (self, &area);
    damage (self, &area);
  }
  self->serial++;
  g_signal_emit (self, signals[SIGNAL_DRAWN], 0);
}

void
sp_canvas_picture_undo (SpCanvasPicture *self)
{
  Step *step = NULL;

  g_return_if_fail (SP_IS_CANVAS_PICTURE (self));

  sp_canvas_picture_end_stroke (self);
  step = g_queue_pop_head (&self->undo);
  if (step == NULL)
    return;

  self->undo_size -= step->size;
  g_queue_push_head (&self->redo, step);
  swap_step (self, step);
}

void
sp_canvas_picture_redo (SpCanvasPicture *self)
{
  Step *step = NULL;

  g_return_if_fail (SP_IS_CANVAS_PICTURE (self));

  sp_canvas_picture_end_stroke (self);
  step = g_queue_pop_head (&self->redo);
  if (step == NULL)
    return;

  self->undo_size += step->size;
  g_queue_push_head (&self->undo, step);
  swap_step (self, step);
}

guint
sp_canvas_picture_get_serial (SpCanvasPicture *self)
{
  g_return_val_if_fail (SP_IS_CANVAS_PICTURE (self), 0);

  return self->serial;
}

cairo_surface_t *
sp_canvas_picture_get_composite (SpCanvasPicture *self)
{
  g_return_val_if_fail (SP_IS_CANVAS_PICTURE (self), NULL);

  return self->composite;
}

static cairo_surface_t *
copy_surface (SpCanvasPicture *self, cairo_surface_t *surface)
{
  cairo_surface_t *copy = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width, self->height);

  cairo_surface_flush (surface);
  memcpy (cairo_image_surface_get_data (copy), cairo_image_surface_get_data (surface),
          (gsize) cairo_image_surface_get_stride (surface) * (gsize) self->height);
  cairo_surface_mark_dirty (copy);

  return copy;
}

cairo_surface_t *
sp_canvas_picture_copy_drawing (SpCanvasPicture *self)
{
  g_return_val_if_fail (SP_IS_CANVAS_PICTURE (self), NULL);

  return copy_surface (self, self->drawing);
}

cairo_surface_t *
sp_canvas_picture_copy_composite (SpCanvasPicture *self)
{
  g_return_val_if_fail (SP_IS_CANVAS_PICTURE (self), NULL);

  return copy_surface (self, self->composite);
}
