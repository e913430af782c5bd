/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sound component records. */
#include "media-test.h"
#include "sp-drop-zone.h"
#include "sp-microphone-view.h"

/* A sound component with a microphone, on the screen. */
typedef struct {
  SpComponent      *audio;
  GtkWindow        *window;
  GString          *events;
  SpMicrophoneView *view; /* once it records */
} Recording;

static void
recording_begin (Recording *recording, const char *props)
{
  media_test_set_microphone (TRUE);
  recording->audio = component_test_new ("audio");
  recording->window = media_test_show (GTK_WIDGET (recording->audio));
  recording->events = component_test_watch (recording->audio);
  sp_component_set_interactive (recording->audio, TRUE);
  component_test_set_props (recording->audio, props);
}

static void
recording_end (Recording *recording)
{
  gtk_window_destroy (recording->window);
  media_test_finalize (recording->audio);
  g_string_free (recording->events, TRUE);
  media_test_set_microphone (FALSE);
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  for (guint i = 0;; i++) { /* component_test_find() fails when there is none */
    GtkWidget *button = component_test_find (root, GTK_TYPE_BUTTON, i);

    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
      return button;
  }
}

static void
press_record (Recording *recording)
{
  g_signal_emit_by_name (find_button (GTK_WIDGET (recording->audio), "_Record"), "clicked");
  recording->view = SP_MICROPHONE_VIEW (component_test_find (GTK_WIDGET (recording->audio), SP_TYPE_MICROPHONE_VIEW, 0));
}

static gboolean
has_started (gpointer user_data)
{
  return strstr (((Recording *) user_data)->events->str, "start_recording") != NULL;
}

static gboolean
has_changed (gpointer user_data)
{
  return strstr (((Recording *) user_data)->events->str, "input") != NULL;
}

static gboolean
is_at_rest (gpointer user_data)
{
  Recording *recording = user_data;

  return recording->view == NULL || !sp_microphone_view_get_recording (recording->view);
}

/* What is offered is what the author lists, in the words of all generations. */
static void
test_sources (void)
{
  SpComponent *audio = component_test_new ("audio");
  SpDropZone  *zone = SP_DROP_ZONE (component_test_find (GTK_WIDGET (audio), SP_TYPE_DROP_ZONE, 0));
  GtkWidget   *record = find_button (GTK_WIDGET (audio), "_Record");
  GtkWidget   *choose = find_button (GTK_WIDGET (audio), "_Choose…");
  GtkWidget   *paste = find_button (GTK_WIDGET (audio), "_Paste");

  g_assert_false (gtk_widget_get_visible (record));
  component_test_set_props (audio, "{'sources':['upload','microphone']}");
  g_assert_true (gtk_widget_get_visible (record));
  g_assert_true (gtk_widget_get_visible (choose));
  g_assert_true (gtk_widget_get_visible (paste));
  component_test_set_props (audio, "{'sources':['microphone']}");
  g_assert_true (gtk_widget_get_visible (record));
  g_assert_false (gtk_widget_get_visible (choose));
  g_assert_false (gtk_widget_get_visible (paste));
  component_test_set_props (audio, "{'sources':['upload']}");
  g_assert_false (gtk_widget_get_visible (record));
  component_test_set_props (audio, "{'source':'microphone'}");
  g_assert_true (gtk_widget_get_visible (record));
  g_assert_true (sp_drop_zone_has_source (zone, "microphone"));
  g_assert_false (gtk_widget_get_visible (choose));
  sp_component_set_interactive (audio, FALSE);
  g_assert_false (gtk_widget_get_visible (record));
  g_assert_finalize_object (audio);
}

/* A recording is a value like a sound that was chosen. */
static void
test_record (void)
{
  Recording             recording = { 0 };
  g_autoptr (JsonNode)  value = NULL;
  g_autoptr (GPtrArray) files = NULL;

  recording_begin (&recording, "{'sources':['microphone']}");
  press_record (&recording);
  component_test_wait (has_started, &recording);
  gtk_widget_activate_action (GTK_WIDGET (recording.audio), "audio.record", NULL); /* does nothing now */
  g_signal_emit_by_name (component_test_find (GTK_WIDGET (recording.view), GTK_TYPE_BUTTON, 2), "clicked");
  g_signal_emit_by_name (component_test_find (GTK_WIDGET (recording.view), GTK_TYPE_BUTTON, 2), "clicked");
  sp_microphone_view_stop (recording.view);
  component_test_wait (is_at_rest, &recording);
  g_assert_cmpstr (sp_component_get_error_text (recording.audio), ==, NULL);
  g_assert_cmpstr (recording.events->str, ==, "start_recording pause_recording change input stop_recording ");
  value = sp_component_dup_value (recording.audio);
  files = SP_COMPONENT_GET_CLASS (recording.audio)->dup_files (recording.audio);
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_true (g_file_query_exists (gradio_file_get_local (files->pdata[0]), NULL));
  g_assert_false (json_object_has_member (json_node_get_object (value), "is_stream"));
  recording_end (&recording);
}

static void
test_cancel (void)
{
  Recording recording = { 0 };

  recording_begin (&recording, "{'sources':['upload','microphone']}");
  press_record (&recording);
  component_test_wait (has_started, &recording);
  g_assert_true (component_test_press (GTK_WIDGET (recording.view), GDK_KEY_Escape, 0));
  g_assert_true (is_at_rest (&recording));
  component_test_assert_value (recording.audio, "null");
  g_assert_cmpstr (recording.events->str, ==, "start_recording ");
  recording_end (&recording);
}

