/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * sp_markdown_math_new:
 * @single: whether `$…$` is a formula too, not only `$$…$$`
 *
 * An extension for cmark that keeps formulas whole: Markdown would take their underscores and
 * backslashes for its own. A formula becomes
 * a node of type %CMARK_NODE_CUSTOM_INLINE with the source as `on_enter`.
 *
 * Returns: the extension, to be freed with sp_markdown_math_free() after the parser
 */
cmark_syntax_extension *sp_markdown_math_new (gboolean single);
void                    sp_markdown_math_free (cmark_syntax_extension *extension);

G_END_DECLS
