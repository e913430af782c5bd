/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sp_sandbox_python_add:
 * @environment: folder of a virtual Python environment
 * @arguments: what is added to
 * @error: return location
 *
 * Adds what bwrap needs so that the environment's Python works where only /usr and the environment
 * are to be seen: the links from it to the interpreter, and when that is elsewhere (one of uv's, of
 * a version manager, built by hand) the folders of its installation, read-only. Not more than those,
 * for it may be in the user's home. Reads links: to be called in a thread.
 *
 * Returns: %FALSE when the interpreter is gone
 */
gboolean sp_sandbox_python_add (const char   *environment,
                                GStrvBuilder *arguments,
                                GError      **error);

G_END_DECLS
