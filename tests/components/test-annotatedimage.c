/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-annotated-view.h"

static void
test_generations (void)
{
  component_test_generations ("annotatedimage");
}

static void
test_hostile (void)
{
  component_test_hostile ("annotatedimage");
}

/* A picture with regions, in the shape of Gradio 3 or of 4 to 6. */
static JsonNode *
make_value (gboolean as_lists)
{
  const char *const masks[] = { "mask.png", "rgb.png", "mask.png", "broken.png" };
  const char *const labels[] = { "cat", "<dog>", "cat", "ghost" };

  g_autoptr (JsonNode) base = media_test_dup_value ("rgb.png");
  g_autofree char     *base_text = gradio_json_write (base);
  g_autoptr (GString)  text = g_string_new (NULL);

  g_string_append_printf (text, as_lists ? "[%s,[" : "{'image':%s,'annotations':[", base_text);
  for (gsize i = 0; i < G_N_ELEMENTS (masks); i++) {
    g_autoptr (JsonNode) mask = media_test_dup_value (masks[i]);
    g_autofree char     *mask_text = gradio_json_write (mask);

    g_string_append_printf (text, as_lists ? "%s[%s,'%s']" : "%s{'image':%s,'label':'%s'}",
                            i > 0 ? "," : "", mask_text, labels[i]);
  }
  g_string_append (text, as_lists ? "]]" : "]}");

  return component_test_parse (text->str);
}

static gboolean
has_overlay (gpointer user_data)
{
  return sp_annotated_view_get_overlay (user_data) != NULL;
}

static gboolean
has_no_overlay (gpointer user_data)
{
  return sp_annotated_view_get_overlay (user_data) == NULL;
}

static void
select_cb (SpComponent *self, const char *name, JsonNode *data, GString *events)
{
  g_autofree char *json = data != NULL ? gradio_json_write (data) : g_strdup ("null");

  if (g_str_equal (name, "select"))
    g_string_append (events, json);
}

static void
test_legend (void)
{
  for (int as_lists = 0; as_lists < 2; as_lists++) {
    g_autoptr (JsonNode) value = make_value (as_lists);
    g_autoptr (JsonNode) after = NULL;
    g_autoptr (GString)  events = g_string_new (NULL);
    SpComponent         *image = component_test_new ("annotatedimage");
    GtkWidget           *window = component_test_show (image);
    GtkWidget           *view = NULL;
    GtkWidget           *legend = component_test_find (GTK_WIDGET (image), GTK_TYPE_FLOW_BOX, 0);

    view = component_test_find (GTK_WIDGET (image), SP_TYPE_ANNOTATED_VIEW, 0);
    g_signal_connect (image, "event", G_CALLBACK (select_cb), events);
    sp_component_set_value (image, value);
    component_test_wait (has_overlay, view);
    after = sp_component_dup_value (image);
    g_assert_true (gradio_json_equal (value, after));

    /* One chip a label; without a chip there is nothing to see. */
    for (int i = 0; i < 3; i++) {
      GtkWidget *chip = component_test_find (legend, GTK_TYPE_TOGGLE_BUTTON, (guint) i);

      g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)));
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), FALSE);
    }
    g_assert_cmpstr (events->str, ==,
                     "{\"value\":\"cat\",\"index\":0}{\"value\":\"<dog>\",\"index\":1}"
                     "{\"value\":\"ghost\",\"index\":3}");
    component_test_wait (has_no_overlay, view);

    component_test_set_props (image, "{'show_legend':false,'color_map':{'cat':'#00ff00','<dog>':'no colour'}}");
    g_assert_false (gtk_widget_get_visible (legend));
    component_test_wait (has_overlay, view);
    component_test_set_value (image, "null");
    component_test_wait (has_no_overlay, view);

    gtk_window_destroy (GTK_WINDOW (window));
    media_test_finalize (image);
  }
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GdkTexture **texture = user_data;

  *texture = sp_mask_compose_finish (result, NULL);
}

static gboolean
has_texture (gpointer user_data)
{
  GdkTexture **texture = user_data;

  return *texture != NULL;
}

static void
test_masks (void)
{
  const guint8           pixels[] = { 255, 0, 0, 255, 255, 0, 0, 0 }; /* one red, one that is not there */
  const GdkRGBA          green = { 0, 1, 0, 1 };
  g_autoptr (GBytes)     bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr (GdkTexture) source = gdk_memory_texture_new (2, 1, GDK_MEMORY_R8G8B8A8, bytes, 8);
  g_autoptr (SpMask)     mask = sp_mask_new (NULL, "one", 0, &green);
  g_autoptr (GPtrArray)  masks = g_ptr_array_new ();
  g_autoptr (GdkTexture) texture = NULL;
  guint8                 after[8] = { 0 };

  g_assert_false (sp_mask_contains (mask, 0, 0));
  sp_mask_take_texture (mask, source, TRUE);
  g_assert_true (sp_mask_contains (mask, 0.25, 0.5));
  g_assert_false (sp_mask_contains (mask, 0.75, 0.5));
  g_assert_false (sp_mask_contains (mask, 1, 0.5));
  g_assert_false (sp_mask_contains (mask, -0.1, 0.5));

  g_ptr_array_add (masks, mask);
  sp_mask_compose_async (masks, -1, NULL, composed_cb, &texture);
  component_test_wait (has_texture, &texture);
  gdk_texture_download (texture, after, 8);
  /* Ours is the colour; the mask has only its shape. */
  g_assert_cmpint (after[1], ==, 153);
  g_assert_cmpint (after[2], ==, 0);
  g_assert_cmpint (after[3], ==, 153);
  g_assert_cmpint (after[7], ==, 0);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/annotatedimage/generations", test_generations);
  g_test_add_func ("/annotatedimage/hostile", test_hostile);
  g_test_add_func ("/annotatedimage/legend", test_legend);
  g_test_add_func ("/annotatedimage/masks", test_masks);

  return g_test_run ();
}
