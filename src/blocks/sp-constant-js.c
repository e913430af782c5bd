/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-constant-js.h"

JsonArray *
sp_constant_js_evaluate (const char *source)
{
  const char          *body = NULL;
  g_autofree char     *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray           *results = NULL;

  g_return_val_if_fail (source != NULL, NULL);

  while (g_ascii_isspace (*source))
    source++;
  if (!g_str_has_prefix (source, "()"))
    return NULL;
  body = strstr (source, "=>");
  if (body == NULL)
    return NULL;

  text = g_strstrip (g_strdup (body + 2));
  if (*text == '{') /* statements, not an object */
    return NULL;
  if (g_str_has_suffix (text, ";"))
    text[strlen (text) - 1] = '\0';
  node = gradio_json_parse (text, -1, NULL); /* what is no JSON is no constant */
  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_ref (json_node_get_array (node));

  results = json_array_new ();
  json_array_add_element (results, json_node_ref (node));

  return results;
}
