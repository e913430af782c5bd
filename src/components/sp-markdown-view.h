/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_MARKDOWN_VIEW (sp_markdown_view_get_type ())

/**
 * SpMarkdownView:
 *
 * Untrusted Markdown as widgets: nothing in it runs or is fetched, but for pictures of the app
 * itself. Text that grows keeps the
 * widgets of the blocks that are finished.
 *
 * Properties: `text`, `line-breaks` (whether a line break in the source is one in the text).
 */
G_DECLARE_FINAL_TYPE (SpMarkdownView, sp_markdown_view, SP, MARKDOWN_VIEW, GtkWidget)

GtkWidget *sp_markdown_view_new (void);

/**
 * sp_markdown_view_set_text:
 * @self: a Markdown view
 * @text: (nullable): Markdown, not necessarily valid UTF-8
 *
 * Of a long text, and of one that goes on where a long block is the last, the rest is shown a little
 * later.
 */
void        sp_markdown_view_set_text (SpMarkdownView *self, const char *text);
const char *sp_markdown_view_get_text (SpMarkdownView *self);

/**
 * sp_markdown_view_set_client:
 * @self: a Markdown view
 * @client: (nullable): where the app's own pictures come from; counts from the next text on
 */
void sp_markdown_view_set_client (SpMarkdownView *self, GradioClient *client);

void sp_markdown_view_set_line_breaks (SpMarkdownView *self, gboolean line_breaks);

/**
 * sp_markdown_view_set_latex_delimiters:
 * @self: a Markdown view
 * @delimiters: (nullable): the prop `latex_delimiters`: objects with `left`, `right` and `display`;
 *   %NULL or empty: no formulas
 */
void sp_markdown_view_set_latex_delimiters (SpMarkdownView *self, JsonArray *delimiters);

/**
 * sp_markdown_view_get_n_blocks:
 * @self: a Markdown view
 *
 * Returns: how many blocks there are
 */
guint sp_markdown_view_get_n_blocks (SpMarkdownView *self);

/**
 * sp_markdown_view_get_block:
 * @self: a Markdown view
 * @position: which block
 *
 * Returns: (transfer none) (nullable): its widget, %NULL when there is nothing to see of it
 */
GtkWidget *sp_markdown_view_get_block (SpMarkdownView *self,
                                       guint           position);

/**
 * sp_markdown_view_get_n_parsed:
 * @self: a Markdown view
 *
 * Returns: how many bytes it has read as Markdown since it was made: what a text that grows costs
 */
gsize sp_markdown_view_get_n_parsed (SpMarkdownView *self);

G_END_DECLS
