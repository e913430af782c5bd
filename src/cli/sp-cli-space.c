/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-options.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"
#include "sp-runner.h"

static void
print_space (SpCli *cli, SpSpace *space)
{
  g_autofree char *id = sp_cli_text_one_line (sp_space_get_id (space), G_MAXINT);
  g_autofree char *title = sp_cli_text_one_line (sp_space_get_title (space), G_MAXINT);
  g_autofree char *summary = sp_cli_text_one_line (sp_space_get_summary (space), G_MAXINT);

  g_string_append_printf (cli->output, "%s\t%s", id, title);
  if (*summary != '\0')
    g_string_append_printf (cli->output, "\t%s", summary);
  g_string_append_c (cli->output, '\n');
}

static void
print_space_json (SpCli *cli, GPtrArray *spaces)
{
  JsonArray           *array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < spaces->len; i++) {
    SpSpace         *space = g_ptr_array_index (spaces, i);
    g_autofree char *folder = g_file_get_path (sp_space_get_folder (space));
    JsonObject      *object = json_object_new ();

    json_object_set_string_member (object, "id", sp_space_get_id (space));
    json_object_set_string_member (object, "title", sp_space_get_title (space));
    json_object_set_string_member (object, "summary", sp_space_get_summary (space));
    json_object_set_string_member (object, "folder", folder);
    json_object_set_boolean_member (object, "installed", sp_space_is_installed (space));
    json_array_add_object_element (array, object);
  }
  json_node_take_array (node, array);
  sp_cli_print_json (cli, node);
}

static int
run_list (SpCli *cli, GStrv arguments)
{
  g_autoptr (GPtrArray) spaces = NULL;
  gboolean              json = FALSE;
  int                   status = 0;
  const SpCliOption     options[] = {
        { "json", 0, &json, NULL, NULL, N_("Print one JSON document") },
        { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 0, 0, &status))
    return status;

  spaces = sp_space_list_bundled ();
  if (json)
    print_space_json (cli, spaces);
  for (guint i = 0; !json && i < spaces->len; i++)
    print_space (cli, g_ptr_array_index (spaces, i));
  return 0;
}

const SpCliVerb sp_cli_verb_space_list = {
  "space list",
  "[--json]",
  N_("Lists the Spaces that come with the program."),
  N_("A line is the id, the title and a summary, with tabs between them."),
  run_list,
  SP_CLI_VERB_LOCAL,
};

static SpSpace *
find_bundled (const char *id)
{
  g_autoptr (GPtrArray) spaces = sp_space_list_bundled ();

  for (guint i = 0; i < spaces->len; i++) {
    if (g_strcmp0 (sp_space_get_id (g_ptr_array_index (spaces, i)), id) == 0)
      return g_object_ref (g_ptr_array_index (spaces, i));
  }
  return NULL;
}

static SpSpace *
find_space (SpCli *cli, const char *name)
{
  SpSpace           *space = find_bundled (name);
  g_autoptr (GFile)  folder = NULL;
  g_autoptr (GError) error = NULL;

  if (space != NULL)
    return space;
  if (!g_file_test (name, G_FILE_TEST_IS_DIR)) {
    sp_cli_message (cli, _("There is no Space or folder “%s”. Try “%s”."), name,
                    "spaceport-cli space list");
    return NULL;
  }

  folder = g_file_new_for_path (name);
  space = sp_space_new (folder, &error);
  if (space == NULL)
    sp_cli_message (cli, "%s", error->message);
  return space;
}

static void
output_cb (SpRunner *runner, const char *line, SpCli *cli)
{
  g_autofree char *printable = sp_cli_text_printable (line);

  fprintf (stderr, "%s\n", printable);
}

static void
state_changed_cb (SpRunner *runner, GParamSpec *pspec, SpCli *cli)
{
  switch (sp_runner_get_state (runner)) {
  case SP_RUNNER_INSTALLING:
  case SP_RUNNER_STARTING:
  case SP_RUNNER_WAITING:
    break;
  case SP_RUNNER_RUNNING:
    g_string_append_printf (cli->output, "%s\n", sp_runner_get_uri (runner));
    sp_cli_flush (cli);
    break;
  case SP_RUNNER_STOPPED:
  case SP_RUNNER_FAILED:
    g_main_loop_quit (cli->loop);
    break;
  }
}

static void
stop_cb (GCancellable *cancellable, SpRunner *runner)
{
  sp_runner_stop (runner);
}

static gboolean
is_over (SpRunner *runner)
{
  SpRunnerState state = sp_runner_get_state (runner);

  return state == SP_RUNNER_STOPPED || state == SP_RUNNER_FAILED;
}

static int
run_run (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpSpace)  space = NULL;
  g_autoptr (SpRunner) runner = NULL;
  const GError        *error;
  int                  status = 0;
  const SpCliOption    options[] = { { NULL } };

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status))
    return status;
  space = find_space (cli, arguments[0]);
  if (space == NULL)
    return SP_CLI_EXIT_ARGUMENTS;

  runner = sp_runner_new (space);
  sp_cli_watch (cli);
  g_signal_connect (runner, "notify::state", G_CALLBACK (state_changed_cb), cli);
  if (!cli->quiet)
    g_signal_connect (runner, "output", G_CALLBACK (output_cb), cli);
  g_signal_connect_object (cli->cancellable, "cancelled", G_CALLBACK (stop_cb), runner, 0);
  sp_runner_start (runner);
  while (!is_over (runner))
    g_main_loop_run (cli->loop);

  error = sp_runner_get_error (runner);
  if (cli->signal == 0 && error != NULL)
    status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
  g_signal_handlers_disconnect_by_data (runner, cli);
  return status;
}

const SpCliVerb sp_cli_verb_space_run = {
  "space run",
  "ID|FOLDER",
  N_("Runs a Space on this computer and prints its address when it answers."),
  N_("ID is a Space that comes with the program; FOLDER holds one as its repository does.\n"
      "What it needs is installed first, which takes the package index. Its output goes to\n"
      "standard error. It runs until this program is interrupted (Ctrl+C)."),
  run_run,
  SP_CLI_VERB_LOCAL,
};
