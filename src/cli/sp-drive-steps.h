/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-drive.h"

G_BEGIN_DECLS

gboolean sp_drive_steps_run (SpDrive   *self,
                             JsonArray *steps,
                             guint     *number,
                             GError   **error);

G_END_DECLS
