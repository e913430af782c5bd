/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-cli-info.h"

static JsonNode *
parameter_to_json (GradioParameter *parameter, gboolean is_return)
{
  g_autofree char *type = gradio_schema_describe (gradio_parameter_get_schema (parameter));
  JsonNode        *schema = gradio_parameter_get_schema (parameter);
  JsonNode        *initial = gradio_parameter_get_default (parameter);
  JsonNode        *example = gradio_parameter_get_example (parameter);
  const char      *description = gradio_parameter_get_description (parameter);
  JsonObject      *object = json_object_new ();
  JsonNode        *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "name", gradio_parameter_get_name (parameter));
  json_object_set_string_member (object, "label", gradio_parameter_get_label (parameter));
  json_object_set_string_member (object, "component", gradio_parameter_get_component (parameter));
  json_object_set_string_member (object, "type", type);
  json_object_set_string_member (object, "python_type",
                                 gradio_parameter_get_python_type (parameter));
  if (description != NULL)
    json_object_set_string_member (object, "description", description);
  if (schema != NULL)
    json_object_set_member (object, "schema", json_node_ref (schema));
  if (!is_return) {
    json_object_set_boolean_member (object, "required", gradio_parameter_get_required (parameter));
    if (initial != NULL)
      json_object_set_member (object, "default", json_node_ref (initial));
    if (example != NULL)
      json_object_set_member (object, "example", json_node_ref (example));
  }
  json_node_take_object (node, object);
  return node;
}

static JsonArray *
parameters_to_json (GPtrArray *parameters, gboolean is_return)
{
  JsonArray *array = json_array_sized_new (parameters->len);

  for (guint i = 0; i < parameters->len; i++)
    json_array_add_element (array, parameter_to_json (parameters->pdata[i], is_return));
  return array;
}

static JsonNode *
endpoint_to_json (GradioEndpoint *endpoint)
{
  JsonArray  *parameters = parameters_to_json (gradio_endpoint_get_parameters (endpoint), FALSE);
  JsonArray  *returns = parameters_to_json (gradio_endpoint_get_returns (endpoint), TRUE);
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "name", gradio_endpoint_get_name (endpoint));
  json_object_set_int_member (object, "fn_index", gradio_endpoint_get_fn_index (endpoint));
  json_object_set_string_member (object, "description", gradio_endpoint_get_description (endpoint));
  json_object_set_boolean_member (object, "generator", gradio_endpoint_is_generator (endpoint));
  json_object_set_boolean_member (object, "documented",
                                  gradio_endpoint_get_visibility (endpoint) == GRADIO_VISIBILITY_PUBLIC);
  json_object_set_boolean_member (object, "queued", gradio_endpoint_is_queued (endpoint));
  json_object_set_array_member (object, "parameters", parameters);
  json_object_set_array_member (object, "returns", returns);
  json_node_take_object (node, object);
  return node;
}

/**
 * sp_cli_info_list_endpoints:
 * @client: a connected client
 * @all: whether to list those that their author did not document, too
 *
 * Returns: (transfer container) (element-type GradioEndpoint): the endpoints
 */
GPtrArray *
sp_cli_info_list_endpoints (GradioClient *client, gboolean all)
{
  GPtrArray *everything = gradio_client_get_all_endpoints (client);
  GPtrArray *endpoints = g_ptr_array_new ();

  for (guint i = 0; i < everything->len; i++) {
    GradioVisibility visibility = gradio_endpoint_get_visibility (everything->pdata[i]);

    if (visibility == GRADIO_VISIBILITY_PUBLIC || (all && visibility == GRADIO_VISIBILITY_UNDOCUMENTED))
      g_ptr_array_add (endpoints, everything->pdata[i]);
  }
  return endpoints;
}

/**
 * sp_cli_info_to_json:
 * @client: a connected client
 * @endpoints: (element-type GradioEndpoint): some of its endpoints
 *
 * Returns: (transfer full): what `info --json` prints
 */
JsonNode *
sp_cli_info_to_json (GradioClient *client, GPtrArray *endpoints)
{
  const char *version = gradio_client_get_server_version (client);
  JsonObject *object = json_object_new ();
  JsonArray  *array = json_array_sized_new (endpoints->len);
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < endpoints->len; i++)
    json_array_add_element (array, endpoint_to_json (endpoints->pdata[i]));

  json_object_set_string_member (object, "title", gradio_client_get_title (client));
  json_object_set_string_member (object, "address", gradio_client_get_base_uri (client));
  if (version != NULL)
    json_object_set_string_member (object, "version", version);
  json_object_set_array_member (object, "endpoints", array);
  json_node_take_object (node, object);
  return node;
}
