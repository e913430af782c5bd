/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-session-private.h"

#include "gradio-error.h"
#include "gradio-event-stream.h"
#include "gradio-heartbeat.h"
#include "gradio-job-private.h"
#include "gradio-json.h"
#include "gradio-submission.h"
#include "gradio-timer.h"

#include <glib/gi18n-lib.h>

/* How long a stream without jobs stays open, for the next job (protocol.md 21). */
#define IDLE_MS 1000
/* How long a stream that was lost and reopened may be silent: some servers never say that the jobs
 * are gone (13.1). */
#define REOPENED_MS 2000
/* A stream without a word for so long is held back by a proxy until the job ends (4.2). */
#define HELD_BACK_MS 20000

struct _GradioSession {
  GObject parent_instance;

  GradioConnection  *connection;
  GradioHeartbeat   *heartbeat; /* nullable */
  GradioEventStream *stream;    /* NULL while none is open */
  GHashTable        *active;    /* set of GradioJob: all that are not final */
  GHashTable        *jobs;      /* event id -> GradioJob: those the stream tells of */
  GradioJob         *last;      /* lent by jobs: the one of the last message */
  GQueue             early;     /* of GBytes: messages of jobs whose join is not answered yet */
  char              *hash;
  GSource           *idle_timer;
  GSource           *reopened_timer;
  GSource           *held_back_timer;
  GradioProtocol     protocol;
  guint              n_joining;
  guint              busy_retries;
  gboolean           wants_heartbeat;
  gboolean           shared;
  gboolean           server_closes; /* it said close_stream: the end of the body is no loss */
  gboolean           heard;         /* the stream said something of a job */
  gboolean           ever_heard;
  gboolean           reopened; /* after a loss; not tried twice */
  gboolean           renewed;  /* under a new hash; not tried twice */
};

G_DEFINE_FINAL_TYPE (GradioSession, gradio_session, G_TYPE_OBJECT)

static void open_stream (GradioSession *self);

static guint
scale (GradioSession *self,
       guint          milliseconds)
{
  return gradio_connection_scale_time (self->connection, milliseconds);
}

/* Whoever knows the hash can read the session's messages, so it must not be guessed. */
static char *
new_hash (void)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_auto (GStrv)   parts = g_strsplit (uuid, "-", -1);

  return g_strjoinv (NULL, parts);
}

/* Takes the hash. */
static void
set_hash (GradioSession *self,
          char          *hash)
{
  g_free (self->hash);
  self->hash = hash;
  g_clear_object (&self->heartbeat);
  if (self->wants_heartbeat)
    self->heartbeat = gradio_heartbeat_new (self->connection, self->hash);
}

static GHashTable *
new_jobs (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static GPtrArray *
dup_active (GradioSession *self)
{
  GPtrArray     *jobs = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer       job;

  g_hash_table_iter_init (&iter, self->active);
  while (g_hash_table_iter_next (&iter, &job, NULL))
    g_ptr_array_add (jobs, g_object_ref (job));

  return jobs;
}

static void
close_stream (GradioSession *self)
{
  gradio_timer_clear (&self->reopened_timer);
  gradio_timer_clear (&self->held_back_timer);
  if (self->stream != NULL) {
    gradio_event_stream_close (self->stream);
    g_clear_object (&self->stream);
  }
  gradio_timer_clear (&self->idle_timer); /* may be the last to hold the session */
}

static gboolean
idle_cb (gpointer user_data)
{
  close_stream (user_data);

  return G_SOURCE_REMOVE;
}

/* The timer holds the session, so that its stream ends in order after the last job. */
static void
close_when_idle (GradioSession *self)
{
  if (g_hash_table_size (self->jobs) > 0 || self->n_joining > 0 || self->stream == NULL ||
      self->idle_timer != NULL)
    return;

  self->idle_timer = gradio_timer_start (scale (self, IDLE_MS), idle_cb, g_object_ref (self),
                                         g_object_unref);
}

static void
end_jobs (GradioSession *self,
          const GError  *error)
{
  g_autoptr (GHashTable) jobs = g_steal_pointer (&self->jobs);
  GHashTableIter         iter;
  gpointer               job;

  self->jobs = new_jobs ();
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

  gradio_timer_clear (&self->reopened_timer);
  lose_jobs (self);

  return G_SOURCE_REMOVE;
}

/* A server of several computers may know the session on another one only (protocol.md 20). What the
 * job did nobody will hear of, so it is tried once more; not where State would be lost. */
static gboolean
join_again (GradioSession *self)
{
  g_autoptr (GHashTable) jobs = NULL;
  GHashTableIter         iter;
  gpointer               job;

  if (self->shared || self->renewed || self->ever_heard || g_hash_table_size (self->jobs) == 0)
    return FALSE;

  self->renewed = TRUE;
  self->last = NULL;
  jobs = g_steal_pointer (&self->jobs);
  self->jobs = new_jobs ();
  close_stream (self);
  set_hash (self, new_hash ());

  g_hash_table_iter_init (&iter, jobs);
  while (g_hash_table_iter_next (&iter, NULL, &job)) {
    gradio_job_set_event_id (job, NULL);
    gradio_submission_start (self, job);
  }

  return TRUE;
}

/* Ends all jobs of the stream (protocol.md 13.2). The texts of servers' own faults are of no use to
 * people. */
static void
handle_unexpected_error (GradioSession       *self,
                         const GradioMessage *message)
{
  g_autofree char   *given = gradio_message_dup_message (message);
  const char        *text = given != NULL ? given : "";
  gboolean           not_found = message->session_not_found || g_str_has_prefix (text, "404:");
  g_autoptr (GError) error = NULL;

  g_debug ("unexpected_error: %s", text);
  if (not_found && join_again (self))
    return;

  if (g_str_has_prefix (text, "Server stopped"))
    error = g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOST,
                                 _("The app was stopped while it was working. Run it again when it is back."));
  else if (not_found || *text == '\'' || *text == '\0') /* “'5fed…'” is a KeyError of the server */
    error = g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOST,
                                 _("The app was restarted or the connection to it was lost. Run it again."));
  else
    error = g_error_new (GRADIO_ERROR, GRADIO_ERROR_SERVER, _("The app’s server failed: %s"), text);

  end_jobs (self, error);
}

