/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-submission.h"

#include "gradio-error.h"
#include "gradio-job-private.h"
#include "gradio-json.h"
#include "gradio-response.h"
#include "gradio-timer.h"

#include <glib/gi18n-lib.h>

/* A plot or a gallery comes in one message (protocol.md 4.3). */
#define MAX_MESSAGE_SIZE (256 * 1024 * 1024)
/* uvicorn pings every 20 s; a server behind a proxy that does not is kept awake by us. */
#define PING_MS 20000
/* Without an answer to three of them nobody is there any more. */
#define SILENCE_MS (3 * PING_MS)

/* Gradio 3: a WebSocket for each job, which asks for its data when it is its turn (protocol.md 8.2).
 * Lives until the socket is closed. */
typedef struct {
  GradioSubmission        *submission; /* owned */
  SoupMessage             *message;    /* owned */
  SoupWebsocketConnection *socket;     /* owned */
  GSource                 *watchdog;
  gboolean                 refused; /* the queue was full: what comes next is another socket's */
} QueueSocket;

static void
queue_socket_free (QueueSocket *self)
{
  gradio_timer_clear (&self->watchdog);
  if (self->socket != NULL)
    g_signal_handlers_disconnect_by_data (self->socket, self);
  g_signal_handlers_disconnect_by_data (self->submission->job, self);
  g_clear_object (&self->socket);
  g_clear_object (&self->message);
  g_clear_pointer (&self->submission, gradio_submission_unref);
  g_free (self);
}

static void
send_hash (QueueSocket *self)
{
  GradioSubmission *submission = self->submission;
  g_autofree char  *text = g_strdup_printf (
     "{\"fn_index\":%d,\"session_hash\":\"%s\"}",
     gradio_endpoint_get_fn_index (gradio_job_get_endpoint (submission->job)),
     gradio_session_get_hash (submission->session));

  soup_websocket_connection_send_text (self->socket, text);
}

static void
send_data (QueueSocket *self)
{
  GradioSubmission   *submission = self->submission;
  g_autoptr (GString) json = gradio_submission_begin_body (submission->session, submission->job,
                                                           submission->data);

  g_string_append_c (json, '}');
  soup_websocket_connection_send_text (self->socket, json->str);
}

static void
close_socket (QueueSocket *self)
{
  if (self->socket != NULL && soup_websocket_connection_get_state (self->socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->socket, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
}

static void
take_refusal (QueueSocket *self)
{
  self->refused = TRUE;
  gradio_submission_refused (self->submission, NULL, gradio_submission_new_full_error ());
  close_socket (self);
}

static void
handle_message (QueueSocket         *self,
                const GradioMessage *message)
{
  if (soup_websocket_connection_get_state (self->socket) != SOUP_WEBSOCKET_STATE_OPEN)
    return; /* on its way out before it was closed */

  switch (message->kind) {
  case GRADIO_MESSAGE_SEND_HASH:
    send_hash (self);
    break;
  case GRADIO_MESSAGE_SEND_DATA:
    send_data (self);
    break;
  case GRADIO_MESSAGE_QUEUE_FULL:
    take_refusal (self);
    break;
  default:
    gradio_job_handle_message (self->submission->job, message);
    break;
  }
}

static void
lose_job (GradioJob *job)
{
  gradio_job_fail (job, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOST,
                                             _("The connection to the app was lost while it was working. "
                                                "What it gave so far is kept; run it again.")));
}

static gboolean
silence_cb (gpointer user_data)
{
  QueueSocket                 *self = user_data;
  g_autoptr (GradioSubmission) submission = gradio_submission_ref (self->submission);
  gboolean                     refused = self->refused;

  queue_socket_free (self); /* which ends the connection: nobody would answer a farewell */
  if (!refused)
    lose_job (submission->job);

  return G_SOURCE_REMOVE;
}

/* Each message and each answer to a ping shows that the server is there. */
static void
wind_watchdog (QueueSocket *self)
{
  GradioConnection *connection = gradio_session_get_connection (self->submission->session);

  gradio_timer_clear (&self->watchdog);
  self->watchdog = gradio_timer_start (gradio_connection_scale_time (connection, SILENCE_MS), silence_cb, self, NULL);
}

static void
message_cb (QueueSocket          *self,
            SoupWebsocketDataType type,
            GBytes               *bytes)
{
  g_autoptr (GradioSubmission) submission = gradio_submission_ref (self->submission);
  g_autoptr (GError)           cause = NULL;
  g_auto (GradioMessage)       message = { 0 };
  gsize                        length;
  const char                  *text = g_bytes_get_data (bytes, &length);

  wind_watchdog (self);
  if (gradio_message_read (&message, text, length, &cause)) {
    handle_message (self, &message);
    return;
  }

  g_debug ("A message that is no JSON object: %s", cause->message);
  gradio_job_fail (submission->job,
                   g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_SERVER,
                                        _("The server sent something that cannot be read. Try again, or tell the "
                                           "app’s author.")));
}

