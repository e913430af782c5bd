/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-drop-zone.h"
#include "sp-file-row.h"
#include "sp-picture-compare.h"

static void
test_generations (void)
{
  component_test_generations ("imageslider");
}

static void
test_hostile (void)
{
  component_test_hostile ("imageslider");
}

static SpPictureCompare *
find_compare (SpComponent *slider)
{
  return SP_PICTURE_COMPARE (component_test_find (GTK_WIDGET (slider), SP_TYPE_PICTURE_COMPARE, 0));
}

static JsonNode *
make_value (const char *first, const char *second)
{
  JsonNode  *value = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_array_add_element (array, media_test_dup_value (first));
  json_array_add_element (array, media_test_dup_value (second));
  json_node_take_array (value, array);

  return value;
}

static void
test_divider (void)
{
  g_autoptr (JsonNode) value = make_value ("rgb.png", "exif6.jpg");
  SpComponent         *slider = component_test_new ("imageslider");
  SpPictureCompare    *compare = find_compare (slider);
  GtkWidget           *widget = GTK_WIDGET (compare);

  /* There is nothing to divide yet. */
  g_assert_false (component_test_press (widget, GDK_KEY_Right, 0));
  component_test_set_props (slider, "{'slider_position':20,'max_height':300}");
  sp_component_set_value (slider, value);
  g_assert_cmpfloat (sp_picture_compare_get_position (compare), ==, 20);
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)), ==,
                   GTK_ACCESSIBLE_ROLE_SLIDER);

  g_assert_true (component_test_press (widget, GDK_KEY_Right, 0));
  g_assert_true (component_test_press (widget, GDK_KEY_Right, GDK_SHIFT_MASK));
  g_assert_cmpfloat (sp_picture_compare_get_position (compare), ==, 31);
  g_assert_true (component_test_press (widget, GDK_KEY_Home, 0));
  g_assert_cmpfloat (sp_picture_compare_get_position (compare), ==, 0);
  g_assert_true (component_test_press (widget, GDK_KEY_Left, 0));
  g_assert_true (component_test_press (widget, GDK_KEY_End, 0));
  g_assert_cmpfloat (sp_picture_compare_get_position (compare), ==, 100);
  component_test_set_props (slider, "{'slider_position':'nonsense'}");
  component_test_set_props (slider, "{'slider_position':-1e99}");
  g_assert_cmpfloat (sp_picture_compare_get_position (compare), ==, 0);
  media_test_finalize (slider);
}

typedef struct {
  SpPictureCompare *compare;
  graphene_rect_t   bounds;
} Sizes;

static gboolean
both_are_shown (gpointer user_data)
{
  Sizes          *sizes = user_data;
  graphene_rect_t area;

  return sp_picture_get_area (sp_picture_compare_get_picture (sizes->compare, 0), &sizes->bounds) &&
         sp_picture_get_area (sp_picture_compare_get_picture (sizes->compare, 1), &area) &&
         (int) area.size.height == (int) sizes->bounds.size.height;
}

/* The second picture gets as high as the first one, though it is smaller. */
static void
test_sizes (void)
{
  g_autoptr (JsonNode) value = make_value ("big.png", "rgb.png");
  SpComponent         *slider = component_test_new ("imageslider");
  GtkWidget           *window = component_test_show (slider);
  Sizes                sizes = { .compare = find_compare (slider) };

  sp_component_set_value (slider, value);
  component_test_wait (both_are_shown, &sizes);
  g_assert_cmpfloat (sizes.bounds.size.height, >, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (slider);
}

static gboolean
first_is_shown (gpointer user_data)
{
  Sizes *sizes = user_data;

  return sp_picture_get_area (sp_picture_compare_get_picture (sizes->compare, 0), &sizes->bounds) &&
         sizes->bounds.size.height > 0;
}

/* What is said in place of the second picture may need more room than the first one. */
static void
test_small_beside_broken (void)
{
  g_autoptr (JsonNode) value = make_value ("rgb.png", "broken.png");
  SpComponent         *slider = component_test_new ("imageslider");
  GtkWidget           *window = component_test_show (slider);
  Sizes                sizes = { .compare = find_compare (slider) };
  GtkWidget           *broken = GTK_WIDGET (sp_picture_compare_get_picture (sizes.compare, 1));
  int                  width;

  sp_component_set_value (slider, value);
  component_test_wait (first_is_shown, &sizes);
  gtk_test_widget_wait_for_draw (window);
  gtk_widget_measure (broken, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, >, sizes.bounds.size.width);
  g_assert_cmpint (gtk_widget_get_width (broken), >=, width);
  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (slider);
}

static gboolean
has_file (gpointer user_data)
{
  return sp_drop_zone_get_filled (user_data);
}

static void
take (SpDropZone *zone, const char *name)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, media_test_file (name));
  sp_drop_zone_take_files (zone, files);
  component_test_wait (has_file, zone);
}

static void
test_input (void)
{
  SpComponent         *slider = component_test_new ("imageslider");
  g_autoptr (GString)  events = component_test_watch (slider);
  g_autoptr (JsonNode) expected = make_value ("rgb.png", "alpha.webp");
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (JsonNode) half = NULL;
  GtkWidget           *first = component_test_find (GTK_WIDGET (slider), SP_TYPE_DROP_ZONE, 0);
  GtkWidget           *second = component_test_find (GTK_WIDGET (slider), SP_TYPE_DROP_ZONE, 1);

  take (SP_DROP_ZONE (second), "alpha.webp");
  half = sp_component_dup_value (slider);
  g_assert_true (json_array_get_null_element (json_node_get_array (half), 0));
  take (SP_DROP_ZONE (first), "rgb.png");
  g_assert_cmpstr (events->str, ==, "upload change input upload change input ");
  value = sp_component_dup_value (slider);
  g_assert_true (gradio_json_equal (value, expected));

  g_string_truncate (events, 0);
  gtk_widget_activate_action (component_test_find (first, SP_TYPE_FILE_ROW, 0), "file-row.remove", NULL);
  g_assert_cmpstr (events->str, ==, "change input ");
  gtk_widget_activate_action (component_test_find (second, SP_TYPE_FILE_ROW, 0), "file-row.remove", NULL);
  g_assert_cmpstr (events->str, ==, "change input clear change input ");
  component_test_assert_value (slider, "null");
  media_test_finalize (slider);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/imageslider/generations", test_generations);
  g_test_add_func ("/imageslider/hostile", test_hostile);
  g_test_add_func ("/imageslider/divider", test_divider);
  g_test_add_func ("/imageslider/sizes", test_sizes);
  g_test_add_func ("/imageslider/small-beside-broken", test_small_beside_broken);
  g_test_add_func ("/imageslider/input", test_input);

  return g_test_run ();
}
