/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-cli-verbs.h"

const SpCliVerb *const sp_cli_verbs[] = {
  &sp_cli_verb_info,
  &sp_cli_verb_predict,
  &sp_cli_verb_stream,
  &sp_cli_verb_upload,
  &sp_cli_verb_download,
  &sp_cli_verb_wait,
  &sp_cli_verb_snippet,
  &sp_cli_verb_mcp_tools,
  &sp_cli_verb_mcp_resources,
  &sp_cli_verb_mcp_prompts,
  &sp_cli_verb_mcp_call,
  &sp_cli_verb_openapi,
  &sp_cli_verb_drive,
  &sp_cli_verb_bench_calls,
  &sp_cli_verb_search,
  &sp_cli_verb_space_list,
  &sp_cli_verb_space_install,
  &sp_cli_verb_space_run,
  &sp_cli_verb_space_stop,
  &sp_cli_verb_space_logs,
  &sp_cli_verb_space_secret,
  &sp_cli_verb_space_update,
  &sp_cli_verb_space_rollback,
  &sp_cli_verb_space_verify,
  &sp_cli_verb_space_export,
  &sp_cli_verb_space_remove,
  &sp_cli_verb_space_info,
  &sp_cli_verb_space_wake,
  &sp_cli_verb_space_restart,
  &sp_cli_verb_space_pause,
  &sp_cli_verb_space_hardware,
  &sp_cli_verb_space_duplicate,
  &sp_cli_verb_login,
  &sp_cli_verb_logout,
  &sp_cli_verb_whoami,
  &sp_cli_verb_complete,
  NULL,
};

/* Returns how many arguments the name of @verb takes, 0 when it is another. */
static guint
match (const SpCliVerb *verb, GStrv arguments)
{
  g_auto (GStrv) words = g_strsplit (verb->name, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    if (g_strcmp0 (arguments[i], words[i]) != 0)
      return 0;
  }
  return g_strv_length (words);
}

/**
 * sp_cli_verbs_find:
 * @arguments: arguments of the program
 * @n_words: (out): how many of them the name of the verb takes
 *
 * Returns: (nullable): the verb they begin with
 */
const SpCliVerb *
sp_cli_verbs_find (GStrv arguments, guint *n_words)
{
  for (guint i = 0; sp_cli_verbs[i] != NULL; i++) {
    *n_words = match (sp_cli_verbs[i], arguments);
    if (*n_words > 0)
      return sp_cli_verbs[i];
  }
  return NULL;
}
