/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-submission.h"

#include "gradio-endpoint-private.h"
#include "gradio-error.h"
#include "gradio-job-private.h"
#include "gradio-json.h"
#include "gradio-login.h"
#include "gradio-response.h"
#include "gradio-timer.h"
#include "gradio-upload.h"

#include <glib/gi18n-lib.h>

/* Seconds that a server may ask for. */
#define MAX_PAUSE 3600

static GradioSubmission *
submission_new (GradioSession *session,
                GradioJob     *job)
{
  GradioSubmission *self = g_rc_box_new0 (GradioSubmission);

  self->session = g_object_ref (session);
  self->job = g_object_ref (job);

  return self;
}

GradioSubmission *
gradio_submission_ref (GradioSubmission *self)
{
  return g_rc_box_acquire (self);
}

static void
submission_clear (gpointer data)
{
  GradioSubmission *self = data;

  g_clear_object (&self->session);
  g_clear_object (&self->job);
  g_clear_pointer (&self->data, json_array_unref);
}

void
gradio_submission_unref (GradioSubmission *self)
{
  g_rc_box_release_full (self, submission_clear);
}

SoupMessage *
gradio_submission_new_post (GradioSession *session,
                            const char    *path,
                            GString       *json)
{
  GradioConnection  *connection = gradio_session_get_connection (session);
  g_autofree char   *uri = gradio_connection_dup_api_uri (connection, path);
  g_autoptr (GBytes) body = g_string_free_to_bytes (json);
  SoupMessage       *message = gradio_connection_new_message (connection, SOUP_METHOD_POST, uri);

  soup_message_set_request_body_from_bytes (message, "application/json", body);

  return message;
}

GString *
gradio_submission_begin_body (GradioSession *session,
                              GradioJob     *job,
                              JsonArray     *data)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), data);
  GString             *json = g_string_new ("{\"data\":");

  gradio_json_append (json, node);
  g_string_append_printf (json, ",\"fn_index\":%d,\"session_hash\":\"%s\",\"event_data\":",
                          gradio_endpoint_get_fn_index (gradio_job_get_endpoint (job)),
                          gradio_session_get_hash (session));
  gradio_json_append (json, job->event_data);
  if (job->trigger_id >= 0)
    g_string_append_printf (json, ",\"trigger_id\":%d", job->trigger_id);
  else
    g_string_append (json, ",\"trigger_id\":null");

  return json;
}

/* refusals */

/* Gradio 6 validators: one entry per input, also for those that are fine (protocol.md 11.1). */
static GError *
new_validation_error (GradioJob *job,
                      JsonArray *details)
{
  GPtrArray          *parameters = gradio_endpoint_get_parameters (gradio_job_get_endpoint (job));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (details); i++) {
    JsonNode   *node = json_array_get_element (details, i);
    JsonObject *detail = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *name = gradio_json_get_string (detail, "parameter_name", NULL);
    const char *message = gradio_json_get_string (detail, "message", NULL);
    guint       at = i;

    if (message == NULL || gradio_json_get_boolean (detail, "is_valid", FALSE))
      continue;

    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", message);
    for (guint p = 0; name != NULL && p < parameters->len; p++)
      if (g_str_equal (name, gradio_parameter_get_name (parameters->pdata[p])))
        at = p;
    gradio_job_set_input_error (job, i, message);
    gradio_job_set_parameter_error (job, at, message);
  }

  return text->len > 0
           ? g_error_new (GRADIO_ERROR, GRADIO_ERROR_VALUE, _("The app refused the values: %s"), text->str)
           : NULL;
}

GError *
gradio_submission_new_refusal (GradioJob   *job,
                               SoupMessage *message,
                               GBytes      *body)
{
  guint                status = soup_message_get_status (message);
  GError              *error = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray           *details = NULL;

  if (status == SOUP_STATUS_UNPROCESSABLE_ENTITY) {
    node = gradio_json_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL);
    if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
      details = gradio_json_get_array (json_node_get_object (node), "detail");
    if (details != NULL)
      error = new_validation_error (job, details);
  }

  if (error == NULL)
    gradio_response_check (message, body, &error);

  return error;
}

GError *
gradio_submission_new_full_error (void)
{
  return g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_BUSY,
                              _("The app’s queue is full. Try again in a while."));
}

static void send_values (GradioSubmission *self);

static gboolean
retry_cb (gpointer user_data)
{
  g_autoptr (GradioSubmission) self = gradio_submission_ref (user_data);

  gradio_timer_clear (&self->job->retry);
  gradio_job_set_retry (self->job, 0);
  send_values (self);

  return G_SOURCE_REMOVE;
}

/* Seconds to wait: what the server asks for, else 2, 4, 8 …, each client a little different so that
 * they do not all come back at once. */
