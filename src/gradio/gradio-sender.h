/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Brings bytes and files to a connection, in the thread of its caller, with as little work as the system
 * allows. Not installed. */
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

/**
 * gradio_sender_copy:
 * @self: a sender
 * @file: an open file
 * @size: how many bytes of it at most
 * @cancellable: (nullable): stops it
 * @unreadable: set when it is the file that fails
 * @error: return location
 *
 * Sends the next bytes of @file, up to a size that leaves its caller time to look around.
 *
 * Returns: how many it were, 0 at the end of the file, -1 with an error
 */
gssize gradio_sender_copy (GradioSender *self,
                           GInputStream *file,
                           goffset       size,
                           GCancellable *cancellable,
                           gboolean     *unreadable,
                           GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioSender, gradio_sender_free)

G_END_DECLS
