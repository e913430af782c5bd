/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-request.h"

#include "gradio-pause.h"
#include "gradio-watchdog.h"
#include "sp-hub-answer.h"
#include "sp-hub-error.h"
#include "sp-hub-session-private.h"

#include <string.h>

#define MAX_SIZE (32 * 1024 * 1024) /* bytes; a page of a listing has some 300 KiB */
#define BLOCK_SIZE (256 * 1024)
#define MAX_TRIES 4
#define MAX_HURRIED_TRIES 2
#define MAX_WAIT 15     /* seconds; somebody is waiting for the answer */
#define CHANGE_FACTOR 3 /* times as long a change may take until it is answered */

typedef struct {
  SpHubRepo      *repo; /* nullable */
  char           *uri;
  char           *method;  /* nullable: GET */
  GBytes         *content; /* nullable */
  char           *etag;    /* nullable */
  gsize           limit;
  guint           max_tries;
  guint           n_tries;
  gboolean        is_renewed; /* it was sent with a second token */
  char           *token;      /* nullable: that was sent last */
  gulong          renewing_id;
  GSource        *cancelled; /* nullable: while it waits for a token */
  GError         *refusal;   /* nullable: what is said when there is no new token */
  GCancellable   *trip;      /* nullable: of what is sent now; the caller's cancels it, and the watchdog */
  gulong          cancelled_id;
  GradioWatchdog *watchdog; /* nullable */
  SoupMessage    *message;
  GInputStream   *input;
  GByteArray     *body;
} Request;

void
sp_hub_reply_clear (SpHubReply *self)
{
  g_clear_pointer (&self->next, g_free);
  g_clear_pointer (&self->etag, g_free);
}

static void
request_free (Request *self)
{
  g_clear_object (&self->trip);
  g_clear_pointer (&self->watchdog, gradio_watchdog_free);
  g_clear_object (&self->repo);
  g_free (self->uri);
  g_free (self->method);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self->etag);
  g_free (self->token);
  g_clear_error (&self->refusal);
  g_clear_object (&self->message);
  g_clear_object (&self->input);
  g_byte_array_unref (self->body);
  g_free (self);
}

static void send_request (GTask *task);

static void
paused_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask  *task = user_data;
  GError *error = NULL;

  if (gradio_pause_finish (result, &error)) {
    send_request (task);
  } else {
    g_task_return_error (task, error);
    g_object_unref (task);
  }
}

static void
cancelled_cb (GCancellable *cancellable,
              GCancellable *trip)
{
  g_cancellable_cancel (trip);
}

/* From now on it is a mistake to be silent for long. */
static void
begin_trip (GTask *task)
{
  Request      *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  guint         patience = sp_hub_session_get_patience (g_task_get_source_object (task));

  if (self->max_tries < MAX_TRIES)
    patience /= 2;
  self->trip = g_cancellable_new ();
  self->watchdog = gradio_watchdog_new (patience, self->trip);
  if (self->method != NULL)
    gradio_watchdog_calm (self->watchdog, CHANGE_FACTOR);
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (self->trip),
                                                g_object_unref);
}

/* Returns: (transfer full): @error, or what it is when the trip took too long */
static GError *
end_trip (GTask  *task,
          GError *error)
{
  Request           *self = g_task_get_task_data (task);
  g_autoptr (GError) cause = error;
  gboolean           is_late = gradio_watchdog_has_bitten (self->watchdog);

  if (self->cancelled_id > 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  g_clear_pointer (&self->watchdog, gradio_watchdog_free);
  g_clear_object (&self->trip);

  return is_late && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? sp_hub_answer_new_late_error ()
                                                                              : g_steal_pointer (&cause);
}

/* Takes @task and @error. */
static void
fail (GTask  *task,
      GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* A busy Hub did not do it. What else went wrong, it may have been done before. */
static gboolean
may_repeat (Request      *self,
            const GError *error)
{
  return self->method == NULL ? sp_hub_answer_is_temporary (error)
                              : g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_BUSY);
}

/* Takes @task and @error. */
static void
try_again (GTask  *task,
           GError *error)
{
  Request *self = g_task_get_task_data (task);
  guint    wait = self->message != NULL ? sp_hub_answer_get_wait (self->message) : 0;
  guint    pause = sp_hub_session_get_pause (g_task_get_source_object (task)) << self->n_tries;

  if (!may_repeat (self, error) || ++self->n_tries >= self->max_tries || wait > MAX_WAIT) {
    fail (task, error);
    return;
  }

  g_debug ("%s is asked for again: %s", self->uri, error->message);
  g_error_free (error);
  gradio_pause_async (wait > 0 ? wait * 1000 : pause, g_task_get_cancellable (task), paused_cb, task);
}

/* Takes @task and @error: the connection broke, or there was none. */
static void
lose (GTask  *task,
      GError *error)
{
  Request *self = g_task_get_task_data (task);
  gboolean is_late = gradio_watchdog_has_bitten (self->watchdog);

  error = end_trip (task, error);
  if (self->method != NULL && (is_late || g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_SERVER))) {
    g_error_free (error);
    error = sp_hub_answer_new_uncertain_error ();
  }

  try_again (task, error);
}

