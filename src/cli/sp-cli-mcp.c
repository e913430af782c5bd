/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an app offers to assistants: `mcp tools`, `mcp resources` and `mcp prompts`. */
#include "config.h"

#include "sp-cli-mcp.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-options.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"

#define NAME_COLUMNS 120
#define TYPE_COLUMNS 100
#define VALUE_COLUMNS 60
#define DESCRIPTION_COLUMNS 160

typedef void (*PrintFunc) (GString *output, JsonObject *entry);

/**
 * sp_cli_mcp_list:
 * @cli: the run
 * @mcp: a conversation
 * @kind: what to list
 * @status: (out): exit status when it fails
 *
 * Returns: (transfer full) (nullable): the list; tells why when it fails
 */
JsonArray *
sp_cli_mcp_list (SpCli *cli, GradioMcp *mcp, GradioMcpKind kind, int *status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  JsonArray               *list;

  gradio_mcp_list_async (mcp, kind, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  list = gradio_mcp_list_finish (mcp, result, &error);
  if (list == NULL)
    *status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
  return list;
}

/* text */

static void
append_line (GString *output, const char *before, const char *text, int columns)
{
  g_autofree char *line = sp_cli_text_one_line (text, columns);

  if (*line != '\0')
    g_string_append_printf (output, "%s%s", before, line);
}

static gboolean
contains (JsonArray *names, const char *name)
{
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++) {
    JsonNode *node = json_array_get_element (names, i);

    if (gradio_json_is_string (node) && g_str_equal (json_node_get_string (node), name))
      return TRUE;
  }
  return FALSE;
}

/* To a server the address of a file is a text. */
static char *
describe (JsonNode *schema, JsonObject *object)
{
  if (g_str_has_prefix (gradio_json_get_string (object, "format", ""), "Gradio File Input"))
    return g_strdup (_("file"));
  return gradio_schema_describe (schema);
}

static void
append_property (GString *output, const char *name, JsonNode *schema, gboolean required)
{
  JsonObject      *object = JSON_NODE_HOLDS_OBJECT (schema) ? json_node_get_object (schema) : NULL;
  g_autofree char *type = describe (schema, object);
  JsonNode        *initial = object != NULL ? json_object_get_member (object, "default") : NULL;

  append_line (output, "  ", name, NAME_COLUMNS);
  append_line (output, ": ", type, TYPE_COLUMNS);
  if (required) {
    g_string_append (output, _(", required"));
  } else if (initial != NULL) {
    g_autofree char *value = gradio_json_write (initial);

    append_line (output, " = ", value, VALUE_COLUMNS);
  }
  append_line (output, "  ", gradio_json_get_string (object, "description", ""), DESCRIPTION_COLUMNS);
  g_string_append_c (output, '\n');
}

static void
append_heading (GString *output, const char *name, JsonObject *entry)
{
  append_line (output, "", name, NAME_COLUMNS);
  append_line (output, "  ", gradio_json_get_string (entry, "mimeType", ""), NAME_COLUMNS);
  g_string_append_c (output, '\n');
  append_line (output, "  ", gradio_json_get_string (entry, "description", ""), DESCRIPTION_COLUMNS);
  if (*gradio_json_get_string (entry, "description", "") != '\0')
    g_string_append_c (output, '\n');
}

static void
print_tool (GString *output, JsonObject *tool)
{
  JsonObject    *schema = gradio_json_get_object (tool, "inputSchema");
  JsonObject    *properties = gradio_json_get_object (schema, "properties");
  JsonArray     *required = gradio_json_get_array (schema, "required");
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *property;

  append_heading (output, gradio_json_get_string (tool, "name", "?"), tool);
  if (properties == NULL)
    return;
  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &name, &property))
    append_property (output, name, property, contains (required, name));
}

/* What belongs into the address of a template stands in it in braces. */
static void
print_resource (GString *output, JsonObject *resource)
{
  const char *uri = gradio_json_get_string (resource, "uri", NULL);

  append_heading (output, uri != NULL ? uri : gradio_json_get_string (resource, "uriTemplate", "?"),
                  resource);
}

