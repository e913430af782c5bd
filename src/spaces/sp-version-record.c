/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-version-record.h"

#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "sp-file-tree.h"

/* Data of the task that writes one. */
typedef struct {
  GFile     *folder;
  GPtrArray *entries;
  char      *commit;
  char      *python;
} Record;

static void
record_free (gpointer data)
{
  Record *record = data;

  g_object_unref (record->folder);
  g_ptr_array_unref (record->entries);
  g_free (record->commit);
  g_free (record->python);
  g_free (record);
}

static JsonObject *
make_files (GPtrArray *entries)
{
  JsonObject *files = json_object_new ();

  for (guint i = 0; i < entries->len; i++) {
    SpFileTreeEntry *entry = g_ptr_array_index (entries, i);
    JsonObject      *file;

    if (entry->sha256 == NULL)
      continue; /* a link */
    file = json_object_new ();
    json_object_set_int_member (file, "size", entry->size);
    json_object_set_string_member (file, "sha256", entry->sha256);
    json_object_set_object_member (files, entry->path, file);
  }
  return files;
}

/* Takes names and versions from the lines of the lock that begin with a name. */
static JsonObject *
make_packages (GFile *folder)
{
  g_autoptr (GFile) lock = g_file_get_child (folder, "requirements.lock");
  g_autofree char  *content = NULL;
  g_auto (GStrv)    lines = NULL;
  JsonObject       *packages = json_object_new ();

  if (!g_file_load_contents (lock, NULL, &content, NULL, NULL, NULL))
    return packages;

  lines = g_strsplit (content, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    gsize       length = strcspn (*line, " =");
    const char *version = strstr (*line, "==");

    if (!g_ascii_isalnum (**line))
      continue;
    (*line)[strcspn (*line, "\\;")] = '\0';
    if (version != NULL && version == *line + length) {
      g_autofree char *number = g_strstrip (g_strdup (version + 2));

      (*line)[length] = '\0';
      json_object_set_string_member (packages, *line, number);
    } else {
      g_autofree char *name = g_strndup (*line, length);

      json_object_set_string_member (packages, name, g_strstrip (*line + length));
    }
  }
  return packages;
}

static gboolean
add_size (JsonObject *sizes, GFile *folder, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) part = g_file_get_child (folder, name);
  SpFileTreeSize    size = { 0 };

  if (!sp_file_tree_measure (part, &size, cancellable, error))
    return FALSE;
  json_object_set_int_member (sizes, name, size.own + size.shared);
  return TRUE;
}

static void
write_in_thread_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Record                *record = task_data;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GFile)      file = g_file_get_child (record->folder, "version.json");
  g_autoptr (GDateTime)  now = g_date_time_new_now_utc ();
  g_autofree char       *date = g_date_time_format_iso8601 (now);
  g_autofree char       *text = NULL;
  JsonObject            *sizes = json_object_new ();
  GError                *error = NULL;

  json_object_set_int_member (object, "format", 1);
  if (record->commit != NULL)
    json_object_set_string_member (object, "commit", record->commit);
  if (record->python != NULL)
    json_object_set_string_member (object, "python", record->python);
  json_object_set_string_member (object, "date", date);
  json_object_set_object_member (object, "packages", make_packages (record->folder));
  json_object_set_object_member (object, "sizes", sizes);
  json_object_set_object_member (object, "files", make_files (record->entries));
  json_node_set_object (node, object);

  if (add_size (sizes, record->folder, "app", cancellable, &error) &&
      add_size (sizes, record->folder, "environment", cancellable, &error)) {
    text = json_to_string (node, TRUE);
    g_file_set_contents (g_file_peek_path (file), text, -1, &error);
  }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
sp_version_record_write_async (GFile              *folder,
                               GPtrArray          *entries,
                               const char         *commit,
                               const char         *python,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Record           *record = g_new0 (Record, 1);

  g_task_set_source_tag (task, sp_version_record_write_async);
  record->folder = g_object_ref (folder);
  record->entries = g_ptr_array_ref (entries);
  record->commit = g_strdup (commit);
  record->python = g_strdup (python);
  g_task_set_task_data (task, record, record_free);
  g_task_run_in_thread (task, write_in_thread_cb);
}

gboolean
sp_version_record_write_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