static void
end_waiting (GTask *task)
{
  Request *self = g_task_get_task_data (task);

  g_clear_signal_handler (&self->renewing_id, g_task_get_source_object (task));
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
}

static void
renewing_cb (GTask *task)
{
  Request      *self = g_task_get_task_data (task);
  SpHubSession *session = g_task_get_source_object (task);

  if (sp_hub_session_is_renewing (session))
    return;

  end_waiting (task);
  if (g_task_return_error_if_cancelled (task)) {
    g_object_unref (task);
  } else if (g_strcmp0 (self->token, sp_hub_session_get_token (session)) == 0) {
    fail (task, g_steal_pointer (&self->refusal));
  } else {
    g_clear_error (&self->refusal);
    send_request (task);
  }
}

/* The token is renewed nonetheless: others wait for it, too. */
static gboolean
waiting_cancelled_cb (GCancellable *cancellable,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  end_waiting (task);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

/* Takes @task. */
static void
wait_for_token (GTask *task)
{
  Request      *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->renewing_id = g_signal_connect_swapped (g_task_get_source_object (task), "notify::renewing",
                                                G_CALLBACK (renewing_cb), task);
  if (cancellable != NULL) {
    self->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (self->cancelled, G_SOURCE_FUNC (waiting_cancelled_cb), task, NULL);
    g_source_attach (self->cancelled, g_task_get_context (task));
  }
  renewing_cb (task);
}

/* Takes @task and @error: the Hub said no. */
static void
refuse (GTask  *task,
        GError *error)
{
  Request *self = g_task_get_task_data (task);

  if (soup_message_get_status (self->message) != SOUP_STATUS_UNAUTHORIZED || self->token == NULL || self->is_renewed) {
    try_again (task, error);
    return;
  }

  self->is_renewed = TRUE;
  self->refusal = error;
  wait_for_token (task);
}

/* libsoup takes the end of a connection for the end of a body, whatever was announced. */
static gboolean
is_cut (Request *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
         soup_message_headers_get_one (headers, "Content-Encoding") == NULL &&
         soup_message_headers_get_content_length (headers) > self->body->len;
}

static void read_more (GTask *task);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask             *task = user_data;
  Request           *self = g_task_get_task_data (task);
  GError            *error = NULL;
  g_autoptr (GBytes) block = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize              size = block != NULL ? g_bytes_get_size (block) : 0;
  gsize              room = (self->limit > 0 ? self->limit : MAX_SIZE) - self->body->len;

  if (block == NULL) {
    lose (task, sp_hub_answer_translate_error (error, soup_message_get_uri (self->message)));
  } else if (size == 0 && is_cut (self)) {
    lose (task, sp_hub_answer_new_cut_error ());
  } else if (size > room && self->limit == 0) {
    end_trip (task, NULL);
    fail (task, sp_hub_answer_new_odd_error ());
  } else if (size == 0 || size > room) {
    end_trip (task, NULL);
    g_byte_array_append (self->body, g_bytes_get_data (block, NULL), (guint) MIN (size, room));
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
  } else {
    gradio_watchdog_feed (self->watchdog);
    g_byte_array_append (self->body, g_bytes_get_data (block, NULL), (guint) size);
    read_more (task);
  }
}

static void
read_more (GTask *task)
{
  Request *self = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (self->input, BLOCK_SIZE, G_PRIORITY_DEFAULT, self->trip, read_cb, task);
}

/* The API answers in JSON, whatever it says; pages come from something that stands in its place. */
static gboolean
is_foreign (Request *self)
{
  guint status = soup_message_get_status (self->message);

  if (!sp_hub_answer_is_html (self->message))
    return FALSE;

  return SOUP_STATUS_IS_SUCCESSFUL (status) || status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_FORBIDDEN ||
         status == SOUP_STATUS_UNAUTHORIZED;
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask           *task = user_data;
  Request         *self = g_task_get_task_data (task);
  SpHubSession    *session = SP_HUB_SESSION (source);
  GError          *error = NULL;
  const SpHubAsker asker = { .repo = self->repo,
                             .has_token = sp_hub_session_get_sent_token (result) != NULL,
                             .changes = self->method != NULL,
                             .clock_offset = sp_hub_session_get_clock_offset (session) };

  g_free (self->token);
  self->token = g_strdup (sp_hub_session_get_sent_token (result));
  self->input = sp_hub_session_send_finish (session, result, &self->message, &error);

  if (self->input == NULL) {
    lose (task, error);
  } else if (is_foreign (self)) {
    end_trip (task, NULL);
    fail (task, sp_hub_answer_new_foreign_error ());
  } else if (self->etag != NULL && soup_message_get_status (self->message) == SOUP_STATUS_NOT_MODIFIED) {
    end_trip (task, NULL);
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
  } else if (!sp_hub_answer_check (self->message, &asker, &error)) {
    refuse (task, end_trip (task, error));
  } else {
    gradio_watchdog_feed (self->watchdog);
    read_more (task);
  }
}

