/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-front-matter.h"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* What starts a value that is no text on one line: lists, maps, blocks, anchors, tags and what YAML
 * reserves. */
#define STRUCTURE_MARKS "[]{}|>&*!%@`,"

/* More entries of a list are not read. */
#define MAX_ITEMS 256

#define KEY_CHARACTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-"

/* Appends the character that hexadecimal digits stand for. Returns what follows them, or NULL. */
static const char *
append_numbered (GString *string, const char *digits, int n_digits)
{
  gunichar character = 0;

  for (int i = 0; i < n_digits; i++) {
    if (!g_ascii_isxdigit (digits[i]))
      return NULL;
    character = character * 16 + g_ascii_xdigit_value (digits[i]);
  }

  if (character == 0)
    return NULL;
  g_string_append_unichar (string, g_unichar_validate (character) ? character : 0xfffd);
  return digits + n_digits;
}

/* Appends what the escape after a backslash stands for. Returns what follows it, or NULL. */
static const char *
append_escape (GString *string, const char *escape)
{
  switch (escape[0]) {
  case '"':
  case '\\':
  case '/':
    g_string_append_c (string, escape[0]);
    return escape + 1;
  case 'n':
  case 't':
    g_string_append_c (string, ' '); /* titles have one line */
    return escape + 1;
  case 'x':
    return append_numbered (string, escape + 1, 2);
  case 'u':
    return append_numbered (string, escape + 1, 4);
  case 'U':
    return append_numbered (string, escape + 1, 8);
  default:
    return NULL;
  }
}

static gboolean
is_blank_or_comment (const char *text)
{
  text += strspn (text, " \t");
  return *text == '\0' || *text == '#';
}

/* Reads a value in quotes, NULL when it does not end on its line. */
static char *
parse_quoted (const char *text)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char          quote = *text++;

  while (text != NULL && *text != '\0') {
    if (*text == '\\' && quote == '"') {
      text = append_escape (value, text + 1);
    } else if (*text != quote) {
      g_string_append_c (value, *text++);
    } else if (quote == '\'' && text[1] == '\'') {
      g_string_append_c (value, '\'');
      text += 2;
    } else {
      return is_blank_or_comment (text + 1) ? g_string_free (g_steal_pointer (&value), FALSE)
                                            : NULL;
    }
  }

  return NULL;
}

static char *
parse_plain (const char *text)
{
  char *value = g_strdup (text);

  for (char *mark = strchr (value, '#'); mark != NULL; mark = strchr (mark + 1, '#')) {
    if (mark == value || g_ascii_isspace (mark[-1])) {
      *mark = '\0';
      break;
    }
  }
  return g_strchomp (value);
}

static void
replace_control_characters (char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      *text = ' ';
}

/* Whether a plain value stands for nothing, or begins a structure. */
static gboolean
is_no_text (const char *value)
{
  return g_str_equal (value, "~") || g_str_equal (value, "null") ||
         strchr (STRUCTURE_MARKS, *value) != NULL;
}

/* Takes one line into the table. Returns whether it could be read. */
static gboolean
parse_line (GHashTable *values, const char *line)
{
  g_autofree char *key = NULL;
  g_autofree char *value = NULL;
  gsize            length = strspn (line, KEY_CHARACTERS);
  gboolean         is_quoted;

  if (is_blank_or_comment (line))
    return TRUE;
  if (g_ascii_isspace (*line) || g_str_has_prefix (line, "- ") || g_str_equal (line, "-"))
    return TRUE; /* part of the structure that an earlier line began */

  /* A space follows the colon, or nothing. */
  if (length == 0 || line[length] != ':' || strchr (" \t", line[length + 1]) == NULL)
    return FALSE;

  key = g_strndup (line, length);
  line += length + 1;
  line += strspn (line, " \t");
  is_quoted = *line == '"' || *line == '\'';
  value = is_quoted ? parse_quoted (line) : parse_plain (line);
  if (value == NULL)
    return FALSE;

  replace_control_characters (value);
  if (*value == '\0' || (!is_quoted && is_no_text (value)))
    g_hash_table_remove (values, key);
  else
    g_hash_table_replace (values, g_steal_pointer (&key), g_steal_pointer (&value));
  return TRUE;
}

static gboolean
is_fence (const char *line)
{
  return g_str_has_prefix (line, "---") && line[3 + strspn (line + 3, " \t")] == '\0';
}

