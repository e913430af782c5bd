/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-accounts-private.h"

#include "sp-hub-account-private.h"
#include "sp-hub-answer.h"
#include "sp-hub-error.h"
#include "sp-hub-keyring.h"
#include "sp-hub-logins.h"
#include "sp-hub-oauth.h"
#include "sp-hub-renewal.h"
#include "sp-hub-whoami.h"

#include <glib/gi18n-lib.h>

#define ROUND 240 /* seconds between two looks for what ends soon */

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SpHubAccounts,
                               sp_hub_accounts,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum {
  PROP_CURRENT = 1,
  PROP_SESSION,
  PROP_LOADED,
  PROP_KEYRING_ERROR,
} SpHubAccountsProperty;

static GParamSpec *properties[PROP_KEYRING_ERROR + 1];

enum {
  SIGNAL_SIGNED_OUT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return SP_TYPE_HUB_ACCOUNT;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SP_HUB_ACCOUNTS (model)->list));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (SP_HUB_ACCOUNTS (model)->list), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
sp_hub_accounts_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SpHubAccounts *self = SP_HUB_ACCOUNTS (object);

  switch ((SpHubAccountsProperty) prop_id) {
  case PROP_CURRENT:
    g_value_set_object (value, self->current);
    break;
  case PROP_SESSION:
    g_value_set_object (value, sp_hub_accounts_get_session (self));
    break;
  case PROP_LOADED:
    g_value_set_boolean (value, self->is_loaded);
    break;
  case PROP_KEYRING_ERROR:
    g_value_set_boxed (value, self->keyring_error);
    break;
  }
}

static void
sp_hub_accounts_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (prop_id == PROP_CURRENT)
    sp_hub_accounts_set_current (SP_HUB_ACCOUNTS (object), g_value_get_object (value));
}

static void
sp_hub_accounts_dispose (GObject *object)
{
  SpHubAccounts *self = SP_HUB_ACCOUNTS (object);

  g_clear_handle_id (&self->round, g_source_remove);
  g_clear_object (&self->current);
  g_clear_object (&self->list);
  g_clear_object (&self->exchange);
  g_clear_object (&self->keyring);
  g_clear_object (&self->anonymous);
  g_clear_error (&self->keyring_error);
  g_clear_pointer (&self->renewals, g_hash_table_unref);
  g_clear_pointer (&self->choice, g_hash_table_unref);
  g_clear_pointer (&self->aside, g_hash_table_unref);
  g_clear_pointer (&self->stuck, g_hash_table_unref);

  G_OBJECT_CLASS (sp_hub_accounts_parent_class)->dispose (object);
}

static void
sp_hub_accounts_class_init (SpHubAccountsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sp_hub_accounts_dispose;
  object_class->get_property = sp_hub_accounts_get_property;
  object_class->set_property = sp_hub_accounts_set_property;

  properties[PROP_CURRENT] =
    g_param_spec_object ("current", NULL, NULL, SP_TYPE_HUB_ACCOUNT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SP_TYPE_HUB_SESSION,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_KEYRING_ERROR] = g_param_spec_boxed ("keyring-error", NULL, NULL, G_TYPE_ERROR,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_SIGNED_OUT] = g_signal_new ("signed-out", SP_TYPE_HUB_ACCOUNTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 2, SP_TYPE_HUB_ACCOUNT, G_TYPE_ERROR);
}

static void
items_changed_cb (SpHubAccounts *self,
                  guint          position,
                  guint          removed,
                  guint          added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
sp_hub_accounts_init (SpHubAccounts *self)
{
  self->exchange = sp_hub_exchange_new ();
  self->keyring = sp_hub_keyring_new (sp_hub_exchange_get_endpoint (self->exchange));
  self->anonymous = sp_hub_session_new (NULL);
  self->list = g_list_store_new (SP_TYPE_HUB_ACCOUNT);
  self->aside = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->stuck = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) g_error_free);
  self->renewals = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
}

SpHubAccounts *
sp_hub_accounts_new (void)
{
  return g_object_new (SP_TYPE_HUB_ACCOUNTS, NULL);
}

SpHubExchange *
sp_hub_accounts_get_exchange (SpHubAccounts *self)
{
  return self->exchange;
}

/* What this program was given itself, and keeps. */
gboolean
sp_hub_accounts_is_own (SpHubAccount *account)
{
  SpHubSource source = sp_hub_account_get_source (account);

  return source == SP_HUB_SOURCE_BROWSER || source == SP_HUB_SOURCE_TOKEN;
}

