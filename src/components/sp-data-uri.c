/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-data-uri.h"

GBytes *
sp_data_uri_decode (const char *uri, char **mime_type)
{
  const char      *comma = NULL;
  g_autofree char *head = NULL;
  guchar          *content = NULL;
  gsize            length = 0;

  if (uri == NULL || g_ascii_strncasecmp (uri, "data:", 5) != 0)
    return NULL;
  comma = strchr (uri, ',');
  if (comma == NULL)
    return NULL;

  head = g_ascii_strdown (uri + 5, comma - uri - 5);
  if (g_str_has_suffix (head, ";base64")) {
    content = g_base64_decode (comma + 1, &length);
  } else {
    g_autoptr (GBytes) unescaped = g_uri_unescape_bytes (comma + 1, -1, NULL, NULL);

    if (unescaped == NULL)
      return NULL;
    content = g_bytes_unref_to_data (g_steal_pointer (&unescaped), &length);
  }

  if (mime_type != NULL)
    *mime_type = g_strndup (head, strcspn (head, ";"));

  return g_bytes_new_take (content, length);
}