static void
deliver (GradioSession       *self,
         GradioJob           *job,
         const GradioMessage *message)
{
  g_autoptr (GradioJob) keep = g_object_ref (job);

  gradio_timer_clear (&self->reopened_timer);
  self->last = job;
  self->reopened = FALSE;
  self->heard = TRUE;
  self->ever_heard = TRUE;
  gradio_job_handle_message (job, message);
}

/* Most messages are for the job that had the one before. */
static GradioJob *
find_job (GradioSession       *self,
          const GradioMessage *message)
{
  g_autofree char *event_id = NULL;

  if (self->last != NULL && gradio_message_is_for (message, gradio_job_get_event_id (self->last)))
    return self->last;

  event_id = gradio_message_dup_event_id (message);

  return event_id != NULL ? g_hash_table_lookup (self->jobs, event_id) : NULL;
}

static void
message_cb (gpointer             user_data,
            const GradioMessage *message)
{
  GradioSession            *self = user_data;
  g_autoptr (GradioSession) keep = g_object_ref (self);
  GradioJob                *job = find_job (self, message);

  gradio_timer_clear (&self->held_back_timer);
  if (job != NULL)
    deliver (self, job, message);
  else if (message->kind == GRADIO_MESSAGE_UNEXPECTED_ERROR)
    handle_unexpected_error (self, message);
  else if (message->kind == GRADIO_MESSAGE_CLOSE_STREAM)
    self->server_closes = TRUE;
  else if (message->event_id.text != NULL && self->n_joining > 0)
    g_queue_push_tail (&self->early, g_bytes_new (message->text.text, message->text.length));
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
  self->reopened_timer = gradio_timer_start (scale (self, REOPENED_MS), reopened_cb, self, NULL);

  return TRUE;
}

static void
ended_cb (gpointer      user_data,
          const GError *error)
{
  GradioSession            *self = user_data;
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

static gboolean
held_back_cb (gpointer user_data)
{
  GradioSession         *self = user_data;
  g_autoptr (JsonObject) message = json_object_new ();
  GHashTableIter         iter;
  gpointer               job;

  json_object_set_string_member (message, "log",
                                 _("This server tells nothing until a job is done. The result will come all the same."));
  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &job))
    gradio_job_add_log (job, gradio_log_new_from_json (message));
  gradio_timer_clear (&self->held_back_timer);

  return G_SOURCE_REMOVE;
}

static const GradioEventStreamFuncs STREAM_FUNCS = { .message = message_cb, .ended = ended_cb };

static void
open_stream (GradioSession *self)
{
  g_autofree char *path = g_strconcat ("/queue/data?session_hash=", self->hash, NULL);

  self->server_closes = FALSE;
  self->heard = FALSE; /* a server that only closes is not asked for ever */
  self->stream = gradio_event_stream_open (self->connection, path, &STREAM_FUNCS, self);
  gradio_timer_clear (&self->held_back_timer);
  self->held_back_timer = gradio_timer_start (scale (self, HELD_BACK_MS), held_back_cb, self, NULL);
}

