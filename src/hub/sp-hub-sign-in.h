/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-accounts.h"

G_BEGIN_DECLS

/**
 * SpHubSignInState:
 * @SP_HUB_SIGN_IN_IDLE: not started
 * @SP_HUB_SIGN_IN_STARTING: the Hub is asked for what the user needs
 * @SP_HUB_SIGN_IN_WAITING: it is the user's turn, in a browser
 * @SP_HUB_SIGN_IN_FINISHING: the Hub is asked who it is
 * @SP_HUB_SIGN_IN_DONE: signed in
 * @SP_HUB_SIGN_IN_FAILED: not signed in, or cancelled
 */
typedef enum {
  SP_HUB_SIGN_IN_IDLE,
  SP_HUB_SIGN_IN_STARTING,
  SP_HUB_SIGN_IN_WAITING,
  SP_HUB_SIGN_IN_FINISHING,
  SP_HUB_SIGN_IN_DONE,
  SP_HUB_SIGN_IN_FAILED,
} SpHubSignInState;

#define SP_TYPE_HUB_SIGN_IN (sp_hub_sign_in_get_type ())

/**
 * SpHubSignIn:
 *
 * One attempt to sign in to the Hub (hub-api.md 8). One of the four ways is started, once.
 *
 * Properties, each notified: `state`; `address` (nullable, to be opened in a browser); `user-code` and
 * `verification-address` (nullable, to be shown: the code is typed at that address, on any device); `seconds-left`
 * (until the code ends).
 *
 * Signals, one of them once, unless it is cancelled: `done` (#SpHubAccount), which is the current account then;
 * `failed` (#GError), a sentence with the next step.
 */
G_DECLARE_FINAL_TYPE (SpHubSignIn, sp_hub_sign_in, SP, HUB_SIGN_IN, GObject)

/**
 * sp_hub_sign_in_new:
 * @accounts: where the account goes
 * @scopes: (nullable): what the program asks to be allowed, with `openid profile`; %NULL for no more than these
 *
 * Returns: (transfer full): an attempt
 */
SpHubSignIn *sp_hub_sign_in_new (SpHubAccounts     *accounts,
                                 const char *const *scopes);

/* Listens on 127.0.0.1 for what the browser brings back from `address`, which the caller opens. */
void sp_hub_sign_in_start_browser (SpHubSignIn *self);

/* Shows a code that the user types on any device, and asks the Hub until that was done. */
void sp_hub_sign_in_start_device (SpHubSignIn *self);

/* Signs in with what the user pasted. */
void sp_hub_sign_in_use_token (SpHubSignIn *self,
                               const char  *text);

/* Signs in with the login of the `hf` tool, which stays the tool's own. */
void sp_hub_sign_in_use_hf_tool (SpHubSignIn *self);

/* Ends it without a signal. Without it an attempt lives on while the Hub is asked something. */
void sp_hub_sign_in_cancel (SpHubSignIn *self);

SpHubSignInState sp_hub_sign_in_get_state (SpHubSignIn *self);
const char      *sp_hub_sign_in_get_address (SpHubSignIn *self);
const char      *sp_hub_sign_in_get_user_code (SpHubSignIn *self);
const char      *sp_hub_sign_in_get_verification_address (SpHubSignIn *self);
guint            sp_hub_sign_in_get_seconds_left (SpHubSignIn *self);

G_END_DECLS
