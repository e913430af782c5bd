/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-drive-page.h"
#include "sp-drive.h"

G_BEGIN_DECLS

gboolean sp_drive_user_set (SpDrive     *self,
                            SpDriveItem *item,
                            JsonNode    *value,
                            GError     **error);
gboolean sp_drive_user_fire (SpDrive     *self,
                             SpDriveItem *item,
                             const char  *event,
                             JsonNode    *data,
                             GError     **error);
gboolean sp_drive_user_choose_example (SpDrive     *self,
                                       SpDriveItem *item,
                                       gint64       row,
                                       GError     **error);
gboolean sp_drive_user_choose_tab (SpDrive     *self,
                                   GPtrArray   *items,
                                   SpDriveItem *item,
                                   GError     **error);
gboolean sp_drive_user_open (SpDrive     *self,
                             SpDriveItem *item,
                             GError     **error);
gboolean sp_drive_user_stop (SpDrive     *self,
                             SpDriveItem *item,
                             GError     **error);

G_END_DECLS
