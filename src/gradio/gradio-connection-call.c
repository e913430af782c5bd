/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Requests that are answered at once: what is repeated, and when (protocol.md 21). */
#include "config.h"

#include "gradio-connection.h"

#include "gradio-body.h"
#include "gradio-delay.h"
#include "gradio-keep-alive.h"
#include "gradio-login.h"
#include "gradio-origin.h"
#include "gradio-response.h"

/* An answer of this size is parsed in a thread. */
#define THREAD_SIZE (64 * 1024)

#define MAX_TRIES 4
#define MAX_HOPS 5
#define MAX_PAUSE 30 /* seconds that a server may ask for without anybody being told */

typedef struct {
  SoupMessage   *message; /* owned */
  char          *type;    /* of body */
  GBytes        *body;    /* nullable; what is sent */
  GBytes        *answer;
  GradioPatience patience;
  guint          tries;
  guint          hops;
  guint          logins; /* that had been made when it was sent */
  gboolean       renewed;
} Call;

static void
call_free (Call *call)
{
  g_clear_object (&call->message);
  g_free (call->type);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_clear_pointer (&call->answer, g_bytes_unref);
  g_free (call);
}

static gboolean
is_get (Call *call)
{
  return g_str_equal (soup_message_get_method (call->message), SOUP_METHOD_GET);
}

/* Returns: seconds until it may be asked again, -1 when there is no use in that */
static int
get_pause (GradioConnection *connection,
           Call             *call,
           const GError     *error)
{
  guint status = soup_message_get_status (call->message);
  int   seconds;

  if (!is_get (call) || call->tries >= MAX_TRIES)
    return -1;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return call->patience == GRADIO_PATIENCE_CONNECT && call->tries == 1 ? 0 : -1;

  /* Where an app answered before, one that is restarted will answer again. */
  if ((g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) ||
       g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) && /* its socket */
      gradio_connection_get_base_uri (connection) != NULL &&
      gradio_connection_get_hold (connection) == NULL)
    return 1 << (call->tries - 1);
  if (error != NULL)
    return -1;

  if (status == SOUP_STATUS_BAD_GATEWAY || status == SOUP_STATUS_GATEWAY_TIMEOUT)
    return 1 << (call->tries - 1);

  seconds = gradio_response_get_retry_after (call->message);

  return status == 429 && call->tries == 1 && seconds > 0 && seconds <= MAX_PAUSE ? seconds : -1;
}

