/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-snippet-private.h"

#include <string.h>

#include "gradio-json.h"

#define MAX_DEPTH 512

void
gradio_snippet_append_string (GString *text, const char *string)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), string);

  gradio_json_append (text, node);
}

static void append_value (GString                  *text,
                          JsonNode                 *value,
                          const GradioSnippetWords *words,
                          gpointer                  data,
                          guint                     depth);

static void
append_object (GString                  *text,
               JsonObject               *object,
               const GradioSnippetWords *words,
               gpointer                  data,
               guint                     depth)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;
  const char    *before = "{";

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member)) {
    g_string_append (text, before);
    gradio_snippet_append_string (text, name);
    g_string_append (text, words->colon);
    append_value (text, member, words, data, depth + 1);
    before = words->separator;
  }
  g_string_append (text, *before == '{' ? "{}" : "}");
}

static void
append_array (GString                  *text,
              JsonArray                *array,
              const GradioSnippetWords *words,
              gpointer                  data,
              guint                     depth)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (i > 0)
      g_string_append (text, words->separator);
    append_value (text, json_array_get_element (array, i), words, data, depth + 1);
  }
  g_string_append_c (text, ']');
}

static void
append_value (GString                  *text,
              JsonNode                 *value,
              const GradioSnippetWords *words,
              gpointer                  data,
              guint                     depth)
{
  g_autoptr (GradioFile) file = NULL;

  if (words->write_file != NULL)
    file = gradio_file_new_from_json (value);
  if (file != NULL && words->write_file (text, file, data))
    return;

  if (depth > MAX_DEPTH || value == NULL || JSON_NODE_HOLDS_NULL (value))
    g_string_append (text, words->null_word);
  else if (JSON_NODE_HOLDS_OBJECT (value))
    append_object (text, json_node_get_object (value), words, data, depth);
  else if (JSON_NODE_HOLDS_ARRAY (value))
    append_array (text, json_node_get_array (value), words, data, depth);
  else if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (value) ? words->true_word : words->false_word);
  else
    gradio_json_append (text, value);
}

void
gradio_snippet_append_value (GString                  *text,
                             JsonNode                 *value,
                             const GradioSnippetWords *words,
                             gpointer                  data)
{
  append_value (text, value, words, data, 0);
}

static gboolean
needs_quotes (const char *word)
{
  for (const char *p = word; *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p) && strchr ("%+,-./:=@_", *p) == NULL)
      return TRUE;
  }
  return *word == '\0';
}

void
gradio_snippet_append_shell (GString *text, const char *word)
{
  g_autofree char *quoted = needs_quotes (word) ? g_shell_quote (word) : NULL;

  g_string_append (text, quoted != NULL ? quoted : word);
}

static gboolean
is_identifier (const char *name)
{
  if (!g_ascii_isalpha (*name) && *name != '_')
    return FALSE;
  for (const char *p = name; *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;
  }
  return TRUE;
}

/* Names that the server does not know, and those that mean something else to a client. */
static gboolean
is_taken (const char *name, guint position)
{
  static const char *const taken[] = {
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in",
    "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    "api_name", "fn_index", "headers", "self", "true", "false", "null", "__proto__", NULL
  };
  g_autofree char *stand_in = g_strdup_printf ("param_%u", position);

  return g_strv_contains (taken, name) || g_str_equal (name, stand_in);
}

gboolean
gradio_snippet_has_names (GradioEndpoint *endpoint)
{
  GPtrArray *parameters = gradio_endpoint_get_parameters (endpoint);

  for (guint i = 0; i < parameters->len; i++) {
    const char *name = gradio_parameter_get_name (parameters->pdata[i]);

    if (!is_identifier (name) || is_taken (name, i))
      return FALSE;
    for (guint j = 0; j < i; j++) {
      if (g_str_equal (name, gradio_parameter_get_name (parameters->pdata[j])))
        return FALSE;
    }
  }
  return TRUE;
}

gboolean
gradio_snippet_is_named (GradioEndpoint *endpoint)
{
  return gradio_endpoint_is_named (endpoint) &&
         gradio_endpoint_get_visibility (endpoint) != GRADIO_VISIBILITY_PRIVATE;
}

char *
gradio_snippet_dup_name (GradioEndpoint *endpoint)
{
  return gradio_snippet_is_named (endpoint)
           ? g_strdup (gradio_endpoint_get_name (endpoint))
           : g_strdup_printf ("%d", gradio_endpoint_get_fn_index (endpoint));
}

static gboolean
is_web_address (const char *text)
{
  return text != NULL && (g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://"));
}

char *
gradio_snippet_dup_file_source (GradioFile *file)
{
  GFile      *local = gradio_file_get_local (file);
  const char *path = gradio_file_get_path (file);

  if (local != NULL)
    return g_file_get_path (local);
  return is_web_address (path) ? g_strdup (path) : NULL;
}

gboolean
gradio_snippet_has_local_files (GradioSnippetApp *app)
{
  for (guint i = 0; i < app->calls->len; i++) {
    GradioSnippetCall    *call = app->calls->pdata[i];
    g_autoptr (JsonNode)  list = json_node_init_array (json_node_alloc (), call->values);
    g_autoptr (GPtrArray) files = gradio_file_collect (list);

    for (guint j = 0; j < files->len; j++) {
      if (gradio_file_get_local (files->pdata[j]) != NULL)
        return TRUE;
    }
  }
  return FALSE;
}
