/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-visibility.h"

#include <gio/gio.h>

GRADIO_BEGIN_DECLS

/**
 * gradio_token_find_async:
 * @token: (nullable): a token that was given; it wins
 * @cancellable: (nullable): stops it
 * @callback: called when there is one, or none
 * @user_data: for @callback
 *
 * Looks for a token of the Hub: in the environment (`HF_TOKEN`, `HUGGING_FACE_HUB_TOKEN`), in the
 * secret store, where somebody who signed in with Spaceport has one and this library was built with
 * it, then in the file that the Hub's own tools write (`HF_TOKEN_PATH`, `$HF_HOME/token`). With
 * `HF_HUB_DISABLE_IMPLICIT_TOKEN` only what was given counts.
 */
void gradio_token_find_async (const char         *token,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

/**
 * gradio_token_find_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the token; %NULL without an error when there is none, and
 *   with %GRADIO_ERROR_FILE when there is a file that cannot be read
 */
char *gradio_token_find_finish (GAsyncResult *result,
                                GError      **error);

GRADIO_END_DECLS