static void
print_prompt (GString *output, JsonObject *prompt)
{
  JsonArray *arguments = gradio_json_get_array (prompt, "arguments");

  append_heading (output, gradio_json_get_string (prompt, "name", "?"), prompt);
  for (guint i = 0; arguments != NULL && i < json_array_get_length (arguments); i++) {
    JsonNode   *node = json_array_get_element (arguments, i);
    JsonObject *argument = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

    append_line (output, "  ", gradio_json_get_string (argument, "name", "?"), NAME_COLUMNS);
    if (gradio_json_get_boolean (argument, "required", FALSE))
      g_string_append (output, _(", required"));
    append_line (output, "  ", gradio_json_get_string (argument, "description", ""), DESCRIPTION_COLUMNS);
    g_string_append_c (output, '\n');
  }
}

static void
print_list (SpCli *cli, JsonArray *list, PrintFunc print)
{
  for (guint i = 0; i < json_array_get_length (list); i++) {
    if (cli->output->len > 0)
      g_string_append_c (cli->output, '\n');
    print (cli->output, json_array_get_object_element (list, i));
  }
}

/* the verbs */

static const struct {
  const char *member;
  PrintFunc   print;
} kinds[] = {
  [GRADIO_MCP_TOOLS] = { "tools", print_tool },
  [GRADIO_MCP_RESOURCES] = { "resources", print_resource },
  [GRADIO_MCP_RESOURCE_TEMPLATES] = { "resourceTemplates", print_resource },
  [GRADIO_MCP_PROMPTS] = { "prompts", print_prompt },
};

/* Lists the kinds from @first to @last. */
static int
list (SpCli *cli, GStrv arguments, GradioMcpKind first, GradioMcpKind last)
{
  gboolean          json = FALSE;
  const SpCliOption options[] = {
    { "json", 0, &json, NULL, NULL, N_("Print one JSON document") },
    { NULL },
  };
  g_autoptr (GradioMcp)  mcp = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   node = NULL;
  int                    status = 0;

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status))
    return status;
  if (!sp_cli_connect (cli, arguments[0], &status))
    return status;

  mcp = gradio_mcp_new (cli->client);
  for (GradioMcpKind kind = first; kind <= last; kind++) {
    JsonArray *array = sp_cli_mcp_list (cli, mcp, kind, &status);

    if (array == NULL)
      return status;
    json_object_set_array_member (object, kinds[kind].member, array);
    if (!json)
      print_list (cli, array, kinds[kind].print);
  }

  node = json_node_init_object (json_node_alloc (), object);
  if (json)
    sp_cli_print_json (cli, node);
  return 0;
}

static int
run_tools (SpCli *cli, GStrv arguments)
{
  return list (cli, arguments, GRADIO_MCP_TOOLS, GRADIO_MCP_TOOLS);
}

static int
run_resources (SpCli *cli, GStrv arguments)
{
  return list (cli, arguments, GRADIO_MCP_RESOURCES, GRADIO_MCP_RESOURCE_TEMPLATES);
}

static int
run_prompts (SpCli *cli, GStrv arguments)
{
  return list (cli, arguments, GRADIO_MCP_PROMPTS, GRADIO_MCP_PROMPTS);
}

const SpCliVerb sp_cli_verb_mcp_tools = {
  .name = "mcp tools",
  .synopsis = "[OPTION…] TARGET",
  .summary = N_("Lists the tools that an app offers to assistants (MCP), with their arguments."),
  .details = N_("An argument is shown as name: type = default, or as required."),
  .run = run_tools,
};

const SpCliVerb sp_cli_verb_mcp_resources = {
  .name = "mcp resources",
  .synopsis = "[OPTION…] TARGET",
  .summary = N_("Lists the documents that an app offers to assistants (MCP)."),
  .details = N_("What stands in braces is to be filled in."),
  .run = run_resources,
};

const SpCliVerb sp_cli_verb_mcp_prompts = {
  .name = "mcp prompts",
  .synopsis = "[OPTION…] TARGET",
  .summary = N_("Lists the prompts that an app offers to assistants (MCP)."),
  .run = run_prompts,
};
