/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-drop-zone.h"
#include "sp-player.h"
#include "sp-sound-trimmer.h"
#include "sp-trim-handle.h"

#include <math.h>

static void
test_generations (void)
{
  component_test_generations ("audio");
}

static void
test_hostile (void)
{
  component_test_hostile ("audio");
}

static gboolean
is_settled (gpointer user_data)
{
  return sp_player_get_duration (user_data) > 0 || sp_player_get_error_text (user_data) != NULL;
}

static gboolean
is_playing (gpointer user_data)
{
  return sp_player_get_playing (user_data);
}

static void
test_output (void)
{
  SpComponent         *audio = component_test_new ("audio");
  GtkWindow           *window = media_test_show (GTK_WIDGET (audio));
  SpPlayer            *player = NULL;
  g_autoptr (GString)  events = component_test_watch (audio);
  g_autoptr (JsonNode) value = media_test_dup_value ("tone.mp3");
  g_autoptr (JsonNode) broken = media_test_dup_value ("binary.bin");

  player = SP_PLAYER (component_test_find (GTK_WIDGET (audio), SP_TYPE_PLAYER, 0));
  sp_component_set_interactive (audio, FALSE);
  component_test_set_props (audio, "{'autoplay':true,'loop':true}");
  sp_component_set_value (audio, value);
  component_test_wait (is_playing, player);
  g_assert_nonnull (strstr (events->str, "play"));

  component_test_set_props (audio, "{'autoplay':false}");
  sp_component_set_value (audio, broken);
  g_assert_false (sp_player_get_playing (player));
  component_test_wait (is_settled, player);
  g_assert_nonnull (sp_player_get_error_text (player));

  gtk_window_destroy (window);
  media_test_finalize (audio);
}

static gboolean
has_ended (gpointer user_data)
{
  return g_str_has_suffix (((GString *) user_data)->str, "end ");
}

/* An app that talks starts to listen again at `stop`, so that must come at the end and only there. */
static void
test_events (void)
{
  SpComponent         *audio = component_test_new ("audio");
  GtkWindow           *window = media_test_show (GTK_WIDGET (audio));
  g_autoptr (GString)  events = component_test_watch (audio);
  g_autoptr (JsonNode) value = media_test_dup_value ("mono48k.wav");
  SpPlayer            *player = SP_PLAYER (component_test_find (GTK_WIDGET (audio), SP_TYPE_PLAYER, 0));

  sp_component_set_value (audio, value);
  component_test_wait (is_settled, player);
  g_assert_cmpstr (events->str, ==, "change ");
  gtk_widget_activate_action (GTK_WIDGET (player), "player.toggle", NULL);
  gtk_widget_activate_action (GTK_WIDGET (player), "player.toggle", NULL);
  gtk_widget_activate_action (GTK_WIDGET (player), "player.toggle", NULL);
  component_test_wait (has_ended, events);
  g_assert_cmpstr (events->str, ==, "change play pause play pause stop end ");

  g_string_truncate (events, 0);
  sp_player_play (player); /* once more, from the start */
  sp_component_set_value (audio, NULL);
  g_assert_cmpstr (events->str, ==, "play change "); /* It was not played to its end. */

  gtk_window_destroy (window);
  media_test_finalize (audio);
}

typedef struct {
  SpPlayer *player;
  double    seconds;
} Place;

static gboolean
is_back (gpointer user_data)
{
  Place   *place = user_data;
  double   seconds = sp_player_get_position (place->player);
  gboolean back = seconds < place->seconds;

  place->seconds = seconds;

  return back;
}

