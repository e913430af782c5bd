/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/**
 * sp_file_fetch_async:
 * @file: a file of a value
 * @client: (nullable): where it comes from
 * @cancellable: (nullable): stops it
 * @callback: called when it is on this computer
 * @user_data: for @callback
 *
 * Brings a file near for showing, opening or dragging. Local files need no client; others fail
 * with a sentence while there is none
 * that is connected.
 */
void   sp_file_fetch_async (GradioFile         *file,
                            GradioClient       *client,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
GFile *sp_file_fetch_finish (GAsyncResult *result,
                             GError      **error);

/**
 * sp_file_fetch_is_possible:
 * @file: (nullable): a file of a value
 * @client: (nullable): where it comes from
 *
 * Returns: whether sp_file_fetch_async() can succeed
 */
gboolean sp_file_fetch_is_possible (GradioFile   *file,
                                    GradioClient *client);

G_END_DECLS
