/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-drop-zone.h"
#include "sp-gallery-cell.h"
#include "sp-gallery-grid.h"
#include "sp-gallery-preview.h"
#include "sp-picture-view.h"

static void
test_generations (void)
{
  component_test_generations ("gallery");
}

static void
test_hostile (void)
{
  component_test_hostile ("gallery");
}

/* What is not edited comes back as it was, whatever shape it has. */
static void
test_shapes (void)
{
  const char *const values[] = {
    "null",
    "[]",
    "[{'image':{'path':'/tmp/a.png','orig_name':'a.png','meta':{'_type':'gradio.FileData'}},'caption':'One'},"
    "{'video':{'path':'/tmp/b.mp4','orig_name':'b.mp4','meta':{'_type':'gradio.FileData'}},'caption':null}]",
    "[{'image':{'path':null,'url':'data:image/png;base64,AAAA','meta':{'_type':'gradio.FileData'}}}]",
    "[[{'name':'/tmp/a.png','data':null,'is_file':true},'One'],{'name':'/tmp/b.png','data':null,'is_file':true}]",
    "['https://example.org/a.png','data:image/png;base64,AAAA']",
    "'nothing of the kind'",
    "[17,null,{'image':null},[[]]]",
  };

  SpComponent *gallery = component_test_new ("gallery");
  GtkWidget   *window = component_test_show (gallery);

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    component_test_set_value (gallery, values[i]);
    component_test_assert_value (gallery, values[i]);
  }
  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (gallery);
}

static void
test_items (void)
{
  const struct {
    const char *node;
    const char *name;
    const char *caption;
  } items[] = {
    { "{'image':{'path':'/tmp/a.png','orig_name':'a.png','meta':{'_type':'gradio.FileData'}},'caption':'One'}", "One", "One" },
    { "{'video':{'path':'/tmp/b.mp4','orig_name':'b.mp4','meta':{'_type':'gradio.FileData'}}}", "b.mp4", NULL },
    { "[{'name':'/tmp/c.png','data':null,'is_file':true},'Three']", "Three", "Three" },
    { "[{'name':'/tmp/c.png','data':null,'is_file':true},null]", "c.png", NULL },
    { "'https://example.org/d.png'", "d.png", NULL },
    { "17", "", NULL },
    { "[]", "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++) {
    g_autoptr (JsonNode)      node = component_test_parse (items[i].node);
    g_autoptr (SpGalleryItem) item = sp_gallery_item_new (node);

    g_assert_cmpstr (sp_gallery_item_get_name (item), ==, items[i].name);
    g_assert_cmpstr (sp_gallery_item_get_caption (item), ==, items[i].caption);
  }
}

static JsonNode *
make_value (const char *const *names)
{
  JsonNode  *value = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; names[i] != NULL; i++) {
    JsonObject      *object = json_object_new ();
    g_autofree char *caption = g_strdup_printf ("Picture %u", i);

    json_object_set_member (object, g_str_has_suffix (names[i], ".webm") ? "video" : "image",
                            media_test_dup_value (names[i]));
    json_object_set_string_member (object, "caption", caption);
    json_array_add_object_element (array, object);
  }
  json_node_take_array (value, array);

  return value;
}

static void
event_cb (SpComponent *self, const char *name, JsonNode *data, GString *events)
{
  g_autofree char *json = data != NULL ? gradio_json_write (data) : NULL;
  gint64           index = -1;

  if (data != NULL && JSON_NODE_HOLDS_OBJECT (data))
    index = gradio_json_get_int (json_node_get_object (data), "index", -1);
  if (index >= 0)
    g_string_append_printf (events, "%s:%d ", name, (int) index);
  else
    g_string_append_printf (events, "%s ", name);
}

static gboolean
is_shown (gpointer user_data)
{
  return sp_picture_get_texture (user_data) != NULL;
}

