/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/**
 * sp_error_words_title:
 * @error: an error of an app, a job or a Space
 *
 * Returns: a heading for it; the error's message says the rest
 */
const char *sp_error_words_title (const GError *error);

/**
 * sp_error_words_icon:
 * @error: an error of an app, a job or a Space
 *
 * Returns: name of a symbolic icon that goes with it
 */
const char *sp_error_words_icon (const GError *error);

G_END_DECLS
