/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-job-stream.h"

#include "gradio-error.h"
#include "gradio-job-private.h"
#include "gradio-json.h"

#include <glib/gi18n-lib.h>

/* The REST form, for servers that offer nothing better: no position, progress, log or edits
 * (protocol.md 14.1). */

/* Before 6.0 `data` of an error is always null; later it is what the queue says, or a text. */
static void
handle_error (GradioSubmission *self,
              JsonNode         *node)
{
  g_autoptr (JsonObject) output = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node)) {
    gradio_job_fail_app (self->job, json_node_get_object (node));
    return;
  }

  output = json_object_new ();
  json_object_set_member (output, "error", json_node_ref (node));
  gradio_job_fail_app (self->job, output);
}

static void
event_cb (GradioSubmission *self,
          const char       *event,
          JsonNode         *node)
{
  JsonArray *data = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (g_str_equal (event, "error"))
    handle_error (self, node);
  else if (g_str_equal (event, "generating") && data != NULL)
    gradio_job_take_partial (self->job, data);
  else if (g_str_equal (event, "complete") && data != NULL)
    gradio_job_take_result (self->job, data);
  else if (!g_str_equal (event, "heartbeat"))
    g_debug ("An event of a kind that is not known: %s", event);
}

static char *
dup_route (GradioSubmission *self)
{
  const char      *name = gradio_endpoint_get_name (gradio_job_get_endpoint (self->job));
  g_autofree char *escaped = g_uri_escape_string (name, "/", FALSE);

  return g_strconcat ("/call", escaped, NULL);
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GradioSubmission) self = user_data;
  GError                      *error = NULL;
  g_autoptr (JsonNode)         node = gradio_connection_call_finish (GRADIO_CONNECTION (source), result, &error);
  JsonObject                  *answer = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char                  *event_id = gradio_json_get_string (answer, "event_id", NULL);
  g_autofree char             *route = dup_route (self);
  g_autofree char             *path = NULL;
  g_autofree char             *escaped = NULL;

  if (event_id == NULL && error == NULL)
    error = g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_SERVER,
                                 _("The server did not take the job. Try again."));
  if (error != NULL) {
    gradio_submission_refused (self, NULL, error);
    return;
  }

  gradio_job_set_event_id (self->job, event_id);
  gradio_job_set_session_hash (self->job, event_id); /* such a job has a session of its own */
  if (gradio_job_is_final (self->job)) {
    gradio_submission_cancel (self->session, self->job);
    return;
  }

  escaped = g_uri_escape_string (event_id, NULL, FALSE);
  path = g_strconcat (route, "/", escaped, NULL);
  gradio_job_joined (self->job);
  gradio_job_stream_open_events (self, path, event_cb);
}

void
gradio_call_start (GradioSubmission *self)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (JsonNode)    data = json_node_init_array (json_node_alloc (), self->data);
  g_autofree char        *route = dup_route (self);
  GString                *json = g_string_new ("{\"data\":");

  gradio_json_append (json, data);
  g_string_append_c (json, '}');
  message = gradio_submission_new_post (self->session, route, json);
  gradio_connection_call_async (gradio_session_get_connection (self->session), message,
                                GRADIO_PATIENCE_CALL, NULL, called_cb, gradio_submission_ref (self));
}