/* Also those that are still on their way to the stream. */
static void
end_active (GradioSession *self,
            const GError  *error)
{
  g_autoptr (GPtrArray) jobs = dup_active (self);

  for (guint i = 0; i < jobs->len; i++)
    gradio_job_fail (jobs->pdata[i], g_error_copy (error));
}

static void
connection_closed_cb (GradioSession *self)
{
  g_autoptr (GradioSession) keep = g_object_ref (self);
  g_autoptr (GError)        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                         _("The app was closed."));

  end_active (self, error);
  close_stream (self);
  g_clear_object (&self->heartbeat);
}

static void
gradio_session_dispose (GObject *object)
{
  GradioSession *self = GRADIO_SESSION (object);

  close_stream (self);
  gradio_timer_clear (&self->idle_timer);
  g_clear_object (&self->heartbeat);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (gradio_session_parent_class)->dispose (object);
}

static void
gradio_session_finalize (GObject *object)
{
  GradioSession *self = GRADIO_SESSION (object);

  g_queue_clear_full (&self->early, (GDestroyNotify) g_bytes_unref);
  g_clear_pointer (&self->jobs, g_hash_table_unref);
  g_clear_pointer (&self->active, g_hash_table_unref);
  g_clear_pointer (&self->hash, g_free);

  G_OBJECT_CLASS (gradio_session_parent_class)->finalize (object);
}

static void
gradio_session_class_init (GradioSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gradio_session_dispose;
  G_OBJECT_CLASS (klass)->finalize = gradio_session_finalize;
}

static void
gradio_session_init (GradioSession *self)
{
  self->jobs = new_jobs ();
  self->active = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_queue_init (&self->early);
}

