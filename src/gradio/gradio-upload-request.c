/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-upload-request.h"

#include "gradio-error.h"
#include "gradio-json.h"
#include "gradio-login.h"
#include "gradio-pause.h"
#include "gradio-upload-channel.h"
#include "gradio-upload-list.h"
#include "gradio-watchdog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PATIENCE (60 * 1000) /* milliseconds */
#define MAX_REPEATS 3

/* From here on a connection of its own is worth its setting up. */
#define LARGE_SIZE (1024 * 1024)

/* When all is sent the server may still have gigabytes to hash and move. */
#define ANSWER_FACTOR 5

typedef struct {
  GPtrArray             *items;
  GradioMultipartStream *body;
  SoupMessage           *message; /* NULL on a channel */
  GCancellable          *attempt;
  GradioWatchdog        *watchdog;
  guint                  n_repeats;
  guint                  status;  /* of the answer */
  guint                  logins;  /* that had been made when it was sent */
  gboolean               renewed; /* the login */
  gboolean               plain;   /* no channel any more */
  GradioMultipartFunc    progress;
  gpointer               progress_data;
} Request;

static void
end_attempt (Request *self)
{
  /* A server that answers early may leave the body being read. */
  if (self->body != NULL)
    gradio_multipart_stream_set_progress (self->body, NULL, NULL);
  g_clear_pointer (&self->watchdog, gradio_watchdog_free);
  g_clear_object (&self->attempt);
  g_clear_object (&self->body);
  g_clear_object (&self->message);
}

static void
request_free (Request *self)
{
  end_attempt (self);
  g_ptr_array_unref (self->items);
  g_free (self);
}

/* Shorter patience makes shorter pauses: 1, 4 and 16 seconds belong to the minute. */
static guint
get_patience (GradioConnection *connection)
{
  guint patience = gradio_connection_get_transfer_timeout (connection);

  return patience > 0 ? patience : PATIENCE;
}

static gboolean
is_temporary (Request *self,
              GError  *error)
{
  guint status = self->status;

  if (gradio_watchdog_has_bitten (self->watchdog))
    return TRUE;
  if (status == SOUP_STATUS_BAD_GATEWAY || status == SOUP_STATUS_GATEWAY_TIMEOUT ||
      status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    return TRUE;

  return g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOST) ||
         /* Nobody there at all is said at once; gone in between is waited for. */
         (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE) &&
          (self->n_repeats > 0 || gradio_multipart_stream_get_position (self->body) > 0));
}

static gboolean
take_paths (Request  *self,
            JsonNode *node,
            GError  **error)
{
  JsonArray *paths = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  gboolean   good = paths != NULL && json_array_get_length (paths) == self->items->len;

  for (guint i = 0; good && i < self->items->len; i++)
    good = gradio_json_is_string (json_array_get_element (paths, i));

  /* A server that did not understand the body answers with an empty list, and status 200. */
  if (!good) {
    GradioUploadItem *first = self->items->pdata[0];

    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_SERVER,
                 _("The server did not take the file “%s”. Try again."), first->name);
    return FALSE;
  }

  for (guint i = 0; i < self->items->len; i++) {
    GradioUploadItem *item = self->items->pdata[i];

    g_free (item->path);
    item->path = g_strdup (json_array_get_string_element (paths, i));
  }

  return TRUE;
}

static void start_attempt (GTask *task);

static void
paused_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (gradio_pause_finish (result, &error))
    start_attempt (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
repeat_later (GTask *task)
{
  Request *self = g_task_get_task_data (task);
  guint    pause = get_patience (g_task_get_source_object (task)) / 60;

  end_attempt (self);
  for (guint i = 0; i < self->n_repeats; i++)
    pause *= 4;
  self->n_repeats++;
  gradio_pause_async (pause, g_task_get_cancellable (task), paused_cb, task);
}

static gboolean
wants_login (GradioConnection *connection,
             Request          *self)
{
  GradioCredentials *credentials = gradio_connection_get_credentials (connection);

  return self->status == SOUP_STATUS_UNAUTHORIZED && !self->renewed &&
         gradio_credentials_get_user (credentials) != NULL;
}

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (gradio_login_renew_finish (GRADIO_LOGIN (source), result, &error))
    start_attempt (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/* Takes @task. */
static void
renew_login (GTask *task)
{
  Request          *self = g_task_get_task_data (task);
  GradioConnection *connection = g_task_get_source_object (task);

  end_attempt (self);
  self->renewed = TRUE;
  gradio_login_renew_async (gradio_connection_get_login (connection), connection, self->logins,
                            g_task_get_cancellable (task), renewed_cb, task);
}

/* Takes @node, @error and @task. */
static void
take_answer (GTask    *task,
             JsonNode *answer,
             GError   *failure)
{
  Request             *self = g_task_get_task_data (task);
  g_autoptr (GTask)    owned = task;
  g_autoptr (JsonNode) node = answer;
  g_autoptr (GError)   error = failure;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (node != NULL && take_paths (self, node, &error)) {
    g_task_return_boolean (task, TRUE);
  } else if (wants_login (g_task_get_source_object (task), self)) {
    renew_login (g_steal_pointer (&owned));
  } else if (is_temporary (self, error) && self->n_repeats < MAX_REPEATS) {
    g_debug ("Upload is repeated: %s", error->message);
    repeat_later (g_steal_pointer (&owned));
  } else if (gradio_watchdog_has_bitten (self->watchdog)) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE,
                             _("The upload stands still: the server takes nothing more. Try again later."));
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED)) {
    g_debug ("Upload goes another way: %s", error->message);
    self->plain = TRUE;
    end_attempt (self);
    start_attempt (g_steal_pointer (&owned));
  } else {
    g_task_return_error (task, g_steal_pointer (&error));
  }
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask    *task = user_data;
  Request  *self = g_task_get_task_data (task);
  GError   *error = NULL;
  JsonNode *node = gradio_connection_call_finish (GRADIO_CONNECTION (source), result, &error);

  self->status = soup_message_get_status (self->message);
  take_answer (task, node, error);
}

