/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-picture-decoder.h"

#include "sp-picture-webp.h"

#include <glib/gi18n-lib.h>

#define MAX_PIXELS (256 * 1000 * 1000)
#define MAX_FILE_SIZE (512 * 1024 * 1024)
/* Of a drawing, which has no pixels of its own. */
#define MAX_DRAWING_SIZE (16 * 1024 * 1024)
#define MAX_DRAWING_SIDE 4096
#define CHUNK (64 * 1024)

typedef struct {
  GFile  *file;
  GBytes *data;
  int     max_side;
} DecodeRequest;

/* What the loader's signal handler finds out. */
typedef struct {
  int      max_side;
  int      width;
  int      height;
  gboolean too_large;
  gboolean is_drawing;
  gboolean lies_on_side; /* its EXIF data says to turn it by 90 or 270 degrees */

  GdkPixbufAnimation *animation; /* owned, NULL when it does not move */
} DecodeSize;

G_DEFINE_QUARK (sp-picture-error-quark, sp_picture_error)

SpDecodedPicture *
sp_decoded_picture_copy (const SpDecodedPicture *picture)
{
  SpDecodedPicture *copy = NULL;

  g_return_val_if_fail (picture != NULL, NULL);

  copy = g_new (SpDecodedPicture, 1);
  *copy = *picture;
  g_object_ref (copy->texture);
  if (copy->animation != NULL)
    g_object_ref (copy->animation);

  return copy;
}

void
sp_decoded_picture_free (SpDecodedPicture *picture)
{
  g_clear_object (&picture->texture);
  g_clear_object (&picture->animation);
  g_free (picture);
}

static void
decode_request_free (DecodeRequest *request)
{
  g_clear_object (&request->file);
  g_clear_pointer (&request->data, g_bytes_unref);
  g_free (request);
}

static GBytes *
read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                            cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > MAX_FILE_SIZE) {
    g_set_error (error, SP_PICTURE_ERROR, SP_PICTURE_ERROR_TOO_LARGE,
                 _("The file is too large to be shown. Open it with another program."));
    return NULL;
  }

  return g_file_load_bytes (file, cancellable, NULL, error);
}

static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, DecodeSize *size)
{
  GdkPixbufFormat *format = gdk_pixbuf_loader_get_format (loader);
  gboolean         scalable = format != NULL && gdk_pixbuf_format_is_scalable (format);
  int              side = MAX (width, height);

  size->width = width;
  size->height = height;
  if (width <= 0 || height <= 0)
    return;
  if (!scalable && (gint64) width * height > MAX_PIXELS) {
    size->too_large = TRUE;
    gdk_pixbuf_loader_set_size (loader, 1, 1);
    return;
  }
  if (scalable) {
    size->is_drawing = TRUE;
    size->max_side = MIN (size->max_side > 0 ? size->max_side : side, MAX_DRAWING_SIDE);
  }
  if (size->max_side > 0 && (side > size->max_side || scalable))
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) ((gint64) width * size->max_side / side)),
                                MAX (1, (int) ((gint64) height * size->max_side / side)));
}

/* gdk-pixbuf's own messages are about bytes and chunks; a person needs to know what to do. */
static void
explain_error (GError **error)
{
  if (error == NULL || *error == NULL || (*error)->domain == SP_PICTURE_ERROR)
    return;

  if (g_error_matches (*error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_UNKNOWN_TYPE)) {
    g_clear_error (error);
    g_set_error (error, SP_PICTURE_ERROR, SP_PICTURE_ERROR_FORMAT,
                 _("This is no picture, or one of a format that cannot be shown here. Open it "
                    "with another program."));
  } else if ((*error)->domain == GDK_PIXBUF_ERROR) {
    g_clear_error (error);
    g_set_error (error, SP_PICTURE_ERROR, SP_PICTURE_ERROR_BROKEN,
                 _("The picture is damaged. Save it to look at it with another program."));
  }
}

static gboolean
feed_loader (GdkPixbufLoader *loader,
             GBytes          *data,
             DecodeSize      *size,
             GCancellable    *cancellable,
             GError         **error)
{
  gsize         length = 0;
  const guint8 *bytes = g_bytes_get_data (data, &length);

  for (gsize offset = 0; offset < length && !size->too_large; offset += CHUNK) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    if (!gdk_pixbuf_loader_write (loader, bytes + offset, MIN (CHUNK, length - offset), error))
      return FALSE;
  }

  if (size->too_large) {
    g_set_error (error, SP_PICTURE_ERROR, SP_PICTURE_ERROR_TOO_LARGE,
                 _("The picture has %d × %d pixels, too many to be shown. Open it with another "
                    "program."),
                 size->width, size->height);
    return FALSE;
  }

  return TRUE;
}

/* The loader takes a PNG file that is cut off for a whole one, with the rest black. */
static gboolean
is_cut_png (GBytes *data)
{
  gsize         length = 0;
  const guint8 *bytes = g_bytes_get_data (data, &length);
  gsize         offset = 8;

  if (length < offset || memcmp (bytes, "\x89PNG\r\n\x1a\n", 8) != 0)
    return FALSE;

  while (length - offset >= 12) {
    guint32 chunk = (guint32) bytes[offset] << 24 | (guint32) bytes[offset + 1] << 16 |
                    (guint32) bytes[offset + 2] << 8 | bytes[offset + 3];

    if (memcmp (bytes + offset + 4, "IEND", 4) == 0)
      return FALSE;
    if (chunk > length - offset - 12)
      return TRUE;
    offset += (gsize) chunk + 12;
  }

  return TRUE;
}

