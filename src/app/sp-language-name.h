/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sp_language_name_dup:
 * @code: a language as an app calls it, such as `de` or `pt-BR`
 *
 * Returns: (transfer full): the name that those who speak it give it; the code itself when it is not known
 */
char *sp_language_name_dup (const char *code);

G_END_DECLS
