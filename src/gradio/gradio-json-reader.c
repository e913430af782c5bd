/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-json-reader.h"

#include "gradio-json-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_DEPTH 512

static gboolean skip_value (GradioJsonReader *self);

/* The first problem counts; every call looks for one, so that no loop over members goes on. */
static gboolean
fail (GradioJsonReader *self,
      JsonParserError   code,
      const char       *problem)
{
  if (self->problem == NULL) {
    self->code = code;
    self->problem = problem;
  }

  return FALSE;
}

static inline char
peek (GradioJsonReader *self)
{
  return self->at < self->end ? *self->at : '\0';
}

static inline void
skip_space (GradioJsonReader *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    self->at++;
}

/* texts */

static gboolean
skip_escape (GradioJsonReader *self)
{
  if (self->end - self->at < 2)
    return fail (self, JSON_PARSER_ERROR_PARSE, _("a quotation mark is missing at the end of a text"));

  if (self->at[1] != 'u') {
    if (gradio_json_text_get_meaning (self->at[1]) == '\0')
      return fail (self, JSON_PARSER_ERROR_PARSE, _("“\\” is followed by something that has no meaning"));
    self->at += 2;
    return TRUE;
  }

  if (gradio_json_text_read_hex (self->at, self->end) < 0)
    return fail (self, JSON_PARSER_ERROR_PARSE, _("“\\u” is not followed by four digits"));
  self->at += 6;

  return TRUE;
}

/* Passes over a text: line breaks and tabs inside of it are let through, for there is only one thing
 * they can mean. */
static inline gboolean
skip_text (GradioJsonReader *self,
           gboolean         *escaped)
{
  self->at++;

  for (;;) {
    self->at = gradio_json_text_find_end (self->at, self->end);
    if (self->at == self->end)
      return fail (self, JSON_PARSER_ERROR_PARSE, _("a quotation mark is missing at the end of a text"));
    if (*self->at == '"') {
      self->at++;
      return TRUE;
    }
    *escaped = TRUE;
    if (!skip_escape (self))
      return FALSE;
  }
}

/* Reads the text at hand; it is rewritten only where it must be. */
static gboolean
read_text (GradioJsonReader *self,
           GradioJsonText   *text)
{
  const char *start = self->at + 1;
  gboolean    escaped = FALSE;
  gsize       length;

  if (!skip_text (self, &escaped))
    return FALSE;

  length = self->at - 1 - start;
  if (!escaped && gradio_json_text_is_valid (start, length)) {
    *text = (GradioJsonText){ start, length };
    return TRUE;
  }

  if (self->string == NULL)
    self->string = g_string_sized_new (length);
  g_string_truncate (self->string, 0);
  gradio_json_text_append (self->string, start, start + length);
  *text = (GradioJsonText){ self->string->str, self->string->len };

  return TRUE;
}

/* numbers and words */

static inline gsize
skip_digits (GradioJsonReader *self)
{
  const char *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;

  return self->at - start;
}

static gboolean
skip_word (GradioJsonReader *self,
           const char       *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;

  self->at += length;

  return TRUE;
}

/* Passes over a number and counts the digits before its fraction, none for -Infinity. */
static gboolean
skip_number (GradioJsonReader *self,
             gsize            *n_digits,
             gboolean         *fraction)
{
  const char *digits;

  *fraction = FALSE;
  *n_digits = 0;
  if (peek (self) == '-') {
    self->at++;
    if (skip_word (self, "Infinity"))
      return TRUE;
  }

  digits = self->at;
  *n_digits = skip_digits (self);
  if (*n_digits == 0 || (*n_digits > 1 && digits[0] == '0'))
    return fail (self, JSON_PARSER_ERROR_PARSE, _("a number is not written properly"));

  if (peek (self) == '.') {
    *fraction = TRUE;
    self->at++;
    if (skip_digits (self) == 0)
      return fail (self, JSON_PARSER_ERROR_PARSE, _("a number is not written properly"));
  }
  if (peek (self) == 'e' || peek (self) == 'E') {
    *fraction = TRUE;
    self->at++;
    if (peek (self) == '+' || peek (self) == '-')
      self->at++;
    if (skip_digits (self) == 0)
      return fail (self, JSON_PARSER_ERROR_PARSE, _("a number is not written properly"));
  }

  return TRUE;
}

