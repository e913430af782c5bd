/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-html-upload.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* A file on its way: out of the web part, into a folder of its own, to the server. */
typedef struct {
  GradioClient *client;
  char         *name;
  GBytes       *data;
  char         *folder; /* that is to be removed */
  char         *path;
} Upload;

static void
upload_free (Upload *upload)
{
  if (upload->path != NULL)
    g_unlink (upload->path);
  if (upload->folder != NULL)
    g_rmdir (upload->folder);
  g_object_unref (upload->client);
  g_free (upload->name);
  g_bytes_unref (upload->data);
  g_free (upload->folder);
  g_free (upload->path);
  g_free (upload);
}

/* A stranger chose it. */
static char *
dup_safe_name (const char *name)
{
  g_autofree char *safe = g_path_get_basename (name);

  if (g_str_equal (safe, ".") || g_str_equal (safe, "..") || g_str_equal (safe, G_DIR_SEPARATOR_S) || strlen (safe) > 200)
    return g_strdup ("file");

  return g_steal_pointer (&safe);
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Upload          *upload = task_data;
  g_autofree char *name = dup_safe_name (upload->name);
  gsize            length = 0;
  const char      *data = g_bytes_get_data (upload->data, &length);
  GError          *error = NULL;

  upload->folder = g_dir_make_tmp ("spaceport-XXXXXX", &error);
  if (upload->folder == NULL) {
    g_task_return_error (task, error);
    return;
  }

  upload->path = g_build_filename (upload->folder, name, NULL);
  if (g_file_set_contents (upload->path, data != NULL ? data : "", length, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static JsonNode *
make_answer (GradioClient *client, JsonNode *node)
{
  g_autoptr (GradioFile) file = gradio_file_new_from_json (node);
  g_autofree char       *uri = file != NULL ? gradio_client_dup_file_uri (client, file) : NULL;
  g_autoptr (JsonObject) answer = json_object_new ();

  json_object_set_string_member (answer, "path", JSON_NODE_HOLDS_OBJECT (node) ? gradio_json_get_string (json_node_get_object (node), "path", "") : "");
  json_object_set_string_member (answer, "url", uri != NULL ? uri : "");

  return json_node_init_object (json_node_alloc (), answer);
}

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)    task = user_data;
  GError              *error = NULL;
  g_autoptr (JsonNode) node = gradio_client_upload_finish (GRADIO_CLIENT (source), result, &error);

  if (node == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, make_answer (GRADIO_CLIENT (source), node), (GDestroyNotify) json_node_unref);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Upload           *upload = g_task_get_task_data (G_TASK (result));
  g_autoptr (GFile) file = NULL;
  GError           *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, error);
    return;
  }

  file = g_file_new_for_path (upload->path);
  /* What was written stays until it was sent. */
  g_task_set_task_data (task, g_object_ref (result), g_object_unref);
  gradio_client_upload_async (upload->client, file, NULL, NULL, NULL, g_task_get_cancellable (task), uploaded_cb,
                              g_object_ref (task));
}

void
sp_html_upload_async (GradioClient       *client,
                      const char         *name,
                      GBytes             *data,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask            *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) writing = NULL;
  Upload           *upload = NULL;

  g_task_set_source_tag (task, sp_html_upload_async);
  upload = g_new0 (Upload, 1);
  upload->client = g_object_ref (client);
  upload->name = g_strdup (name);
  upload->data = g_bytes_ref (data);
  writing = g_task_new (NULL, cancellable, written_cb, task);
  g_task_set_task_data (writing, upload, (GDestroyNotify) upload_free);
  g_task_run_in_thread (writing, write_thread);
}

JsonNode *
sp_html_upload_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
