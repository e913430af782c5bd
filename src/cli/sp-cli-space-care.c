/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-hub-price.h"
#include "sp-cli-hub.h"
#include "sp-cli-options.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"
#include "sp-hub-care.h"

/* Does it and prints how the Space is then. */
static int
take_care_by (SpCli *cli, SpHubSession *session, const char *id, const SpHubCare *care)
{
  g_autoptr (SpHubRuntime) runtime = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  g_autofree char         *words = NULL;

  sp_hub_care_async (session, id, care, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  if (!sp_hub_care_finish (session, result, &runtime, &error))
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  if (runtime != NULL) {
    g_autofree char *text = sp_hub_runtime_dup_words (runtime);

    words = sp_cli_text_one_line (text, G_MAXINT);
    g_string_append_printf (cli->output, "%s\n", words);
  }
  return 0;
}

static int
take_care (SpCli *cli, const char *target, const char *token, const SpHubCare *care)
{
  g_autoptr (SpHubSession) session = NULL;
  g_autofree char         *id = NULL;
  int                      status = 0;

  id = sp_cli_hub_parse_space (cli, target, &status);
  session = id != NULL ? sp_cli_hub_open (cli, token, &status) : NULL;

  return session != NULL ? take_care_by (cli, session, id, care) : status;
}

static int
run_restart (SpCli *cli, GStrv arguments)
{
  gboolean          factory = FALSE;
  const char       *token = NULL;
  int               status = 0;
  const SpCliOption options[] = {
    { "factory", 0, &factory, NULL, NULL, N_("Build all of it anew, without what the last build left") },
    { "token", 0, NULL, &token, "TOKEN", N_("Token of the Hugging Face Hub, in place of the saved one") },
    { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status))
    return status;

  return take_care (cli, arguments[0], token,
                    &(SpHubCare){ .action = factory ? SP_HUB_CARE_REBUILD : SP_HUB_CARE_RESTART });
}

const SpCliVerb sp_cli_verb_space_restart = {
  "space restart",
  "[OPTION…] OWNER/NAME",
  N_("Restarts a Space of yours on the Hub, also one that is paused."),
  N_("How it is then is printed. “space wake” waits until it runs."),
  run_restart,
  SP_CLI_VERB_LOCAL,
};

static int
run_pause (SpCli *cli, GStrv arguments)
{
  const char       *token = NULL;
  int               status = 0;
  const SpCliOption options[] = {
    { "token", 0, NULL, &token, "TOKEN", N_("Token of the Hugging Face Hub, in place of the saved one") },
    { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status))
    return status;

  return take_care (cli, arguments[0], token, &(SpHubCare){ .action = SP_HUB_CARE_PAUSE });
}

const SpCliVerb sp_cli_verb_space_pause = {
  "space pause",
  "[OPTION…] OWNER/NAME",
  N_("Pauses a Space of yours on the Hub: nobody can use it, and nothing is paid, until it is restarted."),
  NULL,
  run_pause,
  SP_CLI_VERB_LOCAL,
};

static int
run_hardware (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpHubSession) session = NULL;
  g_autofree char         *id = NULL;
  SpHubCare                care = { .action = SP_HUB_CARE_HARDWARE };
  const char              *token = NULL;
  const char              *sleep = NULL;
  gboolean                 yes = FALSE;
  int                      status = 0;
  const SpCliOption        options[] = {
           { "sleep-time", 0, NULL, &sleep, "SECONDS", N_("Without visitors until it sleeps, or “never”") },
           { "yes", 'y', &yes, NULL, NULL, N_("Do not ask about the price") },
           { "token", 0, NULL, &token, "TOKEN", N_("Token of the Hugging Face Hub, in place of the saved one") },
           { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 2, 2, &status) ||
      !sp_cli_hub_parse_sleep (cli, sleep, &care.sleep_time, &status))
    return status;
  id = sp_cli_hub_parse_space (cli, arguments[0], &status);
  session = id != NULL ? sp_cli_hub_open (cli, token, &status) : NULL;
  if (session == NULL || !sp_cli_hub_agree_on_price (cli, session, arguments[1], yes, &care.sleep_time, &status))
    return status;

  care.hardware = arguments[1];
  return take_care_by (cli, session, id, &care);
}

const SpCliVerb sp_cli_verb_space_hardware = {
  "space hardware",
  "[OPTION…] OWNER/NAME FLAVOUR",
  N_("Moves a Space of yours on the Hub to other hardware, such as “zero-a10g”."),
  N_("What costs is asked for, and sleeps after five minutes unless --sleep-time says otherwise."),
  run_hardware,
  SP_CLI_VERB_LOCAL,
};
