/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What newer GTK has under other names, in one place: the only file with GtkFileChooserNative and
 * gtk_show_uri_full(). */

/**
 * sp_platform_open_files_async:
 * @widget: where it is asked from; its window is the dialog's parent
 * @title: title of the dialog
 * @filters: (nullable) (element-type GtkFileFilter): what to offer; “All files” is added
 * @multiple: whether several can be chosen
 * @cancellable: (nullable): closes the dialog
 * @callback: called when it was answered
 * @user_data: for @callback
 */
void sp_platform_open_files_async (GtkWidget          *widget,
                                   const char         *title,
                                   GListModel         *filters,
                                   gboolean            multiple,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);

/**
 * sp_platform_open_files_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): list of #GFile, or %NULL with %G_IO_ERROR_CANCELLED when the user chose
 *   none
 */
GListModel *sp_platform_open_files_finish (GAsyncResult *result,
                                           GError      **error);

/**
 * sp_platform_save_file_async:
 * @widget: where it is asked from
 * @title: title of the dialog
 * @name: suggested name
 * @cancellable: (nullable): closes the dialog
 * @callback: called when it was answered
 * @user_data: for @callback
 */
void   sp_platform_save_file_async (GtkWidget          *widget,
                                    const char         *title,
                                    const char         *name,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
GFile *sp_platform_save_file_finish (GAsyncResult *result,
                                     GError      **error);

/**
 * sp_platform_choose_folder_async:
 * @widget: where it is asked from
 * @title: title of the dialog
 * @cancellable: (nullable): closes the dialog
 * @callback: called when it was answered
 * @user_data: for @callback
 */
void   sp_platform_choose_folder_async (GtkWidget          *widget,
                                        const char         *title,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
GFile *sp_platform_choose_folder_finish (GAsyncResult *result,
                                         GError      **error);

/**
 * sp_platform_open_uri:
 * @widget: where the link is
 * @uri: an address; nothing happens unless it is http, https or mailto
 *
 * Where @widget is inside of something that has the action `page.open-uri`, that decides.
 */
void sp_platform_open_uri (GtkWidget  *widget,
                           const char *uri);

/**
 * sp_platform_open_file:
 * @widget: where it is asked from
 * @file: a file on this computer, to be opened with the program for its type
 */
void sp_platform_open_file (GtkWidget *widget,
                            GFile     *file);

/* Shows a file of this computer in the program for files, with the others of its folder; where that cannot be done, its
 * folder is opened. */
void sp_platform_show_file (GtkWidget *widget,
                            GFile     *file);

G_END_DECLS