static void
test_preview (void)
{
  const char *const    names[] = { "rgb.png", "alpha.webp", "exif6.jpg", NULL };
  g_autoptr (JsonNode) value = make_value (names);
  g_autoptr (GString)  events = g_string_new (NULL);
  SpComponent         *gallery = component_test_new ("gallery");
  GtkWidget           *window = component_test_show (gallery);
  GtkWidget           *grid = component_test_find (GTK_WIDGET (gallery), SP_TYPE_GALLERY_GRID, 0);
  GtkWidget           *view = component_test_find (grid, GTK_TYPE_GRID_VIEW, 0);
  GtkWidget           *preview = component_test_find (GTK_WIDGET (gallery), SP_TYPE_GALLERY_PREVIEW, 0);
  SpPicture           *picture = NULL;

  picture = SP_PICTURE (component_test_find (preview, SP_TYPE_PICTURE, 0));
  sp_component_set_interactive (gallery, FALSE);
  sp_component_set_value (gallery, value);
  g_signal_connect (gallery, "event", G_CALLBACK (event_cb), events);
  g_assert_true (gtk_widget_get_mapped (grid));

  g_assert_true (gtk_widget_activate_action (view, "list.activate-item", "u", 1));
  g_assert_cmpstr (events->str, ==, "preview_open select:1 ");
  component_test_wait (is_shown, picture);
  g_assert_cmpint (sp_picture_get_pixel_width (picture), ==, 64);

  g_string_truncate (events, 0);
  g_assert_true (component_test_press (preview, GDK_KEY_Right, 0));
  g_assert_true (component_test_press (preview, GDK_KEY_Right, 0));
  g_assert_true (component_test_press (preview, GDK_KEY_Left, 0));
  g_assert_cmpstr (events->str, ==, "select:2 select:0 select:2 ");
  component_test_wait (is_shown, picture);
  g_assert_cmpint (sp_picture_get_pixel_width (picture), ==, 48);

  g_string_truncate (events, 0);
  g_assert_true (component_test_press (preview, GDK_KEY_Escape, 0));
  g_assert_cmpstr (events->str, ==, "preview_close ");

  /* What the app does is no event. */
  g_string_truncate (events, 0);
  component_test_set_props (gallery, "{'selected_index':1}");
  g_assert_cmpuint (sp_gallery_preview_get_position (SP_GALLERY_PREVIEW (preview)), ==, 1);
  component_test_set_value (gallery, "[]");
  component_test_set_props (gallery, "{'selected_index':99,'preview':true}");
  sp_component_set_value (gallery, value);
  g_assert_cmpuint (sp_gallery_preview_get_position (SP_GALLERY_PREVIEW (preview)), ==, 0);
  g_assert_cmpstr (events->str, ==, "change change ");

  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (gallery);
}

static void
test_without_preview (void)
{
  const char *const    names[] = { "rgb.png", "alpha.webp", NULL };
  g_autoptr (JsonNode) value = make_value (names);
  g_autoptr (GString)  events = g_string_new (NULL);
  SpComponent         *gallery = component_test_new ("gallery");
  GtkWidget           *window = component_test_show (gallery);
  GtkWidget           *grid = component_test_find (GTK_WIDGET (gallery), SP_TYPE_GALLERY_GRID, 0);

  component_test_set_props (gallery, "{'allow_preview':false,'columns':[1,2,5],'rows':1,'height':'10rem',"
                                     "'object_fit':'contain'}");
  sp_component_set_value (gallery, value);
  g_signal_connect (gallery, "event", G_CALLBACK (event_cb), events);
  g_assert_true (gtk_widget_activate_action (component_test_find (grid, GTK_TYPE_GRID_VIEW, 0),
                                             "list.activate-item", "u", 1));
  g_assert_cmpstr (events->str, ==, "select:1 ");
  g_assert_true (gtk_widget_get_mapped (grid));

  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (gallery);
}

static gboolean
has_files (gpointer user_data)
{
  return sp_drop_zone_get_filled (user_data);
}

