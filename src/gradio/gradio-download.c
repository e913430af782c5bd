/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-download.h"

#include "gradio-error.h"
#include "gradio-response.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BUFFER_SIZE (256 * 1024)

typedef struct {
  SoupMessage       *message; /* NULL when the content does not come from the network */
  GInputStream      *input;
  GOutputStream     *output;
  GFile             *destination;
  GFile             *partial; /* where it grows until it is complete */
  GError            *error;   /* why it stops, while the partial file is removed */
  char              *buffer;
  goffset            transferred;
  goffset            total; /* -1 when unknown */
  GradioTransferFunc progress;
  gpointer           progress_data;
} Download;

static void
download_free (Download *self)
{
  g_clear_object (&self->message);
  g_clear_object (&self->input);
  g_clear_object (&self->output);
  g_clear_object (&self->destination);
  g_clear_object (&self->partial);
  g_clear_error (&self->error);
  g_free (self->buffer);
  g_free (self);
}

static GError *
new_write_error (Download *self,
                 GError   *error)
{
  g_autoptr (GError) cause = error;
  g_autofree char   *name = g_file_get_parse_name (self->destination);

  if (cause->domain == GRADIO_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&cause);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_FILE,
                        _("The disk is full, so “%s” could not be saved. Free some space or choose "
                           "another folder."),
                        name);

  return g_error_new (GRADIO_ERROR, GRADIO_ERROR_FILE,
                      _("“%s” could not be saved: %s. Choose another folder."), name, cause->message);
}

static void
partial_deleted_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  Download          *self = g_task_get_task_data (task);

  if (!g_file_delete_finish (G_FILE (source), result, &error))
    g_debug ("A partial file stays: %s", error->message);

  g_task_return_error (task, g_steal_pointer (&self->error));
}

/* Nothing half done is left behind. */
static void
fail (GTask  *task,
      GError *error)
{
  Download *self = g_task_get_task_data (task);

  g_clear_object (&self->output); /* closes it */
  if (self->partial == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }

  self->error = error;
  g_file_delete_async (self->partial, G_PRIORITY_DEFAULT, NULL, partial_deleted_cb, task);
}

static void
moved_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Download *self = task_data;
  GError   *error = NULL;

  if (g_file_move (self->partial, self->destination, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL,
                   &error)) {
    g_task_return_boolean (task, TRUE);
  } else {
    g_file_delete (self->partial, NULL, NULL);
    g_task_return_error (task, new_write_error (self, error));
  }
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask  *task = user_data;
  GError *error = NULL;

  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error)) {
    fail (task, new_write_error (g_task_get_task_data (task), error));
    return;
  }

  g_task_run_in_thread (task, moved_thread);
  g_object_unref (task);
}

static void read_more (GTask *task);

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask    *task = user_data;
  Download *self = g_task_get_task_data (task);
  GError   *error = NULL;
  gsize     n;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, &n, &error)) {
    fail (task, new_write_error (self, error));
    return;
  }

  self->transferred += n;
  if (self->progress != NULL)
    self->progress (self->transferred, self->total, self->progress_data);
  read_more (task);
}

static GError *
new_cut_error (void)
{
  return g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOST,
                              _("The download was cut off before its end. Try again."));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask    *task = user_data;
  Download *self = g_task_get_task_data (task);
  GError   *error = NULL;
  gssize    n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0) {
    gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

    g_debug ("Download: %s", error->message);
    if (!cancelled) {
      g_error_free (error);
      error = new_cut_error ();
    }
    fail (task, error);
  } else if (n > 0) {
    g_output_stream_write_all_async (self->output, self->buffer, n, G_PRIORITY_DEFAULT,
                                     g_task_get_cancellable (task), written_cb, task);
  } else if (self->total >= 0 && self->transferred != self->total) {
    fail (task, new_cut_error ());
  } else {
    g_output_stream_close_async (self->output, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                 closed_cb, task);
  }
}

static void
read_more (GTask *task)
{
  Download *self = g_task_get_task_data (task);

  g_input_stream_read_async (self->input, self->buffer, BUFFER_SIZE, G_PRIORITY_DEFAULT,
                             g_task_get_cancellable (task), read_cb, task);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask    *task = user_data;
  Download *self = g_task_get_task_data (task);
  GError   *error = NULL;

  self->output = G_OUTPUT_STREAM (g_file_create_finish (G_FILE (source), result, &error));
  if (self->output == NULL) {
    g_clear_object (&self->partial);
    fail (task, new_write_error (self, error));
    return;
  }

  self->buffer = g_malloc (BUFFER_SIZE);
  read_more (task);
}

/* The content is there to be read: it grows in a file beside the destination, with a name nobody
 * has. */
