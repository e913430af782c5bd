/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-hub-price.h"
#include "sp-cli-hub.h"
#include "sp-cli-options.h"
#include "sp-cli-verbs.h"
#include "sp-hub-duplicate.h"
#include "sp-hub-space.h"
#include "sp-hub-variables.h"

typedef struct {
  const char *token;
  const char *hardware;
  const char *sleep;
  gboolean    is_public;
  gboolean    yes;
  GPtrArray  *secrets;   /* names of variables of our environment */
  GPtrArray  *variables; /* NAME=VALUE */
} Wishes;

/* The copy is the user's unless they say otherwise. */
static char *
dup_target (SpCli *cli, SpHubSession *session, const char *source, const char *argument, int *status)
{
  g_autofree char *name = NULL;

  if (argument != NULL)
    return sp_cli_hub_parse_space (cli, argument, status);

  name = sp_cli_hub_dup_user (cli, session, status);
  return name != NULL ? g_strconcat (name, strchr (source, '/'), NULL) : NULL;
}

static gboolean
add_secrets (SpCli *cli, GPtrArray *list, GPtrArray *names, int *status)
{
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    const char *value = sp_hub_variable_is_key (name) ? g_getenv (name) : NULL;

    if (value == NULL) {
      *status = sp_cli_misused (cli, _("There is no variable “%s” in the environment that has the secret."), name);
      return FALSE;
    }
    g_ptr_array_add (list, sp_hub_variable_new (name, value, NULL));
  }
  return TRUE;
}

static gboolean
add_variables (SpCli *cli, GPtrArray *list, GPtrArray *texts, int *status)
{
  for (guint i = 0; i < texts->len; i++) {
    const char      *text = texts->pdata[i];
    const char      *equals = strchr (text, '=');
    g_autofree char *name = equals != NULL ? g_strndup (text, equals - text) : NULL;

    if (!sp_hub_variable_is_key (name)) {
      *status = sp_cli_misused (cli, _("“%s” is no variable. Give its name and value: NAME=VALUE."), text);
      return FALSE;
    }
    g_ptr_array_add (list, sp_hub_variable_new (name, equals + 1, NULL));
  }
  return TRUE;
}

/* What the source runs on, which Gradio's own clients take, too; what is static runs on nothing. */
static gboolean
find_hardware (SpCli *cli, SpHubSession *session, const char *source, char **flavour, int *status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SpHubSpace)   space = NULL;
  g_autoptr (GError)       error = NULL;
  SpHubRuntime            *runtime = NULL;

  sp_hub_space_fetch_async (session, source, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  space = sp_hub_space_fetch_finish (session, result, NULL, &error);
  if (space == NULL) {
    *status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
    return FALSE;
  }

  runtime = sp_hub_space_get_runtime (space);
  if (runtime != NULL && g_strcmp0 (sp_hub_space_get_sdk (space), "static") != 0) {
    const char *requested = sp_hub_runtime_get_requested_hardware (runtime);

    *flavour = g_strdup (requested != NULL ? requested : sp_hub_runtime_get_hardware (runtime));
  }
  return TRUE;
}

static int
make_copy (SpCli *cli, SpHubSession *session, const SpHubDuplicate *duplicate)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  g_autofree char         *copy = NULL;
  gboolean                 existed = FALSE;

  sp_hub_duplicate_async (session, duplicate, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  copy = sp_hub_duplicate_finish (session, result, &existed, &error);
  if (copy == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  g_string_append_printf (cli->output, "%s\n", copy);
  if (existed && !cli->quiet)
    sp_cli_message (cli, _("“%s” was there already. It is as it was; secrets and variables were not set."), copy);
  return 0;
}

static int
duplicate_space (SpCli *cli, GStrv arguments, const Wishes *wishes)
{
  g_autoptr (SpHubSession) session = NULL;
  g_autoptr (GPtrArray)    secrets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray)    variables = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char         *source = NULL;
  g_autofree char         *target = NULL;
  g_autofree char         *hardware = g_strdup (wishes->hardware);
  SpHubDuplicate           duplicate = { .secrets = secrets, .variables = variables };
  int                      status = 0;

  if (!sp_cli_hub_parse_sleep (cli, wishes->sleep, &duplicate.sleep_time, &status) ||
      !add_secrets (cli, secrets, wishes->secrets, &status) ||
      !add_variables (cli, variables, wishes->variables, &status))
    return status;
  source = sp_cli_hub_parse_space (cli, arguments[0], &status);
  session = source != NULL ? sp_cli_hub_open (cli, wishes->token, &status) : NULL;
  if (session == NULL)
    return status;
  target = dup_target (cli, session, source, arguments[1], &status);
  if (target == NULL || (hardware == NULL && !find_hardware (cli, session, source, &hardware, &status)))
    return status;
  if (hardware != NULL &&
      !sp_cli_hub_agree_on_price (cli, session, hardware, wishes->yes, &duplicate.sleep_time, &status))
    return status;

  duplicate.source = source;
  duplicate.target = target;
  duplicate.visibility = wishes->is_public ? "public" : "private";
  duplicate.hardware = hardware;
  return make_copy (cli, session, &duplicate);
}

static int
run_duplicate (SpCli *cli, GStrv arguments)
{
  g_autoptr (GPtrArray) secrets = g_ptr_array_new ();
  g_autoptr (GPtrArray) variables = g_ptr_array_new ();
  Wishes                wishes = { .secrets = secrets, .variables = variables };
  int                   status = 0;
  const SpCliOption     options[] = {
        { "public", 0, &wishes.is_public, NULL, NULL, N_("Everybody may see the copy; else it is private") },
        { "hardware", 0, NULL, &wishes.hardware, "FLAVOUR", N_("What it runs on; by default what the source does") },
        { "sleep-time", 0, NULL, &wishes.sleep, "SECONDS", N_("Without visitors until it sleeps, or “never”") },
        { "secret", 0, NULL, NULL, "NAME", N_("Set a secret, its value is in the environment"), secrets },
        { "variable", 0, NULL, NULL, "NAME=VALUE", N_("Set a variable, which everybody can read"), variables },
        { "yes", 'y', &wishes.yes, NULL, NULL, N_("Do not ask about the price") },
        { "token", 0, NULL, &wishes.token, "TOKEN", N_("Token of the Hugging Face Hub, in place of the saved one") },
        { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 1, 2, &status))
    return status;

  return duplicate_space (cli, arguments, &wishes);
}

const SpCliVerb sp_cli_verb_space_duplicate = {
  "space duplicate",
  "[OPTION…] OWNER/NAME [OWNER/NAME]",
  N_("Copies a Space of the Hub to your account and prints the id of the copy."),
  N_("The second is the name of the copy; by default the same name, under your account. A copy\n"
      "that is there already is left as it is. Hardware that costs is asked for, and sleeps after\n"
      "five minutes unless --sleep-time says otherwise."),
  run_duplicate,
  SP_CLI_VERB_LOCAL,
};
