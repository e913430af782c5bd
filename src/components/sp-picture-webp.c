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

#define SP_TYPE_WEBP_ANIMATION (sp_webp_animation_get_type ())
G_DECLARE_FINAL_TYPE (SpWebpAnimation, sp_webp_animation, SP, WEBP_ANIMATION, SpPictureAnimation)

struct _SpWebpAnimation {
  SpPictureAnimation parent_instance;

  GBytes          *data; /* what the decoder reads */
  WebPAnimDecoder *decoder;
  WebPAnimInfo     info;
  int              width; /* of the frames */
  int              height;
  int              timestamp; /* end of the last frame, in milliseconds */
  guint            n_loops;   /* how often it was played */
};

G_DEFINE_FINAL_TYPE (SpWebpAnimation, sp_webp_animation, SP_TYPE_PICTURE_ANIMATION)

/* The decoder knows no scaling, and draws the next frame over this one. */
static GdkTexture *
texture_of_frame (SpWebpAnimation *self, guint8 *frame)
{
  int                   width = (int) self->info.canvas_width;
  int                   height = (int) self->info.canvas_height;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GdkPixbuf) scaled = NULL;

  pixbuf = gdk_pixbuf_new_from_data (frame, GDK_COLORSPACE_RGB, TRUE, 8, width, height, width * 4,
                                     NULL, NULL);
  scaled = gdk_pixbuf_scale_simple (pixbuf, self->width, self->height, GDK_INTERP_BILINEAR);

  return gdk_texture_new_for_pixbuf (scaled);
}

static GdkTexture *
sp_webp_animation_decode_next (SpPictureAnimation *animation, int *duration, GError **error)
{
  SpWebpAnimation *self = SP_WEBP_ANIMATION (animation);
  guint8          *frame = NULL;
  int              end = 0;

  if (!WebPAnimDecoderHasMoreFrames (self->decoder)) {
    self->n_loops++;
    if (self->info.loop_count > 0 && self->n_loops >= self->info.loop_count)
      return NULL;
    WebPAnimDecoderReset (self->decoder);
    self->timestamp = 0;
  }
  if (!WebPAnimDecoderGetNext (self->decoder, &frame, &end)) {
    fail_broken (error);
    return NULL;
  }

  *duration = end - self->timestamp;
  self->timestamp = end;

  return texture_of_frame (self, frame);
}

static void
sp_webp_animation_finalize (GObject *object)
{
  SpWebpAnimation *self = SP_WEBP_ANIMATION (object);

  g_clear_pointer (&self->decoder, WebPAnimDecoderDelete);
  g_clear_pointer (&self->data, g_bytes_unref);

  G_OBJECT_CLASS (sp_webp_animation_parent_class)->finalize (object);
}

static void
sp_webp_animation_class_init (SpWebpAnimationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_webp_animation_finalize;
  SP_PICTURE_ANIMATION_CLASS (klass)->decode_next = sp_webp_animation_decode_next;
}

static void
sp_webp_animation_init (SpWebpAnimation *self)
{
}

static SpWebpAnimation *
webp_animation_new (GBytes *data, int width, int height)
{
  g_autoptr (SpWebpAnimation) self = g_object_new (SP_TYPE_WEBP_ANIMATION, NULL);
  WebPData                    webp_data = { 0 };

  self->data = g_bytes_ref (data);
  self->width = width;
  self->height = height;
  webp_data.bytes = g_bytes_get_data (data, &webp_data.size);
  self->decoder = WebPAnimDecoderNew (&webp_data, NULL);
  if (self->decoder == NULL || !WebPAnimDecoderGetInfo (self->decoder, &self->info))
    return NULL;

  return g_steal_pointer (&self);
}

/* Of an animation, the first frame; the animation then begins with it again. */
static GdkTexture *
texture_of_animation (SpWebpAnimation *animation, GError **error)
{
  GdkTexture *texture = NULL;
  int         duration = 0;

  if (animation == NULL) {
    fail_broken (error);
    return NULL;
  }

  texture = sp_webp_animation_decode_next (SP_PICTURE_ANIMATION (animation), &duration, error);
  WebPAnimDecoderReset (animation->decoder);
  animation->timestamp = 0;

  return texture;
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

  g_autoptr (SpWebpAnimation) animation = NULL;

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

  if (config.input.has_animation) {
    animation = webp_animation_new (data, width, height);
    texture = texture_of_animation (animation, error);
  } else {
    texture = texture_of_still (data, &config, width, height, error);
  }
  if (texture == NULL)
    return NULL;

  picture = g_new0 (SpDecodedPicture, 1);
  picture->texture = texture;
  picture->width = config.input.width;
  picture->height = config.input.height;
  picture->has_alpha = config.input.has_alpha;
  if (animation != NULL)
    picture->animation = SP_PICTURE_ANIMATION (g_steal_pointer (&animation));

  return picture;
}
