/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cmark-gfm.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * SpMarkdownSegment:
 * @markup: (nullable): Pango markup, for text
 * @picture: (nullable): address of a picture that stands by itself, %NULL for text
 * @alternative: (nullable): what the picture shows, in words
 *
 * A piece of a paragraph.
 */
typedef struct {
  char *markup;
  char *picture;
  char *alternative;
} SpMarkdownSegment;

/**
 * sp_markdown_inline_split:
 * @block: a node whose children are text, links, emphasis…
 * @pictures: whether pictures become segments; else each is its words, and a link where the
 *   address can be opened
 * @line_breaks: whether a line break in the source is one in the text
 *
 * Makes Pango markup. Raw tags are dropped, links lead to http, https and mailto only, and
 * everything else is escaped.
 *
 * Returns: (transfer full) (element-type SpMarkdownSegment): the pieces in order
 */
GPtrArray *sp_markdown_inline_split (cmark_node *block,
                                     gboolean    pictures,
                                     gboolean    line_breaks);

/**
 * sp_markdown_inline_from_text:
 * @text: Markdown of a line or two, as in `info`
 *
 * Blocks become lines; pictures become words.
 *
 * Returns: (transfer full): Pango markup
 */
char *sp_markdown_inline_from_text (const char *text);

/**
 * sp_markdown_inline_is_picture:
 * @address: address of a picture
 *
 * Returns: whether it may be shown at once: a `data:` address, or a file of the app itself.
 *   Anything else would tell a stranger who
 *   looks at it
 */
gboolean sp_markdown_inline_is_picture (const char *address);

/**
 * sp_markdown_append_escaped:
 * @markup: Pango markup
 * @text: any text
 *
 * Appends text that Pango shows as it is; control characters, which Pango refuses even escaped,
 * become U+FFFD.
 */
void sp_markdown_append_escaped (GString    *markup,
                                 const char *text);

G_END_DECLS
