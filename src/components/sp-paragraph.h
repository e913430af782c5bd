/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_PARAGRAPH (sp_paragraph_get_type ())

/**
 * SpParagraph:
 *
 * A long paragraph that may go on. A label lays out all of its text, several times, whenever a word
 * is added; this one is several labels one below the other, each some whole lines of it, and only the
 * last one changes. When nothing came for a while it becomes one label, as long as that is no burden.
 */
G_DECLARE_FINAL_TYPE (SpParagraph, sp_paragraph, SP, PARAGRAPH, GtkWidget)

/**
 * sp_paragraph_is_for:
 * @label: a label with markup
 *
 * Returns: whether its text is so long that it had better be a #SpParagraph
 */
gboolean sp_paragraph_is_for (GtkLabel *label);

/**
 * sp_paragraph_new:
 * @markup: Pango's markup, with links
 *
 * Returns: (transfer floating): the paragraph
 */
GtkWidget *sp_paragraph_new (const char *markup);

/**
 * sp_paragraph_set_markup:
 * @self: a paragraph
 * @markup: Pango's markup, with links
 *
 * Shows another text; one that begins as the one before keeps its finished lines.
 */
void sp_paragraph_set_markup (SpParagraph *self,
                              const char  *markup);

/**
 * sp_paragraph_dup_text:
 * @self: a paragraph
 *
 * Returns: (transfer full): what can be read
 */
char *sp_paragraph_dup_text (SpParagraph *self);

G_END_DECLS
