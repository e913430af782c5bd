/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-cli-text.h"

#include <string.h>

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
