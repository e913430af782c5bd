/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-file-uri.h"

#include <string.h>

#define PLAYLIST "/playlist.m3u8"

static char *
new_route_uri (GradioConnection *connection,
               const char       *route,
               const char       *path)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *whole = g_strconcat (route, escaped, NULL);

  return gradio_connection_dup_api_uri (connection, whole);
}

char *
gradio_file_uri_new (GradioConnection *connection,
                     GradioFile       *file)
{
  const char *path = gradio_file_get_path (file);
  const char *url = gradio_file_get_url (file);
  const char *proxy;

  if (gradio_file_get_local (file) != NULL)
    return g_file_get_uri (gradio_file_get_local (file));
  if (path != NULL && (g_str_has_prefix (path, "http://") || g_str_has_prefix (path, "https://")))
    return g_strdup (path);
  if (path == NULL && url != NULL && g_str_has_prefix (url, "data:"))
    return g_strdup (url);

  proxy = url != NULL ? strstr (url, "/proxy=") : NULL; /* a file of a Space loaded inside of this app */
  if (proxy != NULL)
    return gradio_connection_dup_api_uri (connection, proxy);

  return new_route_uri (connection, gradio_file_is_stream (file) ? "/stream/" : "/file=",
                        path != NULL ? path : "");
}

char *
gradio_file_uri_new_playlist_file (GradioConnection *connection,
                                   GradioFile       *file)
{
  const char      *path = gradio_file_get_path (file);
  g_autofree char *whole = NULL;

  if (!gradio_file_is_stream (file) || path == NULL || !g_str_has_suffix (path, PLAYLIST))
    return NULL;

  whole = g_strdup_printf ("%.*s/playlist-file", (int) (strlen (path) - strlen (PLAYLIST)), path);

  return new_route_uri (connection, "/stream/", whole);
}

char *
gradio_file_uri_new_download (GradioConnection *connection,
                              GradioFile       *file)
{
  char *whole = gradio_file_uri_new_playlist_file (connection, file);

  return whole != NULL ? whole : gradio_file_uri_new (connection, file);
}
