/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A schema, and in the lines after the first a value that may fit it. */
#include "fuzz.h"

#include "gradio-error.h"
#include "gradio-schema.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes)   first = NULL;
  g_autoptr (GBytes)   second = NULL;
  g_autoptr (JsonNode) schema = NULL;
  g_autoptr (JsonNode) value = NULL;
  g_autofree char     *shape = NULL;
  g_autoptr (GError)   error = NULL;

  fuzz_split (data, size, &first, &second);
  schema = fuzz_parse_bytes (first);
  value = fuzz_parse_bytes (second);

  shape = gradio_schema_describe (schema);
  g_assert_true (g_utf8_validate (shape, -1, NULL));
  gradio_schema_contains_file (schema);
  if (gradio_schema_validate (schema, value, &error)) {
    g_assert_no_error (error);
  } else {
    g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }

  return 0;
}
