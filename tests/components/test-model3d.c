/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-drop-zone.h"
#include "sp-model-facts.h"

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

static const struct {
  const char *name;
  const char *facts;
} samples[] = {
  { "cube.glb", "12 triangles, 8 vertices" },
  { "cube.gltf", "12 triangles, 8 vertices" },
  { "cube.obj", "12 triangles, 8 vertices" },
  { "cube.stl", "12 triangles" },
  { "cube_mesh.ply", "12 triangles, 8 vertices" },
  { "points.ply", "points" },
  { "points.obj", "points" },
  { "splat.ply", "splats" },
  { "cloud.splat", "splats" },
};

static GBytes *
load (const char *name)
{
  g_autoptr (GFile)  file = media_test_file (name);
  g_autoptr (GError) error = NULL;
  GBytes            *bytes = g_file_load_bytes (file, NULL, NULL, &error);

  g_assert_no_error (error);

  return bytes;
}

static void
test_facts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (GBytes) bytes = load (samples[i].name);
    SpModelFacts       facts;
    g_autofree char   *text = NULL;

    g_assert_true (sp_model_facts_read (bytes, samples[i].name, g_bytes_get_size (bytes), &facts));
    text = sp_model_facts_dup_text (&facts);
    g_test_message ("%s: %s", samples[i].name, text);
    if (!g_str_has_suffix (text, samples[i].facts))
      g_assert_cmpstr (text, ==, samples[i].facts);
  }
}

/* What is cut off, empty or something else says nothing, and does no harm. */
static void
test_broken_facts (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) nothing_else = NULL;
  SpModelFacts       facts;

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (GBytes) bytes = load (samples[i].name);

    g_assert_false (sp_model_facts_read (nothing, samples[i].name, 0, &facts));
    for (gsize length = 1; length < MIN (g_bytes_get_size (bytes), 300); length++) {
      g_autoptr (GBytes) cut = g_bytes_new (g_bytes_get_data (bytes, NULL), length);

      sp_model_facts_read (cut, samples[i].name, length, &facts);
      for (gsize j = 0; j < G_N_ELEMENTS (samples); j++)
        sp_model_facts_read (cut, samples[j].name, length, &facts);
    }
  }
  nothing_else = load ("notes.txt");
  g_assert_false (sp_model_facts_read (nothing_else, "notes.glb", g_bytes_get_size (nothing_else), &facts));
}

static void
find_text (GtkWidget *widget, const char *text, gboolean *found)
{
  if (GTK_IS_LABEL (widget))
    *found |= strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_text (child, text, found);
}

static gboolean
tells_facts (gpointer user_data)
{
  gboolean found = FALSE;

  find_text (user_data, "glTF model, 12 triangles", &found);

  return found;
}

static void
test_shown_facts (void)
{
  SpComponent         *model = component_test_new ("model3d");
  g_autoptr (JsonNode) value = media_test_dup_value ("cube.glb");
  GtkWidget           *window = component_test_show (model);

  sp_component_set_value (model, value);
  component_test_wait (tells_facts, model);
  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (model);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/model3d/generations", test_generations);
  g_test_add_func ("/model3d/hostile", test_hostile);
  g_test_add_func ("/model3d/samples", test_samples);
  g_test_add_func ("/model3d/facts", test_facts);
  g_test_add_func ("/model3d/broken-facts", test_broken_facts);
  g_test_add_func ("/model3d/shown-facts", test_shown_facts);

  return g_test_run ();
}
