/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A job's outputs under edits that may not fit: the list of the data of each message, the first whole. */
#include "fuzz.h"

#include "gradio-diff.h"
#include "gradio-json.h"
#include "gradio-outputs.h"

/* What an app sees of the outputs can be written and copied at any time. */
static void
look_at (GradioOutputs *outputs)
{
  JsonArray            *json = gradio_outputs_get_json (outputs);
  g_autoptr (JsonArray) copy = NULL;
  g_autoptr (JsonNode)  node = NULL;
  g_autoptr (JsonNode)  copied = NULL;
  g_autofree char      *text = NULL;

  if (json == NULL)
    return;

  copy = gradio_outputs_copy_json (json);
  node = json_node_init_array (json_node_alloc (), json);
  copied = json_node_init_array (json_node_alloc (), copy);
  g_assert_true (gradio_json_equal (node, copied));
  text = gradio_json_write (node);
  g_assert_nonnull (text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (JsonNode)      node = fuzz_parse (data, size);
  g_autoptr (GradioOutputs) outputs = gradio_outputs_new ();
  JsonArray                *messages;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return 0;

  messages = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (messages); i++) {
    JsonNode *message = json_array_get_element (messages, i);

    if (!JSON_NODE_HOLDS_ARRAY (message))
      continue;
    if (gradio_outputs_is_empty (outputs))
      gradio_outputs_take (outputs, json_node_get_array (message));
    else
      gradio_outputs_apply (outputs, json_node_get_array (message));
    look_at (outputs);
  }

  return 0;
}
