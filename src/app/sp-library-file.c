/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-library-file.h"

#include "gradio.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gtk/gtk.h>

#define MAX_SIZE (8 * 1024 * 1024)
#define VERSION 1

void
sp_library_file_free (SpLibraryFile *file)
{
  if (file == NULL)
    return;

  g_ptr_array_unref (file->apps);
  g_ptr_array_unref (file->collections);
  g_free (file);
}

static SpLibraryFile *
library_file_new (void)
{
  SpLibraryFile *file = g_new0 (SpLibraryFile, 1);

  file->apps = g_ptr_array_new_with_free_func (g_object_unref);
  file->collections = g_ptr_array_new_with_free_func (g_free);

  return file;
}

/* Parsing */

/* Returns: (nullable): the name as the file has it from now on; NULL when it is none, or one too many */
static const char *
add_collection (SpLibraryFile *file,
                JsonNode      *node)
{
  g_autofree char *name =
    gradio_json_is_string (node) ? sp_saved_app_dup_line (json_node_get_string (node), SP_LIBRARY_MAX_NAME) : NULL;
  guint position = 0;

  if (name == NULL)
    return NULL;
  if (g_ptr_array_find_with_equal_func (file->collections, name, g_str_equal, &position))
    return g_ptr_array_index (file->collections, position);
  if (file->collections->len >= SP_LIBRARY_MAX_COLLECTIONS)
    return NULL;

  g_ptr_array_add (file->collections, g_steal_pointer (&name));

  return g_ptr_array_index (file->collections, file->collections->len - 1);
}

static void
read_collections (SpLibraryFile *file,
                  SpSavedApp    *app,
                  JsonArray     *names)
{
  guint length = names != NULL ? MIN (json_array_get_length (names), SP_LIBRARY_MAX_COLLECTIONS) : 0;

  for (guint i = 0; i < length; i++) {
    const char *name = add_collection (file, json_array_get_element (names, i));

    if (name != NULL)
      sp_saved_app_set_in (app, name, TRUE);
  }
}

/* Nothing was added or used in the future. */
static gint64
get_time (JsonObject *object,
          const char *member)
{
  return CLAMP (gradio_json_get_int (object, member, 0), 0, g_get_real_time () / G_USEC_PER_SEC);
}

/* Returns: (transfer full) (nullable): the app of an entry */
static SpSavedApp *
read_app (SpLibraryFile *file,
          JsonNode      *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *reference = gradio_json_get_string (object, "address", NULL);
  SpSavedApp *app = NULL;

  if (object == NULL && gradio_json_is_string (node))
    reference = json_node_get_string (node);
  if (reference != NULL)
    app = sp_saved_app_new (reference, gradio_json_get_string (object, "title", NULL), NULL);
  if (app == NULL || object == NULL)
    return app;

  sp_saved_app_set_look (app, gradio_json_get_string (object, "emoji", NULL),
                         gradio_json_get_string (object, "color-from", NULL),
                         gradio_json_get_string (object, "color-to", NULL));
  sp_saved_app_set_times (app, get_time (object, "added"), get_time (object, "used"));
  read_collections (file, app, gradio_json_get_array (object, "collections"));

  return app;
}

static void
read_apps (SpLibraryFile *file,
           JsonArray     *apps)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (apps); i++) {
    g_autoptr (SpSavedApp) app = NULL;

    if (file->apps->len < SP_LIBRARY_MAX_APPS)
      app = read_app (file, json_array_get_element (apps, i));
    if (app == NULL)
      file->refused++;
    else if (g_hash_table_add (keys, (gpointer) sp_saved_app_get_key (app)))
      g_ptr_array_add (file->apps, g_steal_pointer (&app));
  }
}

SpLibraryFile *
sp_library_file_parse (GBytes  *json,
                       GError **error)
{
  gsize                length = 0;
  const char          *text = NULL;
  g_autoptr (GError)   failure = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject          *object = NULL;
  JsonArray           *apps = NULL;
  JsonArray           *collections = NULL;
  SpLibraryFile       *file = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  text = g_bytes_get_data (json, &length);
  root = length > 0 ? gradio_json_parse (text, (gssize) length, &failure) : NULL;
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    object = json_node_get_object (root);
  apps = object != NULL ? gradio_json_get_array (object, "apps") : NULL;
  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    apps = json_node_get_array (root);
  if (apps == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _("This file has no list of apps. Choose one that Spaceport exported."));
    return NULL;
  }

  file = library_file_new ();
  collections = gradio_json_get_array (object, "collections");
  for (guint i = 0; collections != NULL && i < json_array_get_length (collections); i++)
    add_collection (file, json_array_get_element (collections, i));
  read_apps (file, apps);

  return file;
}

