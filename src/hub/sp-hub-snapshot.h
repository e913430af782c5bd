/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-repo.h"
#include "sp-hub-session.h"

G_BEGIN_DECLS

#define SP_TYPE_HUB_SNAPSHOT (sp_hub_snapshot_get_type ())

/**
 * SpHubSnapshot:
 *
 * The files of a repository at a commit on their way into a folder (hub-api.md 11). Properties, which
 * notify while it runs: `done` and `total` (bytes), `fetched` (bytes that came over the network), `wait`
 * (seconds until something is tried again, 0 while all is well).
 *
 * What is there already and right is kept, what is half there goes on where it stopped: to resume,
 * make a new one for the same folder. Until all is there the half ones are in the folder
 * `.spaceport-part` of the target. What is in the target and not listed is left alone.
 */
G_DECLARE_FINAL_TYPE (SpHubSnapshot, sp_hub_snapshot, SP, HUB_SNAPSHOT, GObject)

/**
 * sp_hub_snapshot_new:
 * @session: the way to the Hub
 * @repo: a repository
 * @commit: one of its commits, 40 hexadecimal digits
 * @files: (element-type SpHubFile): which of its files, from sp_hub_tree_fetch_finish()
 * @target: a folder on this computer, made where it is missing; nobody else writes there meanwhile
 *
 * Returns: (transfer full): a download that was not started yet
 */
SpHubSnapshot *sp_hub_snapshot_new (SpHubSession *session,
                                    SpHubRepo    *repo,
                                    const char   *commit,
                                    GPtrArray    *files,
                                    GFile        *target);

/**
 * sp_hub_snapshot_new_for_cache:
 * @session: the way to the Hub
 * @repo: a repository
 * @revision: (nullable): the branch or tag by which the commit was found; %NULL is `main`
 * @commit: one of its commits, 40 hexadecimal digits
 * @files: (element-type SpHubFile): which of its files, from sp_hub_tree_fetch_finish()
 * @hub: the folder `HF_HOME/hub`, made where it is missing
 *
 * Like sp_hub_snapshot_new(), laid out as the Hub's own tools do it: `models--owner--name` with
 * `blobs`, `refs` and `snapshots` (hub-api.md 11, step 7), so that a Space finds them without a
 * network.
 *
 * Returns: (transfer full): a download that was not started yet
 */
SpHubSnapshot *sp_hub_snapshot_new_for_cache (SpHubSession *session,
                                              SpHubRepo    *repo,
                                              const char   *revision,
                                              const char   *commit,
                                              GPtrArray    *files,
                                              GFile        *hub);

/**
 * sp_hub_snapshot_set_reuse:
 * @self: a download that was not started yet
 * @folder: (nullable): the folder of an older version, laid out as the target is
 *
 * Files that are the same there are linked or copied from it.
 */
void sp_hub_snapshot_set_reuse (SpHubSnapshot *self,
                                GFile         *folder);

/**
 * sp_hub_snapshot_download_async:
 * @self: a download that was not started yet
 * @cancellable: (nullable): stops it; what came is kept for the next time
 * @callback: called when all files are there and checked, or something failed
 * @user_data: for @callback
 *
 * Downloads four files at once. Files are asked for again where the Hub is busy or fails.
 */
void sp_hub_snapshot_download_async (SpHubSnapshot      *self,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);

/**
 * sp_hub_snapshot_download_finish:
 * @self: a download
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether all files are there and their content is what the Hub lists; if not, a #SpHubError
 *   or %G_IO_ERROR_CANCELLED
 */
gboolean sp_hub_snapshot_download_finish (SpHubSnapshot *self,
                                          GAsyncResult  *result,
                                          GError       **error);

gint64 sp_hub_snapshot_get_done (SpHubSnapshot *self);    /* bytes that are there */
gint64 sp_hub_snapshot_get_total (SpHubSnapshot *self);   /* bytes of all files */
gint64 sp_hub_snapshot_get_fetched (SpHubSnapshot *self); /* bytes that came over the network */
guint  sp_hub_snapshot_get_wait (SpHubSnapshot *self);

G_END_DECLS