static void
start_writing (GTask *task)
{
  Download         *self = g_task_get_task_data (task);
  g_autofree char  *base = g_file_get_basename (self->destination);
  g_autofree char  *name = g_strdup_printf (".%.100s.%08x.part", base, g_random_int ());
  g_autoptr (GFile) folder = g_file_get_parent (self->destination);

  if (folder == NULL) {
    fail (task, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_FILE,
                                     _("This is a folder. Choose a file name.")));
    return;
  }

  self->partial = g_file_get_child (folder, name);
  g_file_create_async (self->partial, G_FILE_CREATE_NONE, G_PRIORITY_DEFAULT,
                       g_task_get_cancellable (task), created_cb, task);
}

static GError *
new_status_error (Download *self)
{
  GError *error = NULL;
  guint   status = soup_message_get_status (self->message);

  if (status == SOUP_STATUS_FORBIDDEN || status == SOUP_STATUS_NOT_FOUND)
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_FILE,
                        _("The server does not hand this file out (%u). Run the endpoint again."), status);

  gradio_response_check (self->message, NULL, &error);

  return error;
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask              *task = user_data;
  Download           *self = g_task_get_task_data (task);
  SoupMessageHeaders *headers;
  GError             *error = NULL;

  self->input = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->input == NULL) {
    fail (task, gradio_response_translate_error (error, soup_message_get_uri (self->message)));
    return;
  }
  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message))) {
    fail (task, new_status_error (self));
    return;
  }

  headers = soup_message_get_response_headers (self->message);
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    self->total = soup_message_headers_get_content_length (headers);
  start_writing (task);
}

/* Compressed, a file's length could not be checked (protocol.md 15.6). */
static void
fetch (GTask      *task,
       const char *uri)
{
  Download         *self = g_task_get_task_data (task);
  GradioConnection *connection = g_task_get_source_object (task);
  SoupSession      *soup;

  self->message = gradio_connection_new_message (connection, SOUP_METHOD_GET, uri);
  if (self->message == NULL) {
    fail (task, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_FILE,
                                     _("The app gave an address for this file that cannot be used.")));
    return;
  }

  soup_message_headers_replace (soup_message_get_request_headers (self->message), "Accept-Encoding",
                                "identity");
  soup_message_disable_feature (self->message, SOUP_TYPE_CONTENT_DECODER);
  soup = gradio_connection_get_soup_session (connection, self->message, GRADIO_PATIENCE_CALL);
  soup_session_send_async (soup, self->message, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), sent_cb,
                           task);
}

static void
local_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask    *task = user_data;
  Download *self = g_task_get_task_data (task);
  GError   *error = NULL;

  self->input = G_INPUT_STREAM (g_file_read_finish (G_FILE (source), result, &error));
  if (self->input == NULL)
    fail (task, new_write_error (self, error));
  else
    start_writing (task);
}

GBytes *
gradio_download_decode_data_uri (const char *uri,
                                 GError    **error)
{
  const char *comma = strchr (uri, ',');
  gsize       length = 0;
  guchar     *data;

  if (!g_str_has_prefix (uri, "data:") || comma == NULL) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_FILE,
                         _("The app gave content that cannot be read."));
    return NULL;
  }

  if (comma - uri >= 7 && strncmp (comma - 7, ";base64", 7) == 0) {
    data = g_base64_decode (comma + 1, &length);
    return g_bytes_new_take (data, length);
  }

  return g_uri_unescape_bytes (comma + 1, -1, NULL, NULL) ?: g_bytes_new (comma + 1, strlen (comma + 1));
}

void
gradio_download_async (GradioConnection   *connection,
                       const char         *uri,
                       GFile              *destination,
                       GradioTransferFunc  progress,
                       gpointer            progress_data,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (connection, cancellable);
  GTask                   *task = g_task_new (connection, linked, callback, user_data);
  Download                *self = g_new0 (Download, 1);
  g_autoptr (GFile)        local = NULL;
  g_autoptr (GBytes)       content = NULL;
  GError                  *error = NULL;

  g_task_set_source_tag (task, gradio_download_async);
  g_task_set_task_data (task, self, (GDestroyNotify) download_free);
  self->destination = g_object_ref (destination);
  self->progress = progress;
  self->progress_data = progress_data;
  self->total = -1;

  if (g_str_has_prefix (uri, "file:")) {
    local = g_file_new_for_uri (uri);
    g_file_read_async (local, G_PRIORITY_DEFAULT, linked, local_read_cb, task);
  } else if (g_str_has_prefix (uri, "data:")) {
    content = gradio_download_decode_data_uri (uri, &error);
    if (content == NULL) {
      fail (task, error);
      return;
    }
    self->input = g_memory_input_stream_new_from_bytes (content);
    start_writing (task);
  } else {
    fetch (task, uri);
  }
}

gboolean
gradio_download_finish (GradioConnection *connection,
                        GAsyncResult     *result,
                        GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
