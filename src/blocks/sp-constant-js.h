/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/**
 * sp_constant_js_evaluate:
 * @source: a JavaScript function
 *
 * Most scripts of an app are functions of nothing that give a constant: that is what the *Clear*
 * button of every Interface is.
 *
 * Returns: (transfer full) (nullable): the results, or %NULL when @source is not such a function
 */
JsonArray *sp_constant_js_evaluate (const char *source);

G_END_DECLS
