/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-upload.h"

#include "gradio-file.h"
#include "gradio-inline.h"
#include "gradio-json.h"
#include "gradio-legacy-files.h"

/* Deeper values are sent as they are: no component nests its files like that. */
#define MAX_DEPTH 64

typedef struct {
  JsonArray       *values;
  GPtrArray       *components; /* of char; NULL unless the server is Gradio 3 */
  GPtrArray       *files;      /* of GFile: those to upload, each once */
  GPtrArray       *inlines;    /* of GradioFile: those whose content goes into the value */
  guint            n_inlined;
  GHashTable      *objects; /* identity of a file -> JsonNode in its place */
  GradioUploadFunc progress;
  gpointer         progress_data;
} ValuesUpload;

static void
values_upload_free (ValuesUpload *upload)
{
  json_array_unref (upload->values);
  g_clear_pointer (&upload->components, g_ptr_array_unref);
  g_ptr_array_unref (upload->files);
  g_ptr_array_unref (upload->inlines);
  g_hash_table_unref (upload->objects);
  g_free (upload);
}

static const char *
get_component (ValuesUpload *upload,
               guint         position)
{
  GPtrArray *components = upload->components;

  return components != NULL && position < components->len ? components->pdata[position] : "";
}

static gboolean
is_web_file (GradioFile *file)
{
  const char *path = gradio_file_get_path (file);

  return path != NULL && (g_str_has_prefix (path, "http://") || g_str_has_prefix (path, "https://"));
}

/* Gradio 3 fetches nothing for most components, and takes pictures as text only. */
static gboolean
is_to_inline (GradioFile *file,
              const char *component)
{
  if (gradio_legacy_files_want_content (component))
    return gradio_file_get_local (file) != NULL || gradio_file_get_path (file) != NULL;

  return is_web_file (file);
}

/* A picture may be wanted both as a file and as text. */
static char *
dup_identity (GradioFile *file,
              gboolean    is_inline)
{
  g_autofree char *uri = gradio_file_get_local (file) != NULL ? g_file_get_uri (gradio_file_get_local (file))
                                                              : g_strdup (gradio_file_get_path (file));

  return g_strconcat (is_inline ? "inline " : "", uri, NULL);
}

static void
add_file (ValuesUpload *upload,
          GradioFile   *file,
          const char   *component)
{
  GFile *local = gradio_file_get_local (file);

  if (upload->components != NULL && is_to_inline (file, component))
    g_ptr_array_add (upload->inlines, g_object_ref (file));
  else if (local != NULL && !g_ptr_array_find_with_equal_func (upload->files, local, (GEqualFunc) g_file_equal, NULL))
    g_ptr_array_add (upload->files, g_object_ref (local));
}

static void
collect_files (ValuesUpload *upload)
{
  for (guint i = 0; i < json_array_get_length (upload->values); i++) {
    g_autoptr (GPtrArray) files = gradio_file_collect (json_array_get_element (upload->values, i));

    for (guint f = 0; f < files->len; f++)
      add_file (upload, files->pdata[f], get_component (upload, i));
  }
}

static JsonNode *replace_files (JsonNode     *node,
                                ValuesUpload *upload,
                                const char   *component,
                                guint         depth);

/* A folder among files is replaced by the files in it. */
static void
add_replaced (JsonArray    *copy,
              JsonNode     *element,
              ValuesUpload *upload,
              const char   *component,
              guint         depth)
{
  g_autoptr (JsonNode) replaced = replace_files (element, upload, component, depth);

  if (JSON_NODE_HOLDS_OBJECT (element) && JSON_NODE_HOLDS_ARRAY (replaced)) {
    JsonArray *inner = json_node_get_array (replaced);

    for (guint i = 0; i < json_array_get_length (inner); i++)
      json_array_add_element (copy, json_array_dup_element (inner, i));
  } else {
    json_array_add_element (copy, g_steal_pointer (&replaced));
  }
}

static JsonNode *
replace_in_array (JsonArray    *array,
                  ValuesUpload *upload,
                  const char   *component,
                  guint         depth)
{
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *copy = json_array_sized_new (json_array_get_length (array));

  for (guint i = 0; i < json_array_get_length (array); i++)
    add_replaced (copy, json_array_get_element (array, i), upload, component, depth);

  json_node_take_array (node, copy);

  return node;
}

static JsonNode *
replace_in_object (JsonObject   *object,
                   ValuesUpload *upload,
                   const char   *component,
                   guint         depth)
{
  JsonNode      *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject    *copy = json_object_new ();
  JsonNode      *member;
  const char    *name;
  JsonObjectIter iter;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (copy, name, replace_files (member, upload, component, depth));

  json_node_take_object (node, copy);

  return node;
}

/* One of a folder that was chosen as a whole has a name that tells where it is in there. */
static JsonNode *
take_name (JsonNode *object,
           JsonNode *local)
{
  const char *name = gradio_json_get_string (json_node_get_object (local), "orig_name", NULL);
  JsonNode   *node;
  JsonObject *copy;
  GList      *members;

  if (name == NULL || strchr (name, '/') == NULL || !JSON_NODE_HOLDS_OBJECT (object))
    return json_node_ref (object);

  copy = json_object_new ();
  members = json_object_get_members (json_node_get_object (object));
  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (copy, l->data, json_object_dup_member (json_node_get_object (object), l->data));
  g_list_free (members);
  json_object_set_string_member (copy, "orig_name", name);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, copy);

  return node;
}

