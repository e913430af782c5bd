/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-grant.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Logins that others keep on this computer (hub-api.md 1); they are only read. */

/* Whether `HF_HUB_DISABLE_IMPLICIT_TOKEN` says that what others keep is not to be sent unasked. */
gboolean sp_hub_logins_are_explicit (void);

/* Returns: (transfer full) (nullable): what `HF_TOKEN`, of old `HUGGING_FACE_HUB_TOKEN`, gives */
SpHubGrant *sp_hub_logins_read_environment (void);

/**
 * sp_hub_logins_read_tool:
 * @token: what the file with the token holds
 * @stored: (nullable): what `stored_tokens` beside it holds: an INI file with all logins
 *
 * Returns: (transfer full) (nullable): the login of the `hf` tool
 */
SpHubGrant *sp_hub_logins_read_tool (const char *token,
                                     const char *stored);

/* Looks for the login of the `hf` tool. Returns: (transfer full) (nullable): the login, NULL without an error when
 * there is none that can be read. */
void        sp_hub_logins_find_tool_async (GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
SpHubGrant *sp_hub_logins_find_tool_finish (GAsyncResult *result);

G_END_DECLS
