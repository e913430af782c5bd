/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-mcp-files.h"

#include "gradio-client-private.h"
#include "gradio-error.h"
#include "gradio-mcp-reach.h"
#include "gradio-upload.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Deeper values are sent as they are: no component nests its files like that. */
#define MAX_DEPTH 64
/* What is sent inside of a call is in memory as a whole, here and on the server. */
#define MAX_INLINE_SIZE (64 * 1024 * 1024)

typedef struct {
  JsonNode   *arguments;
  GPtrArray  *files;     /* of GradioFile */
  GHashTable *addresses; /* address of a file as this library knows it -> the tool's */
  guint       next;      /* of @files */
  gboolean    inside;    /* whether to send them inside of the call */
} Sending;

static void
sending_free (Sending *sending)
{
  json_node_unref (sending->arguments);
  g_ptr_array_unref (sending->files);
  g_hash_table_unref (sending->addresses);
  g_free (sending);
}

static void send_next (GTask *task);

/* putting the addresses in */

static JsonNode *replace_files (GTask    *task,
                                JsonNode *node,
                                guint     depth);

static JsonNode *
replace_in_array (GTask     *task,
                  JsonArray *array,
                  guint      depth)
{
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *copy = json_array_sized_new (json_array_get_length (array));

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (copy, replace_files (task, json_array_get_element (array, i), depth));
  json_node_take_array (node, copy);

  return node;
}

static JsonNode *
replace_in_object (GTask      *task,
                   JsonObject *object,
                   guint       depth)
{
  JsonNode      *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject    *copy = json_object_new ();
  JsonNode      *member;
  const char    *name;
  JsonObjectIter iter;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (copy, name, replace_files (task, member, depth));
  json_node_take_object (node, copy);

  return node;
}

static JsonNode *
replace_files (GTask    *task,
               JsonNode *node,
               guint     depth)
{
  Sending               *sending = g_task_get_task_data (task);
  g_autoptr (GradioFile) file = gradio_file_new_from_json (node);

  if (file != NULL) {
    g_autofree char *uri = gradio_client_dup_file_uri (g_task_get_source_object (task), file);
    const char      *address = g_hash_table_lookup (sending->addresses, uri);

    return address != NULL ? json_node_init_string (json_node_alloc (), address) : json_node_ref (node);
  }

  if (depth < MAX_DEPTH && JSON_NODE_HOLDS_ARRAY (node))
    return replace_in_array (task, json_node_get_array (node), depth + 1);
  if (depth < MAX_DEPTH && JSON_NODE_HOLDS_OBJECT (node))
    return replace_in_object (task, json_node_get_object (node), depth + 1);

  return json_node_ref (node);
}

static void
return_arguments (GTask *task)
{
  Sending             *sending = g_task_get_task_data (task);
  g_autoptr (JsonNode) replaced = replace_files (task, sending->arguments, 0);

  g_task_return_pointer (task, json_node_dup_object (replaced), (GDestroyNotify) json_object_unref);
}

/* sending */

/* Takes @task and @address. */
static void
sent (GTask *task,
      char  *address)
{
  Sending *sending = g_task_get_task_data (task);

  g_hash_table_insert (
    sending->addresses,
    gradio_client_dup_file_uri (g_task_get_source_object (task), sending->files->pdata[sending->next]),
    address);
  sending->next++;
  send_next (task);
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask)      task = user_data;
  GradioClient          *client = g_task_get_source_object (task);
  GError                *error = NULL;
  g_autoptr (JsonNode)   object = NULL;
  g_autoptr (GradioFile) file = NULL;

  object = gradio_upload_finish (GRADIO_CONNECTION (source), result, &error);
  if (object == NULL) {
    g_task_return_error (task, error);
    return;
  }

  file = gradio_file_new_from_json (object);
  sent (g_steal_pointer (&task), gradio_client_dup_file_uri (client, file));
}

