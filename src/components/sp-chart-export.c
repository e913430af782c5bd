/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chart-export.h"

#include "sp-chart-paint.h"

#include <cairo-svg.h>
#include <pango/pangocairo.h>

#define MARGIN 16
#define PNG_SCALE 2
#define MAX_LEGEND 40 /* entries */

/* White is what pictures in documents lie on. */
static const GdkRGBA ink = { 0.15f, 0.15f, 0.15f, 1 };

typedef struct {
  SpChartData          *data;
  GBytes               *hidden;
  int                   width;
  int                   height;
  PangoFontDescription *font;
  GFile                *file;
} Export;

static void
export_free (Export *export)
{
  sp_chart_data_unref (export->data);
  g_clear_pointer (&export->hidden, g_bytes_unref);
  pango_font_description_free (export->font);
  g_object_unref (export->file);
  g_free (export);
}

static gboolean
is_hidden (Export *export, guint index)
{
  gsize         length = 0;
  const guint8 *bytes = export->hidden != NULL ? g_bytes_get_data (export->hidden, &length) : NULL;

  return index < length && bytes[index] != 0;
}

/* Paints a text unless @cr is only there to measure; returns how high it is. */
static double
put_text (cairo_t *cr, PangoLayout *layout, double x, double y, gboolean paint)
{
  int height = 0;

  pango_layout_get_pixel_size (layout, NULL, &height);
  if (paint) {
    cairo_set_source_rgb (cr, ink.red, ink.green, ink.blue);
    cairo_move_to (cr, x, y);
    pango_cairo_show_layout (cr, layout);
  }

  return height;
}

static char *
dup_legend (Export *export)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  guint               n_entries = 0;

  for (guint i = 0; i < export->data->series->len && n_entries < MAX_LEGEND; i++) {
    SpChartSeries   *series = g_ptr_array_index (export->data->series, i);
    GdkRGBA          colour = sp_chart_data_get_colour (export->data, i, FALSE);
    g_autofree char *entry = NULL;

    if (!series->in_legend || is_hidden (export, i))
      continue;
    entry = g_markup_printf_escaped ("<span foreground=\"#%02x%02x%02x\">%s</span> %s",
                                     (guint) (colour.red * 255), (guint) (colour.green * 255),
                                     (guint) (colour.blue * 255),
                                     sp_chart_paint_get_symbol (series->mark, i), series->name);
    g_string_append_printf (markup, "%s%s", n_entries++ > 0 ? "    " : "", entry);
  }

  return g_string_free (g_steal_pointer (&markup), FALSE);
}

static double
paint_parts (Export *export, cairo_t *cr, gboolean paint)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autofree char        *legend = dup_legend (export);
  double                  y = MARGIN;

  pango_layout_set_font_description (layout, export->font);
  pango_layout_set_width (layout, export->width * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (export->data->title != NULL && *export->data->title != '\0') {
    g_autofree char *title = g_markup_printf_escaped ("<b>%s</b>", export->data->title);

    pango_layout_set_markup (layout, title, -1);
    y += put_text (cr, layout, MARGIN, y, paint) + MARGIN / 2;
  }
  if (paint) {
    g_autoptr (SpChartScene) scene =
      sp_chart_scene_new (export->data, export->hidden, export->width, export->height, export->font);

    cairo_save (cr);
    cairo_translate (cr, MARGIN, y);
    sp_chart_paint (scene, cr, &ink, FALSE);
    cairo_restore (cr);
  }
  y += export->height + MARGIN / 2;
  if (*legend != '\0') {
    pango_layout_set_markup (layout, legend, -1);
    y += put_text (cr, layout, MARGIN, y, paint) + MARGIN / 2;
  }
  if (export->data->caption != NULL && *export->data->caption != '\0') {
    pango_layout_set_attributes (layout, NULL);
    pango_layout_set_text (layout, export->data->caption, -1);
    y += put_text (cr, layout, MARGIN, y, paint);
  }

  return y + MARGIN;
}

static double
measure_parts (Export *export)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t         *cr = cairo_create (surface);
  double           height = paint_parts (export, cr, FALSE);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return height;
}

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
create_surface (Export *export, gboolean svg, double height, GByteArray *bytes)
{
  double width = export->width + 2 * MARGIN;

  if (svg)
    return cairo_svg_surface_create_for_stream (write_cb, bytes, width, height);

  return cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (width * PNG_SCALE),
                                     (int) (height * PNG_SCALE));
}

static void
export_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError)     error = NULL;
  g_autofree char       *name = g_file_get_basename (export->file);
  gboolean               svg = g_str_has_suffix (name, ".svg");
  double                 height = measure_parts (export);
  cairo_surface_t       *surface = create_surface (export, svg, height, bytes);
  cairo_t               *cr = cairo_create (surface);
  cairo_status_t         status = CAIRO_STATUS_SUCCESS;

  if (!svg)
    cairo_scale (cr, PNG_SCALE, PNG_SCALE);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  paint_parts (export, cr, TRUE);
  cairo_destroy (cr);
  if (svg)
    cairo_surface_finish (surface);
  else
    cairo_surface_write_to_png_stream (surface, write_cb, bytes);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (status != CAIRO_STATUS_SUCCESS && status != CAIRO_STATUS_SURFACE_FINISHED)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                             cairo_status_to_string (status));
  else if (g_file_replace_contents (export->file, (const char *) bytes->data, bytes->len, NULL, FALSE,
                                    G_FILE_CREATE_NONE, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sp_chart_export_in_thread (GTask        *task,
                           SpChartData  *data,
                           GBytes       *hidden,
                           int           width,
                           int           height,
                           PangoContext *context,
                           GFile        *file)
{
  Export *export = g_new0 (Export, 1);

  export->data = sp_chart_data_ref (data);
  export->hidden = hidden != NULL ? g_bytes_ref (hidden) : NULL;
  export->width = width;
  export->height = height;
  export->font = pango_font_description_copy (pango_context_get_font_description (context));
  export->file = g_object_ref (file);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  g_task_run_in_thread (task, export_thread);
}
