/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* New files that take nobody's place. Not installed. */

/**
 * gradio_unique_file_new:
 * @folder: a folder
 * @name: a sanitised name
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Makes an empty file with this name, or with “ (2)”, “ (3)” … before the extension. Blocks.
 *
 * Returns: (transfer full): the file, or %NULL with a #GIOErrorEnum
 */
GFile *gradio_unique_file_new (GFile        *folder,
                               const char   *name,
                               GCancellable *cancellable,
                               GError      **error);

G_END_DECLS
