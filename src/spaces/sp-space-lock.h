/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Locks between processes. The kernel lets go of them with the process, however that ends, so none is ever stale.
 * They belong to the descriptor: two of one process exclude each other as well. They are not inherited by programs
 * that are started. */

/**
 * sp_space_lock_take:
 * @file: the lock's file, made with its folder (0700) where it is not there
 * @error: return location
 *
 * Takes a lock without waiting (an open file description lock, see fcntl(2)).
 *
 * Returns: a descriptor that holds it until it is closed, or -1; %G_IO_ERROR_BUSY when another one has it
 */
int sp_space_lock_take (GFile   *file,
                        GError **error);

/* Whether somebody has the lock. Asking disturbs nobody. */
gboolean sp_space_lock_is_taken (GFile *file);

G_END_DECLS
