/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_TEXT_AREA (sp_text_area_get_type ())

/**
 * SpTextArea:
 *
 * Text of several lines that grows with its content between two heights. Long texts are shown in
 * part until the user asks for all of it.
 *
 * Signals: `changed` when the user changed the text, `activate` when a key sends it off.
 */
G_DECLARE_FINAL_TYPE (SpTextArea, sp_text_area, SP, TEXT_AREA, GtkWidget)

/**
 * SpTextAreaEnter:
 * @SP_TEXT_AREA_ENTER_BREAKS: Enter begins a line, Shift+Enter sends
 * @SP_TEXT_AREA_ENTER_SENDS: Enter sends, Shift+Enter begins a line
 */
typedef enum {
  SP_TEXT_AREA_ENTER_BREAKS,
  SP_TEXT_AREA_ENTER_SENDS,
} SpTextAreaEnter;

/**
 * sp_text_area_set_text:
 * @self: a text area
 * @text: (nullable): UTF-8 text
 *
 * Shows @text. Only what differs from what is there is changed: selection and place stay, and the
 * end is followed when it was in view.
 */
void sp_text_area_set_text (SpTextArea *self, const char *text);

/**
 * sp_text_area_dup_text:
 * @self: a text area
 *
 * Returns: (transfer full): what is in it
 */
char *sp_text_area_dup_text (SpTextArea *self);

/**
 * sp_text_area_insert:
 * @self: a text area
 * @text: UTF-8 text
 *
 * Puts @text in the place of the selection, as if the user had pasted it.
 */
void sp_text_area_insert (SpTextArea *self, const char *text);

/**
 * sp_text_area_set_lines:
 * @self: a text area
 * @lines: how many lines it has at least
 * @max_lines: how many lines it grows to
 */
void sp_text_area_set_lines (SpTextArea *self, int lines, int max_lines);

void sp_text_area_set_editable (SpTextArea *self, gboolean editable);
void sp_text_area_set_placeholder (SpTextArea *self, const char *text);
void sp_text_area_set_autoscroll (SpTextArea *self, gboolean autoscroll);
void sp_text_area_set_enter (SpTextArea *self, SpTextAreaEnter enter);

/**
 * sp_text_area_get_view:
 * @self: a text area
 *
 * Returns: (transfer none): the view inside
 */
GtkTextView *sp_text_area_get_view (SpTextArea *self);

G_END_DECLS
