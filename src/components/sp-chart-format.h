/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the ticks of an axis are, and what is written at them. */

/**
 * sp_chart_format_step:
 * @minimum: start of an axis
 * @maximum: its end, beyond @minimum
 * @n_ticks: how many ticks there is room for
 *
 * Returns: distance of the ticks: 1, 2 or 5 times a power of ten
 */
double sp_chart_format_step (double minimum,
                             double maximum,
                             int    n_ticks);

/**
 * sp_chart_format_time_ticks:
 * @minimum: start of an axis in milliseconds since 1970
 * @maximum: its end, beyond @minimum
 * @n_ticks: how many ticks there is room for
 * @zone: where the clock hangs
 * @pattern: (out) (transfer none): how to write them, for g_date_time_format()
 *
 * Returns: (transfer full) (element-type double): full seconds, hours, days, months or years
 */
GArray *sp_chart_format_time_ticks (double       minimum,
                                    double       maximum,
                                    int          n_ticks,
                                    GTimeZone   *zone,
                                    const char **pattern);

/**
 * sp_chart_format_number:
 * @number: a number
 * @step: distance of the numbers that stand beside it, 0 for none
 * @format: (nullable): a format of d3: `d`, `,`, `.2f`, `.3e`, `.1%`, `s`, `$`, `~` and what they
 *   make together; anything else is as if it were %NULL
 *
 * Returns: (transfer full): the number in words
 */
char *sp_chart_format_number (double      number,
                              double      step,
                              const char *format);

/**
 * sp_chart_format_time:
 * @time: milliseconds since 1970
 * @pattern: (nullable): for g_date_time_format(), %NULL for date and time
 * @zone: where the clock hangs
 *
 * Returns: (transfer full): the time in words, empty when there is no such time
 */
char *sp_chart_format_time (double      time,
                            const char *pattern,
                            GTimeZone  *zone);

/**
 * sp_chart_compare_double:
 * @a: a #double
 * @b: a #double
 *
 * Returns: which of them comes first
 */
int sp_chart_compare_double (gconstpointer a,
                             gconstpointer b);

G_END_DECLS
