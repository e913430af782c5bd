/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-page.h"

#include <string.h>

#define MARK "window.gradio_config"

/* Returns: (nullable): what follows the object at @start */
static const char *
skip_object (const char *start,
             const char *end)
{
  guint    depth = 0;
  gboolean in_string = FALSE;

  for (const char *p = start; p < end; p++) {
    if (in_string) {
      if (*p == '\\')
        p++;
      else if (*p == '"')
        in_string = FALSE;
    } else if (*p == '"') {
      in_string = TRUE;
    } else if (*p == '{') {
      depth++;
    } else if (*p == '}' && --depth == 0) {
      return p + 1;
    }
  }

  return NULL;
}

gboolean
gradio_page_has_config (GBytes *html)
{
  gsize       size = 0;
  const char *text = g_bytes_get_data (html, &size);

  return text != NULL && g_strstr_len (text, (gssize) size, MARK) != NULL;
}

GBytes *
gradio_page_find_config (GBytes *html)
{
  gsize       size = 0;
  const char *bytes = html != NULL ? g_bytes_get_data (html, &size) : NULL;
  const char *text = bytes != NULL ? bytes : ""; /* empty, and no address to add to */
  const char *end = text + size;
  const char *found = g_strstr_len (text, (gssize) size, MARK);
  const char *after;

  if (found == NULL)
    return NULL;

  found += strlen (MARK);
  while (found < end && (g_ascii_isspace (*found) || *found == '='))
    found++;
  after = found < end && *found == '{' ? skip_object (found, end) : NULL;
  if (after == NULL)
    return NULL;

  return g_bytes_new_from_bytes (html, found - text, after - found);
}
