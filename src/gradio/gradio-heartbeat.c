/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-heartbeat.h"

#include "gradio-error.h"
#include "gradio-event-stream.h"
#include "gradio-timer.h"

#define MAX_PAUSE 30

struct _GradioHeartbeat {
  GObject parent_instance;

  GradioConnection  *connection;
  GradioEventStream *stream;
  char              *path;
  guint              pause; /* seconds before the next try */
  gint64             open_time;
  GSource           *retry;
};

G_DEFINE_FINAL_TYPE (GradioHeartbeat, gradio_heartbeat, G_TYPE_OBJECT)

static void open_stream (GradioHeartbeat *self);

static gboolean
retry_cb (gpointer user_data)
{
  GradioHeartbeat *self = user_data;

  gradio_timer_clear (&self->retry);
  open_stream (self);

  return G_SOURCE_REMOVE;
}

/* Whether the stream that just ended was worth being opened at once again. */
static gboolean
has_lasted (GradioHeartbeat *self)
{
  guint milliseconds = gradio_connection_scale_time (self->connection, MAX_PAUSE * 1000);

  return g_get_monotonic_time () - self->open_time > milliseconds * G_GINT64_CONSTANT (1000);
}

static void
ended_cb (gpointer      user_data,
          const GError *error)
{
  GradioHeartbeat *self = user_data;

  /* An old server has no such route, and one that wants a login will not change its mind. */
  if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND) ||
      g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (has_lasted (self))
    self->pause = 0;
  gradio_timer_clear (&self->retry);
  self->retry = gradio_timer_start (gradio_connection_scale_time (self->connection, self->pause * 1000), retry_cb,
                                    self, NULL);
  self->pause = CLAMP (self->pause * 2, 1, MAX_PAUSE);
}

static const GradioEventStreamFuncs STREAM_FUNCS = { .ended = ended_cb };

static void
open_stream (GradioHeartbeat *self)
{
  g_clear_object (&self->stream);
  self->open_time = g_get_monotonic_time ();
  self->stream = gradio_event_stream_open (self->connection, self->path, &STREAM_FUNCS, self);
}

static void
gradio_heartbeat_dispose (GObject *object)
{
  GradioHeartbeat *self = GRADIO_HEARTBEAT (object);

  gradio_timer_clear (&self->retry);
  if (self->stream != NULL)
    gradio_event_stream_close (self->stream);
  g_clear_object (&self->stream);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (gradio_heartbeat_parent_class)->dispose (object);
}

static void
gradio_heartbeat_finalize (GObject *object)
{
  g_clear_pointer (&GRADIO_HEARTBEAT (object)->path, g_free);

  G_OBJECT_CLASS (gradio_heartbeat_parent_class)->finalize (object);
}

static void
gradio_heartbeat_class_init (GradioHeartbeatClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gradio_heartbeat_dispose;
  G_OBJECT_CLASS (klass)->finalize = gradio_heartbeat_finalize;
}

static void
gradio_heartbeat_init (GradioHeartbeat *self)
{
}

GradioHeartbeat *
gradio_heartbeat_new (GradioConnection *connection,
                      const char       *session_hash)
{
  GradioHeartbeat *self = g_object_new (GRADIO_TYPE_HEARTBEAT, NULL);
  GCancellable    *hold = gradio_connection_get_hold (connection);

  self->connection = g_object_ref (connection);
  self->path = g_strconcat ("/heartbeat/", session_hash, NULL);
  if (hold != NULL)
    g_signal_connect_object (hold, "cancelled", G_CALLBACK (open_stream), self, G_CONNECT_SWAPPED);
  else
    open_stream (self);

  return self;
}
