/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-markdown-inline.h"

#include "sp-html-text.h"

#include <cmark-gfm.h>
#include <string.h>

/* Markup inside of markup beyond this is dropped: nobody sees the difference. */
#define MAX_DEPTH 64

/* Markup that is being made. */
typedef struct {
  GString *markup;
  GString *closing; /* one byte per open element: whether there is a tag to close */
  guint    hidden;  /* depth of elements whose content is not shown */
} Writing;

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

/* By its description, which leads to it where it can. */
static void
append_picture (Writing *writing, cmark_node *node)
{
  const char      *address = cmark_node_get_url (node);
  g_autofree char *alternative = dup_plain_text (node);
  gboolean         linked = FALSE;

  linked = strchr (writing->closing->str, 'a') == NULL && append_link (writing->markup, address);
  sp_markdown_append_escaped (writing->markup,
                              *alternative != '\0' || !linked ? alternative : address);
  if (linked)
    g_string_append (writing->markup, "</a>");
}

static void
append_html (Writing *writing, const char *tag)
{
  gboolean opening = FALSE;

  if (sp_html_is_hidden_element (tag, &opening)) {
    if (opening)
      writing->hidden++;
    else if (writing->hidden > 0)
      writing->hidden--;
  } else if (writing->hidden == 0 && sp_html_is_line_break (tag)) {
    g_string_append_c (writing->markup, '\n');
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
enter_element (Writing *writing, cmark_node *node)
{
  const char *tag = pango_tag (node);

  if (tag != NULL && writing->closing->len < MAX_DEPTH) {
    g_string_append_printf (writing->markup, "<%s>", tag);
    g_string_append_c (writing->closing, *tag);
  } else if (cmark_node_get_type (node) == CMARK_NODE_LINK &&
             strchr (writing->closing->str, 'a') == NULL &&
             append_link (writing->markup, cmark_node_get_url (node))) {
    g_string_append_c (writing->closing, 'a');
  } else {
    g_string_append_c (writing->closing, '-');
  }
}

static void
leave_element (Writing *writing)
{
  char tag = writing->closing->len > 0 ? writing->closing->str[writing->closing->len - 1] : '-';

  if (writing->closing->len > 0)
    g_string_truncate (writing->closing, writing->closing->len - 1);
  if (tag != '-')
    g_string_append_printf (writing->markup, "</%c>", tag);
}

static void
append_leaf (Writing *writing, cmark_node *node)
{
  switch (cmark_node_get_type (node)) {
  case CMARK_NODE_TEXT:
    sp_markdown_append_escaped (writing->markup, cmark_node_get_literal (node));
    break;
  case CMARK_NODE_SOFTBREAK:
  case CMARK_NODE_LINEBREAK:
    g_string_append_c (writing->markup, '\n');
    break;
  case CMARK_NODE_CODE:
    g_string_append (writing->markup, "<tt>");
    sp_markdown_append_escaped (writing->markup, cmark_node_get_literal (node));
    g_string_append (writing->markup, "</tt>");
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
         type == CMARK_NODE_CODE;
}

static void
append_node (Writing *writing, cmark_iter *iter, cmark_event_type event)
{
  cmark_node *node = cmark_iter_get_node (iter);

  if (cmark_node_get_type (node) == CMARK_NODE_HTML_INLINE) {
    append_html (writing, cmark_node_get_literal (node));
  } else if (is_leaf (node)) {
    if (writing->hidden == 0 && event == CMARK_EVENT_ENTER)
      append_leaf (writing, node);
  } else if (cmark_node_get_type (node) == CMARK_NODE_IMAGE) {
    if (event == CMARK_EVENT_ENTER && writing->hidden == 0)
      append_picture (writing, node);
    if (event == CMARK_EVENT_ENTER)
      cmark_iter_reset (iter, node, CMARK_EVENT_EXIT);
  } else if (event == CMARK_EVENT_ENTER) {
    enter_element (writing, node);
  } else {
    leave_element (writing);
  }
}

static void
append_block (GString *markup, cmark_node *block)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) closing = g_string_new (NULL);
  Writing             writing = { .markup = line, .closing = closing };
  cmark_iter         *iter = cmark_iter_new (block);
  cmark_event_type    event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE) {
    if (cmark_iter_get_node (iter) != block)
      append_node (&writing, iter, event);
  }
  cmark_iter_free (iter);
  if (markup->len > 0 && line->len > 0)
    g_string_append_c (markup, '\n');
  g_string_append (markup, line->str);
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
