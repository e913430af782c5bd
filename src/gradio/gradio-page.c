/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-page.h"

#include "gradio-json.h"

#include <string.h>

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

JsonNode *
gradio_page_find_config (GBytes *html)
{
  static const char    mark[] = "window.gradio_config";
  gsize                size = 0;
  const char          *text = html != NULL ? g_bytes_get_data (html, &size) : NULL;
  const char          *end = text + size;
  const char          *found = text != NULL ? g_strstr_len (text, (gssize) size, mark) : NULL;
  const char          *after;
  g_autoptr (JsonNode) node = NULL;

  if (found == NULL)
    return NULL;

  found += strlen (mark);
  while (found < end && (g_ascii_isspace (*found) || *found == '='))
    found++;
  after = found < end && *found == '{' ? skip_object (found, end) : NULL;
  if (after == NULL)
    return NULL;

  node = gradio_json_parse (found, after - found, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}
