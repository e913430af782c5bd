/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A rest of so many milliseconds between two tries. Cancelled, it ends with %G_IO_ERROR_CANCELLED. */
void     sp_hub_pause_async (guint               milliseconds,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
gboolean sp_hub_pause_finish (GAsyncResult *result,
                              GError      **error);

G_END_DECLS
