/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"

G_BEGIN_DECLS

/**
 * GradioDescription:
 * @config: /config, an object
 * @info: (nullable): /info, an object; %NULL when the server has none that can be read
 * @space_id: (nullable): the Space that was asked for by its id
 * @page: (nullable): route of the page that was asked for, %NULL for the first one
 * @query: (nullable): what stood after the question mark of the address
 *
 * What was found at an address. Not installed.
 */
typedef struct {
  JsonNode *config;
  JsonNode *info;
  char     *space_id;
  char     *page;
  char     *query;
} GradioDescription;

void gradio_description_free (GradioDescription *description);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioDescription, gradio_description_free)

/**
 * gradio_connect_async:
 * @connection: told where the server is
 * @reference: what a person typed
 * @cancellable: (nullable): stops it
 * @callback: called when the app is found or not
 * @user_data: for @callback
 *
 * Finds the app: waits for a Space until it runs, tries /config at the address and at its parents,
 * for the address may be one of a page, logs in where that is wanted, and reads /info (protocol.md
 * 3.4).
 */
void gradio_connect_async (GradioConnection   *connection,
                           const char         *reference,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

/**
 * gradio_connect_finish:
 * @connection: a connection
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): what was found
 */
GradioDescription *gradio_connect_finish (GradioConnection *connection,
                                          GAsyncResult     *result,
                                          GError          **error);

G_END_DECLS
