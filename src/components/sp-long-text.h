/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_LONG_TEXT (sp_long_text_get_type ())

/**
 * SpLongText:
 *
 * The text of a server in a buffer. Of a very long one a part is put in at first. Text that differs
 * little from what is there is changed where it differs only, so that cursor, selection, undo and
 * the place it was scrolled to stay.
 *
 * Signals: `changed` when the user changed the text, `filled` when something was put in from here.
 */
G_DECLARE_FINAL_TYPE (SpLongText, sp_long_text, SP, LONG_TEXT, GObject)

/**
 * sp_long_text_new:
 * @buffer: where the text is; kept. Its view goes away before this
 *
 * Returns: (transfer full): an empty text
 */
SpLongText *sp_long_text_new (GtkTextBuffer *buffer);

/**
 * sp_long_text_set_text:
 * @self: a long text
 * @text: (nullable): UTF-8 text
 */
void sp_long_text_set_text (SpLongText *self, const char *text);

/**
 * sp_long_text_dup_text:
 * @self: a long text
 *
 * Returns: (transfer full): the whole text as it was set or edited
 */
char *sp_long_text_dup_text (SpLongText *self);

/**
 * sp_long_text_get_length:
 * @self: a long text
 *
 * Returns: bytes of the whole text; of one that was edited at most those that it had
 */
gsize sp_long_text_get_length (SpLongText *self);

/**
 * sp_long_text_set_breaks:
 * @self: a long text
 * @breaks: whether lines that would stall a view get breaks, which a text that is edited must not
 */
void sp_long_text_set_breaks (SpLongText *self, gboolean breaks);

/**
 * sp_long_text_is_whole:
 * @self: a long text
 *
 * Returns: whether all of the text is in the buffer
 */
gboolean sp_long_text_is_whole (SpLongText *self);

/**
 * sp_long_text_is_filling:
 * @self: a long text
 *
 * Returns: whether the rest of the text is being put in
 */
gboolean sp_long_text_is_filling (SpLongText *self);

/**
 * sp_long_text_fill:
 * @self: a long text
 *
 * Puts in the rest of the text bit by bit.
 */
void sp_long_text_fill (SpLongText *self);

G_END_DECLS
