/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_HUB_QUOTA (sp_hub_quota_get_type ())

/**
 * SpHubQuota:
 *
 * How much time on ZeroGPU an account has left (hub-api.md 5). It never changes.
 */
G_DECLARE_FINAL_TYPE (SpHubQuota, sp_hub_quota, SP, HUB_QUOTA, GObject)

/**
 * sp_hub_quota_fetch_async:
 * @session: the way to the Hub, with a token
 * @cancellable: (nullable): stops it
 * @callback: called when the Hub has answered
 * @user_data: for @callback
 *
 * Asks for it. Tokens of a sign-in by browser need the scope `read-billing`.
 */
void sp_hub_quota_fetch_async (SpHubSession       *session,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);

/**
 * sp_hub_quota_fetch_finish:
 * @session: the way to the Hub
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the quota, or %NULL with a #SpHubError: %SP_HUB_ERROR_CREDENTIALS when nobody is signed in,
 *   %SP_HUB_ERROR_ACCESS when the scope is missing
 */
SpHubQuota *sp_hub_quota_fetch_finish (SpHubSession *session,
                                       GAsyncResult *result,
                                       GError      **error);

/**
 * sp_hub_quota_parse:
 * @node: (nullable): the Hub's answer
 *
 * Returns: (transfer full) (nullable): the quota, or %NULL when it says nothing
 */
SpHubQuota *sp_hub_quota_parse (JsonNode *node);

double   sp_hub_quota_get_current (SpHubQuota *self);   /* seconds left, 0 or more */
double   sp_hub_quota_get_overquota (SpHubQuota *self); /* seconds used beyond it, which are paid for */
gint64   sp_hub_quota_get_reset (SpHubQuota *self);     /* Unix time when all of it is there again, 0: not known */
gboolean sp_hub_quota_is_used_up (SpHubQuota *self);

/**
 * sp_hub_quota_dup_words:
 * @self: a quota
 *
 * Returns: (transfer full): a sentence such as “3 min 20 s of 5 min ZeroGPU time are left, and all of it again at
 *   18:40.”
 */
char *sp_hub_quota_dup_words (SpHubQuota *self);

G_END_DECLS
