/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-session.h"

#include "gradio-error.h"
#include "gradio-event-stream.h"
#include "gradio-heartbeat.h"
#include "gradio-job-private.h"
#include "gradio-json.h"
#include "gradio-submission.h"

#include <glib/gi18n-lib.h>

/* How long a stream without jobs stays open, for the next job (protocol.md 21). */
#define IDLE_SECONDS 1
/* How long a stream that was lost and reopened may be silent: some servers never say that the jobs
 * are gone (13.1). */
#define REOPENED_SECONDS 2

struct _GradioSession {
  GObject parent_instance;

  GradioConnection  *connection;
  GradioHeartbeat   *heartbeat; /* nullable */
  GradioEventStream *stream;    /* NULL while none is open */
  GHashTable        *jobs;      /* event id -> GradioJob */
  GQueue             early;     /* of JsonNode: messages of jobs whose join is not answered yet */
  char              *hash;
  guint              n_joining;
  guint              idle_id;
  guint              reopened_id;
  gboolean           diffs;
  gboolean           server_closes; /* it said close_stream: the end of the body is no loss */
  gboolean           heard;         /* the stream said something of a job */
  gboolean           reopened;      /* after a loss; not tried twice */
};

G_DEFINE_FINAL_TYPE (GradioSession, gradio_session, G_TYPE_OBJECT)

static void open_stream (GradioSession *self);

static void
close_stream (GradioSession *self)
{
  g_clear_handle_id (&self->reopened_id, g_source_remove);
  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->stream != NULL) {
    g_signal_handlers_disconnect_by_data (self->stream, self);
    gradio_event_stream_close (self->stream);
    g_clear_object (&self->stream);
  }
}

static gboolean
idle_cb (gpointer user_data)
{
  GradioSession *self = user_data;

  self->idle_id = 0;
  close_stream (self);

  return G_SOURCE_REMOVE;
}

/* The timer holds the session, so that its stream ends in order after the last job. */
static void
close_when_idle (GradioSession *self)
{
  if (g_hash_table_size (self->jobs) > 0 || self->n_joining > 0 || self->stream == NULL ||
      self->idle_id != 0)
    return;

  self->idle_id = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, IDLE_SECONDS, idle_cb,
                                              g_object_ref (self), g_object_unref);
}

static void
end_jobs (GradioSession *self,
          const GError  *error)
{
  g_autoptr (GHashTable) jobs = g_steal_pointer (&self->jobs);
  GHashTableIter         iter;
  gpointer               job;

  self->jobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_hash_table_iter_init (&iter, jobs);
  while (g_hash_table_iter_next (&iter, NULL, &job))
    gradio_job_fail (job, g_error_copy (error));

  close_stream (self);
}

static void
lose_jobs (GradioSession *self)
{
  g_autoptr (GError) error = g_error_new_literal (
    GRADIO_ERROR, GRADIO_ERROR_LOST,
    _("The connection to the app was lost while it was working. What it gave so far is kept; run it again."));

  end_jobs (self, error);
}

static gboolean
reopened_cb (gpointer user_data)
{
  GradioSession            *self = user_data;
  g_autoptr (GradioSession) keep = g_object_ref (self);

  self->reopened_id = 0;
  lose_jobs (self);

  return G_SOURCE_REMOVE;
}

/* Ends all jobs of the stream (protocol.md 13.2). The texts of servers' own faults are of no use to
 * people. */
static void
handle_unexpected_error (GradioSession *self,
                         JsonObject    *message)
{
  const char        *text = gradio_json_get_string (message, "message", "");
  g_autoptr (GError) error = NULL;

  g_debug ("unexpected_error: %s", text);
  if (g_str_has_prefix (text, "Server stopped"))
    error = g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOST,
                                 _("The app was stopped while it was working. Run it again when it is back."));
  else if (gradio_json_get_boolean (message, "session_not_found", FALSE) ||
           g_str_has_prefix (text, "404:"))
    error = g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOST,
                                 _("The app was restarted or the connection to it was lost. Run it again."));
  else
    error = g_error_new (GRADIO_ERROR, GRADIO_ERROR_SERVER, _("The app’s server failed: %s"), text);

  end_jobs (self, error);
}