/* What plays again and again does not end. */
static void
test_loop (void)
{
  SpComponent         *audio = component_test_new ("audio");
  GtkWindow           *window = media_test_show (GTK_WIDGET (audio));
  g_autoptr (GString)  events = component_test_watch (audio);
  g_autoptr (JsonNode) value = media_test_dup_value ("mono48k.wav");
  Place                place = { NULL, 0 };

  place.player = SP_PLAYER (component_test_find (GTK_WIDGET (audio), SP_TYPE_PLAYER, 0));
  component_test_set_props (audio, "{'loop':true}");
  sp_component_set_value (audio, value);
  sp_player_play (place.player);
  component_test_wait (is_back, &place);
  g_assert_cmpstr (events->str, ==, "change play ");
  g_assert_true (sp_player_get_playing (place.player));

  gtk_window_destroy (window);
  media_test_finalize (audio);
}

static gboolean
is_there (gpointer user_data)
{
  Place *place = user_data;

  g_assert_null (sp_player_get_error_text (place->player));

  return sp_player_get_ready (place->player) &&
         fabs (sp_player_get_position (place->player) - place->seconds) < 0.01;
}

static void
wait_for_position (SpPlayer *player, double seconds)
{
  component_test_wait (is_there, &(Place){ player, seconds });
}

static void
test_position (void)
{
  SpComponent         *audio = component_test_new ("audio");
  GtkWindow           *window = media_test_show (GTK_WIDGET (audio));
  g_autoptr (JsonNode) value = media_test_dup_value ("mono48k.wav"); /* half a second */
  SpPlayer            *player = SP_PLAYER (component_test_find (GTK_WIDGET (audio), SP_TYPE_PLAYER, 0));

  component_test_set_props (audio, "{'playback_position':0.1}"); /* the value to come */
  sp_component_set_value (audio, value);
  wait_for_position (player, 0.1);
  component_test_set_props (audio, "{'playback_position':0.3}");
  wait_for_position (player, 0.3);
  component_test_set_props (audio, "{'playback_position':0}"); /* what an app sends that means no place */
  g_assert_cmpfloat (sp_player_get_position (player), >, 0.2);

  component_test_set_props (audio, "{'playback_position':0.2,'value':{}}");
  g_assert_cmpfloat (sp_player_get_position (player), >, 0.25); /* That is of the next value. */
  sp_component_set_value (audio, value);
  wait_for_position (player, 0.2);
  sp_component_set_value (audio, value);
  wait_for_position (player, 0);
  component_test_set_props (audio, "{'playback_position':1e300}");
  wait_for_position (player, 0.5);

  gtk_window_destroy (window);
  media_test_finalize (audio);
}

static void
test_skip (void)
{
  SpComponent         *audio = component_test_new ("audio");
  GtkWindow           *window = media_test_show (GTK_WIDGET (audio));
  g_autoptr (JsonNode) value = media_test_dup_value ("mono48k.wav");
  SpPlayer            *player = SP_PLAYER (component_test_find (GTK_WIDGET (audio), SP_TYPE_PLAYER, 0));
  GtkWidget           *button = component_test_find (GTK_WIDGET (player), GTK_TYPE_BUTTON, 0);

  sp_component_set_value (audio, value);
  component_test_wait (is_settled, player);
  g_assert_cmpstr (gtk_button_get_icon_name (GTK_BUTTON (button)), ==, "media-seek-backward-symbolic");
  g_assert_false (gtk_widget_get_visible (button));
  component_test_set_props (audio, "{'waveform_options':{'skip_length':40}}");
  g_assert_true (gtk_widget_get_visible (button));
  gtk_widget_activate_action (GTK_WIDGET (player), "player.skip", "i", 1);
  wait_for_position (player, 0.2);
  component_test_press (GTK_WIDGET (player), GDK_KEY_l, 0);
  wait_for_position (player, 0.4);
  gtk_widget_activate (button);
  wait_for_position (player, 0.2);
  component_test_set_props (audio, "{'waveform_options':{'skip_length':0}}");
  g_assert_false (gtk_widget_get_visible (button));

  gtk_window_destroy (window);
  media_test_finalize (audio);
}

