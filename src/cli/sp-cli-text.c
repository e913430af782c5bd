/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-cli-text.h"

#include <string.h>

/* Longer ones are no mistyped words. */
#define MAX_WORD 64

static int
char_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

/* Characters that turn the direction of the text around them make a line lie about what it says. */
static gboolean
is_bidi_control (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

/**
 * sp_cli_text_printable:
 * @text: (nullable): text of a stranger, maybe no UTF-8
 *
 * Takes out what a terminal would obey instead of showing it. Line breaks and tabs stay.
 *
 * Returns: (transfer full): the rest, as UTF-8
 */
char *
sp_cli_text_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString         *printable = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '\n' || c == '\t' || (!g_unichar_iscntrl (c) && !is_bidi_control (c)))
      g_string_append_len (printable, p, g_utf8_next_char (p) - p);
  }
  return g_string_free (printable, FALSE);
}

/**
 * sp_cli_text_width:
 * @text: UTF-8 text without control characters
 *
 * Returns: columns it takes on a terminal
 */
int
sp_cli_text_width (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += char_width (g_utf8_get_char (p));
  return width;
}

static void
cut_to_width (GString *line, int columns)
{
  int width = 0;

  for (const char *p = line->str; *p != '\0'; p = g_utf8_next_char (p)) {
    width += char_width (g_utf8_get_char (p));
    if (width > columns - 1) { /* one is for the ellipsis */
      g_string_truncate (line, p - line->str);
      g_string_append (line, "…");
      return;
    }
  }
}

/**
 * sp_cli_text_one_line:
 * @text: (nullable): text of a stranger
 * @columns: most columns that it may take, at least 1
 *
 * Like sp_cli_text_printable(), with each stretch of white space made one space, and cut with an
 * ellipsis where it is too wide.
 *
 * Returns: (transfer full): the line
 */
char *
sp_cli_text_one_line (const char *text, int columns)
{
  g_autofree char *printable = sp_cli_text_printable (text);
  GString         *line = g_string_sized_new (strlen (printable));
  gboolean         space = FALSE;

  for (const char *p = printable; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isspace (c)) {
      space = line->len > 0;
      continue;
    }
    if (space)
      g_string_append_c (line, ' ');
    g_string_append_unichar (line, c);
    space = FALSE;
  }

  if (sp_cli_text_width (line->str) > columns)
    cut_to_width (line, columns);
  return g_string_free (line, FALSE);
}

/* Letters to insert, to remove, to replace or to swap until @a is @b. */
static guint
measure_distance (const char *a, const char *b)
{
  gsize             n = strlen (b);
  g_autofree guint *rows = g_new0 (guint, 3 * (n + 1));
  guint            *before = rows;
  guint            *last = rows + n + 1;
  guint            *row = rows + 2 * (n + 1);

  for (gsize j = 0; j <= n; j++)
    last[j] = j;
  for (gsize i = 1; a[i - 1] != '\0'; i++) {
    guint *oldest = before;

    row[0] = i;
    for (gsize j = 1; j <= n; j++) {
      row[j] = MIN (last[j - 1] + (a[i - 1] != b[j - 1] ? 1 : 0), MIN (last[j], row[j - 1]) + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = MIN (row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
    row = oldest;
  }
  return last[n];
}

/**
 * sp_cli_text_find_nearest:
 * @text: what somebody wrote
 * @words: (element-type utf8): what there is
 *
 * Returns: (transfer none) (nullable): the word that was most likely meant, %NULL when none is near
 */
const char *
sp_cli_text_find_nearest (const char *text, GPtrArray *words)
{
  const char *nearest = NULL;
  gsize       length = strlen (text);
  guint       least = length / 3 + 1;

  if (length > MAX_WORD)
    return NULL;

  for (guint i = 0; i < words->len; i++) {
    const char *word = g_ptr_array_index (words, i);
    guint       distance = measure_distance (text, word);

    if (distance <= least && distance < strlen (word)) {
      nearest = word;
      if (distance <= 1)
        break;
      least = distance - 1;
    }
  }
  return nearest;
}
