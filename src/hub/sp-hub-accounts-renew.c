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

/* It was signed out meanwhile, but what was renewed may have come into the keyring after that. The user may have signed
 * in again as the same: then what is in the keyring under that name is to be theirs. */
static void
take_back (SpHubAccounts *self,
           SpHubAccount  *account)
{
  SpHubAccount *other = sp_hub_accounts_find (self, sp_hub_account_get_name (account));

  if (other != NULL && sp_hub_accounts_is_own (other) && sp_hub_account_is_kept (other))
    sp_hub_accounts_write_account (self, other);
  else
    sp_hub_accounts_forget (self, account);
}

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SpHubAccounts) self = user_data;
  SpHubAccount             *account = SP_HUB_ACCOUNT (source);
  g_autoptr (GError)        error = NULL;
  GPtrArray                *waiting = NULL;

  g_hash_table_steal_extended (self->renewals, account, NULL, (gpointer *) &waiting);
  sp_hub_session_set_renewing (sp_hub_account_get_session (account), FALSE);
  if (!sp_hub_renewal_finish (account, result, &error) && sp_hub_accounts_is_end (error))
    sp_hub_accounts_end_account (self, account, error);
  else if (!g_list_store_find (self->list, account, NULL))
    take_back (self, account);
  else if (error == NULL && account == self->current)
    sp_hub_accounts_write_token (self);

  for (guint i = 0; i < waiting->len; i++)
    if (error != NULL)
      g_task_return_error (waiting->pdata[i], g_error_copy (error));
    else
      g_task_return_boolean (waiting->pdata[i], TRUE);
  g_ptr_array_unref (waiting);
}

/* @task: (nullable): waits for it */
static void
renew (SpHubAccounts *self,
       SpHubAccount  *account,
       GTask         *task)
{
  GPtrArray *waiting = g_hash_table_lookup (self->renewals, account);

  if (waiting == NULL) {
    waiting = g_ptr_array_new_with_free_func (g_object_unref);
    g_hash_table_insert (self->renewals, account, waiting);
    sp_hub_session_set_renewing (sp_hub_account_get_session (account), TRUE);
    sp_hub_renewal_async (account, self->exchange, self->keyring, renewed_cb, g_object_ref (self));
  }
  if (task != NULL)
    g_ptr_array_add (waiting, g_object_ref (task));
}

gboolean
sp_hub_accounts_can_renew (SpHubAccount *account)
{
  return sp_hub_renewal_is_possible (account) && !sp_hub_account_is_new (account);
}

void
sp_hub_accounts_refuse (SpHubAccounts *self,
                        SpHubAccount  *account)
{
  g_autoptr (GError) error = sp_hub_oauth_new_error ("invalid_grant", NULL);

  if (sp_hub_accounts_can_renew (account))
    renew (self, account, NULL);
  else
    sp_hub_accounts_end_account (self, account, error);
}

void
sp_hub_accounts_renew_refused_async (SpHubAccounts      *self,
                                     SpHubAccount       *account,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, sp_hub_accounts_renew_refused_async);
  renew (self, account, task);
}

gboolean
sp_hub_accounts_is_due (SpHubAccount *account)
{
  return sp_hub_account_get_source (account) == SP_HUB_SOURCE_BROWSER && sp_hub_renewal_is_possible (account) &&
         sp_hub_grant_is_due (sp_hub_account_get_grant (account), g_get_real_time () / G_USEC_PER_SEC);
}

gboolean
sp_hub_accounts_round_cb (gpointer user_data)
{
  SpHubAccounts *self = user_data;
  guint          n = g_list_model_get_n_items (G_LIST_MODEL (self));

  for (guint i = n; i > 0; i--) {
    g_autoptr (SpHubAccount) account = g_list_model_get_item (G_LIST_MODEL (self), i - 1);

    if (sp_hub_accounts_is_due (account))
      renew (self, account, NULL);
  }

  return G_SOURCE_CONTINUE;
}

void
sp_hub_accounts_renew_async (SpHubAccounts      *self,
                             SpHubAccount       *account,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SP_IS_HUB_ACCOUNTS (self));
  g_return_if_fail (SP_IS_HUB_ACCOUNT (account));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_accounts_renew_async);
  if (sp_hub_accounts_is_due (account))
    renew (self, account, task);
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
sp_hub_accounts_renew_finish (SpHubAccounts *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
