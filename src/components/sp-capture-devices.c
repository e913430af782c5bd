/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-capture-devices.h"

struct _SpCaptureDevices {
  GObject parent_instance;

  GListStore       *store;   /* owned, of SpCaptureDevice */
  GstDeviceMonitor *monitor; /* owned, (nullable): while there is one that runs */
  guint             bus_watch;
  gboolean          searching;
};

static void sp_capture_devices_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SpCaptureDevices, sp_capture_devices, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sp_capture_devices_list_model_init))

typedef enum {
  PROP_SEARCHING = 1,
} SpCaptureDevicesProperty;

static GParamSpec *properties[PROP_SEARCHING + 1];

/* What was found, on its way from the thread. */
typedef struct {
  GstDeviceMonitor *monitor; /* owned, (nullable) */
  GPtrArray        *devices; /* owned, of SpCaptureDevice */
} Found;

static void
stop_monitor (GstDeviceMonitor *monitor)
{
  gst_device_monitor_stop (monitor);
  gst_object_unref (monitor);
}

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->monitor, stop_monitor);
  g_ptr_array_unref (found->devices);
  g_free (found);
}

static gboolean
get_flag (GstDevice *device, const char *name)
{
  g_autoptr (GstStructure) facts = gst_device_get_properties (device);
  gboolean                 flag = FALSE;

  return facts != NULL && gst_structure_get_boolean (facts, name, &flag) && flag;
}

/* What a loudspeaker plays can be recorded too, but it is no microphone. */
static gboolean
is_monitor (GstDevice *device)
{
  g_autoptr (GstStructure) facts = gst_device_get_properties (device);

  return facts != NULL && g_strcmp0 (gst_structure_get_string (facts, "device.class"), "monitor") == 0;
}

static guint
get_place (GstDevice *device, guint end)
{
  return get_flag (device, "is-default") ? 0 : end;
}

/* Where what lists the devices is the same plugin as what opens them, an empty list is the truth. */
static gboolean
has_provider (GstElementFactory *factory)
{
  GList      *providers = gst_device_provider_factory_list_get_device_providers (GST_RANK_MARGINAL);
  const char *plugin = gst_plugin_feature_get_plugin_name (GST_PLUGIN_FEATURE (factory));
  gboolean    found = FALSE;

  for (GList *link = providers; link != NULL && !found; link = link->next)
    found = g_strcmp0 (gst_plugin_feature_get_plugin_name (link->data), plugin) == 0;
  gst_plugin_feature_list_free (providers);

  return found;
}

static gboolean
can_be_opened (GstElementFactory *factory)
{
  g_autoptr (GstElement) source = gst_element_factory_create (factory, NULL);
  gboolean               opened = FALSE;

  if (source == NULL)
    return FALSE;

  gst_object_ref_sink (source);
  opened = gst_element_set_state (source, GST_STATE_READY) == GST_STATE_CHANGE_SUCCESS;
  gst_element_set_state (source, GST_STATE_NULL);

  return opened;
}

/* What autoaudiosrc and autovideosrc would take, except for the silence of having nothing. */
static SpCaptureDevice *
find_by_rank (SpCaptureKind kind)
{
  GstElementFactoryListType media = kind == SP_CAPTURE_CAMERAS ? GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO
                                                               : GST_ELEMENT_FACTORY_TYPE_MEDIA_AUDIO;
  GList                    *factories = gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_SRC | media,
                                                                               GST_RANK_MARGINAL);
  SpCaptureDevice          *device = NULL;

  factories = g_list_sort (factories, gst_plugin_feature_rank_compare_func);
  for (GList *link = factories; link != NULL && device == NULL; link = link->next) {
    if (!has_provider (link->data) && can_be_opened (link->data))
      device = sp_capture_device_new_for_factory (link->data);
  }
  gst_plugin_feature_list_free (factories);

  return device;
}

static void
add_devices (Found *found)
{
  GList *devices = gst_device_monitor_get_devices (found->monitor);

  for (GList *link = devices; link != NULL; link = link->next) {
    if (!is_monitor (link->data))
      g_ptr_array_insert (found->devices, (int) get_place (link->data, found->devices->len),
                          sp_capture_device_new (link->data));
  }
  g_list_free_full (devices, gst_object_unref);
}

/* Asking the sound server and opening devices may take a while. */
static void
search_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SpCaptureKind kind = GPOINTER_TO_INT (task_data);
  Found        *found = NULL;

  if (!gst_init_check (NULL, NULL, NULL)) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }

  found = g_new0 (Found, 1);
  found->devices = g_ptr_array_new_with_free_func (g_object_unref);
  found->monitor = gst_device_monitor_new ();
  gst_device_monitor_add_filter (found->monitor,
                                 kind == SP_CAPTURE_CAMERAS ? "Video/Source" : "Audio/Source", NULL);
  if (gst_device_monitor_start (found->monitor))
    add_devices (found);
  else /* where there is nothing that lists any */
    g_clear_pointer (&found->monitor, gst_object_unref);

  if (found->devices->len == 0) {
    SpCaptureDevice *device = find_by_rank (kind);

    if (device != NULL)
      g_ptr_array_add (found->devices, device);
  }
  g_task_return_pointer (task, found, found_free);
}

