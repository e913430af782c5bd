/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-picture-webp.h"

#include <glib/gi18n-lib.h>
#include <webp/decode.h>
#include <webp/demux.h>

#define HEADER_LENGTH 12

gboolean
sp_picture_webp_matches (GBytes *data)
{
  gsize         length = 0;
  const guint8 *bytes = g_bytes_get_data (data, &length);

  return length >= HEADER_LENGTH && memcmp (bytes, "RIFF", 4) == 0 &&
         memcmp (bytes + 8, "WEBP", 4) == 0;
}

static gboolean
fail_broken (GError **error)
{
  g_set_error (error, SP_PICTURE_ERROR, SP_PICTURE_ERROR_BROKEN,
               _("The picture is damaged. Save it to look at it with another program."));

  return FALSE;
}

static gboolean
decode_still (GBytes *data, WebPDecoderConfig *config, int width, int height, GError **error)
{
  gsize         length = 0;
  const guint8 *bytes = g_bytes_get_data (data, &length);

  config->options.use_scaling = width != config->input.width || height != config->input.height;
  config->options.scaled_width = width;
  config->options.scaled_height = height;
  config->output.colorspace = MODE_RGBA;
  if (WebPDecode (bytes, length, config) != VP8_STATUS_OK)
    return fail_broken (error);

  return TRUE;
}

static GdkTexture *
texture_of_still (GBytes *data, WebPDecoderConfig *config, int width, int height, GError **error)
{
  g_autoptr (GBytes) pixels = NULL;
  GdkTexture        *texture = NULL;

  if (decode_still (data, config, width, height, error)) {
    pixels = g_bytes_new (config->output.u.RGBA.rgba, config->output.u.RGBA.size);
    texture = gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8A8, pixels,
                                      (gsize) config->output.u.RGBA.stride);
  }
  WebPFreeDecBuffer (&config->output);

  return texture;
}

/* The decoder of animations knows no scaling. */
static GdkTexture *
texture_of_animation (GBytes *data, int width, int height, GError **error)
{
  gsize                 length = 0;
  const guint8         *bytes = g_bytes_get_data (data, &length);
  WebPData              webp_data = { bytes, length };
  WebPAnimInfo          info = { 0 };
  WebPAnimDecoder      *decoder = WebPAnimDecoderNew (&webp_data, NULL);
  guint8               *frame = NULL;
  int                   timestamp = 0;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GdkPixbuf) scaled = NULL;

  if (decoder == NULL) {
    fail_broken (error);
    return NULL;
  }
  if (!WebPAnimDecoderGetInfo (decoder, &info) ||
      !WebPAnimDecoderGetNext (decoder, &frame, &timestamp)) {
    WebPAnimDecoderDelete (decoder);
    fail_broken (error);
    return NULL;
  }

  pixbuf = gdk_pixbuf_new_from_data (frame, GDK_COLORSPACE_RGB, TRUE, 8, (int) info.canvas_width,
                                     (int) info.canvas_height, (int) info.canvas_width * 4, NULL,
                                     NULL);
  scaled = gdk_pixbuf_scale_simple (pixbuf, width, height, GDK_INTERP_BILINEAR);
  WebPAnimDecoderDelete (decoder);

  return gdk_texture_new_for_pixbuf (scaled);
}

SpDecodedPicture *
sp_picture_webp_decode (GBytes *data, int max_side, GError **error)
{
  WebPDecoderConfig config;
  SpDecodedPicture *picture = NULL;
  GdkTexture       *texture = NULL;
  gsize             length = 0;
  const guint8     *bytes = g_bytes_get_data (data, &length);
  int               width = 0, height = 0, side = 0;

  if (!WebPInitDecoderConfig (&config) ||
      WebPGetFeatures (bytes, length, &config.input) != VP8_STATUS_OK) {
    fail_broken (error);
    return NULL;
  }

  /* The format ends at 16383 pixels a side, so this cannot overflow. */
  width = config.input.width;
  height = config.input.height;
  side = MAX (width, height);
  if (max_side > 0 && side > max_side) {
    width = MAX (1, (int) ((gint64) width * max_side / side));
    height = MAX (1, (int) ((gint64) height * max_side / side));
  }

  if (config.input.has_animation)
    texture = texture_of_animation (data, width, height, error);
  else
    texture = texture_of_still (data, &config, width, height, error);
  if (texture == NULL)
    return NULL;

  picture = g_new0 (SpDecodedPicture, 1);
  picture->texture = texture;
  picture->width = config.input.width;
  picture->height = config.input.height;
  picture->has_alpha = config.input.has_alpha;

  return picture;
}
