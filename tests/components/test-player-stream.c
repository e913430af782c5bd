/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sound and film that are played while they are made, from a server that does what it is told. */
#include "media-test.h"
#include "sp-player-pipeline.h"
#include "sp-playlist.h"
#include "sp-stream-reader.h"
#include "sp-ts-shift.h"

#include <glib/gstdio.h>
#include <gst/gst.h>
#include <libsoup/soup.h>
#include <math.h>

typedef struct {
  SoupServer     *server;
  SoupServer     *elsewhere;
  char           *uri;
  char           *path; /* (nullable): of the socket where the server is instead */
  GSocketAddress *socket;
  char           *elsewhere_uri;
  GString        *playlist;
  guint           n_at_first; /* lines that are there before it is looked at */
  guint           n_looks;    /* at the playlist */
  guint           n_segments; /* asked for here */
  guint           n_trusted;  /* requests with the header here */
  guint           n_leaked;   /* and elsewhere */
  gboolean        ready;
  gboolean        ended;
  char           *failure;
} Fixture;

static void
respond (SoupServerMessage *message, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "media", name, NULL);
  char            *data = NULL;
  gsize            length = 0;

  if (!g_file_get_contents (path, &data, &length, NULL)) {
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
    return;
  }

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "video/mp2t", SOUP_MEMORY_TAKE, data, length);
}

static gboolean
has_secret (SoupServerMessage *message)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                       "x-secret") != NULL;
}

/* A playlist has one more line of the test's every time it is looked at. */
static void
respond_playlist (Fixture *fixture, SoupServerMessage *message)
{
  g_auto (GStrv)      lines = g_strsplit (fixture->playlist->str, "\n", -1);
  g_autoptr (GString) text = g_string_new ("#EXTM3U\n#EXT-X-PLAYLIST-TYPE:EVENT\n");

  fixture->n_looks++;
  for (guint i = 0; lines[i] != NULL && i < fixture->n_at_first + fixture->n_looks; i++)
    g_string_append_printf (text, "%s%s\n", *lines[i] == '#' ? "" : "#EXTINF:1.0,\n", lines[i]);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/vnd.apple.mpegurl", SOUP_MEMORY_COPY, text->str,
                                    text->len);
}

/* Like Gradio 4: a header of a sound without end, and the sound in pieces. */
static void
respond_body (SoupServerMessage *message)
{
  static const guint8 header[] = {
    'R', 'I', 'F', 'F', 0xff, 0xff, 0xff, 0xff, 'W', 'A', 'V', 'E', 'f', 'm', 't', ' ', 16, 0, 0, 0, 1, 0,
    1, 0, 0x80, 0x3e, 0, 0, 0, 0x7d, 0, 0, 2, 0, 16, 0, 'd', 'a', 't', 'a', 0xff, 0xff, 0xff, 0xff
  };

  SoupMessageBody *body = soup_server_message_get_response_body (message);
  char            *second = g_malloc0 (32000);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_append (body, SOUP_MEMORY_STATIC, header, sizeof header);
  soup_message_body_append (body, SOUP_MEMORY_TAKE, second, 32000);
  soup_message_body_complete (body);
}

static void
here_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_trusted += has_secret (message);
  if (g_str_equal (path, "/stream/playlist.m3u8")) {
    respond_playlist (fixture, message);
  } else if (g_str_equal (path, "/stream/body")) {
    respond_body (message);
  } else {
    fixture->n_segments++;
    respond (message, strrchr (path, '/') + 1);
  }
}

static void
elsewhere_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_leaked += has_secret (message);
  respond (message, strrchr (path, '/') + 1);
}

static char *
listen_on (SoupServer *server)
{
  g_autoptr (GError) error = NULL;
  GSList            *uris = NULL;
  char              *uri = NULL;

  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  uris = soup_server_get_uris (server);
  uri = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return uri;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = soup_server_new (NULL, NULL);
  fixture->elsewhere = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, here_cb, fixture, NULL);
  soup_server_add_handler (fixture->elsewhere, NULL, elsewhere_cb, fixture, NULL);
  fixture->uri = listen_on (fixture->server);
  fixture->elsewhere_uri = listen_on (fixture->elsewhere);
  fixture->playlist = g_string_new (NULL);
}

