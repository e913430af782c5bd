/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sp_data_uri_decode:
 * @uri: (nullable): any address
 * @mime_type: (out) (optional) (transfer full): what the address says the content is
 *
 * Returns: (transfer full) (nullable): the content of a `data:` address, %NULL when @uri is none
 *   or broken
 */
GBytes *sp_data_uri_decode (const char *uri,
                            char      **mime_type);

G_END_DECLS