/* Takes @error, which is %NULL where it works (again). */
void
sp_hub_accounts_note_keyring (SpHubAccounts *self,
                              GError        *error)
{
  if (error == NULL && self->keyring_error == NULL)
    return;

  g_debug ("The keyring: %s", error != NULL ? error->message : "works");
  g_clear_error (&self->keyring_error);
  self->keyring_error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYRING_ERROR]);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SpHubAccounts) self = user_data;
  GError                   *error = NULL;

  if (!sp_hub_keyring_write_finish (SP_HUB_KEYRING (source), result, &error))
    sp_hub_accounts_note_keyring (self, error);
}

static void
write_text (SpHubAccounts *self,
            const char    *name,
            const char    *text)
{
  /* Translators: how something is called in the keyring */
  const char *label = name == NULL ? _("Token of the Hub") : _("Account of the Hub that is used");

  /* Where there is no keyring it would be the same again and again. What is to go is tried in any case. */
  if (self->keyring_error == NULL || text == NULL)
    sp_hub_keyring_write_async (self->keyring, name, label, text, NULL, written_cb, g_object_ref (self));
}

void
sp_hub_accounts_write_account (SpHubAccounts *self,
                               SpHubAccount  *account)
{
  sp_hub_account_write_async (account, self->keyring, written_cb, g_object_ref (self));
}

/* What gradio_token_find_async() finds is the current account's. That of others is found without it. */
void
sp_hub_accounts_write_token (SpHubAccounts *self)
{
  SpHubAccount *account = self->current;
  gboolean      is_found = account != NULL && sp_hub_accounts_is_own (account) && sp_hub_account_is_kept (account);

  /* Of a sign-in that could not be kept nobody is asked once more to unlock the keyring. */
  if (account == NULL || is_found || self->keyring_error == NULL)
    write_text (self, NULL, is_found ? sp_hub_account_get_grant (account)->token : NULL);
}

void
sp_hub_accounts_write_choice (SpHubAccounts *self)
{
  const char *choice = SP_HUB_ACCOUNTS_NOBODY;

  if (self->current != NULL && sp_hub_account_get_source (self->current) == SP_HUB_SOURCE_ENVIRONMENT)
    return; /* for this run only */
  if (self->current != NULL)
    choice = sp_hub_accounts_is_own (self->current) ? sp_hub_account_get_name (self->current) : SP_HUB_ACCOUNTS_TOOL;

  write_text (self, SP_HUB_ACCOUNTS_CHOICE, choice);
  sp_hub_accounts_write_token (self);
}

gboolean
sp_hub_accounts_use (SpHubAccounts *self,
                     SpHubAccount  *account)
{
  if (!g_set_object (&self->current, account))
    return FALSE;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);

  return TRUE;
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SpHubAccounts    *self = g_task_get_source_object (task);
  GError           *error = NULL;

  if (!sp_hub_keyring_write_finish (SP_HUB_KEYRING (source), result, &error)) {
    g_hash_table_insert (self->stuck, g_object_ref (g_task_get_task_data (task)), g_error_copy (error));
    sp_hub_accounts_note_keyring (self, error);
  } else {
    g_hash_table_remove (self->stuck, g_task_get_task_data (task));
  }
  g_task_return_boolean (task, TRUE); /* nobody waits for it */
}

void
sp_hub_accounts_forget (SpHubAccounts *self,
                        SpHubAccount  *account)
{
  GTask *task;

  if (!sp_hub_accounts_is_own (account) || !sp_hub_account_is_in_keyring (account))
    return;

  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, sp_hub_accounts_forget);
  g_task_set_task_data (task, g_object_ref (account), g_object_unref);
  sp_hub_keyring_write_async (self->keyring, sp_hub_account_get_name (account), NULL, NULL, NULL, forgotten_cb, task);
}

static void
refused_cb (SpHubAccounts *self,
            SpHubSession  *session)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self)); i++) {
    g_autoptr (SpHubAccount) account = g_list_model_get_item (G_LIST_MODEL (self), i);

    if (sp_hub_account_get_session (account) == session) {
      sp_hub_accounts_refuse (self, account);
      return;
    }
  }
}

void
sp_hub_accounts_remove_account (SpHubAccounts *self,
                                SpHubAccount  *account)
{
  guint position;

  if (account == self->current) {
    sp_hub_accounts_use (self, NULL);
    /* Where another program signed it out, the choice is that program's. */
    if (sp_hub_account_is_in_keyring (account) || !sp_hub_accounts_is_own (account))
      sp_hub_accounts_write_choice (self);
  }
  if (g_list_store_find (self->list, account, &position))
    g_list_store_remove (self->list, position);
  g_signal_handlers_disconnect_by_func (sp_hub_account_get_session (account), refused_cb, self);
  sp_hub_session_forget_kept (sp_hub_account_get_session (account));
  sp_hub_accounts_forget (self, account);
}