static void
deliver (GradioSession *self,
         GradioJob     *job,
         JsonObject    *message)
{
  g_autoptr (GradioJob) keep = g_object_ref (job);

  g_clear_handle_id (&self->reopened_id, g_source_remove);
  self->reopened = FALSE;
  self->heard = TRUE;
  gradio_job_handle_message (job, message);

  if (gradio_job_is_final (job)) {
    if (gradio_job_get_event_id (job) != NULL)
      g_hash_table_remove (self->jobs, gradio_job_get_event_id (job));
    close_when_idle (self);
  }
}

static void
message_cb (GradioSession *self,
            JsonNode      *node)
{
  g_autoptr (GradioSession) keep = g_object_ref (self);
  JsonObject               *message = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char               *msg = gradio_json_get_string (message, "msg", "");
  const char               *event_id = gradio_json_get_string (message, "event_id", NULL);
  GradioJob                *job = event_id != NULL ? g_hash_table_lookup (self->jobs, event_id) : NULL;

  if (job != NULL)
    deliver (self, job, message);
  else if (g_str_equal (msg, "unexpected_error"))
    handle_unexpected_error (self, message);
  else if (g_str_equal (msg, "close_stream"))
    self->server_closes = TRUE;
  else if (event_id != NULL && self->n_joining > 0)
    g_queue_push_tail (&self->early, json_node_ref (node));
}

static gboolean
try_again (GradioSession *self,
           const GError  *error)
{
  if (self->reopened || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN))
    return FALSE;

  self->reopened = TRUE;
  open_stream (self);
  self->reopened_id = g_timeout_add_seconds (REOPENED_SECONDS, reopened_cb, self);

  return TRUE;
}

static void
ended_cb (GradioSession *self,
          const GError  *error)
{
  g_autoptr (GradioSession) keep = g_object_ref (self);
  gboolean                  expected = self->server_closes && self->heard && error == NULL;

  g_debug ("Stream of %s ended: %s", self->hash, error != NULL ? error->message : "end of body");
  close_stream (self);
  self->server_closes = FALSE;

  if (g_hash_table_size (self->jobs) == 0)
    return;

  if (expected) /* a job joined while the server was closing: its messages wait there */
    open_stream (self);
  else if (!try_again (self, error)) {
    if (error != NULL && !g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOST) &&
        !g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE))
      end_jobs (self, error);
    else
      lose_jobs (self);
  }
}

static void
open_stream (GradioSession *self)
{
  g_autofree char *path = g_strconcat ("/queue/data?session_hash=", self->hash, NULL);

  self->server_closes = FALSE;
  self->heard = FALSE; /* a server that only closes is not asked for ever */
  self->stream = gradio_event_stream_open (self->connection, path, TRUE);
  g_signal_connect_swapped (self->stream, "message", G_CALLBACK (message_cb), self);
  g_signal_connect_swapped (self->stream, "ended", G_CALLBACK (ended_cb), self);
}

static void
connection_closed_cb (GradioSession *self)
{
  g_autoptr (GradioSession) keep = g_object_ref (self);
  g_autoptr (GError)        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                         _("The app was closed."));

  end_jobs (self, error);
  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_object (&self->heartbeat);
}

static void
gradio_session_dispose (GObject *object)
{
  GradioSession *self = GRADIO_SESSION (object);

  close_stream (self);
  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_object (&self->heartbeat);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (gradio_session_parent_class)->dispose (object);
}

static void
gradio_session_finalize (GObject *object)
{
  GradioSession *self = GRADIO_SESSION (object);

  g_queue_clear_full (&self->early, (GDestroyNotify) json_node_unref);
  g_clear_pointer (&self->jobs, g_hash_table_unref);
  g_clear_pointer (&self->hash, g_free);

  G_OBJECT_CLASS (gradio_session_parent_class)->finalize (object);
}

