/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-player.h"
#include "sp-time-format.h"

/* Whether it can be played, or must be refused with words. */
static const struct {
  const char *name;
  gboolean    plays;
} samples[] = {
  { "mono48k.wav", TRUE },
  { "stereo44k.wav", TRUE },
  { "mono8k.wav", TRUE },
  { "mono24bit.wav", TRUE },
  { "float32.wav", TRUE },
  { "silence.wav", TRUE },
  { "tone.mp3", TRUE },
  { "tone.ogg", TRUE },
  { "tone.opus", TRUE },
  { "tone.flac", TRUE },
  { "tone.webm", TRUE },
  { "clip.webm", TRUE },
  { "notes.txt", FALSE },
  { "binary.bin", FALSE },
  { "rgb.png", FALSE },
  { "empty.txt", FALSE },
  { "no-such-file.wav", FALSE },
};

static gboolean
is_settled (gpointer user_data)
{
  return sp_player_get_ready (user_data) || sp_player_get_error_text (user_data) != NULL;
}

static void
test_samples (void)
{
  SpPlayer  *player = SP_PLAYER (g_object_ref_sink (sp_player_new ()));
  GtkWindow *window = media_test_show (GTK_WIDGET (player));

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (GradioFile) file = media_test_gradio_file (samples[i].name);

    sp_player_set_file (player, file, NULL);
    component_test_wait (is_settled, player);
    g_test_message ("%s: %f %s", samples[i].name, sp_player_get_duration (player),
                    sp_player_get_error_text (player));
    g_assert_cmpint (sp_player_get_error_text (player) == NULL, ==, samples[i].plays);
    g_assert_cmpint (sp_player_get_duration (player) > 0, ==, samples[i].plays);
  }

  gtk_window_destroy (window);
  media_test_finalize (player);
}

static void
event_cb (GString *events, const char *name)
{
  g_string_append_printf (events, "%s ", name);
}

static gboolean
has_stopped (gpointer user_data)
{
  return strstr (((GString *) user_data)->str, "stop") != NULL;
}

static void
test_events (void)
{
  g_autoptr (GString)    events = g_string_new (NULL);
  g_autoptr (GradioFile) file = media_test_gradio_file ("mono48k.wav");
  SpPlayer              *player = SP_PLAYER (g_object_ref_sink (sp_player_new ()));
  GtkWindow             *window = NULL;

  g_signal_connect_swapped (player, "event", G_CALLBACK (event_cb), events);
  sp_player_set_file (player, file, NULL);
  sp_player_play (player); /* It plays as soon as it is on the screen. */
  g_assert_false (sp_player_get_playing (player));
  window = media_test_show (GTK_WIDGET (player));
  component_test_wait (is_settled, player);
  g_assert_true (sp_player_get_playing (player));

  sp_player_pause (player);
  g_assert_false (sp_player_get_playing (player));
  sp_player_seek (player, sp_player_get_duration (player) - 0.1);
  sp_player_play (player);
  component_test_wait (has_stopped, events);
  g_assert_cmpstr (events->str, ==, "play pause play pause stop ");

  gtk_window_destroy (window);
  media_test_finalize (player);
}

static void
test_finalize_while_playing (void)
{
  g_autoptr (GradioFile) file = media_test_gradio_file ("tone.flac");
  SpPlayer              *player = SP_PLAYER (g_object_ref_sink (sp_player_new ()));
  GtkWindow             *window = media_test_show (GTK_WIDGET (player));

  sp_player_set_loop (player, TRUE);
  sp_player_set_file (player, file, NULL);
  sp_player_play (player);
  component_test_wait (is_settled, player);
  gtk_widget_activate_action (GTK_WIDGET (player), "player.mute", NULL);
  gtk_widget_activate_action (GTK_WIDGET (player), "player.seek", "d", 5.0);
  gtk_widget_activate_action (GTK_WIDGET (player), "player.toggle", NULL);
  gtk_widget_activate_action (GTK_WIDGET (player), "player.toggle", NULL);
  g_assert_true (sp_player_get_playing (player));

  gtk_window_destroy (window);
  media_test_finalize (player);
}

static void
test_remote_without_client (void)
{
  g_autoptr (JsonNode)   node = component_test_parse ("{'path':'/tmp/a.wav','meta':{'_type':'gradio.FileData'}}");
  g_autoptr (GradioFile) file = gradio_file_new_from_json (node);
  SpPlayer              *player = SP_PLAYER (g_object_ref_sink (sp_player_new ()));
  GtkWindow             *window = media_test_show (GTK_WIDGET (player));

  sp_player_set_file (player, file, NULL);
  sp_player_play (player);
  g_assert_false (sp_player_get_playing (player));
  sp_player_set_file (player, NULL, NULL);

  gtk_window_destroy (window);
  g_assert_finalize_object (player);
}

static void
test_times (void)
{
  const struct {
    double      seconds;
    const char *text;
  } cases[] = { { 0, "0:00" }, { 5.9, "0:05" }, { 750, "12:30" }, { 3723, "1:02:03" }, { -1, "0:00" }, { G_MAXDOUBLE, "9999:00:00" }, { G_MAXDOUBLE * 10, "0:00" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = sp_time_format (cases[i].seconds);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/player/samples", test_samples);
  g_test_add_func ("/player/events", test_events);
  g_test_add_func ("/player/finalize-while-playing", test_finalize_while_playing);
  g_test_add_func ("/player/remote-without-client", test_remote_without_client);
  g_test_add_func ("/player/times", test_times);

  component_test_use_gstreamer ();

  return g_test_run ();
}
