/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-session-private.h"

#include "gradio-job-private.h"
#include "gradio-json.h"
#include "gradio-submission.h"
#include "gradio-timer.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (GradioSession, gradio_session, G_TYPE_OBJECT)

/* Whoever knows the hash can read the session's messages, so it must not be guessed. */
static char *
new_hash (void)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_auto (GStrv)   parts = g_strsplit (uuid, "-", -1);

  return g_strjoinv (NULL, parts);
}

void
gradio_session_renew_hash (GradioSession *self)
{
  g_free (self->hash);
  self->hash = new_hash ();
  g_clear_object (&self->heartbeat);
  if (self->wants_heartbeat)
    self->heartbeat = gradio_heartbeat_new (self->connection, self->hash);
}

static GHashTable *
new_jobs (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

GHashTable *
gradio_session_steal_jobs (GradioSession *self)
{
  GHashTable *jobs = g_steal_pointer (&self->jobs);

  self->jobs = new_jobs ();

  return jobs;
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
  gradio_session_close_stream (self);
  g_clear_object (&self->heartbeat);
}

static void
gradio_session_dispose (GObject *object)
{
  GradioSession *self = GRADIO_SESSION (object);

  gradio_session_close_stream (self);
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
  g_clear_error (&self->refusal);

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
  gradio_session_renew_hash (self);
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
  gradio_session_close_when_idle (self);
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

  gradio_session_close_stream (self);
  gradio_session_renew_hash (self);
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
