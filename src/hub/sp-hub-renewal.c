/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-renewal.h"

#include "sp-hub-account-private.h"
#include "sp-hub-logins.h"
#include "sp-hub-oauth.h"

#include <unistd.h>

typedef struct {
  SpHubExchange *exchange;
  SpHubKeyring  *keyring;
  SpHubGrant    *grant; /* nullable: the new one */
  int            lock;  /* a file, or -1 */
  gboolean       is_loaded;
} Renewal;

static void
renewal_free (Renewal *self)
{
  g_object_unref (self->exchange);
  g_object_unref (self->keyring);
  g_clear_pointer (&self->grant, sp_hub_grant_free);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self);
}

gboolean
sp_hub_renewal_is_possible (SpHubAccount *account)
{
  const SpHubGrant *grant = sp_hub_account_get_grant (account);

  return grant->source == SP_HUB_SOURCE_HF_TOOL ||
         (grant->source == SP_HUB_SOURCE_BROWSER && grant->refresh != NULL && grant->client != NULL);
}

/* Takes @task. */
static void
end (GTask *task)
{
  g_task_return_error (task, sp_hub_oauth_new_error ("invalid_grant", NULL));
  g_object_unref (task);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  Renewal           *self = g_task_get_task_data (task);
  SpHubAccount      *account = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  /* Better a login for as long as the program runs than none. */
  if (!sp_hub_keyring_write_finish (SP_HUB_KEYRING (source), result, &error)) {
    g_debug ("The keyring: %s", error->message);
    sp_hub_account_fail_to_keep (account);
  }
  sp_hub_account_set_grant (account, self->grant);
  g_task_return_boolean (task, TRUE);
}

/* Takes @task. */
static void
keep (GTask *task)
{
  Renewal                 *self = g_task_get_task_data (task);
  SpHubAccount            *account = g_task_get_source_object (task);
  g_autoptr (SpHubAccount) renewed = sp_hub_account_new (self->grant);

  if (!sp_hub_account_is_kept (account)) {
    sp_hub_account_set_grant (account, self->grant);
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }

  sp_hub_account_copy_profile (renewed, account);
  sp_hub_account_write_async (renewed, self->keyring, written_cb, task);
}

static void
granted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask            *task = user_data;
  Renewal          *self = g_task_get_task_data (task);
  const SpHubGrant *old = sp_hub_account_get_grant (g_task_get_source_object (task));
  GError           *error = NULL;

  self->grant = sp_hub_oauth_get_grant_finish (SP_HUB_EXCHANGE (source), result, &error);
  if (self->grant == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }

  /* What the Hub leaves unsaid stays as it was. */
  if (self->grant->refresh == NULL)
    self->grant->refresh = g_strdup (old->refresh);
  if (self->grant->scopes == NULL)
    self->grant->scopes = g_strdupv (old->scopes);
  keep (task);
}

/* Takes @task. */
static void
ask (GTask *task)
{
  Renewal          *self = g_task_get_task_data (task);
  const SpHubGrant *old = sp_hub_account_get_grant (g_task_get_source_object (task));
  const char *const form[] = { "grant_type", "refresh_token", "refresh_token", old->refresh, NULL };

  sp_hub_oauth_get_grant_async (self->exchange, old->client, form, NULL, granted_cb, task);
}

/* Takes over what another program has kept since. */
static gboolean
adopt (SpHubAccount *account,
       GHashTable   *found)
{
  const char              *record = g_hash_table_lookup (found, sp_hub_account_get_name (account));
  g_autoptr (SpHubAccount) kept = record != NULL ? sp_hub_account_new_from_record (record) : NULL;

  if (kept == NULL || g_str_equal (sp_hub_account_get_grant (kept)->token, sp_hub_account_get_grant (account)->token))
    return FALSE;

  sp_hub_account_set_grant (account, sp_hub_account_get_grant (kept));

  return TRUE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask                 *task = user_data;
  Renewal               *self = g_task_get_task_data (task);
  SpHubAccount          *account = g_task_get_source_object (task);
  g_autoptr (GHashTable) found = sp_hub_keyring_load_finish (SP_HUB_KEYRING (source), result, NULL);

  if (found != NULL && g_hash_table_lookup (found, sp_hub_account_get_name (account)) == NULL && !self->is_loaded) {
    /* Where a program that does not know of the lock writes it, it is not there for a moment. */
    self->is_loaded = TRUE;
    sp_hub_keyring_load_async (self->keyring, NULL, loaded_cb, task);
  } else if (found != NULL && g_hash_table_lookup (found, sp_hub_account_get_name (account)) == NULL) {
    sp_hub_account_set_kept (account, FALSE); /* signed out by another program */
    end (task);
  } else if (found != NULL && adopt (account, found)) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
  } else {
    ask (task);
  }
}

static void
locked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask             *task = user_data;
  Renewal           *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* A disk that is full does not sign anybody out. */
  self->lock = sp_hub_keyring_lock_finish (self->keyring, result, &error);
  if (error != NULL)
    g_debug ("No lock: %s", error->message);

  if (sp_hub_account_is_kept (g_task_get_source_object (task)))
    sp_hub_keyring_load_async (self->keyring, NULL, loaded_cb, task);
  else
    ask (task);
}

static void
read_again_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask                 *task = user_data;
  SpHubAccount          *account = g_task_get_source_object (task);
  g_autoptr (SpHubGrant) grant = sp_hub_logins_find_tool_finish (result);

  if (grant == NULL || g_str_equal (grant->token, sp_hub_account_get_grant (account)->token)) {
    end (task);
    return;
  }

  sp_hub_account_set_grant (account, grant);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

void
sp_hub_renewal_async (SpHubAccount       *account,
                      SpHubExchange      *exchange,
                      SpHubKeyring       *keyring,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask   *task = g_task_new (account, NULL, callback, user_data);
  Renewal *self = g_new0 (Renewal, 1);

  g_task_set_source_tag (task, sp_hub_renewal_async);
  self->exchange = g_object_ref (exchange);
  self->keyring = g_object_ref (keyring);
  self->lock = -1;
  g_task_set_task_data (task, self, (GDestroyNotify) renewal_free);

  if (!sp_hub_renewal_is_possible (account))
    end (task);
  else if (sp_hub_account_get_source (account) == SP_HUB_SOURCE_HF_TOOL)
    sp_hub_logins_find_tool_async (NULL, read_again_cb, task);
  else
    sp_hub_keyring_lock_async (keyring, NULL, locked_cb, task);
}

gboolean
sp_hub_renewal_finish (SpHubAccount *account,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, account), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
