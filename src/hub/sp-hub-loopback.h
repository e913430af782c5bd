/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_HUB_LOOPBACK (sp_hub_loopback_get_type ())

/**
 * SpHubLoopback:
 *
 * Waits on 127.0.0.1 for what the browser brings back from the Hub (RFC 8252, 7.3). What comes with another `state`
 * than the one that was sent along is not from there: it is refused, and the waiting goes on.
 *
 * Signals, one of them once: `code` (string), `refused` (#GError, a #SpHubOauthError).
 */
G_DECLARE_FINAL_TYPE (SpHubLoopback, sp_hub_loopback, SP, HUB_LOOPBACK, GObject)

/**
 * sp_hub_loopback_new:
 * @state: a text that nobody guesses
 * @error: return location
 *
 * Returns: (transfer full) (nullable): one that waits
 */
SpHubLoopback *sp_hub_loopback_new (const char *state,
                                    GError    **error);

/* Where the Hub is to send the browser. */
const char *sp_hub_loopback_get_address (SpHubLoopback *self);

G_END_DECLS
