/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-html-text.h"

#include <string.h>

static const char *const hidden_elements[] = {
  "embed", "head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title", NULL
};

static const char *const block_elements[] = {
  "blockquote", "br", "dd", "details", "div", "dl", "dt", "figure", "footer", "form", "h1",
  "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
  "section", "summary", "table", "tr", "ul", NULL
};

static const struct {
  const char *name;
  const char *text;
} entities[] = {
  { "amp;", "&" },
  { "lt;", "<" },
  { "gt;", ">" },
  { "quot;", "\"" },
  { "apos;", "'" },
  { "nbsp;", "\xc2\xa0" },
  { "hellip;", "…" },
  { "mdash;", "—" },
  { "ndash;", "–" },
  { "copy;", "©" },
};

/* Name of a tag in lower case, NULL for what is none: `</Div class=x>` gives `div`. */
static char *
dup_tag_name (const char *tag, gboolean *opening)
{
  gsize length = 0;

  if (*tag == '<')
    tag++;
  *opening = *tag != '/';
  if (*tag == '/')
    tag++;
  while (g_ascii_isalnum (tag[length]) || (length > 0 && tag[length] == '-'))
    length++;

  return length > 0 && g_ascii_isalpha (tag[0]) ? g_ascii_strdown (tag, length) : NULL;
}

gboolean
sp_html_is_hidden_element (const char *tag, gboolean *opening)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (tag != NULL, FALSE);
  g_return_val_if_fail (opening != NULL, FALSE);

  name = dup_tag_name (tag, opening);

  /* `embed` has no content, nor has what closes itself. */
  return name != NULL && !g_str_equal (name, "embed") && !g_str_has_suffix (tag, "/>") &&
         g_strv_contains (hidden_elements, name);
}

gboolean
sp_html_is_line_break (const char *tag)
{
  gboolean         opening = FALSE;
  g_autofree char *name = NULL;

  g_return_val_if_fail (tag != NULL, FALSE);

  name = dup_tag_name (tag, &opening);

  return g_strcmp0 (name, "br") == 0;
}

/* Where a tag ends; a quoted “>” does not end it. Returns the end of the text when nothing does. */
static const char *
find_tag_end (const char *tag)
{
  char quote = '\0';

  for (; *tag != '\0'; tag++) {
    if (quote != '\0')
      quote = *tag == quote ? '\0' : quote;
    else if (*tag == '"' || *tag == '\'')
      quote = *tag;
    else if (*tag == '>')
      return tag + 1;
  }

  return tag;
}

/* Where the element that begins with a tag ends; inside of scripts “<” is nothing special. */
static const char *
skip_hidden_element (const char *after_tag, const char *name)
{
  g_autofree char *closing = g_strconcat ("</", name, NULL);
  gsize            length = strlen (closing);

  for (const char *place = strchr (after_tag, '<'); place != NULL; place = strchr (place + 1, '<')) {
    if (g_ascii_strncasecmp (place, closing, length) == 0)
      return find_tag_end (place);
  }

  return after_tag + strlen (after_tag);
}

static void
append_new_line (GString *text)
{
  while (text->len > 0 && (text->str[text->len - 1] == ' ' || text->str[text->len - 1] == '\t'))
    g_string_truncate (text, text->len - 1);
  if (text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append_c (text, '\n');
}

static const char *
append_tag (GString *text, const char *tag)
{
  gboolean         opening = FALSE;
  g_autofree char *name = NULL;
  const char      *end = NULL;

  if (g_str_has_prefix (tag, "<!--")) {
    end = strstr (tag, "-->");
    return end != NULL ? end + 3 : tag + strlen (tag);
  }

  name = dup_tag_name (tag, &opening);
  if (name == NULL && tag[1] != '!' && tag[1] != '?') {
    g_string_append_c (text, '<'); /* “a < b” */
    return tag + 1;
  }

  end = find_tag_end (tag);
  if (name == NULL)
    return end;
  if (g_strv_contains (block_elements, name))
    append_new_line (text);
  if (opening && g_strv_contains (hidden_elements, name) && !g_str_equal (name, "embed") &&
      !(end - tag >= 2 && end[-2] == '/'))
    return skip_hidden_element (end, name);

  return end;
}

static const char *
append_entity (GString *text, const char *entity)
{
  const char *name = entity + 1;
  char       *end = NULL;
  guint64     code = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++) {
    if (g_str_has_prefix (name, entities[i].name)) {
      g_string_append (text, entities[i].text);
      return name + strlen (entities[i].name);
    }
  }

  if (name[0] == '#' && g_ascii_isxdigit (name[name[1] == 'x' || name[1] == 'X' ? 2 : 1])) {
    gboolean hexadecimal = name[1] == 'x' || name[1] == 'X';

    code = g_ascii_strtoull (name + (hexadecimal ? 2 : 1), &end, hexadecimal ? 16 : 10);
    if (*end == ';' && code > 0 && code <= 0x10FFFF && g_unichar_validate ((gunichar) code)) {
      g_string_append_unichar (text, (gunichar) code);
      return end + 1;
    }
  }

  g_string_append_c (text, '&');

  return name;
}

char *
sp_html_to_text (const char *html)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (html != NULL, NULL);

  while (*html != '\0') {
    if (*html == '<') {
      html = append_tag (text, html);
    } else if (*html == '&') {
      html = append_entity (text, html);
    } else {
      if (!(*html == '\n' && text->len > 0 && text->str[text->len - 1] == '\n'))
        g_string_append_c (text, *html);
      html++;
    }
  }

  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}
