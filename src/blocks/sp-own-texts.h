/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sp_own_texts_find:
 * @key: a key, such as `common.submit`
 *
 * What Gradio itself names by key and has the page translate; apps use these keys too.
 *
 * Returns: (nullable): the text in the language of the desktop
 */
const char *sp_own_texts_find (const char *key);

G_END_DECLS
