/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-web-isolation.h"

#include <string.h>

/* A port of this computer that no program of a user may take. */
#define NOBODY "http://127.0.0.1:1"

void
sp_web_isolation_calm (WebKitSettings *settings)
{
#if WEBKIT_CHECK_VERSION(2, 42, 0)
  static const char *const      names[] = { "LinkDNSPrefetch", "LinkPreconnect", "LinkPreconnectEarlyHints", "LinkPrefetch", NULL };
  g_autoptr (WebKitFeatureList) features = webkit_settings_get_all_features ();

  for (gsize i = 0; i < webkit_feature_list_get_length (features); i++) {
    WebKitFeature *feature = webkit_feature_list_get (features, i);

    if (g_strv_contains (names, webkit_feature_get_identifier (feature)))
      webkit_settings_set_feature_enabled (settings, feature, FALSE);
  }
#endif
}

/* Returns: (transfer full): its server, as policies and proxies name it; empty for none */
static char *
dup_server (const char *uri, const char *scheme)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  const char      *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  gboolean         is_number_6 = host != NULL && strchr (host, ':') != NULL;
  int              port = parsed != NULL ? g_uri_get_port (parsed) : -1;
  g_autofree char *end = port > 0 ? g_strdup_printf (":%d", port) : g_strdup ("");

  if (host == NULL || strpbrk (host, "\"'; ,") != NULL)
    return g_strdup ("");

  return g_strconcat (scheme, is_number_6 ? "[" : "", host, is_number_6 ? "]" : "", end, NULL);
}

void
sp_web_isolation_close (WebKitNetworkSession *session, const char *uri)
{
  g_autofree char            *server = dup_server (uri, "");
  const char *const           own[] = { server, NULL };
  WebKitNetworkProxySettings *proxy = webkit_network_proxy_settings_new (NOBODY, *server != '\0' ? own : NULL);

  webkit_network_session_set_proxy_settings (session, WEBKIT_NETWORK_PROXY_MODE_CUSTOM, proxy);
  webkit_network_proxy_settings_free (proxy);
}

char *
sp_web_isolation_dup_policy (const char *uri)
{
  gboolean         is_secure = g_ascii_strncasecmp (uri, "https:", 6) == 0;
  g_autofree char *server = dup_server (uri, is_secure ? "https://" : "http://");
  g_autofree char *socket = dup_server (uri, is_secure ? "wss://" : "ws://");

  return g_strdup_printf ("default-src %1$s 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src %1$s %2$s data: blob:",
                          server, socket);
}
