/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A web page that may have a configuration in it. */
#include "fuzz.h"

#include "gradio-description.h"
#include "gradio-page.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes)            page = g_bytes_new (data, size);
  g_autoptr (GBytes)            config = gradio_page_find_config (page);
  g_autoptr (GradioDescription) description = NULL;
  gsize                         length;
  const char                   *text;

  if (config == NULL)
    return 0;

  text = g_bytes_get_data (config, &length);
  g_assert_cmpuint (length, >=, 2);
  g_assert_cmpint (text[0], ==, '{');
  g_assert_cmpint (text[length - 1], ==, '}');
  description = gradio_description_new (config, NULL);

  return 0;
}
