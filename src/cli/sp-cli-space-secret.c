/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-input.h"
#include "sp-cli-options.h"
#include "sp-cli-space.h"
#include "sp-cli-verbs.h"
#include "sp-space-secret.h"

static int
list_secrets (SpCli *cli, SpInstalledSpace *space)
{
  SpSpaceSettings *settings = sp_installed_space_get_settings (space);
  g_auto (GStrv)   names = sp_space_settings_dup_variables (settings);

  for (char **name = names; *name != NULL; name++)
    if (sp_space_settings_get_variable (settings, *name) == NULL)
      g_string_append_printf (cli->output, "%s\n", *name);
  return 0;
}

static gboolean
store (SpCli *cli, SpInstalledSpace *space, const char *name, GError **error)
{
  g_autofree char         *question = NULL;
  g_autofree char         *value = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (!sp_space_settings_check_variable (name, error))
    return FALSE;

  question = g_strdup_printf (_("Value of %s: "), name);
  value = sp_cli_input_read_secret (cli, question, error);
  if (value == NULL)
    return FALSE;

  sp_space_secret_store_async (space, name, value, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  return sp_space_secret_store_finish (space, result, error);
}

static gboolean
forget (SpCli *cli, SpInstalledSpace *space, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_space_secret_forget_async (space, name, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  return sp_space_secret_forget_finish (space, result, error);
}

static gboolean
save (SpCli *cli, SpSpaceStore *space_store, SpInstalledSpace *space, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_space_store_save_settings_async (space_store, space, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  return sp_space_store_save_settings_finish (space_store, result, error);
}

static int
run_secret (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpSpaceStore) space_store = NULL;
  g_autoptr (GError)       error = NULL;
  SpInstalledSpace        *space;
  const char              *name;
  gboolean                 remove = FALSE;
  int                      status = 0;
  const SpCliOption        options[] = {
           { "remove", 0, &remove, NULL, NULL, N_("Remove it; without NAME all of the Space") },
           { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 1, 2, &status))
    return status;
  space_store = sp_cli_space_open_store (cli, &status);
  space = space_store != NULL ? sp_cli_space_find (cli, space_store, arguments[0], &status) : NULL;
  if (space == NULL)
    return status;

  name = arguments[1];
  if (name == NULL && !remove)
    return list_secrets (cli, space);
  if (!(remove ? forget (cli, space, name, &error) : store (cli, space, name, &error)) ||
      !save (cli, space_store, space, &error))
    return sp_cli_fail (cli,
                        g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT) ? SP_CLI_EXIT_ARGUMENTS
                                                                                         : SP_CLI_EXIT_ERROR,
                        error);
  return 0;
}

const SpCliVerb sp_cli_verb_space_secret = {
  "space secret",
  "[OPTION…] ID [NAME]",
  N_("Keeps a secret of a Space, such as the key of a service it asks, in the keyring."),
  N_("NAME is the variable of its environment that has it from its next start on. The value is read\n"
      "from standard input, on a terminal without showing it. Without NAME the names are printed."),
  run_secret,
  SP_CLI_VERB_LOCAL,
};
