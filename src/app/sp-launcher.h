/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Entries of the desktop that open an app: by the portal of dynamic launchers where there is one, which asks the user,
 * else as files in the user's folder of data. One for each app; an older one is replaced. */

/**
 * sp_launcher_add_async:
 * @reference: what the entry opens: address of an app, or `space:` and the id of a Space
 * @title: name of the app, as a stranger gave it
 * @icon: a square picture in the PNG format
 * @cancellable: (nullable): stops it
 * @callback: called when it is there
 * @user_data: for @callback
 */
void sp_launcher_add_async (const char         *reference,
                            const char         *title,
                            GBytes             *icon,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);

/**
 * sp_launcher_add_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: whether it was added; %FALSE with %G_IO_ERROR_CANCELLED when the user did not want it
 */
gboolean sp_launcher_add_finish (GAsyncResult *result,
                                 GError      **error);

/**
 * sp_launcher_remove_async:
 * @reference: what it was added for
 * @cancellable: (nullable): stops it
 * @callback: called when it is gone
 * @user_data: for @callback
 */
void     sp_launcher_remove_async (const char         *reference,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean sp_launcher_remove_finish (GAsyncResult *result,
                                    GError      **error);

/**
 * sp_launcher_find_async:
 * @reference: what an entry may have been added for
 * @cancellable: (nullable): stops it
 * @callback: called when it is known
 * @user_data: for @callback
 */
void sp_launcher_find_async (const char         *reference,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);

/**
 * sp_launcher_find_finish:
 * @result: what @callback got
 *
 * Returns: whether there is one
 */
gboolean sp_launcher_find_finish (GAsyncResult *result);

/**
 * sp_launcher_dup_id:
 * @reference: address of an app
 *
 * Returns: (transfer full): name of the entry's file
 */
char *sp_launcher_dup_id (const char *reference);

/**
 * sp_launcher_dup_entry:
 * @reference: address of an app
 * @title: (nullable): name of the app; without it that and the icon are left to the portal
 *
 * Returns: (transfer full): what is in the entry's file
 */
char *sp_launcher_dup_entry (const char *reference,
                             const char *title);

G_END_DECLS
