/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-options.h"
#include "sp-cli-text.h"

#define TYPE_COLUMNS 100
#define VALUE_COLUMNS 60
#define LABEL_COLUMNS 80
#define DESCRIPTION_COLUMNS 160

static void
append_line (GString *output, const char *before, const char *text, int columns)
{
  g_autofree char *line = sp_cli_text_one_line (text, columns);

  g_string_append (output, before);
  g_string_append (output, line);
}

/* A whole long value is built only to be cut, but defaults are short. */
static void
append_value (GString *output, JsonNode *value)
{
  g_autofree char *json = gradio_json_write (value);

  append_line (output, "", json, VALUE_COLUMNS);
}

/* What a server says of a parameter for files is about Gradio's class for them. */
static void
append_parameter (GString *output, GradioParameter *parameter, gboolean is_return)
{
  JsonNode        *schema = gradio_parameter_get_schema (parameter);
  g_autofree char *type = gradio_schema_describe (schema);
  const char      *name = gradio_parameter_get_name (parameter);
  const char      *label = gradio_parameter_get_label (parameter);
  const char      *component = gradio_parameter_get_component (parameter);
  const char      *description = gradio_parameter_get_description (parameter);

  append_line (output, is_return ? "  → " : "  ", name, LABEL_COLUMNS);
  append_line (output, ": ", type, TYPE_COLUMNS);
  if (!is_return && gradio_parameter_get_required (parameter)) {
    g_string_append (output, _(", required"));
  } else if (!is_return) {
    g_string_append (output, " = ");
    append_value (output, gradio_parameter_get_default (parameter));
  }
  if (g_strcmp0 (label, name) != 0) {
    append_line (output, "  “", label, LABEL_COLUMNS);
    g_string_append (output, "”");
  }
  if (*component != '\0') {
    append_line (output, "  (", component, LABEL_COLUMNS);
    g_string_append_c (output, ')');
  }
  if (description != NULL && *description != '\0' && !gradio_schema_contains_file (schema))
    append_line (output, "  ", description, DESCRIPTION_COLUMNS);
  g_string_append_c (output, '\n');
}

static void
append_endpoint (GString *output, GradioEndpoint *endpoint)
{
  GPtrArray  *parameters = gradio_endpoint_get_parameters (endpoint);
  GPtrArray  *returns = gradio_endpoint_get_returns (endpoint);
  const char *description = gradio_endpoint_get_description (endpoint);

  g_string_append_c (output, '\n');
  append_line (output, "", gradio_endpoint_get_name (endpoint), G_MAXINT);
  if (gradio_endpoint_is_generator (endpoint))
    g_string_append (output, _("  (gives partial values)"));
  g_string_append_c (output, '\n');
  if (*description != '\0') {
    append_line (output, "  ", description, DESCRIPTION_COLUMNS);
    g_string_append_c (output, '\n');
  }
  for (guint i = 0; i < parameters->len; i++)
    append_parameter (output, g_ptr_array_index (parameters, i), FALSE);
  for (guint i = 0; i < returns->len; i++)
    append_parameter (output, g_ptr_array_index (returns, i), TRUE);
}

static void
print_text (SpCli *cli)
{
  GListModel *endpoints = gradio_client_get_endpoints (cli->client);
  guint       n = g_list_model_get_n_items (endpoints);
  const char *version = gradio_client_get_server_version (cli->client);

  append_line (cli->output, "", gradio_client_get_title (cli->client), LABEL_COLUMNS);
  append_line (cli->output, "  ", gradio_client_get_base_uri (cli->client), G_MAXINT);
  if (version != NULL)
    append_line (cli->output, "  Gradio ", version, LABEL_COLUMNS);
  g_string_append_c (cli->output, '\n');
  if (n == 0)
    g_string_append_printf (cli->output, "%s\n", _("This app has no endpoints."));

  for (guint i = 0; i < n; i++) {
    g_autoptr (GradioEndpoint) endpoint = g_list_model_get_item (endpoints, i);

    append_endpoint (cli->output, endpoint);
  }
}

