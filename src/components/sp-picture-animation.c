/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-picture-animation.h"

/* What browsers do, too: files that say “at once” mean “I do not know”. */
#define SHORTEST 20
#define UNKNOWN 100

typedef struct {
  GdkTexture *texture;
  int         duration;
} Frame;

G_DEFINE_ABSTRACT_TYPE (SpPictureAnimation, sp_picture_animation, G_TYPE_OBJECT)

static void
frame_free (Frame *frame)
{
  g_clear_object (&frame->texture);
  g_free (frame);
}

static void
sp_picture_animation_class_init (SpPictureAnimationClass *klass)
{
}

static void
sp_picture_animation_init (SpPictureAnimation *self)
{
}

static void
next_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  SpPictureAnimation *self = source_object;
  g_autoptr (GError)  error = NULL;
  Frame              *frame = g_new0 (Frame, 1);

  frame->texture =
    SP_PICTURE_ANIMATION_GET_CLASS (self)->decode_next (self, &frame->duration, &error);
  if (frame->duration < SHORTEST)
    frame->duration = UNKNOWN;

  if (error == NULL) {
    g_task_return_pointer (task, frame, (GDestroyNotify) frame_free);
  } else {
    g_task_return_error (task, g_steal_pointer (&error));
    frame_free (frame);
  }
}

void
sp_picture_animation_next_async (SpPictureAnimation *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SP_IS_PICTURE_ANIMATION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_picture_animation_next_async);
  g_task_run_in_thread (task, next_thread);
}

GdkTexture *
sp_picture_animation_next_finish (SpPictureAnimation *self,
                                  GAsyncResult       *result,
                                  int                *duration,
                                  GError            **error)
{
  Frame      *frame = NULL;
  GdkTexture *texture = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (duration != NULL, NULL);

  frame = g_task_propagate_pointer (G_TASK (result), error);
  if (frame == NULL)
    return NULL;

  *duration = frame->duration;
  texture = g_steal_pointer (&frame->texture);
  frame_free (frame);

  return texture;
}

/* What gdk-pixbuf reads, GIF above all. */

#define SP_TYPE_PIXBUF_ANIMATION (sp_pixbuf_animation_get_type ())
G_DECLARE_FINAL_TYPE (SpPixbufAnimation, sp_pixbuf_animation, SP, PIXBUF_ANIMATION, SpPictureAnimation)

struct _SpPixbufAnimation {
  SpPictureAnimation parent_instance;

  GdkPixbufAnimation     *animation;
  GdkPixbufAnimationIter *iter; /* NULL before the first frame */
  gint64                  time; /* where the iterator stands, in milliseconds */
  int                     max_side;
  gboolean                at_end;
};

G_DEFINE_FINAL_TYPE (SpPixbufAnimation, sp_pixbuf_animation, SP_TYPE_PICTURE_ANIMATION)

/* The iterator takes times of a type that GLib has deprecated; they begin at 0 here. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static void
move_iter (SpPixbufAnimation *self)
{
  GTimeVal time = { (glong) (self->time / 1000), (glong) (self->time % 1000) * 1000 };

  if (self->iter == NULL)
    self->iter = gdk_pixbuf_animation_get_iter (self->animation, &time);
  else
    gdk_pixbuf_animation_iter_advance (self->iter, &time);
}

G_GNUC_END_IGNORE_DEPRECATIONS

static GdkTexture *
sp_pixbuf_animation_decode_next (SpPictureAnimation *animation, int *duration, GError **error)
{
  SpPixbufAnimation    *self = SP_PIXBUF_ANIMATION (animation);
  GdkPixbuf            *frame = NULL;
  g_autoptr (GdkPixbuf) own = NULL;
  double                scale = 1;
  int                   side = 0;

  if (self->at_end)
    return NULL;

  move_iter (self);
  frame = gdk_pixbuf_animation_iter_get_pixbuf (self->iter);
  *duration = gdk_pixbuf_animation_iter_get_delay_time (self->iter);
  self->at_end = *duration < 0;
  self->time += MAX (*duration, 1);

  /* The iterator draws the next frame over this one. */
  side = MAX (gdk_pixbuf_get_width (frame), gdk_pixbuf_get_height (frame));
  if (self->max_side > 0 && side > self->max_side)
    scale = (double) self->max_side / side;
  own = gdk_pixbuf_scale_simple (frame, MAX (1, (int) (gdk_pixbuf_get_width (frame) * scale)),
                                 MAX (1, (int) (gdk_pixbuf_get_height (frame) * scale)),
                                 GDK_INTERP_BILINEAR);

  return gdk_texture_new_for_pixbuf (own);
}

static void
sp_pixbuf_animation_finalize (GObject *object)
{
  SpPixbufAnimation *self = SP_PIXBUF_ANIMATION (object);

  g_clear_object (&self->iter);
  g_clear_object (&self->animation);

  G_OBJECT_CLASS (sp_pixbuf_animation_parent_class)->finalize (object);
}

static void
sp_pixbuf_animation_class_init (SpPixbufAnimationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_pixbuf_animation_finalize;
  SP_PICTURE_ANIMATION_CLASS (klass)->decode_next = sp_pixbuf_animation_decode_next;
}

static void
sp_pixbuf_animation_init (SpPixbufAnimation *self)
{
}

SpPictureAnimation *
sp_picture_animation_new_for_pixbuf (GdkPixbufAnimation *animation, int max_side)
{
  SpPixbufAnimation *self = NULL;

  g_return_val_if_fail (GDK_IS_PIXBUF_ANIMATION (animation), NULL);

  self = g_object_new (SP_TYPE_PIXBUF_ANIMATION, NULL);
  self->animation = g_object_ref (animation);
  self->max_side = max_side;

  return SP_PICTURE_ANIMATION (self);
}
