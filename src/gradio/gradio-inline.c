/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-inline.h"

#include "gradio-error.h"
#include "gradio-file-uri.h"
#include "gradio-response.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GradioFile  *file;
  SoupMessage *message;
  GBytes      *content;
} Inlining;

static void
inlining_free (Inlining *self)
{
  g_object_unref (self->file);
  g_clear_object (&self->message);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self);
}

static void
encode_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Inlining        *self = task_data;
  gsize            size;
  const guchar    *data = g_bytes_get_data (self->content, &size);
  g_autofree char *base64 = g_base64_encode (data, size);
  const char      *type = gradio_file_get_mime_type (self->file);
  JsonObject      *object = json_object_new ();
  JsonObject      *meta = json_object_new ();
  JsonNode        *node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *uri = g_strdup_printf ("data:%s;base64,%s", type != NULL ? type : "application/octet-stream",
                                          base64);

  json_object_set_null_member (object, "path");
  json_object_set_string_member (object, "url", uri);
  json_object_set_string_member (object, "orig_name", gradio_file_get_name (self->file));
  json_object_set_string_member (meta, "_type", "gradio.FileData");
  json_object_set_object_member (object, "meta", meta);
  json_node_take_object (node, object);
  g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  Inlining          *self = g_task_get_task_data (task);

  self->content = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  if (self->content != NULL)
    g_task_run_in_thread (task, encode_thread);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_FILE,
                             _("“%s” cannot be read: %s. Choose another file."),
                             gradio_file_get_name (self->file), error->message);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  Inlining         *self = g_task_get_task_data (task);

  self->content = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  if (self->content == NULL)
    g_task_return_error (task, gradio_response_translate_error (error, soup_message_get_uri (self->message)));
  else if (!gradio_response_check (self->message, self->content, &error))
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, encode_thread);
}

void
gradio_inline_async (GradioConnection   *connection,
                     GradioFile         *file,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (connection, cancellable, callback, user_data);
  Inlining         *self = g_new0 (Inlining, 1);
  g_autofree char  *uri = NULL;

  g_task_set_source_tag (task, gradio_inline_async);
  self->file = g_object_ref (file);
  g_task_set_task_data (task, self, (GDestroyNotify) inlining_free);

  if (gradio_file_get_local (file) != NULL) {
    g_file_load_bytes_async (gradio_file_get_local (file), cancellable, loaded_cb, g_steal_pointer (&task));
    return;
  }

  uri = gradio_file_uri_new (connection, file);
  self->message = gradio_connection_new_message (connection, SOUP_METHOD_GET, uri);
  if (self->message == NULL) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_FILE, _("“%s” is not a web address."), uri);
    return;
  }

  soup_session_send_and_read_async (
    gradio_connection_get_soup_session (connection, self->message, GRADIO_PATIENCE_CALL), self->message,
    G_PRIORITY_DEFAULT, cancellable, fetched_cb, g_steal_pointer (&task));
}

JsonNode *
gradio_inline_finish (GradioConnection *connection,
                      GAsyncResult     *result,
                      GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
