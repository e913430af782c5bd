/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-quota.h"

G_BEGIN_DECLS

/* What is said of the time on ZeroGPU that the user has, where the Hub’s words are not enough. */

/**
 * sp_quota_words_find_wait:
 * @text: (nullable): what an app said when the time was used up
 *
 * ZeroGPU says when there is time again at the end of a sentence, “Try again in 1:23:45” (protocol.md 18.4).
 *
 * Returns: seconds until then, 0 when the text does not say
 */
guint sp_quota_words_find_wait (const char *text);

/* The same Unix time, or the next one at which a minute begins: it is told in minutes. */
gint64 sp_quota_words_round_moment (gint64 moment);

/**
 * sp_quota_words_used_up:
 * @until: Unix time when there is time again, 0: not known
 * @signed_in: whether it is the time of an account, and not that of all strangers at this address
 *
 * Returns: (transfer full): a sentence with the next step
 */
char *sp_quota_words_used_up (gint64   until,
                              gboolean signed_in);

/**
 * sp_quota_words_cost:
 * @before: what was left
 * @after: what is left now
 *
 * Returns: (transfer full) (nullable): “The last run took 12 s of it.”; %NULL when it took nothing
 */
char *sp_quota_words_cost (SpHubQuota *before,
                           SpHubQuota *after);

G_END_DECLS
