/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A rest between two tries that can be cancelled. Not installed. */

/**
 * gradio_pause_async:
 * @milliseconds: how long
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @callback: called when it is over
 * @user_data: for @callback
 */
void     gradio_pause_async (guint               milliseconds,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
gboolean gradio_pause_finish (GAsyncResult *result,
                              GError      **error);

G_END_DECLS