/* Up to 18 digits always fit; longer ones are compared with the largest there is. */
static gboolean
fits_int64 (const char *digits,
            gsize       n_digits,
            gboolean    negative)
{
  const char *limit = negative ? "9223372036854775808" : "9223372036854775807";

  return n_digits < 19 || (n_digits == 19 && memcmp (digits, limit, 19) <= 0);
}

static gint64
make_int64 (const char *digits,
            gsize       n_digits,
            gboolean    negative)
{
  guint64 value = 0;

  for (gsize i = 0; i < n_digits; i++)
    value = value * 10 + (digits[i] - '0');

  return (gint64) (negative ? -value : value);
}

static double
make_double (const char *text,
             gsize       length)
{
  char             small[64];
  g_autofree char *large = NULL;
  char            *copy = small;

  if (length >= sizeof small)
    copy = large = g_malloc (length + 1);
  memcpy (copy, text, length);
  copy[length] = '\0';

  return g_ascii_strtod (copy, NULL);
}

static gboolean
skip_constant (GradioJsonReader *self)
{
  static const char *const words[] = { "null", "true", "false", "NaN", "Infinity" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    if (skip_word (self, words[i]))
      return TRUE;
  }

  if (self->at == self->end)
    return fail (self, JSON_PARSER_ERROR_PARSE, _("the text ends too early"));

  return fail (self, JSON_PARSER_ERROR_INVALID_BAREWORD, _("there is something that is no value"));
}

/* objects and lists */

static gboolean
enter (GradioJsonReader *self)
{
  if (self->depth == MAX_DEPTH)
    return fail (self, JSON_PARSER_ERROR_PARSE, _("lists and objects are nested too deep"));

  self->at++;
  self->depth++;
  self->fresh = TRUE;

  return TRUE;
}

/* Whether there is another member or element; leaves the object or list when there is none. */
static inline gboolean
next (GradioJsonReader *self,
      char              close)
{
  gboolean fresh = self->fresh;

  self->fresh = FALSE;
  skip_space (self);
  if (peek (self) == close) {
    self->at++;
    self->depth--;
    return FALSE;
  }
  if (fresh)
    return TRUE;

  if (peek (self) != ',')
    return fail (self, JSON_PARSER_ERROR_MISSING_COMMA, _("a comma or a closing bracket is missing"));
  self->at++;
  skip_space (self);
  if (peek (self) == close)
    return fail (self, JSON_PARSER_ERROR_TRAILING_COMMA, _("there is a comma after the last value"));

  return TRUE;
}

static inline gboolean
skip_colon (GradioJsonReader *self)
{
  skip_space (self);
  if (peek (self) != ':')
    return fail (self, JSON_PARSER_ERROR_MISSING_COLON, _("a colon is missing"));

  self->at++;

  return TRUE;
}

static inline gboolean
is_name (GradioJsonReader *self)
{
  return peek (self) == '"' ||
         fail (self, JSON_PARSER_ERROR_PARSE, _("a name in quotation marks is missing"));
}

static gboolean
skip_object (GradioJsonReader *self)
{
  gboolean escaped;

  if (!enter (self))
    return FALSE;

  while (next (self, '}')) {
    if (!is_name (self) || !skip_text (self, &escaped) || !skip_colon (self) || !skip_value (self))
      return FALSE;
  }

  return self->problem == NULL;
}

static gboolean
skip_list (GradioJsonReader *self)
{
  if (!enter (self))
    return FALSE;

  while (next (self, ']')) {
    if (!skip_value (self))
      return FALSE;
  }

  return self->problem == NULL;
}