/* libsoup follows no POST, although 307 and 308 ask for the same one at another place. */
static gboolean
follow (Call *call)
{
  guint       status = soup_message_get_status (call->message);
  const char *location = soup_message_headers_get_one (
    soup_message_get_response_headers (call->message), "Location");
  GUri            *here = soup_message_get_uri (call->message);
  g_autoptr (GUri) there = NULL;

  if ((status != SOUP_STATUS_TEMPORARY_REDIRECT && status != SOUP_STATUS_PERMANENT_REDIRECT) ||
      call->body == NULL || location == NULL || ++call->hops > MAX_HOPS)
    return FALSE;

  there = g_uri_parse_relative (here, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (there == NULL || !gradio_origin_equal (here, there))
    return FALSE;

  soup_message_set_uri (call->message, there);

  return TRUE;
}

/* libsoup does not go from an app's socket into the network either. Where an app is, it must not say itself: what the
 * user enters would leave this computer, whatever the app's sandbox lets out. */
static gboolean
leave_socket (GradioConnection *connection,
              Call             *call)
{
  g_autofree char *elsewhere = gradio_connection_dup_elsewhere (connection, call->message);
  g_autoptr (GUri) there = NULL;

  if (elsewhere == NULL || call->patience == GRADIO_PATIENCE_CONNECT)
    return FALSE;

  there = g_uri_parse (elsewhere, SOUP_HTTP_URI_FLAGS, NULL);
  soup_message_set_uri (call->message, there);
  soup_message_remove_flags (call->message, SOUP_MESSAGE_NO_REDIRECT);

  return TRUE;
}

static gboolean
wants_login (GradioConnection *connection,
             Call             *call)
{
  GradioCredentials *credentials = gradio_connection_get_credentials (connection);

  return soup_message_get_status (call->message) == SOUP_STATUS_UNAUTHORIZED && !call->renewed &&
         call->patience != GRADIO_PATIENCE_CONNECT && gradio_credentials_get_user (credentials) != NULL &&
         (is_get (call) || call->body != NULL);
}

static gboolean send_call (gpointer user_data);

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (gradio_login_renew_finish (GRADIO_LOGIN (source), result, &error))
    send_call (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  GradioConnection  *connection = g_task_get_source_object (task);
  Call              *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  int                pause;

  g_clear_pointer (&call->answer, g_bytes_unref);
  call->answer = gradio_body_fetch_finish (SOUP_SESSION (source), result, &error);

  pause = get_pause (connection, call, error);
  if (pause >= 0) {
    gradio_delay (g_steal_pointer (&task), gradio_connection_scale_time (connection, pause * 1000), send_call);
  } else if (error != NULL) {
    g_task_return_error (task, gradio_response_translate_error (g_steal_pointer (&error),
                                                                soup_message_get_uri (call->message)));
  } else if (follow (call) || leave_socket (connection, call)) { /* soon: the session is not done with the message yet */
    gradio_delay (g_steal_pointer (&task), 1, send_call);
  } else if (wants_login (connection, call)) {
    call->renewed = TRUE;
    gradio_login_renew_async (gradio_connection_get_login (connection), connection, call->logins,
                              g_task_get_cancellable (task), renewed_cb, g_object_ref (task));
  } else if (gradio_response_check (call->message, call->answer, &error)) {
    g_task_return_pointer (task, g_steal_pointer (&call->answer), (GDestroyNotify) g_bytes_unref);
  } else {
    g_task_return_error (task, g_steal_pointer (&error));
  }
}

/* Takes the task. */
static gboolean
send_call (gpointer user_data)
{
  GTask            *task = user_data;
  GradioConnection *connection = g_task_get_source_object (task);
  Call             *call = g_task_get_task_data (task);
  SoupSession      *session = gradio_connection_get_soup_session (connection, call->message, call->patience);

  call->tries++;
  call->logins = gradio_login_get_count (gradio_connection_get_login (connection));
  if (call->body != NULL) /* once read, a body is gone */
    soup_message_set_request_body_from_bytes (call->message, call->type, call->body);

  gradio_body_fetch_async (session, call->message, g_task_get_cancellable (task), answered_cb, task);

  return G_SOURCE_REMOVE;
}

void
gradio_connection_post_async (GradioConnection   *self,
                              SoupMessage        *message,
                              const char         *type,
                              GBytes             *body,
                              GradioPatience      patience,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (self, cancellable);
  GTask                   *task = g_task_new (self, linked, callback, user_data);
  Call                    *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, gradio_connection_fetch_async);
  call->message = g_object_ref (message);
  call->patience = patience;
  call->type = g_strdup (type);
  call->body = body != NULL ? g_bytes_ref (body) : NULL;
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  if (patience == GRADIO_PATIENCE_ENDLESS)
    gradio_keep_alive_watch (message);

  if (patience == GRADIO_PATIENCE_CONNECT)
    send_call (task);
  else
    gradio_wait_for (task, gradio_connection_get_hold (self), send_call);
}

void
gradio_connection_fetch_async (GradioConnection   *self,
                               SoupMessage        *message,
                               GradioPatience      patience,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  gradio_connection_post_async (self, message, NULL, NULL, patience, cancellable, callback, user_data);
}

GBytes *
gradio_connection_fetch_finish (GradioConnection *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  SoupMessage *message;
  GBytes      *answer;
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_object (&answer->message);
  g_clear_pointer (&answer->answer, g_bytes_unref);
  g_free (answer);
}

static void
parse_answer (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Answer   *answer = task_data;
  GError   *error = NULL;
  JsonNode *node = gradio_response_parse (answer->message, answer->answer, &error);

  if (node != NULL)
    g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Answer           *answer = g_task_get_task_data (task);
  GError           *error = NULL;

  answer->answer = gradio_connection_fetch_finish (GRADIO_CONNECTION (source), result, &error);
  if (answer->answer == NULL)
    g_task_return_error (task, error);
  else if (g_bytes_get_size (answer->answer) > THREAD_SIZE)
    g_task_run_in_thread (task, parse_answer);
  else
    parse_answer (task, NULL, answer, NULL);
}

void
gradio_connection_post_json_async (GradioConnection   *self,
                                   SoupMessage        *message,
                                   GBytes             *body,
                                   GradioPatience      patience,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (self, cancellable);
  GTask                   *task = g_task_new (self, linked, callback, user_data);
  Answer                  *answer = g_new0 (Answer, 1);

  g_task_set_source_tag (task, gradio_connection_call_async);
  answer->message = g_object_ref (message);
  g_task_set_task_data (task, answer, (GDestroyNotify) answer_free);

  gradio_connection_post_async (self, message, "application/json", body, patience, linked, fetched_cb, task);
}

void
gradio_connection_call_async (GradioConnection   *self,
                              SoupMessage        *message,
                              GradioPatience      patience,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  gradio_connection_post_json_async (self, message, NULL, patience, cancellable, callback, user_data);
}

JsonNode *
gradio_connection_call_finish (GradioConnection *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gradio_connection_forward_cb (GObject      *source,
                              GAsyncResult *result,
                              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  JsonNode         *node = gradio_connection_call_finish (GRADIO_CONNECTION (source), result, &error);

  if (node != NULL)
    g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}
