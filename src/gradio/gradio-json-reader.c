/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-json-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH 512
#define REPLACEMENT 0xfffd

typedef struct {
  const char     *text;
  const char     *at;
  const char     *end;
  GString        *string; /* the text that was read last */
  guint           depth;
  JsonParserError code;
  const char     *problem; /* translated, NULL while all is well */
} Reader;

static JsonNode *read_value (Reader *self);

static gpointer
fail (Reader         *self,
      JsonParserError code,
      const char     *problem)
{
  self->code = code;
  self->problem = problem;

  return NULL;
}

static inline char
peek (Reader *self)
{
  return self->at < self->end ? *self->at : '\0';
}

static inline void
skip_space (Reader *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    self->at++;
}

static gboolean
skip_word (Reader     *self,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;

  self->at += length;

  return TRUE;
}

/* The four digits behind “\u”, or -1. */
static int
read_hex (Reader *self)
{
  int code = 0;

  if (self->end - self->at < 6 || self->at[0] != '\\' || self->at[1] != 'u')
    return -1;

  for (guint i = 2; i < 6; i++) {
    int digit = g_ascii_xdigit_value (self->at[i]);

    if (digit < 0)
      return -1;
    code = code * 16 + digit;
  }

  return code;
}

static gboolean
read_unicode_escape (Reader *self)
{
  int code = read_hex (self);

  if (code < 0) {
    fail (self, JSON_PARSER_ERROR_PARSE, _("“\\u” is not followed by four digits"));
    return FALSE;
  }

  self->at += 6;
  if (code >= 0xd800 && code <= 0xdbff) {
    int low = read_hex (self);

    if (low >= 0xdc00 && low <= 0xdfff) {
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      self->at += 6;
    }
  }
  if (code == 0 || (code >= 0xd800 && code <= 0xdfff))
    code = REPLACEMENT;
  g_string_append_unichar (self->string, code);

  return TRUE;
}

static gboolean
read_escape (Reader *self)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char       *letter = NULL;

  if (self->end - self->at >= 2 && self->at[1] == 'u')
    return read_unicode_escape (self);

  if (self->end - self->at >= 2 && self->at[1] != '\0')
    letter = strchr (letters, self->at[1]);
  if (letter == NULL) {
    fail (self, JSON_PARSER_ERROR_PARSE, _("“\\” is followed by something that has no meaning"));
    return FALSE;
  }

  g_string_append_c (self->string, meanings[letter - letters]);
  self->at += 2;

  return TRUE;
}

/*
 * Reads a text into self->string. Line breaks and tabs inside of it are let through: there is only
 * one thing they can mean.
 */
static gboolean
read_string (Reader *self)
{
  g_string_truncate (self->string, 0);
  self->at++;

  while (self->at < self->end) {
    const char *start = self->at;

    while (self->at < self->end && *self->at != '"' && *self->at != '\\')
      self->at++;
    g_string_append_len (self->string, start, self->at - start);

    if (peek (self) == '"') {
      self->at++;
      return TRUE;
    }
    if (self->at < self->end && !read_escape (self))
      return FALSE;
  }

  fail (self, JSON_PARSER_ERROR_PARSE, _("a quotation mark is missing at the end of a text"));

  return FALSE;
}

static gsize
skip_digits (Reader *self)
{
  const char *start = self->at;

  while (g_ascii_isdigit (peek (self)))
    self->at++;

  return self->at - start;
}

