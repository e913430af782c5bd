/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_SIGN_IN_SCOPES (sp_sign_in_scopes_get_type ())

/**
 * SpSignInScopes:
 *
 * What the program asks to be allowed at the Hub, in words, with switches for all but who the user is.
 *
 * Signal `changed`: the user wants it otherwise.
 */
G_DECLARE_FINAL_TYPE (SpSignInScopes, sp_sign_in_scopes, SP, SIGN_IN_SCOPES, AdwExpanderRow)

/**
 * sp_sign_in_scopes_ask:
 * @self: a row
 * @scopes: (nullable): scopes of the Hub that are needed; one that there is no switch for is listed, too
 *
 * Asks for these, and no others.
 */
void sp_sign_in_scopes_ask (SpSignInScopes    *self,
                            const char *const *scopes);

/**
 * sp_sign_in_scopes_dup:
 * @self: a row
 *
 * Returns: (transfer full): what is asked for, without who the user is
 */
GStrv sp_sign_in_scopes_dup (SpSignInScopes *self);

G_END_DECLS
