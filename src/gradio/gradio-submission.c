/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-submission.h"

#include "gradio-endpoint-private.h"
#include "gradio-error.h"
#include "gradio-job-private.h"
#include "gradio-json.h"
#include "gradio-log.h"
#include "gradio-response.h"
#include "gradio-upload.h"

#include <glib/gi18n-lib.h>

/* Travels along the callbacks of one job. */
typedef struct {
  GradioSession *session;
  GradioJob     *job;
  SoupMessage   *message;
} Submission;

static Submission *
submission_new (GradioSession *session,
                GradioJob     *job)
{
  Submission *self = g_new0 (Submission, 1);

  self->session = g_object_ref (session);
  self->job = g_object_ref (job);

  return self;
}

static void
submission_free (Submission *self)
{
  g_object_unref (self->session);
  g_object_unref (self->job);
  g_clear_object (&self->message);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Submission, submission_free)

static SoupMessage *
new_post (GradioSession *session,
          const char    *path,
          GString       *json)
{
  GradioConnection  *connection = gradio_session_get_connection (session);
  g_autofree char   *uri = gradio_connection_dup_api_uri (connection, path);
  g_autoptr (GBytes) body = g_string_free_to_bytes (json);
  SoupMessage       *message = gradio_connection_new_message (connection, SOUP_METHOD_POST, uri);

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_message_headers_replace (soup_message_get_request_headers (message), "x-gradio-user", "api");

  return message;
}

/*
 * Not for /run, which a proxy may cut off while the function goes on: it would run twice.
 * libsoup opens a new connection for every POST, lest an old one dies under it. Marked so, it takes an
 * old one, and sends the request again only when that was closed without a byte of an answer.
 */
static void
allow_reuse (SoupMessage *message)
{
  soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
}

static SoupMessage *
new_job_message (Submission *self,
                 const char *path,
                 JsonArray  *values)
{
  GradioEndpoint       *endpoint = gradio_job_get_endpoint (self->job);
  g_autoptr (JsonArray) data = gradio_endpoint_fill_data (endpoint, values);
  g_autoptr (JsonNode)  node = json_node_init_array (json_node_alloc (), data);
  GString              *json = g_string_new ("{\"data\":");

  gradio_json_append (json, node);
  g_string_append_printf (json,
                          ",\"fn_index\":%d,\"session_hash\":\"%s\",\"event_data\":null,"
                          "\"trigger_id\":null}",
                          gradio_endpoint_get_fn_index (endpoint),
                          gradio_session_get_hash (self->session));

  return new_post (self->session, path, json);
}

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

    if (message == NULL || gradio_json_get_boolean (detail, "is_valid", FALSE))
      continue;

    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", message);
    for (guint p = 0; p < parameters->len && gradio_job_get_error_parameter (job) < 0; p++)
      if (name != NULL ? g_str_equal (name, gradio_parameter_get_name (parameters->pdata[p])) : p == i)
        gradio_job_set_error_parameter (job, p);
  }

  return text->len > 0
           ? g_error_new (GRADIO_ERROR, GRADIO_ERROR_VALUE, _("The app refused the values: %s"), text->str)
           : NULL;
}

/* What the body of a refusal tells beyond its status. */
static GError *
new_refusal (GradioJob   *job,
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

static void
joined_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Submission) self = user_data;
  g_autoptr (GBytes)     body = NULL;
  g_autoptr (JsonNode)   node = NULL;
  GError                *error = NULL;
  const char            *event_id = NULL;

  body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  if (body == NULL)
    error = gradio_response_translate_error (error, soup_message_get_uri (self->message));
  else if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message)))
    error = new_refusal (self->job, self->message, body);
  else
    node = gradio_response_parse (self->message, body, &error);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    event_id = gradio_json_get_string (json_node_get_object (node), "event_id", NULL);
  if (event_id == NULL && error == NULL)
    error = g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_SERVER,
                                 _("The server did not take the job. Try again."));

  if (error != NULL)
    gradio_job_fail (self->job, error);
  gradio_session_end_join (self->session, self->job, event_id);
}

/*
 * Takes @self. Not cancelled with the job: when the request is out the server has the job, and only its answer
 * says which one is to be stopped there.
 */
