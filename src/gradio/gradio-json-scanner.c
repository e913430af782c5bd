/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-json-scanner.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH 512
#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

typedef struct {
  const char     *text;
  const char     *at;
  const char     *end;
  const char     *copied; /* what stands before it is in output already */
  GString        *output; /* owned, NULL as long as nothing had to be changed */
  guint           depth;
  JsonParserError code;
  const char     *problem; /* translated, NULL while all is well */
} JsonScanner;

static gboolean scan_value (JsonScanner *self);

static gboolean
fail (JsonScanner    *self,
      JsonParserError code,
      const char     *problem)
{
  self->code = code;
  self->problem = problem;
  return FALSE;
}

/* Puts replacement in the place of the text from start to the current position. */
static void
rewrite (JsonScanner *self,
         const char  *start,
         const char  *replacement)
{
  if (self->output == NULL)
    self->output = g_string_sized_new (self->end - self->text + 64);

  g_string_append_len (self->output, self->copied, start - self->copied);
  g_string_append (self->output, replacement);
  self->copied = self->at;
}

static char
peek (JsonScanner *self)
{
  return self->at < self->end ? *self->at : '\0';
}

static void
skip_space (JsonScanner *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    self->at++;
}

static gboolean
skip_word (JsonScanner *self,
           const char  *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;

  self->at += length;
  return TRUE;
}

static int
read_hex (const char *digits)
{
  int code = 0;

  for (guint i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value (digits[i]);

    if (digit < 0)
      return -1;
    code = code * 16 + digit;
  }

  return code;
}

static gboolean
scan_unicode_escape (JsonScanner *self)
{
  const char *start = self->at;
  int         code = self->end - start >= 6 ? read_hex (start + 2) : -1;

  if (code < 0)
    return fail (self, JSON_PARSER_ERROR_PARSE, _("“\\u” is not followed by four digits"));

  self->at += 6;
  if (code == 0 || (code >= 0xdc00 && code <= 0xdfff)) {
    rewrite (self, start, REPLACEMENT);
  } else if (code >= 0xd800 && code <= 0xdbff) {
    int low = -1;

    if (self->end - self->at >= 6 && self->at[0] == '\\' && self->at[1] == 'u')
      low = read_hex (self->at + 2);
    if (low >= 0xdc00 && low <= 0xdfff)
      self->at += 6;
    else
      rewrite (self, start, REPLACEMENT);
  }

  return TRUE;
}

/* Line breaks and tabs inside of a text are let through: there is only one thing they can mean. */
static gboolean
scan_string (JsonScanner *self)
{
  self->at++;

  while (self->at < self->end) {
    if (*self->at == '"') {
      self->at++;
      return TRUE;
    }
    if (*self->at != '\\') {
      self->at++;
    } else if (self->end - self->at >= 2 && self->at[1] == 'u') {
      if (!scan_unicode_escape (self))
        return FALSE;
    } else if (self->end - self->at >= 2 && strchr ("\"\\/bfnrt", self->at[1]) != NULL) {
      self->at += 2;
    } else {
      return fail (self, JSON_PARSER_ERROR_PARSE, _("“\\” is followed by something that has no meaning"));
    }
  }

  return fail (self, JSON_PARSER_ERROR_PARSE, _("a quotation mark is missing at the end of a text"));
}

static gsize
skip_digits (JsonScanner *self)
{
  const char *start = self->at;

  while (g_ascii_isdigit (peek (self)))
    self->at++;

  return self->at - start;
}

static gboolean
fits_int64 (const char *digits,
            gsize       n_digits,
            gboolean    negative)
{
  const char *limit = negative ? "9223372036854775808" : "9223372036854775807";

  return n_digits < 19 || (n_digits == 19 && memcmp (digits, limit, 19) <= 0);
}

