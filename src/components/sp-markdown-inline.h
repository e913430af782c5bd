/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sp_markdown_inline_from_text:
 * @text: Markdown of a line or two, as in `info`
 *
 * Blocks become lines; pictures become words. Raw tags are dropped, links lead to http, https and mailto only, and
 * everything else is escaped.
 *
 * Returns: (transfer full): Pango markup
 */
char *sp_markdown_inline_from_text (const char *text);

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
