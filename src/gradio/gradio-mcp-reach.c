/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-mcp-reach.h"

#include <string.h>

/* IPv6 has fc00::/7 for local networks, which GIO does not count as such. */
static gboolean
is_public_address (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 && (bytes[0] & 0xfe) == 0xfc)
    return FALSE;

  return !g_inet_address_get_is_any (address) && !g_inet_address_get_is_loopback (address) &&
         !g_inet_address_get_is_link_local (address) && !g_inet_address_get_is_site_local (address);
}

/* Gradio calls the cookies of a login “access-token-…”. */
static gboolean
has_login (GradioConnection *connection,
           SoupMessage      *message)
{
  SoupSession        *session = gradio_connection_get_soup_session (connection, message, GRADIO_PATIENCE_CALL);
  SoupSessionFeature *jar = soup_session_get_feature (session, SOUP_TYPE_COOKIE_JAR);
  g_autofree char    *cookies = NULL;

  if (jar != NULL)
    cookies = soup_cookie_jar_get_cookies (SOUP_COOKIE_JAR (jar), soup_message_get_uri (message), TRUE);

  return cookies != NULL && strstr (cookies, "access-token") != NULL;
}

static gboolean
has_token (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  return soup_message_headers_get_one (headers, "Authorization") != NULL ||
         soup_message_headers_get_one (headers, "X-HF-Authorization") != NULL;
}

/* Where only a proxy knows the name, the server is not on this network. */
static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  GList             *addresses;
  gboolean           is_public = TRUE;

  addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);
  if (error != NULL)
    g_debug ("The host has no address here: %s", error->message);

  for (GList *l = addresses; l != NULL; l = l->next)
    is_public = is_public && is_public_address (l->data);
  g_resolver_free_addresses (addresses);

  g_task_return_boolean (task, is_public);
}

void
gradio_mcp_reach_async (GradioConnection   *connection,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask)       task = g_task_new (connection, cancellable, callback, user_data);
  g_autofree char        *uri = gradio_connection_dup_api_uri (connection, "/file=");
  g_autoptr (SoupMessage) message = gradio_connection_new_message (connection, SOUP_METHOD_GET, uri);
  g_autoptr (GResolver)   resolver = g_resolver_get_default ();

  g_task_set_source_tag (task, gradio_mcp_reach_async);
  if (has_token (message) || has_login (connection, message))
    g_task_return_boolean (task, FALSE);
  else
    g_resolver_lookup_by_name_async (resolver, g_uri_get_host (soup_message_get_uri (message)),
                                     cancellable, resolved_cb, g_steal_pointer (&task));
}

gboolean
gradio_mcp_reach_finish (GradioConnection *connection,
                         GAsyncResult     *result,
                         gboolean         *is_public,
                         GError          **error)
{
  g_autoptr (GError) own_error = NULL;

  g_return_val_if_fail (g_task_is_valid (result, connection), FALSE);

  *is_public = g_task_propagate_boolean (G_TASK (result), &own_error);
  if (own_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&own_error));
  return FALSE;
}