/* An account that ended by itself. */
void
sp_hub_accounts_end_account (SpHubAccounts *self,
                             SpHubAccount  *account,
                             const GError  *cause)
{
  g_autoptr (SpHubAccount) keep = g_object_ref (account);
  g_autofree char         *title = sp_hub_account_dup_title (account);
  g_autoptr (GError)       error = NULL;

  if (!g_list_store_find (self->list, account, NULL))
    return;

  if (sp_hub_account_get_source (account) == SP_HUB_SOURCE_BROWSER)
    g_set_error (&error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS,
                 _("The Hub has ended the login of “%s”. Sign in again."), title);
  else if (sp_hub_account_get_source (account) == SP_HUB_SOURCE_HF_TOOL)
    g_set_error (&error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS,
                 _("The Hub does not accept the login of the hf tool. Run “hf auth login”, or sign in here."));
  else if (sp_hub_account_get_source (account) == SP_HUB_SOURCE_ENVIRONMENT)
    g_set_error (&error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS,
                 _("The Hub does not accept the token in HF_TOKEN. Set another one, or unset it and sign in."));
  else
    g_set_error (&error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS,
                 _("The Hub does not accept the token of “%s” any longer. Make a new one and sign in again."), title);

  g_debug ("An account ended: %s", cause->message);
  sp_hub_accounts_remove_account (self, account);
  g_signal_emit (self, signals[SIGNAL_SIGNED_OUT], 0, account, error);
}

/* Without a token that is to be renewed, what the Hub refuses has ended. */
gboolean
sp_hub_accounts_is_end (const GError *error)
{
  return g_error_matches (error, SP_HUB_OAUTH_ERROR, SP_HUB_OAUTH_ERROR_ENDED) ||
         g_error_matches (error, SP_HUB_OAUTH_ERROR, SP_HUB_OAUTH_ERROR_CLIENT) ||
         g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS);
}

void
sp_hub_accounts_add_account (SpHubAccounts *self,
                             SpHubAccount  *account)
{
  g_list_store_append (self->list, account);
  g_signal_connect_object (sp_hub_account_get_session (account), "refused", G_CALLBACK (refused_cb), self,
                           G_CONNECT_SWAPPED);
  if (self->round == 0)
    self->round = g_timeout_add_seconds (ROUND, sp_hub_accounts_round_cb, self);
}

gboolean
sp_hub_accounts_is_loaded (SpHubAccounts *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (self), FALSE);

  return self->is_loaded;
}

const GError *
sp_hub_accounts_get_keyring_error (SpHubAccounts *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (self), NULL);

  return self->keyring_error;
}

SpHubAccount *
sp_hub_accounts_get_current (SpHubAccounts *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (self), NULL);

  return self->current;
}

void
sp_hub_accounts_set_current (SpHubAccounts *self,
                             SpHubAccount  *account)
{
  g_return_if_fail (SP_IS_HUB_ACCOUNTS (self));
  g_return_if_fail (account == NULL || SP_IS_HUB_ACCOUNT (account));

  if (sp_hub_accounts_use (self, account))
    sp_hub_accounts_write_choice (self);
}

SpHubSession *
sp_hub_accounts_get_session (SpHubAccounts *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (self), NULL);

  return self->current != NULL ? sp_hub_account_get_session (self->current) : self->anonymous;
}

SpHubSession *
sp_hub_accounts_get_anonymous_session (SpHubAccounts *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (self), NULL);

  return self->anonymous;
}

gboolean
sp_hub_accounts_has_session (SpHubAccounts *self,
                             SpHubSession  *session)
{
  gboolean found = FALSE;

  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (self), FALSE);
  g_return_val_if_fail (SP_IS_HUB_SESSION (session), FALSE);

  found = session == self->anonymous;
  for (guint i = 0; !found && i < g_list_model_get_n_items (G_LIST_MODEL (self)); i++) {
    g_autoptr (SpHubAccount) account = g_list_model_get_item (G_LIST_MODEL (self), i);

    found = session == sp_hub_account_get_session (account);
  }

  return found;
}

SpHubAccount *
sp_hub_accounts_find (SpHubAccounts *self,
                      const char    *name)
{
  SpHubAccount *found = NULL;

  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (self), NULL);

  /* That which the program has itself lasts longer. */
  for (guint i = 0; name != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self)); i++) {
    g_autoptr (SpHubAccount) account = g_list_model_get_item (G_LIST_MODEL (self), i);

    if (g_strcmp0 (sp_hub_account_get_name (account), name) == 0 && (found == NULL || sp_hub_accounts_is_own (account)))
      found = account;
  }

  return found;
}

SpHubAccount *
sp_hub_accounts_find_source (SpHubAccounts *self,
                             SpHubSource    source)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self)); i++) {
    g_autoptr (SpHubAccount) account = g_list_model_get_item (G_LIST_MODEL (self), i);

    if (sp_hub_account_get_source (account) == source)
      return account; /* the list has it */
  }

  return NULL;
}
