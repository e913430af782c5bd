/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sounds, films and streams of an app that listens on a Unix socket, which GStreamer knows nothing of. */
#include "fake-app.h"
#include "media-test.h"
#include "raw-server.h"
#include "sp-player-private.h"

#include <glib/gstdio.h>

#define BASE "http://reader.localhost"

typedef struct {
  FakeApp      *app;
  GradioClient *client;
  char         *folder;
  char         *path;
  SpComponent  *component;
  GtkWindow    *window;
} Fixture;

static void
respond (SoupServerMessage *message, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "media", name, NULL);
  char            *data = NULL;
  gsize            length = 0;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/octet-stream", SOUP_MEMORY_TAKE, data, length);
}

static void
file_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  respond (message, strrchr (path, '/') + 1);
}

static void
stream_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  static const char list[] = "#EXTM3U\n#EXTINF:0.5,\ntone.mp3\n#EXTINF:0.5,\ntone.mp3\n#EXT-X-ENDLIST\n";

  if (!g_str_has_suffix (path, "playlist.m3u8")) {
    respond (message, "tone.mp3");
    return;
  }

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/vnd.apple.mpegurl", SOUP_MEMORY_STATIC, list,
                                    strlen (list));
}

static void
set_up (Fixture *fixture, gconstpointer type)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError)         error = NULL;

  fixture->folder = g_dir_make_tmp ("player-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "http.sock", NULL);
  fixture->app = fake_app_new ();
  soup_server_add_handler (fake_app_get_server (fixture->app), "/gradio_api/file=/media", file_cb, NULL, NULL);
  soup_server_add_handler (fake_app_get_server (fixture->app), "/gradio_api/stream", stream_cb, NULL, NULL);
  address = g_unix_socket_address_new (fixture->path);
  soup_server_listen (fake_app_get_server (fixture->app), address, 0, &error);
  g_assert_no_error (error);

  fixture->client = gradio_client_new (BASE);
  gradio_client_set_socket (fixture->client, fixture->path);
  error = fake_app_connect (fixture->client);
  g_assert_no_error (error);

  fixture->component = component_test_new (type);
  sp_component_set_client (fixture->component, fixture->client);
  sp_component_set_interactive (fixture->component, FALSE);
  fixture->window = media_test_show (GTK_WIDGET (fixture->component));
}

static void
tear_down (Fixture *fixture, gconstpointer type)
{
  gtk_window_destroy (fixture->window);
  media_test_finalize (fixture->component);
  gradio_client_close (fixture->client);
  media_test_finalize (fixture->client);
  fake_app_free (fixture->app);
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static SpPlayer *
find_player (Fixture *fixture)
{
  return SP_PLAYER (component_test_find (GTK_WIDGET (fixture->component), SP_TYPE_PLAYER, 0));
}

static gboolean
is_ready (gpointer user_data)
{
  g_assert_cmpstr (sp_player_get_error_text (user_data), ==, NULL);

  return sp_player_get_ready (user_data);
}

static void
event_cb (gboolean *stopped, const char *name)
{
  *stopped = *stopped || g_str_equal (name, "stop");
}

static gboolean
is_set (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
play_to_the_end (SpPlayer *player)
{
  gboolean stopped = FALSE;

  g_signal_connect_swapped (player, "event", G_CALLBACK (event_cb), &stopped);
  sp_player_play (player);
  component_test_wait (is_set, &stopped);
  g_signal_handlers_disconnect_by_data (player, &stopped);
  g_assert_cmpstr (sp_player_get_error_text (player), ==, NULL);
}

static void
test_sound (Fixture *fixture, gconstpointer type)
{
  SpPlayer *player = NULL;

  component_test_set_value (fixture->component, "{'path':'/media/mono48k.wav','meta':{'_type':'gradio.FileData'}}");
  player = find_player (fixture);
  component_test_wait (is_ready, player);
  g_assert_cmpfloat_with_epsilon (sp_player_get_duration (player), 0.5, 0.01);
  sp_player_seek (player, 0.4);
  play_to_the_end (player);
}

static void
test_film (Fixture *fixture, gconstpointer type)
{
  SpPlayer *player = NULL;

  component_test_set_value (fixture->component, "{'path':'/media/clip.mp4','meta':{'_type':'gradio.FileData'}}");
  player = find_player (fixture);
  component_test_wait (is_ready, player);
  g_assert_nonnull (sp_player_pipeline_get_frame (player->pipeline));
}

static void
test_stream (Fixture *fixture, gconstpointer type)
{
  SpPlayer *player = NULL;

  component_test_set_value (fixture->component,
                            "{'path':'playlist.m3u8','url':'" BASE "/gradio_api/stream/1/playlist.m3u8',"
                            "'is_stream':true,'meta':{'_type':'gradio.FileData'}}");
  player = find_player (fixture);
  component_test_wait (is_ready, player);
  g_assert_true (sp_player_pipeline_get_streaming (player->pipeline));
  play_to_the_end (player);
}

static gboolean
has_failed (gpointer user_data)
{
  return sp_player_get_error_text (user_data) != NULL;
}

static void
test_gone (Fixture *fixture, gconstpointer type)
{
  SpPlayer *player = NULL;

  g_unlink (fixture->path);
  fake_app_stop (fixture->app);
  component_test_set_value (fixture->component, "{'path':'/media/mono48k.wav','meta':{'_type':'gradio.FileData'}}");
  player = find_player (fixture);
  component_test_wait (has_failed, player);
  g_assert_cmpstr (sp_player_get_error_text (player), ==, "“reader” is not running. Start it, and try again.");
}

/* An app without network: another server counts whoever comes, and nobody does. */
static gboolean
stranger_cb (const char *head, guint number, GString *response, gpointer user_data)
{
  g_string_append (response, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhow");

  return TRUE;
}

/* A list whose parts are elsewhere; the user data is where. */
static void
list_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  char *list = g_strdup_printf ("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:0.5,\n%s/what-the-user-wrote.mp3\n#EXT-X-ENDLIST\n",
                                (const char *) user_data);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/vnd.apple.mpegurl", SOUP_MEMORY_TAKE, list, strlen (list));
}

static void
away_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, user_data);
}

