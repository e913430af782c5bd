/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-favicon.h"

#include "sp-picture-decoder.h"

#define SIDE 64 /* more than it has on a dense screen */

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)            task = user_data;
  GError                      *error = NULL;
  g_autoptr (SpDecodedPicture) picture = sp_picture_decode_finish (result, &error);

  if (picture != NULL)
    g_task_return_pointer (task, g_object_ref (picture->texture), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
cached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask            *task = user_data;
  GError           *error = NULL;
  g_autoptr (GFile) file = gradio_client_cache_finish (GRADIO_CLIENT (source), result, &error);

  if (file != NULL) {
    sp_picture_decode_async (file, NULL, SIDE, g_task_get_cancellable (task), decoded_cb, task);
    return;
  }

  g_task_return_error (task, error);
  g_object_unref (task);
}

void
sp_favicon_load_async (GradioClient       *client,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   node = NULL;
  g_autoptr (GradioFile) file = NULL;
  g_autofree char       *uri = NULL;
  GTask                 *task = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (client));

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_favicon_load_async);
  uri = g_strconcat (gradio_client_get_base_uri (client), "/favicon.ico", NULL);
  json_object_set_string_member (object, "path", uri);
  json_object_set_string_member (object, "url", uri);
  node = json_node_init_object (json_node_alloc (), object);
  file = gradio_file_new_from_json (node);
  gradio_client_cache_async (client, file, cancellable, cached_cb, task);
}

GIcon *
sp_favicon_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
