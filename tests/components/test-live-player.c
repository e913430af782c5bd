/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sound, film and pictures of a real server (tests/apps/proto_stream.py), shown while they are made. */
#include "../gradio/live-fixture.h"
#include "media-test.h"
#include "sp-picture.h"
#include "sp-player.h"
#include "sp-single-file.h"

#include <glib/gstdio.h>

#include <string.h>

typedef struct {
  SpComponent *component;
  SpPlayer    *player;
  GString     *events;
  gboolean     was_live;
} Page;

static void
partial_cb (GradioJob *job, Page *page)
{
  g_autoptr (JsonArray) returns = gradio_job_dup_returns (job);

  if (returns != NULL && json_array_get_length (returns) > 0)
    sp_component_set_value (page->component, json_array_get_element (returns, 0));
}

static gboolean
has_stopped (gpointer user_data)
{
  Page *page = user_data;

  page->was_live |= sp_player_get_live (page->player);
  g_assert_null (sp_player_get_error_text (page->player));

  return strstr (page->events->str, "end ") != NULL;
}

static gboolean
is_ready (gpointer user_data)
{
  g_assert_null (sp_player_get_error_text (user_data));

  return sp_player_get_ready (user_data) && sp_player_get_duration (user_data) > 0;
}

static gboolean
is_done (gpointer user_data)
{
  return ((Live *) user_data)->done;
}

static void
downloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gradio_client_download_finish (GRADIO_CLIENT (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

/* All of it can be saved as one file. */
static void
check_saved (Live *live, SpComponent *component, const char *magic, gsize offset)
{
  GradioFile       *file = sp_single_file_get_file (SP_SINGLE_FILE (component));
  g_autofree char  *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char  *path = g_build_filename (folder, "whole", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autofree char  *data = NULL;
  gsize             length = 0;
  gboolean          done = FALSE;

  gradio_client_download_async (live->client, file, target, NULL, NULL, NULL, NULL,
                                downloaded_cb, &done);
  component_test_wait (is_true, &done);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_cmpuint (length, >, 1000);
  g_assert_cmpmem (data + offset, strlen (magic), magic, strlen (magic));
  g_file_delete (target, NULL, NULL);
  g_rmdir (folder);
}

static void
check (Live *live, const char *type, const char *endpoint, const char *magic, gsize offset)
{
  Page                  page = { .component = component_test_new (type) };
  g_autoptr (GString)   events = component_test_watch (page.component);
  GtkWindow            *window = media_test_show (GTK_WIDGET (page.component));
  g_autoptr (GradioJob) job = NULL;

  page.events = events;
  page.player = SP_PLAYER (component_test_find (GTK_WIDGET (page.component), SP_TYPE_PLAYER, 0));
  sp_component_set_client (page.component, live->client);
  sp_component_set_interactive (page.component, FALSE);
  component_test_set_props (page.component, "{'autoplay':true,'streaming':true}");
  job = live_submit (live, endpoint, "[3]");
  g_signal_connect (job, "partial", G_CALLBACK (partial_cb), &page);
  component_test_wait (has_stopped, &page);
  component_test_wait (is_done, live);
  g_assert_true (page.was_live);
  g_assert_false (sp_player_get_live (page.player));
  g_assert_null (strchr (events->str, '!'));
  g_assert_true (g_str_has_prefix (events->str, "change play "));
  g_assert_nonnull (strstr (events->str, "pause stop end "));

  if (live_has_version (5, 0)) {
    check_saved (live, page.component, magic, offset);
    sp_player_play (page.player); /* once more, from the whole */
    component_test_wait (is_ready, page.player);
    g_assert_true (sp_player_get_playing (page.player));
    g_assert_cmpfloat (sp_player_get_duration (page.player), >, 1.4);
  } else {
    sp_player_play (page.player);
    g_assert_nonnull (sp_player_get_error_text (page.player));
  }

  gtk_window_destroy (window);
  media_test_finalize (page.component);
}

static void
test_sound (Live *live, gconstpointer data)
{
  check (live, "audio", "/speak", "RIFF", 0);
}

static void
test_film (Live *live, gconstpointer data)
{
  check (live, "video", "/film", "ftyp", 4);
}

typedef struct {
  SpPicture  *picture;
  GdkTexture *texture; /* what was seen last */
} Screen;

static guint8
get_red (GdkTexture *texture)
{
  guint32 pixels[8 * 8];

  g_assert_cmpint (gdk_texture_get_width (texture), ==, 8);
  gdk_texture_download (texture, (guchar *) pixels, 8 * 4);

  return pixels[0] >> 16 & 0xff;
}

/* The last frame is gray 12 * 20, more or less: it was compressed. */
static gboolean
is_last_seen (gpointer user_data)
{
  Screen     *screen = user_data;
  GdkTexture *texture = sp_picture_get_texture (screen->picture);

  g_assert_null (sp_picture_get_error_text (screen->picture));
  g_assert_true (screen->texture == NULL || texture != NULL); /* no gap between two frames */
  if (texture == NULL || texture == screen->texture)
    return FALSE;

  g_set_object (&screen->texture, texture);

  return ABS (get_red (texture) - 12 * 20) <= 6;
}

/* Frames of Gradio 3 are texts with all of them in, those of later ones files of the server's. */
static void
test_frames (Live *live, gconstpointer data)
{
  Page                  page = { .component = component_test_new ("image") };
  GtkWindow            *window = media_test_show (GTK_WIDGET (page.component));
  Screen                screen = { 0 };
  g_autoptr (GradioJob) job = NULL;

  screen.picture = SP_PICTURE (component_test_find (GTK_WIDGET (page.component), SP_TYPE_PICTURE, 0));
  sp_component_set_client (page.component, live->client);
  sp_component_set_interactive (page.component, FALSE);
  job = live_submit (live, "/frames", "[13]");
  g_signal_connect (job, "partial", G_CALLBACK (partial_cb), &page);
  component_test_wait (is_last_seen, &screen);
  component_test_wait (is_done, live);

  gtk_window_destroy (window);
  media_test_finalize (page.component);
  g_clear_object (&screen.texture);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add ("/live-player/sound", Live, NULL, live_set_up, test_sound, live_tear_down);
  if (live_has_version (5, 0))
    g_test_add ("/live-player/film", Live, NULL, live_set_up, test_film, live_tear_down);
  g_test_add ("/live-player/frames", Live, NULL, live_set_up, test_frames, live_tear_down);
  component_test_use_gstreamer ();

  return g_test_run ();
}
