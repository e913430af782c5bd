/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gradio_data_uri_decode:
 * @uri: a `data:` address
 * @error: return location
 *
 * Not installed.
 *
 * Returns: (transfer full): its content, or %NULL with %GRADIO_ERROR_FILE
 */
GBytes *gradio_data_uri_decode (const char *uri,
                                GError    **error);

G_END_DECLS
