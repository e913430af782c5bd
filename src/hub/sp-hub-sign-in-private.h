/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-sign-in.h"

G_BEGIN_DECLS

/* For tests: how many milliseconds a second of the rests between two questions lasts. */
void sp_hub_sign_in_set_second (SpHubSignIn *self,
                                guint        second);

G_END_DECLS
