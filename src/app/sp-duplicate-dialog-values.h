/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-variables.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_DUPLICATE_DIALOG_VALUES (sp_duplicate_dialog_values_get_type ())

/**
 * SpDuplicateDialogValues:
 *
 * The secrets, or the variables, that the copy of a Space gets: those of the source to be filled in, and others.
 *
 * Property `secret` (construct only): whether they are secrets.
 */
G_DECLARE_FINAL_TYPE (SpDuplicateDialogValues,
                      sp_duplicate_dialog_values,
                      SP,
                      DUPLICATE_DIALOG_VALUES,
                      AdwPreferencesGroup)

/**
 * sp_duplicate_dialog_values_add:
 * @self: the values
 * @key: name of one
 * @value: (nullable): what it is in the source, where that is known
 */
void sp_duplicate_dialog_values_add (SpDuplicateDialogValues *self,
                                     const char              *key,
                                     const char              *value);

/**
 * sp_duplicate_dialog_values_collect:
 * @self: the values
 *
 * Returns: (transfer full) (element-type SpHubVariable): those that were filled in, or are others than in the source
 */
GPtrArray *sp_duplicate_dialog_values_collect (SpDuplicateDialogValues *self);

/* Removes all of them. */
void sp_duplicate_dialog_values_clear (SpDuplicateDialogValues *self);

G_END_DECLS
