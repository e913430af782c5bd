/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-job-stream.h"

#include "gradio-endpoint-private.h"
#include "gradio-error.h"
#include "gradio-job-private.h"
#include "gradio-json.h"

/* `sse`, Gradio 4.0 to 4.8: a stream for each job, which asks for its data when it is its turn
 * (protocol.md 8.3a). */

static void
data_sent_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GradioSubmission) self = user_data;
  GError                      *error = NULL;
  g_autoptr (JsonNode)         node = gradio_connection_call_finish (GRADIO_CONNECTION (source), result, &error);

  if (node == NULL)
    gradio_submission_refused (self, NULL, error);
}

static void
send_data (GradioSubmission *self,
           const char       *event_id)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (JsonNode)    id = json_node_init_string (json_node_alloc (), event_id);
  GString                *json = gradio_submission_begin_body (self->session, self->job, self->data);

  gradio_job_set_event_id (self->job, event_id);
  g_string_append (json, ",\"event_id\":");
  gradio_json_append (json, id);
  g_string_append_c (json, '}');
  message = gradio_submission_new_post (self->session, "/queue/data", json);
  gradio_connection_call_async (gradio_session_get_connection (self->session), message,
                                GRADIO_PATIENCE_CALL, NULL, data_sent_cb, gradio_submission_ref (self));
}

static void
message_cb (GradioSubmission    *self,
            const GradioMessage *message)
{
  g_autofree char *event_id = NULL;

  switch (message->kind) {
  case GRADIO_MESSAGE_SEND_DATA:
    event_id = gradio_message_dup_event_id (message);
    if (event_id != NULL)
      send_data (self, event_id);
    break;
  case GRADIO_MESSAGE_QUEUE_FULL:
    gradio_submission_refused (self, NULL, gradio_submission_new_full_error ());
    break;
  default:
    gradio_job_handle_message (self->job, message);
    break;
  }
}

void
gradio_queue_stream_start (GradioSubmission *self)
{
  g_autofree char *path = g_strdup_printf (
    "/queue/join?fn_index=%d&session_hash=%s",
    gradio_endpoint_get_fn_index (gradio_job_get_endpoint (self->job)), gradio_session_get_hash (self->session));

  gradio_job_set_session_hash (self->job, gradio_session_get_hash (self->session));
  gradio_job_joined (self->job);
  gradio_job_stream_open_queue (self, path, message_cb);
}
