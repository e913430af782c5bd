/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_DISCOVER_BANNER (sp_discover_banner_get_type ())

/**
 * SpDiscoverBanner:
 *
 * What is to be said about what the Hub was asked for: that the Hub asks for a pause and for how long, that it cannot be
 * reached and since when what is shown is kept, or why nothing more comes. Else it hides itself.
 *
 * Signal: `retry`: the user wants to try again.
 */
G_DECLARE_FINAL_TYPE (SpDiscoverBanner, sp_discover_banner, SP, DISCOVER_BANNER, AdwBin)

/**
 * sp_discover_banner_update:
 * @self: a banner
 * @session: who asks
 * @kept_since: since when what is shown is kept on the disk (Unix time), 0: it is fresh
 * @error: (nullable): why nothing more came to what is shown; without anything to show there is a page for it
 */
void sp_discover_banner_update (SpDiscoverBanner *self,
                                SpHubSession     *session,
                                gint64            kept_since,
                                const GError     *error);

/**
 * sp_discover_banner_dup_kept:
 * @since: a Unix time
 *
 * Returns: (transfer full): a sentence for what is shown from the disk since then
 */
char *sp_discover_banner_dup_kept (gint64 since);

G_END_DECLS
