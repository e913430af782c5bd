/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chart-format.h"

#include <math.h>
#include <string.h>

#define MAX_TICKS 1000 /* a step may be too small to change a large number */
#define SECOND 1000.0
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define MONTH (30.436875 * DAY)
#define YEAR (365.2425 * DAY)

/* What a clock and a calendar count in. Months are stepped through one by one, for they differ in
 * length. */
static const struct {
  double      step;
  int         months;
  const char *pattern;
} time_steps[] = {
  { SECOND, 0, "%H:%M:%S" },
  { 5 * SECOND, 0, "%H:%M:%S" },
  { 10 * SECOND, 0, "%H:%M:%S" },
  { 30 * SECOND, 0, "%H:%M:%S" },
  { MINUTE, 0, "%H:%M" },
  { 5 * MINUTE, 0, "%H:%M" },
  { 10 * MINUTE, 0, "%H:%M" },
  { 30 * MINUTE, 0, "%H:%M" },
  { HOUR, 0, "%H:%M" },
  { 3 * HOUR, 0, "%e %b %H:%M" },
  { 6 * HOUR, 0, "%e %b %H:%M" },
  { 12 * HOUR, 0, "%e %b %H:%M" },
  { DAY, 0, "%e %b" },
  { 2 * DAY, 0, "%e %b" },
  { 7 * DAY, 0, "%e %b" },
  { MONTH, 1, "%b %Y" },
  { 3 * MONTH, 3, "%b %Y" },
  { 6 * MONTH, 6, "%b %Y" },
  { YEAR, 12, "%Y" },
  { 2 * YEAR, 24, "%Y" },
  { 5 * YEAR, 60, "%Y" },
  { 10 * YEAR, 120, "%Y" },
  { 50 * YEAR, 600, "%Y" },
  { 100 * YEAR, 1200, "%Y" },
  { 500 * YEAR, 6000, "%Y" },
  { 1000 * YEAR, 12000, "%Y" },
};

double
sp_chart_format_step (double minimum, double maximum, int n_ticks)
{
  double rough = (maximum - minimum) / MAX (1, n_ticks);
  double power = pow (10, floor (log10 (rough)));

  if (!(power > 0) || !isfinite (power))
    return rough > 0 && isfinite (rough) ? rough : 1;
  if (rough <= power)
    return power;
  if (rough <= 2 * power)
    return 2 * power;

  return rough <= 5 * power ? 5 * power : 10 * power;
}

static GDateTime *
to_date_time (double time, GTimeZone *zone)
{
  g_autoptr (GDateTime) seconds = NULL;
  g_autoptr (GDateTime) exact = NULL;

  if (!(fabs (time) < 6e13)) /* the year 9999 is the last that GLib knows */
    return NULL;

  seconds = g_date_time_new_from_unix_utc ((gint64) floor (time / SECOND));
  if (seconds == NULL)
    return NULL;
  exact = g_date_time_add_seconds (seconds, (time - floor (time / SECOND) * SECOND) / SECOND);

  return exact != NULL ? g_date_time_to_timezone (exact, zone) : NULL;
}

static double
from_date_time (GDateTime *date_time)
{
  return (double) g_date_time_to_unix (date_time) * SECOND +
         g_date_time_get_microsecond (date_time) / 1000.0;
}

static GDateTime *
month_start (GDateTime *date_time, int months, GTimeZone *zone)
{
  int count = g_date_time_get_year (date_time) * 12 + g_date_time_get_month (date_time) - 1;

  count -= count % months;

  return g_date_time_new (zone, MAX (1, count / 12), count % 12 + 1, 1, 0, 0, 0);
}

static void
add_month_ticks (GArray *ticks, double minimum, double maximum, int months, GTimeZone *zone)
{
  g_autoptr (GDateTime) first = to_date_time (minimum, zone);
  g_autoptr (GDateTime) tick = first != NULL ? month_start (first, months, zone) : NULL;

  while (tick != NULL && from_date_time (tick) <= maximum) {
    double     time = from_date_time (tick);
    GDateTime *next = g_date_time_add_months (tick, months);

    if (time >= minimum)
      g_array_append_val (ticks, time);
    g_date_time_unref (tick);
    tick = next;
  }
}

/* Multiples of a fixed step, counted from a local midnight. */
static void
add_even_ticks (GArray *ticks, double minimum, double maximum, double step, GTimeZone *zone)
{
  g_autoptr (GDateTime) first = to_date_time (minimum, zone);
  double                offset = 0;
  double                start = 0;

  if (first != NULL)
    offset = (double) g_date_time_get_utc_offset (first) / 1000;
  start = ceil ((minimum + offset) / step) * step - offset;
  for (int i = 0; i < MAX_TICKS && start + i * step <= maximum; i++) {
    double time = start + i * step;

    g_array_append_val (ticks, time);
  }
}

