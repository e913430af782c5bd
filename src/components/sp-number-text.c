/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-number-text.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <math.h>
#include <string.h>

#include "gradio.h"

/* A double holds 17 significant digits; rounding to more changes nothing. */
#define MAX_PRECISION 17

static void
replace_all (GString *string, const char *from, const char *to)
{
  if (*from != '\0')
    g_string_replace (string, from, to, 0);
}

/* Takes the parts of a person's notation out that C does not have: spaces between thousands, a
 * typographic minus. */
static char *
simplify (const char *text)
{
  g_autoptr (GString) string = g_string_new (text);

  g_strstrip (string->str);
  string->len = strlen (string->str);
  replace_all (string, "\xe2\x88\x92", "-"); /* minus sign */
  replace_all (string, "\xc2\xa0", "");      /* no-break space */
  replace_all (string, "\xe2\x80\xaf", "");  /* narrow no-break space */
  replace_all (string, " ", "");

  return g_string_free (g_steal_pointer (&string), FALSE);
}

static JsonNode *
parse_plain (const char *text)
{
  JsonNode *node = NULL;
  char     *end = NULL;
  gint64    whole = 0;
  double    number = 0;

  /* g_ascii_strtod() would read hexadecimal numbers, “inf” and “nan” as well. */
  if (text[strspn (text, "0123456789+-.eE")] != '\0' || strpbrk (text, "0123456789") == NULL)
    return NULL;

  node = json_node_new (JSON_NODE_VALUE);
  if (g_ascii_string_to_signed (*text == '+' ? text + 1 : text, 10, G_MININT64, G_MAXINT64, &whole,
                                NULL)) {
    json_node_set_int (node, whole);
    return node;
  }
  number = g_ascii_strtod (text, &end);
  if (*end != '\0') {
    json_node_unref (node);
    return NULL;
  }
  json_node_set_double (node, number);

  return node;
}

static JsonNode *
parse_local (const char *text)
{
  g_autoptr (GString) string = g_string_new (text);

  replace_all (string, nl_langinfo (THOUSEP), "");
  replace_all (string, nl_langinfo (RADIXCHAR), ".");

  return parse_plain (string->str);
}

JsonNode *
sp_number_text_parse (const char *text, GError **error)
{
  g_autofree char     *plain = simplify (text);
  g_autoptr (JsonNode) node = NULL;

  if (*plain == '\0')
    return json_node_new (JSON_NODE_NULL);

  node = parse_plain (plain);
  if (node == NULL)
    node = parse_local (plain);
  if (node == NULL) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                 _("This is not a number. Enter one such as %s."), "3.5");
    return NULL;
  }
  if (!isfinite (json_node_get_double (node))) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                 _("This number is too large. Enter a smaller one."));
    return NULL;
  }

  return g_steal_pointer (&node);
}

char *
sp_number_text_format (JsonNode *value)
{
  g_autofree char    *text = NULL;
  g_autoptr (GString) string = NULL;

  if (value == NULL || json_node_is_null (value))
    return g_strdup ("");
  if (gradio_json_is_string (value))
    return g_strdup (json_node_get_string (value));

  text = gradio_json_write (value);
  if (!gradio_json_is_number (value))
    return g_steal_pointer (&text);
  if (g_str_has_suffix (text, ".0")) /* what Python calls a float may be a whole number */
    text[strlen (text) - 2] = '\0';

  string = g_string_new (text);
  replace_all (string, ".", nl_langinfo (RADIXCHAR));

  return g_string_free (g_steal_pointer (&string), FALSE);
}

char *
sp_number_text_format_double (double value)
{
  g_autoptr (JsonNode) node = sp_number_text_node (value, floor (value) == value ? 0 : -1);

  return sp_number_text_format (node);
}

JsonNode *
sp_number_text_node (double value, int precision)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);
  char      digits[G_ASCII_DTOSTR_BUF_SIZE + 512];

  if (precision == 0 && fabs (round (value)) < 0x1p63) {
    json_node_set_int (node, (gint64) round (value));
  } else if (precision > 0 && fabs (value) < 1e15) {
    g_autofree char *format = g_strdup_printf ("%%.%df", MIN (precision, MAX_PRECISION));

    json_node_set_double (
      node, g_ascii_strtod (g_ascii_formatd (digits, sizeof (digits), format, value), NULL));
  } else {
    json_node_set_double (node, value);
  }

  return node;
}