/* Takes @task. */
static void
send_request (GTask *task)
{
  Request      *self = g_task_get_task_data (task);
  SpHubSession *session = g_task_get_source_object (task);
  const char   *path = strstr (self->uri, "://");
  guint         wait;
  SpHubAsk      ask = { .uri = self->uri,
                        .method = self->method,
                        .body = self->content,
                        .etag = self->etag,
                        .leaves = self->limit > 0,
                        .packed = TRUE };

  path = path != NULL ? strchr (path + 3, '/') : NULL;
  wait = sp_hub_session_get_bucket_pause (session, sp_hub_limits_get_bucket (path != NULL ? path : "/"));
  if (wait > MAX_WAIT) {
    fail (task, sp_hub_answer_new_busy_error (wait));
    return;
  }
  if (wait > 0) {
    gradio_pause_async (wait * 1000, g_task_get_cancellable (task), paused_cb, task);
    return;
  }

  g_clear_object (&self->message);
  g_clear_object (&self->input);
  g_byte_array_set_size (self->body, 0);
  begin_trip (task);
  sp_hub_session_send_async (session, &ask, self->trip, sent_cb, task);
}

void
sp_hub_request_ask_async (SpHubSession        *session,
                          const SpHubQuestion *question,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask   *task = g_task_new (session, cancellable, callback, user_data);
  Request *self = g_new0 (Request, 1);

  g_task_set_source_tag (task, sp_hub_request_ask_async);
  g_task_set_task_data (task, self, (GDestroyNotify) request_free);
  self->repo = question->repo != NULL ? g_object_ref (question->repo) : NULL;
  self->uri = g_strdup (question->uri);
  if (g_strcmp0 (question->method, SOUP_METHOD_GET) != 0)
    self->method = g_strdup (question->method);
  self->content = question->body != NULL ? g_bytes_ref (question->body) : NULL;
  self->etag = g_strdup (question->etag);
  self->limit = question->limit;
  self->max_tries = question->in_a_hurry ? MAX_HURRIED_TRIES : MAX_TRIES;
  self->body = g_byte_array_new ();
  send_request (task);
}

/* `Link: <address>; rel="next"` */
static char *
dup_next (SoupMessage *message)
{
  const char *links = soup_message_headers_get_list (soup_message_get_response_headers (message), "Link");
  const char *rel = links != NULL ? strstr (links, "rel=\"next\"") : NULL;
  const char *start = rel != NULL ? g_strrstr_len (links, rel - links, "<") : NULL;
  const char *end = start != NULL ? memchr (start, '>', (gsize) (rel - start)) : NULL;

  return end != NULL ? g_strndup (start + 1, (gsize) (end - start - 1)) : NULL;
}

GBytes *
sp_hub_request_ask_finish (SpHubSession *session,
                           GAsyncResult *result,
                           SpHubReply   *reply,
                           GError      **error)
{
  Request *self;

  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  self = g_task_get_task_data (G_TASK (result));
  if (reply != NULL) {
    SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

    reply->next = dup_next (self->message);
    reply->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
    reply->is_unchanged = soup_message_get_status (self->message) == SOUP_STATUS_NOT_MODIFIED;
  }

  return g_bytes_new (self->body->data, self->body->len);
}

void
sp_hub_request_async (SpHubSession       *session,
                      SpHubRepo          *repo,
                      const char         *uri,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  const SpHubQuestion question = { .uri = uri, .repo = repo };

  sp_hub_request_ask_async (session, &question, cancellable, callback, user_data);
}

GBytes *
sp_hub_request_finish (SpHubSession *session,
                       GAsyncResult *result,
                       char        **next,
                       GError      **error)
{
  g_auto (SpHubReply) reply = { NULL };
  GBytes             *body = sp_hub_request_ask_finish (session, result, &reply, error);

  if (body != NULL && next != NULL)
    *next = g_steal_pointer (&reply.next);

  return body;
}
