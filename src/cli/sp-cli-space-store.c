/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-options.h"
#include "sp-cli-space.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"

/* Parses a verb that takes an id (and more) and finds the Space. Returns NULL with an exit status. */
static SpInstalledSpace *
begin (SpCli             *cli,
       const SpCliOption *options,
       GStrv              arguments,
       guint              n_operands,
       SpSpaceStore     **store,
       int               *status)
{
  if (!sp_cli_options_parse (cli, options, arguments, n_operands, n_operands, status))
    return NULL;

  *store = sp_cli_space_open_store (cli, status);
  return *store != NULL ? sp_cli_space_find (cli, *store, arguments[0], status) : NULL;
}

static int
run_rollback (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpSpaceStore) store = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  const SpCliOption        options[] = { { NULL } };
  int                      status = 0;
  SpInstalledSpace        *space = begin (cli, options, arguments, 1, &store, &status);

  if (space == NULL)
    return status;

  sp_space_store_rollback_async (store, space, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  if (!sp_space_store_rollback_finish (store, result, &error))
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  g_string_append_printf (cli->output, "%s\n", sp_installed_space_get_version (space));
  return 0;
}

const SpCliVerb sp_cli_verb_space_rollback = {
  "space rollback",
  "ID",
  N_("Goes back to the version of a Space before the last update."),
  N_("Prints the version that counts now. A second time undoes the first."),
  run_rollback,
  SP_CLI_VERB_LOCAL,
};

static int
run_verify (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpSpaceStore) store = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  g_auto (GStrv)           problems = NULL;
  const SpCliOption        options[] = { { NULL } };
  int                      status = 0;
  SpInstalledSpace        *space = begin (cli, options, arguments, 1, &store, &status);

  if (space == NULL)
    return status;

  sp_space_store_verify_async (store, space, NULL, NULL, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  problems = sp_space_store_verify_finish (store, result, &error);
  if (problems == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  for (char **problem = problems; *problem != NULL; problem++) {
    g_autofree char *line = sp_cli_text_one_line (*problem, G_MAXINT);

    g_string_append_printf (cli->output, "%s\n", line);
  }
  if (*problems != NULL && !cli->quiet)
    sp_cli_message (cli, _("“%s” installs it anew."), "spaceport-cli space update --repair");
  return *problems != NULL ? SP_CLI_EXIT_ERROR : 0;
}

const SpCliVerb sp_cli_verb_space_verify = {
  "space verify",
  "ID",
  N_("Checks whether the files of a Space are as they were installed."),
  N_("Prints a line for each that is not; the exit status is 1 then."),
  run_verify,
  SP_CLI_VERB_LOCAL,
};

static void
installation_over_cb (SpInstallation *installation, GParamSpec *pspec, SpCli *cli)
{
  g_main_loop_quit (cli->loop);
}

/* Removes what an installation left that was stopped. Returns FALSE when there is none of that id. */
static gboolean
remove_unfinished (SpCli *cli, SpSpaceStore *store, const char *id)
{
  g_autoptr (GPtrArray) list = sp_installation_list_unfinished (store);

  for (guint i = 0; i < list->len; i++) {
    SpInstallation *installation = g_ptr_array_index (list, i);

    if (g_strcmp0 (sp_installation_get_id (installation), id) != 0)
      continue;
    g_signal_connect (installation, "notify::state", G_CALLBACK (installation_over_cb), cli);
    sp_installation_cancel (installation, FALSE);
    while (sp_installation_get_state (installation) == SP_INSTALLATION_READY ||
           sp_installation_get_state (installation) == SP_INSTALLATION_RUNNING)
      g_main_loop_run (cli->loop);
    g_signal_handlers_disconnect_by_data (installation, cli);
    return TRUE;
  }
  return FALSE;
}

static int
remove_space (SpCli *cli, SpSpaceStore *store, SpInstalledSpace *space)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  guint64                  freed = 0;

  if (!sp_installed_space_check_removable (space, &error))
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  sp_space_store_remove_async (store, space, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  if (!sp_space_store_remove_finish (store, result, &freed, &error))
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  g_string_append_printf (cli->output, "%" G_GUINT64_FORMAT "\n", freed);
  return 0;
}

static int
run_remove (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpSpaceStore) store = NULL;
  SpInstalledSpace        *space;
  gboolean                 yes = FALSE;
  int                      status = 0;
  g_autofree char         *question = NULL;
  const SpCliOption        options[] = {
           { "yes", 'y', &yes, NULL, NULL, N_("Do not ask") },
           { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status))
    return status;
  store = sp_cli_space_open_store (cli, &status);
  if (store == NULL)
    return status;

  space = sp_space_store_find (store, arguments[0]);
  if (space == NULL && remove_unfinished (cli, store, arguments[0]))
    return 0;
  space = sp_cli_space_find (cli, store, arguments[0], &status);
  if (space == NULL)
    return status;

  question = g_strdup_printf (_("Remove “%s” with all its files? [y/N]"),
                              sp_installed_space_get_title (space));
  if (!sp_cli_space_confirm (cli, yes, question, &status))
    return status;
  return remove_space (cli, store, space);
}

const SpCliVerb sp_cli_verb_space_remove = {
  "space remove",
  "[OPTION…] ID",
  N_("Removes a Space with all its files."),
  N_("Prints how many bytes the disk got back. An installation that was stopped is removed by its\n"
      "id as well."),
  run_remove,
  SP_CLI_VERB_LOCAL,
};

static int
run_export (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpSpaceStore) store = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  g_autoptr (GFile)        archive = NULL;
  g_autoptr (GFile)        folder = NULL;
  const char              *wheels = NULL;
  int                      status = 0;
  SpInstalledSpace        *space;
  const SpCliOption        options[] = {
           { "wheels", 0, NULL, &wheels, "DIR",
             N_("Put the packages of a folder into it, so that it installs without a network") },
           { NULL },
  };

  space = begin (cli, options, arguments, 2, &store, &status);
  if (space == NULL)
    return status;

  archive = g_file_new_for_commandline_arg (arguments[1]);
  folder = wheels != NULL ? g_file_new_for_commandline_arg (wheels) : NULL;
  sp_space_store_export_async (store, space, archive, folder, NULL, NULL, cli->cancellable,
                               sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  if (!sp_space_store_export_finish (store, result, &error))
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
  return 0;
}

const SpCliVerb sp_cli_verb_space_export = {
  "space export",
  "[OPTION…] ID ARCHIVE",
  N_("Writes a Space to a .space archive, which “space install” takes."),
  N_("Its files and the list of its packages are in it, nothing that it wrote itself."),
  run_export,
  SP_CLI_VERB_LOCAL,
};
