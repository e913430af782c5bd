/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sp_html_to_text:
 * @html: untrusted HTML, maybe cut off anywhere
 *
 * Keeps the text and drops the tags; scripts, styles and what else is not text goes with its
 * content. Breaks and blocks become new
 * lines.
 *
 * Returns: (transfer full): plain text without space at its ends
 */
char *sp_html_to_text (const char *html);

/**
 * sp_html_is_hidden_element:
 * @tag: a tag with its brackets: `<script src=x>`
 * @opening: (out): whether the tag opens the element
 *
 * Returns: whether the content of the element is never shown: `script`, `style`, `iframe`,
 *   `object`…
 */
gboolean sp_html_is_hidden_element (const char *tag,
                                    gboolean   *opening);

/**
 * sp_html_is_line_break:
 * @tag: a tag with its brackets
 *
 * Returns: whether it is `<br>`
 */
gboolean sp_html_is_line_break (const char *tag);

G_END_DECLS
