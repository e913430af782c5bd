/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-account-choice.h"

/* Keeps the token of a client right, as long as both the client and the accounts are there; counted. */
typedef struct {
  SpHubAccounts *accounts; /* not owned */
  GradioClient  *client;   /* not owned */
  SpHubAccount  *account;  /* owned, nullable: whose it is */
  SpHubAccount  *lost;     /* owned, nullable: whose it was before that signed out, which may be undone */
  char          *reference;
} Keeping;

SpAppSettings *
sp_account_choice_open_settings (const char *reference)
{
  g_autoptr (GradioAddress) address = NULL;

  g_return_val_if_fail (reference != NULL, NULL);

  address = gradio_address_parse (reference, NULL);

  return sp_app_settings_new (address != NULL && address->kind == GRADIO_ADDRESS_SPACE ? address->space_id : reference);
}

SpHubAccount *
sp_account_choice_find (SpHubAccounts *accounts, const char *reference)
{
  g_autoptr (SpAppSettings) settings = NULL;
  const char               *choice = NULL;

  if (accounts == NULL || reference == NULL)
    return NULL;

  settings = sp_account_choice_open_settings (reference);
  choice = sp_app_settings_get_account (settings);
  if (choice == NULL)
    return sp_hub_accounts_get_current (accounts);

  return g_str_equal (choice, SP_ACCOUNT_CHOICE_NONE) ? NULL : sp_hub_accounts_find (accounts, choice);
}

char *
sp_account_choice_dup_token (SpHubAccounts *accounts, const char *reference)
{
  SpHubAccount *account = sp_account_choice_find (accounts, reference);

  return account != NULL ? g_strdup (sp_hub_session_get_token (sp_hub_account_get_session (account))) : NULL;
}

/* For this app, or one that is not signed in. */
static gboolean
is_none_chosen (SpHubAccounts *accounts, const char *reference)
{
  g_autoptr (SpAppSettings) settings = sp_account_choice_open_settings (reference);

  return sp_app_settings_get_account (settings) != NULL && sp_account_choice_find (accounts, reference) == NULL;
}

gboolean
sp_account_choice_is_nobody (SpHubAccounts *accounts, const char *reference)
{
  g_return_val_if_fail (reference != NULL, FALSE);

  if (is_none_chosen (accounts, reference))
    return TRUE;

  return accounts != NULL && sp_account_choice_find (accounts, reference) == NULL &&
         g_list_model_get_n_items (G_LIST_MODEL (accounts)) > 0;
}

static void
keeping_clear (gpointer data)
{
  Keeping *keeping = data;

  g_clear_object (&keeping->account);
  g_clear_object (&keeping->lost);
  g_clear_pointer (&keeping->reference, g_free);
}

static void
keeping_release (gpointer data, GClosure *closure)
{
  g_rc_box_release_full (data, keeping_clear);
}

static void
token_cb (SpHubSession *session, GParamSpec *pspec, GradioClient *client)
{
  gradio_client_set_token (client, sp_hub_session_get_token (session));
}

/* @account: (nullable) */
static void
give_token (Keeping *keeping, SpHubAccount *account)
{
  SpHubSession *session = NULL;

  g_set_object (&keeping->account, account);
  g_clear_object (&keeping->lost);
  if (account == NULL)
    return;

  session = sp_hub_account_get_session (keeping->account);
  g_signal_connect_object (session, "notify::token", G_CALLBACK (token_cb), keeping->client, 0);
  token_cb (session, NULL, keeping->client);
}

static void
loaded_cb (SpHubAccounts *accounts, GParamSpec *pspec, Keeping *keeping)
{
  if (keeping->account == NULL)
    give_token (keeping, sp_account_choice_find (keeping->accounts, keeping->reference));
}

static gboolean
is_signed_in (SpHubAccounts *accounts, SpHubAccount *account)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++) {
    g_autoptr (SpHubAccount) other = g_list_model_get_item (G_LIST_MODEL (accounts), i);

    if (other == account)
      return TRUE;
  }

  return FALSE;
}

static void
accounts_changed_cb (SpHubAccounts *accounts, guint position, guint removed, guint added, Keeping *keeping)
{
  if (keeping->lost != NULL && is_signed_in (accounts, keeping->lost) &&
      !is_none_chosen (accounts, keeping->reference)) {
    g_autoptr (SpHubAccount) back = g_steal_pointer (&keeping->lost);

    give_token (keeping, back);
  }
  if (keeping->account == NULL || is_signed_in (accounts, keeping->account))
    return;

  g_signal_handlers_disconnect_by_func (sp_hub_account_get_session (keeping->account), token_cb, keeping->client);
  keeping->lost = g_steal_pointer (&keeping->account);
  gradio_client_set_token (keeping->client, NULL);
}

/* Until the client is gone. */
static void
keep_watching (Keeping *keeping, const char *signal, GCallback callback)
{
  GClosure *closure = g_cclosure_new (callback, g_rc_box_acquire (keeping), keeping_release);

  g_object_watch_closure (G_OBJECT (keeping->client), closure);
  g_signal_connect_closure (keeping->accounts, signal, closure, FALSE);
}

void
sp_account_choice_apply (SpHubAccounts *accounts, const char *reference, GradioClient *client)
{
  Keeping *keeping = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (client));

  if (accounts == NULL || reference == NULL)
    return;

  keeping = g_rc_box_new0 (Keeping);
  keeping->accounts = accounts;
  keeping->client = client;
  keeping->reference = g_strdup (reference);
  if (!sp_hub_accounts_is_loaded (accounts))
    keep_watching (keeping, "notify::loaded", G_CALLBACK (loaded_cb));
  keep_watching (keeping, "items-changed", G_CALLBACK (accounts_changed_cb));
  give_token (keeping, sp_account_choice_find (accounts, reference));
  keeping_release (keeping, NULL);
}
