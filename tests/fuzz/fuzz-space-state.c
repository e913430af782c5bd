/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Hub answers about a Space. */
#include "fuzz.h"

#include "gradio-error.h"
#include "gradio-space-state-private.h"

static void
look_at (GradioSpaceState *state)
{
  g_autoptr (GError) error = NULL;

  gradio_space_state_get_space_id (state);
  gradio_space_state_get_message (state);
  gradio_space_state_get_host (state);
  gradio_space_state_get_sdk (state);
  gradio_space_state_get_timeout (state);
  gradio_space_state_is_gated (state);
  g_assert_nonnull (gradio_space_state_get_stage (state));

  if (gradio_space_state_check (state, &error)) {
    g_assert_no_error (error);
  } else {
    g_assert_true (error != NULL && error->domain == GRADIO_ERROR);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (JsonNode)         node = fuzz_parse (data, size);
  g_autoptr (GradioSpaceState) state = NULL;
  g_autoptr (GradioSpaceState) waiting = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return 0;

  state = gradio_space_state_new (json_node_get_object (node));
  look_at (state);
  waiting = gradio_space_state_new_waiting (state, 7);
  look_at (waiting);
  g_assert_cmpuint (gradio_space_state_get_elapsed (waiting), ==, 7);

  return 0;
}
