/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_LOGIN_FORM (sp_login_form_get_type ())

/**
 * SpLoginForm:
 *
 * Asks for the user name and the password of an app. Signal: `log-in` with both.
 */
G_DECLARE_FINAL_TYPE (SpLoginForm, sp_login_form, SP, LOGIN_FORM, AdwBin)

/**
 * sp_login_form_ask:
 * @self: a form
 * @user: (nullable): the user name that was refused, %NULL the first time
 *
 * Forgets the password that was typed, and moves the focus to what is to be typed next.
 */
void sp_login_form_ask (SpLoginForm *self,
                        const char  *user);

G_END_DECLS
