/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-repo.h"
#include "sp-hub-session.h"

G_BEGIN_DECLS

/**
 * sp_hub_visit_async:
 * @session: the way to the Hub
 * @repo: a Space
 * @cancellable: (nullable): stops it
 * @callback: called when the Space's host has answered
 * @user_data: for @callback
 *
 * Opens the first page of a Space, which wakes one that is asleep (hub-api.md 4). What the page says does not count.
 * The token goes along only when the host asks for one, and only to the host that the Hub names.
 */
void sp_hub_visit_async (SpHubSession       *session,
                         SpHubRepo          *repo,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);

/**
 * sp_hub_visit_finish:
 * @session: the way to the Hub
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the host answered, else %FALSE with a #SpHubError
 */
gboolean sp_hub_visit_finish (SpHubSession *session,
                              GAsyncResult *result,
                              GError      **error);

G_END_DECLS