/* A drawing takes time by what is in it, not by its pixels. */
static gboolean
is_large_drawing (GBytes *data)
{
  gsize       length = 0;
  const char *bytes = g_bytes_get_data (data, &length);

  return length > MAX_DRAWING_SIZE && g_strstr_len (bytes, 4096, "<svg") != NULL;
}

static GdkPixbuf *
load_pixbuf (GBytes *data, DecodeSize *size, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  GdkPixbufAnimation         *animation = NULL;
  GdkPixbuf                  *pixbuf = NULL;
  const char                 *orientation = NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), size);
  if (!feed_loader (loader, data, size, cancellable, error)) {
    gdk_pixbuf_loader_close (loader, NULL);
    explain_error (error);
    return NULL;
  }
  if (!gdk_pixbuf_loader_close (loader, error)) {
    explain_error (error);
    return NULL;
  }

  animation = gdk_pixbuf_loader_get_animation (loader);
  if (animation != NULL && !gdk_pixbuf_animation_is_static_image (animation))
    g_set_object (&size->animation, animation);
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL) {
    g_set_error (error, SP_PICTURE_ERROR, SP_PICTURE_ERROR_BROKEN,
                 _("The file holds no picture. Open it with another program."));
    return NULL;
  }

  orientation = gdk_pixbuf_get_option (pixbuf, "orientation");
  size->lies_on_side = orientation != NULL && orientation[0] >= '5' && orientation[0] <= '8';

  return gdk_pixbuf_apply_embedded_orientation (pixbuf);
}

static SpDecodedPicture *
decode_pixbuf (GBytes *data, int max_side, GCancellable *cancellable, GError **error)
{
  DecodeSize            size = { .max_side = max_side };
  g_autoptr (GdkPixbuf) pixbuf = load_pixbuf (data, &size, cancellable, error);
  g_autoptr (GdkPixbuf) small = NULL;
  SpDecodedPicture     *picture = NULL;
  int                   side = 0;

  if (pixbuf == NULL) {
    g_clear_object (&size.animation);
    return NULL;
  }

  picture = g_new0 (SpDecodedPicture, 1);
  picture->width = size.lies_on_side ? size.height : size.width;
  picture->height = size.lies_on_side ? size.width : size.height;
  picture->has_alpha = gdk_pixbuf_get_has_alpha (pixbuf);
  picture->is_drawing = size.is_drawing;

  /* Some loaders ignore the size that was asked for. */
  side = MAX (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf));
  if (max_side > 0 && side > max_side)
    small = gdk_pixbuf_scale_simple (
      pixbuf, MAX (1, (int) ((gint64) gdk_pixbuf_get_width (pixbuf) * max_side / side)),
      MAX (1, (int) ((gint64) gdk_pixbuf_get_height (pixbuf) * max_side / side)),
      GDK_INTERP_BILINEAR);
  picture->texture = gdk_texture_new_for_pixbuf (small != NULL ? small : pixbuf);
  if (size.animation != NULL)
    picture->animation = sp_picture_animation_new_for_pixbuf (size.animation, max_side);
  g_clear_object (&size.animation);

  return picture;
}

static void
decode_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  DecodeRequest     *request = task_data;
  g_autoptr (GBytes) data = NULL;
  g_autoptr (GError) error = NULL;
  SpDecodedPicture  *picture = NULL;

  if (request->file != NULL)
    data = read_file (request->file, cancellable, &error);
  else
    data = g_bytes_ref (request->data);

  if (data == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (g_bytes_get_size (data) == 0)
    g_set_error (&error, SP_PICTURE_ERROR, SP_PICTURE_ERROR_BROKEN,
                 _("The file is empty. Choose another one."));
  else if (is_cut_png (data))
    g_set_error (&error, SP_PICTURE_ERROR, SP_PICTURE_ERROR_BROKEN,
                 _("The picture is cut off. Save it to look at it with another program."));
  else if (is_large_drawing (data))
    g_set_error (&error, SP_PICTURE_ERROR, SP_PICTURE_ERROR_TOO_LARGE,
                 _("The file is too large to be shown. Open it with another program."));
  else if (sp_picture_webp_matches (data))
    picture = sp_picture_webp_decode (data, request->max_side, &error);
  else
    picture = decode_pixbuf (data, request->max_side, cancellable, &error);

  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) sp_decoded_picture_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sp_picture_decode_async (GFile              *file,
                         GBytes             *data,
                         int                 max_side,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  DecodeRequest    *request = NULL;

  g_return_if_fail (file != NULL || data != NULL);

  request = g_new0 (DecodeRequest, 1);
  g_set_object (&request->file, file);
  request->data = data != NULL ? g_bytes_ref (data) : NULL;
  request->max_side = max_side;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_picture_decode_async);
  g_task_set_task_data (task, request, (GDestroyNotify) decode_request_free);
  g_task_run_in_thread (task, decode_thread);
}

SpDecodedPicture *
sp_picture_decode_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_picture_decode_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
