/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/**
 * sp_deep_link_make_async:
 * @client: a connected app
 * @session: the session whose state the link is to lead to
 * @route: route of the page in front, `""` for the first one
 * @cancellable: (nullable): stops it
 * @callback: called when the link is there
 * @user_data: for @callback
 *
 * Has the server keep what the app shows, and makes an address that leads back to it.
 */
void sp_deep_link_make_async (GradioClient       *client,
                              GradioSession      *session,
                              const char         *route,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

/**
 * sp_deep_link_make_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the address; %NULL without an error when the server has seen
 *   nothing of this session that it could keep
 */
char *sp_deep_link_make_finish (GAsyncResult *result,
                                GError      **error);

/**
 * sp_deep_link_dup_address:
 * @client: a connected app
 * @route: route of a page
 * @id: (nullable): what a server calls a state
 *
 * Returns: (transfer full): address of a page of the app with the query that the app was opened
 *   with, and with the state if there is one
 */
char *sp_deep_link_dup_address (GradioClient *client,
                                const char   *route,
                                const char   *id);

G_END_DECLS
