/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-capture-device.h"

struct _SpCaptureDevice {
  GObject parent_instance;

  GstDevice         *device;  /* owned, (nullable) */
  GstElementFactory *factory; /* owned, (nullable): the source where there is no @device */
  char              *name;    /* owned */
};

G_DEFINE_FINAL_TYPE (SpCaptureDevice, sp_capture_device, G_TYPE_OBJECT)

typedef enum {
  PROP_NAME = 1,
} SpCaptureDeviceProperty;

static GParamSpec *properties[PROP_NAME + 1];

static void
sp_capture_device_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpCaptureDeviceProperty) prop_id) {
  case PROP_NAME:
    g_value_set_string (value, SP_CAPTURE_DEVICE (object)->name);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_capture_device_finalize (GObject *object)
{
  SpCaptureDevice *self = SP_CAPTURE_DEVICE (object);

  g_clear_pointer (&self->device, gst_object_unref);
  g_clear_pointer (&self->factory, gst_object_unref);
  g_free (self->name);

  G_OBJECT_CLASS (sp_capture_device_parent_class)->finalize (object);
}

static void
sp_capture_device_class_init (SpCaptureDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_capture_device_get_property;
  object_class->finalize = sp_capture_device_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_capture_device_init (SpCaptureDevice *self)
{
}

SpCaptureDevice *
sp_capture_device_new (GstDevice *device)
{
  SpCaptureDevice *self = NULL;

  g_return_val_if_fail (GST_IS_DEVICE (device), NULL);

  self = g_object_new (SP_TYPE_CAPTURE_DEVICE, NULL);
  self->device = gst_object_ref (device);
  self->name = gst_device_get_display_name (device);

  return self;
}

SpCaptureDevice *
sp_capture_device_new_for_factory (GstElementFactory *factory)
{
  SpCaptureDevice *self = NULL;

  g_return_val_if_fail (GST_IS_ELEMENT_FACTORY (factory), NULL);

  self = g_object_new (SP_TYPE_CAPTURE_DEVICE, NULL);
  self->factory = gst_object_ref (factory);
  self->name = g_strdup (gst_element_factory_get_metadata (factory, GST_ELEMENT_METADATA_LONGNAME));

  return self;
}

const char *
sp_capture_device_get_name (SpCaptureDevice *self)
{
  g_return_val_if_fail (SP_IS_CAPTURE_DEVICE (self), NULL);

  return self->name;
}

GstDevice *
sp_capture_device_get_device (SpCaptureDevice *self)
{
  g_return_val_if_fail (SP_IS_CAPTURE_DEVICE (self), NULL);

  return self->device;
}

GstElement *
sp_capture_device_create_source (SpCaptureDevice *self)
{
  GstElement *source = NULL;

  g_return_val_if_fail (SP_IS_CAPTURE_DEVICE (self), NULL);

  if (self->device != NULL)
    return gst_device_create_element (self->device, NULL);

  source = gst_element_factory_create (self->factory, NULL);
  /* A source that is no device makes as much as it is asked for, unless it is told to keep time. */
  if (source != NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (source), "is-live") != NULL)
    g_object_set (source, "is-live", TRUE, NULL);

  return source;
}
