/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-drop-zone.h"

static void
test_generations (void)
{
  component_test_generations ("model3d");
}

static void
test_hostile (void)
{
  component_test_hostile ("model3d");
}

static gboolean
has_file (gpointer user_data)
{
  return sp_drop_zone_get_filled (user_data);
}

static void
test_samples (void)
{
  const char *const names[] = { "cube.glb", "cube.gltf", "cube.obj", "cube.stl", "cube_mesh.ply", "cloud.splat" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    SpComponent          *model = component_test_new ("model3d");
    g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
    g_autoptr (JsonNode)  expected = media_test_dup_value (names[i]);
    g_autoptr (JsonNode)  value = NULL;
    SpDropZone           *zone = NULL;

    zone = SP_DROP_ZONE (component_test_find (GTK_WIDGET (model), SP_TYPE_DROP_ZONE, 0));
    g_ptr_array_add (files, media_test_file (names[i]));
    sp_drop_zone_take_files (zone, files);
    component_test_wait (has_file, zone);
    value = sp_component_dup_value (model);
    g_assert_true (gradio_json_equal (value, expected));
    media_test_finalize (model);
  }
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/model3d/generations", test_generations);
  g_test_add_func ("/model3d/hostile", test_hostile);
  g_test_add_func ("/model3d/samples", test_samples);

  return g_test_run ();
}