static double
choose_pause (GradioSubmission *self,
              SoupMessage      *message)
{
  int seconds = message != NULL ? gradio_response_get_retry_after (message) : 0;

  if (seconds > 0)
    return MIN (seconds, MAX_PAUSE);

  return (double) (2 << MIN (self->n_tries - 1, 4)) * g_random_double_range (0.8, 1.2);
}

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GradioSubmission) self = user_data;
  GError                      *error = NULL;

  if (!gradio_login_renew_finish (GRADIO_LOGIN (source), result, &error))
    gradio_job_fail (self->job, error);
  else if (!gradio_job_is_final (self->job))
    send_values (self);
}

/* A server that was restarted has forgotten who is logged in. Returns: whether the job comes again */
static gboolean
renew_login (GradioSubmission *self,
             const GError     *error)
{
  GradioConnection  *connection = gradio_session_get_connection (self->session);
  GradioCredentials *credentials = gradio_connection_get_credentials (connection);

  if (!g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN) || self->renewed ||
      gradio_job_is_final (self->job) || gradio_credentials_get_user (credentials) == NULL)
    return FALSE;

  self->renewed = TRUE;
  gradio_login_renew_async (gradio_connection_get_login (connection), connection, self->logins, NULL, renewed_cb,
                            gradio_submission_ref (self));

  return TRUE;
}

void
gradio_submission_refused (GradioSubmission *self,
                           SoupMessage      *message,
                           GError           *error)
{
  GradioConnection *connection = gradio_session_get_connection (self->session);
  double            pause;
  guint             milliseconds;

  if (renew_login (self, error)) {
    g_error_free (error);
    return;
  }

  if (!g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_BUSY) || gradio_job_is_final (self->job) ||
      self->n_tries >= gradio_session_get_busy_retries (self->session)) {
    gradio_job_fail (self->job, error);
    return;
  }

  self->n_tries++;
  pause = choose_pause (self, message);
  milliseconds = gradio_connection_scale_time (connection, (guint) (pause * 1000));
  gradio_job_joined (self->job);
  gradio_job_set_retry (self->job, milliseconds / 1000.0);
  gradio_timer_clear (&self->job->retry);
  self->job->retry = gradio_timer_start (milliseconds, retry_cb, gradio_submission_ref (self),
                                         (GDestroyNotify) gradio_submission_unref);
  g_error_free (error);
}

/* sending */

typedef struct {
  GradioSubmission *submission; /* owned */
  GradioWay         way;
} Passage;

static GradioGate *
get_gate (GradioSubmission *self)
{
  return gradio_connection_get_stream_gate (gradio_session_get_connection (self->session));
}

/* Takes the passage, which has come through the gate. */
static void
passed_gate (gpointer data)
{
  g_autofree Passage          *passage = data;
  g_autoptr (GradioSubmission) self = passage->submission;

  if (gradio_job_is_final (self->job)) {
    gradio_gate_leave (get_gate (self));
    return;
  }

  gradio_job_give_place (self->job);
  passage->way (self);
}

void
gradio_submission_pass_gate (GradioSubmission *self,
                             GradioWay         way)
{
  Passage *passage;

  if (self->job->has_place) {
    way (self);
    return;
  }

  passage = g_new (Passage, 1);
  passage->submission = gradio_submission_ref (self);
  passage->way = way;
  gradio_gate_enter (get_gate (self), passed_gate, passage);
}

static void
send_values (GradioSubmission *self)
{
  GradioConnection *connection = gradio_session_get_connection (self->session);

  self->logins = gradio_login_get_count (gradio_connection_get_login (connection));
  if (!gradio_endpoint_is_queued (gradio_job_get_endpoint (self->job))) {
    gradio_run_start (self);
    return;
  }

  switch (gradio_session_get_protocol (self->session)) {
  case GRADIO_PROTOCOL_WS:
    gradio_submission_pass_gate (self, gradio_queue_socket_start);
    break;
  case GRADIO_PROTOCOL_SSE:
    gradio_submission_pass_gate (self, gradio_queue_stream_start);
    break;
  case GRADIO_PROTOCOL_SSE_V1:
  case GRADIO_PROTOCOL_SSE_V2:
    if (gradio_session_is_shared (self->session))
      gradio_join_start (self);
    else
      gradio_submission_pass_gate (self, gradio_join_start);
    break;
  case GRADIO_PROTOCOL_CALL:
    gradio_submission_pass_gate (self, gradio_call_start);
    break;
  }
}

/* Takes the submission. The values are what a caller gives, or all that the wire wants. */
static void
take_values (GradioSubmission *self,
             JsonArray        *values)
{
  if (self->job->from_app)
    self->data = json_array_ref (values);
  else
    self->data = gradio_endpoint_fill_data (gradio_job_get_endpoint (self->job), values);

  send_values (self);
  gradio_submission_unref (self);
}

