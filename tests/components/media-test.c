/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"

#include <gst/gst.h>

GFile *
media_test_file (const char *name)
{
  return g_file_new_build_filename (g_test_get_dir (G_TEST_DIST), "media", name, NULL);
}

GradioFile *
media_test_gradio_file (const char *name)
{
  g_autoptr (GFile) file = media_test_file (name);

  return gradio_file_new_local (file);
}

JsonNode *
media_test_dup_value (const char *name)
{
  g_autoptr (GradioFile) file = media_test_gradio_file (name);

  return gradio_file_to_json (file);
}

static gboolean
is_mapped (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data);
}

GtkWindow *
media_test_show (GtkWidget *widget)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, 360, 480);
  gtk_window_set_child (window, widget);
  gtk_window_present (window);
  component_test_wait (is_mapped, widget);

  return window;
}

static gboolean
is_gone (gpointer user_data)
{
  gpointer *object = user_data;

  return *object == NULL;
}

void
media_test_finalize (gpointer object)
{
  gpointer watched = object;

  g_object_add_weak_pointer (G_OBJECT (object), &watched);
  g_object_unref (object);
  component_test_wait (is_gone, &watched);
}

static gboolean
has_text (gpointer user_data)
{
  char **text = user_data;

  return *text != NULL;
}

void
media_test_wait_for_text (char **text)
{
  component_test_wait (has_text, text);
}

static void
set_source (const char *name, gboolean raised)
{
  g_autoptr (GstPluginFeature) feature = NULL;

  gst_init (NULL, NULL);
  feature = gst_registry_lookup_feature (gst_registry_get (), name);
  g_assert_nonnull (feature);
  gst_plugin_feature_set_rank (feature, raised ? GST_RANK_PRIMARY : GST_RANK_NONE);
}

void
media_test_set_microphone (gboolean raised)
{
  set_source ("audiotestsrc", raised);
}

void
media_test_set_camera (gboolean raised)
{
  set_source ("videotestsrc", raised);
}
