/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cli-space.h"

#include <stdio.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-input.h"
#include "sp-cli-text.h"
#include "sp-run-folder.h"

/**
 * sp_cli_space_open_store:
 * @cli: the run
 * @status: (out): exit status when it fails
 *
 * Reads which Spaces there are. Tells why it cannot.
 *
 * Returns: (transfer full) (nullable): the store
 */
SpSpaceStore *
sp_cli_space_open_store (SpCli *cli, int *status)
{
  g_autoptr (SpSpaceStore) store = sp_space_store_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  sp_space_store_reload_async (store, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  if (sp_space_store_reload_finish (store, result, &error))
    return g_steal_pointer (&store);

  *status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
  return NULL;
}

/**
 * sp_cli_space_find:
 * @cli: the run
 * @store: a store
 * @id: an id
 * @status: (out): exit status when there is none
 *
 * Finds a Space and tells when it is not there.
 *
 * Returns: (transfer none) (nullable): the Space
 */
SpInstalledSpace *
sp_cli_space_find (SpCli *cli, SpSpaceStore *store, const char *id, int *status)
{
  SpInstalledSpace *space = sp_space_store_find (store, id);

  if (space == NULL) {
    sp_cli_message (cli, _("There is no Space “%s”. Try “%s”."), id, "spaceport-cli space list");
    *status = SP_CLI_EXIT_ARGUMENTS;
  }
  return space;
}

/**
 * sp_cli_space_find_address:
 * @cli: the run
 * @id: an id
 * @socket: (out): path of the socket to ask over
 * @offline: (out): whether it may not reach the network, so that nothing is to be fetched for it either
 * @status: (out): exit status when it does not run
 *
 * Finds out where a Space answers that runs, and tells when it does not.
 *
 * Returns: (transfer full) (nullable): its address
 */
char *
sp_cli_space_find_address (SpCli *cli, const char *id, char **socket, gboolean *offline, int *status)
{
  g_autoptr (SpSpaceStore) store = sp_cli_space_open_store (cli, status);
  SpInstalledSpace        *space = store != NULL ? sp_cli_space_find (cli, store, id, status) : NULL;
  char                    *address = NULL;

  if (space == NULL)
    return NULL;

  if (sp_installed_space_is_running (space))
    address = sp_run_folder_read_address (sp_installed_space_get_data_folder (space), socket);
  if (address == NULL) {
    sp_cli_message (cli, _("“%s” is not running. Start it with “%s”, and try again."),
                    sp_installed_space_get_title (space), "spaceport-cli space run");
    *status = SP_CLI_EXIT_ERROR;
  }
  *offline = !sp_space_settings_get_network (sp_installed_space_get_settings (space));
  return address;
}

/**
 * sp_cli_space_confirm:
 * @cli: the run
 * @yes: whether the user agreed by an option
 * @question: what to agree to
 * @status: (out): exit status when the user does not
 *
 * Asks on the terminal.
 *
 * Returns: whether to go on
 */
gboolean
sp_cli_space_confirm (SpCli *cli, gboolean yes, const char *question, int *status)
{
  g_autoptr (SpCliInput) input = NULL;
  g_autoptr (GError)     error = NULL;
  g_autofree char       *answer = NULL;

  if (yes)
    return TRUE;
  if (!isatty (STDIN_FILENO)) {
    *status = sp_cli_misused (cli, _("There is no terminal to ask on. Agree by “%s”."), "--yes");
    return FALSE;
  }

  fprintf (stderr, "%s ", question);
  sp_cli_watch (cli);
  input = sp_cli_input_new (cli, STDIN_FILENO);
  answer = sp_cli_input_read_line (input, &error);
  /* TRANSLATORS: the letter that says yes to “[y/N]” */
  if (answer != NULL && (g_ascii_strncasecmp (answer, "y", 1) == 0 ||
                         g_str_has_prefix (answer, C_("first letter of “yes”", "y"))))
    return TRUE;

  *status = error != NULL ? sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error) : SP_CLI_EXIT_ERROR;
  return FALSE;
}

static const char *
describe_step (SpInstallationStep step)
{
  switch (step) {
  case SP_INSTALLATION_LIST:
    return _("Looking");
  case SP_INSTALLATION_DOWNLOAD:
    return _("Files");
  case SP_INSTALLATION_RUNTIME:
    return _("Python");
  case SP_INSTALLATION_PACKAGES:
    return _("Packages");
  case SP_INSTALLATION_MODELS:
    return _("Models");
  case SP_INSTALLATION_FIRST_START:
    return _("First start");
  }
  return "";
}

static void
progress_cb (SpInstallation *installation, SpCli *cli)
{
  gint64           done = sp_installation_get_bytes_done (installation);
  gint64           total = sp_installation_get_bytes_total (installation);
  const char      *step = describe_step (sp_installation_get_step (installation));
  g_autofree char *done_text = g_format_size (done);
  g_autofree char *total_text = g_format_size (total);
  g_autofree char *text = NULL;

  /* Translators: what is done, such as “Packages”, and sizes: how much of how much. */
  if (total > 0)
    text = g_strdup_printf (_("%s: %s of %s"), step, done_text, total_text);
  else
    text = g_strdup_printf (_("%s…"), step);
  sp_cli_progress_show (cli->progress, text);
}

static void
step_cb (SpInstallation *installation, GParamSpec *pspec, SpCli *cli)
{
  progress_cb (installation, cli);
}

static void
warning_cb (SpInstallation *installation, const char *text, SpCli *cli)
{
  if (!cli->quiet)
    sp_cli_message (cli, "%s", text);
}

static void
state_cb (SpInstallation *installation, GParamSpec *pspec, SpCli *cli)
{
  if (sp_installation_get_state (installation) != SP_INSTALLATION_RUNNING)
    g_main_loop_quit (cli->loop);
}

static void
cancelled_cb (GCancellable *cancellable, SpInstallation *installation)
{
  sp_installation_cancel (installation, TRUE);
}

/**
 * sp_cli_space_install:
 * @cli: the run
 * @installation: one that was not started yet
 *
 * Does it and prints the id of the Space. A signal stops it; what came is kept for the next time.
 *
 * Returns: the exit status
 */
int
sp_cli_space_install (SpCli *cli, SpInstallation *installation)
{
  int status = 0;

  sp_cli_watch (cli);
  sp_cli_show_progress (cli);
  g_signal_connect (installation, "progress", G_CALLBACK (progress_cb), cli);
  g_signal_connect (installation, "notify::step", G_CALLBACK (step_cb), cli);
  g_signal_connect (installation, "warning", G_CALLBACK (warning_cb), cli);
  g_signal_connect (installation, "notify::state", G_CALLBACK (state_cb), cli);
  g_signal_connect_object (cli->cancellable, "cancelled", G_CALLBACK (cancelled_cb), installation, 0);
  sp_installation_start (installation);
  while (sp_installation_get_state (installation) == SP_INSTALLATION_RUNNING)
    g_main_loop_run (cli->loop);
  g_signal_handlers_disconnect_by_data (installation, cli);
  sp_cli_progress_clear (cli->progress);

  if (sp_installation_get_state (installation) != SP_INSTALLATION_DONE)
    status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, sp_installation_get_error (installation));
  else
    g_string_append_printf (cli->output, "%s\n", sp_installation_get_id (installation));
  return status;
}
