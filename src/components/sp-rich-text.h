/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SpRichText:
 *
 * A line or paragraph being put together: text, tags of Pango's markup and formulas. White space is
 * collapsed as in HTML. Becomes a label.
 */
typedef struct _SpRichText SpRichText;

SpRichText *sp_rich_text_new (void);
void        sp_rich_text_free (SpRichText *self);

/**
 * sp_rich_text_new_like:
 * @other: a text
 *
 * Returns: (transfer full): an empty text in which the same tags are open
 */
SpRichText *sp_rich_text_new_like (SpRichText *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpRichText, sp_rich_text_free)

/**
 * sp_rich_text_open:
 * @self: a text
 * @tag: an opening tag of Pango's markup, with its brackets
 */
void sp_rich_text_open (SpRichText *self,
                        const char *tag);

/**
 * sp_rich_text_open_link:
 * @self: a text
 * @address: where it leads
 *
 * Returns: %FALSE without having done anything when that is no place to go to, or a link is open
 */
gboolean sp_rich_text_open_link (SpRichText *self,
                                 const char *address);

/**
 * sp_rich_text_close:
 * @self: a text
 *
 * Closes what was opened last.
 */
void sp_rich_text_close (SpRichText *self);

/**
 * sp_rich_text_get_link:
 * @self: a text
 *
 * Returns: (nullable): where the open link leads
 */
const char *sp_rich_text_get_link (SpRichText *self);

void sp_rich_text_append (SpRichText *self,
                          const char *text);
void sp_rich_text_append_break (SpRichText *self);

/**
 * sp_rich_text_append_formula:
 * @self: a text
 * @source: LaTeX without delimiters
 */
void sp_rich_text_append_formula (SpRichText *self,
                                  const char *source);

/**
 * sp_rich_text_is_empty:
 * @self: a text
 *
 * Returns: whether there is nothing to see of it
 */
gboolean sp_rich_text_is_empty (SpRichText *self);

/**
 * sp_rich_text_take_label:
 * @self: a text
 *
 * Begins anew, with the same tags open.
 *
 * Returns: (transfer floating) (nullable): what came so far, %NULL for nothing: a #GtkLabel, or a
 *   #SpMathLabel when there are formulas
 */
GtkWidget *sp_rich_text_take_label (SpRichText *self);

/**
 * sp_rich_text_new_label:
 * @markup: Pango's markup, with links
 *
 * Returns: (transfer floating): a label for running text
 */
GtkWidget *sp_rich_text_new_label (const char *markup);

/**
 * sp_rich_text_connect_links:
 * @label: a label
 *
 * Lets its links open in the program for them, those to `#id` activate `rich-text.go`.
 */
void sp_rich_text_connect_links (GtkLabel *label);

/**
 * sp_rich_text_is_web_link:
 * @address: an address
 *
 * Returns: whether it is one of http, https or mailto
 */
gboolean sp_rich_text_is_web_link (const char *address);

G_END_DECLS