/* A socket that is closed in order without a result was closed by the app: a button that cancels. */
static void
closed_cb (QueueSocket *self)
{
  g_autoptr (GradioSubmission) submission = gradio_submission_ref (self->submission);
  gboolean                     in_order = soup_websocket_connection_get_close_code (self->socket) == SOUP_WEBSOCKET_CLOSE_NORMAL;

  gboolean refused = self->refused;

  queue_socket_free (self);
  if (refused)
    return;

  if (in_order)
    gradio_job_fail (submission->job, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                           _("The app cancelled the job.")));
  else
    lose_job (submission->job);
}

static void
state_changed_cb (GradioJob   *job,
                  GParamSpec  *pspec,
                  QueueSocket *self)
{
  if (gradio_job_is_final (job))
    close_socket (self);
}

/* Takes the error. */
static void
fail (QueueSocket *self,
      GError      *error)
{
  guint status = soup_message_get_status (self->message);

  if (status == SOUP_STATUS_FORBIDDEN || status == SOUP_STATUS_UNAUTHORIZED) {
    g_error_free (error);
    error = g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOGIN, _("This app wants a login."));
  } else if (error->domain == SOUP_WEBSOCKET_ERROR) {
    g_debug ("Handshake: %s", error->message);
    g_error_free (error);
    error = g_error_new (GRADIO_ERROR, GRADIO_ERROR_SERVER,
                         _("The server refused the job (%u). Try again."), status);
  } else {
    error = gradio_response_translate_error (error, soup_message_get_uri (self->message));
  }

  gradio_submission_refused (self->submission, self->message, error);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  QueueSocket      *self = user_data;
  GradioConnection *connection = gradio_session_get_connection (self->submission->session);
  GError           *error = NULL;

  self->socket = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  if (self->socket == NULL) {
    fail (self, error);
    queue_socket_free (self);
    return;
  }

  soup_websocket_connection_set_max_incoming_payload_size (self->socket, MAX_MESSAGE_SIZE);
  soup_websocket_connection_set_keepalive_interval (
    self->socket, MAX (1, gradio_connection_scale_time (connection, PING_MS) / 1000));
  g_signal_connect_swapped (self->socket, "message", G_CALLBACK (message_cb), self);
  g_signal_connect_swapped (self->socket, "pong", G_CALLBACK (wind_watchdog), self);
  g_signal_connect_swapped (self->socket, "closed", G_CALLBACK (closed_cb), self);
  g_signal_connect (self->submission->job, "notify::state", G_CALLBACK (state_changed_cb), self);
  wind_watchdog (self);
  gradio_job_joined (self->submission->job);
  if (gradio_job_is_final (self->submission->job))
    close_socket (self);
}

void
gradio_queue_socket_start (GradioSubmission *submission)
{
  GradioConnection        *connection = gradio_session_get_connection (submission->session);
  g_autofree char         *uri = gradio_connection_dup_api_uri (connection, "/queue/join");
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (
    connection, gradio_job_get_cancellable (submission->job));
  QueueSocket *self = g_new0 (QueueSocket, 1);

  self->submission = gradio_submission_ref (submission);
  self->message = gradio_connection_new_message (connection, SOUP_METHOD_GET, uri);
  soup_session_websocket_connect_async (
    gradio_connection_get_soup_session (connection, self->message, GRADIO_PATIENCE_CALL), self->message, NULL,
    NULL, G_PRIORITY_DEFAULT, linked, connected_cb, self);
}