/* Whether there is a fraction or an exponent; says in self->problem when it is a wrong one. */
static gboolean
skip_fraction (Reader *self)
{
  gboolean found = FALSE;

  if (peek (self) == '.') {
    self->at++;
    found = TRUE;
    if (skip_digits (self) == 0)
      fail (self, JSON_PARSER_ERROR_PARSE, _("a number is not written properly"));
  }
  if (peek (self) == 'e' || peek (self) == 'E') {
    self->at++;
    found = TRUE;
    if (peek (self) == '+' || peek (self) == '-')
      self->at++;
    if (skip_digits (self) == 0)
      fail (self, JSON_PARSER_ERROR_PARSE, _("a number is not written properly"));
  }

  return found;
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

static JsonNode *
read_number (Reader *self)
{
  const char *start = self->at;
  gboolean    negative = *start == '-';
  gboolean    fraction;
  const char *digits;
  gsize       n_digits;

  self->at += negative;
  if (negative && skip_word (self, "Infinity"))
    return json_node_new (JSON_NODE_NULL);

  digits = self->at;
  n_digits = skip_digits (self);
  if (n_digits == 0 || (n_digits > 1 && digits[0] == '0'))
    return fail (self, JSON_PARSER_ERROR_PARSE, _("a number is not written properly"));

  fraction = skip_fraction (self);
  if (self->problem != NULL)
    return NULL;
  if (!fraction && fits_int64 (digits, n_digits, negative))
    return json_node_init_int (json_node_alloc (), make_int64 (digits, n_digits, negative));

  g_string_truncate (self->string, 0);
  g_string_append_len (self->string, start, self->at - start);

  return json_node_init_double (json_node_alloc (), g_ascii_strtod (self->string->str, NULL));
}

static JsonNode *
read_word (Reader *self)
{
  if (skip_word (self, "true"))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (skip_word (self, "false"))
    return json_node_init_boolean (json_node_alloc (), FALSE);
  if (skip_word (self, "null") || skip_word (self, "NaN") || skip_word (self, "Infinity"))
    return json_node_new (JSON_NODE_NULL);

  if (self->at == self->end)
    return fail (self, JSON_PARSER_ERROR_PARSE, _("the text ends too early"));

  return fail (self, JSON_PARSER_ERROR_INVALID_BAREWORD, _("there is something that is no value"));
}

/* What follows a member or element: whether there is another one. */
static gboolean
read_separator (Reader *self,
                char    close)
{
  skip_space (self);
  if (peek (self) == close) {
    self->at++;
    return FALSE;
  }
  if (peek (self) != ',') {
    fail (self, JSON_PARSER_ERROR_MISSING_COMMA, _("a comma or a closing bracket is missing"));
    return FALSE;
  }

  self->at++;
  skip_space (self);
  if (peek (self) != close)
    return TRUE;

  fail (self, JSON_PARSER_ERROR_TRAILING_COMMA, _("there is a comma after the last value"));

  return FALSE;
}

static gboolean
read_member_name (Reader *self)
{
  if (peek (self) != '"') {
    fail (self, JSON_PARSER_ERROR_PARSE, _("a name in quotation marks is missing"));
    return FALSE;
  }
  if (!read_string (self))
    return FALSE;

  skip_space (self);
  if (peek (self) != ':') {
    fail (self, JSON_PARSER_ERROR_MISSING_COLON, _("a colon is missing"));
    return FALSE;
  }

  self->at++;

  return TRUE;
}

static gboolean
read_member (Reader     *self,
             JsonObject *object)
{
  g_autofree char *name = NULL;
  JsonNode        *value;

  if (!read_member_name (self))
    return FALSE;

  name = g_strndup (self->string->str, self->string->len);
  value = read_value (self);
  if (value == NULL)
    return FALSE;

  json_object_set_member (object, name, value);

  return TRUE;
}

static gboolean
read_element (Reader    *self,
              JsonArray *array)
{
  JsonNode *value = read_value (self);

  if (value == NULL)
    return FALSE;

  json_array_add_element (array, value);

  return TRUE;
}

/* Fills @object or @array, whichever is given. */
static gboolean
read_members (Reader     *self,
              JsonObject *object,
              JsonArray  *array)
{
  char close = object != NULL ? '}' : ']';

  if (++self->depth > MAX_DEPTH) {
    fail (self, JSON_PARSER_ERROR_PARSE, _("lists and objects are nested too deep"));
    return FALSE;
  }

  self->at++;
  skip_space (self);
  if (peek (self) == close) {
    self->at++;
  } else {
    do {
      if (!(object != NULL ? read_member (self, object) : read_element (self, array)))
        return FALSE;
    } while (read_separator (self, close));
  }
  self->depth--;

  return self->problem == NULL;
}

static JsonNode *
read_object (Reader *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonNode              *node;

  if (!read_members (self, object, NULL))
    return NULL;

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, g_steal_pointer (&object));

  return node;
}

static JsonNode *
read_array (Reader *self)
{
  g_autoptr (JsonArray) array = json_array_new ();
  JsonNode             *node;

  if (!read_members (self, NULL, array))
    return NULL;

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, g_steal_pointer (&array));

  return node;
}

static JsonNode *
read_value (Reader *self)
{
  char first;

  skip_space (self);
  first = peek (self);

  if (first == '"')
    return read_string (self) ? json_node_init_string (json_node_alloc (), self->string->str) : NULL;
  if (first == '{')
    return read_object (self);
  if (first == '[')
    return read_array (self);
  if (first == '-' || g_ascii_isdigit (first))
    return read_number (self);

  return read_word (self);
}

static void
set_error (Reader  *self,
           GError **error)
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

JsonNode *
gradio_json_read (const char *text,
                  gsize       length,
                  GError    **error)
{
  Reader               self = { .text = text, .at = text, .end = text + length };
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GString)  string = g_string_new (NULL);

  self.string = string;
  node = read_value (&self);
  if (node != NULL) {
    skip_space (&self);
    if (self.at < self.end)
      fail (&self, JSON_PARSER_ERROR_PARSE, _("there is more text after the value"));
  }

  if (self.problem != NULL) {
    set_error (&self, error);
    return NULL;
  }

  return g_steal_pointer (&node);
}
