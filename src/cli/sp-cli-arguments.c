/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cli-arguments.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sp-cli-text.h"

#define QUOTED_COLUMNS 60

static JsonNode *
string_node_new (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
local_file_node_new (const char *path, GError **error)
{
  g_autoptr (GFile)      file = NULL;
  g_autoptr (GradioFile) local = NULL;

  if (g_access (path, R_OK) != 0) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE, _("The file “%s” cannot be read: %s"), path,
                 g_strerror (errno));
    return NULL;
  }
  if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE, _("“%s” is a folder. Name the files in it."),
                 path);
    return NULL;
  }

  file = g_file_new_for_path (path);
  local = gradio_file_new_local (file);
  return gradio_file_to_json (local);
}

static JsonNode *fill_in_files (JsonNode *node,
                                GError  **error);

static JsonNode *
fill_in_object (JsonObject *object, GError **error)
{
  g_autoptr (JsonObject) filled = json_object_new ();
  JsonObjectIter         iter;
  const char            *name;
  JsonNode              *member;
  JsonNode              *node;

  member = json_object_get_member (object, "$file");
  if (gradio_json_is_string (member) && json_object_get_size (object) == 1)
    return local_file_node_new (json_node_get_string (member), error);

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member)) {
    JsonNode *value = fill_in_files (member, error);

    if (value == NULL)
      return NULL;
    json_object_set_member (filled, name, value);
  }

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, filled);
  return node;
}

static JsonNode *
fill_in_array (JsonArray *array, GError **error)
{
  g_autoptr (JsonArray) filled = json_array_new ();
  JsonNode             *node;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *value = fill_in_files (json_array_get_element (array, i), error);

    if (value == NULL)
      return NULL;
    json_array_add_element (filled, value);
  }

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_set_array (node, filled);
  return node;
}

/* Copies @node with local files in the place of `{"$file": PATH}`. The parser limits the depth. */
static JsonNode *
fill_in_files (JsonNode *node, GError **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return fill_in_object (json_node_get_object (node), error);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return fill_in_array (json_node_get_array (node), error);
  return json_node_copy (node);
}

/* The parser takes these words for null, as Python writes them; here they are words. */
static gboolean
is_python_number (const char *text)
{
  static const char *const words[] = { "NaN", "Infinity", "-Infinity", NULL };

  return g_strv_contains (words, text);
}

/* Whether a parameter is for text, not merely for anything; @error says why @node does not fit. */
static gboolean
takes_text (GradioParameter *parameter, JsonNode *node, GError **error)
{
  g_autoptr (JsonNode)   other = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) empty = json_object_new ();

  if (!gradio_parameter_validate (parameter, node, error))
    return FALSE;

  json_node_set_object (other, empty);
  return !gradio_parameter_validate (parameter, other, NULL);
}

/* What is no JSON is a text for a parameter that takes texts. */
static JsonNode *
parse_as_text (GradioParameter *parameter,
               const char      *text,
               const GError    *json_error,
               GError         **error)
{
  g_autofree char     *valid = g_utf8_make_valid (text, -1);
  g_autofree char     *quoted = sp_cli_text_one_line (text, QUOTED_COLUMNS);
  g_autoptr (JsonNode) node = string_node_new (valid);
  g_autoptr (GError)   misfit = NULL;
  const char          *name;

  if (parameter == NULL || takes_text (parameter, node, &misfit))
    return g_steal_pointer (&node);

  name = gradio_parameter_get_name (parameter);
  if (misfit != NULL && gradio_schema_contains_file (gradio_parameter_get_schema (parameter)))
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                 _("“%s” is no value for “%s”: %s. To send a file write @FILE."),
                 quoted, name, misfit->message);
  else if (misfit != NULL)
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("“%s” is no value for “%s”: %s"),
                 quoted, name, misfit->message);
  else
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                 _("“%s” is no value for “%s”, it is not valid JSON: %s"), quoted, name,
                 json_error != NULL ? json_error->message : _("there is no such number"));
  return NULL;
}