/* Nothing that a server says of how it is played does any harm. */
static void
test_hostile_props (void)
{
  static const char *const names[] = { "playback_position", "subtitles", "loop", "autoplay" };
  static const char *const values[] = { "null", "true", "-1", "-1e300", "1e300", "9223372036854775807", "'x'",
                                        "[]", "[null,[],{},'x',1]", "{}", "{'path':[]}",
                                        "[{'text':'a','timestamp':[1e300,-1e300]},{'text':[],'start':0,'end':1}]" };

  SpComponent         *audio = component_test_new ("audio");
  GtkWindow           *window = media_test_show (GTK_WIDGET (audio));
  g_autoptr (JsonNode) value = media_test_dup_value ("mono48k.wav");
  g_autoptr (JsonNode) after = NULL;

  sp_component_set_value (audio, value);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (values); j++) {
      g_autofree char *props = g_strdup_printf ("{'%s':%s,'waveform_options':{'skip_length':%s}}", names[i],
                                                values[j], values[j]);

      component_test_set_props (audio, props);
      if (j == G_N_ELEMENTS (values) / 2)
        component_test_wait (is_settled, component_test_find (GTK_WIDGET (audio), SP_TYPE_PLAYER, 0));
    }
  }
  after = sp_component_dup_value (audio);
  g_assert_true (gradio_json_equal (after, value));

  gtk_window_destroy (window);
  media_test_finalize (audio);
}

static gboolean
says_hello (gpointer user_data)
{
  return g_str_equal (gtk_label_get_text (user_data), "Hello");
}

static gboolean
says_nothing (gpointer user_data)
{
  return *gtk_label_get_text (user_data) == '\0';
}

/* As the servers send them, and as authors write them; what is wrong in them is left out. */
static void
test_subtitles (void)
{
  static const char *const sources[] = {
    "{'subtitles':[{'start':0.2,'end':0.4,'text':'Hello'},null,7,{},{'text':'x','start':'a'},"
    "{'text':3,'start':0,'end':9},{'text':'y','start':5,'end':1}]}",
    "{'subtitles':[{'timestamp':[0.2,0.4],'text':'Hello'},{'timestamp':[0,null],'text':'x'},"
    "{'timestamp':[0,9,9],'text':'x'},{'timestamp':0,'text':'x'}]}",
  };

  SpComponent         *audio = component_test_new ("audio");
  GtkWindow           *window = media_test_show (GTK_WIDGET (audio));
  g_autoptr (JsonNode) value = media_test_dup_value ("mono48k.wav");
  SpPlayer            *player = SP_PLAYER (component_test_find (GTK_WIDGET (audio), SP_TYPE_PLAYER, 0));
  GtkWidget           *caption = component_test_find (GTK_WIDGET (player), GTK_TYPE_LABEL, 1);

  sp_component_set_value (audio, value);
  component_test_wait (is_settled, player);
  g_assert_false (gtk_widget_get_visible (caption));
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++) {
    component_test_set_props (audio, sources[i]);
    g_assert_cmpuint (sp_subtitles_get_n_lines (sp_player_get_subtitles (player)), ==, 1);
    g_assert_true (gtk_widget_get_visible (caption)); /* Its place is kept free. */
    sp_player_seek (player, 0.3);
    component_test_wait (says_hello, caption);
    sp_player_seek (player, 0.1);
    component_test_wait (says_nothing, caption);
    gtk_widget_activate_action (GTK_WIDGET (player), "player.subtitles", NULL);
    g_assert_false (gtk_widget_get_visible (caption));
    gtk_widget_activate_action (GTK_WIDGET (player), "player.subtitles", NULL);
    component_test_set_props (audio, "{'subtitles':null}");
    g_assert_false (gtk_widget_get_visible (caption));
  }

  gtk_window_destroy (window);
  media_test_finalize (audio);
}

static gboolean
has_lines (gpointer user_data)
{
  return sp_subtitles_get_n_lines (user_data) > 0;
}