GradioSession *
gradio_session_new (GradioConnection *connection,
                    GradioProtocol    protocol,
                    gboolean          heartbeat,
                    gboolean          shared)
{
  GradioSession *self = g_object_new (GRADIO_TYPE_SESSION, NULL);

  self->connection = g_object_ref (connection);
  self->protocol = protocol;
  self->wants_heartbeat = heartbeat;
  self->shared = shared;
  set_hash (self, new_hash ());
  g_signal_connect_object (gradio_connection_get_closed (connection), "cancelled",
                           G_CALLBACK (connection_closed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

GradioConnection *
gradio_session_get_connection (GradioSession *self)
{
  return self->connection;
}

GradioProtocol
gradio_session_get_protocol (GradioSession *self)
{
  return self->protocol;
}

gboolean
gradio_session_is_shared (GradioSession *self)
{
  return self->shared;
}

void
gradio_session_set_busy_retries (GradioSession *self,
                                 guint          n)
{
  self->busy_retries = n;
}

guint
gradio_session_get_busy_retries (GradioSession *self)
{
  return self->busy_retries;
}

const char *
gradio_session_get_hash (GradioSession *self)
{
  g_return_val_if_fail (GRADIO_IS_SESSION (self), NULL);

  return self->hash;
}

guint
gradio_session_get_n_jobs (GradioSession *self)
{
  g_return_val_if_fail (GRADIO_IS_SESSION (self), 0);

  return g_hash_table_size (self->active);
}

/* Takes nothing, gives the job back. */
static GradioJob *
start (GradioSession *self,
       GradioJob     *job)
{
  g_hash_table_add (self->active, g_object_ref (job));
  gradio_submission_start (self, job);

  return job;
}

static gboolean
sends_edits (GradioSession *self)
{
  return self->protocol == GRADIO_PROTOCOL_SSE_V2;
}

GradioJob *
gradio_session_submit (GradioSession  *self,
                       GradioEndpoint *endpoint,
                       JsonArray      *values)
{
  g_return_val_if_fail (GRADIO_IS_SESSION (self), NULL);
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (endpoint), NULL);
  g_return_val_if_fail (values != NULL, NULL);

  return start (self, gradio_job_new (self, endpoint, values, sends_edits (self)));
}

GradioJob *
gradio_session_trigger (GradioSession  *self,
                        GradioEndpoint *endpoint,
                        JsonArray      *data,
                        JsonNode       *event_data,
                        int             trigger_id)
{
  g_return_val_if_fail (GRADIO_IS_SESSION (self), NULL);
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (endpoint), NULL);
  g_return_val_if_fail (data != NULL, NULL);

  return start (self, gradio_job_new_for_app (self, endpoint, data, event_data, trigger_id,
                                              sends_edits (self)));
}

void
gradio_session_begin_join (GradioSession *self)
{
  self->n_joining++;
  gradio_timer_clear (&self->idle_timer);
}

static void
deliver_early (GradioSession *self)
{
  g_autoptr (GradioSession) keep = g_object_ref (self);
  guint                     n = g_queue_get_length (&self->early);

  while (n-- > 0) {
    g_autoptr (GBytes)     bytes = g_queue_pop_head (&self->early);
    g_auto (GradioMessage) message = { 0 };
    gsize                  length;
    const char            *text = g_bytes_get_data (bytes, &length);

    if (gradio_message_read (&message, text, length, NULL)) /* as it was before */
      message_cb (self, &message);                          /* puts it back when its join is still under way */
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
    if (gradio_job_is_final (job)) /* stopped while it was joining */
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
gradio_session_close_if_idle (GradioSession *self)
{
  if (g_hash_table_size (self->jobs) == 0 && self->n_joining == 0)
    close_stream (self);
}

void
gradio_session_job_ended (GradioSession *self,
                          GradioJob     *job)
{
  const char *event_id = gradio_job_get_event_id (job);

  if (self->last == job)
    self->last = NULL;
  if (event_id != NULL)
    g_hash_table_remove (self->jobs, event_id);
  if (gradio_job_take_place (job))
    gradio_gate_leave (gradio_connection_get_stream_gate (self->connection));
  g_hash_table_remove (self->active, job);
  close_when_idle (self);
}

/* The server stops every running job of this function in this session, and tells none of them
 * (protocol.md 12.2). */
static void
end_stopped_along (GradioSession *self,
                   int            fn_index)
{
  g_autoptr (GPtrArray) jobs = dup_active (self);

  for (guint i = 0; i < jobs->len; i++) {
    GradioJob *job = jobs->pdata[i];

    if (gradio_endpoint_get_fn_index (gradio_job_get_endpoint (job)) == fn_index &&
        gradio_job_get_event_id (job) != NULL && gradio_job_get_state (job) >= GRADIO_JOB_PROCESSING)
      gradio_job_fail (job, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                 _("The job was cancelled together with another one.")));
  }
}

void
gradio_session_job_stopped (GradioSession *self,
                            GradioJob     *job)
{
  if (gradio_job_get_event_id (job) == NULL) /* gradio_session_end_join() will see it, or nobody need */
    return;

  gradio_submission_cancel (self, job);
  end_stopped_along (self, gradio_endpoint_get_fn_index (gradio_job_get_endpoint (job)));
}

void
gradio_session_cancel (GradioSession *self,
                       int            fn_index)
{
  g_autoptr (GPtrArray) jobs = NULL;

  g_return_if_fail (GRADIO_IS_SESSION (self));

  jobs = dup_active (self);
  for (guint i = 0; i < jobs->len; i++)
    if (gradio_endpoint_get_fn_index (gradio_job_get_endpoint (jobs->pdata[i])) == fn_index)
      gradio_job_cancel (jobs->pdata[i]);
}

void
gradio_session_reset (GradioSession *self)
{
  g_autoptr (GPtrArray) jobs = NULL;

  g_return_if_fail (GRADIO_IS_SESSION (self));

  jobs = dup_active (self);
  for (guint i = 0; i < jobs->len; i++)
    gradio_job_cancel (jobs->pdata[i]);

  close_stream (self);
  set_hash (self, new_hash ());
}

void
gradio_session_keep_alive (GradioSession *self)
{
  g_return_if_fail (GRADIO_IS_SESSION (self));

  if (self->wants_heartbeat)
    return;

  self->wants_heartbeat = TRUE;
  self->heartbeat = gradio_heartbeat_new (self->connection, self->hash);
}

void
gradio_session_call_component_async (GradioSession      *self,
                                     int                 component_id,
                                     const char         *function,
                                     JsonNode           *data,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (JsonNode)    name = NULL;
  GString                *json = NULL;
  GTask                  *task;

  g_return_if_fail (GRADIO_IS_SESSION (self));
  g_return_if_fail (function != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_session_call_component_async);

  name = json_node_init_string (json_node_alloc (), function);
  json = g_string_new ("{\"fn_name\":");
  gradio_json_append (json, name);
  g_string_append (json, ",\"data\":");
  gradio_json_append (json, data);
  g_string_append_printf (json, ",\"component_id\":%d,\"session_hash\":\"%s\"}", component_id, self->hash);
  message = gradio_submission_new_post (self, "/component_server/", json);
  gradio_connection_call_async (self->connection, message, GRADIO_PATIENCE_ENDLESS, cancellable,
                                gradio_connection_forward_cb, task);
}

JsonNode *
gradio_session_call_component_finish (GradioSession *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
