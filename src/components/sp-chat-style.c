/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chat-style.h"

/* What HTML itself has is no tag of an author's own. Sorted. */
static const char *const html_tags[] = {
  "a",
  "abbr",
  "article",
  "aside",
  "audio",
  "b",
  "blockquote",
  "body",
  "br",
  "button",
  "caption",
  "center",
  "cite",
  "code",
  "col",
  "colgroup",
  "dd",
  "del",
  "details",
  "dfn",
  "div",
  "dl",
  "dt",
  "em",
  "embed",
  "figcaption",
  "figure",
  "font",
  "footer",
  "form",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "head",
  "header",
  "hr",
  "html",
  "i",
  "iframe",
  "img",
  "input",
  "ins",
  "kbd",
  "label",
  "li",
  "link",
  "main",
  "mark",
  "math",
  "meta",
  "nav",
  "object",
  "ol",
  "option",
  "p",
  "picture",
  "pre",
  "q",
  "s",
  "samp",
  "script",
  "section",
  "select",
  "small",
  "source",
  "span",
  "strike",
  "strong",
  "style",
  "sub",
  "summary",
  "sup",
  "svg",
  "table",
  "tbody",
  "td",
  "textarea",
  "tfoot",
  "th",
  "thead",
  "time",
  "title",
  "tr",
  "tt",
  "u",
  "ul",
  "var",
  "video",
  "wbr",
};

SpChatStyle *
sp_chat_style_new (void)
{
  SpChatStyle *self = g_rc_box_new0 (SpChatStyle);

  self->line_breaks = TRUE;

  return self;
}

SpChatStyle *
sp_chat_style_ref (SpChatStyle *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  SpChatStyle *self = data;

  g_clear_object (&self->client);
  g_clear_pointer (&self->latex_delimiters, json_array_unref);
}

void
sp_chat_style_unref (SpChatStyle *self)
{
  g_rc_box_release_full (self, clear);
}

static int
compare_tag (const void *key, const void *entry)
{
  return strcmp (key, *(const char *const *) entry);
}

static gboolean
is_kept (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return bsearch (lower, html_tags, G_N_ELEMENTS (html_tags), sizeof (char *), compare_tag) == NULL;
}

/* Goes over a span or block of code, in which nothing is a tag. */
static const char *
skip_code (const char *text)
{
  gsize            length = strspn (text, "`");
  g_autofree char *fence = g_strndup (text, length);
  const char      *end = strstr (text + length, fence);

  return end != NULL ? end + length : text + strlen (text);
}

char *
sp_chat_style_dup_markdown (const char *text)
{
  GString *markdown = NULL;

  if (strchr (text, '<') == NULL)
    return g_strdup (text);

  markdown = g_string_sized_new (strlen (text) + 64);
  while (*text != '\0') {
    const char *name = text + (text[1] == '/' ? 2 : 1);

    if (*text == '`') {
      const char *end = skip_code (text);

      g_string_append_len (markdown, text, end - text);
      text = end;
    } else if (*text == '<' && g_ascii_isalpha (*name)) {
      gsize            length = strcspn (name, " \t\n/><");
      g_autofree char *tag = g_strndup (name, length);

      if (name[length] != '\0' && is_kept (tag))
        g_string_append (markdown, "&lt;");
      else
        g_string_append_c (markdown, '<');
      text++;
    } else {
      g_string_append_c (markdown, *text++);
    }
  }

  return g_string_free (markdown, FALSE);
}
