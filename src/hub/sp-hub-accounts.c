/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-accounts.h"

struct _SpHubAccounts {
  GObject       parent_instance;
  SpHubSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (SpHubAccounts, sp_hub_accounts, G_TYPE_OBJECT)

static void
sp_hub_accounts_dispose (GObject *object)
{
  SpHubAccounts *self = SP_HUB_ACCOUNTS (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (sp_hub_accounts_parent_class)->dispose (object);
}

static void
sp_hub_accounts_class_init (SpHubAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_hub_accounts_dispose;
}

static void
sp_hub_accounts_init (SpHubAccounts *self)
{
  self->session = sp_hub_session_new (NULL);
}

SpHubAccounts *
sp_hub_accounts_new (void)
{
  return g_object_new (SP_TYPE_HUB_ACCOUNTS, NULL);
}

SpHubSession *
sp_hub_accounts_get_session (SpHubAccounts *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (self), NULL);

  return self->session;
}
