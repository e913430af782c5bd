/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_DIALOGUE_ROW (sp_dialogue_row_get_type ())

/**
 * SpDialogueRow:
 *
 * What one speaker says: who it is, and the text.
 *
 * Signals: `changed` when the user changed it, `activate` for Enter, `remove` when the user wants to
 * be rid of it.
 */
G_DECLARE_FINAL_TYPE (SpDialogueRow, sp_dialogue_row, SP, DIALOGUE_ROW, GtkWidget)

/**
 * sp_dialogue_row_new:
 * @speakers: whom to choose from
 * @speaker: who speaks; need not be one of @speakers
 * @text: the text
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *sp_dialogue_row_new (const char *const *speakers, const char *speaker, const char *text);

/**
 * sp_dialogue_row_dup_speaker:
 * @self: a row
 *
 * Returns: (transfer full): who speaks
 */
char *sp_dialogue_row_dup_speaker (SpDialogueRow *self);
char *sp_dialogue_row_dup_text (SpDialogueRow *self);
void  sp_dialogue_row_set_color (SpDialogueRow *self, const GdkRGBA *color);
void  sp_dialogue_row_set_editable (SpDialogueRow *self, gboolean editable);
void  sp_dialogue_row_set_tags (SpDialogueRow *self, const char *const *tags);

G_END_DECLS
