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