static void
test_input (void)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (JsonNode)  value = NULL;
  g_autoptr (GString)   events = g_string_new (NULL);
  SpComponent          *gallery = component_test_new ("gallery");
  GtkWidget            *grid = component_test_find (GTK_WIDGET (gallery), SP_TYPE_GALLERY_GRID, 0);
  SpDropZone           *zone = SP_DROP_ZONE (component_test_find (GTK_WIDGET (gallery), SP_TYPE_DROP_ZONE, 0));

  g_signal_connect (gallery, "event", G_CALLBACK (event_cb), events);
  g_ptr_array_add (files, media_test_file ("rgb.png"));
  g_ptr_array_add (files, media_test_file ("clip.webm"));
  sp_drop_zone_take_files (zone, files);
  component_test_wait (has_files, zone);
  g_assert_cmpstr (events->str, ==, "upload change input ");
  value = sp_component_dup_value (gallery);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (value)), ==, 2);
  g_assert_true (json_object_has_member (json_array_get_object_element (json_node_get_array (value), 1),
                                         "video"));

  g_string_truncate (events, 0);
  g_signal_emit_by_name (grid, "remove", 0);
  g_assert_cmpstr (events->str, ==, "delete:0 change input ");
  g_signal_emit_by_name (grid, "remove", 0);
  component_test_assert_value (gallery, "[]");
  g_assert_false (sp_drop_zone_get_filled (zone));

  /* What is added to a list of Gradio 3 has its shape. */
  component_test_set_value (gallery, "[['https://example.org/a.png','One']]");
  g_ptr_array_add (one, media_test_file ("rgb.png"));
  g_string_truncate (events, 0);
  sp_drop_zone_take_files (zone, one);
  while (events->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&value, json_node_unref);
  value = sp_component_dup_value (gallery);
  g_assert_cmpuint (json_array_get_length (json_array_get_array_element (json_node_get_array (value), 1)),
                    ==, 2);
  media_test_finalize (gallery);
}

static void
count_thumbnails (GtkWidget *widget, guint *n_shown, guint *n_all)
{
  if (SP_IS_THUMBNAIL (widget)) {
    *n_all += 1;
    *n_shown += sp_thumbnail_get_texture (SP_THUMBNAIL (widget)) != NULL ? 1 : 0;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count_thumbnails (child, n_shown, n_all);
}

static gboolean
has_thumbnails (gpointer user_data)
{
  guint n_shown = 0, n_all = 0;

  count_thumbnails (user_data, &n_shown, &n_all);

  return n_shown > 0;
}

/* Only what is on the screen costs anything. */
static void
test_many (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (JsonNode)  value = NULL;
  SpComponent          *gallery = component_test_new ("gallery");
  GtkWidget            *window = component_test_show (gallery);
  GtkWidget            *grid = component_test_find (GTK_WIDGET (gallery), SP_TYPE_GALLERY_GRID, 0);
  GtkWidget            *scroller = component_test_find (grid, GTK_TYPE_SCROLLED_WINDOW, 0);
  GtkAdjustment        *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  guint                 n_shown = 0, n_all = 0;

  for (int i = 0; i < 2000; i++)
    g_ptr_array_add (names, (gpointer) (i % 2 == 0 ? "big.png" : "rgb.png"));
  g_ptr_array_add (names, NULL);
  value = make_value ((const char *const *) names->pdata);

  component_test_set_props (gallery, "{'columns':4,'height':400}");
  sp_component_set_value (gallery, value);
  component_test_wait (has_thumbnails, grid);
  count_thumbnails (grid, &n_shown, &n_all);
  g_test_message ("%u of %u thumbnails", n_shown, n_all);
  g_assert_cmpuint (n_all, <=, 400);
  g_assert_cmpuint (n_shown, <=, 60);
  g_assert_cmpint (gtk_widget_get_height (grid), <=, 400);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) / 2);
  for (int i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  component_test_wait (has_thumbnails, grid);
  n_shown = n_all = 0;
  count_thumbnails (grid, &n_shown, &n_all);
  g_assert_cmpuint (n_shown, <=, 60);

  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (gallery);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  component_test_use_gstreamer ();

  g_test_add_func ("/gallery/generations", test_generations);
  g_test_add_func ("/gallery/hostile", test_hostile);
  g_test_add_func ("/gallery/shapes", test_shapes);
  g_test_add_func ("/gallery/items", test_items);
  g_test_add_func ("/gallery/preview", test_preview);
  g_test_add_func ("/gallery/without-preview", test_without_preview);
  g_test_add_func ("/gallery/input", test_input);
  g_test_add_func ("/gallery/many", test_many);

  return g_test_run ();
}
