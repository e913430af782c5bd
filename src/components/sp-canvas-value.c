/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-canvas-value.h"

#include "gradio.h"

static JsonObject *
get_object (JsonNode *value)
{
  return value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;
}

JsonNode *
sp_canvas_value_get_background (JsonNode *value)
{
  JsonObject *object = get_object (value);
  JsonArray  *layers = gradio_json_get_array (object, "layers");
  JsonNode   *background = object != NULL ? json_object_get_member (object, "background") : NULL;

  if (object == NULL || (background != NULL && !json_node_is_null (background)) ||
      (layers != NULL && json_array_get_length (layers) > 0))
    return background;

  return json_object_get_member (object, "composite");
}

GPtrArray *
sp_canvas_value_collect_parts (JsonNode *value)
{
  GPtrArray  *files = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray  *layers = gradio_json_get_array (get_object (value), "layers");
  GradioFile *background = gradio_file_new_from_json (sp_canvas_value_get_background (value));

  if (background != NULL)
    g_ptr_array_add (files, background);
  for (guint i = 0; layers != NULL && i < json_array_get_length (layers); i++) {
    GradioFile *layer = gradio_file_new_from_json (json_array_get_element (layers, i));

    if (layer != NULL)
      g_ptr_array_add (files, layer);
  }

  return files;
}

static JsonNode *
file_to_json (const char *path)
{
  g_autoptr (GFile)      file = g_file_new_for_path (path);
  g_autoptr (GradioFile) local = gradio_file_new_local (file);

  return gradio_file_to_json (local);
}

static JsonArray *
copy_layers (JsonNode *value, gboolean without_last)
{
  JsonArray *layers = gradio_json_get_array (get_object (value), "layers");
  JsonArray *copy = json_array_new ();
  guint      n_layers = layers != NULL ? json_array_get_length (layers) : 0;

  for (guint i = 0; i + (without_last ? 1 : 0) < n_layers; i++)
    json_array_add_element (copy, json_node_ref (json_array_get_element (layers, i)));

  return copy;
}

JsonNode *
sp_canvas_value_add_drawing (JsonNode   *value,
                             gboolean    replace_last,
                             const char *drawing_path,
                             const char *composite_path)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray             *layers = copy_layers (value, replace_last);
  JsonNode              *background = sp_canvas_value_get_background (value);

  json_array_add_element (layers, file_to_json (drawing_path));
  json_object_set_member (object, "background",
                          background != NULL ? json_node_ref (background) : json_node_new (JSON_NODE_NULL));
  json_object_set_array_member (object, "layers", layers);
  json_object_set_member (object, "composite", file_to_json (composite_path));
  if (get_object (value) != NULL && json_object_has_member (get_object (value), "id"))
    json_object_set_null_member (object, "id"); /* it names what the server has, which this is not */

  return json_node_init_object (json_node_alloc (), object);
}
