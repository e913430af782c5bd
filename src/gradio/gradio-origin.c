/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-origin.h"

#include "gradio-address.h"

static int
get_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  if (port > 0)
    return port;

  return g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

gboolean
gradio_origin_equal (GUri *a,
                     GUri *b)
{
  return g_str_equal (g_uri_get_scheme (a), g_uri_get_scheme (b)) && get_port (a) == get_port (b) &&
         g_uri_get_host (a) != NULL && g_uri_get_host (b) != NULL &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0;
}

gboolean
gradio_origin_is_space (GUri *uri)
{
  const char      *host = g_uri_get_host (uri);
  g_autofree char *lower = host != NULL ? g_ascii_strdown (host, -1) : NULL;

  return lower != NULL && g_str_has_suffix (lower, ".hf.space") &&
         g_str_equal (g_uri_get_scheme (uri), "https") && get_port (uri) == 443;
}

gboolean
gradio_origin_is_local (GUri *uri)
{
  const char              *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost") ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

gboolean
gradio_origin_is_hub (GUri *uri)
{
  g_autofree char *address = gradio_address_dup_hub ();
  g_autoptr (GUri) hub = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);

  return hub != NULL && gradio_origin_equal (hub, uri);
}
