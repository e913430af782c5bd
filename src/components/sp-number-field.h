/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_NUMBER_FIELD (sp_number_field_get_type ())

/**
 * SpNumberField:
 *
 * A field for one number, which may be empty, with buttons for less and more. Unlike a spin button
 * it never changes what it was given: a value that is out of range, between two steps or no number
 * at all is shown and given back as it came until the user edits it.
 *
 * Property: `editable`.
 *
 * Signals: `changed` when the user changed the text or stepped, `activate` for Enter, `left` when
 * the focus leaves it.
 */
G_DECLARE_FINAL_TYPE (SpNumberField, sp_number_field, SP, NUMBER_FIELD, GtkWidget)

/**
 * sp_number_field_set_value:
 * @self: a field
 * @value: (nullable): a value of any shape; null is the empty field
 */
void sp_number_field_set_value (SpNumberField *self, JsonNode *value);

/**
 * sp_number_field_dup_value:
 * @self: a field
 *
 * Returns: (transfer full): the value as it was set, or the number that was typed; null when there
 * is none
 */
JsonNode *sp_number_field_dup_value (SpNumberField *self);

gboolean sp_number_field_is_empty (SpNumberField *self); /* there is no text in it */

/**
 * sp_number_field_change:
 * @self: a field
 * @value: a number
 *
 * Puts @value in as if the user had typed it.
 */
void sp_number_field_change (SpNumberField *self, double value);

/**
 * sp_number_field_check:
 * @self: a field
 * @error: return location
 *
 * Returns: %FALSE with %GRADIO_ERROR_VALUE when the text is no number, or is out of range
 */
gboolean sp_number_field_check (SpNumberField *self, GError **error);

/**
 * sp_number_field_set_range:
 * @self: a field
 * @minimum: the least number, or -infinity
 * @maximum: the greatest number, or infinity
 */
void sp_number_field_set_range (SpNumberField *self, double minimum, double maximum);

/**
 * sp_number_field_set_step:
 * @self: a field
 * @step: how far the arrow keys and the buttons go; 1 when it is not positive
 */
void sp_number_field_set_step (SpNumberField *self, double step);

/**
 * sp_number_field_set_precision:
 * @self: a field
 * @precision: digits that typed numbers are rounded to, 0 for whole numbers, -1 for as they are
 */
void sp_number_field_set_precision (SpNumberField *self, int precision);

void sp_number_field_set_editable (SpNumberField *self, gboolean editable);
void sp_number_field_set_placeholder (SpNumberField *self, const char *text);

/**
 * sp_number_field_get_entry:
 * @self: a field
 *
 * Returns: (transfer none): the control that wants a name
 */
GtkWidget *sp_number_field_get_entry (SpNumberField *self);

G_END_DECLS