static void
upload_progress_cb (double   fraction,
                    gpointer user_data)
{
  GradioSubmission *self = user_data;

  gradio_job_set_upload_fraction (self->job, fraction);
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GradioSubmission) self = user_data;
  g_autoptr (JsonArray)        values = NULL;
  GError                      *error = NULL;

  values = gradio_upload_values_finish (GRADIO_CONNECTION (source), result, &error);
  if (values == NULL)
    gradio_job_fail (self->job, error);
  else if (!gradio_job_is_final (self->job))
    take_values (g_steal_pointer (&self), values);
}

void
gradio_submission_start (GradioSession *session,
                         GradioJob     *job)
{
  GradioSubmission     *self = submission_new (session, job);
  JsonArray            *values = gradio_job_get_values (job);
  g_autoptr (GPtrArray) components = gradio_job_list_legacy_components (job);

  if (!gradio_upload_is_needed (values, components != NULL)) {
    take_values (self, values);
    return;
  }

  gradio_job_set_upload_fraction (job, 0);
  gradio_upload_values_async (gradio_session_get_connection (session), values, components,
                              upload_progress_cb, self, gradio_job_get_cancellable (job), uploaded_cb, self);
}

/* cancelling */

static void
reset_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GradioSession) session = user_data;
  g_autoptr (GError)        error = NULL;
  g_autoptr (JsonNode)      node = gradio_connection_call_finish (GRADIO_CONNECTION (source), result, &error);

  if (node == NULL)
    g_debug ("The server was not told to stop: %s", error->message);
  gradio_session_close_if_idle (session);
}

/* A generator stops at its next step; a plain function goes on whatever is said (protocol.md 12.4). */
static void
reset (GradioSession *session,
       const char    *session_hash,
       const char    *event_id,
       int            fn_index)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (JsonNode)    id = json_node_init_string (json_node_alloc (), event_id);
  GString                *json = g_string_new ("{\"event_id\":");

  gradio_json_append (json, id);
  g_string_append_printf (json, ",\"session_hash\":\"%s\",\"fn_index\":%d}",
                          session_hash, fn_index);
  message = gradio_submission_new_post (session, "/reset", json);
  gradio_connection_call_async (gradio_session_get_connection (session), message,
                                GRADIO_PATIENCE_CALL, NULL, reset_cb, g_object_ref (session));
}

/* Its session's stream stays open until the server was told. */
typedef struct {
  GradioSession *session;      /* owned */
  char          *session_hash; /* the job's: the session may have another one by now */
  char          *event_id;
  int            fn_index;
} Cancel;

static void
cancel_free (Cancel *cancel)
{
  g_object_unref (cancel->session);
  g_free (cancel->session_hash);
  g_free (cancel->event_id);
  g_free (cancel);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cancel, cancel_free)

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Cancel)   cancel = user_data;
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = gradio_connection_call_finish (GRADIO_CONNECTION (source), result, &error);

  if (node != NULL)
    return;

  g_debug ("The server was not told to cancel: %s", error->message);
  if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND))
    reset (cancel->session, cancel->session_hash, cancel->event_id, cancel->fn_index);
}

void
gradio_submission_cancel (GradioSession *session,
                          GradioJob     *job)
{
  g_autoptr (SoupMessage) message = NULL;
  const char             *event_id = gradio_job_get_event_id (job);
  g_autoptr (JsonNode)    id = json_node_init_string (json_node_alloc (), event_id);
  int                     fn_index = gradio_endpoint_get_fn_index (gradio_job_get_endpoint (job));
  GString                *json;
  Cancel                 *cancel;

  if (gradio_session_get_protocol (session) <= GRADIO_PROTOCOL_SSE) {
    reset (session, gradio_job_get_session_hash (job), event_id, fn_index);
    return;
  }

  json = g_string_new ("{\"event_id\":");
  gradio_json_append (json, id);
  g_string_append_printf (json, ",\"session_hash\":\"%s\",\"fn_index\":%d}",
                          gradio_job_get_session_hash (job), fn_index);
  message = gradio_submission_new_post (session, "/cancel", json);
  gradio_connection_allow_reuse (message);

  cancel = g_new0 (Cancel, 1);
  cancel->session = g_object_ref (session);
  cancel->session_hash = g_strdup (gradio_job_get_session_hash (job));
  cancel->event_id = g_strdup (event_id);
  cancel->fn_index = fn_index;
  gradio_connection_call_async (gradio_session_get_connection (session), message,
                                GRADIO_PATIENCE_CALL, NULL, cancelled_cb, cancel);
}
