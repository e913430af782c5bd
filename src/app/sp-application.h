/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-awake-notices.h"
#include "sp-hub-pictures.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_APPLICATION (sp_application_get_type ())

/**
 * SpApplication:
 *
 * The program: one process for all windows. `spaceport ADDRESS…` opens apps in the running one.
 */
G_DECLARE_FINAL_TYPE (SpApplication, sp_application, SP, APPLICATION, AdwApplication)

/**
 * sp_application_new:
 * @measured: whether the program is being measured (CONTRACT.md of the yardstick): a process of its own, nothing
 *   read or kept, and
 *   marker lines on standard output
 *
 * Returns: (transfer full): the application
 */
SpApplication *sp_application_new (gboolean measured);

/* Where thumbnails and avatars come from; made when they are asked for first. */
SpHubPictures *sp_application_get_pictures (SpApplication *self);

/* The Spaces of which the user wants to be told. While there are some the program goes on without a window, too, and
 * for some minutes after it has told something, so that the notification leads to it. */
SpAwakeNotices *sp_application_get_notices (SpApplication *self);

/* For how long, from the next time on. For tests, which do not wait. */
void sp_application_set_told_stay (SpApplication *self,
                                   guint          seconds);

/* The user was asked, and does not quit. */
void sp_application_call_off_quit (SpApplication *self);

G_END_DECLS
