/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-markdown-math.h"

#include "gradio.h"
#include "sp-html-block.h"

#include <string.h>

/* A formula is no longer than this; without a limit a text of dollar signs would take quadratic time. */
#define MAX_LENGTH 4096
#define MAX_DELIMITERS 20

typedef struct {
  char    *left;
  char    *right;
  gboolean display;
} Delimiter;

/* An extraction that goes on. */
typedef struct {
  const char       *start;
  const char       *place;
  GPtrArray        *delimiters;
  SpMarkdownSource *result;
  GString          *text;
  const char       *none_until[MAX_DELIMITERS]; /* where there is no right sign before */
} Extraction;

static void
delimiter_free (Delimiter *delimiter)
{
  g_free (delimiter->left);
  g_free (delimiter->right);
  g_free (delimiter);
}

static void
formula_free (SpHtmlFormula *formula)
{
  g_free (formula->source);
  g_free (formula->raw);
  g_free (formula);
}

/* Longer signs first: “$$” is not an empty formula between two “$”. */
static int
compare_delimiters (gconstpointer a, gconstpointer b)
{
  const Delimiter *first = *(Delimiter *const *) a;
  const Delimiter *second = *(Delimiter *const *) b;

  return (int) strlen (second->left) - (int) strlen (first->left);
}

GPtrArray *
sp_markdown_math_parse_delimiters (JsonArray *array)
{
  GPtrArray *delimiters = g_ptr_array_new_with_free_func ((GDestroyNotify) delimiter_free);
  guint      length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < MIN (length, MAX_DELIMITERS); i++) {
    JsonNode   *node = json_array_get_element (array, i);
    JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *left = gradio_json_get_string (object, "left", "");
    const char *right = gradio_json_get_string (object, "right", "");
    Delimiter  *delimiter = NULL;

    if (*left == '\0' || *right == '\0')
      continue;
    delimiter = g_new0 (Delimiter, 1);
    delimiter->left = g_strdup (left);
    delimiter->right = g_strdup (right);
    delimiter->display = gradio_json_get_boolean (object, "display", FALSE);
    g_ptr_array_add (delimiters, delimiter);
  }
  g_ptr_array_sort (delimiters, compare_delimiters);

  return delimiters;
}

void
sp_markdown_source_free (SpMarkdownSource *self)
{
  g_free (self->text);
  g_array_unref (self->lines);
  g_ptr_array_unref (self->formulas);
  g_free (self);
}

static void
append_line (Extraction *extraction)
{
  gsize offset = extraction->place - extraction->start;

  g_array_append_val (extraction->result->lines, offset);
}

static void
copy_until (Extraction *extraction, const char *end)
{
  while (extraction->place < end) {
    char character = *extraction->place++;

    g_string_append_c (extraction->text, character);
    if (character == '\n' || (character == '\r' && *extraction->place != '\n'))
      append_line (extraction);
  }
}

static const char *
find_line_end (const char *place)
{
  return place + strcspn (place, "\n");
}

/* A line that opens or closes a fence: how many of which character, 0 for none. */
static guint
get_fence (const char *line, char *character)
{
  guint length = 0;

  line += strspn (line, " \t>*-+0123456789.)");
  if (*line != '`' && *line != '~')
    return 0;
  *character = *line;
  while (line[length] == *character)
    length++;
  if (*character == '`' && memchr (line + length, '`', strcspn (line + length, "\n")) != NULL)
    return 0; /* code in a line */

  return length >= 3 ? length : 0;
}

/* The end of a fenced block that begins in this line. */
static const char *
find_fence_end (const char *line)
{
  char        opening = '\0', closing = '\0';
  guint       length = get_fence (line, &opening);
  const char *place = find_line_end (line);

  while (*place != '\0') {
    const char *next = place + 1;

    place = find_line_end (next);
    if (get_fence (next, &closing) >= length && closing == opening)
      return place;
  }

  return place;
}

