/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-view.h"

G_BEGIN_DECLS

/**
 * sp_bench_app_press:
 * @view: the view of an app's own page
 * @endpoint: name of one of its functions (`/chat`)
 * @values: what the inputs of the function are to have
 * @dependency: (out): id of the function
 *
 * Fills the inputs in and presses the button that starts the function, as the user would.
 *
 * Returns: whether there is such a function and such a button
 */
gboolean sp_bench_app_press (SpAppView  *view,
                             const char *endpoint,
                             JsonArray  *values,
                             int        *dependency);

G_END_DECLS
