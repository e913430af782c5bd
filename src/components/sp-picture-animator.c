/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-picture-animator.h"

struct _SpPictureAnimator {
  GObject parent_instance;

  GtkWidget          *widget; /* weak */
  SpPictureAnimation *animation;
  GdkTexture         *next;          /* the frame after the one that is shown */
  int                 next_duration; /* milliseconds */
  gint64              due;           /* when it is shown, by the frame clock; 0 for at once */
  guint               tick_id;
  GCancellable       *cancellable;
  gboolean            decoding;
  gboolean            at_end;
};

G_DEFINE_FINAL_TYPE (SpPictureAnimator, sp_picture_animator, G_TYPE_OBJECT)

enum {
  SIGNAL_FRAME,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpPictureAnimator) self = user_data;
  g_autoptr (GError)            error = NULL;
  int                           duration = 0;
  g_autoptr (GdkTexture)        texture = NULL;

  texture = sp_picture_animation_next_finish (SP_PICTURE_ANIMATION (source), result, &duration, &error);
  self->decoding = FALSE;
  /* At a frame that is damaged, the one before it stays. */
  self->at_end = texture == NULL;
  g_set_object (&self->next, texture);
  self->next_duration = duration;
}

static void
decode_next (SpPictureAnimator *self)
{
  if (self->decoding || self->at_end || self->next != NULL)
    return;

  self->decoding = TRUE;
  sp_picture_animation_next_async (self->animation, self->cancellable, decoded_cb, g_object_ref (self));
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SpPictureAnimator     *self = user_data;
  gint64                 now = gdk_frame_clock_get_frame_time (clock);
  g_autoptr (GdkTexture) frame = NULL;

  if (self->at_end && self->next == NULL) {
    self->tick_id = 0;
    return G_SOURCE_REMOVE;
  }
  if (self->next == NULL || now < self->due)
    return G_SOURCE_CONTINUE;

  frame = g_steal_pointer (&self->next);
  self->due = now + (gint64) self->next_duration * 1000;
  decode_next (self);
  g_signal_emit (self, signals[SIGNAL_FRAME], 0, frame);

  return G_SOURCE_CONTINUE;
}

static void
stop (SpPictureAnimator *self)
{
  if (self->tick_id != 0 && self->widget != NULL)
    gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  self->tick_id = 0;
}

static void
sp_picture_animator_dispose (GObject *object)
{
  SpPictureAnimator *self = SP_PICTURE_ANIMATOR (object);

  stop (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->widget);

  G_OBJECT_CLASS (sp_picture_animator_parent_class)->dispose (object);
}

static void
sp_picture_animator_finalize (GObject *object)
{
  SpPictureAnimator *self = SP_PICTURE_ANIMATOR (object);

  g_clear_object (&self->animation);
  g_clear_object (&self->next);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sp_picture_animator_parent_class)->finalize (object);
}

static void
sp_picture_animator_class_init (SpPictureAnimatorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_picture_animator_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_picture_animator_finalize;

  signals[SIGNAL_FRAME] = g_signal_new ("frame", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, GDK_TYPE_TEXTURE);
}

static void
sp_picture_animator_init (SpPictureAnimator *self)
{
  self->cancellable = g_cancellable_new ();
}

SpPictureAnimator *
sp_picture_animator_new (GtkWidget *widget, SpPictureAnimation *animation)
{
  SpPictureAnimator *self = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (SP_IS_PICTURE_ANIMATION (animation), NULL);

  self = g_object_new (SP_TYPE_PICTURE_ANIMATOR, NULL);
  g_set_weak_pointer (&self->widget, widget);
  self->animation = g_object_ref (animation);

  return self;
}

void
sp_picture_animator_set_running (SpPictureAnimator *self, gboolean running)
{
  g_return_if_fail (SP_IS_PICTURE_ANIMATOR (self));

  if (!running) {
    stop (self);
  } else if (self->tick_id == 0 && self->widget != NULL) {
    decode_next (self);
    self->tick_id = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
  }
}
