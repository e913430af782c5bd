/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-sign-in.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_SIGN_IN_CODE (sp_sign_in_code_get_type ())

/**
 * SpSignInCode:
 *
 * The code with which the user signs in on any device: in large letters, with the address to type it at, also as a
 * picture for cameras, and the time that it is still good for.
 */
G_DECLARE_FINAL_TYPE (SpSignInCode, sp_sign_in_code, SP, SIGN_IN_CODE, AdwBin)

/**
 * sp_sign_in_code_show:
 * @self: a code
 * @attempt: (nullable): an attempt that sp_hub_sign_in_start_device() was called for; %NULL: a spinner waits for one
 */
void sp_sign_in_code_show (SpSignInCode *self,
                           SpHubSignIn  *attempt);

G_END_DECLS
