/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/*
 * What a script is that needs no engine: a constant, an address that is opened, or one that Gradio
 * itself writes for some of its buttons. Those want a page, and are done here in another way
 * (blocks-runtime.md 11.9).
 */
typedef struct _SpKnownJs SpKnownJs;

/**
 * sp_known_js_new:
 * @source: a script of an event
 *
 * Returns: (transfer full) (nullable): what it is; %NULL for all others
 */
SpKnownJs *sp_known_js_new (const char *source);
void       sp_known_js_free (SpKnownJs *self);

/* Returns: (transfer none) (nullable): the values, when it is a constant */
JsonArray *sp_known_js_get_results (SpKnownJs *self);

/* Returns: (nullable): the address, when it does nothing but open one */
const char *sp_known_js_get_uri (SpKnownJs *self);

/**
 * sp_known_js_get_word:
 * @self: a script
 * @data: the values that it is called with
 *
 * Returns: (nullable): `deep-link`, `log-in` or `log-out`; %NULL when there is nothing to do
 */
const char *sp_known_js_get_word (SpKnownJs *self,
                                  JsonArray *data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpKnownJs, sp_known_js_free)

G_END_DECLS
