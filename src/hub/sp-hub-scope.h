/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sp_hub_scope_dup_words:
 * @scope: a scope of the Hub (hub-api.md 8), such as `read-repos`
 *
 * Returns: (transfer full): what it allows, in words; the scope itself when it is a new one
 */
char *sp_hub_scope_dup_words (const char *scope);

G_END_DECLS
