/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-upload.h"

#include "gradio-error.h"
#include "gradio-json.h"
#include "gradio-multipart-stream.h"
#include "gradio-response.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GFile             *file;
  GFileInfo         *info;
  GInputStream      *body;
  SoupMessage       *message;
  char              *key;
  GradioTransferFunc progress;
  gpointer           progress_data;
} Upload;

static void
upload_free (Upload *upload)
{
  g_clear_object (&upload->file);
  g_clear_object (&upload->info);
  g_clear_object (&upload->body);
  g_clear_object (&upload->message);
  g_free (upload->key);
  g_free (upload);
}

static void
return_file_error (GTask  *task,
                   GError *error)
{
  g_autoptr (GError) cause = error;
  Upload            *upload = g_task_get_task_data (task);
  g_autofree char   *name = g_file_get_basename (upload->file);
  g_autofree char   *shown = g_filename_display_name (name != NULL ? name : "");

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&cause));
  else
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_FILE,
                             _("“%s” cannot be read: %s. Choose another file."), shown, cause->message);
}

/* The object that values carry, with the name that the file has here (the server changes names). */
static JsonNode *
new_file_object (Upload     *upload,
                 const char *server_path)
{
  const char      *content_type = g_file_info_get_content_type (upload->info);
  g_autofree char *mime_type = content_type != NULL ? g_content_type_get_mime_type (content_type) : NULL;
  JsonNode        *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject      *object = json_object_new ();
  JsonObject      *meta = json_object_new ();

  json_object_set_string_member (object, "path", server_path);
  json_object_set_string_member (object, "orig_name", g_file_info_get_display_name (upload->info));
  json_object_set_int_member (object, "size", g_file_info_get_size (upload->info));
  json_object_set_string_member (object, "mime_type",
                                 mime_type != NULL ? mime_type : "application/octet-stream");
  json_object_set_string_member (meta, "_type", "gradio.FileData");
  json_object_set_object_member (object, "meta", meta);

  json_node_take_object (node, object);

  return node;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  Upload              *upload = g_task_get_task_data (task);
  GradioConnection    *connection = g_task_get_source_object (task);
  GError              *error = NULL;
  g_autoptr (JsonNode) node = gradio_connection_call_finish (GRADIO_CONNECTION (source), result,
                                                             &error);
  g_autoptr (JsonNode) object = NULL;
  JsonArray           *paths;
  const char          *path = NULL;

  /* A server that answers early may leave the body being read. */
  gradio_multipart_stream_set_progress (GRADIO_MULTIPART_STREAM (upload->body), NULL, NULL);

  if (node == NULL) {
    g_task_return_error (task, error);
    return;
  }

  /* A server that did not understand the body answers with an empty list, and status 200. */
  paths = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (paths != NULL && json_array_get_length (paths) == 1 &&
      gradio_json_is_string (json_array_get_element (paths, 0)))
    path = json_array_get_string_element (paths, 0);
  if (path == NULL) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_SERVER,
                             _("The server did not take the file “%s”. Try again."),
                             g_file_info_get_display_name (upload->info));
    return;
  }

  object = new_file_object (upload, path);
  gradio_connection_remember_upload (connection, upload->key, object);
  g_task_return_pointer (task, g_steal_pointer (&object), (GDestroyNotify) json_node_unref);
}

static void
file_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask)            task = user_data;
  Upload                      *upload = g_task_get_task_data (task);
  GradioConnection            *connection = g_task_get_source_object (task);
  GError                      *error = NULL;
  g_autoptr (GFileInputStream) content = g_file_read_finish (G_FILE (source), result, &error);
  GradioMultipartStream       *body;
  g_autofree char             *uri = NULL;
  g_autofree char             *mime_type = NULL;
  const char                  *content_type;

  if (content == NULL) {
    return_file_error (task, error);
    return;
  }

  content_type = g_file_info_get_content_type (upload->info);
  mime_type = content_type != NULL ? g_content_type_get_mime_type (content_type) : NULL;
  upload->body = gradio_multipart_stream_new (G_INPUT_STREAM (content),
                                              g_file_info_get_display_name (upload->info), mime_type,
                                              g_file_info_get_size (upload->info));
  body = GRADIO_MULTIPART_STREAM (upload->body);
  gradio_multipart_stream_set_progress (body, upload->progress, upload->progress_data);

  uri = gradio_connection_dup_api_uri (connection, "/upload");
  upload->message = gradio_connection_new_message (connection, SOUP_METHOD_POST, uri);
  soup_message_set_request_body (upload->message, gradio_multipart_stream_get_content_type (body),
                                 upload->body, gradio_multipart_stream_get_length (body));

  gradio_connection_call_async (connection, upload->message, GRADIO_PATIENCE_CALL,
                                g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

static gboolean
check_info (GTask *task)
{
  Upload          *upload = g_task_get_task_data (task);
  goffset          size = g_file_info_get_size (upload->info);
  goffset          limit = gradio_connection_get_max_file_size (g_task_get_source_object (task));
  const char      *name = g_file_info_get_display_name (upload->info);
  g_autofree char *size_text = g_format_size (size);
  g_autofree char *limit_text = limit >= 0 ? g_format_size (limit) : NULL;

  if (g_file_info_get_file_type (upload->info) == G_FILE_TYPE_DIRECTORY) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_FILE,
                             _("“%s” is a folder. Choose the files in it."), name);
    return FALSE;
  }

  if (limit >= 0 && size > limit) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_TOO_LARGE,
                             _("“%s” has %s, but this app takes at most %s. Choose a smaller file."),
                             name, size_text, limit_text);
    return FALSE;
  }

  return TRUE;
}

static void
info_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Upload           *upload = g_task_get_task_data (task);
  GError           *error = NULL;
  g_autofree char  *uri = g_file_get_uri (upload->file);
  JsonNode         *known;

  upload->info = g_file_query_info_finish (G_FILE (source), result, &error);
  if (upload->info == NULL) {
    return_file_error (task, error);
    return;
  }

  upload->key = g_strdup_printf (
    "%s %" G_GOFFSET_FORMAT " %" G_GUINT64_FORMAT ".%u", uri, g_file_info_get_size (upload->info),
    g_file_info_get_attribute_uint64 (upload->info, G_FILE_ATTRIBUTE_TIME_MODIFIED),
    g_file_info_get_attribute_uint32 (upload->info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC));

  known = gradio_connection_lookup_upload (g_task_get_source_object (task), upload->key);
  if (known != NULL)
    g_task_return_pointer (task, json_node_ref (known), (GDestroyNotify) json_node_unref);
  else if (check_info (task))
    g_file_read_async (upload->file, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), file_read_cb,
                       g_object_ref (task));
}

void
gradio_upload_async (GradioConnection   *connection,
                     GFile              *file,
                     GradioTransferFunc  progress,
                     gpointer            progress_data,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (connection, cancellable);
  GTask                   *task = g_task_new (connection, linked, callback, user_data);
  Upload                  *upload = g_new0 (Upload, 1);

  g_task_set_source_tag (task, gradio_upload_async);
  upload->file = g_object_ref (file);
  upload->progress = progress;
  upload->progress_data = progress_data;
  g_task_set_task_data (task, upload, (GDestroyNotify) upload_free);

  g_file_query_info_async (
    file,
    G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE
                                   "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME
                                   "," G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE
                                   "," G_FILE_ATTRIBUTE_TIME_MODIFIED
                                   "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
    G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, linked, info_cb, task);
}

JsonNode *
gradio_upload_finish (GradioConnection *connection,
                      GAsyncResult     *result,
                      GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
