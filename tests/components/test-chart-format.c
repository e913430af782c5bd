/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chart-format.h"

static void
check_number (double number, double step, const char *format, const char *expected)
{
  g_autofree char *text = sp_chart_format_number (number, step, format);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_steps (void)
{
  g_assert_cmpfloat (sp_chart_format_step (0, 10, 5), ==, 2);
  g_assert_cmpfloat (sp_chart_format_step (0, 1, 4), ==, 0.5);
  g_assert_cmpfloat (sp_chart_format_step (-3, 97, 5), ==, 20);
  g_assert_cmpfloat (sp_chart_format_step (0, 1e300, 5), >, 0);
  g_assert_cmpfloat (sp_chart_format_step (0, 0, 5), >, 0);
}

static void
test_numbers (void)
{
  check_number (0.30000000000000004, 0.1, NULL, "0.3");
  check_number (1e-18, 0.1, NULL, "0.0");
  check_number (2, 0, NULL, "2");
  check_number (1234567890, 0, NULL, "1234567890");
  check_number (0.123456789, 0, NULL, "0.123457");
  check_number (1.5e12, 1e11, NULL, "1.5e+12");
  check_number (3.14159, 0, ".2f", "3.14");
  check_number (3.14159, 0, "d", "3");
  check_number (0.256, 0, ".1%", "25.6%");
  check_number (0.5, 0, ".2~%", "50%");
  check_number (1234.5, 0, ".3e", "1.234e+03");
  check_number (1200000, 0, "s", "1.2M");
  check_number (5, 0, "$.2f", "$5.00");
  check_number (5, 0, "&%$!", "5");
  check_number (5, 0, ".", "5");
}

static void
test_times (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  const char           *pattern = NULL;
  g_autoptr (GArray)    hours = NULL;
  g_autoptr (GArray)    months = NULL;
  g_autoptr (GArray)    tiny = NULL;
  g_autoptr (GArray)    absurd = NULL;
  g_autofree char      *text = NULL;
  g_autofree char      *nothing = NULL;

  hours = sp_chart_format_time_ticks (1704067200000, 1704067200000 + 6 * 3600e3, 6, zone, &pattern);
  g_assert_cmpuint (hours->len, ==, 7);
  g_assert_cmpstr (pattern, ==, "%H:%M");
  months = sp_chart_format_time_ticks (1704067200000, 1704067200000 + 150 * 86400e3, 6, zone, &pattern);
  g_assert_cmpuint (months->len, ==, 5);
  text = sp_chart_format_time (g_array_index (months, double, 1), "%Y-%m-%d", zone);
  g_assert_cmpstr (text, ==, "2024-02-01");

  tiny = sp_chart_format_time_ticks (1.7e12, 1.7e12 + 1e-4, 5, zone, &pattern);
  g_assert_cmpuint (tiny->len, <=, 1000);
  absurd = sp_chart_format_time_ticks (-1e300, 1e300, 5, zone, &pattern);
  g_assert_cmpuint (absurd->len, <=, 1000);
  nothing = sp_chart_format_time (1e300, NULL, zone);
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-format/steps", test_steps);
  g_test_add_func ("/chart-format/numbers", test_numbers);
  g_test_add_func ("/chart-format/times", test_times);

  return g_test_run ();
}
