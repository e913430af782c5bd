/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures that only their own library can draw, in a web part; skipped where the libraries are not there. */
#include "component-test.h"

#include "sp-plot-save.h"
#include "sp-plot-web.h"

#define PATIENCE 60       /* seconds until the processes of a web view have started, and a library has been read */
#define PAUSE (50 * 1000) /* µs from one look to the next: looking has precedence over what WebKit does */

static const char *
get_page (SpComponent *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (component_test_find (GTK_WIDGET (self), GTK_TYPE_STACK, 0)));
}

static JsonObject *
load_figures (void)
{
  g_autofree char     *path = g_test_build_filename (G_TEST_DIST, "data", "figures.json", NULL);
  g_autofree char     *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  node = gradio_json_parse (text, -1, NULL);

  return json_node_dup_object (node);
}

static void
set_figure (SpComponent *self, const char *library, JsonNode *figure)
{
  g_autofree char       *text = gradio_json_write (figure);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   value = NULL;

  json_object_set_string_member (object, "type", library);
  json_object_set_string_member (object, "plot", text);
  value = json_node_init_object (json_node_alloc (), object);
  sp_component_set_value (self, value);
}

static gboolean
shows_note (SpComponent *self)
{
  return g_str_equal (get_page (self), "note");
}

static void
wait_for (gboolean (*condition) (SpComponent *), SpComponent *self)
{
  gint64 end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  while (!condition (self)) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
}

/* How many colours a picture of the figure has; before it is drawn there is no picture, or an empty one. */
static guint
count_colours (GBytes *png)
{
  g_autoptr (GHashTable) colours = g_hash_table_new (NULL, NULL);
  g_autoptr (GError)     error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (png, &error);
  g_autofree guint32    *pixels = NULL;
  gsize                  width;
  gsize                  n_pixels;

  g_assert_no_error (error);
  width = gdk_texture_get_width (texture);
  n_pixels = width * gdk_texture_get_height (texture);
  pixels = g_new (guint32, n_pixels);
  gdk_texture_download (texture, (guchar *) pixels, width * 4);
  for (gsize i = 0; i < n_pixels; i++) {
    g_assert_cmphex (pixels[i] >> 24, ==, 0xff); /* nothing shines through */
    g_hash_table_add (colours, GUINT_TO_POINTER (pixels[i]));
  }

  return g_hash_table_size (colours);
}

typedef struct {
  gboolean is_asked;
  guint    n_colours;
} Picture;

static void
encoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Picture           *picture = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = sp_plot_save_encode_finish (SP_WEB_PART (source), result, &error);

  picture->is_asked = FALSE;
  if (png != NULL)
    picture->n_colours = count_colours (png);
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED);
}

/* A figure is drawn when the picture that would be saved shows lines and letters. */
static void
wait_for_figure (SpComponent *self)
{
  gint64  end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;
  gint64  next = 0;
  Picture picture = { FALSE };

  while (picture.n_colours <= 10 || picture.is_asked) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    if (!picture.is_asked && g_get_monotonic_time () >= next && g_str_equal (get_page (self), "web")) {
      picture.is_asked = TRUE;
      next = g_get_monotonic_time () + PAUSE;
      sp_plot_save_encode_async (SP_WEB_PART (component_test_find (GTK_WIDGET (self), SP_TYPE_WEB_PART, 0)), NULL,
                                 encoded_cb, &picture);
    }
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
  g_assert_cmpstr (get_page (self), ==, "web");
}

static void
finish (SpComponent *self, GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_add_weak_pointer (G_OBJECT (self), (gpointer *) &self);
  g_object_unref (self);
  g_assert_null (self);
}

static void
test_library (gconstpointer data)
{
  const char            *library = data;
  g_autoptr (JsonObject) figures = load_figures ();
  SpComponent           *self = component_test_new ("plot");
  GtkWidget             *window = component_test_show (self);

  if (!sp_plot_web_can_draw (library)) {
    g_test_skip ("no web view, or not its library");
  } else {
    set_figure (self, library, json_object_get_member (figures, library));
    wait_for_figure (self);
  }
  finish (self, window);
}

/* One after the other in the same component; then one that its library refuses is shown as data. */
static void
test_change (void)
{
  g_autoptr (JsonObject) figures = load_figures ();
  g_autoptr (JsonNode)   odd = component_test_parse ("{'$schema': 'https://vega.github.io/schema/vega-lite/v6.json', 'mark': 'nothing', 'x': 1}");
  SpComponent           *self = component_test_new ("plot");
  GtkWidget             *window = component_test_show (self);

  if (!sp_plot_web_can_draw ("plotly") || !sp_plot_web_can_draw ("altair")) {
    g_test_skip ("no web view, or not the libraries");
  } else {
    set_figure (self, "plotly", json_object_get_member (figures, "plotly"));
    wait_for_figure (self);
    set_figure (self, "altair", json_object_get_member (figures, "altair"));
    wait_for_figure (self);
    set_figure (self, "altair", odd);
    wait_for (shows_note, self);
    set_figure (self, "altair", json_object_get_member (figures, "altair"));
    wait_for_figure (self);
  }
  finish (self, window);
}

int
main (int argc, char *argv[])
{
  component_test_init (&argc, &argv);
  component_test_forgive_webkit ();

  g_test_add_data_func ("/plot-web/plotly", "plotly", test_library);
  g_test_add_data_func ("/plot-web/altair", "altair", test_library);
  g_test_add_data_func ("/plot-web/bokeh", "bokeh", test_library);
  g_test_add_func ("/plot-web/change", test_change);

  return g_test_run ();
}
