/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A camera whose pictures real apps see while they are taken. */
#include "live-fixture.h"
#include "media-test.h"

#include "gradio-priority.h"
#include "sp-app-view.h"
#include "sp-camera-view.h"
#include "sp-picture.h"
#include "sp-player-screen.h"

/* What the app answers is read in turn with the live picture. */
G_STATIC_ASSERT (GRADIO_PRIORITY_READ == GDK_PRIORITY_REDRAW);

#define PATIENCE 90 /* seconds: the app works through each picture */

typedef struct {
  GradioClient *client;
  SpAppView    *view;
  GtkWindow    *window;
} Fixture;

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_built (gpointer user_data)
{
  return sp_app_view_get_blocks (user_data) != NULL && !sp_app_view_get_building (user_data);
}

static void
set_up (Fixture *fixture, gconstpointer app)
{
  g_autofree char *variable = g_strconcat ("GRADIO_TEST_URL_", app, NULL);
  gboolean         done = FALSE;

  fixture->client = gradio_client_new (g_getenv (variable));
  gradio_client_connect_async (fixture->client, NULL, connected_cb, &done);
  fake_app_wait (&done);
  fixture->view = SP_APP_VIEW (sp_app_view_new (fixture->client));
  fixture->window = media_test_show (GTK_WIDGET (fixture->view));
  component_test_wait (is_built, fixture->view);
  media_test_set_camera (TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer app)
{
  media_test_set_camera (FALSE);
  sp_app_view_close (fixture->view);
  gtk_window_destroy (fixture->window);
  gradio_client_close (fixture->client);
  while (G_OBJECT (fixture->client)->ref_count > 1) /* what was cancelled is told to the server */
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (fixture->client);
}

static JsonObject *
find_config (Fixture *fixture, const char *prop, const char *words)
{
  JsonArray *components = gradio_json_get_array (gradio_client_get_config (fixture->client), "components");

  for (guint i = 0; i < json_array_get_length (components); i++) {
    JsonObject *component = json_array_get_object_element (components, i);
    JsonObject *props = gradio_json_get_object (component, "props");

    if (g_strcmp0 (gradio_json_get_string (props, prop, NULL), words) == 0)
      return component;
  }
  g_assert_not_reached ();
}

static SpComponent *
find_component (Fixture *fixture, const char *label)
{
  JsonObject  *config = find_config (fixture, "label", label);
  SpComponent *component = sp_app_view_get_component (fixture->view,
                                                      (int) json_object_get_int_member (config, "id"));

  g_assert_nonnull (component);

  return component;
}

static void
wait_for (gboolean (*condition) (gpointer user_data), gpointer user_data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  while (!condition (user_data)) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
}

static gboolean
sees (gpointer user_data)
{
  GtkWidget *screen = component_test_find (user_data, SP_TYPE_PLAYER_SCREEN, 0);

  return sp_player_screen_get_frame (SP_PLAYER_SCREEN (screen)) != NULL;
}

static void
start_stream (SpComponent *image)
{
  GtkWidget *camera = NULL;

  gtk_widget_activate_action (GTK_WIDGET (image), "image.camera", NULL);
  camera = component_test_find (GTK_WIDGET (image), SP_TYPE_CAMERA_VIEW, 0);
  wait_for (sees, camera);
  gtk_widget_activate_action (camera, "camera.shutter", NULL);
}

static void
stop_stream (SpComponent *image)
{
  gtk_widget_activate_action (component_test_find (GTK_WIDGET (image), SP_TYPE_CAMERA_VIEW, 0), "camera.shutter", NULL);
}

static gboolean
is_off (gpointer user_data)
{
  GtkStack *stack = GTK_STACK (component_test_find (user_data, GTK_TYPE_STACK, 0));

  return gtk_stack_get_child_by_name (stack, "activity") == NULL;
}

static gboolean
is_idle (gpointer user_data)
{
  return g_list_model_get_n_items (sp_blocks_get_runs (user_data)) == 0;
}

/* The app counts the pictures, and tells their shape. */
static gboolean
has_seen_three (gpointer user_data)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (user_data);

  return JSON_NODE_HOLDS_OBJECT (value) && gradio_json_get_int (json_node_get_object (value), "n", 0) >= 3;
}

