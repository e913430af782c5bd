/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_TRIM_HANDLE (sp_trim_handle_get_type ())

/**
 * SpTrimHandle:
 *
 * One end of a part of a sound. The arrows move it by a twentieth of a second, Page Up and Page Down
 * by a second, Home and End as far as it goes.
 *
 * Signal: `move` (double): how many seconds the user wants to move it; infinite for as far as it
 * goes.
 */
G_DECLARE_FINAL_TYPE (SpTrimHandle, sp_trim_handle, SP, TRIM_HANDLE, GtkWidget)

/**
 * sp_trim_handle_new:
 * @name: what screen readers call it
 *
 * Returns: the handle
 */
GtkWidget *sp_trim_handle_new (const char *name);

/**
 * sp_trim_handle_show:
 * @self: a handle
 * @seconds: where it is
 * @least: where it may be at least
 * @most: where it may be at most
 */
void sp_trim_handle_show (SpTrimHandle *self,
                          double        seconds,
                          double        least,
                          double        most);

G_END_DECLS
