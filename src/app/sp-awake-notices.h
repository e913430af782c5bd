/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-accounts.h"
#include "sp-hub-runtime.h"

G_BEGIN_DECLS

#define SP_TYPE_AWAKE_NOTICES (sp_awake_notices_get_type ())

/**
 * SpAwakeNotices:
 *
 * The Spaces of the Hub of which the user wants to be told when they can be used, or that they will not: by a
 * notification of the desktop, which opens the Space. Each is told once. They are followed whether they are open or not,
 * for some hours at most; the program stays for them when its last window is closed.
 *
 * Signal: `changed` (text): the Space with this `owner/name` is another one of them, or was told.
 *
 * Signal: `told` (text): there is a notification of that Space, which the user may follow into the program.
 */
G_DECLARE_FINAL_TYPE (SpAwakeNotices, sp_awake_notices, SP, AWAKE_NOTICES, GObject)

SpAwakeNotices *sp_awake_notices_new (void);

/**
 * sp_awake_notices_set_accounts:
 * @self: notices
 * @accounts: the accounts of the Hub
 *
 * Follows no Space any longer for an account that is signed out. When that was not by the user it is told.
 */
void sp_awake_notices_set_accounts (SpAwakeNotices *self,
                                    SpHubAccounts  *accounts);

/**
 * sp_awake_notices_add:
 * @self: notices
 * @session: the way to the Hub
 * @id: `owner/name`
 * @reference: what opens it in this program
 *
 * The user wants to be told.
 */
void sp_awake_notices_add (SpAwakeNotices *self,
                           SpHubSession   *session,
                           const char     *id,
                           const char     *reference);

/**
 * sp_awake_notices_take:
 * @self: notices
 * @id: `owner/name`
 * @runtime: (nullable): how it is; %NULL when something has just been done to change that
 *
 * Somebody else knows more about a Space, which is told at once if it is one of them.
 */
void sp_awake_notices_take (SpAwakeNotices *self,
                            const char     *id,
                            SpHubRuntime   *runtime);

void     sp_awake_notices_remove (SpAwakeNotices *self,
                                  const char     *id);
void     sp_awake_notices_clear (SpAwakeNotices *self); /* nothing of it is told */
gboolean sp_awake_notices_has (SpAwakeNotices *self,
                               const char     *id);
gboolean sp_awake_notices_is_empty (SpAwakeNotices *self);

/* Those that are added from now on are told after so long in any case. For tests, which do not wait. */
void sp_awake_notices_set_longest_wait (SpAwakeNotices *self,
                                        guint           seconds);

/* The user knows by now. */
void sp_awake_notices_withdraw (const char *id);

G_END_DECLS
