/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-data-uri.h"

#include "gradio-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

GBytes *
gradio_data_uri_decode (const char *uri,
                        GError    **error)
{
  const char *comma = strchr (uri, ',');
  gsize       length = 0;
  guchar     *data;

  if (!g_str_has_prefix (uri, "data:") || comma == NULL) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_FILE,
                         _("The app gave content that cannot be read."));
    return NULL;
  }

  if (comma - uri >= 7 && strncmp (comma - 7, ";base64", 7) == 0) {
    data = g_base64_decode (comma + 1, &length);
    return g_bytes_new_take (data, length);
  }

  return g_uri_unescape_bytes (comma + 1, -1, NULL, NULL) ?: g_bytes_new (comma + 1, strlen (comma + 1));
}
