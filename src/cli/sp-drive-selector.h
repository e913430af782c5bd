/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-drive-page.h"

G_BEGIN_DECLS

gboolean sp_drive_selector_check (JsonNode *selector,
                                  GError  **error);

SpDriveItem *sp_drive_selector_find (JsonNode  *selector,
                                     GPtrArray *items,
                                     gboolean   reading,
                                     GError   **error);

G_END_DECLS
