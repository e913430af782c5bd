/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-drive-page.h"
#include "sp-drive.h"

G_BEGIN_DECLS

gboolean sp_drive_chat_act (SpDrive     *self,
                            SpDriveItem *item,
                            const char  *event,
                            JsonNode    *data);

G_END_DECLS