/* As in a sandbox: an address that leads nowhere, and a socket. */
static void
set_up_on_socket (Fixture *fixture, gconstpointer data)
{
  g_autofree char   *folder = g_dir_make_tmp ("player-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;

  set_up (fixture, data);
  g_free (fixture->uri);
  fixture->uri = g_strdup ("http://reader.localhost/");
  fixture->path = g_build_filename (folder, "http.sock", NULL);
  fixture->socket = g_unix_socket_address_new (fixture->path);
  soup_server_disconnect (fixture->server);
  soup_server_listen (fixture->server, fixture->socket, 0, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = fixture->path != NULL ? g_path_get_dirname (fixture->path) : NULL;

  if (folder != NULL) {
    g_unlink (fixture->path);
    g_assert_cmpint (g_rmdir (folder), ==, 0);
  }
  g_clear_pointer (&fixture->path, g_free);
  g_clear_object (&fixture->socket);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->elsewhere);
  g_clear_pointer (&fixture->uri, g_free);
  g_clear_pointer (&fixture->elsewhere_uri, g_free);
  g_clear_pointer (&fixture->failure, g_free);
  g_string_free (fixture->playlist, TRUE);
}

static void
changed_cb (Fixture *fixture, SpPlayerPipeline *pipeline)
{
  fixture->ready |= sp_player_pipeline_get_ready (pipeline);
}

static void
ended_cb (Fixture *fixture)
{
  fixture->ended = TRUE;
}

static void
failed_cb (Fixture *fixture, const char *text)
{
  g_assert_null (fixture->failure);
  fixture->failure = g_strdup (text);
}

static SpPlayerPipeline *
play (Fixture *fixture, const char *path, gboolean with_picture)
{
  g_autoptr (GHashTable)     headers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char           *uri = g_strconcat (fixture->uri, path, NULL);
  g_autoptr (SpStreamReader) reader = NULL;
  g_autoptr (GError)         error = NULL;
  SpPlayerPipeline          *pipeline = NULL;

  g_hash_table_insert (headers, (gpointer) "x-secret", (gpointer) "token");
  reader = sp_stream_reader_new (uri, headers);
  sp_stream_reader_set_socket (reader, fixture->socket != NULL ? G_SOCKET_CONNECTABLE (fixture->socket) : NULL);
  pipeline = sp_player_pipeline_new (NULL, reader, with_picture, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (pipeline, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect_swapped (pipeline, "ended", G_CALLBACK (ended_cb), fixture);
  g_signal_connect_swapped (pipeline, "failed", G_CALLBACK (failed_cb), fixture);
  sp_player_pipeline_set_playing (pipeline, TRUE);

  return pipeline;
}

static gboolean
is_over (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->ended || fixture->failure != NULL;
}

/* All of it, from the start, however slowly it is made. */
static void
test_film (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpPlayerPipeline) pipeline = NULL;

  g_string_assign (fixture->playlist, "chunk.ts\n#EXT-X-DISCONTINUITY\nchunk.ts\n#EXT-X-ENDLIST");
  pipeline = play (fixture, "stream/playlist.m3u8", TRUE);
  g_assert_true (sp_player_pipeline_get_streaming (pipeline));
  g_assert_true (sp_player_pipeline_get_live (pipeline));
  component_test_wait (is_over, fixture);

  g_assert_null (fixture->failure);
  g_assert_cmpuint (fixture->n_segments, ==, 2);
  g_assert_cmpuint (fixture->n_looks, ==, 4);
  g_assert_cmpuint (fixture->n_trusted, ==, fixture->n_looks + 2);
  g_assert_false (sp_player_pipeline_get_live (pipeline));
  g_assert_true (sp_player_pipeline_get_ended (pipeline));
  g_assert_nonnull (sp_player_pipeline_get_frame (pipeline));
  g_assert_cmpfloat (sp_player_pipeline_get_duration (pipeline), ==, 2);
  g_test_message ("It ended at %f", sp_player_pipeline_get_position (pipeline));
  g_assert_cmpfloat (sp_player_pipeline_get_position (pipeline), >, 3.9);
  g_assert_cmpfloat (sp_player_pipeline_get_position (pipeline), <, 4.8);
}

static void
test_sound (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpPlayerPipeline) pipeline = NULL;

  g_string_assign (fixture->playlist, "tone.mp3\ntone.mp3\n#EXT-X-ENDLIST");
  fixture->n_at_first = 2;
  pipeline = play (fixture, "stream/playlist.m3u8", FALSE);
  component_test_wait (is_over, fixture);
  g_assert_null (fixture->failure);
  g_assert_true (fixture->ready);
  g_assert_cmpuint (fixture->n_segments, ==, 2);
}

static void
test_body (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpPlayerPipeline) pipeline = play (fixture, "stream/body", FALSE);

  component_test_wait (is_over, fixture);
  g_assert_null (fixture->failure);
  g_assert_true (fixture->ready);
  g_assert_cmpfloat (sp_player_pipeline_get_position (pipeline), >, 0.9);
}

