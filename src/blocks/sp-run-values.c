/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run is given, and what it gives (blocks-runtime.md 8). */
#include "sp-blocks-private.h"

/* All that its author and the app said of it, and its value (R46). */
static JsonNode *
dup_props (SpBlock *block)
{
  JsonObject    *props = json_object_new ();
  JsonObjectIter iter;
  const char    *name = NULL;
  JsonNode      *node = NULL;

  json_object_iter_init_ordered (&iter, sp_block_get_props (block));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (props, name, json_node_ref (node));
  json_object_set_member (props, "value", sp_block_dup_value (block));

  return json_node_init_object (json_node_alloc (), props);
}

static JsonNode *
dup_input (SpBlocks *self, SpDependency *dependency, guint place)
{
  SpBlock *block = sp_blocks_get_block (self, g_array_index (sp_dependency_get_inputs (dependency), int, place));

  if (block == NULL || sp_block_is_state (block))
    return json_node_new (JSON_NODE_NULL);

  return sp_dependency_wants_props (dependency, place) ? dup_props (block) : sp_block_dup_value (block);
}

/* Taken now, not when the job gets to it (R45). */
JsonArray *
sp_run_values_gather (SpBlocks *self, SpDependency *dependency)
{
  guint      n = sp_dependency_get_inputs (dependency)->len;
  JsonArray *values = json_array_sized_new (n);

  for (guint i = 0; i < n; i++)
    json_array_add_element (values, dup_input (self, dependency, i));

  return values;
}

/* Outputs of a job that goes on are changed by it where they are. */
static JsonNode *
dup_output (SpBlock *block, JsonNode *output, gboolean goes_on)
{
  g_autoptr (JsonNode) before = goes_on ? sp_block_dup_value (block) : NULL;

  return goes_on ? gradio_json_snapshot (output, before) : json_node_ref (output);
}

static void
value_changed (SpBlocks *self, SpBlock *block)
{
  g_autoptr (JsonNode) data = sp_block_dup_change_data (block);

  sp_browser_state_keep (self, block);
  sp_blocks_dispatch (self, sp_block_get_id (block), "change", data);
}

void
sp_run_values_apply (SpBlocks *self, SpDependency *dependency, JsonArray *data, gboolean goes_on)
{
  GArray *outputs = sp_dependency_get_outputs (dependency);
  guint   n = data != NULL ? MIN (json_array_get_length (data), outputs->len) : 0;

  for (guint i = 0; i < n && !self->closed; i++) {
    int                  id = g_array_index (outputs, int, i);
    SpBlock             *block = sp_blocks_get_block (self, id);
    g_autoptr (SpBlock)  keep = block != NULL ? g_object_ref (block) : NULL; /* a listener may render */
    g_autoptr (JsonNode) output = NULL;
    g_autoptr (JsonNode) state = NULL;
    gboolean             changed = FALSE;

    if (block == NULL)
      continue;

    state = sp_blocks_dup_container_state (block);
    output = dup_output (block, json_array_get_element (data, i), goes_on);
    changed = sp_block_apply (block, output);
    if (changed)
      value_changed (self, block);
    sp_blocks_container_changed (self, block, state);
  }
}

/* What the server has against values: the user has to see to them first (10.3). */
gboolean
sp_run_values_take_refusal (SpBlocks *self, SpRun *run)
{
  GradioJob *job = sp_run_get_job (run);
  GArray    *inputs = sp_dependency_get_inputs (sp_run_get_dependency (run));
  gboolean   refused = FALSE;

  for (guint i = 0; job != NULL && i < inputs->len; i++) {
    SpBlock    *block = sp_blocks_get_block (self, g_array_index (inputs, int, i));
    const char *text = gradio_job_get_input_error (job, i);

    if (block != NULL && text != NULL)
      sp_block_set_error (block, text);
    refused |= text != NULL;
  }

  return refused;
}

void
sp_run_values_forget_refusal (SpBlocks *self, SpDependency *dependency)
{
  GArray *inputs = sp_dependency_get_inputs (dependency);

  for (guint i = 0; i < inputs->len; i++) {
    SpBlock *block = sp_blocks_get_block (self, g_array_index (inputs, int, i));

    if (block != NULL)
      sp_block_set_error (block, NULL);
  }
}
