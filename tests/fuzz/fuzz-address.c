/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person may type. */
#include "fuzz.h"

#include "gradio-address.h"
#include "gradio-error.h"

#include <libsoup/soup.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char          *text = g_strndup ((const char *) data, size);
  g_autofree char          *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GradioAddress) address = NULL;
  g_autoptr (GError)        error = NULL;
  g_autofree char          *host = NULL;

  address = gradio_address_parse (valid, &error);
  if (address == NULL) {
    g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS);
    return 0;
  }

  g_assert_no_error (error);
  if (address->kind == GRADIO_ADDRESS_SPACE) {
    host = gradio_address_guess_host (address->space_id);
    g_assert_true (g_str_has_prefix (host, "https://"));
  } else {
    g_assert_true (g_uri_is_valid (address->uri, SOUP_HTTP_URI_FLAGS, NULL));
    g_assert_false (g_str_has_suffix (address->uri, "/"));
  }

  return 0;
}
