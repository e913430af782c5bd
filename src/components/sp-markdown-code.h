/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_MARKDOWN_CODE (sp_markdown_code_get_type ())

/**
 * SpMarkdownCode:
 *
 * A block of code with colours and a button to copy it.
 */
G_DECLARE_FINAL_TYPE (SpMarkdownCode, sp_markdown_code, SP, MARKDOWN_CODE, GtkWidget)

/**
 * sp_markdown_code_new:
 * @code: the code
 * @language: (nullable): what Markdown calls the language: `python`, `js`, `c++`…
 *
 * Returns: (transfer floating): the block
 */
GtkWidget *sp_markdown_code_new (const char *code,
                                 const char *language);

/**
 * sp_markdown_code_update:
 * @self: a block of code
 * @code: what it is now
 * @language: (nullable): what it is written in, as in sp_markdown_code_new()
 *
 * Appends what is new, so that the selection stays.
 *
 * Returns: %FALSE without a change when it is other code and not the same that has grown
 */
gboolean sp_markdown_code_update (SpMarkdownCode *self,
                                  const char     *code,
                                  const char     *language);

G_END_DECLS