/* In a thread: reads a file and writes it as a `data:` address. */
static void
write_inside (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GFile             *file = task_data;
  g_autofree char   *name = g_file_get_basename (file);
  g_autofree char   *content = NULL;
  g_autofree char   *type = NULL;
  g_autofree char   *mime_type = NULL;
  g_autofree char   *base64 = NULL;
  g_autoptr (GError) error = NULL;
  gsize              length;

  if (!g_file_load_contents (file, cancellable, &content, &length, NULL, &error)) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_task_return_error (task, g_steal_pointer (&error));
    else
      g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_FILE,
                               _("The file “%s” cannot be read: %s"), name, error->message);
    return;
  }

  type = g_content_type_guess (name, (const guchar *) content, length, NULL);
  mime_type = g_content_type_get_mime_type (type);
  base64 = g_base64_encode ((const guchar *) content, length);
  g_task_return_pointer (task,
                         g_strconcat ("data:",
                                      mime_type != NULL ? mime_type : "application/octet-stream",
                                      ";base64,", base64, NULL),
                         g_free);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  char             *address = g_task_propagate_pointer (G_TASK (result), &error);

  if (address != NULL)
    sent (g_steal_pointer (&task), address);
  else
    g_task_return_error (task, error);
}

static void
sized_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask)     task = user_data;
  GFile                *file = G_FILE (source);
  g_autofree char      *name = g_file_get_basename (file);
  g_autofree char      *limit = g_format_size (MAX_INLINE_SIZE);
  g_autoptr (GError)    error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (file, result, &error);
  g_autoptr (GTask)     writing = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
  } else if (info == NULL) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_FILE,
                             _("The file “%s” cannot be read: %s"), name, error->message);
  } else if (g_file_info_get_size (info) > MAX_INLINE_SIZE) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_TOO_LARGE,
                             _("“%s” is too large for a tool of this app, which takes files of up to %s "
                                "only. Call the app’s endpoint."),
                             name, limit);
  } else {
    writing = g_task_new (NULL, g_task_get_cancellable (task), written_cb, g_object_ref (task));
    g_task_set_task_data (writing, g_object_ref (file), g_object_unref);
    g_task_run_in_thread (writing, write_inside);
  }
}

static void
cached_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable     *cancellable = g_task_get_cancellable (task);
  GError           *error = NULL;
  g_autoptr (GFile) file = gradio_client_cache_finish (GRADIO_CLIENT (source), result, &error);

  if (file == NULL)
    g_task_return_error (task, error);
  else
    g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                             G_PRIORITY_DEFAULT, cancellable, sized_cb,
                             g_steal_pointer (&task));
}

/* Whether anybody can fetch it, whatever the app's own server allows. */
static gboolean
is_elsewhere (GradioClient *client,
              const char   *uri)
{
  g_autofree char *own = gradio_connection_dup_api_uri (gradio_client_get_connection (client), "/");

  return !g_str_has_prefix (uri, "file:") && !g_str_has_prefix (uri, own);
}

/* Takes @task. */
static void
send_next (GTask *task)
{
  g_autoptr (GTask) owned = task;
  GradioClient     *client = g_task_get_source_object (task);
  GCancellable     *cancellable = g_task_get_cancellable (task);
  Sending          *sending = g_task_get_task_data (task);
  GradioFile       *file;
  g_autofree char  *uri = NULL;

  if (sending->next == sending->files->len) {
    return_arguments (task);
    return;
  }

  file = sending->files->pdata[sending->next];
  uri = gradio_client_dup_file_uri (client, file);
  if (is_elsewhere (client, uri) || (!sending->inside && gradio_file_get_local (file) == NULL))
    sent (g_steal_pointer (&owned), g_strdup (uri));
  else if (sending->inside)
    gradio_client_cache_async (client, file, cancellable, cached_cb, g_steal_pointer (&owned));
  else
    gradio_upload_async (gradio_client_get_connection (client), gradio_file_get_local (file), NULL, NULL,
                         cancellable, uploaded_cb, g_steal_pointer (&owned));
}

static void
reached_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Sending          *sending = g_task_get_task_data (task);
  gboolean          is_public;
  GError           *error = NULL;

  if (!gradio_mcp_reach_finish (GRADIO_CONNECTION (source), result, &is_public, &error)) {
    g_task_return_error (task, error);
    return;
  }

  sending->inside = !is_public;
  send_next (g_steal_pointer (&task));
}

void
gradio_mcp_files_send_async (GradioClient       *client,
                             JsonObject         *arguments,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask   *task = g_task_new (client, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);

  g_task_set_source_tag (task, gradio_mcp_files_send_async);
  sending->arguments = json_node_init_object (json_node_alloc (), arguments);
  sending->files = gradio_file_collect (sending->arguments);
  sending->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_task_set_task_data (task, sending, (GDestroyNotify) sending_free);

  if (sending->files->len == 0)
    send_next (task);
  else
    gradio_mcp_reach_async (gradio_client_get_connection (client), cancellable, reached_cb, task);
}

JsonObject *
gradio_mcp_files_send_finish (GradioClient *client,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
