/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_HUB_SESSION (sp_hub_session_get_type ())

/**
 * SpHubSession:
 *
 * The way to the Hub: its address (`HF_ENDPOINT` or the usual one), the token, and the connections
 * that are kept open. The token goes to the Hub's own origin and nowhere else.
 */
G_DECLARE_FINAL_TYPE (SpHubSession, sp_hub_session, SP, HUB_SESSION, GObject)

/**
 * sp_hub_session_new:
 * @token: (nullable): the user's token; see gradio_token_find_async()
 *
 * Returns: (transfer full): a session
 */
SpHubSession *sp_hub_session_new (const char *token);

const char *sp_hub_session_get_endpoint (SpHubSession *self); /* without a trailing slash */

/* The rest before a request is sent again the first time, in milliseconds; it grows from try to try. */
void  sp_hub_session_set_pause (SpHubSession *self, guint pause);
guint sp_hub_session_get_pause (SpHubSession *self);

G_END_DECLS