static JsonNode *
parse_value (GradioParameter *parameter, const char *text, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError)   json_error = NULL;

  if (text[0] == '@' && text[1] != '\0') {
    JsonNode *file = local_file_node_new (text + 1, error);

    if (file == NULL)
      g_prefix_error (error, _("“%s” stands for a file; to send a text put it in quotes: '\"%s\"'. "),
                      text, text);
    return file;
  }

  if (!is_python_number (text))
    node = gradio_json_parse (text, -1, &json_error);
  if (node == NULL)
    return parse_as_text (parameter, text, json_error, error);
  return fill_in_files (node, error);
}

static GradioParameter *
find_parameter (GradioEndpoint *endpoint, const char *name)
{
  GPtrArray *parameters = gradio_endpoint_get_parameters (endpoint);

  for (guint i = 0; i < parameters->len; i++) {
    if (g_strcmp0 (gradio_parameter_get_name (g_ptr_array_index (parameters, i)), name) == 0)
      return g_ptr_array_index (parameters, i);
  }
  return NULL;
}

static gboolean
is_identifier (const char *text)
{
  if (g_str_equal (text, "true") || g_str_equal (text, "false") || g_str_equal (text, "null"))
    return FALSE;
  if (!g_ascii_isalpha (*text) && *text != '_')
    return FALSE;
  for (const char *p = text; *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;
  }
  return TRUE;
}

/* Returns the name in `name=value`, or NULL for a value alone. */
static char *
dup_name (GradioEndpoint *endpoint, const char *text)
{
  const char      *equals = strchr (text, '=');
  g_autofree char *name = NULL;

  if (equals == NULL)
    return NULL;

  name = g_strndup (text, equals - text);
  if (find_parameter (endpoint, name) == NULL && !is_identifier (name))
    return NULL;
  return g_steal_pointer (&name);
}

static gboolean
add_named (GradioEndpoint *endpoint,
           JsonObject     *named,
           const char     *name,
           const char     *text,
           GError        **error)
{
  JsonNode *value;

  if (json_object_has_member (named, name)) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("“%s” is given twice."), name);
    return FALSE;
  }

  value = parse_value (find_parameter (endpoint, name), text, error);
  if (value == NULL)
    return FALSE;
  json_object_set_member (named, name, value);
  return TRUE;
}

static gboolean
add_positional (GradioEndpoint *endpoint, JsonArray *positional, const char *text, GError **error)
{
  GPtrArray       *parameters = gradio_endpoint_get_parameters (endpoint);
  guint            index = json_array_get_length (positional);
  GradioParameter *parameter = index < parameters->len ? parameters->pdata[index] : NULL;
  JsonNode        *value = parse_value (parameter, text, error);

  if (value == NULL)
    return FALSE;
  json_array_add_element (positional, value);
  return TRUE;
}

/**
 * sp_cli_arguments_parse:
 * @endpoint: an endpoint
 * @texts: (array zero-terminated=1): `VALUE` and `name=value` as the user wrote them
 * @error: return location
 *
 * A value is JSON, `@FILE`, or the text itself where the parameter takes texts and it is no JSON. In
 * JSON, `{"$file": PATH}` stands for a file at any depth.
 *
 * Returns: (transfer full): a value for each parameter, or %NULL with %GRADIO_ERROR_VALUE or
 *   %GRADIO_ERROR_FILE
 */
JsonArray *
sp_cli_arguments_parse (GradioEndpoint *endpoint, const char *const *texts, GError **error)
{
  g_autoptr (JsonArray)  positional = json_array_new ();
  g_autoptr (JsonObject) named = json_object_new ();

  for (guint i = 0; texts[i] != NULL; i++) {
    g_autofree char *name = dup_name (endpoint, texts[i]);
    gboolean         added;

    if (name != NULL)
      added = add_named (endpoint, named, name, texts[i] + strlen (name) + 1, error);
    else
      added = add_positional (endpoint, positional, texts[i], error);
    if (!added)
      return NULL;
  }
  return gradio_endpoint_build_data (endpoint, positional, named, error);
}

/**
 * sp_cli_arguments_parse_value:
 * @text: a value as the user wrote it, for something that is no parameter of an endpoint
 * @error: return location
 *
 * Returns: (transfer full): JSON, a file for `@FILE`, else the text; or %NULL with %GRADIO_ERROR_FILE
 */
JsonNode *
sp_cli_arguments_parse_value (const char *text, GError **error)
{
  return parse_value (NULL, text, error);
}
