/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-log.h"

#include <string.h>

typedef struct {
  const char *at;
  const char *end;
  const char *last_close; /* the last “>”, NULL when there is none */
  gboolean    no_quotes;  /* a quotation mark was never closed: “>” ends every tag from here on */
  GString    *output;
} GradioMarkup;

static const struct {
  const char *name;
  const char *text;
} entities[] = {
  { "amp", "&" },
  { "lt", "<" },
  { "gt", ">" },
  { "quot", "\"" },
  { "apos", "'" },
  { "nbsp", " " },
  { "hellip", "…" },
  { "mdash", "—" },
  { "ndash", "–" },
  { "laquo", "«" },
  { "raquo", "»" },
  { "ldquo", "“" },
  { "rdquo", "”" },
  { "lsquo", "‘" },
  { "rsquo", "’" },
  { "bull", "•" },
  { "middot", "·" },
  { "copy", "©" },
  { "reg", "®" },
  { "trade", "™" },
  { "euro", "€" },
  { "times", "×" },
  { "rarr", "→" },
  { "larr", "←" },
  { "deg", "°" },
  { "shy", "" },
};

static void
append_character (GradioMarkup *self,
                  gunichar      character)
{
  if (character == '\n' || character == '\t' || !g_unichar_iscntrl (character))
    g_string_append_unichar (self->output, character);
}

static void
append_line_break (GradioMarkup *self)
{
  if (self->output->len > 0 && self->output->str[self->output->len - 1] != '\n')
    g_string_append_c (self->output, '\n');
}

static gboolean
take_number_entity (GradioMarkup *self,
                    const char   *name)
{
  gboolean is_hex = name[1] == 'x' || name[1] == 'X';
  char    *end;
  guint64  character;

  if (!(is_hex ? g_ascii_isxdigit (name[2]) : g_ascii_isdigit (name[1])))
    return FALSE;

  character = g_ascii_strtoull (name + (is_hex ? 2 : 1), &end, is_hex ? 16 : 10);
  if (*end != ';')
    return FALSE;

  if (character == 0 || character > 0x10ffff || !g_unichar_validate ((gunichar) character))
    character = 0xfffd;
  append_character (self, (gunichar) character);
  self->at = end + 1;
  return TRUE;
}

static gboolean
take_entity (GradioMarkup *self)
{
  const char *name = self->at + 1;

  if (*name == '#')
    return take_number_entity (self, name);

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++) {
    gsize length = strlen (entities[i].name);

    if (strncmp (name, entities[i].name, length) == 0 && name[length] == ';') {
      g_string_append (self->output, entities[i].text);
      self->at = name + length + 1;
      return TRUE;
    }
  }

  return FALSE;
}

/* Returns: the “>” that ends the tag, which is not one inside of an attribute's quotation marks */
static const char *
find_tag_end (GradioMarkup *self)
{
  char quote = '\0';

  if (self->no_quotes)
    return memchr (self->at, '>', self->end - self->at);

  for (const char *p = self->at + 1; p < self->end; p++) {
    if (quote != '\0')
      quote = *p == quote ? '\0' : quote;
    else if (*p == '>')
      return p;
    else if ((*p == '"' || *p == '\'') && p[-1] == '=')
      quote = *p;
  }

  self->no_quotes = TRUE;
  return memchr (self->at, '>', self->end - self->at);
}

static gboolean
is_one_of (const char        *name,
           const char *const *names)
{
  return g_strv_contains (names, name);
}

/* Skips what stands between <script> or <style> and its end. */
static void
skip_content (GradioMarkup *self,
              const char   *name)
{
  gsize length = strlen (name);

  while (self->at < self->end) {
    const char *found = memchr (self->at, '<', self->end - self->at);

    if (found == NULL)
      break;
    self->at = found + 1;
    if (*self->at == '/' && g_ascii_strncasecmp (self->at + 1, name, length) == 0) {
      const char *close = memchr (self->at, '>', self->end - self->at);

      self->at = close != NULL ? close + 1 : self->end;
      return;
    }
  }

  self->at = self->end;
}

static gboolean
skip_comment (GradioMarkup *self)
{
  const char *close;

  if (!g_str_has_prefix (self->at, "<!--"))
    return FALSE;

  close = strstr (self->at + 4, "-->");
  self->at = close != NULL ? close + 3 : self->end;
  return TRUE;
}

static gboolean
take_tag (GradioMarkup *self)
{
  static const char *const opening[] = { "br", "li", "tr", "hr", NULL };
  static const char *const closing[] = { "p", "div", "li", "tr", "ul", "ol", "table", "pre",
                                         "h1", "h2", "h3", "h4", "h5", "h6", NULL };
  static const char *const hidden[] = { "script", "style", NULL };
  gboolean                 is_closing = self->at[1] == '/';
  const char              *start = self->at + 1 + is_closing;
  const char              *close;
  const char              *end = start;
  g_autofree char         *name = NULL;

  if (skip_comment (self))
    return TRUE;
  if (!g_ascii_isalpha (*start) && (is_closing || (*start != '!' && *start != '?')))
    return FALSE;
  if (self->last_close == NULL || self->last_close < self->at)
    return FALSE;

  while (g_ascii_isalnum (*end) && end - start < 16)
    end++;
  name = g_ascii_strdown (start, end - start);
  close = find_tag_end (self);
  self->at = close + 1;

  if (!is_closing && is_one_of (name, hidden))
    skip_content (self, name);
  else if (g_str_equal (name, "br"))
    g_string_append_c (self->output, '\n');
  else if (is_one_of (name, is_closing ? closing : opening))
    append_line_break (self);

  return TRUE;
}

char *
gradio_log_strip_markup (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GradioMarkup     self = { .at = valid, .end = valid + strlen (valid), .output = g_string_new (NULL) };

  self.last_close = strrchr (valid, '>');
  while (self.at < self.end) {
    if (*self.at == '<' && take_tag (&self))
      continue;
    if (*self.at == '&' && take_entity (&self))
      continue;

    append_character (&self, g_utf8_get_char (self.at));
    self.at = g_utf8_next_char (self.at);
  }

  return g_strstrip (g_string_free (self.output, FALSE));
}
