/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-web-view.h"

G_BEGIN_DECLS

/**
 * sp_web_module_is_built:
 *
 * Returns: whether there are web views
 */
gboolean sp_web_module_is_built (void);

/**
 * sp_web_module_get_interface:
 *
 * Loads the module with the web views, unless that was done.
 *
 * Returns: (nullable): what it can do, %NULL when it is not built or damaged
 */
const SpWebViewInterface *sp_web_module_get_interface (void);

G_END_DECLS
