/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-accounts-private.h"

#include "sp-hub-account-private.h"
#include "sp-hub-answer.h"
#include "sp-hub-error.h"
#include "sp-hub-logins.h"
#include "sp-hub-oauth.h"
#include "sp-hub-renewal.h"
#include "sp-hub-whoami.h"

#include <glib/gi18n-lib.h>

/* How an account was that was set aside. */
typedef struct {
  gboolean was_current;
  gboolean was_kept;
} Aside;

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SpHubAccounts    *self = g_task_get_source_object (task);
  SpHubAccount     *account = g_task_get_task_data (task);
  gpointer          key = NULL;
  gpointer          error = NULL;

  sp_hub_keyring_flush_finish (SP_HUB_KEYRING (source), result);
  if (g_task_get_source_tag (task) == sp_hub_accounts_sign_out_async &&
      g_hash_table_steal_extended (self->stuck, account, &key, &error)) {
    g_object_unref (key);
    g_task_return_error (task, error);
  } else {
    g_task_return_boolean (task, TRUE);
  }
}

/* Takes @task. */
static void
flush (GTask *task)
{
  SpHubAccounts *self = g_task_get_source_object (task);

  sp_hub_keyring_flush_async (self->keyring, flushed_cb, task);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask         *task = user_data;
  SpHubAccounts *self = g_task_get_source_object (task);
  SpHubAccount  *account = g_task_get_task_data (task);
  GError        *error = NULL;

  if (sp_hub_keyring_write_finish (SP_HUB_KEYRING (source), result, &error)) {
    sp_hub_accounts_note_keyring (self, NULL);
    sp_hub_account_set_kept (account, TRUE);
  } else {
    sp_hub_accounts_note_keyring (self, error);
    sp_hub_account_fail_to_keep (account);
  }

  sp_hub_accounts_use (self, account);
  sp_hub_accounts_write_choice (self);
  flush (task);
}

static void
identified_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask               *task = user_data;
  SpHubAccounts       *self = g_task_get_source_object (task);
  SpHubAccount        *account = g_task_get_task_data (task);
  SpHubAccount        *known;
  GError              *error = NULL;
  g_autoptr (JsonNode) node = sp_hub_whoami_finish (SP_HUB_EXCHANGE (source), result, &error);

  if (node != NULL && !sp_hub_account_read_profile (account, node))
    error = sp_hub_answer_new_odd_error ();
  if (error != NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }

  known = sp_hub_accounts_find (self, sp_hub_account_get_name (account));
  if (known != NULL && sp_hub_accounts_is_own (known)) {
    sp_hub_account_set_grant (known, sp_hub_account_get_grant (account));
    sp_hub_account_copy_profile (known, account);
    g_task_set_task_data (task, g_object_ref (known), g_object_unref);
    account = known;
  } else {
    sp_hub_accounts_add_account (self, account);
  }

  sp_hub_account_write_async (account, self->keyring, kept_cb, task);
}

void
sp_hub_accounts_add_async (SpHubAccounts      *self,
                           const SpHubGrant   *grant,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (SP_IS_HUB_ACCOUNTS (self));
  g_return_if_fail (grant != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_accounts_add_async);
  g_task_set_task_data (task, sp_hub_account_new (grant), g_object_unref);
  sp_hub_whoami_async (self->exchange, grant->token, cancellable, identified_cb, task);
}

SpHubAccount *
sp_hub_accounts_add_finish (SpHubAccounts *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  return g_object_ref (g_task_get_task_data (G_TASK (result)));
}

static void ask_whoami (GTask *task);

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (sp_hub_accounts_renew_finish (SP_HUB_ACCOUNTS (source), result, &error))
    ask_whoami (task);
  else
    g_task_return_error (task, error);
}

static void
profile_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  SpHubAccounts       *self = g_task_get_source_object (task);
  SpHubAccount        *account = g_task_get_task_data (task);
  GError              *error = NULL;
  g_autoptr (JsonNode) node = sp_hub_whoami_finish (SP_HUB_EXCHANGE (source), result, &error);

  if (node != NULL && !sp_hub_account_read_profile (account, node))
    error = sp_hub_answer_new_odd_error ();
  if (error == NULL) {
    if (sp_hub_account_is_kept (account))
      sp_hub_accounts_write_account (self, account);
    g_task_return_boolean (task, TRUE);
  } else if (sp_hub_accounts_is_end (error) && sp_hub_accounts_can_renew (account)) {
    g_error_free (error);
    sp_hub_accounts_renew_refused_async (self, account, renewed_cb, g_object_ref (task));
  } else {
    if (sp_hub_accounts_is_end (error))
      sp_hub_accounts_end_account (self, account, error);
    g_task_return_error (task, error);
  }
}

static void
ask_whoami (GTask *task)
{
  SpHubAccounts *self = g_task_get_source_object (task);
  SpHubAccount  *account = g_task_get_task_data (task);

  sp_hub_whoami_async (self->exchange, sp_hub_account_get_grant (account)->token, g_task_get_cancellable (task),
                       profile_cb, g_object_ref (task));
}

