/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SpFileProgressFunc:
 * @n_files: files done so far
 * @n_bytes: bytes of them
 * @user_data: data of the call
 *
 * Called in the main context that the work was started in, some ten times a second at most, and not after it is done.
 */
typedef void (*SpFileProgressFunc) (guint64  n_files,
                                    guint64  n_bytes,
                                    gpointer user_data);

/* How far work in a thread is, told to the context that asked for it. */
typedef struct _SpFileProgress SpFileProgress;

/**
 * sp_file_progress_new:
 * @func: (nullable): told about it
 * @user_data: for @func
 *
 * To be called in the context that @func is to be called in.
 */
SpFileProgress *sp_file_progress_new (SpFileProgressFunc func,
                                      gpointer           user_data);
void            sp_file_progress_free (SpFileProgress *self);

/* Adds to what is done; called in the thread. @self may be %NULL. */
void sp_file_progress_add (SpFileProgress *self,
                           guint64         n_files,
                           guint64         n_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpFileProgress, sp_file_progress_free)

G_END_DECLS
