/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-table-text.h"

#include <math.h>

#include "gradio.h"

#include "sp-number-text.h"

SpTableKind
sp_table_kind_from_word (const char *word)
{
  static const char *const words[] = { "auto", "str", "number", "bool",
                                       "date", "markdown", "html", "image" };

  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (words); i++) {
    if (g_str_equal (word, words[i]))
      return (SpTableKind) i;
  }

  return SP_TABLE_KIND_AUTO;
}

char *
sp_table_text_dup (JsonNode *cell)
{
  if (cell == NULL || json_node_is_null (cell))
    return g_strdup ("");
  if (gradio_json_is_string (cell))
    return g_utf8_make_valid (json_node_get_string (cell), -1);

  return gradio_json_write (cell);
}

static gboolean
is_boolean (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

static JsonNode *
parse_boolean (const char *text)
{
  gboolean yes = g_ascii_strcasecmp (text, "true") == 0 || g_str_equal (text, "1");

  if (!yes && g_ascii_strcasecmp (text, "false") != 0 && !g_str_equal (text, "0"))
    return NULL;

  return json_node_init_boolean (json_node_alloc (), yes);
}

static gboolean
is_container (JsonNode *node)
{
  return node != NULL && (JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_ARRAY (node));
}

JsonNode *
sp_table_text_parse (const char *text, SpTableKind kind, JsonNode *previous)
{
  JsonNode *node = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (*text == '\0' && previous != NULL &&
      (json_node_is_null (previous) || is_boolean (previous)))
    return json_node_new (JSON_NODE_NULL);

  if (kind == SP_TABLE_KIND_NUMBER || gradio_json_is_number (previous))
    node = sp_number_text_parse (text, NULL);
  else if (kind == SP_TABLE_KIND_BOOLEAN || is_boolean (previous))
    node = parse_boolean (text);
  else if (is_container (previous))
    node = gradio_json_parse (text, -1, NULL);

  /* What does not fit is the user's text all the same; the app says what is wrong with it. */
  return node != NULL ? node : json_node_init_string (json_node_alloc (), text);
}

void
sp_table_text_append_field (GString *string, const char *text, char separator)
{
  const char special[] = { separator, '"', '\n', '\r', '\0' };

  if (strpbrk (text, special) == NULL) {
    g_string_append (string, text);
    return;
  }

  g_string_append_c (string, '"');
  for (const char *at = text; *at != '\0'; at++) {
    if (*at == '"')
      g_string_append_c (string, '"');
    g_string_append_c (string, *at);
  }
  g_string_append_c (string, '"');
}

/* Reads one cell and returns what follows it: a separator, the end of a line or of the text. */
static const char *
read_field (const char *at, char separator, GString *field)
{
  gboolean quoted = *at == '"';

  g_string_truncate (field, 0);
  if (quoted)
    at++;
  for (; *at != '\0'; at++) {
    if (quoted && at[0] == '"' && at[1] == '"')
      g_string_append_c (field, *at++);
    else if (quoted && *at == '"')
      quoted = FALSE;
    else if (!quoted && (*at == separator || *at == '\n' || (at[0] == '\r' && at[1] == '\n')))
      break;
    else
      g_string_append_c (field, *at);
  }

  return at;
}

GPtrArray *
sp_table_text_split (const char *text, char separator)
{
  GPtrArray            *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GPtrArray) line = g_ptr_array_new ();
  g_autoptr (GString)   field = g_string_new (NULL);
  const char           *at = text;

  g_return_val_if_fail (text != NULL, lines);

  while (*at != '\0') {
    at = read_field (at, separator, field);
    g_ptr_array_add (line, g_utf8_make_valid (field->str, (gssize) field->len));
    if (*at == separator) {
      at++;
      if (*at != '\0')
        continue;
      g_ptr_array_add (line, g_strdup (""));
    }
    g_ptr_array_add (line, NULL);
    g_ptr_array_add (lines, g_ptr_array_steal (line, NULL));
    at += *at == '\r' ? 1 : 0;
    at += *at == '\n' ? 1 : 0;
  }

  return lines;
}

gboolean
sp_table_text_read_number (JsonNode *cell, double *number)
{
  const char *text = NULL;
  char       *end = NULL;

  if (gradio_json_is_number (cell)) {
    *number = json_node_get_double (cell);

    return TRUE;
  }
  if (!gradio_json_is_string (cell)) {
    *number = JSON_NODE_HOLDS_VALUE (cell) && json_node_get_boolean (cell) ? 1 : 0;

    return JSON_NODE_HOLDS_VALUE (cell);
  }

  text = json_node_get_string (cell);
  if (!g_ascii_isdigit (*text) && *text != '-' && *text != '.')
    return FALSE;

  *number = g_ascii_strtod (text, &end);

  return *end == '\0' && end != text && isfinite (*number);
}
