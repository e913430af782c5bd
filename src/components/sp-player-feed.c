/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-player-feed.h"

#include <gst/app/gstappsrc.h>

#define NEED "need-data"
#define AHEAD ((guint64) 1024 * 1024) /* bytes that wait for GStreamer at most, and one piece */

struct _SpPlayerFeed {
  GObject parent_instance;

  SpStreamReader *reader;
  GCancellable   *cancellable;
  GstAppSrc      *source; /* owned, NULL before playbin has made it */
  char           *error_text;
  gboolean        reading;
  gboolean        fed;  /* something came */
  gboolean        over; /* nothing more comes */
};

G_DEFINE_FINAL_TYPE (SpPlayerFeed, sp_player_feed, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void feed (SpPlayerFeed *self);

static void
piece_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpPlayerFeed) self = user_data;
  g_autoptr (GBytes)       piece = NULL;
  g_autoptr (GError)       error = NULL;

  piece = sp_stream_reader_next_finish (SP_STREAM_READER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (self->cancellable))
    return;

  self->reading = FALSE;
  if (piece != NULL && g_bytes_get_size (piece) > 0) {
    self->fed = TRUE;
    gst_app_src_push_buffer (self->source, gst_buffer_new_wrapped_bytes (piece));
    feed (self);
  } else {
    self->over = TRUE;
    self->error_text = error != NULL ? g_strdup (error->message) : NULL;
    /* What came is played to its end, whatever happened then. */
    gst_app_src_end_of_stream (self->source);
  }
  g_signal_emit (self, signals[self->error_text != NULL && !self->fed ? SIGNAL_FAILED : SIGNAL_CHANGED], 0);
}

static void
feed (SpPlayerFeed *self)
{
  if (self->source == NULL || self->reading || self->over ||
      g_cancellable_is_cancelled (self->cancellable) ||
      gst_app_src_get_current_level_bytes (self->source) >= AHEAD)
    return;

  self->reading = TRUE;
  sp_stream_reader_next_async (self->reader, self->cancellable, piece_cb, g_object_ref (self));
}

/* In a thread of GStreamer's. */
static void
need_data_cb (GstAppSrc *source, guint length, gpointer user_data)
{
  gst_element_post_message (GST_ELEMENT (source),
                            gst_message_new_application (GST_OBJECT (source),
                                                         gst_structure_new_empty (NEED)));
}

/* While playbin is being started, in the thread that starts it: this one. */
static void
source_setup_cb (GstElement *playbin, GstElement *source, gpointer user_data)
{
  SpPlayerFeed      *self = user_data;
  GstAppSrcCallbacks callbacks = { .need_data = need_data_cb };

  self->source = GST_APP_SRC (gst_object_ref (source));
  g_object_set (source, "format", GST_FORMAT_BYTES, "stream-type",
                GST_APP_STREAM_TYPE_STREAM, "max-bytes", AHEAD, "block", FALSE, NULL);
  gst_app_src_set_callbacks (self->source, &callbacks, NULL, NULL);
}

static void
sp_player_feed_dispose (GObject *object)
{
  SpPlayerFeed *self = SP_PLAYER_FEED (object);

  sp_player_feed_stop (self);
  g_clear_object (&self->reader);
  g_clear_object (&self->cancellable);
  gst_clear_object (&self->source);
  g_clear_pointer (&self->error_text, g_free);

  G_OBJECT_CLASS (sp_player_feed_parent_class)->dispose (object);
}

static void
sp_player_feed_class_init (SpPlayerFeedClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_player_feed_dispose;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] =
    g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sp_player_feed_init (SpPlayerFeed *self)
{
  self->cancellable = g_cancellable_new ();
}

SpPlayerFeed *
sp_player_feed_new (SpStreamReader *reader, GstElement *playbin)
{
  SpPlayerFeed *self = g_object_new (SP_TYPE_PLAYER_FEED, NULL);

  self->reader = g_object_ref (reader);
  g_object_set (playbin, "uri", "appsrc://", NULL);
  g_signal_connect_object (playbin, "source-setup", G_CALLBACK (source_setup_cb), self, 0);

  return self;
}

gboolean
sp_player_feed_handle_message (SpPlayerFeed *self, GstMessage *message)
{
  g_return_val_if_fail (SP_IS_PLAYER_FEED (self), FALSE);

  if (self->source == NULL || GST_MESSAGE_SRC (message) != GST_OBJECT (self->source))
    return FALSE;

  feed (self);

  return TRUE;
}

void
sp_player_feed_stop (SpPlayerFeed *self)
{
  g_return_if_fail (SP_IS_PLAYER_FEED (self));

  g_cancellable_cancel (self->cancellable);
}

gboolean
sp_player_feed_get_over (SpPlayerFeed *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_FEED (self), FALSE);

  return self->over;
}

const char *
sp_player_feed_get_error_text (SpPlayerFeed *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_FEED (self), NULL);

  return self->error_text;
}

SpStreamReader *
sp_player_feed_get_reader (SpPlayerFeed *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_FEED (self), NULL);

  return self->reader;
}
