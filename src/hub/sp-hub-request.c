/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-request.h"

#include "gradio-pause.h"
#include "sp-hub-answer.h"
#include "sp-hub-session-private.h"

#include <string.h>

#define MAX_SIZE (32 * 1024 * 1024) /* bytes; a page of a listing has some 300 KiB */
#define BLOCK_SIZE (256 * 1024)
#define MAX_TRIES 4
#define MAX_WAIT 15 /* seconds; somebody is waiting for the answer */

typedef struct {
  SpHubRepo    *repo;
  char         *uri;
  guint         n_tries;
  SoupMessage  *message;
  GInputStream *input;
  GByteArray   *body;
} Request;

static void
request_free (Request *self)
{
  g_object_unref (self->repo);
  g_free (self->uri);
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

/* Takes @task and @error. */
static void
try_again (GTask  *task,
           GError *error)
{
  Request *self = g_task_get_task_data (task);
  guint    wait = self->message != NULL ? sp_hub_answer_get_wait (self->message) : 0;
  guint    pause = sp_hub_session_get_pause (g_task_get_source_object (task)) << self->n_tries;

  if (!sp_hub_answer_is_temporary (error) || ++self->n_tries == MAX_TRIES || wait > MAX_WAIT) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }

  g_debug ("%s is asked for again: %s", self->uri, error->message);
  g_error_free (error);
  gradio_pause_async (wait > 0 ? wait * 1000 : pause, g_task_get_cancellable (task), paused_cb, task);
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

  if (block == NULL) {
    try_again (task, sp_hub_answer_translate_error (error, soup_message_get_uri (self->message)));
  } else if (g_bytes_get_size (block) == 0) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
  } else if (self->body->len + g_bytes_get_size (block) > MAX_SIZE) {
    g_task_return_error (task, sp_hub_answer_new_odd_error ());
    g_object_unref (task);
  } else {
    g_byte_array_append (self->body, g_bytes_get_data (block, NULL), (guint) g_bytes_get_size (block));
    read_more (task);
  }
}

static void
read_more (GTask *task)
{
  Request *self = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (self->input, BLOCK_SIZE, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), read_cb,
                                   task);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask        *task = user_data;
  Request      *self = g_task_get_task_data (task);
  SpHubSession *session = SP_HUB_SESSION (source);
  GError       *error = NULL;

  self->input = sp_hub_session_send_finish (session, result, &self->message, &error);
  if (self->input == NULL ||
      !sp_hub_answer_check (self->message, self->repo, sp_hub_session_has_token (session), &error)) {
    try_again (task, error);
  } else if (sp_hub_answer_is_html (self->message)) {
    g_task_return_error (task, sp_hub_answer_new_foreign_error ());
    g_object_unref (task);
  } else {
    read_more (task);
  }
}

/* Takes @task. */
static void
send_request (GTask *task)
{
  Request *self = g_task_get_task_data (task);
  SpHubAsk ask = { .uri = self->uri };

  g_clear_object (&self->message);
  g_clear_object (&self->input);
  g_byte_array_set_size (self->body, 0);
  sp_hub_session_send_async (g_task_get_source_object (task), &ask, g_task_get_cancellable (task), sent_cb, task);
}

void
sp_hub_request_async (SpHubSession       *session,
                      SpHubRepo          *repo,
                      const char         *uri,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask   *task = g_task_new (session, cancellable, callback, user_data);
  Request *self = g_new0 (Request, 1);

  g_task_set_source_tag (task, sp_hub_request_async);
  g_task_set_task_data (task, self, (GDestroyNotify) request_free);
  self->repo = g_object_ref (repo);
  self->uri = g_strdup (uri);
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
sp_hub_request_finish (SpHubSession *session,
                       GAsyncResult *result,
                       char        **next,
                       GError      **error)
{
  Request *self;

  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  self = g_task_get_task_data (G_TASK (result));
  if (next != NULL)
    *next = dup_next (self->message);

  return g_bytes_new (self->body->data, self->body->len);
}
