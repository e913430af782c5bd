/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

#define SP_HTML_UPLOAD_MAX_BYTES (100 << 20)

/**
 * sp_html_upload_async:
 * @client: the app
 * @name: what a script calls the file
 * @data: what is in it
 * @cancellable: (nullable): stops it
 * @callback: called when the server has it
 * @user_data: for @callback
 *
 * Sends a file that is in a web part, which has no network of its own that the server would know.
 */
void sp_html_upload_async (GradioClient       *client,
                           const char         *name,
                           GBytes             *data,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

/**
 * sp_html_upload_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): an object with its `path` on the server and its `url`
 */
JsonNode *sp_html_upload_finish (GAsyncResult *result,
                                 GError      **error);

G_END_DECLS
