/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-mcp.h"
#include "sp-cli-options.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"

static void
progress_cb (double progress, double total, const char *message, gpointer user_data)
{
  SpCli           *cli = user_data;
  g_autofree char *text = NULL;

  if (total > 0)
    text = g_strdup_printf ("%s %d %%", message != NULL ? message : "", (int) (progress / total * 100));
  else
    text = g_strdup (message);
  if (text != NULL)
    sp_cli_progress_show (cli->progress, text);
}

/* The tool of that name among @tools. */
static JsonObject *
find_tool (JsonArray *tools, const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (tools); i++) {
    JsonObject *tool = json_array_get_object_element (tools, i);
    const char *known = gradio_json_get_string (tool, "name", "");

    if (g_str_equal (known, name))
      return tool;
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", known);
  }

  if (names->len == 0)
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_ENDPOINT, _("This app offers no tools."));
  else
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_ENDPOINT, _("There is no tool “%s”. There are: %s"),
                 name, names->str);
  return NULL;
}

static void
print_text (SpCli *cli, const char *text)
{
  g_autofree char *printable = sp_cli_text_printable (text);

  g_string_append (cli->output, isatty (STDOUT_FILENO) ? printable : text);
  g_string_append_c (cli->output, '\n');
}

/* Pictures and the like are nothing for a terminal. */
static void
print_part (SpCli *cli, JsonObject *part)
{
  JsonObject      *resource = gradio_json_get_object (part, "resource");
  JsonObject      *owner = resource != NULL ? resource : part;
  const char      *text = gradio_json_get_string (owner, "text", NULL);
  const char      *uri = gradio_json_get_string (owner, "uri", NULL);
  g_autofree char *line = NULL;

  if (text != NULL) {
    print_text (cli, text);
  } else if (uri != NULL) {
    print_text (cli, uri);
  } else {
    line = g_strdup_printf (_("[%s, %s: --json prints it]"), gradio_json_get_string (part, "type", "?"),
                            gradio_json_get_string (owner, "mimeType", "?"));
    print_text (cli, line);
  }
}

static void
print_result (SpCli *cli, JsonObject *result, gboolean json)
{
  JsonArray           *parts = gradio_json_get_array (result, "content");
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), result);

  if (json) {
    sp_cli_print_json (cli, node);
    return;
  }
  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++) {
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (parts, i)))
      print_part (cli, json_array_get_object_element (parts, i));
  }
}

static JsonObject *
call (SpCli *cli, GradioMcp *mcp, const char *name, JsonObject *arguments, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_cli_watch (cli);
  gradio_mcp_call_tool_async (mcp, name, arguments, progress_cb, cli, NULL, cli->cancellable,
                              sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  sp_cli_progress_clear (cli->progress);
  return gradio_mcp_call_tool_finish (mcp, result, error);
}

static int
run (SpCli *cli, GStrv arguments)
{
  gboolean          json = FALSE;
  const SpCliOption options[] = {
    { "json", 0, &json, NULL, NULL, N_("Print the whole result as one JSON document") },
    { NULL },
  };
  g_autoptr (GradioMcp)  mcp = NULL;
  g_autoptr (JsonArray)  tools = NULL;
  JsonObject            *tool;
  g_autoptr (JsonObject) values = NULL;
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (GError)     error = NULL;
  int                    status = 0;

  if (!sp_cli_options_parse (cli, options, arguments, 2, G_MAXUINT, &status))
    return status;
  if (!sp_cli_connect (cli, arguments[0], &status))
    return status;

  mcp = gradio_mcp_new (cli->client);
  tools = sp_cli_mcp_list (cli, mcp, GRADIO_MCP_TOOLS, &status);
  if (tools == NULL)
    return status;
  tool = find_tool (tools, arguments[1], &error);
  if (tool != NULL)
    values = sp_cli_mcp_arguments_parse (tool, (const char *const *) arguments + 2, &error);
  if (values == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ARGUMENTS, error);

  result = call (cli, mcp, arguments[1], values, &error);
  if (result == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
  print_result (cli, result, json);
  return 0;
}

const SpCliVerb sp_cli_verb_mcp_call = {
  .name = "mcp call",
  .synopsis = "[OPTION…] TARGET TOOL [VALUE|name=value]…",
  .summary = N_("Calls a tool of an app as an assistant does (MCP), and prints what it answers."),
  .details = N_("A VALUE is JSON, or a text as it is where the tool takes one; @FILE stands for a file.\n"
                 "Values are taken in order or by name."),
  .run = run,
};