/* Cuts the next line off. Returns NULL after the last one. */
static char *
next_line (const char **text, const char *end)
{
  const char *start = *text;
  const char *stop;
  gsize       length;

  if (start >= end)
    return NULL;

  stop = memchr (start, '\n', end - start);
  *text = stop != NULL ? stop + 1 : end;
  length = (stop != NULL ? stop : end) - start;
  if (length > 0 && start[length - 1] == '\r')
    length--;
  return g_utf8_validate_len (start, length, NULL) ? g_strndup (start, length) : g_strdup ("\xff");
}

GHashTable *
sp_front_matter_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char       *first = NULL;
  const char            *end = text + length;
  char                  *line;

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    text += 3;

  first = next_line (&text, end);
  if (first == NULL || !is_fence (first)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _("README.md has no front matter, which says how a Space is run."));
    return NULL;
  }

  for (int number = 2; (line = next_line (&text, end)) != NULL; number++) {
    g_autofree char *owned = line;

    if (is_fence (line) || g_str_equal (line, "..."))
      return g_steal_pointer (&values);
    if (!parse_line (values, line)) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("Line %d of README.md cannot be read: “key: value” is expected."), number);
      return NULL;
    }
  }

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _("The front matter of README.md does not end."));
  return NULL;
}

/* Takes one entry of a list, unless it is no text. Returns whether it was understood. */
static gboolean
add_item (GPtrArray *items, const char *text)
{
  g_autofree char *value = NULL;
  gboolean         is_quoted;

  text += strspn (text, " \t");
  is_quoted = *text == '"' || *text == '\'';
  value = is_quoted ? parse_quoted (text) : parse_plain (text);
  if (value == NULL)
    return FALSE;

  replace_control_characters (value);
  if (*value != '\0' && (is_quoted || !is_no_text (value)) && items->len < MAX_ITEMS)
    g_ptr_array_add (items, g_steal_pointer (&value));
  return TRUE;
}

/* Reads “[a, 'b, c']”. What follows a list that does not end on its line is left out. */
static void
add_flow (GPtrArray *items, const char *text)
{
  g_autoptr (GString) item = g_string_new (NULL);
  char                quote = '\0';

  for (text++; *text != '\0'; text++) {
    if (quote == '\0' && (*text == ',' || *text == ']')) {
      add_item (items, item->str);
      g_string_truncate (item, 0);
      if (*text == ']')
        return;
      continue;
    }
    /* A quotation mark inside of a word is a part of it. */
    if (*text == quote)
      quote = '\0';
    else if (quote == '\0' && (*text == '"' || *text == '\'') && item->str[strspn (item->str, " \t")] == '\0')
      quote = *text;
    g_string_append_c (item, *text);
    if (quote == '"' && *text == '\\' && text[1] != '\0')
      g_string_append_c (item, *++text);
  }
  add_item (items, item->str);
}

/* Takes a line that may belong to the list. Returns whether the list goes on. */
static gboolean
add_block_line (GPtrArray *items, const char *line)
{
  if (is_blank_or_comment (line))
    return TRUE;

  line += strspn (line, " \t");
  if (*line != '-' || strchr (" \t", line[1]) == NULL)
    return FALSE;
  add_item (items, line + 1);
  return TRUE;
}

GStrv
sp_front_matter_dup_list (const char *text, gsize length, const char *key)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autofree char      *first = NULL;
  const char           *end = text + length;
  gsize                 key_length = strlen (key);
  gboolean              in_list = FALSE;
  char                 *line;

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    text += 3;
  first = next_line (&text, end);

  while (first != NULL && is_fence (first) && (line = next_line (&text, end)) != NULL) {
    g_autofree char *owned = line;

    if (is_fence (line) || g_str_equal (line, "..."))
      break;
    if (in_list && add_block_line (items, line))
      continue;

    in_list = FALSE;
    if (strncmp (line, key, key_length) != 0 || line[key_length] != ':' || strchr (" \t", line[key_length + 1]) == NULL)
      continue;

    /* A later one wins over an earlier one. */
    g_ptr_array_set_size (items, 0);
    line += key_length + 1;
    line += strspn (line, " \t");
    if (*line == '[')
      add_flow (items, line);
    else if (is_blank_or_comment (line))
      in_list = TRUE;
    else
      add_item (items, line);
  }

  g_ptr_array_add (items, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&items), FALSE);
}
