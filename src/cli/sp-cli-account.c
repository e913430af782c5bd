/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-cli-account.h"

#include "sp-hub-logins.h"

/**
 * sp_cli_account_flush:
 * @cli: the run
 * @accounts: accounts
 *
 * Waits until what was changed is kept: the program may end at once.
 */
void
sp_cli_account_flush (SpCli *cli, SpHubAccounts *accounts)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_hub_accounts_flush_async (accounts, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  sp_hub_accounts_flush_finish (accounts, result);
}

/**
 * sp_cli_account_load:
 * @cli: the run
 *
 * Returns: (transfer full): the accounts on this computer
 */
SpHubAccounts *
sp_cli_account_load (SpCli *cli)
{
  g_autoptr (SpHubAccounts) accounts = sp_hub_accounts_new ();
  g_autoptr (GAsyncResult)  result = NULL;

  sp_hub_accounts_load_async (accounts, NULL, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  sp_hub_accounts_load_finish (accounts, result, NULL);
  sp_cli_account_flush (cli, accounts);

  return g_steal_pointer (&accounts);
}

/**
 * sp_cli_account_get:
 * @accounts: accounts
 *
 * Returns: (transfer none) (nullable): the account that is used: the current one, else, as the Hub's own tools do,
 *   their login
 */
SpHubAccount *
sp_cli_account_get (SpHubAccounts *accounts)
{
  SpHubAccount *account = sp_hub_accounts_get_current (accounts);

  if (account == NULL && !sp_hub_logins_are_explicit ())
    account = sp_hub_accounts_find_source (accounts, SP_HUB_SOURCE_HF_TOOL);

  return account;
}

/**
 * sp_cli_account_new_error:
 * @accounts: accounts
 * @words: that there is no such account
 *
 * Returns: (transfer full): the error that says so; where the keyring is locked, that it is
 */
GError *
sp_cli_account_new_error (SpHubAccounts *accounts, const char *words)
{
  const GError *error = sp_hub_accounts_get_keyring_error (accounts);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_error_copy (error);

  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, words);
}

/* What ends soon is renewed first: a program may run for hours. */
static void
renew (SpCli *cli, SpHubAccounts *accounts, SpHubAccount *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  sp_hub_accounts_renew_async (accounts, account, NULL, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  if (!sp_hub_accounts_renew_finish (accounts, result, &error))
    sp_cli_message (cli, "%s", error->message);
  sp_cli_account_flush (cli, accounts);
}

/**
 * sp_cli_account_open:
 * @cli: the run
 * @error: return location
 *
 * Looks for a token of the Hub where gradio_token_find_async() does, but renews what has ended.
 *
 * Returns: (transfer full) (nullable): the way to the Hub of whoever is signed in, or of nobody;
 *   %NULL when what is there cannot be read
 */
SpHubSession *
sp_cli_account_open (SpCli *cli, GError **error)
{
  g_autoptr (SpHubAccounts) accounts = sp_cli_account_load (cli);
  g_autoptr (GAsyncResult)  result = NULL;
  g_autoptr (GError)        cause = NULL;
  g_autofree char          *token = NULL;
  SpHubAccount             *account = sp_hub_accounts_get_current (accounts);

  if (account != NULL && !sp_hub_logins_are_explicit ()) {
    renew (cli, accounts, account);
    return g_object_ref (sp_hub_accounts_get_session (accounts));
  }

  gradio_token_find_async (NULL, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  token = gradio_token_find_finish (result, &cause);
  if (cause == NULL)
    return sp_hub_session_new (token);

  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

/**
 * sp_cli_account_find_token:
 * @cli: the run
 * @token: (out) (nullable): a token of the Hub, %NULL when nobody is signed in
 * @error: return location
 *
 * Finds what sp_cli_account_open() would send.
 *
 * Returns: %FALSE when what is there cannot be read
 */
gboolean
sp_cli_account_find_token (SpCli *cli, char **token, GError **error)
{
  g_autoptr (SpHubSession) session = sp_cli_account_open (cli, error);

  if (session == NULL)
    return FALSE;

  *token = g_strdup (sp_hub_session_get_token (session));
  return TRUE;
}
