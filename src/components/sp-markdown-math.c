/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-markdown-math.h"

/* A formula is no longer than this; without a limit a text of dollar signs would take quadratic time. */
#define MAX_LENGTH 4096

/* Where the formula that starts at a place ends, or -1. */
static int
find_end (cmark_inline_parser *parser, int start, int n_dollars)
{
  for (int place = start; place < start + MAX_LENGTH; place++) {
    unsigned char character = cmark_inline_parser_peek_at (parser, place);

    if (character == '\0')
      return -1;
    if (character == '\\' && cmark_inline_parser_peek_at (parser, place + 1) != '\0')
      place++;
    else if (character == '$' && n_dollars == 1)
      return place > start && !g_ascii_isspace (cmark_inline_parser_peek_at (parser, place - 1)) &&
                 !g_ascii_isdigit (cmark_inline_parser_peek_at (parser, place + 1))
               ? place
               : -1;
    else if (character == '$' && cmark_inline_parser_peek_at (parser, place + 1) == '$')
      return place > start ? place : -1;
  }

  return -1;
}

static char *
dup_source (cmark_inline_parser *parser, int start, int end)
{
  GString *source = g_string_sized_new (end - start);

  for (int place = start; place < end; place++)
    g_string_append_c (source, (char) cmark_inline_parser_peek_at (parser, place));

  return g_strstrip (g_string_free (source, FALSE));
}

static cmark_node *
match_cb (cmark_syntax_extension *extension,
          cmark_parser           *cmark,
          cmark_node             *parent,
          unsigned char           character,
          cmark_inline_parser    *parser)
{
  int              offset = cmark_inline_parser_get_offset (parser);
  int              n_dollars = cmark_inline_parser_peek_at (parser, offset + 1) == '$' ? 2 : 1;
  int              end = 0;
  cmark_node      *node = NULL;
  g_autofree char *source = NULL;

  if (character != '$')
    return NULL;
  if (n_dollars == 1 && (cmark_syntax_extension_get_private (extension) == NULL ||
                         g_ascii_isspace (cmark_inline_parser_peek_at (parser, offset + 1))))
    return NULL;

  end = find_end (parser, offset + n_dollars, n_dollars);
  if (end < 0)
    return NULL;

  source = dup_source (parser, offset + n_dollars, end);
  node = cmark_node_new (CMARK_NODE_CUSTOM_INLINE);
  cmark_node_set_on_enter (node, source);
  cmark_inline_parser_set_offset (parser, end + n_dollars);

  return node;
}

cmark_syntax_extension *
sp_markdown_math_new (gboolean single)
{
  cmark_mem              *memory = cmark_get_default_mem_allocator ();
  cmark_syntax_extension *extension = cmark_syntax_extension_new ("sp-math");

  cmark_syntax_extension_set_match_inline_func (extension, match_cb);
  cmark_syntax_extension_set_special_inline_chars (
    extension, cmark_llist_append (memory, NULL, GINT_TO_POINTER ('$')));
  cmark_syntax_extension_set_private (extension, GINT_TO_POINTER (single), NULL);

  return extension;
}

void
sp_markdown_math_free (cmark_syntax_extension *extension)
{
  cmark_syntax_extension_free (cmark_get_default_mem_allocator (), extension);
}
