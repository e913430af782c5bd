/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-info.h"
#include "sp-cli-options.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"

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
append_heading (GString *output, GradioEndpoint *endpoint)
{
  append_line (output, "", gradio_endpoint_get_name (endpoint), G_MAXINT);
  if (gradio_endpoint_is_generator (endpoint))
    g_string_append (output, _("  (gives partial values)"));
  if (gradio_endpoint_get_visibility (endpoint) != GRADIO_VISIBILITY_PUBLIC)
    g_string_append (output, _("  (undocumented)"));
  g_string_append_c (output, '\n');
}

static void
append_endpoint (GString *output, GradioEndpoint *endpoint)
{
  GPtrArray  *parameters = gradio_endpoint_get_parameters (endpoint);
  GPtrArray  *returns = gradio_endpoint_get_returns (endpoint);
  const char *description = gradio_endpoint_get_description (endpoint);

  g_string_append_c (output, '\n');
  append_heading (output, endpoint);
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
print_text (SpCli *cli, GPtrArray *endpoints)
{
  const char *version = gradio_client_get_server_version (cli->client);

  append_line (cli->output, "", gradio_client_get_title (cli->client), LABEL_COLUMNS);
  append_line (cli->output, "  ", gradio_client_get_base_uri (cli->client), G_MAXINT);
  if (version != NULL)
    append_line (cli->output, "  Gradio ", version, LABEL_COLUMNS);
  g_string_append_c (cli->output, '\n');
  if (endpoints->len == 0)
    g_string_append_printf (cli->output, "%s\n", _("This app has no endpoints."));

  for (guint i = 0; i < endpoints->len; i++)
    append_endpoint (cli->output, endpoints->pdata[i]);
}

static void
append_detail (GString *output, const char *name, const char *text)
{
  g_autofree char *printable = sp_cli_text_printable (text);

  if (*printable != '\0')
    g_string_append_printf (output, "      %s %s\n", name, g_strstrip (printable));
}

/* All that is known, nothing cut. */
static void
append_parameter_details (GString *output, GradioParameter *parameter, gboolean is_return)
{
  JsonNode        *schema = gradio_parameter_get_schema (parameter);
  JsonNode        *example = gradio_parameter_get_example (parameter);
  g_autofree char *schema_json = schema != NULL ? gradio_json_write (schema) : NULL;
  g_autofree char *example_json = example != NULL ? gradio_json_write (example) : NULL;

  append_parameter (output, parameter, is_return);
  append_detail (output, _("description:"), gradio_parameter_get_description (parameter));
  append_detail (output, _("in Python:"), gradio_parameter_get_python_type (parameter));
  append_detail (output, _("schema:"), schema_json);
  if (!is_return)
    append_detail (output, _("example:"), example_json);
}

static void
print_details (SpCli *cli, GradioEndpoint *endpoint)
{
  GPtrArray       *parameters = gradio_endpoint_get_parameters (endpoint);
  GPtrArray       *returns = gradio_endpoint_get_returns (endpoint);
  g_autofree char *description = sp_cli_text_printable (gradio_endpoint_get_description (endpoint));

  append_heading (cli->output, endpoint);
  if (*description != '\0')
    g_string_append_printf (cli->output, "%s\n", description);
  if (!gradio_endpoint_is_queued (endpoint))
    g_string_append_printf (cli->output, "%s\n", _("It is called without the queue."));
  for (guint i = 0; i < parameters->len; i++)
    append_parameter_details (cli->output, parameters->pdata[i], FALSE);
  for (guint i = 0; i < returns->len; i++)
    append_parameter_details (cli->output, returns->pdata[i], TRUE);
}

static int
print_one (SpCli *cli, const char *name, gboolean json)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) endpoints = g_ptr_array_new ();
  GradioEndpoint       *endpoint = gradio_client_find_endpoint (cli->client, name, &error);
  g_autoptr (JsonNode)  node = NULL;

  if (endpoint == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ARGUMENTS, error);

  if (json) {
    g_ptr_array_add (endpoints, endpoint);
    node = sp_cli_info_to_json (cli->client, endpoints);
    sp_cli_print_json (cli, node);
  } else {
    print_details (cli, endpoint);
  }
  return 0;
}

static int
run (SpCli *cli, GStrv arguments)
{
  gboolean              all = FALSE;
  gboolean              json = FALSE;
  g_autoptr (GPtrArray) endpoints = NULL;
  g_autoptr (JsonNode)  node = NULL;
  const SpCliOption     options[] = {
        { "all", 'a', &all, NULL, NULL, N_("List undocumented endpoints too") },
        { "json", 0, &json, NULL, NULL, N_("Print one JSON document") },
        { NULL },
  };
  int status = 0;

  if (!sp_cli_options_parse (cli, options, arguments, 1, 2, &status))
    return status;
  if (!sp_cli_connect (cli, arguments[0], &status))
    return status;
  if (arguments[1] != NULL)
    return print_one (cli, arguments[1], json);

  endpoints = sp_cli_info_list_endpoints (cli->client, all);
  if (json) {
    node = sp_cli_info_to_json (cli->client, endpoints);
    sp_cli_print_json (cli, node);
    return 0;
  }
  print_text (cli, endpoints);
  return 0;
}

const SpCliVerb sp_cli_verb_info = {
  "info",
  "[OPTION…] TARGET [ENDPOINT]",
  N_("Lists the endpoints of an app with their parameters and returns."),
  N_("TARGET is the address of an app (https://host/path, localhost:7860) or the id of a\n"
      "Space (owner/name). A parameter is shown as name: type = default, or as required; a\n"
      "return stands behind an arrow. With ENDPOINT all that is known about this one is shown."),
  run,
};