GArray *
sp_chart_format_time_ticks (double       minimum,
                            double       maximum,
                            int          n_ticks,
                            GTimeZone   *zone,
                            const char **pattern)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (double));
  double  rough = (maximum - minimum) / MAX (1, n_ticks);
  guint   i = 0;

  *pattern = NULL;
  if (!(rough > 0) || !isfinite (rough))
    return ticks;

  while (i + 1 < G_N_ELEMENTS (time_steps) && time_steps[i].step < rough)
    i++;
  *pattern = time_steps[i].pattern;
  if (rough < SECOND / 2)
    add_even_ticks (ticks, minimum, maximum, sp_chart_format_step (minimum, maximum, n_ticks), zone);
  else if (time_steps[i].months > 0)
    add_month_ticks (ticks, minimum, maximum, time_steps[i].months, zone);
  else
    add_even_ticks (ticks, minimum, maximum, time_steps[i].step, zone);

  return ticks;
}

/* What a format of d3 says, as far as it is known here. */
typedef struct {
  gboolean currency;
  gboolean grouped;
  gboolean trimmed;
  int      precision; /* -1 for none */
  char     type;      /* 0 for none */
} NumberFormat;

static gboolean
parse_format (const char *text, NumberFormat *format)
{
  *format = (NumberFormat){ .precision = -1 };
  if (text == NULL || *text == '\0')
    return FALSE;

  for (; *text != '\0' && strchr ("$,~", *text) != NULL; text++) {
    format->currency |= *text == '$';
    format->grouped |= *text == ',';
    format->trimmed |= *text == '~';
  }
  if (*text == '.') {
    if (!g_ascii_isdigit (*++text))
      return FALSE;
    for (format->precision = 0; g_ascii_isdigit (*text); text++)
      format->precision = MIN (20, format->precision * 10 + (*text - '0'));
  }
  if (*text == '~') {
    format->trimmed = TRUE;
    text++;
  }
  if (*text != '\0' && strchr ("dfegs%r", *text) != NULL)
    format->type = *text++;

  return *text == '\0';
}

static void
trim_zeros (GString *text)
{
  if (strchr (text->str, '.') == NULL && strchr (text->str, ',') == NULL)
    return;

  while (text->len > 0 && text->str[text->len - 1] == '0')
    g_string_truncate (text, text->len - 1);
  if (text->len > 0 && !g_ascii_isdigit (text->str[text->len - 1]))
    g_string_truncate (text, text->len - 1);
}

static void
append_fixed (GString *text, double number, int precision, gboolean grouped)
{
  g_string_append_printf (text, grouped ? "%'.*f" : "%.*f", precision, number);
}

/* 1,200,000 as 1.2M. */
static void
append_prefixed (GString *text, double number, int precision)
{
  static const char *const prefixes[] = { "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P" };
  int                      power = 0;

  if (number != 0)
    power = CLAMP ((int) floor (log10 (fabs (number)) / 3), -5, 5);
  g_string_append_printf (text, "%.*g", precision < 0 ? 6 : MAX (1, precision),
                          number / pow (1000, power));
  g_string_append (text, prefixes[power + 5]);
}

static void
append_formatted (GString *text, double number, const NumberFormat *format)
{
  int precision = format->precision < 0 ? 6 : format->precision;

  if (format->currency)
    g_string_append_c (text, '$');
  switch (format->type) {
  case 'd':
    append_fixed (text, round (number), 0, format->grouped);
    break;
  case 'e':
    g_string_append_printf (text, "%.*e", precision, number);
    break;
  case '%':
    append_fixed (text, number * 100, precision, format->grouped);
    break;
  case 's':
    append_prefixed (text, number, format->precision);
    break;
  case 'f':
    append_fixed (text, number, precision, format->grouped);
    break;
  default:
    if (format->grouped && format->precision < 0)
      append_fixed (text, number, number == round (number) ? 0 : 2, TRUE);
    else
      g_string_append_printf (text, "%.*g", MAX (1, format->precision < 0 ? 12 : precision), number);
    break;
  }
  if (format->trimmed)
    trim_zeros (text);
  if (format->type == '%')
    g_string_append_c (text, '%');
}

char *
sp_chart_format_number (double number, double step, const char *format)
{
  g_autoptr (GString) text = g_string_new (NULL);
  NumberFormat        parsed;
  double              size = fabs (number);
  int                 decimals = 0;

  if (!isfinite (number))
    return g_strdup ("–");

  if (step > 0 && size < step / 1000)
    number = 0; /* what adding up steps has left of it */
  if (parse_format (format, &parsed)) {
    append_formatted (text, number, &parsed);
  } else if (!(step > 0) && number == round (number) && size < 1e15) {
    append_fixed (text, number, 0, FALSE); /* all its digits: it may be an identifier */
  } else if (number != 0 && (size >= 1e9 || size < 1e-6)) {
    g_string_append_printf (text, "%.4g", number);
  } else if (step > 0) {
    decimals = CLAMP ((int) ceil (-log10 (step) - 1e-9), 0, 12);
    append_fixed (text, number, decimals, TRUE);
  } else {
    g_string_append_printf (text, "%.6g", number);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
sp_chart_format_time (double time, const char *pattern, GTimeZone *zone)
{
  g_autoptr (GDateTime) date_time = to_date_time (time, zone);
  char                 *text = NULL;

  if (date_time == NULL)
    return g_strdup ("");

  text = g_date_time_format (date_time, pattern != NULL ? pattern : "%Y-%m-%d %H:%M:%S");

  return text != NULL ? g_strstrip (text) : g_date_time_format (date_time, "%Y-%m-%d %H:%M:%S");
}

int
sp_chart_compare_double (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return left < right ? -1 : left > right;
}
