/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-drive-page.h"

G_BEGIN_DECLS

gboolean  sp_drive_value_check (SpDriveItem *item,
                                JsonNode    *value,
                                GError     **error);
gboolean  sp_drive_value_is_nothing (JsonNode *value);
int       sp_drive_value_find_choice (JsonArray *choices,
                                      JsonNode  *value);
JsonNode *sp_drive_value_build_selection (int       index,
                                          JsonNode *value,
                                          int       selected);
gboolean  sp_drive_value_contains (JsonArray *array,
                                   JsonNode  *value);
JsonNode *sp_drive_value_dup_with (JsonNode *list,
                                   JsonNode *value);
JsonNode *sp_drive_value_dup_without (JsonNode *list,
                                      JsonNode *value);
gboolean  sp_drive_value_have_same_cells (JsonNode   *before,
                                          JsonNode   *after,
                                          JsonArray **old,
                                          JsonArray **rows);
JsonNode *sp_drive_value_dup_with_cell (JsonNode *table,
                                        guint     row,
                                        guint     column,
                                        JsonNode *cell);

G_END_DECLS
