/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-quota-words.h"

#include "sp-hub-moment.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* More is no quota of a day. */
#define MAX_WAIT (7 * 24 * 3600)

guint
sp_quota_words_find_wait (const char *text)
{
  g_autoptr (GRegex)     regex = g_regex_new ("try again in (?:(\\d{1,3}):)?(\\d{1,2}):(\\d{2})(?!\\d)",
                                              G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char       *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  guint64                seconds = 0;

  if (!g_regex_match (regex, valid, 0, &match))
    return 0;

  for (int i = 1; i <= 3; i++) {
    g_autofree char *number = g_match_info_fetch (match, i);

    seconds = seconds * 60 + g_ascii_strtoull (number, NULL, 10);
  }

  return seconds <= MAX_WAIT ? (guint) seconds : 0;
}

/* The next full minute: what is shown is a minute, and then there is time for sure. */
gint64
sp_quota_words_round_moment (gint64 moment)
{
  return (moment + 59) / 60 * 60;
}

char *
sp_quota_words_used_up (gint64   until,
                        gboolean signed_in)
{
  g_autofree char *moment = until > 0 ? sp_hub_moment_dup_words (until) : NULL;

  if (!signed_in)
    return moment != NULL
             ? g_strdup_printf (_("The little ZeroGPU time that there is without an account is used up until %s. "
                                   "Sign in to have some of your own."),
                                moment)
             : g_strdup (_("The little ZeroGPU time that there is without an account is used up. Sign in to have some "
                            "of your own."));
  if (moment != NULL)
    return g_strdup_printf (_("Your ZeroGPU time does not suffice until %s."), moment);

  return g_strdup (_("Your ZeroGPU time does not suffice for this run. There is more of it tomorrow."));
}

char *
sp_quota_words_cost (SpHubQuota *before,
                     SpHubQuota *after)
{
  double           cost = sp_hub_quota_get_current (before) - sp_hub_quota_get_current (after);
  g_autofree char *time = NULL;

  if (!(cost >= 1))
    return NULL;

  time = sp_time_words_elapsed (round (cost));

  return g_strdup_printf (_("The last run took %s of it."), time);
}