static void
channel_answered_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GTask    *task = user_data;
  Request  *self = g_task_get_task_data (task);
  GError   *error = NULL;
  JsonNode *node = gradio_upload_channel_finish (GRADIO_CONNECTION (source), result, &self->status, &error);

  take_answer (task, node, error);
}

static void
progress_cb (goffset  transferred,
             goffset  total,
             gpointer user_data)
{
  Request *self = user_data;

  if (gradio_multipart_stream_get_position (self->body) < gradio_multipart_stream_get_length (self->body))
    gradio_watchdog_feed (self->watchdog);
  else
    gradio_watchdog_calm (self->watchdog, ANSWER_FACTOR);

  if (self->progress != NULL)
    self->progress (transferred, total, self->progress_data);
}

static GradioMultipartStream *
new_body (Request *self)
{
  GradioMultipartStream *body = gradio_multipart_stream_new ();

  for (guint i = 0; i < self->items->len; i++) {
    GradioUploadItem *item = self->items->pdata[i];
    const char       *slash = strrchr (item->name, '/'); /* a server takes no folders */

    gradio_multipart_stream_add_file (body, item->file, slash != NULL ? slash + 1 : item->name,
                                      item->mime_type, item->size);
  }
  gradio_multipart_stream_set_progress (body, progress_cb, self);

  return body;
}

static void
send_message (GTask      *task,
              const char *uri)
{
  Request          *self = g_task_get_task_data (task);
  GradioConnection *connection = g_task_get_source_object (task);

  self->message = gradio_connection_new_message (connection, SOUP_METHOD_POST, uri);
  soup_message_set_request_body (self->message, gradio_multipart_stream_get_content_type (self->body),
                                 G_INPUT_STREAM (self->body),
                                 gradio_multipart_stream_get_length (self->body));
  gradio_connection_call_async (connection, self->message, GRADIO_PATIENCE_ENDLESS, self->attempt,
                                answered_cb, task);
}

/* Takes @task. Repetitions go the usual way, which is slower and knows more. */
static void
start_attempt (GTask *task)
{
  Request          *self = g_task_get_task_data (task);
  GradioConnection *connection = g_task_get_source_object (task);
  g_autofree char  *uri = gradio_connection_dup_api_uri (connection, "/upload");

  self->body = new_body (self);
  self->attempt = gradio_connection_link_cancellable (connection, g_task_get_cancellable (task));
  self->watchdog = gradio_watchdog_new (get_patience (connection), self->attempt);
  self->logins = gradio_login_get_count (gradio_connection_get_login (connection));

  if (gradio_multipart_stream_get_length (self->body) >= LARGE_SIZE &&
      self->n_repeats == 0 && !self->plain)
    gradio_upload_channel_async (connection, uri, self->body, self->attempt, channel_answered_cb, task);
  else
    send_message (task, uri);
}

void
gradio_upload_request_async (GradioConnection   *connection,
                             GPtrArray          *items,
                             GradioMultipartFunc progress,
                             gpointer            progress_data,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask   *task = g_task_new (connection, cancellable, callback, user_data);
  Request *self = g_new0 (Request, 1);

  g_task_set_source_tag (task, gradio_upload_request_async);
  self->items = g_ptr_array_ref (items);
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_task_data (task, self, (GDestroyNotify) request_free);

  start_attempt (task);
}

gboolean
gradio_upload_request_finish (GradioConnection *connection,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