static void
test_subtitle_file (void)
{
  SpComponent           *audio = component_test_new ("audio");
  g_autoptr (JsonNode)   file = media_test_dup_value ("words.vtt");
  g_autoptr (JsonObject) props = json_object_new ();
  SpPlayer              *player = SP_PLAYER (component_test_find (GTK_WIDGET (audio), SP_TYPE_PLAYER, 0));

  json_object_set_member (props, "subtitles", g_steal_pointer (&file));
  sp_component_set_props (audio, props);
  component_test_wait (has_lines, sp_player_get_subtitles (player));
  media_test_finalize (audio);
}

static gboolean
has_file (gpointer user_data)
{
  return sp_drop_zone_get_filled (user_data);
}

static gboolean
has_error (gpointer user_data)
{
  return sp_component_get_error_text (user_data) != NULL;
}

static void
test_input (void)
{
  SpComponent          *audio = component_test_new ("audio");
  g_autoptr (GString)   events = component_test_watch (audio);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (JsonNode)  expected = media_test_dup_value ("mono48k.wav");
  g_autoptr (JsonNode)  value = NULL;
  SpDropZone           *zone = NULL;

  zone = SP_DROP_ZONE (component_test_find (GTK_WIDGET (audio), SP_TYPE_DROP_ZONE, 0));
  g_ptr_array_add (files, media_test_file ("rgb.png"));
  sp_drop_zone_take_files (zone, files);
  component_test_wait (has_error, audio);

  g_ptr_array_set_size (files, 0);
  g_ptr_array_add (files, media_test_file ("mono48k.wav"));
  sp_drop_zone_take_files (zone, files);
  component_test_wait (has_file, zone);
  g_assert_cmpstr (events->str, ==, "upload change input ");
  value = sp_component_dup_value (audio);
  g_assert_true (gradio_json_equal (value, expected));
  media_test_finalize (audio);
}

static gboolean
is_ready (gpointer user_data)
{
  return sp_sound_trimmer_get_ready (user_data);
}

static gboolean
has_changed (gpointer user_data)
{
  return strstr (((GString *) user_data)->str, "input") != NULL;
}

/* The length and what is in it, without the header. */
static GBytes *
load_samples (SpComponent *audio)
{
  g_autoptr (GPtrArray) files = SP_COMPONENT_GET_CLASS (audio)->dup_files (audio);
  g_autoptr (GBytes)    bytes = g_file_load_bytes (gradio_file_get_local (files->pdata[0]), NULL, NULL, NULL);

  g_assert_nonnull (bytes);

  return g_bytes_new_from_bytes (bytes, 44, g_bytes_get_size (bytes) - 44);
}

/* A part is exact to the sample, and the whole can be had back. */
static void
test_trim (void)
{
  SpComponent         *audio = component_test_new ("audio");
  GtkWindow           *window = media_test_show (GTK_WIDGET (audio));
  g_autoptr (GString)  events = component_test_watch (audio);
  g_autoptr (JsonNode) value = media_test_dup_value ("mono48k.wav");
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (GBytes)   whole = NULL;
  g_autoptr (GBytes)   part = NULL;
  SpSoundTrimmer      *trimmer = NULL;
  GtkWidget           *to = NULL;
  const guint8        *data = NULL;
  gsize                from = 48000 / 10 * 2; /* 0.1 s of 16 bits */

  sp_component_set_interactive (audio, TRUE);
  sp_component_set_value (audio, value);
  whole = load_samples (audio);
  gtk_widget_activate_action (GTK_WIDGET (audio), "audio.trim", NULL);
  trimmer = SP_SOUND_TRIMMER (component_test_find (GTK_WIDGET (audio), SP_TYPE_SOUND_TRIMMER, 0));
  component_test_wait (is_ready, trimmer);
  to = component_test_find (GTK_WIDGET (trimmer), SP_TYPE_TRIM_HANDLE, 1);
  for (int i = 0; i < 2; i++)
    g_assert_true (component_test_press (component_test_find (GTK_WIDGET (trimmer), SP_TYPE_TRIM_HANDLE, 0),
                                         GDK_KEY_Right, 0));
  g_assert_true (component_test_press (to, GDK_KEY_End, 0));
  g_assert_true (component_test_press (to, GDK_KEY_Left, 0));
  g_assert_true (component_test_press (GTK_WIDGET (trimmer), GDK_KEY_Return, 0));
  component_test_wait (has_changed, events);
  g_assert_cmpstr (events->str, ==, "change change input ");
  part = load_samples (audio);
  data = g_bytes_get_data (whole, NULL);
  g_assert_cmpuint (g_bytes_get_size (part), ==, g_bytes_get_size (whole) - from - from / 2);
  g_assert_cmpmem (data + from, g_bytes_get_size (part), g_bytes_get_data (part, NULL), g_bytes_get_size (part));

  gtk_widget_activate_action (GTK_WIDGET (audio), "audio.untrim", NULL);
  again = sp_component_dup_value (audio);
  g_assert_true (json_node_equal (value, again));
  gtk_window_destroy (window);
  media_test_finalize (audio);
}

