/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Apps that have a socket and no port, and those that have no network. */
#include "config.h"

#include "gradio-client-private.h"

#include "gradio-address.h"
#include "gradio-dead-end.h"

void
gradio_client_set_socket (GradioClient *self,
                          const char   *path)
{
  g_autoptr (GradioAddress) address = NULL;
  g_autoptr (GradioSocket)  socket = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (path == NULL || g_path_is_absolute (path));

  if (path != NULL) {
    address = gradio_address_parse (self->reference, NULL);
    socket = address != NULL && address->uri != NULL ? gradio_socket_new (path, address->uri) : NULL;
    g_return_if_fail (socket != NULL);
  }
  gradio_connection_set_socket (self->connection, socket);
}

const char *
gradio_client_get_socket (GradioClient *self)
{
  GradioSocket *socket = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  socket = gradio_connection_get_socket (self->connection);

  return socket != NULL ? gradio_socket_get_path (socket) : NULL;
}

GSocketConnectable *
gradio_client_get_connectable (GradioClient *self)
{
  GradioSocket *socket = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  socket = gradio_connection_get_socket (self->connection);

  return socket != NULL ? G_SOCKET_CONNECTABLE (socket) : NULL;
}

gboolean
gradio_client_is_on_socket (GradioClient *self,
                            const char   *uri)
{
  GradioSocket    *socket = NULL;
  g_autoptr (GUri) parsed = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), FALSE);
  g_return_val_if_fail (uri != NULL, FALSE);

  socket = gradio_connection_get_socket (self->connection);
  parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);

  return socket != NULL && parsed != NULL && gradio_socket_is_for (socket, parsed);
}

void
gradio_client_set_only_own_server (GradioClient *self,
                                   gboolean      only_own_server)
{
  g_autoptr (GradioAddress) address = NULL;
  g_autoptr (GUri)          own = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (self));

  address = gradio_address_parse (self->reference, NULL);
  if (address != NULL && address->uri != NULL)
    own = g_uri_parse (address->uri, SOUP_HTTP_URI_FLAGS, NULL);
  gradio_connection_set_only_own_server (self->connection, only_own_server, own);
}

gboolean
gradio_client_get_only_own_server (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), FALSE);

  return gradio_connection_get_only_own_server (self->connection);
}

gboolean
gradio_client_check_server (GradioClient *self,
                            const char   *uri,
                            GError      **error)
{
  g_autoptr (GUri) parsed = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), FALSE);
  g_return_val_if_fail (uri != NULL, FALSE);

  if (!gradio_connection_get_only_own_server (self->connection))
    return TRUE;

  parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  if (parsed != NULL && gradio_connection_may_ask (self->connection, parsed))
    return TRUE;

  g_propagate_error (error, gradio_dead_end_new_error (parsed));

  return FALSE;
}

char *
gradio_client_dup_web_uri (GradioClient *self,
                           const char   *uri,
                           GError      **error)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  if (!gradio_client_is_on_socket (self, uri))
    return g_strdup (uri);

  if (g_cancellable_set_error_if_cancelled (gradio_connection_get_closed (self->connection), error))
    return NULL;
  if (self->relay == NULL)
    self->relay = gradio_relay_new (gradio_client_get_socket (self), 0, error);

  return self->relay != NULL ? gradio_relay_dup_uri (self->relay, uri) : NULL;
}
