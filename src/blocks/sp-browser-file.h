/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/* The file of #SpBrowserStore, an SQLite database. Each call opens it and closes it again, waits while somebody else
 * writes, and may come from any thread. A file that is damaged is given another name and a new one is begun. */

/**
 * sp_browser_file_read:
 * @path: name of the database; it need not exist
 * @app: whose values
 * @set_aside: (out) (nullable): the new name of a file that was damaged
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable): key -> JSON text of all values of @app, or %NULL on an error
 */
GHashTable *sp_browser_file_read (const char *path,
                                  const char *app,
                                  char      **set_aside,
                                  GError    **error);

/**
 * sp_browser_file_write:
 * @path: name of the database, which is made if needed, its folder as well
 * @app: whose values
 * @values: key -> JSON text; other values of @app stay
 * @set_aside: (out) (nullable): the new name of a file that was damaged: all that was in it is missing now
 * @error: what went wrong; then none of @values was written
 *
 * Returns: whether all of @values is on disk
 */
gboolean sp_browser_file_write (const char *path,
                                const char *app,
                                GHashTable *values,
                                char      **set_aside,
                                GError    **error);

G_END_DECLS
