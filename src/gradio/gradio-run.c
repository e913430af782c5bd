/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-submission.h"

#include "gradio-body.h"
#include "gradio-error.h"
#include "gradio-job-private.h"
#include "gradio-json.h"
#include "gradio-keep-alive.h"
#include "gradio-response.h"

#include <glib/gi18n-lib.h>

/* Endpoints without a queue: one POST, whose answer comes when the function ends (protocol.md 14.2). */
typedef struct {
  GradioSubmission *submission; /* owned */
  SoupMessage      *message;    /* owned */
  gboolean          old_route;
} Run;

static void
run_free (Run *self)
{
  g_clear_pointer (&self->submission, gradio_submission_unref);
  g_clear_object (&self->message);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static void send_run (Run *self);

/* A function with `batch` takes a list for each input, and gives one for each output; the queue makes
 * them of single jobs, this route does not. */
static JsonArray *
wrap_each (JsonArray *values)
{
  JsonArray *wrapped = json_array_new ();

  for (guint i = 0; i < json_array_get_length (values); i++) {
    JsonArray *list = json_array_new ();

    json_array_add_element (list, json_node_ref (json_array_get_element (values, i)));
    json_array_add_array_element (wrapped, list);
  }

  return wrapped;
}

static JsonArray *
unwrap_each (JsonArray *values)
{
  JsonArray *unwrapped = json_array_new ();

  for (guint i = 0; i < json_array_get_length (values); i++) {
    JsonNode  *node = json_array_get_element (values, i);
    JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

    if (list != NULL && json_array_get_length (list) > 0)
      node = json_array_get_element (list, 0);
    json_array_add_element (unwrapped, json_node_ref (node));
  }

  return unwrapped;
}

static GradioCacheUse
read_cache_use (JsonObject *output)
{
  const char *word = gradio_json_get_string (output, "used_cache", "");

  if (g_str_equal (word, "full"))
    return GRADIO_CACHE_USED;

  return g_str_equal (word, "partial") ? GRADIO_CACHE_USED_PARTLY : GRADIO_CACHE_NOT_USED;
}

static void
take_data (Run        *self,
           JsonObject *output)
{
  GradioJob            *job = self->submission->job;
  JsonArray            *data = gradio_json_get_array (output, "data");
  g_autoptr (JsonArray) unwrapped = NULL;

  if (gradio_endpoint_is_batch (gradio_job_get_endpoint (job)))
    unwrapped = unwrap_each (data);
  gradio_job_set_changed_states (job, gradio_json_get_array (output, "changed_state_ids"));
  gradio_job_set_cache (job, read_cache_use (output), gradio_json_get_double (output, "duration", -1),
                        gradio_json_get_double (output, "average_duration", -1));
  gradio_job_set_render_config (job, gradio_json_get_object (output, "render_config"));
  gradio_job_take_result (job, unwrapped != NULL ? unwrapped : data);
}

static void
take_answer (Run    *self,
             GBytes *body)
{
  GradioJob           *job = self->submission->job;
  g_autoptr (JsonNode) node = gradio_json_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL);
  JsonObject          *object = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    object = json_node_get_object (node);
  if (object != NULL && gradio_job_has_message_handler (job))
    gradio_job_emit_message (job, object);

  if (object != NULL && json_object_has_member (object, "error"))
    gradio_job_fail_app (job, object);
  else if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message)))
    gradio_submission_refused (self->submission, self->message,
                               gradio_submission_new_refusal (job, self->message, body));
  else if (gradio_json_get_array (object, "data") != NULL)
    take_data (self, object);
  else
    gradio_job_fail (job, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_SERVER,
                                               _("The server’s answer makes no sense.")));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Run)    self = user_data;
  g_autoptr (GBytes) body = NULL;
  GError            *error = NULL;

  body = gradio_body_fetch_finish (SOUP_SESSION (source), result, &error);
  if (body == NULL) {
    gradio_job_fail (self->submission->job,
                     gradio_response_translate_error (error, soup_message_get_uri (self->message)));
  } else if (soup_message_get_status (self->message) == SOUP_STATUS_NOT_FOUND && !self->old_route &&
             gradio_session_get_protocol (self->submission->session) == GRADIO_PROTOCOL_WS) {
    self->old_route = TRUE;
    send_run (g_steal_pointer (&self));
  } else {
    take_answer (self, body);
  }
}

/* Takes @self. Never over an old connection: a proxy may cut off this request while the function goes on,
 * and sent again it would run twice. */
static void
send_run (Run *self)
{
  GradioSubmission        *submission = self->submission;
  GradioJob               *job = submission->job;
  GradioConnection        *connection = gradio_session_get_connection (submission->session);
  gboolean                 batch = gradio_endpoint_is_batch (gradio_job_get_endpoint (job));
  g_autoptr (JsonArray)    data = batch ? wrap_each (submission->data) : json_array_ref (submission->data);
  GString                 *json = gradio_submission_begin_body (submission->session, job, data);
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (connection,
                                                                        gradio_job_get_cancellable (job));
  g_autofree char         *path = gradio_connection_dup_job_path (connection, self->old_route ? "/api/predict"
                                                                                              : "/run/predict");

  g_string_append (json, batch ? ",\"batched\":true}" : "}");
  g_clear_object (&self->message);
  self->message = gradio_submission_new_post (submission->session, path, json);
  gradio_keep_alive_watch (self->message);
  if (!job->from_app)
    soup_message_headers_replace (soup_message_get_request_headers (self->message), "x-gradio-user", "api");

  gradio_body_fetch_async (
    gradio_connection_get_soup_session (connection, self->message, GRADIO_PATIENCE_ENDLESS), self->message,
    linked, answered_cb, self);
}

void
gradio_run_start (GradioSubmission *submission)
{
  Run *self = g_new0 (Run, 1);

  self->submission = gradio_submission_ref (submission);
  send_run (self);
}
