/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-drive.h"

G_BEGIN_DECLS

JsonNode *sp_drive_files_upload (SpDrive  *self,
                                 JsonNode *value,
                                 GError  **error);

G_END_DECLS