/* Shows a value in which OTHER stands for the other server, and expects these words instead of what is there. */
static void
assert_not_played (Fixture *fixture, const char *value, const char *words)
{
  g_autoptr (RawServer) stranger = raw_server_new (stranger_cb, NULL);
  SoupServer           *server = fake_app_get_server (fixture->app);
  g_autofree char      *other = g_strdup_printf ("http://127.0.0.1:%u", raw_server_get_port (stranger));
  g_auto (GStrv)        parts = g_strsplit (value, "OTHER", -1);
  g_autofree char      *json = g_strjoinv (other, parts);

  soup_server_add_handler (server, "/gradio_api/stream/far", list_cb, other, NULL);
  soup_server_add_handler (server, "/gradio_api/stream/away", away_cb, other, NULL);
  soup_server_add_handler (server, "/gradio_api/file=/media/list.m3u8", list_cb, other, NULL);
  gradio_client_set_only_own_server (fixture->client, TRUE);
  component_test_set_value (fixture->component, json);
  component_test_wait (has_failed, find_player (fixture));
  g_assert_nonnull (strstr (sp_player_get_error_text (find_player (fixture)), words));
  g_assert_cmpuint (raw_server_count_connections (stranger), ==, 0);
}

static void
test_other_file (Fixture *fixture, gconstpointer type)
{
  assert_not_played (fixture, "{'path':'OTHER/x.wav','meta':{'_type':'gradio.FileData'}}", "no network");
}

static void
test_other_stream (Fixture *fixture, gconstpointer type)
{
  assert_not_played (fixture, "{'path':'OTHER/playlist.m3u8','is_stream':true,'meta':{'_type':'gradio.FileData'}}",
                     "no network");
}

static void
test_other_segment (Fixture *fixture, gconstpointer type)
{
  assert_not_played (fixture, "{'path':'far/playlist.m3u8','is_stream':true,'meta':{'_type':'gradio.FileData'}}",
                     "no network");
}

static void
test_stream_away (Fixture *fixture, gconstpointer type)
{
  assert_not_played (fixture, "{'path':'away/playlist.m3u8','is_stream':true,'meta':{'_type':'gradio.FileData'}}",
                     "does not give the stream");
}

/* GStreamer would follow the list that is in a file. */
static void
test_list (Fixture *fixture, gconstpointer type)
{
  assert_not_played (fixture, "{'path':'/media/list.m3u8','meta':{'_type':'gradio.FileData'}}", "no decoder");
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

#define ADD(name, type, func) g_test_add ("/player-socket/" name, Fixture, type, set_up, func, tear_down)
  ADD ("sound", "audio", test_sound);
  ADD ("film", "video", test_film);
  ADD ("stream", "audio", test_stream);
  ADD ("gone", "audio", test_gone);
  ADD ("other-file", "audio", test_other_file);
  ADD ("other-stream", "audio", test_other_stream);
  ADD ("other-segment", "audio", test_other_segment);
  ADD ("stream-away", "audio", test_stream_away);
  ADD ("list", "audio", test_list);
  ADD ("list-film", "video", test_list);
  component_test_use_gstreamer ();

  return g_test_run ();
}
