/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream is asked for with the headers of its app, and nobody else is. */
#include "media-test.h"
#include "sp-player-pipeline.h"

#include <gst/gst.h>
#include <libsoup/soup.h>

typedef struct {
  SoupServer *home;
  SoupServer *elsewhere;
  char       *home_uri;
  char       *elsewhere_uri;
  guint       n_trusted; /* requests at home with the header */
  guint       n_leaked;  /* requests elsewhere with it */
  guint       n_elsewhere;
  gboolean    settled;
} Fixture;

static void
serve_sound (SoupServerMessage *message)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "media", "mono48k.wav", NULL);
  char            *data = NULL;
  gsize            length = 0;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "audio/wav", SOUP_MEMORY_TAKE, data, length);
}

static gboolean
has_secret (SoupServerMessage *message)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (message), "x-secret") != NULL;
}

static void
home_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Fixture         *fixture = user_data;
  g_autofree char *target = g_strconcat (fixture->elsewhere_uri, "sound.wav", NULL);

  fixture->n_trusted += has_secret (message);
  if (g_str_equal (path, "/moved.wav"))
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, target);
  else
    serve_sound (message);
}

static void
elsewhere_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_elsewhere++;
  fixture->n_leaked += has_secret (message);
  serve_sound (message);
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
  fixture->home = soup_server_new (NULL, NULL);
  fixture->elsewhere = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->home, NULL, home_cb, fixture, NULL);
  soup_server_add_handler (fixture->elsewhere, NULL, elsewhere_cb, fixture, NULL);
  fixture->home_uri = listen_on (fixture->home);
  fixture->elsewhere_uri = listen_on (fixture->elsewhere);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->home);
  g_clear_object (&fixture->elsewhere);
  g_clear_pointer (&fixture->home_uri, g_free);
  g_clear_pointer (&fixture->elsewhere_uri, g_free);
}

static void
changed_cb (Fixture *fixture, SpPlayerPipeline *pipeline)
{
  fixture->settled |= sp_player_pipeline_get_ready (pipeline);
}

static void
failed_cb (Fixture *fixture)
{
  fixture->settled = TRUE;
}

static gboolean
is_settled (gpointer user_data)
{
  return ((Fixture *) user_data)->settled;
}

static SpPlayerPipeline *
play (Fixture *fixture, const char *path)
{
  g_autoptr (GHashTable)     headers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char           *uri = g_strconcat (fixture->home_uri, path, NULL);
  g_autoptr (SpStreamReader) reader = NULL;
  g_autoptr (GError)         error = NULL;
  SpPlayerPipeline          *pipeline = NULL;

  g_hash_table_insert (headers, (gpointer) "x-secret", (gpointer) "token");
  reader = sp_stream_reader_new (uri, headers);
  pipeline = sp_player_pipeline_new (NULL, reader, FALSE, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (pipeline, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect_swapped (pipeline, "failed", G_CALLBACK (failed_cb), fixture);
  component_test_wait (is_settled, fixture);

  return pipeline;
}

static void
test_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpPlayerPipeline) pipeline = play (fixture, "sound.wav");

  g_assert_true (sp_player_pipeline_get_ready (pipeline));
  g_assert_cmpuint (fixture->n_trusted, >, 0);
}

static void
test_not_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpPlayerPipeline) pipeline = play (fixture, "moved.wav");

  g_assert_cmpuint (fixture->n_trusted, >, 0);
  g_assert_cmpuint (fixture->n_leaked, ==, 0);
  g_assert_cmpuint (fixture->n_elsewhere, ==, 0);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add ("/player-headers/sent", Fixture, NULL, set_up, test_sent, tear_down);
  g_test_add ("/player-headers/not-elsewhere", Fixture, NULL, set_up, test_not_elsewhere, tear_down);
  component_test_use_gstreamer ();

  return g_test_run ();
}
