/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-date-text.h"

#include <glib/gi18n-lib.h>

#include "gradio.h"

static int
match_int (GMatchInfo *match, int group)
{
  g_autofree char *digits = g_match_info_fetch (match, group);

  return digits != NULL ? (int) g_ascii_strtoll (digits, NULL, 10) : 0;
}

static gboolean
matches (const char *pattern, const char *text)
{
  return g_regex_match_simple (pattern, text, G_REGEX_DOLLAR_ENDONLY, 0);
}

GDateTime *
sp_date_text_parse (const char *text)
{
  g_autoptr (GRegex)     regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  regex = g_regex_new ("^\\s*(\\d{4})-(\\d{1,2})-(\\d{1,2})"
                       "(?:[ T](\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.\\d+)?)?"
                       "\\s*(?:Z|[+-]\\d\\d:?\\d\\d)?)?\\s*$",
                       0, 0, NULL);
  if (!g_regex_match (regex, text, 0, &match))
    return NULL;

  return g_date_time_new_utc (match_int (match, 1), match_int (match, 2), match_int (match, 3),
                              match_int (match, 4), match_int (match, 5), match_int (match, 6));
}

gboolean
sp_date_text_is_relative (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return matches ("^\\s*now\\s*(?:-\\s*\\d+\\s*[smhd]\\s*)?$", text);
}

gboolean
sp_date_text_check (const char *text, gboolean include_time, GError **error)
{
  g_autoptr (GDateTime) time = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (sp_date_text_is_relative (text))
    return TRUE;

  time = sp_date_text_parse (text);
  if (time != NULL && matches (include_time ? "^\\d{4}-\\d\\d?-\\d\\d? \\d\\d?:\\d\\d?:\\d\\d?$"
                                            : "^\\d{4}-\\d\\d?-\\d\\d?$",
                               text))
    return TRUE;

  g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                       include_time
                         ? _("This is no date and time. Write it like 2024-05-31 18:30:00.")
                         : _("This is no date. Write it like 2024-05-31."));

  return FALSE;
}

char *
sp_date_text_new (GDateTime *time, gboolean include_time)
{
  g_return_val_if_fail (time != NULL, NULL);

  /* g_date_time_format() writes other digits in some locales. */
  if (!include_time)
    return g_strdup_printf ("%04d-%02d-%02d", g_date_time_get_year (time),
                            g_date_time_get_month (time), g_date_time_get_day_of_month (time));

  return g_strdup_printf ("%04d-%02d-%02d %02d:%02d:%02d", g_date_time_get_year (time),
                          g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                          g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_second (time));
}
