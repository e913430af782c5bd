/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-openapi.h"

#include "gradio-client-private.h"

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  JsonNode         *node = gradio_connection_call_finish (GRADIO_CONNECTION (source), result, &error);

  if (node != NULL)
    g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

void
gradio_client_fetch_openapi_async (GradioClient       *self,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  GradioConnection       *connection;
  GTask                  *task;
  g_autofree char        *uri = NULL;
  g_autoptr (SoupMessage) message = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (gradio_client_get_config (self) != NULL);

  connection = gradio_client_get_connection (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_client_fetch_openapi_async);
  uri = gradio_connection_dup_api_uri (connection, "/openapi.json");
  message = gradio_connection_new_message (connection, SOUP_METHOD_GET, uri);
  gradio_connection_call_async (connection, message, GRADIO_PATIENCE_CALL, cancellable, fetched_cb,
                                task);
}

JsonNode *
gradio_client_fetch_openapi_finish (GradioClient *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