/* Nothing changes when the user leaves, and what is no sound is told of in words. */
static void
test_trim_cancelled (void)
{
  SpComponent         *audio = component_test_new ("audio");
  GtkWindow           *window = media_test_show (GTK_WIDGET (audio));
  g_autoptr (JsonNode) value = media_test_dup_value ("tone.mp3");
  g_autoptr (JsonNode) broken = media_test_dup_value ("binary.bin");
  g_autoptr (JsonNode) same = NULL;
  SpSoundTrimmer      *trimmer = NULL;

  sp_component_set_interactive (audio, TRUE);
  sp_component_set_value (audio, value);
  gtk_widget_activate_action (GTK_WIDGET (audio), "audio.trim", NULL);
  trimmer = SP_SOUND_TRIMMER (component_test_find (GTK_WIDGET (audio), SP_TYPE_SOUND_TRIMMER, 0));
  component_test_wait (is_ready, trimmer);
  g_assert_true (component_test_press (GTK_WIDGET (trimmer), GDK_KEY_Escape, 0));
  g_assert_null (gtk_widget_get_parent (GTK_WIDGET (trimmer)));
  same = sp_component_dup_value (audio);
  g_assert_true (json_node_equal (value, same));

  sp_component_set_value (audio, broken);
  gtk_widget_activate_action (GTK_WIDGET (audio), "audio.trim", NULL);
  component_test_wait (has_error, audio);
  g_assert_nonnull (strstr (sp_component_get_error_text (audio), "cannot be read"));
  component_test_set_props (audio, "{'editable':false}");
  gtk_widget_activate_action (GTK_WIDGET (audio), "audio.trim", NULL);
  g_assert_null (gtk_widget_get_parent (GTK_WIDGET (trimmer)));
  gtk_window_destroy (window);
  media_test_finalize (audio);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/audio/generations", test_generations);
  g_test_add_func ("/audio/hostile", test_hostile);
  g_test_add_func ("/audio/output", test_output);
  g_test_add_func ("/audio/events", test_events);
  g_test_add_func ("/audio/loop", test_loop);
  g_test_add_func ("/audio/position", test_position);
  g_test_add_func ("/audio/skip", test_skip);
  g_test_add_func ("/audio/hostile-props", test_hostile_props);
  g_test_add_func ("/audio/subtitles", test_subtitles);
  g_test_add_func ("/audio/subtitle-file", test_subtitle_file);
  g_test_add_func ("/audio/input", test_input);

  component_test_use_gstreamer ();
  g_test_add_func ("/audio/trim", test_trim);
  g_test_add_func ("/audio/trim-cancelled", test_trim_cancelled);

  return g_test_run ();
}
