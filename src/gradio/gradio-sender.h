/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes to a connection in the thread of its caller, and sees when the other side has answered before it
 * took everything. Not installed. */
typedef struct _GradioSender GradioSender;

/**
 * gradio_sender_new:
 * @connection: where to; nobody else uses it meanwhile
 *
 * Returns: (transfer full): a sender
 */
GradioSender *gradio_sender_new (GSocketConnection *connection);
void          gradio_sender_free (GradioSender *self);

/**
 * gradio_sender_write:
 * @self: a sender
 * @data: bytes
 * @size: how many
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: whether all of them went; %FALSE with %G_IO_ERROR_BROKEN_PIPE when the other side takes
 *   nothing and has answered already
 */
gboolean gradio_sender_write (GradioSender *self,
                              const void   *data,
                              gsize         size,
                              GCancellable *cancellable,
                              GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioSender, gradio_sender_free)

G_END_DECLS
