/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An app's description: the list of /config and /info, the second may be missing. */
#include "fuzz.h"

#include "gradio-endpoint-private.h"
#include "gradio-json.h"

static JsonObject *
get_object (JsonNode *node,
            guint     position)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode  *member;

  if (list == NULL || position >= json_array_get_length (list))
    return NULL;

  member = json_array_get_element (list, position);

  return JSON_NODE_HOLDS_OBJECT (member) ? json_node_get_object (member) : NULL;
}

static void
look_at (GradioEndpoint *endpoint)
{
  GPtrArray            *parameters = gradio_endpoint_get_parameters (endpoint);
  g_autoptr (JsonArray) values = NULL;

  g_assert_nonnull (gradio_endpoint_get_name (endpoint));
  for (guint i = 0; i < parameters->len; i++)
    g_assert_nonnull (gradio_parameter_get_name (parameters->pdata[i]));

  values = gradio_endpoint_build_data (endpoint, NULL, NULL, NULL);
  if (values != NULL) {
    g_autoptr (JsonArray) data = gradio_endpoint_fill_data (endpoint, values);
    g_autoptr (JsonArray) returns = gradio_endpoint_pick_returns (endpoint, data);

    g_assert_cmpuint (json_array_get_length (values), ==, parameters->len);
    g_assert_nonnull (returns);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (JsonNode)  node = fuzz_parse (data, size);
  g_autoptr (GPtrArray) endpoints = NULL;
  JsonObject           *config = node != NULL ? get_object (node, 0) : NULL;

  if (config == NULL)
    return 0;

  endpoints = gradio_endpoint_list_new (config, get_object (node, 1));
  for (guint i = 0; i < endpoints->len; i++)
    look_at (endpoints->pdata[i]);

  return 0;
}