static gboolean
scan_number (JsonScanner *self)
{
  const char *start = self->at;
  gboolean    negative = *start == '-';
  gboolean    whole = TRUE;
  const char *digits;
  gsize       n_digits;

  self->at += negative;
  if (negative && skip_word (self, "Infinity")) {
    rewrite (self, start, "null");
    return TRUE;
  }

  digits = self->at;
  n_digits = skip_digits (self);
  if (n_digits == 0 || (n_digits > 1 && digits[0] == '0'))
    return fail (self, JSON_PARSER_ERROR_PARSE, _("a number is not written properly"));

  if (peek (self) == '.') {
    self->at++;
    whole = FALSE;
    if (skip_digits (self) == 0)
      return fail (self, JSON_PARSER_ERROR_PARSE, _("a number is not written properly"));
  }
  if (peek (self) == 'e' || peek (self) == 'E') {
    self->at++;
    whole = FALSE;
    if (peek (self) == '+' || peek (self) == '-')
      self->at++;
    if (skip_digits (self) == 0)
      return fail (self, JSON_PARSER_ERROR_PARSE, _("a number is not written properly"));
  }

  /* json-glib wraps whole numbers that are too large; as a fraction it reads the nearest double. */
  if (whole && !fits_int64 (digits, n_digits, negative))
    rewrite (self, self->at, ".0");

  return TRUE;
}

static gboolean
scan_word (JsonScanner *self)
{
  const char *start = self->at;

  if (skip_word (self, "true") || skip_word (self, "false") || skip_word (self, "null"))
    return TRUE;

  if (skip_word (self, "NaN") || skip_word (self, "Infinity")) {
    rewrite (self, start, "null");
    return TRUE;
  }

  if (start == self->end)
    return fail (self, JSON_PARSER_ERROR_PARSE, _("the text ends too early"));

  return fail (self, JSON_PARSER_ERROR_INVALID_BAREWORD, _("there is something that is no value"));
}

static gboolean
scan_member_name (JsonScanner *self)
{
  if (peek (self) != '"')
    return fail (self, JSON_PARSER_ERROR_PARSE, _("a name in quotation marks is missing"));
  if (!scan_string (self))
    return FALSE;

  skip_space (self);
  if (peek (self) != ':')
    return fail (self, JSON_PARSER_ERROR_MISSING_COLON, _("a colon is missing"));

  self->at++;
  return TRUE;
}

/* A list or an object: they differ by the names only. */
static gboolean
scan_container (JsonScanner *self,
                char         close)
{
  if (++self->depth > MAX_DEPTH)
    return fail (self, JSON_PARSER_ERROR_PARSE, _("lists and objects are nested too deep"));

  self->at++;
  skip_space (self);
  if (peek (self) == close) {
    self->at++;
    self->depth--;
    return TRUE;
  }

  while (TRUE) {
    skip_space (self);
    if (peek (self) == close)
      return fail (self, JSON_PARSER_ERROR_TRAILING_COMMA, _("there is a comma after the last value"));
    if (close == '}' && !scan_member_name (self))
      return FALSE;
    if (!scan_value (self))
      return FALSE;

    skip_space (self);
    if (peek (self) == close)
      break;
    if (peek (self) != ',')
      return fail (self, JSON_PARSER_ERROR_MISSING_COMMA, _("a comma or a closing bracket is missing"));
    self->at++;
  }

  self->at++;
  self->depth--;
  return TRUE;
}

static gboolean
scan_value (JsonScanner *self)
{
  char first;

  skip_space (self);
  first = peek (self);

  if (first == '"')
    return scan_string (self);
  if (first == '{')
    return scan_container (self, '}');
  if (first == '[')
    return scan_container (self, ']');
  if (first == '-' || g_ascii_isdigit (first))
    return scan_number (self);

  return scan_word (self);
}

static void
set_error (JsonScanner *self,
           GError     **error)
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

gboolean
gradio_json_scan (const char *text,
                  gsize       length,
                  GString   **repaired,
                  GError    **error)
{
  JsonScanner self = { .text = text, .at = text, .end = text + length, .copied = text };
  gboolean    valid = scan_value (&self);

  if (valid) {
    skip_space (&self);
    if (self.at < self.end)
      valid = fail (&self, JSON_PARSER_ERROR_PARSE, _("there is more text after the value"));
  }

  if (!valid) {
    set_error (&self, error);
    if (self.output != NULL)
      g_string_free (self.output, TRUE);
    return FALSE;
  }

  if (self.output != NULL)
    g_string_append_len (self.output, self.copied, self.end - self.copied);
  *repaired = self.output;

  return TRUE;
}
