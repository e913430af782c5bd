/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read can be written, and what is written reads the same again. */
#include "fuzz.h"

#include "gradio-json.h"

/* The text is as short or as pretty as it was. */
static void
check (const char *text,
       char *(*write) (JsonNode *node))
{
  g_autoptr (JsonNode) node = gradio_json_parse (text, -1, NULL);
  g_autofree char     *again = NULL;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (node);
  again = write (node);
  g_assert_cmpstr (again, ==, text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (JsonNode) node = fuzz_parse (data, size);
  g_autofree char     *text = NULL;
  g_autofree char     *pretty = NULL;

  if (node == NULL)
    return 0;

  g_assert_true (gradio_json_equal (node, node));
  text = gradio_json_write (node);
  check (text, gradio_json_write);
  pretty = gradio_json_write_pretty (node);
  check (pretty, gradio_json_write_pretty);

  return 0;
}
