/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"
#include "sp-capture-devices.h"

static gboolean
has_searched (gpointer user_data)
{
  return !sp_capture_devices_get_searching (user_data);
}

/* Raises the rank of a source that needs no device, as a user of GStreamer may. */
static void
raise_source (const char *name, GstRank rank)
{
  g_autoptr (GstPluginFeature) feature = NULL;

  feature = gst_registry_lookup_feature (gst_registry_get (), name);
  g_assert_nonnull (feature);
  gst_plugin_feature_set_rank (feature, rank);
}

static void
test_devices (void)
{
  SpCaptureDevices           *none = sp_capture_devices_new (SP_CAPTURE_MICROPHONES);
  SpCaptureDevices           *cameras = NULL;
  SpCaptureDevices           *one = NULL;
  g_autoptr (SpCaptureDevice) device = NULL;
  g_autoptr (GstElement)      source = NULL;

  g_assert_true (sp_capture_devices_get_searching (none));
  component_test_wait (has_searched, none);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (none)), ==, 0);

  raise_source ("audiotestsrc", GST_RANK_PRIMARY);
  one = sp_capture_devices_new (SP_CAPTURE_MICROPHONES);
  cameras = sp_capture_devices_new (SP_CAPTURE_CAMERAS);
  component_test_wait (has_searched, one);
  component_test_wait (has_searched, cameras);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (one)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (cameras)), ==, 0);
  device = g_list_model_get_item (G_LIST_MODEL (one), 0);
  g_assert_cmpstr (sp_capture_device_get_name (device), !=, "");
  source = gst_object_ref_sink (sp_capture_device_create_source (device));
  g_assert_nonnull (source);
  raise_source ("audiotestsrc", GST_RANK_NONE);

  g_assert_finalize_object (none);
  g_assert_finalize_object (one);
  g_assert_finalize_object (cameras);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  gst_init (NULL, NULL);

  g_test_add_func ("/sound-recorder/devices", test_devices);

  return g_test_run ();
}