void
sp_hub_accounts_identify_async (SpHubAccounts      *self,
                                SpHubAccount       *account,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SP_IS_HUB_ACCOUNTS (self));
  g_return_if_fail (SP_IS_HUB_ACCOUNT (account));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_accounts_identify_async);
  g_task_set_task_data (task, g_object_ref (account), g_object_unref);
  ask_whoami (task);
}

gboolean
sp_hub_accounts_identify_finish (SpHubAccounts *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sp_hub_accounts_set_aside (SpHubAccounts *self,
                           SpHubAccount  *account)
{
  Aside *aside = NULL;

  g_return_if_fail (SP_IS_HUB_ACCOUNTS (self));
  g_return_if_fail (SP_IS_HUB_ACCOUNT (account));
  g_return_if_fail (sp_hub_accounts_is_own (account));

  if (!g_list_store_find (self->list, account, NULL))
    return;

  aside = g_new0 (Aside, 1);
  aside->was_current = account == self->current;
  aside->was_kept = sp_hub_account_is_kept (account);
  g_hash_table_insert (self->aside, g_object_ref (account), aside);
  sp_hub_accounts_remove_account (self, account);
}

static void
returned_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (!sp_hub_keyring_write_finish (SP_HUB_KEYRING (source), result, &error))
    sp_hub_account_fail_to_keep (g_task_get_task_data (task));
  sp_hub_accounts_note_keyring (g_task_get_source_object (task), error); /* nothing where it works */
  g_task_return_boolean (task, TRUE);                                    /* nobody waits for it */
}

static void
keep_again (SpHubAccounts *self,
            SpHubAccount  *account)
{
  const char      *name = sp_hub_account_get_name (account);
  g_autofree char *record = sp_hub_account_dup_record (account);
  GTask           *task = g_task_new (self, NULL, NULL, NULL);

  g_task_set_source_tag (task, sp_hub_accounts_take_back);
  g_task_set_task_data (task, g_object_ref (account), g_object_unref);
  sp_hub_keyring_write_async (self->keyring, name, name, record, NULL, returned_cb, task);
}

gboolean
sp_hub_accounts_take_back (SpHubAccounts *self,
                           SpHubAccount  *account)
{
  const Aside  *aside = NULL;
  SpHubAccount *other = NULL;
  gboolean      was_current;

  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (self), FALSE);
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (account), FALSE);

  other = sp_hub_accounts_find (self, sp_hub_account_get_name (account));
  aside = g_hash_table_lookup (self->aside, account);
  if (aside == NULL || (other != NULL && sp_hub_accounts_is_own (other)))
    return FALSE;

  sp_hub_accounts_add_account (self, account);
  if (aside->was_kept) {
    sp_hub_account_set_kept (account, TRUE); /* a renewal may not have found it meanwhile */
    keep_again (self, account);
  }
  was_current = aside->was_current;
  g_hash_table_remove (self->aside, account);
  if (was_current && self->current == NULL)
    sp_hub_accounts_set_current (self, account);

  return TRUE;
}

static void
revoked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* It is forgotten here in any case. */
  if (!sp_hub_oauth_revoke_finish (SP_HUB_EXCHANGE (source), result, &error) && error != NULL)
    g_debug ("Not revoked: %s", error->message);
  flush (user_data);
}

void
sp_hub_accounts_sign_out_async (SpHubAccounts      *self,
                                SpHubAccount       *account,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  GTask      *task;
  SpHubSource source;

  g_return_if_fail (SP_IS_HUB_ACCOUNTS (self));
  g_return_if_fail (SP_IS_HUB_ACCOUNT (account));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_accounts_sign_out_async);
  g_task_set_task_data (task, g_object_ref (account), g_object_unref);
  source = sp_hub_account_get_source (account);

  if (source == SP_HUB_SOURCE_ENVIRONMENT) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _("This account comes from the variable HF_TOKEN. Unset that, then start again."));
    g_object_unref (task);
    return;
  }

  if (source == SP_HUB_SOURCE_HF_TOOL && account == self->current)
    sp_hub_accounts_set_current (self, NULL);
  else if (source != SP_HUB_SOURCE_HF_TOOL && !g_hash_table_remove (self->aside, account))
    sp_hub_accounts_remove_account (self, account);
  if (source == SP_HUB_SOURCE_BROWSER)
    sp_hub_oauth_revoke_async (self->exchange, sp_hub_account_get_grant (account), cancellable, revoked_cb, task);
  else
    flush (task);
}

gboolean
sp_hub_accounts_sign_out_finish (SpHubAccounts *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sp_hub_accounts_flush_async (SpHubAccounts      *self,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (SP_IS_HUB_ACCOUNTS (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sp_hub_accounts_flush_async);
  flush (task);
}

void
sp_hub_accounts_flush_finish (SpHubAccounts *self,
                              GAsyncResult  *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
