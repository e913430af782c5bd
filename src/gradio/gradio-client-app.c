/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-client-private.h"

#include "gradio-endpoint-private.h"
#include "gradio-json.h"

gboolean
gradio_client_has_page (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), FALSE);

  return self->description != NULL && self->description->components->len > 0 &&
         g_strcmp0 (self->description->mode, "server") != 0;
}

const char *
gradio_client_get_app_id (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  return self->description != NULL ? self->description->app_id : NULL;
}

const char *
gradio_client_get_space_id (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  return self->description != NULL ? self->description->asked_space : NULL;
}

/* The answer has the form of a /config with nothing but its number. */
static void
app_id_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask)             task = user_data;
  g_autoptr (GradioDescription) description = NULL;
  g_autoptr (GBytes)            body = NULL;
  GError                       *error = NULL;

  body = gradio_connection_fetch_finish (GRADIO_CONNECTION (source), result, &error);
  if (body != NULL)
    description = gradio_description_new (body, &error);
  if (description != NULL)
    g_task_return_pointer (task, g_strdup (description->app_id != NULL ? description->app_id : ""), g_free);
  else
    g_task_return_error (task, error);
}

void
gradio_client_fetch_app_id_async (GradioClient       *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char        *uri = NULL;
  GTask                  *task = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (self->description != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_client_fetch_app_id_async);
  uri = gradio_connection_dup_api_uri (self->connection, "/app_id");
  message = gradio_connection_new_message (self->connection, "GET", uri);
  gradio_connection_fetch_async (self->connection, message, GRADIO_PATIENCE_CONNECT, cancellable, app_id_cb, task);
}

char *
gradio_client_fetch_app_id_finish (GradioClient *self,
                                   GAsyncResult *result,
                                   GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A part of an app is described like a whole one. */
GPtrArray *
gradio_client_read_endpoints (GradioClient *self,
                              JsonObject   *part)
{
  g_autoptr (JsonNode)          node = NULL;
  g_autoptr (GBytes)            bytes = NULL;
  g_autoptr (GradioDescription) description = NULL;
  char                         *text = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (part != NULL, NULL);

  node = json_node_init_object (json_node_alloc (), part);
  text = gradio_json_write (node);
  bytes = g_bytes_new_take (text, strlen (text));
  description = gradio_description_new (bytes, NULL); /* it was just written */

  return gradio_endpoint_list_new (description);
}
