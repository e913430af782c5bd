/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sp-choice.h"

G_BEGIN_DECLS

#define SP_TYPE_CHOICE_ENTRY (sp_choice_entry_get_type ())

/**
 * SpChoiceEntry:
 *
 * An entry that offers choices as one types, and takes any other text as well unless it is strict.
 *
 * Signals: `changed` when the user changed the value; `chosen` with the #SpChoice just before it
 * when one was picked from the list; `key-up` with the data of the event when a key was let go.
 */
G_DECLARE_FINAL_TYPE (SpChoiceEntry, sp_choice_entry, SP, CHOICE_ENTRY, GtkWidget)

void sp_choice_entry_set_choices (SpChoiceEntry *self, GListModel *choices);
void sp_choice_entry_set_editable (SpChoiceEntry *self, gboolean editable);

/**
 * sp_choice_entry_set_strict:
 * @self: an entry
 * @strict: whether what is typed only searches the choices
 */
void sp_choice_entry_set_strict (SpChoiceEntry *self, gboolean strict);

/**
 * sp_choice_entry_set_value:
 * @self: an entry
 * @value: (nullable): a value; need not be a choice
 */
void sp_choice_entry_set_value (SpChoiceEntry *self, JsonNode *value);

/**
 * sp_choice_entry_dup_value:
 * @self: an entry
 *
 * Returns: (transfer full): the value that was set or chosen; else that of the choice with the
 *   label that was typed, else what was typed
 */
JsonNode *sp_choice_entry_dup_value (SpChoiceEntry *self);

/**
 * sp_choice_entry_get_entry:
 * @self: an entry
 *
 * Returns: (transfer none): the control that wants a name
 */
GtkWidget *sp_choice_entry_get_entry (SpChoiceEntry *self);

G_END_DECLS