static JsonNode *
parameter_to_json (GradioParameter *parameter, gboolean is_return)
{
  g_autofree char *type = gradio_schema_describe (gradio_parameter_get_schema (parameter));
  JsonNode        *schema = gradio_parameter_get_schema (parameter);
  JsonNode        *initial = gradio_parameter_get_default (parameter);
  JsonNode        *example = gradio_parameter_get_example (parameter);
  const char      *description = gradio_parameter_get_description (parameter);
  JsonObject      *object = json_object_new ();
  JsonNode        *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "name", gradio_parameter_get_name (parameter));
  json_object_set_string_member (object, "label", gradio_parameter_get_label (parameter));
  json_object_set_string_member (object, "component", gradio_parameter_get_component (parameter));
  json_object_set_string_member (object, "type", type);
  json_object_set_string_member (object, "python_type",
                                 gradio_parameter_get_python_type (parameter));
  if (description != NULL)
    json_object_set_string_member (object, "description", description);
  if (schema != NULL)
    json_object_set_member (object, "schema", json_node_ref (schema));
  if (!is_return) {
    json_object_set_boolean_member (object, "required", gradio_parameter_get_required (parameter));
    if (initial != NULL)
      json_object_set_member (object, "default", json_node_ref (initial));
    if (example != NULL)
      json_object_set_member (object, "example", json_node_ref (example));
  }
  json_node_take_object (node, object);
  return node;
}

static JsonArray *
parameters_to_json (GPtrArray *parameters, gboolean is_return)
{
  JsonArray *array = json_array_sized_new (parameters->len);

  for (guint i = 0; i < parameters->len; i++)
    json_array_add_element (array, parameter_to_json (parameters->pdata[i], is_return));
  return array;
}

static JsonNode *
endpoint_to_json (GradioEndpoint *endpoint)
{
  JsonArray  *parameters = parameters_to_json (gradio_endpoint_get_parameters (endpoint), FALSE);
  JsonArray  *returns = parameters_to_json (gradio_endpoint_get_returns (endpoint), TRUE);
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "name", gradio_endpoint_get_name (endpoint));
  json_object_set_int_member (object, "fn_index", gradio_endpoint_get_fn_index (endpoint));
  json_object_set_string_member (object, "description", gradio_endpoint_get_description (endpoint));
  json_object_set_boolean_member (object, "generator", gradio_endpoint_is_generator (endpoint));
  json_object_set_boolean_member (object, "queued", gradio_endpoint_is_queued (endpoint));
  json_object_set_array_member (object, "parameters", parameters);
  json_object_set_array_member (object, "returns", returns);
  json_node_take_object (node, object);
  return node;
}

static void
print_json (SpCli *cli)
{
  GListModel          *endpoints = gradio_client_get_endpoints (cli->client);
  const char          *version = gradio_client_get_server_version (cli->client);
  JsonObject          *object = json_object_new ();
  JsonArray           *array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < g_list_model_get_n_items (endpoints); i++) {
    g_autoptr (GradioEndpoint) endpoint = g_list_model_get_item (endpoints, i);

    json_array_add_element (array, endpoint_to_json (endpoint));
  }

  json_object_set_string_member (object, "title", gradio_client_get_title (cli->client));
  json_object_set_string_member (object, "address", gradio_client_get_base_uri (cli->client));
  if (version != NULL)
    json_object_set_string_member (object, "version", version);
  json_object_set_array_member (object, "endpoints", array);
  json_node_take_object (node, object);
  sp_cli_print_json (cli, node);
}

static int
run (SpCli *cli, GStrv arguments)
{
  gboolean          json = FALSE;
  const SpCliOption options[] = {
    { "json", 0, &json, NULL, NULL, N_("Print one JSON document") },
    { NULL },
  };
  int status = 0;

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status))
    return status;
  if (!sp_cli_connect (cli, arguments[0], &status))
    return status;

  if (json)
    print_json (cli);
  else
    print_text (cli);
  return 0;
}

const SpCliVerb sp_cli_verb_info = {
  "info",
  "TARGET [--json]",
  N_("Lists the endpoints of an app with their parameters and returns."),
  N_("TARGET is the address of an app (https://host/path, localhost:7860) or the id of a\n"
      "Space (owner/name). A parameter is shown as name: type = default, or as required; a\n"
      "return stands behind an arrow."),
  run,
};
