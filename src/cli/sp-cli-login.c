/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-account.h"
#include "sp-cli-input.h"
#include "sp-cli-options.h"
#include "sp-cli-verbs.h"
#include "sp-hub-sign-in.h"

/* What the options say. */
typedef struct {
  gboolean    browser;
  gboolean    device;
  gboolean    token;
  gboolean    hf;
  const char *scopes;
} Way;

/* An attempt that is waited for. */
typedef struct {
  SpCli        *cli;
  SpHubAccount *account; /* owned */
  GError       *error;
} Attempt;

static void
done_cb (SpHubSignIn *sign_in, SpHubAccount *account, Attempt *self)
{
  self->account = g_object_ref (account);
  g_main_loop_quit (self->cli->loop);
}

static void
failed_cb (SpHubSignIn *sign_in, const GError *error, Attempt *self)
{
  self->error = g_error_copy (error);
  g_main_loop_quit (self->cli->loop);
}

/* Standard error, even where nothing else is said: without it nobody gets on. */
static void
address_cb (SpHubSignIn *sign_in, GParamSpec *pspec, Attempt *self)
{
  const char *address = sp_hub_sign_in_get_address (sign_in);

  sp_cli_message (self->cli, _("Sign in on this page: %s"), address);
  g_app_info_launch_default_for_uri_async (address, NULL, NULL, NULL, NULL);
}

static void
user_code_cb (SpHubSignIn *sign_in, GParamSpec *pspec, Attempt *self)
{
  sp_cli_message (self->cli, _("Open %s on any device and type the code %s"),
                  sp_hub_sign_in_get_verification_address (sign_in), sp_hub_sign_in_get_user_code (sign_in));
}

static gboolean
start (SpHubSignIn *sign_in, SpCli *cli, const Way *way, GError **error)
{
  g_autofree char *token = NULL;

  if (way->token) {
    token = sp_cli_input_read_secret (cli, _("Token: "), error);
    if (token != NULL)
      sp_hub_sign_in_use_token (sign_in, token);
    return token != NULL;
  }

  if (way->hf)
    sp_hub_sign_in_use_hf_tool (sign_in);
  else if (way->device)
    sp_hub_sign_in_start_device (sign_in);
  else
    sp_hub_sign_in_start_browser (sign_in);
  return TRUE;
}

/* Returns: (transfer full) (nullable): the account */
static SpHubAccount *
sign_in_with (SpCli *cli, SpHubAccounts *accounts, const Way *way, GError **error)
{
  g_auto (GStrv)          scopes = g_strsplit_set (way->scopes != NULL ? way->scopes : "", ", ", -1);
  g_autoptr (SpHubSignIn) sign_in = NULL;
  Attempt                 attempt = { cli, NULL, NULL };

  sign_in = sp_hub_sign_in_new (accounts, (const char *const *) scopes);
  g_signal_connect (sign_in, "done", G_CALLBACK (done_cb), &attempt);
  g_signal_connect (sign_in, "failed", G_CALLBACK (failed_cb), &attempt);
  g_signal_connect (sign_in, "notify::address", G_CALLBACK (address_cb), &attempt);
  g_signal_connect (sign_in, "notify::verification-address", G_CALLBACK (user_code_cb), &attempt);

  if (start (sign_in, cli, way, error))
    while (attempt.account == NULL && attempt.error == NULL && !sp_cli_is_stopped (cli))
      g_main_loop_run (cli->loop);

  g_signal_handlers_disconnect_by_data (sign_in, &attempt);
  sp_hub_sign_in_cancel (sign_in);
  if (attempt.error != NULL)
    g_propagate_error (error, attempt.error);
  else if (attempt.account == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled"));
  return attempt.account;
}

static gboolean
has_screen (void)
{
  return g_getenv ("WAYLAND_DISPLAY") != NULL || g_getenv ("DISPLAY") != NULL;
}

static int
run_login (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpHubAccounts) accounts = NULL;
  g_autoptr (SpHubAccount)  account = NULL;
  g_autoptr (GError)        error = NULL;
  Way                       way = { FALSE };
  int                       status = 0;
  const SpCliOption         options[] = {
            { "browser", 0, &way.browser, NULL, NULL, N_("Sign in with a browser on this computer") },
            { "device", 0, &way.device, NULL, NULL, N_("Show a code to type on another device") },
            { "token", 0, &way.token, NULL, NULL, N_("Read a token from standard input") },
            { "hf", 0, &way.hf, NULL, NULL, N_("Use the login of the hf tool") },
            { "scopes", 0, NULL, &way.scopes, "SCOPES",
              N_("What to allow this program, such as read-repos,manage-repos") },
            { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 0, 0, &status))
    return status;
  if (way.browser + way.device + way.token + way.hf > 1)
    return sp_cli_misused (cli, _("One way to sign in is enough."));
  if (!way.browser && !has_screen ())
    way.device = TRUE;

  sp_cli_watch (cli);
  accounts = sp_cli_account_load (cli);
  account = sign_in_with (cli, accounts, &way, &error);
  if (account == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  g_string_append_printf (cli->output, "%s\n", sp_hub_account_get_name (account));
  if (sp_hub_account_get_source (account) != SP_HUB_SOURCE_HF_TOOL && !sp_hub_account_is_kept (account))
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, sp_hub_accounts_get_keyring_error (accounts));
  return 0;
}

const SpCliVerb sp_cli_verb_login = {
  "login",
  "[OPTION…]",
  N_("Signs in to the Hugging Face Hub and prints the name of the account."),
  N_("Without an option a browser is used where there is a display, else a code for another device.\n"
      "The account is kept in the keyring; Spaceport uses it too."),
  run_login,
  SP_CLI_VERB_LOCAL,
};

static SpHubAccount *
find (SpCli *cli, SpHubAccounts *accounts, const char *name, int *status)
{
  SpHubAccount      *account = name != NULL ? sp_hub_accounts_find (accounts, name) : sp_cli_account_get (accounts);
  g_autofree char   *words = NULL;
  g_autoptr (GError) error = NULL;

  if (account != NULL)
    return account;

  if (name != NULL)
    words = g_strdup_printf (_("This program is not signed in as “%s”."), name);
  error = sp_cli_account_new_error (accounts, words != NULL ? words : _("Nobody is signed in."));
  *status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
  return NULL;
}

static int
run_logout (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpHubAccounts) accounts = NULL;
  g_autoptr (SpHubAccount)  account = NULL;
  g_autoptr (GAsyncResult)  result = NULL;
  g_autoptr (GError)        error = NULL;
  int                       status = 0;
  const SpCliOption         options[] = { { NULL } };

  if (!sp_cli_options_parse (cli, options, arguments, 0, 1, &status))
    return status;

  accounts = sp_cli_account_load (cli);
  g_set_object (&account, find (cli, accounts, arguments[0], &status));
  if (account == NULL)
    return status;

  sp_hub_accounts_sign_out_async (accounts, account, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  if (!sp_hub_accounts_sign_out_finish (accounts, result, &error))
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
  if (sp_hub_account_get_source (account) == SP_HUB_SOURCE_HF_TOOL)
    sp_cli_message (cli, _("The login of the hf tool stays what it is. To end it run “hf auth logout”."));
  return 0;
}

const SpCliVerb sp_cli_verb_logout = {
  "logout",
  "[OPTION…] [NAME]",
  N_("Forgets an account of the Hub, and asks the Hub to revoke what this program was given."),
  N_("NAME is an account that is signed in; the one that is used by default."),
  run_logout,
  SP_CLI_VERB_LOCAL,
};
