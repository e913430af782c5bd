/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What nobody sees or wants any more does not go on: neither playing nor what it takes. */
#include "fake-app.h"
#include "media-test.h"
#include "sp-player-private.h"

#include <gst/gst.h>

#define N_VALUES 50

/* An app whose files have no end, and which has a stream that goes on for ever. */
typedef struct {
  FakeApp      *app;
  GradioClient *client;
  guint         n_asked; /* for files and parts of the stream */
  guint         n_open;  /* files that are being sent */
} Fixture;

static int n_elements; /* of GStreamer that are alive, counted from any thread */

static void
gone_cb (gpointer data, GObject *object)
{
  g_atomic_int_add (&n_elements, -1);
}

/* Everything that playbin makes comes into a bin of its. GStreamer 1.22 forgets to let go of the element
 * that it makes for the volume; that one does nothing by itself. */
static gboolean
added_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  GstElement        *element = g_value_get_object (values + 1);
  GstElementFactory *factory = gst_element_get_factory (element);

  if (factory != NULL && g_str_equal (GST_OBJECT_NAME (factory), "volume"))
    return TRUE;

  g_atomic_int_add (&n_elements, 1);
  g_object_weak_ref (G_OBJECT (element), gone_cb, NULL);

  return TRUE;
}

static gboolean
is_silent (gpointer user_data)
{
  return g_atomic_int_get (&n_elements) == 0;
}

static void
wrote_chunk_cb (SoupServerMessage *message)
{
  static const char more[256 * 1024];

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, more, sizeof more);
  soup_server_message_unpause (message);
}

static void
finished_cb (Fixture *fixture)
{
  fixture->n_open--;
}

static void
file_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_asked++;
  fixture->n_open++;
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), NULL);
  g_signal_connect_swapped (message, "finished", G_CALLBACK (finished_cb), fixture);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, "RIFF", 4);
}

