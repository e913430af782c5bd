/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-file.h"
#include "sp-hub-folder.h"
#include "sp-hub-repo.h"
#include "sp-hub-session.h"

G_BEGIN_DECLS

/**
 * SpHubTransferFunc:
 * @position: bytes of the file that are there
 * @fetched: bytes that came since the last call
 * @wait: seconds until it is tried again, 0 while it runs
 * @user_data: what was given with it
 */
typedef void (*SpHubTransferFunc) (gint64   position,
                                   gsize    fetched,
                                   guint    wait,
                                   gpointer user_data);

/**
 * SpHubTransferTarget:
 * @folder: where the file goes
 * @path: its name there
 * @progress: called as bytes arrive
 * @user_data: for @progress; it lives until the transfer has ended
 */
typedef struct {
  SpHubFolder      *folder;
  const char       *path;
  SpHubTransferFunc progress;
  gpointer          user_data;
} SpHubTransferTarget;

/**
 * sp_hub_transfer_async:
 * @session: the way to the Hub
 * @uri: where its content is
 * @repo: what it belongs to
 * @file: the file
 * @target: where to; not kept
 * @cancellable: (nullable): stops it
 * @callback: called when it is there and checked
 * @user_data: for @callback
 *
 * Downloads one file, from where an earlier try left off. Whatever ends it, what came is kept, but
 * for content that is not the file's.
 */
void     sp_hub_transfer_async (SpHubSession              *session,
                                const char                *uri,
                                SpHubRepo                 *repo,
                                SpHubFile                 *file,
                                const SpHubTransferTarget *target,
                                GCancellable              *cancellable,
                                GAsyncReadyCallback        callback,
                                gpointer                   user_data);
gboolean sp_hub_transfer_finish (SpHubSession *session,
                                 GAsyncResult *result,
                                 GError      **error);

G_END_DECLS