static gboolean
find_device (SpCaptureDevices *self, GstDevice *device, guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++) {
    g_autoptr (SpCaptureDevice) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

    if (sp_capture_device_get_device (item) == device) {
      *position = i;
      return TRUE;
    }
  }

  return FALSE;
}

static void
add_device (SpCaptureDevices *self, GstDevice *device)
{
  g_autoptr (SpCaptureDevice) item = NULL;
  g_autoptr (SpCaptureDevice) first = g_list_model_get_item (G_LIST_MODEL (self->store), 0);
  guint                       position = 0;

  if (is_monitor (device) || find_device (self, device, &position))
    return;

  /* A device that is there is better than a source without one. */
  if (first != NULL && sp_capture_device_get_device (first) == NULL)
    g_list_store_remove (self->store, 0);
  item = sp_capture_device_new (device);
  g_list_store_insert (self->store,
                       get_place (device, g_list_model_get_n_items (G_LIST_MODEL (self->store))), item);
}

static void
remove_device (SpCaptureDevices *self, GstDevice *device)
{
  guint position = 0;

  if (find_device (self, device, &position))
    g_list_store_remove (self->store, position);
}

static gboolean
bus_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  SpCaptureDevices     *self = user_data;
  g_autoptr (GstDevice) device = NULL;
  g_autoptr (GstDevice) changed = NULL;

  switch (GST_MESSAGE_TYPE (message)) {
  case GST_MESSAGE_DEVICE_ADDED:
    gst_message_parse_device_added (message, &device);
    add_device (self, device);
    break;
  case GST_MESSAGE_DEVICE_REMOVED:
    gst_message_parse_device_removed (message, &device);
    remove_device (self, device);
    break;
  case GST_MESSAGE_DEVICE_CHANGED:
    gst_message_parse_device_changed (message, &device, &changed);
    remove_device (self, changed);
    add_device (self, device);
    break;
  default:
    break;
  }

  return G_SOURCE_CONTINUE;
}

static void
searched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SpCaptureDevices  *self = SP_CAPTURE_DEVICES (object);
  Found             *found = NULL;
  g_autoptr (GstBus) bus = NULL;

  found = g_task_propagate_pointer (G_TASK (result), NULL);
  if (found != NULL) {
    g_list_store_splice (self->store, 0, 0, found->devices->pdata, found->devices->len);
    self->monitor = g_steal_pointer (&found->monitor);
    found_free (found);
  }
  if (self->monitor != NULL) {
    bus = gst_device_monitor_get_bus (self->monitor);
    self->bus_watch = gst_bus_add_watch (bus, bus_cb, self);
  }
  self->searching = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

static GType
sp_capture_devices_get_item_type (GListModel *model)
{
  return SP_TYPE_CAPTURE_DEVICE;
}

static guint
sp_capture_devices_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SP_CAPTURE_DEVICES (model)->store));
}

static gpointer
sp_capture_devices_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (SP_CAPTURE_DEVICES (model)->store), position);
}

static void
sp_capture_devices_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sp_capture_devices_get_item_type;
  iface->get_n_items = sp_capture_devices_get_n_items;
  iface->get_item = sp_capture_devices_get_item;
}

static void
sp_capture_devices_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpCaptureDevicesProperty) prop_id) {
  case PROP_SEARCHING:
    g_value_set_boolean (value, SP_CAPTURE_DEVICES (object)->searching);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_capture_devices_finalize (GObject *object)
{
  SpCaptureDevices *self = SP_CAPTURE_DEVICES (object);

  g_clear_handle_id (&self->bus_watch, g_source_remove);
  g_clear_pointer (&self->monitor, stop_monitor);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (sp_capture_devices_parent_class)->finalize (object);
}

static void
sp_capture_devices_class_init (SpCaptureDevicesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_capture_devices_get_property;
  object_class->finalize = sp_capture_devices_finalize;

  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, TRUE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
items_changed_cb (SpCaptureDevices *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
sp_capture_devices_init (SpCaptureDevices *self)
{
  self->searching = TRUE;
  self->store = g_list_store_new (SP_TYPE_CAPTURE_DEVICE);
  g_signal_connect_object (self->store, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

SpCaptureDevices *
sp_capture_devices_new (SpCaptureKind kind)
{
  SpCaptureDevices *self = g_object_new (SP_TYPE_CAPTURE_DEVICES, NULL);
  g_autoptr (GTask) task = g_task_new (self, NULL, searched_cb, NULL);

  g_task_set_source_tag (task, sp_capture_devices_new);
  g_task_set_task_data (task, GINT_TO_POINTER (kind), NULL);
  g_task_run_in_thread (task, search_thread);

  return self;
}

gboolean
sp_capture_devices_get_searching (SpCaptureDevices *self)
{
  g_return_val_if_fail (SP_IS_CAPTURE_DEVICES (self), FALSE);

  return self->searching;
}