/* The end of code between backquotes, or of the quotes when nothing closes them. */
static const char *
find_code_end (const char *place)
{
  gsize length = strspn (place, "`");

  for (const char *end = place + length; *end != '\0';) {
    gsize n_quotes = strspn (end, "`");

    if (n_quotes == length)
      return end + n_quotes;
    if (end[0] == '\n' && end[1 + strspn (end + 1, " \t\r")] == '\n')
      break;
    end += MAX (n_quotes, 1);
  }

  return place + length;
}

/* Where the right sign of a formula is, NULL when it is none. */
static const char *
find_right (const Delimiter *delimiter, const char *start, const char **none_until)
{
  gboolean    is_dollar = g_str_equal (delimiter->left, "$");
  gsize       length = strlen (delimiter->right);
  const char *limit = start + strnlen (start, MAX_LENGTH);

  if (is_dollar && g_ascii_isspace (*start))
    return NULL;
  for (const char *place = is_dollar ? start : MAX (start, *none_until); place < limit; place++) {
    if (strncmp (place, delimiter->right, length) == 0) {
      if (!is_dollar)
        return place > start ? place : NULL;
      if (place == start || g_ascii_isspace (place[-1]) || g_ascii_isdigit (place[1]))
        return NULL;
      return place;
    }
    if (place[0] == '\\' && place[1] != '\0')
      place++;
    else if (!delimiter->display && place[0] == '\n' &&
             place[1 + strspn (place + 1, " \t\r")] == '\n') {
      *none_until = place;
      return NULL;
    }
  }
  *none_until = limit; /* so that many left signs do not take quadratic time */

  return NULL;
}

static gboolean
take_formula (Extraction *extraction)
{
  for (guint i = 0; i < extraction->delimiters->len; i++) {
    const Delimiter *delimiter = g_ptr_array_index (extraction->delimiters, i);
    const char      *start = extraction->place + strlen (delimiter->left);
    const char      *end = NULL;
    SpHtmlFormula   *formula = NULL;

    if (!g_str_has_prefix (extraction->place, delimiter->left))
      continue;
    end = find_right (delimiter, start, &extraction->none_until[i]);
    if (end == NULL)
      continue;

    formula = g_new0 (SpHtmlFormula, 1);
    formula->display = delimiter->display;
    formula->raw =
      g_strndup (extraction->place, end + strlen (delimiter->right) - extraction->place);
    /* The words around an environment are part of what they say. */
    if (g_str_has_prefix (delimiter->left, "\\begin{"))
      formula->source = g_strdup (formula->raw);
    else
      formula->source = g_strstrip (g_strndup (start, end - start));
    g_string_append_printf (extraction->text, "\xee\x80\x80%u\xee\x80\x81",
                            extraction->result->formulas->len);
    g_ptr_array_add (extraction->result->formulas, formula);
    extraction->place = end + strlen (delimiter->right);
    return TRUE;
  }

  return FALSE;
}

static void
extract_next (Extraction *extraction)
{
  const char *place = extraction->place;
  char        character = '\0';
  gboolean    at_line_start = place == extraction->start || place[-1] == '\n';

  if (at_line_start && get_fence (place, &character) > 0)
    copy_until (extraction, find_fence_end (place));
  else if (*place == '`')
    copy_until (extraction, find_code_end (place));
  else if (take_formula (extraction))
    return;
  else if (*place == '\\' && place[1] != '\0')
    copy_until (extraction, place + 2);
  else
    copy_until (extraction, place + 1);
}

SpMarkdownSource *
sp_markdown_math_extract (const char *source, GPtrArray *delimiters)
{
  SpMarkdownSource *result = NULL;
  Extraction        extraction = { .start = source, .place = source, .delimiters = delimiters };

  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (delimiters != NULL, NULL);

  result = g_new0 (SpMarkdownSource, 1);
  result->lines = g_array_new (FALSE, FALSE, sizeof (gsize));
  result->formulas = g_ptr_array_new_with_free_func ((GDestroyNotify) formula_free);
  extraction.result = result;
  extraction.text = g_string_sized_new (strlen (source));
  append_line (&extraction);
  while (*extraction.place != '\0')
    extract_next (&extraction);
  result->text = g_string_free (extraction.text, FALSE);

  return result;
}
