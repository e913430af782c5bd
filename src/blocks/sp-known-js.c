/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-known-js.h"

#include "sp-constant-js.h"

struct _SpKnownJs {
  JsonArray *results;      /* owned, nullable */
  char      *uri;          /* owned, nullable */
  gboolean   is_deep_link; /* else it is the script of a LoginButton, unless one of the above is there */
  char      *signed_out;   /* owned, nullable: what such a button says while nobody has logged in */
};

static char *
dup_match (const char *pattern, const char *source, int group)
{
  g_autoptr (GRegex)     regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, source, 0, &match) ? g_match_info_fetch (match, group) : NULL;
}

static char *
dup_uri (const char *source)
{
  return dup_match ("^\\s*(?:\\(\\)\\s*=>|function\\s*\\(\\))\\s*\\{?\\s*window\\.open\\(\\s*(['\"`])"
                    "(https?://[^'\"`\\s$]+)\\1\\s*(?:,[^)]*)?\\)\\s*;?\\s*\\}?\\s*;?\\s*$",
                    source, 2);
}

/* The one script of a LoginButton logs in and out, and goes by what stands on the button. Before Gradio 4.19 it
 * logged in only. */
static gboolean
read_login (SpKnownJs *self, const char *source)
{
  g_autofree char     *constant = dup_match ("^\\s*\\(buttonValue\\) => \\{\\s*(?:uri = |if \\(!?)buttonValue"
                                                 "(?: === (\"(?:[^\"\\\\]|\\\\.)*\")|\\.includes\\(\"Signed in\"\\))",
                                             source, 1);
  g_autoptr (JsonNode) node = NULL;

  if (constant == NULL || strstr (source, "'/login/huggingface") == NULL)
    return FALSE;

  node = *constant != '\0' ? gradio_json_parse (constant, -1, NULL) : NULL;
  if (node != NULL && gradio_json_is_string (node))
    self->signed_out = json_node_dup_string (node);

  return TRUE;
}

SpKnownJs *
sp_known_js_new (const char *source)
{
  g_autoptr (SpKnownJs) self = g_new0 (SpKnownJs, 1);

  g_return_val_if_fail (source != NULL, NULL);

  self->results = sp_constant_js_evaluate (source);
  if (self->results == NULL)
    self->uri = dup_uri (source);
  self->is_deep_link = strstr (source, "gradio_api/deep_link") != NULL;

  return self->results != NULL || self->uri != NULL || self->is_deep_link || read_login (self, source)
           ? g_steal_pointer (&self)
           : NULL;
}

void
sp_known_js_free (SpKnownJs *self)
{
  g_clear_pointer (&self->results, json_array_unref);
  g_free (self->uri);
  g_free (self->signed_out);
  g_free (self);
}

JsonArray *
sp_known_js_get_results (SpKnownJs *self)
{
  return self->results;
}

const char *
sp_known_js_get_uri (SpKnownJs *self)
{
  return self->uri;
}

const char *
sp_known_js_get_word (SpKnownJs *self, JsonArray *data)
{
  JsonNode   *first = data != NULL && json_array_get_length (data) > 0 ? json_array_get_element (data, 0) : NULL;
  const char *text = first != NULL && gradio_json_is_string (first) ? json_node_get_string (first) : "";

  if (self->results != NULL || self->uri != NULL)
    return NULL;
  if (self->is_deep_link)
    return "deep-link";
  if (self->signed_out == NULL)
    return strstr (text, "Signed in") == NULL ? "log-in" : NULL;

  return g_str_equal (text, self->signed_out) ? "log-in" : "log-out";
}