static GradioJsonKind
get_kind (char first)
{
  switch (first) {
  case '"':
    return GRADIO_JSON_TEXT;
  case '{':
    return GRADIO_JSON_OBJECT;
  case '[':
    return GRADIO_JSON_LIST;
  case 't':
  case 'f':
    return GRADIO_JSON_BOOLEAN;
  case 'n':
  case 'N':
  case 'I':
    return GRADIO_JSON_NULL;
  default:
    return first == '-' || g_ascii_isdigit (first) ? GRADIO_JSON_NUMBER : GRADIO_JSON_NONE;
  }
}

static gboolean
skip_value (GradioJsonReader *self)
{
  gboolean flag;
  gsize    n_digits;

  skip_space (self);
  switch (get_kind (peek (self))) {
  case GRADIO_JSON_TEXT:
    return skip_text (self, &flag);
  case GRADIO_JSON_OBJECT:
    return skip_object (self);
  case GRADIO_JSON_LIST:
    return skip_list (self);
  case GRADIO_JSON_NUMBER:
    return skip_number (self, &n_digits, &flag);
  case GRADIO_JSON_BOOLEAN:
  case GRADIO_JSON_NULL:
  case GRADIO_JSON_NONE:
    break;
  }

  return skip_constant (self);
}

static void
set_error (GradioJsonReader *self,
           GError          **error)
{
  guint       line = 1;
  const char *line_start = self->text;

  for (const char *p = self->text; p < self->at; p++) {
    if (*p == '\n') {
      line++;
      line_start = p + 1;
    }
  }

  g_set_error (error, JSON_PARSER_ERROR, self->code, _("This is not JSON: line %u, column %ld: %s."),
               line, g_utf8_strlen (line_start, self->at - line_start) + 1, self->problem);
}

/* public */

void
gradio_json_reader_init (GradioJsonReader *self,
                         const char       *text,
                         gsize             length)
{
  if (text == NULL) /* an empty GBytes has no address, to which nothing can be added */
    text = "";

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0) { /* files from Windows begin with a mark */
    text += 3;
    length -= 3;
  }

  *self = (GradioJsonReader){ .text = text, .at = text, .end = text + length, .pending = TRUE };
}

void
gradio_json_reader_clear (GradioJsonReader *self)
{
  if (self->string != NULL)
    g_string_free (self->string, TRUE);
  self->string = NULL;
}

gboolean
gradio_json_reader_finish (GradioJsonReader *self,
                           GError          **error)
{
  if (self->text == self->end) {
    g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, _("This is not JSON: there is no text."));
    return FALSE;
  }

  gradio_json_reader_skip (self);
  if (self->problem == NULL) {
    g_return_val_if_fail (self->depth == 0, FALSE);
    skip_space (self);
    if (self->at < self->end)
      fail (self, JSON_PARSER_ERROR_PARSE, _("there is more text after the value"));
  }

  if (self->problem != NULL)
    set_error (self, error);

  return self->problem == NULL;
}

/* Whether a value is to be taken now. */
static inline gboolean
begin_value (GradioJsonReader *self)
{
  if (!self->pending || self->problem != NULL)
    return FALSE;

  skip_space (self);

  return TRUE;
}

GradioJsonKind
gradio_json_reader_peek (GradioJsonReader *self)
{
  return begin_value (self) ? get_kind (peek (self)) : GRADIO_JSON_NONE;
}

const char *
gradio_json_reader_get_place (GradioJsonReader *self)
{
  begin_value (self);

  return self->at;
}

static gboolean
enter_kind (GradioJsonReader *self,
            char              open)
{
  if (!begin_value (self) || peek (self) != open || !enter (self))
    return FALSE;

  self->pending = FALSE;

  return TRUE;
}

gboolean
gradio_json_reader_enter_object (GradioJsonReader *self)
{
  return enter_kind (self, '{');
}

gboolean
gradio_json_reader_enter_list (GradioJsonReader *self)
{
  return enter_kind (self, '[');
}

gboolean
gradio_json_reader_next_member (GradioJsonReader *self,
                                GradioJsonText   *name)
{
  gradio_json_reader_skip (self);
  if (self->problem != NULL || !next (self, '}') || !is_name (self) || !read_text (self, name) ||
      !skip_colon (self))
    return FALSE;

  self->pending = TRUE;

  return TRUE;
}

