/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-markdown-inline.h"

#include "sp-html-text.h"

#include <string.h>

/* Markup inside of markup beyond this is dropped: nobody sees the difference. */
#define MAX_DEPTH 64

/* A split that goes on. */
typedef struct {
  GPtrArray *segments;
  GString   *markup;
  GString   *closing; /* one byte per open element: whether there is a tag to close */
  gboolean   pictures;
  gboolean   line_breaks;
  guint      hidden; /* depth of elements whose content is not shown */
} Split;

static void
segment_free (SpMarkdownSegment *segment)
{
  g_free (segment->markup);
  g_free (segment->picture);
  g_free (segment->alternative);
  g_free (segment);
}

void
sp_markdown_append_escaped (GString *markup, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar character = g_utf8_get_char (text);

    switch (character) {
    case '&':
      g_string_append (markup, "&amp;");
      break;
    case '<':
      g_string_append (markup, "&lt;");
      break;
    case '>':
      g_string_append (markup, "&gt;");
      break;
    case '"':
      g_string_append (markup, "&quot;");
      break;
    case '\'':
      g_string_append (markup, "&#39;");
      break;
    default:
      if ((character < 0x20 && character != '\t' && character != '\n') ||
          (character >= 0x7f && character < 0xa0))
        character = 0xFFFD;
      g_string_append_unichar (markup, character);
      break;
    }
  }
}

gboolean
sp_markdown_inline_is_picture (const char *address)
{
  return g_ascii_strncasecmp (address, "data:image/", 11) == 0 || g_str_has_prefix (address, "file=") ||
         g_str_has_prefix (address, "/file=") || g_str_has_prefix (address, "/gradio_api/file=");
}

static gboolean
is_link (const char *address)
{
  g_autofree char *scheme = g_uri_parse_scheme (address);

  if (scheme == NULL)
    return FALSE;

  return g_ascii_strcasecmp (scheme, "http") == 0 || g_ascii_strcasecmp (scheme, "https") == 0 ||
         g_ascii_strcasecmp (scheme, "mailto") == 0;
}

static gboolean
append_link (GString *markup, const char *address)
{
  if (!is_link (address))
    return FALSE;

  g_string_append (markup, "<a href=\"");
  sp_markdown_append_escaped (markup, address);
  /* What a link says and where it leads can be two things: the tool tip tells. */
  g_string_append (markup, "\" title=\"");
  sp_markdown_append_escaped (markup, address);
  g_string_append (markup, "\">");

  return TRUE;
}

static void
finish_text (Split *split)
{
  SpMarkdownSegment *segment = NULL;

  if (split->markup->len == 0)
    return;

  segment = g_new0 (SpMarkdownSegment, 1);
  segment->markup = g_strdup (split->markup->str);
  g_ptr_array_add (split->segments, segment);
  g_string_truncate (split->markup, 0);
}

static char *
dup_plain_text (cmark_node *node)
{
  g_autoptr (GString) text = g_string_new (NULL);
  cmark_iter         *iter = cmark_iter_new (node);
  cmark_event_type    event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE) {
    cmark_node *child = cmark_iter_get_node (iter);

    if (event != CMARK_EVENT_ENTER)
      continue;
    if (cmark_node_get_type (child) == CMARK_NODE_TEXT ||
        cmark_node_get_type (child) == CMARK_NODE_CODE)
      g_string_append (text, cmark_node_get_literal (child));
    else if (cmark_node_get_type (child) == CMARK_NODE_SOFTBREAK)
      g_string_append_c (text, ' ');
  }
  cmark_iter_free (iter);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_picture (Split *split, cmark_node *node)
{
  const char      *address = cmark_node_get_url (node);
  g_autofree char *alternative = dup_plain_text (node);
  gboolean         linked = FALSE;

  /* A picture inside of emphasis or a link cannot stand by itself. */
  if (split->pictures && split->closing->len == 0 && sp_markdown_inline_is_picture (address)) {
    SpMarkdownSegment *segment = g_new0 (SpMarkdownSegment, 1);

    finish_text (split);
    segment->picture = g_strdup (address);
    segment->alternative = g_steal_pointer (&alternative);
    g_ptr_array_add (split->segments, segment);
    return;
  }

  linked = strchr (split->closing->str, 'a') == NULL && append_link (split->markup, address);
  sp_markdown_append_escaped (split->markup,
                              *alternative != '\0' || !linked ? alternative : address);
  if (linked)
    g_string_append (split->markup, "</a>");
}

static void
append_html (Split *split, const char *tag)
{
  gboolean opening = FALSE;

  if (sp_html_is_hidden_element (tag, &opening)) {
    if (opening)
      split->hidden++;
    else if (split->hidden > 0)
      split->hidden--;
  } else if (split->hidden == 0 && sp_html_is_line_break (tag)) {
    g_string_append_c (split->markup, '\n');
  }
}

static const char *
pango_tag (cmark_node *node)
{
  if (cmark_node_get_type (node) == CMARK_NODE_EMPH)
    return "i";
  if (cmark_node_get_type (node) == CMARK_NODE_STRONG)
    return "b";
  if (g_str_equal (cmark_node_get_type_string (node), "strikethrough"))
    return "s";

  return NULL;
}

