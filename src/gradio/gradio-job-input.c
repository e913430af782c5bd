/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-endpoint-private.h"
#include "gradio-error.h"
#include "gradio-job-private.h"
#include "gradio-submission.h"
#include "gradio-upload.h"

/* What is sent to a job while it runs: pictures of a camera, pieces of sound (protocol.md 16.2). */

static void send_next (GradioJob *self);

static char *
dup_route (GradioJob  *self,
           const char *end)
{
  g_autofree char *escaped = g_uri_escape_string (self->event_id, NULL, FALSE);

  return g_strconcat ("/stream/", escaped, end, NULL);
}

/* An event that the server has ended in the meantime is no news: its result is on its way. */
static void
take_failure (GradioJob *self,
              GError    *error)
{
  self->chunk_sent = FALSE;
  if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND) ||
      g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_SERVER)) {
    g_debug ("A piece of input was not taken: %s", error->message);
    g_error_free (error);
  } else {
    gradio_job_fail (self, error);
  }
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GradioJob) self = user_data;
  GError               *error = NULL;
  g_autoptr (JsonNode)  node = gradio_connection_call_finish (GRADIO_CONNECTION (source), result, &error);

  if (node == NULL) /* the answer itself comes as a message */
    take_failure (self, error);
}

static void
post (GradioJob  *self,
      const char *end,
      GString    *json)
{
  g_autofree char        *route = dup_route (self, end);
  g_autoptr (SoupMessage) message = gradio_submission_new_post (self->session, route, json);

  gradio_connection_allow_reuse (message);
  gradio_connection_call_async (gradio_session_get_connection (self->session), message,
                                GRADIO_PATIENCE_CALL, NULL, sent_cb, g_object_ref (self));
}

static void
send_chunk (GradioJob *self,
            JsonArray *values)
{
  g_autoptr (JsonArray) data = self->from_app ? json_array_ref (values)
                                              : gradio_endpoint_fill_data (self->endpoint, values);
  GString              *json = gradio_submission_begin_body (self->session, self, data);

  g_string_append_c (json, '}');
  post (self, NULL, json);
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GradioJob) self = user_data;
  GError               *error = NULL;
  g_autoptr (JsonArray) values = gradio_upload_values_finish (GRADIO_CONNECTION (source), result, &error);

  if (values == NULL)
    take_failure (self, error);
  else if (!gradio_job_is_final (self))
    send_chunk (self, values);
}

static void
send_next (GradioJob *self)
{
  g_autoptr (JsonArray) values = NULL;

  if (gradio_job_is_final (self) || !self->listening || self->chunk_sent)
    return;

  values = g_steal_pointer (&self->chunk);
  if (values == NULL) {
    if (self->input_ended)
      post (self, "/close", g_string_new ("{}"));
    return;
  }

  self->chunk_sent = TRUE;
  if (gradio_upload_is_needed (values, FALSE))
    gradio_upload_values_async (gradio_session_get_connection (self->session), values, NULL, NULL, NULL,
                                self->cancellable, uploaded_cb, g_object_ref (self));
  else
    send_chunk (self, values);
}

/* The piece that came with the job is at work when the function starts, and answered like the others. */
void
gradio_job_input_answered (GradioJob *self)
{
  if (!gradio_endpoint_is_stream (self->endpoint) || gradio_job_is_final (self))
    return;

  self->chunk_sent = !self->listening;
  self->listening = TRUE;
  send_next (self);
}

void
gradio_job_push (GradioJob *self,
                 JsonArray *values)
{
  g_return_if_fail (GRADIO_IS_JOB (self));
  g_return_if_fail (values != NULL);
  g_return_if_fail (gradio_endpoint_is_stream (self->endpoint));

  if (gradio_job_is_final (self) || self->input_ended)
    return;

  g_clear_pointer (&self->chunk, json_array_unref);
  self->chunk = json_array_ref (values);
  send_next (self);
}

gboolean
gradio_job_wants_input (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), FALSE);

  return !gradio_job_is_final (self) && self->listening && !self->chunk_sent && self->chunk == NULL && !self->input_ended;
}

void
gradio_job_end_input (GradioJob *self)
{
  g_return_if_fail (GRADIO_IS_JOB (self));
  g_return_if_fail (gradio_endpoint_is_stream (self->endpoint));

  if (gradio_job_is_final (self) || self->input_ended)
    return;

  self->input_ended = TRUE;
  send_next (self);
}

double
gradio_job_get_time_left (GradioJob *self)
{
  double limit;

  g_return_val_if_fail (GRADIO_IS_JOB (self), -1);

  limit = gradio_endpoint_get_time_limit (self->endpoint);
  if (!gradio_endpoint_is_stream (self->endpoint) || limit <= 0 || self->input_time == 0)
    return -1;

  return MAX (0, limit - (g_get_monotonic_time () - self->input_time) / 1e6);
}
