/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an app says for people: an object is a log message, a list is progress, a text may have markup. */
#include "fuzz.h"

#include "gradio-log.h"
#include "gradio-progress.h"

#include <math.h>

static void
look_at_log (JsonObject *message)
{
  g_autoptr (GradioLog) log = gradio_log_new_from_json (message);

  g_assert_true (g_utf8_validate (log->title, -1, NULL));
  g_assert_true (g_utf8_validate (log->text, -1, NULL));
  g_assert_true (isfinite (log->duration) && log->duration >= 0);
}

static void
look_at_progress (JsonArray *list)
{
  g_autoptr (GPtrArray) units = gradio_progress_list_from_json (list);

  for (guint i = 0; i < units->len; i++) {
    g_autofree char *text = gradio_progress_dup_text (units->pdata[i]);

    g_assert_true (g_utf8_validate (text, -1, NULL));
  }
}

static void
look_at_text (const char *text)
{
  g_autofree char *plain = gradio_log_strip_markup (text);

  g_assert_true (g_utf8_validate (plain, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (JsonNode) node = fuzz_parse (data, size);

  if (node == NULL)
    return 0;

  if (JSON_NODE_HOLDS_OBJECT (node))
    look_at_log (json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    look_at_progress (json_node_get_array (node));
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    look_at_text (json_node_get_string (node));

  return 0;
}
