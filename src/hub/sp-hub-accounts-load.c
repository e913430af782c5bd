/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-accounts-private.h"

#include "sp-hub-account-private.h"
#include "sp-hub-answer.h"
#include "sp-hub-error.h"
#include "sp-hub-kept.h"
#include "sp-hub-logins.h"
#include "sp-hub-oauth.h"
#include "sp-hub-renewal.h"
#include "sp-hub-session-private.h"
#include "sp-hub-whoami.h"

#include <glib/gi18n-lib.h>

static void
finish_loading (SpHubAccounts *self)
{
  g_autoptr (GPtrArray) loading = g_steal_pointer (&self->loading);

  self->is_loaded = TRUE;
  g_object_notify (G_OBJECT (self), "loaded");
  for (guint i = 0; i < loading->len; i++)
    g_task_return_boolean (loading->pdata[i], TRUE);
}

static void
current_renewed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  SpHubAccounts     *self = SP_HUB_ACCOUNTS (source);
  g_autoptr (GError) error = NULL;

  if (!sp_hub_accounts_renew_finish (self, result, &error))
    g_debug ("Not renewed: %s", error->message);
  finish_loading (self);
}

static SpHubAccount *
find_choice (SpHubAccounts *self)
{
  const char   *choice = self->choice != NULL ? g_hash_table_lookup (self->choice, SP_HUB_ACCOUNTS_CHOICE) : NULL;
  SpHubAccount *account = sp_hub_accounts_find_source (self, SP_HUB_SOURCE_ENVIRONMENT);

  if (account != NULL && !sp_hub_logins_are_explicit ())
    return account;
  if (g_strcmp0 (choice, SP_HUB_ACCOUNTS_TOOL) == 0)
    return sp_hub_accounts_find_source (self, SP_HUB_SOURCE_HF_TOOL);

  account = choice != NULL ? sp_hub_accounts_find (self, choice) : NULL;

  return account != NULL && sp_hub_accounts_is_own (account) ? account : NULL;
}

/* Takes its reference. */
static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SpHubAccounts) self = user_data;

  if (self->current == NULL)
    sp_hub_accounts_use (self, find_choice (self));
  g_clear_pointer (&self->choice, g_hash_table_unref);

  if (self->current != NULL && sp_hub_accounts_is_due (self->current) &&
      sp_hub_grant_is_over (sp_hub_account_get_grant (self->current), g_get_real_time () / G_USEC_PER_SEC)) {
    sp_hub_accounts_renew_async (self, self->current, NULL, current_renewed_cb, NULL);
  } else {
    finish_loading (self);
  }
}

/* Of a token that is not there any more nothing is kept. */
static void
forget_given (SpHubAccounts *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           folders = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++) {
    g_autoptr (SpHubAccount) account = g_list_model_get_item (G_LIST_MODEL (self->list), i);
    g_autofree char         *folder = sp_hub_session_dup_kept_folder (sp_hub_account_get_session (account));

    g_strv_builder_add (builder, folder);
  }
  folders = g_strv_builder_end (builder);
  sp_hub_kept_forget_given_async ((const char *const *) folders, forgotten_cb, g_object_ref (self));
}

static void
found_tool_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SpHubAccounts) self = user_data;
  g_autoptr (SpHubGrant)    grant = sp_hub_logins_find_tool_finish (result);

  if (grant != NULL) {
    g_autoptr (SpHubAccount) account = sp_hub_account_new (grant);

    sp_hub_accounts_add_account (self, account);
  }

  forget_given (self);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static void
add_kept (SpHubAccounts *self,
          GHashTable    *found)
{
  guint             n;
  g_autofree char **names = (char **) g_hash_table_get_keys_as_array (found, &n);

  qsort (names, n, sizeof (char *), compare_names);
  for (guint i = 0; i < n; i++) {
    g_autoptr (SpHubAccount) account = NULL;

    if (*names[i] != '@' && sp_hub_accounts_find (self, names[i]) == NULL)
      account = sp_hub_account_new_from_record (g_hash_table_lookup (found, names[i]));
    if (account != NULL)
      sp_hub_accounts_add_account (self, account);
  }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  SpHubAccounts         *self = user_data;
  g_autoptr (SpHubGrant) grant = sp_hub_logins_read_environment ();
  GError                *error = NULL;

  self->choice = sp_hub_keyring_load_finish (SP_HUB_KEYRING (source), result, &error);
  if (grant != NULL) {
    g_autoptr (SpHubAccount) account = sp_hub_account_new (grant);

    sp_hub_accounts_add_account (self, account);
  }
  if (self->choice != NULL)
    add_kept (self, self->choice);
  else
    sp_hub_accounts_note_keyring (self, error);

  sp_hub_logins_find_tool_async (NULL, found_tool_cb, self);
}

void
sp_hub_accounts_load_async (SpHubAccounts      *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SP_IS_HUB_ACCOUNTS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_accounts_load_async);
  if (self->is_loaded) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  if (self->loading == NULL) {
    self->loading = g_ptr_array_new_with_free_func (g_object_unref);
    sp_hub_keyring_load_async (self->keyring, NULL, loaded_cb, g_object_ref (self));
  }
  g_ptr_array_add (self->loading, g_steal_pointer (&task));
}

gboolean
sp_hub_accounts_load_finish (SpHubAccounts *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
