/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cli-arguments.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-files.h"
#include "sp-cli-text.h"

#define QUOTED_COLUMNS 60

static JsonNode *
string_node_new (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
file_node_new (const char *path)
{
  g_autoptr (GFile)      file = g_file_new_for_path (path);
  g_autoptr (GradioFile) local = gradio_file_new_local (file);

  return gradio_file_to_json (local);
}

/* A folder is the list of the files in it, as the component for folders wants it. */
static JsonNode *
local_file_node_new (const char *path, GError **error)
{
  g_autoptr (GPtrArray) paths = sp_cli_files_list (path, error);
  g_autoptr (JsonArray) array = NULL;

  if (paths == NULL)
    return NULL;
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return file_node_new (path);

  array = json_array_sized_new (paths->len);
  for (guint i = 0; i < paths->len; i++)
    json_array_add_element (array, file_node_new (paths->pdata[i]));
  return json_node_init_array (json_node_alloc (), array);
}

static gboolean
is_web_address (const char *text)
{
  return g_ascii_strncasecmp (text, "http://", 7) == 0 ||
         g_ascii_strncasecmp (text, "https://", 8) == 0;
}

/* The server fetches it; it does not come this way. */
static JsonNode *
web_file_node_new (const char *uri)
{
  JsonObject *object = json_object_new ();
  JsonObject *meta = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (meta, "_type", "gradio.FileData");
  json_object_set_string_member (object, "path", uri);
  json_object_set_string_member (object, "url", uri);
  json_object_set_object_member (object, "meta", meta);
  json_node_take_object (node, object);
  return node;
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
  if (gradio_json_is_string (member) && json_object_get_size (object) == 1 &&
      is_web_address (json_node_get_string (member)))
    return web_file_node_new (json_node_get_string (member));
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

  if (text[0] == '@' && is_web_address (text + 1))
    return web_file_node_new (text + 1);
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
 * A value is JSON, `@FILE`, `@FOLDER`, `@URL`, or the text itself where the parameter takes texts and it is no JSON. In
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
 * sp_cli_arguments_parse_json:
 * @endpoint: an endpoint
 * @text: JSON: a list of values in order, or an object of values by name
 * @error: return location
 *
 * `{"$file": PATH}` stands for a file at any depth.
 *
 * Returns: (transfer full): a value for each parameter, or %NULL with %GRADIO_ERROR_VALUE or
 *   %GRADIO_ERROR_FILE
 */
JsonArray *
sp_cli_arguments_parse_json (GradioEndpoint *endpoint, const char *text, GError **error)
{
  g_autoptr (GError)   json_error = NULL;
  g_autoptr (JsonNode) node = gradio_json_parse (text, -1, &json_error);
  g_autoptr (JsonNode) filled = NULL;

  if (node == NULL) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("The input is not valid JSON: %s"),
                 json_error->message);
    return NULL;
  }
  if (!JSON_NODE_HOLDS_ARRAY (node) && !JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                         _("The input must be a list of values, or an object of values by name."));
    return NULL;
  }

  filled = fill_in_files (node, error);
  if (filled == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (filled))
    return gradio_endpoint_build_data (endpoint, json_node_get_array (filled), NULL, error);
  return gradio_endpoint_build_data (endpoint, NULL, json_node_get_object (filled), error);
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