/* The letters in “closing” say what is open: b, i, s, a link, or “-” for nothing. */
static void
enter_element (Split *split, cmark_node *node)
{
  const char *tag = pango_tag (node);

  if (tag != NULL && split->closing->len < MAX_DEPTH) {
    g_string_append_printf (split->markup, "<%s>", tag);
    g_string_append_c (split->closing, *tag);
  } else if (cmark_node_get_type (node) == CMARK_NODE_LINK &&
             strchr (split->closing->str, 'a') == NULL &&
             append_link (split->markup, cmark_node_get_url (node))) {
    g_string_append_c (split->closing, 'a');
  } else {
    g_string_append_c (split->closing, '-');
  }
}

static void
leave_element (Split *split)
{
  char tag = split->closing->len > 0 ? split->closing->str[split->closing->len - 1] : '-';

  if (split->closing->len > 0)
    g_string_truncate (split->closing, split->closing->len - 1);
  if (tag != '-')
    g_string_append_printf (split->markup, "</%c>", tag);
}

static void
append_leaf (Split *split, cmark_node *node)
{
  switch (cmark_node_get_type (node)) {
  case CMARK_NODE_TEXT:
    sp_markdown_append_escaped (split->markup, cmark_node_get_literal (node));
    break;
  case CMARK_NODE_SOFTBREAK:
    g_string_append_c (split->markup, split->line_breaks ? '\n' : ' ');
    break;
  case CMARK_NODE_LINEBREAK:
    g_string_append_c (split->markup, '\n');
    break;
  case CMARK_NODE_CODE:
    g_string_append (split->markup, "<tt>");
    sp_markdown_append_escaped (split->markup, cmark_node_get_literal (node));
    g_string_append (split->markup, "</tt>");
    break;
  case CMARK_NODE_CUSTOM_INLINE: /* sp-markdown-math.c makes them of formulas. */
    g_string_append (split->markup, "<tt><i>");
    sp_markdown_append_escaped (split->markup, cmark_node_get_on_enter (node));
    g_string_append (split->markup, "</i></tt>");
    break;
  default:
    break;
  }
}

static gboolean
is_leaf (cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  return type == CMARK_NODE_TEXT || type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ||
         type == CMARK_NODE_CODE || type == CMARK_NODE_CUSTOM_INLINE || type == CMARK_NODE_HTML_INLINE;
}

static void
split_node (Split *split, cmark_iter *iter, cmark_event_type event)
{
  cmark_node *node = cmark_iter_get_node (iter);

  if (cmark_node_get_type (node) == CMARK_NODE_HTML_INLINE) {
    append_html (split, cmark_node_get_literal (node));
  } else if (is_leaf (node)) {
    if (split->hidden == 0 && event == CMARK_EVENT_ENTER)
      append_leaf (split, node);
  } else if (cmark_node_get_type (node) == CMARK_NODE_IMAGE) {
    if (event == CMARK_EVENT_ENTER && split->hidden == 0)
      append_picture (split, node);
    if (event == CMARK_EVENT_ENTER)
      cmark_iter_reset (iter, node, CMARK_EVENT_EXIT);
  } else if (event == CMARK_EVENT_ENTER) {
    enter_element (split, node);
  } else {
    leave_element (split);
  }
}

GPtrArray *
sp_markdown_inline_split (cmark_node *block, gboolean pictures, gboolean line_breaks)
{
  Split               split = { .pictures = pictures, .line_breaks = line_breaks };
  g_autoptr (GString) markup = g_string_new (NULL);
  g_autoptr (GString) closing = g_string_new (NULL);
  cmark_iter         *iter = NULL;
  cmark_event_type    event;

  g_return_val_if_fail (block != NULL, NULL);

  split.segments = g_ptr_array_new_with_free_func ((GDestroyNotify) segment_free);
  split.markup = markup;
  split.closing = closing;

  iter = cmark_iter_new (block);
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE) {
    if (cmark_iter_get_node (iter) != block)
      split_node (&split, iter, event);
  }
  cmark_iter_free (iter);
  finish_text (&split);

  return split.segments;
}

static void
append_block (GString *markup, cmark_node *block)
{
  g_autoptr (GPtrArray) segments = sp_markdown_inline_split (block, FALSE, TRUE);

  for (guint i = 0; i < segments->len; i++) {
    const SpMarkdownSegment *segment = g_ptr_array_index (segments, i);

    if (segment->markup == NULL)
      continue;
    if (markup->len > 0)
      g_string_append_c (markup, '\n');
    g_string_append (markup, segment->markup);
  }
}

char *
sp_markdown_inline_from_text (const char *text)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  cmark_node         *document = NULL;
  cmark_iter         *iter = NULL;
  cmark_event_type    event;

  g_return_val_if_fail (text != NULL, NULL);

  document = cmark_parse_document (text, strlen (text), CMARK_OPT_DEFAULT);
  iter = cmark_iter_new (document);
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE) {
    cmark_node     *node = cmark_iter_get_node (iter);
    cmark_node_type type = cmark_node_get_type (node);

    if (event != CMARK_EVENT_ENTER)
      continue;
    if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) {
      append_block (markup, node);
      cmark_iter_reset (iter, node, CMARK_EVENT_EXIT);
    } else if (type == CMARK_NODE_CODE_BLOCK) {
      if (markup->len > 0)
        g_string_append_c (markup, '\n');
      sp_markdown_append_escaped (markup, cmark_node_get_literal (node));
    }
  }
  cmark_iter_free (iter);
  cmark_node_free (document);

  return g_string_free (g_steal_pointer (&markup), FALSE);
}
