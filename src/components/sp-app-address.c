/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-app-address.h"

char *
sp_app_address_dup_base (GradioClient *client)
{
  const char *base = client != NULL ? gradio_client_get_base_uri (client) : NULL;

  return base != NULL ? g_strconcat (base, "/", NULL) : NULL;
}

char *
sp_app_address_resolve (GradioClient *client,
                        const char   *address)
{
  g_autofree char *base = sp_app_address_dup_base (client);

  return g_uri_resolve_relative (base, address, G_URI_FLAGS_ENCODED, NULL);
}

char *
sp_app_address_dup_web (GradioClient *client,
                        const char   *address)
{
  g_autoptr (GError) error = NULL;
  char              *web = client != NULL ? gradio_client_dup_web_uri (client, address, &error) : NULL;

  if (error != NULL)
    g_debug ("No port for a browser: %s", error->message);

  return web != NULL ? web : g_strdup (address);
}

gboolean
sp_app_address_is_here (const char *address)
{
  g_autoptr (GUri)         uri = NULL;
  g_autoptr (GInetAddress) number = NULL;
  const char              *host = address;

  g_return_val_if_fail (address != NULL, FALSE);

  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  if (uri != NULL && g_uri_get_host (uri) != NULL)
    host = g_uri_get_host (uri);
  number = g_inet_address_new_from_string (host);

  return number != NULL ? g_inet_address_get_is_loopback (number) : g_ascii_strcasecmp (host, "localhost") == 0;
}
