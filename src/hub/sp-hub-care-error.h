/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"

G_BEGIN_DECLS

/* Why an owner's question or action is refused. */

/**
 * sp_hub_care_check:
 * @session: the way to the Hub
 * @error: return location
 *
 * Returns: whether there is a token; else %FALSE with %SP_HUB_ERROR_CREDENTIALS, and nothing needs to be asked
 */
gboolean sp_hub_care_check (SpHubSession *session,
                            GError      **error);

/**
 * sp_hub_care_translate_error:
 * @error: (transfer full): what a question failed with; those for changes have the Hub's own words
 * @id: the Space
 *
 * Returns: (transfer full): the same in words for owners
 */
GError *sp_hub_care_translate_error (GError     *error,
                                     const char *id);

G_END_DECLS
