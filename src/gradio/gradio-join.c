/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-submission.h"

#include "gradio-body.h"
#include "gradio-error.h"
#include "gradio-job-private.h"
#include "gradio-json.h"
#include "gradio-response.h"

#include <glib/gi18n-lib.h>

/* `sse_v1` and later: the job joins the queue by a POST, the session's stream tells of it (protocol.md
 * 8.3b). */
typedef struct {
  GradioSubmission *submission; /* owned */
  SoupMessage      *message;    /* owned */
} Join;

static void
join_free (Join *self)
{
  g_clear_pointer (&self->submission, gradio_submission_unref);
  g_clear_object (&self->message);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Join, join_free)

/* A server may offer no queue to strangers, but its REST routes. */
static gboolean
is_without_queue (Join *self)
{
  return soup_message_get_status (self->message) == SOUP_STATUS_NOT_FOUND &&
         gradio_endpoint_is_named (gradio_job_get_endpoint (self->submission->job));
}

static char *
dup_event_id (Join    *self,
              GBytes  *body,
              GError **error)
{
  g_autoptr (JsonNode) node = gradio_response_parse (self->message, body, error);
  const char          *event_id = NULL;

  if (node == NULL)
    return NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    event_id = gradio_json_get_string (json_node_get_object (node), "event_id", NULL);
  if (event_id == NULL)
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_SERVER,
                         _("The server did not take the job. Try again."));

  return g_strdup (event_id);
}

static void
end_join (Join       *self,
          const char *event_id)
{
  GradioSession *session = self->submission->session;

  gradio_gate_leave (gradio_connection_get_join_gate (gradio_session_get_connection (session)));
  gradio_session_end_join (session, self->submission->job, event_id);
}

static void
joined_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Join)   self = user_data;
  GradioSubmission  *submission = self->submission;
  g_autoptr (GBytes) body = NULL;
  g_autofree char   *event_id = NULL;
  GError            *error = NULL;

  body = gradio_body_fetch_finish (SOUP_SESSION (source), result, &error);
  if (body == NULL)
    error = gradio_response_translate_error (error, soup_message_get_uri (self->message));
  else if (is_without_queue (self))
    gradio_submission_pass_gate (submission, gradio_call_start);
  else if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message)))
    error = gradio_submission_new_refusal (submission->job, self->message, body);
  else
    event_id = dup_event_id (self, body, &error);

  if (error != NULL)
    gradio_submission_refused (submission, self->message, error);
  end_join (self, event_id);
}

/*
 * Not cancelled with the job: when the request is out the server has the job, and only its answer says
 * which one is to be stopped there.
 */
static void
send_join (gpointer data)
{
  Join             *self = data;
  GradioSubmission *submission = self->submission;
  GradioSession    *session = submission->session;
  GradioConnection *connection = gradio_session_get_connection (session);
  GString          *json = NULL;
  g_autofree char  *path = NULL;

  if (gradio_job_is_final (submission->job)) { /* cancelled while it waited for its turn */
    end_join (self, NULL);
    join_free (self);
    return;
  }

  json = gradio_submission_begin_body (session, submission->job, submission->data);
  g_string_append_c (json, '}');
  path = gradio_connection_dup_job_path (connection, "/queue/join");
  self->message = gradio_submission_new_post (session, path, json);
  if (!submission->job->from_app)
    soup_message_headers_replace (soup_message_get_request_headers (self->message), "x-gradio-user", "api");
  gradio_connection_allow_reuse (self->message);
  gradio_job_set_session_hash (submission->job, gradio_session_get_hash (session));

  gradio_body_fetch_async (
    gradio_connection_get_soup_session (connection, self->message, GRADIO_PATIENCE_CALL), self->message,
    gradio_connection_get_closed (connection), joined_cb, self);
}

void
gradio_join_start (GradioSubmission *submission)
{
  GradioConnection *connection = gradio_session_get_connection (submission->session);
  Join             *self = g_new0 (Join, 1);

  self->submission = gradio_submission_ref (submission);
  gradio_session_begin_join (submission->session);
  gradio_gate_enter (gradio_connection_get_join_gate (connection), send_join, self);
}