gboolean
gradio_json_reader_next_element (GradioJsonReader *self)
{
  gradio_json_reader_skip (self);
  if (self->problem != NULL || !next (self, ']'))
    return FALSE;

  self->pending = TRUE;

  return TRUE;
}

void
gradio_json_reader_skip (GradioJsonReader *self)
{
  if (begin_value (self) && skip_value (self))
    self->pending = FALSE;
}

GradioJsonRange
gradio_json_reader_take_range (GradioJsonReader *self)
{
  const char *start;

  if (!begin_value (self))
    return (GradioJsonRange){ NULL, 0 };

  start = self->at;
  gradio_json_reader_skip (self);
  if (self->problem != NULL)
    return (GradioJsonRange){ NULL, 0 };

  return (GradioJsonRange){ start, self->at - start };
}

gboolean
gradio_json_reader_take_boolean (GradioJsonReader *self,
                                 gboolean          fallback)
{
  GradioJsonKind kind = gradio_json_reader_peek (self);
  char           first = peek (self);

  gradio_json_reader_skip (self);
  if (kind != GRADIO_JSON_BOOLEAN || self->problem != NULL)
    return fallback;

  return first == 't';
}

gboolean
gradio_json_reader_take_number (GradioJsonReader *self,
                                GradioJsonNumber *number)
{
  const char *start;
  gsize       n_digits;
  gboolean    fraction;
  gboolean    negative;

  if (gradio_json_reader_peek (self) != GRADIO_JSON_NUMBER) {
    gradio_json_reader_skip (self);
    return FALSE;
  }

  start = self->at;
  negative = *start == '-';
  if (!skip_number (self, &n_digits, &fraction))
    return FALSE;
  self->pending = FALSE;
  if (n_digits == 0)
    return FALSE;

  number->whole = !fraction && fits_int64 (start + negative, n_digits, negative);
  if (number->whole) {
    number->integer = make_int64 (start + negative, n_digits, negative);
    number->fraction = (double) number->integer;
  } else {
    number->fraction = make_double (start, self->at - start);
  }

  return TRUE;
}

gint64
gradio_json_reader_take_int (GradioJsonReader *self,
                             gint64            fallback)
{
  GradioJsonNumber number;

  if (!gradio_json_reader_take_number (self, &number))
    return fallback;
  if (number.whole)
    return number.integer;
  if (number.fraction >= (double) G_MAXINT64)
    return G_MAXINT64;
  if (number.fraction <= (double) G_MININT64)
    return G_MININT64;

  return (gint64) number.fraction;
}

double
gradio_json_reader_take_double (GradioJsonReader *self,
                                double            fallback)
{
  GradioJsonNumber number;

  return gradio_json_reader_take_number (self, &number) ? number.fraction : fallback;
}

gboolean
gradio_json_reader_take_text (GradioJsonReader *self,
                              GradioJsonText   *text)
{
  if (gradio_json_reader_peek (self) != GRADIO_JSON_TEXT) {
    gradio_json_reader_skip (self);
    return FALSE;
  }
  if (!read_text (self, text))
    return FALSE;

  self->pending = FALSE;

  return TRUE;
}

char *
gradio_json_reader_dup_text (GradioJsonReader *self)
{
  GradioJsonText text;

  return gradio_json_reader_take_text (self, &text) ? g_strndup (text.text, text.length) : NULL;
}

gboolean
gradio_json_reader_append_text (GradioJsonReader *self,
                                GString          *string)
{
  const char *start;
  gboolean    escaped = FALSE;

  if (gradio_json_reader_peek (self) != GRADIO_JSON_TEXT) {
    gradio_json_reader_skip (self);
    return FALSE;
  }

  start = self->at + 1;
  if (!skip_text (self, &escaped))
    return FALSE;

  self->pending = FALSE;
  gradio_json_text_append (string, start, self->at - 1);

  return TRUE;
}