static JsonNode *
replace_files (JsonNode     *node,
               ValuesUpload *upload,
               const char   *component,
               guint         depth)
{
  g_autoptr (GradioFile) file = gradio_file_new_from_json (node);

  if (file != NULL) {
    g_autofree char *identity = dup_identity (file, upload->components != NULL && is_to_inline (file, component));
    JsonNode        *object = g_hash_table_lookup (upload->objects, identity);

    return object != NULL ? take_name (object, node) : json_node_ref (node);
  }

  if (depth < MAX_DEPTH && JSON_NODE_HOLDS_ARRAY (node))
    return replace_in_array (json_node_get_array (node), upload, component, depth + 1);
  if (depth < MAX_DEPTH && JSON_NODE_HOLDS_OBJECT (node))
    return replace_in_object (json_node_get_object (node), upload, component, depth + 1);

  return json_node_ref (node);
}

static void
return_values (GTask *task)
{
  ValuesUpload *upload = g_task_get_task_data (task);
  JsonArray    *values = json_array_new ();

  for (guint i = 0; i < json_array_get_length (upload->values); i++) {
    const char          *component = get_component (upload, i);
    g_autoptr (JsonNode) value = replace_files (json_array_get_element (upload->values, i), upload,
                                                component, 0);

    json_array_add_element (values, upload->components != NULL ? gradio_legacy_files_write (value, component)
                                                               : g_steal_pointer (&value));
  }

  g_task_return_pointer (task, values, (GDestroyNotify) json_array_unref);
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask)     task = user_data;
  ValuesUpload         *upload = g_task_get_task_data (task);
  GError               *error = NULL;
  g_autoptr (JsonArray) objects = gradio_upload_many_finish (GRADIO_CONNECTION (source), result, NULL, &error);

  if (objects == NULL) {
    g_task_return_error (task, error);
    return;
  }

  for (guint i = 0; i < upload->files->len; i++)
    g_hash_table_insert (upload->objects, g_file_get_uri (upload->files->pdata[i]),
                         json_array_dup_element (objects, i));
  return_values (task);
}

static void
progress_cb (goffset  transferred,
             goffset  total,
             gpointer user_data)
{
  ValuesUpload *upload = user_data;

  if (upload->progress != NULL)
    upload->progress (total > 0 ? (double) transferred / total : 1, upload->progress_data);
}

static void inline_next (GTask *task);

static void
inlined_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  ValuesUpload     *upload = g_task_get_task_data (task);
  GError           *error = NULL;
  JsonNode         *object = gradio_inline_finish (GRADIO_CONNECTION (source), result, &error);

  if (object == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_hash_table_insert (upload->objects, dup_identity (upload->inlines->pdata[upload->n_inlined], TRUE), object);
  upload->n_inlined++;
  inline_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
inline_next (GTask *task)
{
  ValuesUpload     *upload = g_task_get_task_data (task);
  GradioConnection *connection = g_task_get_source_object (task);

  if (upload->n_inlined < upload->inlines->len) {
    gradio_inline_async (connection, upload->inlines->pdata[upload->n_inlined],
                         g_task_get_cancellable (task), inlined_cb, task);
  } else if (upload->files->len > 0) {
    gradio_upload_many_async (connection, upload->files, progress_cb, upload, g_task_get_cancellable (task),
                              uploaded_cb, task);
  } else {
    return_values (task);
    g_object_unref (task);
  }
}

gboolean
gradio_upload_is_needed (JsonArray *values,
                         gboolean   legacy)
{
  for (guint i = 0; i < json_array_get_length (values); i++) {
    g_autoptr (GPtrArray) files = gradio_file_collect (json_array_get_element (values, i));

    for (guint f = 0; f < files->len; f++)
      if (legacy || gradio_file_get_local (files->pdata[f]) != NULL)
        return TRUE;
  }

  return FALSE;
}

void
gradio_upload_values_async (GradioConnection   *connection,
                            JsonArray          *values,
                            GPtrArray          *components,
                            GradioUploadFunc    progress,
                            gpointer            progress_data,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (connection, cancellable);
  GTask                   *task = g_task_new (connection, linked, callback, user_data);
  ValuesUpload            *upload = g_new0 (ValuesUpload, 1);

  g_task_set_source_tag (task, gradio_upload_values_async);
  upload->values = json_array_ref (values);
  upload->components = components != NULL ? g_ptr_array_ref (components) : NULL;
  upload->files = g_ptr_array_new_with_free_func (g_object_unref);
  upload->inlines = g_ptr_array_new_with_free_func (g_object_unref);
  upload->objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) json_node_unref);
  upload->progress = progress;
  upload->progress_data = progress_data;
  g_task_set_task_data (task, upload, (GDestroyNotify) values_upload_free);

  collect_files (upload);
  inline_next (task);
}

JsonArray *
gradio_upload_values_finish (GradioConnection *connection,
                             GAsyncResult     *result,
                             GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