static void
join (Submission *self,
      JsonArray  *values)
{
  GradioConnection        *connection = gradio_session_get_connection (self->session);
  SoupSession             *soup;
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (connection, NULL);

  self->message = new_job_message (self, "/queue/join", values);
  allow_reuse (self->message);
  soup = gradio_connection_get_soup_session (connection, self->message, GRADIO_PATIENCE_CALL);
  gradio_session_begin_join (self->session);
  soup_session_send_and_read_async (soup, self->message, G_PRIORITY_DEFAULT, linked, joined_cb,
                                    self);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (Submission) self = user_data;
  g_autoptr (GBytes)     body = NULL;
  g_autoptr (JsonNode)   node = NULL;
  GError                *error = NULL;
  JsonObject            *object = NULL;

  body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  if (body == NULL) {
    gradio_job_fail (self->job,
                     gradio_response_translate_error (error, soup_message_get_uri (self->message)));
    return;
  }

  node = gradio_json_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    object = json_node_get_object (node);

  if (object != NULL && json_object_has_member (object, "error"))
    gradio_job_fail_app (self->job, object);
  else if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message)))
    gradio_job_fail (self->job, new_refusal (self->job, self->message, body));
  else if (gradio_json_get_array (object, "data") != NULL)
    gradio_job_complete (self->job, gradio_json_get_array (object, "data"));
  else
    gradio_job_fail (self->job, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_SERVER,
                                                     _("The server’s answer makes no sense.")));
}

static void
run_directly (Submission *self,
              JsonArray  *values)
{
  GradioConnection        *connection = gradio_session_get_connection (self->session);
  SoupSession             *soup;
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (
    connection, gradio_job_get_cancellable (self->job));

  self->message = new_job_message (self, "/run/predict", values);
  soup = gradio_connection_get_soup_session (connection, self->message, GRADIO_PATIENCE_ENDLESS);
  soup_session_send_and_read_async (soup, self->message, G_PRIORITY_DEFAULT, linked, run_cb,
                                    self);
}

static void
send_values (Submission *self,
             JsonArray  *values)
{
  if (gradio_endpoint_is_queued (gradio_job_get_endpoint (self->job)))
    join (self, values);
  else
    run_directly (self, values);
}

static void
upload_progress_cb (double   fraction,
                    gpointer user_data)
{
  Submission *self = user_data;

  gradio_job_set_upload_fraction (self->job, fraction);
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Submission) self = user_data;
  g_autoptr (JsonArray)  values = NULL;
  GError                *error = NULL;

  values = gradio_upload_values_finish (GRADIO_CONNECTION (source), result, &error);
  if (values == NULL)
    gradio_job_fail (self->job, error);
  else if (!gradio_job_is_final (self->job))
    send_values (g_steal_pointer (&self), values);
}

void
gradio_submission_start (GradioSession *session,
                         GradioJob     *job)
{
  Submission *self = submission_new (session, job);
  JsonArray  *values = gradio_job_get_values (job);

  if (!gradio_upload_is_needed (values, FALSE)) {
    send_values (self, values);
    return;
  }

  gradio_job_set_upload_fraction (job, 0);
  gradio_upload_values_async (gradio_session_get_connection (session), gradio_job_get_endpoint (job),
                              values, FALSE, upload_progress_cb, self, gradio_job_get_cancellable (job),
                              uploaded_cb, self);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GradioSession) session = user_data; /* its stream stays open until the server was told */
  g_autoptr (GError)        error = NULL;
  g_autoptr (JsonNode)      node = NULL;

  node = gradio_connection_call_finish (GRADIO_CONNECTION (source), result, &error);
  if (node == NULL)
    g_debug ("The server was not told to stop: %s", error->message);
}

void
gradio_submission_cancel (GradioSession *session,
                          GradioJob     *job)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (JsonNode)    event_id = json_node_init_string (json_node_alloc (),
                                                            gradio_job_get_event_id (job));
  GString                *json = g_string_new ("{\"event_id\":");

  gradio_json_append (json, event_id);
  g_string_append_printf (json, ",\"session_hash\":\"%s\",\"fn_index\":%d}",
                          gradio_session_get_hash (session),
                          gradio_endpoint_get_fn_index (gradio_job_get_endpoint (job)));
  message = new_post (session, "/cancel", json);
  allow_reuse (message);

  gradio_connection_call_async (gradio_session_get_connection (session), message,
                                GRADIO_PATIENCE_CALL, NULL, cancelled_cb, g_object_ref (session));
}
