/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times in words, as ux.md 15 wants them. */

/**
 * sp_time_words_duration:
 * @seconds: how long something took
 *
 * Returns: (transfer full): “0.02 s”, “8.2 s”, “1:05”, “2:03:04”
 */
char *sp_time_words_duration (double seconds);

/**
 * sp_time_words_elapsed:
 * @seconds: how long something has been going on
 *
 * Returns: (transfer full): the same in whole seconds, for a text that changes once a second: “8 s”, “1:05”
 */
char *sp_time_words_elapsed (double seconds);

/**
 * sp_time_words_estimate:
 * @seconds: how long something will take by the server's estimate; negative when there is none
 *
 * Returns: (transfer full) (nullable): “about 12 s left”, “about 3 min left”; %NULL when there is no estimate
 */
char *sp_time_words_estimate (double seconds);

/**
 * sp_time_words_ago:
 * @then: a Unix time
 * @now: the Unix time of the moment
 *
 * Returns: (transfer full): “just now”, “5 minutes ago”, “3 hours ago”, from a day on the date
 */
char *sp_time_words_ago (gint64 then,
                         gint64 now);

G_END_DECLS
