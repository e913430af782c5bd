/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * SP_DRIVE_TYPE_INPUT: people can change its value while it is interactive
 * SP_DRIVE_TYPE_BUTTON: people can press it while it is interactive
 * SP_DRIVE_TYPE_CHOICE: what is selected in it is its value
 * SP_DRIVE_TYPE_LAYOUT: it has no value; other components lie in it
 * SP_DRIVE_TYPE_FACELESS: nobody sees it
 * SP_DRIVE_TYPE_FREE: its author gives its events their names
 */
typedef enum {
  SP_DRIVE_TYPE_INPUT = 1 << 0,
  SP_DRIVE_TYPE_BUTTON = 1 << 1,
  SP_DRIVE_TYPE_CHOICE = 1 << 2,
  SP_DRIVE_TYPE_LAYOUT = 1 << 3,
  SP_DRIVE_TYPE_FACELESS = 1 << 4,
  SP_DRIVE_TYPE_FREE = 1 << 5,
} SpDriveTypeFlags;

SpDriveTypeFlags sp_drive_types_get_flags (const char *type);
gboolean         sp_drive_types_have_event (const char *type,
                                            const char *event);
gboolean         sp_drive_types_event_needs_interactive (const char *type,
                                                         const char *event);

G_END_DECLS
