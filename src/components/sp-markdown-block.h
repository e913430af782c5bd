/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <cmark-gfm.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SpMarkdownContext:
 * @client: (nullable): where the app's own pictures come from
 * @line_breaks: whether a line break in the source is one in the text
 *
 * How blocks are to be shown.
 */
typedef struct {
  GradioClient *client;
  gboolean      line_breaks;
} SpMarkdownContext;

/**
 * sp_markdown_block_new:
 * @context: how it is to be shown
 * @node: a block: a paragraph, list, table…
 *
 * Returns: (transfer floating) (nullable): its widget, %NULL when there is nothing to see
 */
GtkWidget *sp_markdown_block_new (const SpMarkdownContext *context,
                                  cmark_node              *node);

G_END_DECLS
