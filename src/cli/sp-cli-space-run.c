/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-options.h"
#include "sp-cli-space.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"
#include "sp-runner-settings.h"

#define MAX_PORT 65535

/* A Space that is run. */
typedef struct {
  SpCli            *cli;
  SpSpaceStore     *store;
  SpInstalledSpace *installed; /* NULL for a folder */
  SpSpace          *space;
  SpRunner         *runner;
  GradioRelay      *relay; /* while it runs, unless only the socket is wanted */
  guint16           port;
  gboolean          socket_only;
  int               lock; /* descriptor, or -1 */
  GError           *error;
} Run;

static void
run_clear (Run *run)
{
  g_clear_object (&run->relay);
  g_clear_object (&run->runner);
  if (run->lock >= 0)
    close (run->lock);
  g_clear_object (&run->space);
  g_clear_object (&run->installed);
  g_clear_object (&run->store);
  g_clear_error (&run->error);
}

/* Finds the Space by its id, or by the folder it is in. */
static gboolean
find_space (Run *run, const char *name, int *status)
{
  SpCli            *cli = run->cli;
  const GError     *problem;
  g_autoptr (GFile) folder = NULL;

  run->store = sp_cli_space_open_store (cli, status);
  if (run->store == NULL)
    return FALSE;

  g_set_object (&run->installed, sp_space_store_find (run->store, name));
  if (run->installed != NULL) {
    run->lock = sp_installed_space_take_run_lock (run->installed, &run->error);
    if (run->lock < 0) {
      *status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, run->error);
      return FALSE;
    }
    problem = sp_installed_space_get_problem (run->installed);
    if (problem != NULL)
      *status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, problem);
    else
      g_set_object (&run->space, sp_installed_space_get_space (run->installed));
    return run->space != NULL;
  }
  if (!g_file_test (name, G_FILE_TEST_IS_DIR)) {
    sp_cli_message (cli, _("There is no Space or folder “%s”. Try “%s”."), name,
                    "spaceport-cli space list");
    *status = SP_CLI_EXIT_ARGUMENTS;
    return FALSE;
  }

  folder = g_file_new_for_path (name);
  run->space = sp_space_new (folder, &run->error);
  if (run->space == NULL)
    *status = sp_cli_fail (cli, SP_CLI_EXIT_ARGUMENTS, run->error);
  return run->space != NULL;
}

static void
output_cb (SpRunner *runner, const char *line, SpCli *cli)
{
  g_autofree char *printable = sp_cli_text_printable (line);

  fprintf (stderr, "%s\n", printable);
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!sp_space_store_mark_started_finish (SP_SPACE_STORE (source), result, &error))
    g_debug ("The version before is kept: %s", error->message);
}

static void
tell_address (Run *run)
{
  const char      *uri = sp_runner_get_uri (run->runner);
  const char      *socket = sp_runner_get_socket (run->runner);
  g_autofree char *web_uri = NULL;

  if (!run->socket_only && run->relay == NULL) {
    run->relay = gradio_relay_new (socket, run->port, &run->error);
    if (run->relay == NULL) {
      sp_runner_stop (run->runner);
      return;
    }
  }

  if (run->relay != NULL)
    web_uri = gradio_relay_dup_uri (run->relay, uri);
  if (web_uri != NULL)
    g_string_append_printf (run->cli->output, "%s\n", web_uri);
  else
    g_string_append_printf (run->cli->output, "%s\t%s\n", uri, socket);
  sp_cli_flush (run->cli);
}