/* What came is played; then it is told what is wrong. */
static void
test_lost_part (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpPlayerPipeline) pipeline = NULL;

  g_string_assign (fixture->playlist, "tone.mp3\nno-such-file.aac\n#EXT-X-ENDLIST");
  fixture->n_at_first = 2;
  pipeline = play (fixture, "stream/playlist.m3u8", FALSE);
  component_test_wait (is_over, fixture);
  g_assert_true (fixture->ready);
  g_assert_false (fixture->ended);
  g_assert_cmpstr (fixture->failure, ==, "The app lost a part of the stream.");
  g_assert_false (sp_player_pipeline_get_playing (pipeline));
}

static void
check_failure (Fixture *fixture, const char *playlist, const char *path, const char *failure)
{
  g_autoptr (SpPlayerPipeline) pipeline = NULL;

  g_string_assign (fixture->playlist, playlist);
  fixture->n_at_first = 1;
  pipeline = play (fixture, path, FALSE);
  component_test_wait (is_over, fixture);
  g_assert_cmpstr (fixture->failure, ==, failure);
  g_assert_false (sp_player_pipeline_get_playing (pipeline));
  g_clear_pointer (&fixture->failure, g_free);
  fixture->ended = fixture->ready = FALSE;
  fixture->n_looks = 0;
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const char *no_stream = "The app sent something that is no stream.";

  check_failure (fixture, "", "gone/playlist.m3u8",
                 "The app no longer has this stream. Run it again.");
  check_failure (fixture, "file:///etc/passwd\n#EXT-X-ENDLIST", "stream/playlist.m3u8", no_stream);
  check_failure (fixture, "ftp://example.org/a.aac\n#EXT-X-ENDLIST", "stream/playlist.m3u8", no_stream);
  check_failure (fixture, "notes.txt\n#EXT-X-ENDLIST", "stream/playlist.m3u8",
                 "This is no sound that can be played. Open it with another program.");

  g_clear_object (&fixture->server);
  check_failure (fixture, "", "stream/playlist.m3u8", "The app can no longer be reached.");
}

/* The secret is for the app's own server. */
static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpPlayerPipeline) pipeline = NULL;

  g_string_printf (fixture->playlist, "%stone.mp3\n#EXT-X-ENDLIST", fixture->elsewhere_uri);
  fixture->n_at_first = 1;
  pipeline = play (fixture, "stream/playlist.m3u8", FALSE);
  component_test_wait (is_over, fixture);
  g_assert_null (fixture->failure);
  g_assert_cmpuint (fixture->n_trusted, ==, fixture->n_looks);
  g_assert_cmpuint (fixture->n_leaked, ==, 0);
}

static void
next_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture           *fixture = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) piece = sp_stream_reader_next_finish (SP_STREAM_READER (source), result, &error);

  if (piece == NULL)
    failed_cb (fixture, error->message);
}

static void
test_patience (Fixture *fixture, gconstpointer data)
{
  g_autofree char           *uri = g_strconcat (fixture->uri, "stream/playlist.m3u8", NULL);
  g_autoptr (SpStreamReader) reader = sp_stream_reader_new (uri, NULL);

  sp_stream_reader_set_patience (reader, 1);
  sp_stream_reader_next_async (reader, NULL, next_cb, fixture);
  component_test_wait (is_over, fixture);
  g_assert_cmpstr (fixture->failure, ==, "The app stopped sending.");
  g_assert_false (sp_stream_reader_get_complete (reader));
}

/* Nobody waits for what nobody wants any more. */
static void
test_let_go (Fixture *fixture, gconstpointer data)
{
  SpPlayerPipeline *pipeline = NULL;

  g_string_assign (fixture->playlist, "tone.mp3");
  pipeline = play (fixture, "stream/playlist.m3u8", FALSE);
  media_test_finalize (pipeline);
  g_assert_null (fixture->failure);
}

