/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of what a program writes to a terminal. */
#include "sp-log-text.h"

#include <string.h>

#define MAX_LINES 100

static SpLogText *
new_fed (const char *bytes)
{
  SpLogText *text = sp_log_text_new (MAX_LINES);

  sp_log_text_feed (text, bytes, strlen (bytes));

  return text;
}

/* All lines, with `|` for the end of one. */
static char *
dup_lines (SpLogText *text)
{
  GString              *all = g_string_new (NULL);
  g_autoptr (SpLogLine) last = NULL;
  SpLogLine            *line = NULL;

  while ((line = sp_log_text_take_line (text)) != NULL) {
    g_string_append_printf (all, "%s|", line->text->str);
    sp_log_line_free (line);
  }
  last = sp_log_text_dup_last_line (text);
  g_string_append (all, last->text->str);

  return g_string_free (all, FALSE);
}

typedef struct {
  const char *name;
  const char *bytes;
  const char *lines;
} Case;

static const Case cases[] = {
  { "empty", "", "" },
  { "plain", "one\ntwo", "one|two" },
  { "blank", "\n\n", "||" },
  { "windows", "one\r\ntwo\r\n", "one|two|" },
  { "tab", "a\tb", "a\tb" },
  { "utf8", "gr\303\274n \360\237\232\200\n", "gr\303\274n \360\237\232\200|" },
  { "progress", " 10%\r 50%\r100%\n", "100%|" },
  { "shorter", "loading\rdone", "doneing" },
  { "erased", "loading\r\033[Kdone", "done" },
  { "erased-all", "loading\033[2K\rdone", "done" },
  { "erased-start", "loading\r\033[3C\033[1Kx", "   xing" },
  { "backspace", "ab\b\b\b\bc", "cb" },
  { "column", "abc\033[2Gx\033[9Gy", "axc     y" },
  { "left", "abc\033[99Dx", "xbc" },
  { "bell", "a\ab\001c\177", "abc" },
  { "title", "a\033]0;title\ab\033]8;;http://x\033\\c", "abc" },
  { "title-cut", "a\033]0;title\nb", "a|b" },
  { "device", "a\033Pqpicture\033\\b", "ab" },
  { "cursor", "a\033[5A\033[2J\033[?25l\033[1;1Hb", "ab" },
  { "charset", "a\033(B\033=b\033", "ab" },
  { "control-cut", "a\033[38;5\nb", "a|b" },
  { "control-again", "a\033[3\033[31mb", "ab" },
  { "not-utf8", "a\377\376b\303", "a\357\277\275\357\277\275b" },
  { "utf8-cut", "a\342\202b\342\202\033[1mc\342\202\n", "a\357\277\275b\357\277\275c\357\277\275|" },
  { "separators", "a\342\200\250b\342\200\251c\302\205d\302\233e", "a b cde" },
  { "direction", "a\342\200\256b", "a\357\277\275b" },
  { "nested", "\033]\033]\033]a\033\\b", "b" },
};

static void
test_lines (gconstpointer data)
{
  const Case           *wanted = data;
  g_autoptr (SpLogText) text = new_fed (wanted->bytes);
  g_autofree char      *lines = dup_lines (text);

  g_assert_cmpstr (lines, ==, wanted->lines);
}

/* The same, cut anywhere. */
static void
test_bytes (gconstpointer data)
{
  const Case           *wanted = data;
  g_autoptr (SpLogText) text = sp_log_text_new (MAX_LINES);
  g_autofree char      *lines = NULL;

  for (const char *byte = wanted->bytes; *byte != '\0'; byte++)
    sp_log_text_feed (text, byte, 1);
  lines = dup_lines (text);
  g_assert_cmpstr (lines, ==, wanted->lines);
}

static SpLogStyle
get_style (const char *bytes)
{
  g_autofree char      *whole = g_strconcat (bytes, "x", NULL);
  g_autoptr (SpLogText) text = new_fed (whole);
  g_autoptr (SpLogLine) line = sp_log_text_dup_last_line (text);
  const SpLogRun       *run = &g_array_index (line->runs, SpLogRun, 0);

  g_assert_cmpstr (line->text->str, ==, "x");
  g_assert_cmpuint (line->runs->len, ==, 1);

  return run->style;
}

typedef struct {
  const char *bytes;
  int         text;
  int         background;
  guint       flags;
} StyleCase;