static gboolean
has_error (gpointer user_data)
{
  return sp_component_get_error_text (user_data) != NULL;
}

/* Silence is no recording. */
static void
test_no_microphone (void)
{
  Recording recording = { 0 };

  recording_begin (&recording, "{'sources':['microphone']}");
  media_test_set_microphone (FALSE);
  press_record (&recording);
  component_test_wait (has_error, recording.audio);
  g_assert_nonnull (strstr (sp_component_get_error_text (recording.audio), "There is no microphone"));
  g_assert_cmpstr (recording.events->str, ==, "");
  g_assert_true (is_at_rest (&recording));
  recording_end (&recording);
}

typedef struct {
  SpComponent *audio;
  GString     *kinds; /* P for a piece, W for the whole, at each event that tells of one */
} Listener;

static void
listen_cb (SpComponent *audio, const char *name, JsonNode *data, Listener *listener)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (audio);

  if (g_str_equal (name, "stream"))
    g_string_append_c (listener->kinds,
                       json_object_get_boolean_member_with_default (json_node_get_object (value), "is_stream", FALSE)
                         ? 'P'
                         : '?');
  else if (g_str_equal (name, "stop_recording"))
    g_string_append_c (listener->kinds,
                       json_object_has_member (json_node_get_object (value), "is_stream") ? '?' : 'W');
}

static gboolean
has_pieces (gpointer user_data)
{
  return ((Listener *) user_data)->kinds->len >= 2;
}

/* An app that listens gets piece after piece, and at the end all of it. */
static void
test_stream (void)
{
  Recording recording = { 0 };
  Listener  listener = { NULL, g_string_new (NULL) };

  recording_begin (&recording, "{'sources':['microphone'],'streaming':true,'stream_every':0.1}");
  g_signal_connect (recording.audio, "event", G_CALLBACK (listen_cb), &listener);
  press_record (&recording);
  component_test_wait (has_pieces, &listener);
  sp_microphone_view_stop (recording.view);
  component_test_wait (has_changed, &recording);
  g_assert_true (g_str_has_prefix (listener.kinds->str, "PP"));
  g_assert_true (g_str_has_suffix (listener.kinds->str, "W"));
  g_assert_null (strchr (listener.kinds->str, '?'));
  g_assert_cmpuint (strspn (listener.kinds->str, "P"), ==, listener.kinds->len - 1);
  recording_end (&recording);
  g_string_free (listener.kinds, TRUE);
}

/* The app may begin only what the user has begun before, and may always end it. */
static void
test_app_records (void)
{
  Recording recording = { 0 };

  recording_begin (&recording, "{'sources':['microphone'],'recording':true}");
  g_assert_true (is_at_rest (&recording));
  press_record (&recording);
  component_test_wait (has_started, &recording);
  component_test_set_props (recording.audio, "{'recording':false}");
  component_test_wait (has_changed, &recording);

  g_string_truncate (recording.events, 0);
  component_test_set_props (recording.audio, "{'recording':true}");
  component_test_wait (has_started, &recording);
  sp_component_set_interactive (recording.audio, FALSE);
  component_test_wait (is_at_rest, &recording);
  component_test_set_props (recording.audio, "{'recording':true}");
  g_assert_true (is_at_rest (&recording));
  recording_end (&recording);
}

/* What is not to be seen does not listen. What was heard before is kept. */
static void
test_hidden (void)
{
  Recording recording = { 0 };

  recording_begin (&recording, "{'sources':['microphone']}");
  press_record (&recording);
  component_test_wait (has_started, &recording);
  gtk_widget_set_visible (GTK_WIDGET (recording.audio), FALSE);
  component_test_wait (is_at_rest, &recording);
  gtk_widget_activate_action (GTK_WIDGET (recording.audio), "audio.record", NULL);
  g_assert_true (is_at_rest (&recording));
  recording_end (&recording);
}

/* The same for a window that is closed at once. */
static void
test_closed (void)
{
  Recording recording = { 0 };

  recording_begin (&recording, "{'sources':['microphone']}");
  press_record (&recording);
  component_test_wait (has_started, &recording);
  recording_end (&recording);
}

static void
test_lengths (void)
{
  Recording recording = { 0 };

  recording_begin (&recording, "{'sources':['microphone'],'max_length':0.1,'min_length':600}");
  press_record (&recording);
  component_test_wait (has_changed, &recording); /* It ends by itself. */
  component_test_wait (has_error, recording.audio);
  g_assert_nonnull (strstr (sp_component_get_error_text (recording.audio), "600 s "));
  recording_end (&recording);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  component_test_use_gstreamer ();

  g_test_add_func ("/audio-recording/sources", test_sources);
  g_test_add_func ("/audio-recording/record", test_record);
  g_test_add_func ("/audio-recording/cancel", test_cancel);
  g_test_add_func ("/audio-recording/no-microphone", test_no_microphone);
  g_test_add_func ("/audio-recording/stream", test_stream);
  g_test_add_func ("/audio-recording/app-records", test_app_records);
  g_test_add_func ("/audio-recording/hidden", test_hidden);
  g_test_add_func ("/audio-recording/closed", test_closed);
  g_test_add_func ("/audio-recording/lengths", test_lengths);

  return g_test_run ();
}