static void
test_playlist (void)
{
  static const char         text[] = "#EXTM3U\r\n#EXT-X-MEDIA-SEQUENCE:7\r\n#EXTINF:0.5,title\r\na.aac\r\n\r\n"
                                     "#EXTINF:nan\nb.aac?x=1\n#EXTINF:1e300,\nc\n#EXT-X-ENDLIST\nd.aac";
  g_autoptr (SpPlaylist)    playlist = sp_playlist_parse (text, strlen (text));
  const SpPlaylistSegment **segments = NULL;

  g_assert_nonnull (playlist);
  segments = (const SpPlaylistSegment **) playlist->segments->pdata;
  g_assert_cmpuint (playlist->first, ==, 7);
  g_assert_cmpuint (playlist->segments->len, ==, 3);
  g_assert_true (playlist->ended);
  g_assert_cmpstr (segments[0]->uri, ==, "a.aac");
  g_assert_cmpfloat (segments[0]->duration, ==, 0.5);
  g_assert_cmpstr (segments[1]->uri, ==, "b.aac?x=1");
  g_assert_cmpfloat (segments[1]->duration, ==, 0);
  g_assert_true (isfinite (segments[2]->duration));

  g_assert_null (sp_playlist_parse ("", 0));
  g_assert_null (sp_playlist_parse ("<html>", 6));
  g_assert_null (sp_playlist_parse ("#EXT\xff\0M3U", 9));
}

static void
test_times (void)
{
  g_autofree char   *path = g_test_build_filename (G_TEST_DIST, "media", "chunk.ts", NULL);
  g_autofree guint8 *data = NULL;
  g_autofree guint8 *copy = NULL;
  g_autofree guint8 *other = NULL;
  gsize              length = 0;

  g_assert_true (g_file_get_contents (path, (char **) &data, &length, NULL));
  copy = g_memdup2 (data, length);
  other = g_memdup2 (data, length);

  /* Wherever a segment started before, it starts at the same place now. */
  g_assert_cmpfloat (sp_ts_shift (copy, length, 3), >, 1);
  g_assert_cmpint (memcmp (data, copy, length), !=, 0);
  g_assert_cmpfloat (sp_ts_shift (other, length, 90000), >, 1);
  g_assert_cmpfloat (sp_ts_shift (other, length, 3), >, 1);
  g_assert_cmpmem (copy, length, other, length);

  /* What is cut, or something else, stays as it is. */
  g_assert_cmpfloat (sp_ts_shift (copy, length - 1, 9), <, 0);
  copy[188] = 0;
  g_assert_cmpfloat (sp_ts_shift (copy, length, 9), <, 0);
  g_assert_cmpfloat (sp_ts_shift (copy, 0, 9), <, 0);
  g_assert_cmpmem (copy + 189, length - 189, other + 189, length - 189);
}

/* Bytes that lie about themselves are read within their bounds. */
static void
test_hostile_times (void)
{
  g_autoptr (GRand)  random = g_rand_new_with_seed (1);
  g_autofree guint8 *data = g_malloc (188 * 64);

  for (guint round = 0; round < 200; round++) {
    for (gsize i = 0; i < 188 * 64; i++)
      data[i] = i % 188 == 0 ? 0x47 : (guint8) g_rand_int (random);
    for (gsize i = 0; i < 64; i++)
      data[i * 188 + 4] = (guint8) g_rand_int_range (random, 150, 256);
    sp_ts_shift (data, 188 * 64, round);
    g_assert_cmpuint (data[0], ==, 0x47);
  }
}

/* The app has stopped meanwhile. */
static void
test_no_socket (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  check_failure (fixture, "", "stream/playlist.m3u8", "The app can no longer be reached.");
}

#define ADD(name, func) g_test_add ("/player-stream/" name, Fixture, NULL, set_up, func, tear_down)
#define ADD_ON_SOCKET(name, func) \
  g_test_add ("/player-stream/socket/" name, Fixture, NULL, set_up_on_socket, func, tear_down)

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/player-stream/playlist", test_playlist);
  g_test_add_func ("/player-stream/times", test_times);
  g_test_add_func ("/player-stream/hostile-times", test_hostile_times);
  ADD ("film", test_film);
  ADD ("sound", test_sound);
  ADD ("body", test_body);
  ADD ("lost-part", test_lost_part);
  ADD ("refused", test_refused);
  ADD ("elsewhere", test_elsewhere);
  ADD ("patience", test_patience);
  ADD ("let-go", test_let_go);
  ADD_ON_SOCKET ("film", test_film);
  ADD_ON_SOCKET ("body", test_body);
  ADD_ON_SOCKET ("elsewhere", test_elsewhere);
  ADD_ON_SOCKET ("missing", test_no_socket);
  component_test_use_gstreamer ();

  return g_test_run ();
}