static void
test_styles (void)
{
  const StyleCase styles[] = {
    { "", -1, -1, 0 },
    { "\033[1;31m", 1, -1, SP_LOG_STYLE_BOLD },
    { "\033[97;44m", 15, 4, 0 },
    { "\033[105m", -1, 13, 0 },
    { "\033[38;5;208m", 208, -1, 0 },
    { "\033[48;5;7;3m", -1, 7, SP_LOG_STYLE_ITALIC },
    { "\033[38;2;255;0;0m", 196, -1, 0 },
    { "\033[38:2::255:255:255m", 231, -1, 0 },
    { "\033[38:2:128:128:128;4m", 244, -1, SP_LOG_STYLE_UNDERLINE },
    { "\033[4:3m", -1, -1, SP_LOG_STYLE_UNDERLINE },
    { "\033[4m\033[4:0m", -1, -1, 0 },
    { "\033[7;9;2m", -1, -1, SP_LOG_STYLE_REVERSE | SP_LOG_STYLE_STRIKE | SP_LOG_STYLE_DIM },
    { "\033[1;2;3;4;7;9m\033[22;23;24;27;29m", -1, -1, 0 },
    { "\033[31;42m\033[39m", -1, 2, 0 },
    { "\033[31;42m\033[49m", 1, -1, 0 },
    { "\033[31;42;1m\033[m", -1, -1, 0 },
    { "\033[31;42;1m\033[0;3m", -1, -1, SP_LOG_STYLE_ITALIC },
    { "\033[38;5;99999999999999999999m", 255, -1, 0 },
    { "\033[38m", -1, -1, 0 },
    { "\033[38;5m", -1, -1, 0 },
    { "\033[38;2;1;2m", -1, -1, 0 },
    { "\033[38;9;31m", 1, -1, 0 },
    { "\033[;;;31m", 1, -1, 0 },
    { "\033[?31m", -1, -1, 0 },
    { "\033[>4;1m", -1, -1, 0 },
    { "\033[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;31m", -1, -1, SP_LOG_STYLE_BOLD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++) {
    SpLogStyle style = get_style (styles[i].bytes);

    g_test_message ("%s", styles[i].bytes + (*styles[i].bytes != '\0'));
    g_assert_cmpint (sp_log_style_get_text_color (style), ==, styles[i].text);
    g_assert_cmpint (sp_log_style_get_background (style), ==, styles[i].background);
    g_assert_cmpuint (sp_log_style_get_flags (style), ==, styles[i].flags);
  }
}

static void
test_runs (void)
{
  g_autoptr (SpLogText) text = new_fed ("a\033[32m\303\274\303\274\033[0mb");
  g_autoptr (SpLogLine) line = sp_log_text_dup_last_line (text);
  const SpLogRun       *run = (const SpLogRun *) line->runs->data;

  g_assert_cmpuint (line->runs->len, ==, 3);
  g_assert_cmpuint (run[0].length, ==, 1);
  g_assert_cmpuint (run[1].length, ==, 4);
  g_assert_cmpuint (run[2].length, ==, 1);
  g_assert_cmpint (sp_log_style_get_text_color (run[1].style), ==, 2);
  g_assert_cmpuint (run[2].style, ==, 0);
}

/* A style lasts until it ends, over lines as well. */
static void
test_style_lasts (void)
{
  g_autoptr (SpLogText) text = new_fed ("\033[31ma\nb");
  g_autoptr (SpLogLine) line = sp_log_text_dup_last_line (text);

  g_assert_cmpint (sp_log_style_get_text_color (g_array_index (line->runs, SpLogRun, 0).style), ==, 1);
}

/* Lines that nobody takes are bounded, and so is each. */
static void
test_bounds (void)
{
  g_autoptr (SpLogText) text = sp_log_text_new (3);
  g_autofree char      *lines = NULL;
  g_autofree char      *huge = g_strnfill (1000000, 'x');
  SpLogLine            *line = NULL;
  gsize                 n = 0;

  sp_log_text_feed (text, "1\n2\n3\n4\n5\n6", 11);
  lines = dup_lines (text);
  g_assert_cmpstr (lines, ==, "3|4|5|6");

  sp_log_text_feed (text, huge, 1000000);
  while ((line = sp_log_text_take_line (text)) != NULL) {
    g_assert_cmpuint (line->text->len, <=, 4000);
    sp_log_line_free (line);
    n++;
  }
  g_assert_cmpuint (n, ==, 3);
}

/* A sequence without an end does not hide what comes after it for good. */
static void
test_endless (void)
{
  const char *const starts[] = { "\033]0;", "\033P", "\033[", "\033[>" };
  g_autofree char  *zeros = g_strnfill (100000, '0');

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++) {
    g_autoptr (SpLogText) text = new_fed (starts[i]);
    g_autofree char      *lines = NULL;

    sp_log_text_feed (text, zeros, 100000);
    sp_log_text_feed (text, "\nend", 4);
    lines = dup_lines (text);
    g_assert_true (g_str_has_suffix (lines, "0|end"));
  }
}

/* What comes out can always be put into a buffer, whatever comes in. */
static void
test_random (void)
{
  const char            alphabet[] = "\033\033[];:?012345678mKGCDA\r\n\b\a\t\\ab\303\274\342\200\251\377\0";
  g_autoptr (SpLogText) text = sp_log_text_new (MAX_LINES);
  SpLogLine            *line = NULL;

  for (int i = 0; i < 200000; i++) {
    char byte = alphabet[g_test_rand_int_range (0, sizeof (alphabet))];

    sp_log_text_feed (text, &byte, 1);
  }
  while ((line = sp_log_text_take_line (text)) != NULL) {
    gsize length = 0;

    g_assert_true (g_utf8_validate (line->text->str, (gssize) line->text->len, NULL));
    for (guint i = 0; i < line->runs->len; i++)
      length += g_array_index (line->runs, SpLogRun, i).length;
    g_assert_cmpuint (length, ==, line->text->len);
    sp_log_line_free (line);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *whole = g_strconcat ("/log-text/whole/", cases[i].name, NULL);
    g_autofree char *bytes = g_strconcat ("/log-text/bytes/", cases[i].name, NULL);

    g_test_add_data_func (whole, &cases[i], test_lines);
    g_test_add_data_func (bytes, &cases[i], test_bytes);
  }
  g_test_add_func ("/log-text/styles", test_styles);
  g_test_add_func ("/log-text/runs", test_runs);
  g_test_add_func ("/log-text/style-lasts", test_style_lasts);
  g_test_add_func ("/log-text/bounds", test_bounds);
  g_test_add_func ("/log-text/endless", test_endless);
  g_test_add_func ("/log-text/random", test_random);

  return g_test_run ();
}
