/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample-data.h"

#include "gradio.h"

static void
sample_data_free (SampleData *sample)
{
  g_free (sample->type);
  g_free (sample->class_name);
  g_clear_pointer (&sample->props, json_object_unref);
  g_clear_pointer (&sample->payload, json_node_unref);
  g_clear_pointer (&sample->null_output, json_node_unref);
  g_free (sample);
}

static const char *
find_medium (const char *address)
{
  static const struct {
    const char *suffix;
    const char *name;
  } media[] = {
    { ".png", "rgb.png" },
    { ".svg", "vector.svg" },
    { ".wav", "stereo44k.wav" },
    { ".mp4", "clip.mp4" },
    { ".gltf", "cube.gltf" },
    { ".glb", "cube.glb" },
    { ".pdf", "paper.pdf" },
    { ".jpg", "plain.jpg" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (media); i++)
    if (g_str_has_suffix (address, media[i].suffix))
      return media[i].name;

  return "notes.txt";
}

static JsonNode *
dup_medium (const char *tests, const char *address)
{
  g_autofree char       *path = g_build_filename (tests, "media", find_medium (address), NULL);
  g_autoptr (GFile)      local = g_file_new_for_path (path);
  g_autoptr (GradioFile) file = gradio_file_new_local (local);

  return gradio_file_to_json (file);
}

JsonNode *
sample_data_localize (JsonNode *node, const char *tests)
{
  JsonNode *copy = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObject            *object = json_node_get_object (node);
    const char            *path = gradio_json_get_string (object, "path", NULL);
    g_autoptr (GList)      members = json_object_get_members (object);
    g_autoptr (JsonObject) result = json_object_new ();

    if (path != NULL && g_str_has_prefix (path, "http"))
      return dup_medium (tests, path);
    for (GList *l = members; l != NULL; l = l->next)
      json_object_set_member (result, l->data,
                              sample_data_localize (json_object_get_member (object, l->data), tests));
    copy = json_node_new (JSON_NODE_OBJECT);
    json_node_set_object (copy, result);
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray            *array = json_node_get_array (node);
    g_autoptr (JsonArray) result = json_array_new ();

    for (guint i = 0; i < json_array_get_length (array); i++)
      json_array_add_element (result, sample_data_localize (json_array_get_element (array, i), tests));
    copy = json_node_new (JSON_NODE_ARRAY);
    json_node_set_array (copy, result);
  } else {
    copy = json_node_copy (node);
  }

  return copy;
}

static SampleData *
sample_data_new (const char *type, const char *class_name, JsonObject *object, const char *tests)
{
  SampleData *sample = g_new0 (SampleData, 1);
  JsonNode   *payload = json_object_get_member (object, "payload");
  JsonNode   *null_output = json_object_get_member (object, "null_output");

  sample->type = g_strdup (type);
  sample->class_name = g_strdup (class_name);
  sample->props = json_object_ref (json_object_get_object_member (object, "props"));
  sample->payload = payload != NULL ? sample_data_localize (payload, tests) : NULL;
  sample->null_output = null_output != NULL ? json_node_copy (null_output) : NULL;

  return sample;
}

GPtrArray *
sample_data_load (const char *tests, const char *version)
{
  g_autofree char       *name = g_strdup_printf ("components-%s.json", version);
  g_autofree char       *path = g_build_filename (tests, "data", name, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GPtrArray)  samples = g_ptr_array_new_with_free_func ((GDestroyNotify) sample_data_free);
  g_autoptr (GError)     error = NULL;
  g_autoptr (GList)      types = NULL;
  JsonObject            *root = NULL;

  if (!json_parser_load_from_file (parser, path, &error))
    g_error ("%s", error->message);

  root = json_node_get_object (json_parser_get_root (parser));
  types = json_object_get_members (root);
  for (GList *l = types; l != NULL; l = l->next) {
    JsonObject       *classes = json_object_get_object_member (root, l->data);
    g_autoptr (GList) names = json_object_get_members (classes);

    for (GList *n = names; n != NULL; n = n->next)
      g_ptr_array_add (samples,
                       sample_data_new (l->data, n->data,
                                        json_object_get_object_member (classes, n->data), tests));
  }

  return g_steal_pointer (&samples);
}
