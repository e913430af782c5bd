/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drive-files.h"

static JsonNode *
upload (SpDrive *self, const char *path, GError **error)
{
  g_autoptr (GFile)        file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       reason = NULL;
  JsonNode                *node = NULL;

  gradio_client_upload_async (self->cli->client, file, NULL, NULL, NULL, self->cli->cancellable,
                              sp_cli_result_cb, self->cli);
  result = sp_cli_wait (self->cli);
  node = gradio_client_upload_finish (self->cli->client, result, &reason);
  if (node != NULL)
    return node;

  if (g_error_matches (reason, GRADIO_ERROR, GRADIO_ERROR_FILE) ||
      g_error_matches (reason, GRADIO_ERROR, GRADIO_ERROR_TOO_LARGE))
    g_set_error_literal (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_STEP, reason->message);
  else
    g_propagate_error (error, g_steal_pointer (&reason));

  return NULL;
}

static JsonNode *
upload_in_array (SpDrive *self, JsonArray *array, GError **error)
{
  g_autoptr (JsonArray) filled = json_array_sized_new (json_array_get_length (array));

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *element = sp_drive_files_upload (self, json_array_get_element (array, i), error);

    if (element == NULL)
      return NULL;
    json_array_add_element (filled, element);
  }

  return json_node_init_array (json_node_alloc (), filled);
}

static JsonNode *
upload_in_object (SpDrive *self, JsonObject *object, GError **error)
{
  g_autoptr (JsonObject) filled = json_object_new ();
  JsonObjectIter         iter;
  const char            *name = NULL;
  JsonNode              *member = json_object_get_member (object, "$file");

  if (gradio_json_is_string (member) && json_object_get_size (object) == 1)
    return upload (self, json_node_get_string (member), error);

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member)) {
    JsonNode *value = sp_drive_files_upload (self, member, error);

    if (value == NULL)
      return NULL;
    json_object_set_member (filled, name, value);
  }

  return json_node_init_object (json_node_alloc (), filled);
}

/**
 * sp_drive_files_upload:
 * @self: the app
 * @value: a value of the script
 * @error: return location
 *
 * Uploads the files in it, as a page does when people choose them. The parser limits how deep it goes.
 *
 * Returns: (transfer full) (nullable): the value with file objects in the place of `{"$file": PATH}`
 */
JsonNode *
sp_drive_files_upload (SpDrive *self, JsonNode *value, GError **error)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    return upload_in_array (self, json_node_get_array (value), error);
  if (JSON_NODE_HOLDS_OBJECT (value))
    return upload_in_object (self, json_node_get_object (value), error);

  return json_node_ref (value);
}