static gboolean
is_off_or_has_seen (gpointer user_data)
{
  Fixture *fixture = user_data;

  return is_off (find_component (fixture, "cam")) || has_seen_three (find_component (fixture, "info"));
}

static void
test_stop (Fixture *fixture, gconstpointer app)
{
  SpComponent         *image = find_component (fixture, "cam");
  SpComponent         *info = find_component (fixture, "info");
  g_autoptr (JsonNode) value = NULL;
  JsonArray           *shape = NULL;

  do { /* On a slow computer its time is over before that; the app goes on counting. */
    if (is_off (image))
      start_stream (image);
    wait_for (is_off_or_has_seen, fixture);
  } while (!has_seen_three (info));
  if (is_off (image))
    start_stream (image);
  value = sp_component_dup_value (info);
  shape = gradio_json_get_array (json_node_get_object (value), "shape");
  g_assert_nonnull (shape);
  g_assert_cmpint (json_array_get_int_element (shape, 0), ==, 720);
  g_assert_cmpint (json_array_get_int_element (shape, 1), ==, 1280);

  stop_stream (image);
  g_assert_true (is_off (image));
  wait_for (is_idle, sp_app_view_get_blocks (fixture->view));
}

/* This app takes pictures for some seconds only. */
static void
test_time_limit (Fixture *fixture, gconstpointer app)
{
  SpComponent         *image = find_component (fixture, "cam");
  g_autoptr (JsonNode) value = NULL;

  start_stream (image);
  g_assert_false (is_off (image));
  wait_for (is_off, image);
  wait_for (is_idle, sp_app_view_get_blocks (fixture->view));
  value = sp_component_dup_value (find_component (fixture, "info"));
  g_assert_true (JSON_NODE_HOLDS_OBJECT (value));
}

static gboolean
is_off_or_shows_answer (gpointer user_data)
{
  GtkWidget *answer = NULL;

  if (is_off (user_data))
    return TRUE;

  answer = component_test_find (component_test_find (user_data, SP_TYPE_CAMERA_VIEW, 0), SP_TYPE_PICTURE, 0);

  return gtk_widget_get_visible (answer) && sp_picture_get_texture (SP_PICTURE (answer)) != NULL;
}

/* Input and output are the same: the answer is seen over the live picture, and stays. */
static void
test_in_place (Fixture *fixture, gconstpointer app)
{
  JsonObject            *tab = find_config (fixture, "label", "One picture");
  g_autoptr (JsonObject) props = json_object_new ();
  g_autoptr (JsonNode)   value = NULL;
  SpComponent           *image = NULL;
  JsonArray             *components = gradio_json_get_array (gradio_client_get_config (fixture->client), "components");

  json_object_set_int_member (props, "selected", json_object_get_int_member (tab, "id"));
  for (guint i = 0; i < json_array_get_length (components); i++) {
    JsonObject *component = json_array_get_object_element (components, i);

    if (g_str_equal (json_object_get_string_member (component, "type"), "tabs"))
      sp_component_set_props (sp_app_view_get_component (fixture->view, (int) json_object_get_int_member (component, "id")),
                              props);
  }
  wait_for (is_built, fixture->view);

  image = find_component (fixture, "Camera and result");
  start_stream (image);
  wait_for (is_off_or_shows_answer, image);
  if (!is_off (image))
    stop_stream (image);
  g_assert_true (is_off (image));
  wait_for (is_idle, sp_app_view_get_blocks (fixture->view));
  value = sp_component_dup_value (image);
  g_assert_nonnull (gradio_json_get_string (json_node_get_object (value), "path", NULL));
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  component_test_use_gstreamer ();
  g_test_add ("/live-camera/stop", Fixture, "proto_stream", set_up, test_stop, tear_down);
  if (live_has_version (5, 0)) /* before, a stream is many jobs */
    g_test_add ("/live-camera/time-limit", Fixture, "proto_stream", set_up, test_time_limit, tear_down);
  if (g_getenv ("GRADIO_TEST_URL_seed_webcam_filter") != NULL)
    g_test_add ("/live-camera/in-place", Fixture, "seed_webcam_filter", set_up, test_in_place, tear_down);

  return g_test_run ();
}