/* Writing */

static void
add_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static JsonObject *
write_app (SpSavedApp *app)
{
  JsonObject        *object = json_object_new ();
  const char *const *collections = sp_saved_app_get_collections (app);

  json_object_set_string_member (object, "address", sp_saved_app_get_reference (app));
  add_text (object, "title", sp_saved_app_has_title (app) ? sp_saved_app_get_title (app) : NULL);
  add_text (object, "emoji", sp_saved_app_get_emoji (app));
  add_text (object, "color-from", sp_saved_app_get_color_from (app));
  add_text (object, "color-to", sp_saved_app_get_color_to (app));
  json_object_set_int_member (object, "added", sp_saved_app_get_added (app));
  json_object_set_int_member (object, "used", sp_saved_app_get_used (app));
  if (*collections != NULL) {
    JsonArray *names = json_array_new ();

    for (; *collections != NULL; collections++)
      json_array_add_string_element (names, *collections);
    json_object_set_array_member (object, "collections", names);
  }

  return object;
}

GBytes *
sp_library_file_write (GListModel *apps,
                       GListModel *collections)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject          *object = json_object_new ();
  JsonArray           *list = json_array_new ();
  JsonArray           *names = json_array_new ();
  char                *text = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (apps), NULL);

  for (guint i = 0; collections != NULL && i < g_list_model_get_n_items (collections); i++) {
    g_autoptr (GtkStringObject) name = g_list_model_get_item (collections, i);

    json_array_add_string_element (names, gtk_string_object_get_string (name));
  }
  for (guint i = 0; i < g_list_model_get_n_items (apps); i++) {
    g_autoptr (SpSavedApp) app = g_list_model_get_item (apps, i);

    json_array_add_object_element (list, write_app (app));
  }
  json_object_set_int_member (object, "spaceport-library", VERSION);
  json_object_set_array_member (object, "collections", names);
  json_object_set_array_member (object, "apps", list);
  json_node_take_object (root, object);
  text = gradio_json_write_pretty (root);

  return g_bytes_new_take (text, strlen (text));
}

/* The disk */

static GBytes *
read_bytes (GFile        *file,
            GCancellable *cancellable,
            GError      **error)
{
  g_autoptr (GFileInfo)        info = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char             *content = NULL;
  gsize                        length = 0;

  /* A pipe would be waited for, for ever. */
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
    stream = g_file_read (file, cancellable, error);
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("This is no file that can be read."));
  if (stream == NULL)
    return NULL;

  content = g_malloc (MAX_SIZE + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), content, MAX_SIZE + 1, &length, cancellable, error))
    return NULL;
  if (length > MAX_SIZE) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _("This file is far too large for a list of apps. Choose one that Spaceport exported."));
    return NULL;
  }

  return g_bytes_new (content, length);
}

static void
read_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError            *error = NULL;
  g_autoptr (GBytes) content = read_bytes (task_data, cancellable, &error);
  SpLibraryFile     *file = content != NULL ? sp_library_file_parse (content, &error) : NULL;

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) sp_library_file_free);
  else
    g_task_return_error (task, error);
}

void
sp_library_file_read_async (GFile              *file,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_library_file_read_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

SpLibraryFile *
sp_library_file_read_finish (GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  GFile  *file;    /* owned */
  GBytes *content; /* owned */
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->file);
  g_bytes_unref (save->content);
  g_free (save);
}

/* A place that is no path of this computer, such as what a file manager mounted, has no rename of ours. */
static gboolean
save (Save    *save,
      GError **error)
{
  const char      *path = g_file_peek_path (save->file);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  gsize            length = 0;
  const char      *text = g_bytes_get_data (save->content, &length);

  if (path == NULL)
    return g_file_replace_contents (save->file, text, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, error);

  g_mkdir_with_parents (folder, 0700); /* the next step says why where that is not possible */

  return g_file_set_contents_full (path, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static void
save_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (save (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
sp_library_file_save_async (GFile              *file,
                            GBytes             *content,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Save             *data = NULL;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (content != NULL);

  data = g_new0 (Save, 1);
  data->file = g_object_ref (file);
  data->content = g_bytes_ref (content);
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, sp_library_file_save_async);
  g_task_set_task_data (task, data, save_free);
  g_task_run_in_thread (task, save_thread);
}

gboolean
sp_library_file_save_finish (GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
