/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

#include <math.h>

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* Servers send estimates of any size; beyond this a number of hours tells nobody anything. */
#define LONGEST (999.0 * HOUR)

static char *
format_clock (gint64 seconds)
{
  if (seconds < HOUR)
    return g_strdup_printf ("%d:%02d", (int) (seconds / MINUTE), (int) (seconds % MINUTE));

  return g_strdup_printf ("%d:%02d:%02d", (int) (seconds / HOUR), (int) (seconds % HOUR / MINUTE),
                          (int) (seconds % MINUTE));
}

static double
sane_seconds (double seconds)
{
  return isnan (seconds) ? 0 : CLAMP (seconds, 0, LONGEST);
}

char *
sp_time_words_duration (double seconds)
{
  seconds = sane_seconds (seconds);
  if (seconds < 0.1)
    return g_strdup_printf (C_("duration in seconds", "%.2f s"), seconds);
  if (seconds < MINUTE - 0.05)
    return g_strdup_printf (C_("duration in seconds", "%.1f s"), seconds);

  return format_clock ((gint64) (seconds + 0.5));
}

char *
sp_time_words_elapsed (double seconds)
{
  seconds = sane_seconds (seconds);
  if (seconds < MINUTE)
    return g_strdup_printf (C_("duration in seconds", "%d s"), (int) seconds);

  return format_clock ((gint64) seconds);
}

char *
sp_time_words_estimate (double seconds)
{
  gulong n;

  if (isnan (seconds) || seconds < 0 || seconds > LONGEST)
    return NULL;

  if (seconds < MINUTE) {
    n = MAX ((gulong) ceil (seconds), 1);
    return g_strdup_printf (ngettext ("about %lu s left", "about %lu s left", n), n);
  }
  if (seconds < HOUR) {
    n = (gulong) (seconds / MINUTE + 0.5);
    return g_strdup_printf (ngettext ("about %lu min left", "about %lu min left", n), n);
  }

  n = (gulong) (seconds / HOUR + 0.5);
  return g_strdup_printf (ngettext ("about %lu hour left", "about %lu hours left", n), n);
}

char *
sp_time_words_ago (gint64 then,
                   gint64 now)
{
  g_autoptr (GDateTime) date = NULL;
  gint64                seconds = now - then;
  gulong                n;

  if (seconds < MINUTE && seconds > -DAY) /* clocks get corrected */
    return g_strdup (_("just now"));

  if (seconds > 0 && seconds < HOUR) {
    n = (gulong) (seconds / MINUTE);
    return g_strdup_printf (ngettext ("%lu minute ago", "%lu minutes ago", n), n);
  }
  if (seconds > 0 && seconds < DAY) {
    n = (gulong) (seconds / HOUR);
    return g_strdup_printf (ngettext ("%lu hour ago", "%lu hours ago", n), n);
  }

  date = g_date_time_new_from_unix_local (then);
  return date != NULL ? g_date_time_format (date, "%x") : g_strdup ("");
}
