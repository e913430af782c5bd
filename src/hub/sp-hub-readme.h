/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"

G_BEGIN_DECLS

/**
 * sp_hub_readme_async:
 * @session: the way to the Hub
 * @id: a Space, `owner/name`
 * @cancellable: (nullable): stops it
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Asks for what a Space says about itself. It is kept on the disk for when the Hub cannot be reached.
 */
void sp_hub_readme_async (SpHubSession       *session,
                          const char         *id,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);

/**
 * sp_hub_readme_finish:
 * @session: the way to the Hub
 * @result: what @callback got
 * @kept_since: (out) (optional): 0 when the Hub answered, else since when it is kept (Unix time)
 * @error: return location
 *
 * Returns: (transfer full): Markdown without the front matter, valid UTF-8, "" when there is none;
 *   a text of more than 512 KiB is cut, and says so. Or %NULL with a #SpHubError.
 */
char *sp_hub_readme_finish (SpHubSession *session,
                            GAsyncResult *result,
                            gint64       *kept_since,
                            GError      **error);

/**
 * sp_hub_readme_strip:
 * @text: a README.md as the Hub has it, in whatever encoding
 * @length: its bytes
 *
 * Returns: (transfer full): the same without front matter, as valid UTF-8
 */
char *sp_hub_readme_strip (const char *text,
                           gsize       length);

G_END_DECLS
