/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_CHOICE (sp_choice_get_type ())

/**
 * SpChoice:
 *
 * One thing to choose: what is read, and the value that is sent, which may be any JSON.
 *
 * Properties: `label`; `selected`, for lists with several.
 */
G_DECLARE_FINAL_TYPE (SpChoice, sp_choice, SP, CHOICE, GObject)

/**
 * sp_choice_new_unknown:
 * @value: a value that is none of the choices
 *
 * Returns: (transfer full): something to show in its place
 */
SpChoice *sp_choice_new_unknown (JsonNode *value);

/**
 * sp_choice_new_custom:
 * @value: a value that somebody typed where any is welcome
 *
 * Returns: (transfer full): a choice that is not among those of the author, yet as good
 */
SpChoice *sp_choice_new_custom (JsonNode *value);

const char *sp_choice_get_label (SpChoice *self);
JsonNode   *sp_choice_get_value (SpChoice *self);
gboolean    sp_choice_is_known (SpChoice *self);
gboolean    sp_choice_get_selected (SpChoice *self);
void        sp_choice_set_selected (SpChoice *self, gboolean selected);

/**
 * sp_choice_dup_key:
 * @value: (nullable): a value
 *
 * Returns: (transfer full): a text that is the same for values that are equal, as a key for tables
 */
char *sp_choice_dup_key (JsonNode *value);

/**
 * sp_choice_list_new:
 * @choices: (nullable): the prop `choices`: pairs of label and value, or values
 *
 * Returns: (transfer full): list of #SpChoice
 */
GListStore *sp_choice_list_new (JsonArray *choices);

/**
 * sp_choice_list_find:
 * @list: list of #SpChoice
 * @value: (nullable): a value
 *
 * Returns: position of the first choice of this value, or %G_MAXUINT
 */
guint sp_choice_list_find (GListModel *list, JsonNode *value);

/**
 * sp_choice_build_select_data:
 * @list: list of #SpChoice
 * @choice: what was chosen
 * @selected: whether it is chosen now; -1 to leave it out
 *
 * Returns: (transfer full): data of the event `select`
 */
JsonNode *sp_choice_build_select_data (GListModel *list, SpChoice *choice, int selected);

G_END_DECLS
