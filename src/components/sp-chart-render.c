/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chart-render.h"

#include "sp-chart-paint.h"

#include <math.h>

#define MANY_SHAPES 3000 /* more are painted in a thread, too */

typedef struct {
  SpChartOrder          order;
  PangoFontDescription *font;
} Rendering;

typedef struct {
  SpChartScene *scene;
  GdkTexture   *texture; /* NULL when there is so little that it is painted at once */
} Rendered;

static void
rendering_free (Rendering *rendering)
{
  sp_chart_data_unref (rendering->order.data);
  g_clear_pointer (&rendering->order.hidden, g_bytes_unref);
  pango_font_description_free (rendering->font);
  g_free (rendering);
}

static void
rendered_free (Rendered *rendered)
{
  g_clear_pointer (&rendered->scene, sp_chart_scene_free);
  g_clear_object (&rendered->texture);
  g_free (rendered);
}

static GdkTexture *
paint_texture (SpChartScene *scene, const SpChartOrder *order)
{
  int                width = (int) ceil (scene->width * order->scale);
  int                height = (int) ceil (scene->height * order->scale);
  cairo_surface_t   *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t           *cr = cairo_create (surface);
  gsize              stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_scale (cr, order->scale, order->scale);
  sp_chart_paint (scene, cr, &order->foreground, order->dark);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
render_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const SpChartOrder *order = &((Rendering *) task_data)->order;
  Rendered           *rendered = g_new0 (Rendered, 1);

  rendered->scene =
    sp_chart_scene_new (order->data, order->hidden, order->width, order->height, order->font);
  if (rendered->scene->n_shapes > MANY_SHAPES)
    rendered->texture = paint_texture (rendered->scene, order);
  g_task_return_pointer (task, rendered, (GDestroyNotify) rendered_free);
}

GskRenderNode *
sp_chart_render_node (SpChartScene *scene, const SpChartOrder *order)
{
  GskRenderNode *node =
    gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float) scene->width, (float) scene->height));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  sp_chart_paint (scene, cr, &order->foreground, order->dark);
  cairo_destroy (cr);

  return node;
}

void
sp_chart_render_async (const SpChartOrder *order,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Rendering        *rendering = g_new0 (Rendering, 1);

  rendering->order = *order;
  rendering->font = pango_font_description_copy (order->font);
  rendering->order.font = rendering->font;
  sp_chart_data_ref (order->data);
  if (order->hidden != NULL)
    g_bytes_ref (order->hidden);
  g_task_set_source_tag (task, sp_chart_render_async);
  g_task_set_task_data (task, rendering, (GDestroyNotify) rendering_free);
  g_task_run_in_thread (task, render_thread);
}

SpChartScene *
sp_chart_render_finish (GAsyncResult *result, GskRenderNode **node, GError **error)
{
  Rendered     *rendered = NULL;
  Rendering    *rendering = NULL;
  SpChartScene *scene = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, sp_chart_render_async), NULL);

  rendered = g_task_propagate_pointer (G_TASK (result), error);
  if (rendered == NULL)
    return NULL;

  rendering = g_task_get_task_data (G_TASK (result));
  scene = g_steal_pointer (&rendered->scene);
  if (rendered->texture != NULL)
    *node = gsk_texture_node_new (
      rendered->texture, &GRAPHENE_RECT_INIT (0, 0, (float) scene->width, (float) scene->height));
  else
    *node = sp_chart_render_node (scene, &rendering->order);
  rendered_free (rendered);

  return scene;
}
