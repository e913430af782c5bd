/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SpHtmlFormula:
 * @source: LaTeX without delimiters
 * @raw: the same with them, for places that are no text (code)
 * @display: whether it stands by itself
 *
 * A formula of a text. In HTML it is U+E000, its number, U+E001.
 */
typedef struct {
  char    *source;
  char    *raw;
  gboolean display;
} SpHtmlFormula;

/**
 * SpHtmlContext:
 * @client: (nullable): where the app's own pictures come from
 * @formulas: (nullable) (element-type SpHtmlFormula): what may stand in the text
 * @n_left: how many blocks may still become widgets; what comes then is plain text. Counts down
 *
 * How HTML is to be shown.
 */
typedef struct {
  GradioClient *client;
  GPtrArray    *formulas;
  guint         n_left;
} SpHtmlContext;

/* How many widgets one text may become. */
#define SP_HTML_MAX_BLOCKS 4000

/**
 * sp_html_block_new:
 * @context: how it is to be shown
 * @html: untrusted HTML
 *
 * Makes widgets of it: nothing in it runs or is fetched, but for pictures of the app itself. Links to
 * `#id` activate the action `rich-text.go`.
 *
 * Returns: (transfer floating) (nullable): the widget, %NULL when there is nothing to see
 */
GtkWidget *sp_html_block_new (SpHtmlContext *context,
                              const char    *html);

/**
 * sp_html_block_go:
 * @root: where to look
 * @id: of a heading or element
 *
 * Scrolls to a place of the text.
 *
 * Returns: whether there is such a place
 */
gboolean sp_html_block_go (GtkWidget  *root,
                           const char *id);

G_END_DECLS
