/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "gradio-json.h"

#include <string.h>

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);

  return 0;
}

JsonNode *
fuzz_parse (const uint8_t *data,
            size_t         size)
{
  /* A copy without a zero byte behind it: what is read beyond the end is found. */
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  return fuzz_parse_bytes (bytes);
}

JsonNode *
fuzz_parse_bytes (GBytes *bytes)
{
  gsize       length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return gradio_json_parse (text, (gssize) length, NULL);
}

void
fuzz_split (const uint8_t *data,
            size_t         size,
            GBytes       **line,
            GBytes       **rest)
{
  const uint8_t *end = size > 0 ? memchr (data, '\n', size) : NULL;

  *line = g_bytes_new (data, end != NULL ? (size_t) (end - data) : size);
  *rest = end != NULL ? g_bytes_new (end + 1, data + size - end - 1) : NULL;
}
