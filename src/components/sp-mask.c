/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-mask.h"

/* How much of its colour a region has. */
#define STRENGTH 0.6

struct _SpMask {
  GObject parent_instance;

  GradioFile *file;
  char       *label;
  guint       group;
  GdkRGBA     colour;
  gboolean    visible;

  GBytes *alpha; /* one byte a pixel, NULL until it is read */
  int     width;
  int     height;
};

G_DEFINE_FINAL_TYPE (SpMask, sp_mask, G_TYPE_OBJECT)

/* What the thread needs of a mask: nothing that changes meanwhile. */
typedef struct {
  GBytes *alpha;
  int     width;
  int     height;
  GdkRGBA colour;
} Layer;

static void
sp_mask_finalize (GObject *object)
{
  SpMask *self = SP_MASK (object);

  g_clear_object (&self->file);
  g_free (self->label);
  g_clear_pointer (&self->alpha, g_bytes_unref);

  G_OBJECT_CLASS (sp_mask_parent_class)->finalize (object);
}

static void
sp_mask_class_init (SpMaskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_mask_finalize;
}

static void
sp_mask_init (SpMask *self)
{
  self->visible = TRUE;
}

SpMask *
sp_mask_new (GradioFile *file, const char *label, guint group, const GdkRGBA *colour)
{
  SpMask *self = g_object_new (SP_TYPE_MASK, NULL);

  g_set_object (&self->file, file);
  self->label = g_strdup (label);
  self->group = group;
  self->colour = *colour;

  return self;
}

GradioFile *
sp_mask_get_file (SpMask *self)
{
  g_return_val_if_fail (SP_IS_MASK (self), NULL);

  return self->file;
}

const char *
sp_mask_get_label (SpMask *self)
{
  g_return_val_if_fail (SP_IS_MASK (self), NULL);

  return self->label;
}

guint
sp_mask_get_group (SpMask *self)
{
  g_return_val_if_fail (SP_IS_MASK (self), 0);

  return self->group;
}

gboolean
sp_mask_get_visible (SpMask *self)
{
  g_return_val_if_fail (SP_IS_MASK (self), FALSE);

  return self->visible;
}

void
sp_mask_set_visible (SpMask *self, gboolean visible)
{
  g_return_if_fail (SP_IS_MASK (self));

  self->visible = visible;
}

void
sp_mask_take_texture (SpMask *self, GdkTexture *texture, gboolean has_alpha)
{
  gsize              width = (gsize) gdk_texture_get_width (texture);
  gsize              height = (gsize) gdk_texture_get_height (texture);
  g_autofree guint8 *pixels = g_malloc (width * height * 4);
  guint8            *alpha = g_malloc (width * height);

  g_return_if_fail (SP_IS_MASK (self));

  gdk_texture_download (texture, pixels, width * 4);
  /* In the order of cairo: a number of 32 bits, the alpha on top, green in the middle. */
  for (gsize i = 0; i < width * height; i++)
    alpha[i] = (guint8) (((const guint32 *) (gpointer) pixels)[i] >> (has_alpha ? 24 : 8));
  g_clear_pointer (&self->alpha, g_bytes_unref);
  self->alpha = g_bytes_new_take (alpha, width * height);
  self->width = (int) width;
  self->height = (int) height;
}

gboolean
sp_mask_contains (SpMask *self, double x, double y)
{
  const guint8 *alpha = NULL;

  g_return_val_if_fail (SP_IS_MASK (self), FALSE);

  if (self->alpha == NULL || x < 0 || y < 0 || x >= 1 || y >= 1)
    return FALSE;

  alpha = g_bytes_get_data (self->alpha, NULL);

  return alpha[(gsize) (y * self->height) * (gsize) self->width + (gsize) (x * self->width)] >= 64;
}

static void
layer_free (Layer *layer)
{
  g_bytes_unref (layer->alpha);
  g_free (layer);
}

static guint8
mix (double below, double above, double alpha)
{
  return (guint8) (below * (1 - alpha) + above * alpha * 255 + 0.5);
}

/* The pixels are B, G, R, A, multiplied by A, as a #GdkTexture has them on small-endian computers
 * and is told so.
 */
static void
paint_layer (guint8 *pixels, int width, int height, const Layer *layer)
{
  const guint8 *alpha = g_bytes_get_data (layer->alpha, NULL);

  for (int y = 0; y < height; y++) {
    const guint8 *row = alpha + (gsize) (y * layer->height / height) * (gsize) layer->width;
    guint8       *pixel = pixels + (gsize) y * (gsize) width * 4;

    for (int x = 0; x < width; x++, pixel += 4) {
      double share = row[x * layer->width / width] * STRENGTH / 255;

      if (share == 0)
        continue;
      pixel[0] = mix (pixel[0], layer->colour.blue, share);
      pixel[1] = mix (pixel[1], layer->colour.green, share);
      pixel[2] = mix (pixel[2], layer->colour.red, share);
      pixel[3] = mix (pixel[3], 1, share);
    }
  }
}

static void
compose_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GPtrArray         *layers = task_data;
  g_autofree guint8 *pixels = NULL;
  g_autoptr (GBytes) bytes = NULL;
  int                width = 0, height = 0;
  gsize              size = 0;

  for (guint i = 0; i < layers->len; i++) {
    width = MAX (width, ((Layer *) g_ptr_array_index (layers, i))->width);
    height = MAX (height, ((Layer *) g_ptr_array_index (layers, i))->height);
  }
  if (width == 0 || height == 0) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }

  size = (gsize) width * (gsize) height * 4;
  pixels = g_malloc0 (size);
  for (guint i = 0; i < layers->len; i++) {
    if (g_task_return_error_if_cancelled (task))
      return;
    paint_layer (pixels, width, height, g_ptr_array_index (layers, i));
  }
  bytes = g_bytes_new_take (g_steal_pointer (&pixels), size);
  g_task_return_pointer (task,
                         gdk_memory_texture_new (width, height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, bytes,
                                                 (gsize) width * 4),
                         g_object_unref);
}

void
sp_mask_compose_async (GPtrArray          *masks,
                       int                 group,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  GPtrArray        *layers = g_ptr_array_new_with_free_func ((GDestroyNotify) layer_free);

  g_return_if_fail (masks != NULL);

  for (guint i = 0; i < masks->len; i++) {
    SpMask *mask = g_ptr_array_index (masks, i);
    Layer  *layer = NULL;

    if (mask->alpha == NULL || !mask->visible || (group >= 0 && mask->group != (guint) group))
      continue;
    layer = g_new0 (Layer, 1);
    layer->alpha = g_bytes_ref (mask->alpha);
    layer->width = mask->width;
    layer->height = mask->height;
    layer->colour = mask->colour;
    g_ptr_array_add (layers, layer);
  }

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_mask_compose_async);
  g_task_set_task_data (task, layers, (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, compose_thread);
}

GdkTexture *
sp_mask_compose_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_mask_compose_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