static void
state_changed_cb (SpRunner *runner, GParamSpec *pspec, Run *run)
{
  switch (sp_runner_get_state (runner)) {
  case SP_RUNNER_INSTALLING:
  case SP_RUNNER_STARTING:
    break;
  case SP_RUNNER_WAITING:
    if (!run->cli->quiet)
      sp_cli_message (run->cli, "%s", sp_runner_get_error (runner)->message);
    break;
  case SP_RUNNER_RUNNING:
    if (run->installed != NULL)
      sp_space_store_mark_started_async (run->store, run->installed, marked_cb, NULL);
    if (sp_runner_get_warning (runner) != NULL && !run->cli->quiet)
      sp_cli_message (run->cli, "%s", sp_runner_get_warning (runner));
    tell_address (run);
    break;
  case SP_RUNNER_STOPPED:
  case SP_RUNNER_FAILED:
    g_main_loop_quit (run->cli->loop);
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

/* Runs it to its end. */
static int
run_to_end (Run *run)
{
  SpCli        *cli = run->cli;
  const GError *error;
  int           status = 0;

  sp_cli_watch (cli);
  g_signal_connect (run->runner, "notify::state", G_CALLBACK (state_changed_cb), run);
  if (!cli->quiet)
    g_signal_connect (run->runner, "output", G_CALLBACK (output_cb), cli);
  g_signal_connect_object (cli->cancellable, "cancelled", G_CALLBACK (stop_cb), run->runner, 0);
  sp_runner_start (run->runner);
  while (!is_over (run->runner))
    g_main_loop_run (cli->loop);

  error = run->error != NULL ? run->error : sp_runner_get_error (run->runner);
  if (cli->signal == 0 && error != NULL)
    status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
  g_signal_handlers_disconnect_by_data (run->runner, run);
  g_signal_handlers_disconnect_by_data (run->runner, cli);
  return status;
}

static gboolean
read_number (SpCli *cli, const char *name, const char *text, guint most, guint64 *number, int *status)
{
  if (text == NULL || g_ascii_string_to_unsigned (text, 10, 0, most, number, NULL))
    return TRUE;

  *status = sp_cli_misused (cli, _("“%s” is no value of “--%s”: it takes a number up to %u."), text,
                            name, most);
  return FALSE;
}

static int
run_run (SpCli *cli, GStrv arguments)
{
  Run               run = { .cli = cli, .lock = -1 };
  const char       *port = NULL;
  const char       *memory = NULL;
  guint64           port_number = 0;
  guint64           megabytes = 0;
  gboolean          network = FALSE;
  gboolean          gpu = FALSE;
  int               status = 0;
  const SpCliOption options[] = {
    { "port", 'p', NULL, &port, "PORT", N_("Port of its address; any that is free by default") },
    { "socket", 0, &run.socket_only, NULL, NULL, N_("Take no port: print the path of its socket") },
    { "network", 0, &network, NULL, NULL, N_("Allow it the network this time") },
    { "memory", 0, NULL, &memory, "MIB", N_("End it when it uses more memory; 0: no limit") },
    { "gpu", 0, &gpu, NULL, NULL, N_("Allow it the graphics card this time") },
    { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status) ||
      !read_number (cli, "port", port, MAX_PORT, &port_number, &status) ||
      !read_number (cli, "memory", memory, G_MAXUINT32, &megabytes, &status))
    return status;

  run.port = port_number;
  if (find_space (&run, arguments[0], &status)) {
    run.runner = sp_runner_new (run.space);
    if (run.installed != NULL)
      sp_runner_take_settings (run.runner, sp_installed_space_get_settings (run.installed));
    if (network)
      g_object_set (run.runner, "network", TRUE, NULL);
    if (memory != NULL)
      g_object_set (run.runner, "memory-limit", megabytes << 20, NULL);
    if (gpu)
      g_object_set (run.runner, "gpu", TRUE, NULL);
    status = run_to_end (&run);
  }
  run_clear (&run);
  return status;
}

const SpCliVerb sp_cli_verb_space_run = {
  "space run",
  "[OPTION…] ID|FOLDER",
  N_("Runs a Space on this computer and prints its address when it answers."),
  N_("ID is a Space that “space list” lists; FOLDER holds one as its repository does, and what it\n"
      "needs is installed first. It runs in a sandbox; its output goes to standard error. It runs\n"
      "until this program is interrupted (Ctrl+C), or “space stop” stops it."),
  run_run,
  SP_CLI_VERB_LOCAL,
};
