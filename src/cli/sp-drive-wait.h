/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-drive.h"

G_BEGIN_DECLS

gboolean sp_drive_wait (SpDrive  *self,
                        JsonNode *aim,
                        double    timeout,
                        GError  **error);

G_END_DECLS
