/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "gradio-json.h"

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
  g_autofree char *text = g_memdup2 (data, size);

  return gradio_json_parse (text != NULL ? text : "", (gssize) size, NULL);
}
