/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sp_known_js_find:
 * @source: a script of an event
 *
 * The scripts of some of Gradio's own buttons want a page, and are done here in another way
 * (blocks-runtime.md 11.9).
 *
 * Returns: (nullable): `deep-link`, `log-in` or `log-out`; %NULL for all others
 */
const char *sp_known_js_find (const char *source);

/**
 * sp_known_js_dup_uri:
 * @source: a script of an event
 *
 * Returns: (transfer full) (nullable): the address, when the script does nothing but open it
 */
char *sp_known_js_dup_uri (const char *source);

G_END_DECLS