/* There is one more part at every look. */
static void
stream_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Fixture            *fixture = user_data;
  g_autoptr (GString) list = g_string_new ("#EXTM3U\n#EXT-X-PLAYLIST-TYPE:EVENT\n");
  g_autofree char    *name = g_test_build_filename (G_TEST_DIST, "media", "tone.mp3", NULL);
  char               *data = NULL;
  gsize               length = 0;

  fixture->n_asked++;
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  if (g_str_has_suffix (path, "playlist.m3u8")) {
    for (guint i = 0; i < fixture->n_asked; i++)
      g_string_append_printf (list, "#EXTINF:0.5,\n%u.mp3\n", i);
    soup_server_message_set_response (message, "application/vnd.apple.mpegurl", SOUP_MEMORY_COPY, list->str,
                                      list->len);
  } else {
    g_assert_true (g_file_get_contents (name, &data, &length, NULL));
    soup_server_message_set_response (message, "audio/mpeg", SOUP_MEMORY_TAKE, data, length);
  }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->app = fake_app_new ();
  soup_server_add_handler (fake_app_get_server (fixture->app), "/gradio_api/file=/slow", file_cb, fixture, NULL);
  soup_server_add_handler (fake_app_get_server (fixture->app), "/gradio_api/stream", stream_cb, fixture, NULL);
  fixture->client = gradio_client_new (fake_app_get_uri (fixture->app));
  error = fake_app_connect (fixture->client);
  g_assert_no_error (error);
  g_assert_true (is_silent (NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  component_test_wait (is_silent, NULL);
  gradio_client_close (fixture->client);
  media_test_finalize (fixture->client);
  fake_app_free (fixture->app);
}

static void
set_file (SpComponent *component, guint number)
{
  g_autofree char *text =
    g_strdup_printf ("{'path':'/slow/%u.wav','meta':{'_type':'gradio.FileData'}}", number);

  component_test_set_value (component, text);
}

static void
set_stream (Fixture *fixture, SpComponent *component)
{
  g_autofree char *text = g_strdup_printf ("{'path':'playlist.m3u8','url':'%s/gradio_api/stream/1/playlist.m3u8',"
                                           "'is_stream':true,'meta':{'_type':'gradio.FileData'}}",
                                           fake_app_get_uri (fixture->app));

  component_test_set_value (component, text);
}

static SpComponent *
make_audio (Fixture *fixture)
{
  SpComponent *audio = component_test_new ("audio");

  sp_component_set_client (audio, fixture->client);
  sp_component_set_interactive (audio, FALSE);
  component_test_set_props (audio, "{'autoplay':true}");

  return audio;
}

static SpPlayer *
find_player (SpComponent *component)
{
  return SP_PLAYER (component_test_find (GTK_WIDGET (component), SP_TYPE_PLAYER, 0));
}

static gboolean
is_streaming (gpointer user_data)
{
  g_assert_null (sp_player_get_error_text (user_data));

  return sp_player_get_ready (user_data) && sp_player_get_playing (user_data);
}

/* A window is closed in the middle of a stream. */
static void
test_closed_window (Fixture *fixture, gconstpointer data)
{
  SpComponent      *audio = make_audio (fixture);
  GtkWindow        *window = media_test_show (GTK_WIDGET (audio));
  SpPlayerPipeline *pipeline = NULL;

  set_stream (fixture, audio);
  component_test_wait (is_streaming, find_player (audio));
  g_assert_false (is_silent (NULL));
  pipeline = find_player (audio)->pipeline;
  g_object_add_weak_pointer (G_OBJECT (pipeline), (gpointer *) &pipeline);

  gtk_window_destroy (window);
  media_test_finalize (audio);
  g_assert_null (pipeline);
}

static gboolean
is_asleep (gpointer user_data)
{
  SpPlayer *player = user_data;

  return !sp_player_get_playing (player) && player->hidden == 0;
}

/* Another tab is looked at, and then this one is closed. */
static void
test_hidden_tab (Fixture *fixture, gconstpointer data)
{
  GtkWidget   *tabs = gtk_stack_new ();
  SpComponent *audio = make_audio (fixture);
  SpPlayer    *player = find_player (audio);
  GtkWindow   *window = NULL;

  gtk_stack_add_named (GTK_STACK (tabs), GTK_WIDGET (audio), "sound");
  gtk_stack_add_named (GTK_STACK (tabs), gtk_label_new (NULL), "other");
  window = media_test_show (tabs);
  set_stream (fixture, audio);
  component_test_wait (is_streaming, player);
  g_assert_cmpuint (player->poll, !=, 0);

  gtk_stack_set_visible_child_name (GTK_STACK (tabs), "other");
  g_assert_cmpuint (player->poll, ==, 0);
  component_test_wait (is_asleep, player);
  gtk_stack_set_visible_child_name (GTK_STACK (tabs), "sound");
  g_assert_false (sp_player_get_playing (player)); /* It waits for the user. */
  g_assert_cmpuint (player->poll, ==, 0);

  gtk_stack_remove (GTK_STACK (tabs), GTK_WIDGET (audio));
  media_test_finalize (audio);
  component_test_wait (is_silent, NULL);
  gtk_window_destroy (window);
}

static gboolean
has_open (gpointer user_data)
{
  return ((Fixture *) user_data)->n_open > 0;
}

static gboolean
has_none_open (gpointer user_data)
{
  return ((Fixture *) user_data)->n_open == 0;
}

/* A file that is on its way is not wanted in a tab that nobody looks at. */
static void
test_hidden_download (Fixture *fixture, gconstpointer data)
{
  SpComponent *audio = make_audio (fixture);
  GtkWindow   *window = media_test_show (GTK_WIDGET (audio));

  set_file (audio, 1);
  component_test_wait (has_open, fixture);
  gtk_widget_set_visible (GTK_WIDGET (audio), FALSE);
  component_test_wait (has_none_open, fixture);
  gtk_widget_set_visible (GTK_WIDGET (audio), TRUE);
  component_test_wait (has_open, fixture);

  gtk_window_destroy (window);
  media_test_finalize (audio);
  component_test_wait (has_none_open, fixture);
}

static gboolean
has_one_open (gpointer user_data)
{
  return ((Fixture *) user_data)->n_open == 1;
}

typedef struct {
  Fixture *fixture;
  guint    n_asked;
} Question;

static gboolean
is_asked (gpointer user_data)
{
  Question *question = user_data;

  return question->fixture->n_asked > question->n_asked;
}

/* Of many values in a row only the last one is downloaded. */
static void
test_fast_downloads (Fixture *fixture, gconstpointer data)
{
  SpComponent *audio = make_audio (fixture);
  GtkWindow   *window = media_test_show (GTK_WIDGET (audio));

  for (guint i = 0; i < N_VALUES; i++) {
    set_file (audio, i);
    component_test_wait (is_asked, &(Question){ fixture, i });
  }
  component_test_wait (has_one_open, fixture);
  g_assert_cmpuint (fixture->n_asked, ==, N_VALUES);
  sp_component_set_value (audio, NULL);
  component_test_wait (has_none_open, fixture);

  gtk_window_destroy (window);
  media_test_finalize (audio);
}

typedef struct {
  SpPlayer *player;
  int       n_elements; /* of one sound that plays */
} Settled;

static gboolean
has_ready (gpointer user_data)
{
  return sp_player_get_ready (user_data) && sp_player_get_playing (user_data);
}

static gboolean
is_alone (gpointer user_data)
{
  return g_atomic_int_get (&n_elements) <= ((Settled *) user_data)->n_elements;
}

/* Of many sounds in a row only the last one is left. */
static void
test_fast_values (Fixture *fixture, gconstpointer data)
{
  SpComponent         *audio = make_audio (fixture);
  GtkWindow           *window = media_test_show (GTK_WIDGET (audio));
  g_autoptr (JsonNode) first = media_test_dup_value ("tone.flac");
  g_autoptr (JsonNode) second = media_test_dup_value ("tone.ogg");
  Settled              settled = { find_player (audio), 0 };

  component_test_set_props (audio, "{'loop':true}");
  sp_component_set_value (audio, first);
  component_test_wait (has_ready, settled.player);
  settled.n_elements = g_atomic_int_get (&n_elements);
  g_assert_cmpint (settled.n_elements, >, 0);
  for (guint i = 0; i < N_VALUES; i++) {
    sp_component_set_value (audio, i % 2 == 0 ? second : first);
    for (guint j = 0; j < i % 7; j++) /* so far as it comes */
      g_main_context_iteration (NULL, FALSE);
  }
  component_test_wait (has_ready, settled.player);
  component_test_wait (is_alone, &settled);
  sp_component_set_value (audio, NULL);
  component_test_wait (is_silent, NULL);
  g_assert_cmpuint (settled.player->poll, ==, 0);

  gtk_window_destroy (window);
  media_test_finalize (audio);
}

#define ADD(name, func) g_test_add ("/player-stop/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  gst_init (NULL, NULL);
  g_type_class_unref (g_type_class_ref (GST_TYPE_BIN));
  g_signal_add_emission_hook (g_signal_lookup ("element-added", GST_TYPE_BIN), 0, added_cb, NULL, NULL);

  ADD ("closed-window", test_closed_window);
  ADD ("hidden-tab", test_hidden_tab);
  ADD ("hidden-download", test_hidden_download);
  ADD ("fast-downloads", test_fast_downloads);
  ADD ("fast-values", test_fast_values);
  component_test_use_gstreamer ();

  return g_test_run ();
}