static void
gradio_session_class_init (GradioSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gradio_session_dispose;
  G_OBJECT_CLASS (klass)->finalize = gradio_session_finalize;
}

/* Whoever knows the hash can read the session's messages, so it must not be guessed. */
static char *
new_hash (void)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_auto (GStrv)   parts = g_strsplit (uuid, "-", -1);

  return g_strjoinv (NULL, parts);
}

static void
gradio_session_init (GradioSession *self)
{
  self->hash = new_hash ();
  self->jobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_queue_init (&self->early);
}

GradioSession *
gradio_session_new (GradioConnection *connection,
                    gboolean          diffs,
                    gboolean          heartbeat)
{
  GradioSession *self = g_object_new (GRADIO_TYPE_SESSION, NULL);

  self->connection = g_object_ref (connection);
  self->diffs = diffs;
  if (heartbeat)
    self->heartbeat = gradio_heartbeat_new (connection, self->hash);
  g_signal_connect_object (gradio_connection_get_closed (connection), "cancelled",
                           G_CALLBACK (connection_closed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

GradioConnection *
gradio_session_get_connection (GradioSession *self)
{
  return self->connection;
}

const char *
gradio_session_get_hash (GradioSession *self)
{
  return self->hash;
}

GradioJob *
gradio_session_submit (GradioSession  *self,
                       GradioEndpoint *endpoint,
                       JsonArray      *values)
{
  GradioJob *job = gradio_job_new (self, endpoint, values, self->diffs);

  gradio_submission_start (self, job);

  return job;
}

void
gradio_session_begin_join (GradioSession *self)
{
  self->n_joining++;
  g_clear_handle_id (&self->idle_id, g_source_remove);
}

static void
deliver_early (GradioSession *self)
{
  g_autoptr (GradioSession) keep = g_object_ref (self);
  guint                     n = g_queue_get_length (&self->early);

  while (n-- > 0) {
    g_autoptr (JsonNode) node = g_queue_pop_head (&self->early);

    message_cb (self, node); /* puts it back when its join is still under way */
  }
}

void
gradio_session_end_join (GradioSession *self,
                         GradioJob     *job,
                         const char    *event_id)
{
  g_return_if_fail (self->n_joining > 0);

  self->n_joining--;

  if (event_id != NULL) {
    gradio_job_set_event_id (job, event_id);
    if (gradio_job_is_final (job)) /* cancelled while it was joining */
      gradio_submission_cancel (self, job);
    else {
      g_hash_table_insert (self->jobs, g_strdup (event_id), g_object_ref (job));
      gradio_job_joined (job);
      if (self->stream == NULL)
        open_stream (self);
    }
  }

  deliver_early (self);
  close_when_idle (self);
}

void
gradio_session_job_cancelled (GradioSession *self,
                              GradioJob     *job)
{
  int                   fn_index = gradio_endpoint_get_fn_index (gradio_job_get_endpoint (job));
  const char           *event_id = gradio_job_get_event_id (job);
  g_autoptr (GPtrArray) stopped = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter        iter;
  gpointer              other;

  if (event_id == NULL) /* not joined yet: gradio_session_end_join() will see it */
    return;

  gradio_submission_cancel (self, job);
  g_hash_table_remove (self->jobs, event_id);

  /* The server stops every running job of this function in this session, and tells none of them
   * (protocol.md 12.2). */
  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &other)) {
    if (gradio_endpoint_get_fn_index (gradio_job_get_endpoint (other)) == fn_index &&
        gradio_job_get_state (other) >= GRADIO_JOB_PROCESSING) {
      g_ptr_array_add (stopped, g_object_ref (other));
      g_hash_table_iter_remove (&iter);
    }
  }
  for (guint i = 0; i < stopped->len; i++)
    gradio_job_fail (stopped->pdata[i],
                     g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                          _("The job was cancelled together with another one.")));

  close_when_idle (self);
}
