/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-openapi.h"

#include "gradio-client-private.h"

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
  g_return_if_fail (gradio_client_get_base_uri (self) != NULL);

  connection = gradio_client_get_connection (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_client_fetch_openapi_async);
  uri = gradio_connection_dup_api_uri (connection, "/openapi.json");
  message = gradio_connection_new_message (connection, SOUP_METHOD_GET, uri);
  gradio_connection_call_async (connection, message, GRADIO_PATIENCE_CALL, cancellable,
                                gradio_connection_forward_cb, task);
}

JsonNode *
gradio_client_fetch_openapi_finish (GradioClient *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
