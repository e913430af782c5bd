/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-theme-sheet.h"

#include <math.h>
#include <string.h>

#include "sp-color-text.h"
#include "sp-css-length.h"

#define MAX_REFERENCES 8
#define MIN_ALPHA 0.5 /* what is fainter is a tint of something else */

struct _SpThemeSheet {
  GHashTable *light; /* name -> value */
  GHashTable *dark;  /* the same, where it is another one */
};

/* Returns: the first of these characters that is neither quoted nor in brackets, else the end */
static const char *
find_outside (const char *text, const char *end, const char *characters)
{
  char  quote = '\0';
  guint depth = 0;

  for (; text < end; text++) {
    if (quote != '\0' || *text == '"' || *text == '\'') {
      if (quote == '\0')
        quote = *text;
      else if (*text == '\\' && text + 1 < end)
        text++;
      else if (*text == quote)
        quote = '\0';
      continue;
    }
    if (depth == 0 && strchr (characters, *text) != NULL)
      return text;
    if (*text == '(' || *text == '{')
      depth++;
    else if ((*text == ')' || *text == '}') && depth > 0)
      depth--;
  }

  return end;
}

static void
read_declaration (GHashTable *table, const char *start, const char *end)
{
  const char *colon = memchr (start, ':', end - start);
  char       *name = NULL;

  if (colon == NULL)
    return;

  name = g_strstrip (g_strndup (start, colon - start));
  if (g_str_has_prefix (name, "--"))
    g_hash_table_replace (table, name, g_strstrip (g_strndup (colon + 1, end - colon - 1)));
  else
    g_free (name);
}

static void
read_declarations (GHashTable *table, const char *start, const char *end)
{
  while (start < end) {
    const char *stop = find_outside (start, end, ";");

    read_declaration (table, start, stop);
    start = stop + 1;
  }
}

/* Returns: (nullable): where the declarations of a rule go; most are of no interest */
static GHashTable *
get_table (SpThemeSheet *self, const char *start, const char *end)
{
  g_autofree char *selector = g_strstrip (g_strndup (start, end - start));

  if (*selector == '@')
    return NULL;
  if (strstr (selector, ".dark") != NULL)
    return self->dark;

  return strstr (selector, ":root") != NULL ? self->light : NULL;
}

static void
read_rules (SpThemeSheet *self, const char *start, const char *end)
{
  while (start < end) {
    const char *open = find_outside (start, end, "{;");
    const char *close = NULL;
    GHashTable *table = NULL;

    if (open == end)
      return;
    if (*open == ';') { /* an @import */
      start = open + 1;
      continue;
    }

    close = find_outside (open + 1, end, "}");
    table = get_table (self, start, open);
    if (table != NULL)
      read_declarations (table, open + 1, close);
    start = close + 1;
  }
}

/* Returns: (transfer full): the text with a blank for each comment */
static GString *
strip_comments (const char *text, const char *end)
{
  GString *stripped = g_string_new (NULL);

  while (text < end) {
    const char *comment = g_strstr_len (text, end - text, "/*");
    const char *stop = comment != NULL ? g_strstr_len (comment + 2, end - comment - 2, "*/") : NULL;

    g_string_append_len (stripped, text, (comment != NULL ? comment : end) - text);
    if (stop == NULL)
      break;
    g_string_append_c (stripped, ' ');
    text = stop + 2;
  }

  return stripped;
}

SpThemeSheet *
sp_theme_sheet_new (const char *text, gsize length)
{
  SpThemeSheet       *self = g_new0 (SpThemeSheet, 1);
  g_autofree char    *valid = g_utf8_make_valid (text, (gssize) length);
  g_autoptr (GString) stripped = strip_comments (valid, valid + strlen (valid));

  self->light = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->dark = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read_rules (self, stripped->str, stripped->str + stripped->len);

  return self;
}

void
sp_theme_sheet_free (SpThemeSheet *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->light);
  g_hash_table_unref (self->dark);
  g_free (self);
}

static const char *
look_up (SpThemeSheet *self, const char *name, gboolean dark)
{
  const char *value = dark ? g_hash_table_lookup (self->dark, name) : NULL;

  return value != NULL ? value : g_hash_table_lookup (self->light, name);
}

/* `var(--name)`, or `var(--name, something else)`. */
static char *
resolve (SpThemeSheet *self, const char *value, gboolean dark, guint n_references)
{
  g_autofree char *inside = NULL;
  g_autofree char *found = NULL;
  char            *comma = NULL;

  if (value == NULL || n_references > MAX_REFERENCES)
    return NULL;
  if (!g_str_has_prefix (value, "var(") || !g_str_has_suffix (value, ")"))
    return g_strdup (value);

  inside = g_strndup (value + strlen ("var("), strlen (value) - strlen ("var()"));
  comma = strchr (inside, ',');
  if (comma != NULL)
    *comma = '\0';
  found = resolve (self, look_up (self, g_strstrip (inside), dark), dark, n_references + 1);
  if (found == NULL && comma != NULL)
    found = resolve (self, g_strstrip (comma + 1), dark, n_references + 1);

  return g_steal_pointer (&found);
}

gboolean
sp_theme_sheet_get_color (SpThemeSheet *self, const char *name, gboolean dark, GdkRGBA *color)
{
  g_autofree char *value = resolve (self, look_up (self, name, dark), dark, 0);

  return value != NULL && sp_color_text_parse (value, color, NULL) && isfinite (color->red) &&
         isfinite (color->green) && isfinite (color->blue) && color->alpha >= MIN_ALPHA;
}

int
sp_theme_sheet_get_length (SpThemeSheet *self, const char *name)
{
  g_autofree char     *value = resolve (self, look_up (self, name, FALSE), FALSE, 0);
  g_autoptr (JsonNode) node = NULL;

  if (value == NULL)
    return -1;

  node = json_node_init_string (json_node_alloc (), value);

  return sp_css_length_to_pixels (node, 0);
}
