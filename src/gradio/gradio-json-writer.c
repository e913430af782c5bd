/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-json.h"

#include <math.h>
#include <string.h>

static void append_node (GString  *string,
                         JsonNode *node,
                         int       indent);

/* Starts a line at the given level; a negative level means that everything stands on one line. */
static void
append_line_break (GString *string,
                   int      indent)
{
  if (indent < 0)
    return;

  g_string_append_c (string, '\n');
  for (int i = 0; i < indent; i++)
    g_string_append (string, "  ");
}

static void
append_escape (GString *string,
               guchar   character)
{
  static const char plain[] = "\"\\\b\f\n\r\t";
  static const char escaped[] = "\"\\bfnrt";
  const char       *found = strchr (plain, character);

  if (found != NULL) {
    g_string_append_c (string, '\\');
    g_string_append_c (string, escaped[found - plain]);
  } else {
    g_string_append_printf (string, "\\u%04x", character);
  }
}

static void
append_string (GString    *string,
               const char *text)
{
  g_autofree char *valid = NULL;
  const char      *run;

  if (!g_utf8_validate (text, -1, NULL)) {
    valid = g_utf8_make_valid (text, -1);
    text = valid;
  }

  g_string_append_c (string, '"');
  run = text;
  for (const char *p = text;; p++) {
    guchar character = (guchar) *p;

    if (character >= 0x20 && character != '"' && character != '\\')
      continue;
    g_string_append_len (string, run, p - run);
    run = p + 1;
    if (character == '\0')
      break;
    append_escape (string, character);
  }
  g_string_append_c (string, '"');
}

static void
append_double (GString *string,
               double   number)
{
  static const char *formats[] = { "%.15g", "%.16g", "%.17g" };
  char               buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (number)) {
    g_string_append (string, "null");
    return;
  }

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_ascii_formatd (buffer, sizeof buffer, formats[i], number);
    if (g_ascii_strtod (buffer, NULL) == number)
      break;
  }

  g_string_append (string, buffer);
  if (strpbrk (buffer, ".e") == NULL)
    g_string_append (string, ".0");
}

static void
append_array (GString   *string,
              JsonArray *array,
              int        indent)
{
  guint length = json_array_get_length (array);
  int   inner = indent < 0 ? indent : indent + 1;

  g_string_append_c (string, '[');
  for (guint i = 0; i < length; i++) {
    if (i > 0)
      g_string_append_c (string, ',');
    append_line_break (string, inner);
    append_node (string, json_array_get_element (array, i), inner);
  }
  if (length > 0)
    append_line_break (string, indent);
  g_string_append_c (string, ']');
}

static void
append_object (GString    *string,
               JsonObject *object,
               int         indent)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;
  gboolean       first = TRUE;
  int            inner = indent < 0 ? indent : indent + 1;

  g_string_append_c (string, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member)) {
    if (!first)
      g_string_append_c (string, ',');
    first = FALSE;
    append_line_break (string, inner);
    append_string (string, name);
    g_string_append (string, indent < 0 ? ":" : ": ");
    append_node (string, member, inner);
  }
  if (!first)
    append_line_break (string, indent);
  g_string_append_c (string, '}');
}

static void
append_scalar (GString  *string,
               JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING && json_node_get_string (node) != NULL)
    append_string (string, json_node_get_string (node));
  else if (type == G_TYPE_INT64)
    g_string_append_printf (string, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_DOUBLE)
    append_double (string, json_node_get_double (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (string, json_node_get_boolean (node) ? "true" : "false");
  else
    g_string_append (string, "null");
}

static void
append_node (GString  *string,
             JsonNode *node,
             int       indent)
{
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_node_get_array (node) != NULL)
    append_array (string, json_node_get_array (node), indent);
  else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node) && json_node_get_object (node) != NULL)
    append_object (string, json_node_get_object (node), indent);
  else if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
    append_scalar (string, node);
  else
    g_string_append (string, "null");
}

char *
gradio_json_write (JsonNode *node)
{
  GString *string = g_string_new (NULL);

  append_node (string, node, -1);
  return g_string_free (string, FALSE);
}

char *
gradio_json_write_pretty (JsonNode *node)
{
  GString *string = g_string_new (NULL);

  append_node (string, node, 0);
  return g_string_free (string, FALSE);
}

void
gradio_json_append (GString  *string,
                    JsonNode *node)
{
  g_return_if_fail (string != NULL);

  append_node (string, node, -1);
}
