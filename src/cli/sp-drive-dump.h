/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-drive-page.h"
#include "sp-drive.h"

G_BEGIN_DECLS

gboolean sp_drive_dump (SpDrive    *self,
                        const char *what,
                        JsonArray  *of,
                        GError    **error);

G_END_DECLS
