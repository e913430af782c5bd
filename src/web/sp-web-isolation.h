/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

/* What keeps a page from speaking to other servers than its own, beside what it says itself. */

/* No connection is made before something is asked for: no policy of a page's content counts for those. */
void sp_web_isolation_calm (WebKitSettings *settings);

/**
 * sp_web_isolation_close:
 * @session: the session of one page only
 * @uri: address of the page
 *
 * Whatever the page asks for, only its own server is asked, and no other name is looked up: the way to all others is
 * a proxy that is not there.
 */
void sp_web_isolation_close (WebKitNetworkSession *session,
                             const char           *uri);

/**
 * sp_web_isolation_dup_policy:
 * @uri: address of a page
 *
 * Returns: (transfer full): a Content-Security-Policy that allows everything at the page's own server, and nothing
 *   elsewhere
 */
char *sp_web_isolation_dup_policy (const char *uri);

G_END_DECLS
