/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_CHAT_EDITOR (sp_chat_editor_get_type ())

/**
 * SpChatEditor:
 *
 * The text of a message while the user changes it, in its place. Ctrl+Enter saves, Escape leaves.
 *
 * Signals: `changed` when the text is another one, `save` and `cancel` when the user is done.
 */
G_DECLARE_FINAL_TYPE (SpChatEditor, sp_chat_editor, SP, CHAT_EDITOR, GtkWidget)

/**
 * sp_chat_editor_new:
 * @text: UTF-8 text to begin with
 *
 * Returns: (transfer floating): an editor
 */
GtkWidget *sp_chat_editor_new (const char *text);

/**
 * sp_chat_editor_dup_text:
 * @self: an editor
 *
 * Returns: (transfer full): what is in it
 */
char *sp_chat_editor_dup_text (SpChatEditor *self);

G_END_DECLS
