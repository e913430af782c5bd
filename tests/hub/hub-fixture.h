/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-snapshot.h"
#include "sp-hub-space-info.h"
#include "sp-hub-tree.h"

G_BEGIN_DECLS

/* What is asynchronous, waited for. */

SpHubSpaceInfo *hub_fetch_info (SpHubSession *session,
                                SpHubKind     kind,
                                const char   *id,
                                const char   *revision,
                                GError      **error);
GPtrArray      *hub_fetch_tree (SpHubSession *session,
                                SpHubRepo    *repo,
                                const char   *commit,
                                GError      **error);
gboolean        hub_download (SpHubSnapshot *snapshot,
                              GCancellable  *cancellable,
                              GError       **error);

/* Downloads all of a repository. */
gboolean hub_download_all (SpHubSession *session,
                           SpHubRepo    *repo,
                           const char   *commit,
                           const char   *folder,
                           GError      **error);

/* A session whose rests are short. */
SpHubSession *hub_new_session (const char *token);

char    *hub_make_folder (void); /* a new one for the test's own */
void     hub_remove_folder (char *path);
char    *hub_read (const char *folder, const char *name); /* nullable; ends with a zero byte */
void     hub_write (const char *folder, const char *name, const char *content);
gboolean hub_exists (const char *folder, const char *name);

G_END_DECLS
