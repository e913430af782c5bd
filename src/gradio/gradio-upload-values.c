/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-upload.h"

#include "gradio-file.h"

/* Deeper values are sent as they are: no component nests its files like that. */
#define MAX_DEPTH 64

typedef struct {
  JsonArray       *values;
  GPtrArray       *files;   /* of GFile: those to upload, each once */
  GHashTable      *objects; /* URI of a local file -> JsonNode */
  GradioUploadFunc progress;
  gpointer         progress_data;
} ValuesUpload;

static void
values_upload_free (ValuesUpload *upload)
{
  json_array_unref (upload->values);
  g_ptr_array_unref (upload->files);
  g_hash_table_unref (upload->objects);
  g_free (upload);
}

static GPtrArray *
collect_local_files (JsonArray *values)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < json_array_get_length (values); i++) {
    g_autoptr (GPtrArray) files = gradio_file_collect (json_array_get_element (values, i));

    for (guint f = 0; f < files->len; f++) {
      GFile *local = gradio_file_get_local (files->pdata[f]);

      if (local != NULL && !g_ptr_array_find_with_equal_func (found, local, (GEqualFunc) g_file_equal, NULL))
        g_ptr_array_add (found, g_object_ref (local));
    }
  }

  return found;
}

static JsonNode *replace_files (JsonNode   *node,
                                GHashTable *objects,
                                guint       depth);

static JsonNode *
replace_in_array (JsonArray  *array,
                  GHashTable *objects,
                  guint       depth)
{
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *copy = json_array_sized_new (json_array_get_length (array));

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (copy, replace_files (json_array_get_element (array, i), objects, depth));

  json_node_take_array (node, copy);

  return node;
}

static JsonNode *
replace_in_object (JsonObject *object,
                   GHashTable *objects,
                   guint       depth)
{
  JsonNode      *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject    *copy = json_object_new ();
  JsonNode      *member;
  const char    *name;
  JsonObjectIter iter;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (copy, name, replace_files (member, objects, depth));

  json_node_take_object (node, copy);

  return node;
}

static JsonNode *
replace_files (JsonNode   *node,
               GHashTable *objects,
               guint       depth)
{
  g_autoptr (GradioFile) file = gradio_file_new_from_json (node);

  if (file != NULL && gradio_file_get_local (file) != NULL) {
    g_autofree char *uri = g_file_get_uri (gradio_file_get_local (file));
    JsonNode        *object = g_hash_table_lookup (objects, uri);

    return json_node_ref (object != NULL ? object : node);
  }

  if (file == NULL && depth < MAX_DEPTH && JSON_NODE_HOLDS_ARRAY (node))
    return replace_in_array (json_node_get_array (node), objects, depth + 1);
  if (file == NULL && depth < MAX_DEPTH && JSON_NODE_HOLDS_OBJECT (node))
    return replace_in_object (json_node_get_object (node), objects, depth + 1);

  return json_node_ref (node);
}

static void
return_values (GTask *task)
{
  ValuesUpload *upload = g_task_get_task_data (task);
  JsonArray    *values = json_array_new ();

  for (guint i = 0; i < json_array_get_length (upload->values); i++)
    json_array_add_element (
      values, replace_files (json_array_get_element (upload->values, i), upload->objects, 0));

  g_task_return_pointer (task, values, (GDestroyNotify) json_array_unref);
}

static void upload_next (GTask *task);

static void
next_uploaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  ValuesUpload     *upload = g_task_get_task_data (task);
  GError           *error = NULL;
  JsonNode         *object = gradio_upload_finish (GRADIO_CONNECTION (source), result, &error);

  if (object == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_hash_table_insert (upload->objects,
                       g_file_get_uri (upload->files->pdata[g_hash_table_size (upload->objects)]),
                       object);
  upload_next (g_steal_pointer (&task));
}

static void
next_progress_cb (goffset  transferred,
                  goffset  total,
                  gpointer user_data)
{
  ValuesUpload *upload = user_data;
  double        share = total > 0 ? (double) transferred / total : 1;

  if (upload->progress != NULL)
    upload->progress ((g_hash_table_size (upload->objects) + share) / upload->files->len,
                      upload->progress_data);
}

static void
upload_next (GTask *task)
{
  ValuesUpload *upload = g_task_get_task_data (task);
  guint         done = g_hash_table_size (upload->objects);

  if (done < upload->files->len) {
    gradio_upload_async (g_task_get_source_object (task), upload->files->pdata[done],
                         next_progress_cb, upload, g_task_get_cancellable (task), next_uploaded_cb,
                         task);
    return;
  }

  return_values (task);
  g_object_unref (task);
}

gboolean
gradio_upload_is_needed (JsonArray *values)
{
  g_autoptr (GPtrArray) files = collect_local_files (values);

  return files->len > 0;
}

void
gradio_upload_values_async (GradioConnection   *connection,
                            JsonArray          *values,
                            GradioUploadFunc    progress,
                            gpointer            progress_data,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask        *task = g_task_new (connection, cancellable, callback, user_data);
  ValuesUpload *upload = g_new0 (ValuesUpload, 1);

  g_task_set_source_tag (task, gradio_upload_values_async);
  upload->values = json_array_ref (values);
  upload->files = collect_local_files (values);
  upload->objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) json_node_unref);
  upload->progress = progress;
  upload->progress_data = progress_data;
  g_task_set_task_data (task, upload, (GDestroyNotify) values_upload_free);

  upload_next (task);
}

JsonArray *
gradio_upload_values_finish (GradioConnection *connection,
                             GAsyncResult     *result,
                             GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
