/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"

G_BEGIN_DECLS

/**
 * GradioDescription:
 * @config: /config, an object
 * @info: (nullable): /info, an object; %NULL when the server has none that can be read
 * @space_id: (nullable): the Space that was asked for by its id
 *
 * What was found at an address. Not installed.
 */
typedef struct {
  JsonNode *config;
  JsonNode *info;
  char     *space_id;
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
 * Finds the app: asks the Hub for the host of a Space, tries /config at the address and at its
 * parents, for the address may be one of a page, and reads /info (protocol.md 3.4).
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
