/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-port-scan.h"

#include "sp-port-probe.h"

#define HOST "127.0.0.1"
#define USUAL "7860-7880" /* 7860, else the next that is free */
#define MAX_PORTS 100
#define INTERVAL 8      /* seconds between two looks */
#define OTHER_LOOKS 8   /* looks until something that was no app is asked once more: it may just have started */
#define CONNECT_LIMIT 1 /* second */

typedef enum {
  PORT_SILENT,
  PORT_ASKED,
  PORT_APP,
  PORT_OTHER, /* something that is no app */
} PortState;

typedef struct {
  PortState   state;
  guint       looks; /* since it was asked */
  SpSavedApp *app;   /* owned, nullable */
} Port;

struct _SpPortScan {
  GObject        parent_instance;
  GSocketClient *client;  /* owned */
  SpPortProbe   *probe;   /* owned */
  Port          *ports;   /* owned */
  GListStore    *found;   /* owned, of SpSavedApp */
  GCancellable  *looking; /* owned, nullable */
  guint          first;
  guint          n_ports;
  guint          timeout;
  guint          waiting; /* ports of which it is not known yet whether something listens */
  gboolean       has_looked;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SpPortScan,
                               sp_port_scan,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum {
  PROP_ACTIVE = 1,
} SpPortScanProperty;

static GParamSpec *properties[PROP_ACTIVE + 1];

typedef enum {
  SIGNAL_LOOKED,
} SpPortScanSignal;

static guint signals[SIGNAL_LOOKED + 1];

/* What an answer is about. */
typedef struct {
  SpPortScan *scan; /* owned */
  guint       index;
} Look;

static GType
get_item_type (GListModel *model)
{
  return SP_TYPE_SAVED_APP;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SP_PORT_SCAN (model)->found));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (SP_PORT_SCAN (model)->found), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static Look *
look_new (SpPortScan *self,
          guint       index)
{
  Look *look = g_new0 (Look, 1);

  look->scan = g_object_ref (self);
  look->index = index;

  return look;
}

static void
look_free (Look *look)
{
  g_object_unref (look->scan);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
forget (SpPortScan *self,
        Port       *port)
{
  guint position = 0;

  port->state = PORT_SILENT;
  if (port->app != NULL && g_list_store_find (self->found, port->app, &position))
    g_list_store_remove (self->found, position);
  g_clear_object (&port->app);
}

/* In the order of the ports. */
static void
show (SpPortScan *self,
      guint       index,
      const char *title)
{
  Port            *port = &self->ports[index];
  g_autofree char *address = g_strdup_printf ("http://" HOST ":%u", self->first + index);
  guint            position = 0;

  for (guint i = 0; i < index; i++)
    position += self->ports[i].app != NULL ? 1 : 0;
  port->state = PORT_APP;
  port->app = sp_saved_app_new (address, title, NULL);
  g_list_store_insert (self->found, position, port->app);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Look)   look = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *title = sp_port_probe_ask_finish (SP_PORT_PROBE (source), result, &error);
  Port              *port = &look->scan->ports[look->index];

  if (port->state != PORT_ASKED)
    return; /* it is gone again */

  port->looks = 0;
  if (error != NULL)
    g_debug ("Port %u: %s", look->scan->first + look->index, error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    port->state = PORT_SILENT;
  else if (title != NULL)
    show (look->scan, look->index, title);
  else
    port->state = PORT_OTHER;
}

static void
found_listener (SpPortScan *self,
                guint       index)
{
  Port *port = &self->ports[index];

  port->looks++;
  if (port->state != PORT_SILENT && !(port->state == PORT_OTHER && port->looks > OTHER_LOOKS))
    return;

  port->state = PORT_ASKED;
  sp_port_probe_ask_async (self->probe, self->first + index, self->looking, answered_cb, look_new (self, index));
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Look)              look = user_data;
  g_autoptr (GError)            error = NULL;
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (source), result, &error);
  SpPortScan *self = look->scan;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (connection != NULL)
    found_listener (self, look->index);
  else
    forget (self, &self->ports[look->index]);
  if (--self->waiting > 0)
    return;

  self->has_looked = TRUE;
  g_signal_emit (self, signals[SIGNAL_LOOKED], 0);
}

void
sp_port_scan_look (SpPortScan *self)
{
  g_return_if_fail (SP_IS_PORT_SCAN (self));

  if (self->looking == NULL || self->waiting > 0)
    return;

  self->waiting = self->n_ports;
  for (guint i = 0; i < self->n_ports; i++)
    g_socket_client_connect_to_host_async (self->client, HOST, (guint16) (self->first + i), self->looking, connected_cb,
                                           look_new (self, i));
}

static gboolean
look_cb (gpointer user_data)
{
  sp_port_scan_look (user_data);

  return G_SOURCE_CONTINUE;
}

static void
stop (SpPortScan *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->waiting = 0;
  self->has_looked = FALSE;
}

static void
sp_port_scan_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SpPortScan *self = SP_PORT_SCAN (object);

  switch ((SpPortScanProperty) prop_id) {
  case PROP_ACTIVE:
    g_value_set_boolean (value, sp_port_scan_get_active (self));
    break;
  }
}

static void
sp_port_scan_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  SpPortScan *self = SP_PORT_SCAN (object);

  switch ((SpPortScanProperty) prop_id) {
  case PROP_ACTIVE:
    sp_port_scan_set_active (self, g_value_get_boolean (value));
    break;
  }
}

static void
found_changed_cb (SpPortScan *self,
                  guint       position,
                  guint       removed,
                  guint       added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
sp_port_scan_dispose (GObject *object)
{
  SpPortScan *self = SP_PORT_SCAN (object);

  stop (self);
  for (guint i = 0; i < self->n_ports; i++)
    g_clear_object (&self->ports[i].app);
  g_clear_object (&self->client);
  g_clear_object (&self->probe);

  G_OBJECT_CLASS (sp_port_scan_parent_class)->dispose (object);
}

static void
sp_port_scan_finalize (GObject *object)
{
  SpPortScan *self = SP_PORT_SCAN (object);

  g_clear_object (&self->found);
  g_clear_pointer (&self->ports, g_free);

  G_OBJECT_CLASS (sp_port_scan_parent_class)->finalize (object);
}

static void
sp_port_scan_class_init (SpPortScanClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_port_scan_get_property;
  object_class->set_property = sp_port_scan_set_property;
  object_class->dispose = sp_port_scan_dispose;
  object_class->finalize = sp_port_scan_finalize;

  properties[PROP_ACTIVE] =
    g_param_spec_boolean ("active", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_LOOKED] = g_signal_new ("looked", SP_TYPE_PORT_SCAN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
sp_port_scan_init (SpPortScan *self)
{
  self->client = g_socket_client_new ();
  self->probe = sp_port_probe_new ();
  self->found = g_list_store_new (SP_TYPE_SAVED_APP);
  g_socket_client_set_enable_proxy (self->client, FALSE);
  g_socket_client_set_timeout (self->client, CONNECT_LIMIT);
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (found_changed_cb), self, G_CONNECT_SWAPPED);
}

SpPortScan *
sp_port_scan_new (guint first,
                  guint last)
{
  SpPortScan *self = NULL;

  g_return_val_if_fail (first > 0 && first <= last && last - first < MAX_PORTS && last <= G_MAXUINT16, NULL);

  self = g_object_new (SP_TYPE_PORT_SCAN, NULL);
  self->first = first;
  self->n_ports = last - first + 1;
  self->ports = g_new0 (Port, self->n_ports);

  return self;
}

SpPortScan *
sp_port_scan_new_usual (void)
{
  const char *text = g_getenv ("SPACEPORT_PORTS");
  char       *end = NULL;
  guint64     first = g_ascii_strtoull (text != NULL ? text : USUAL, &end, 10);
  guint64     last = *end == '-' ? g_ascii_strtoull (end + 1, NULL, 10) : first;

  if (first == 0 || last < first || last > G_MAXUINT16)
    return g_object_new (SP_TYPE_PORT_SCAN, NULL); /* of no port */

  return sp_port_scan_new ((guint) first, (guint) MIN (last, first + MAX_PORTS - 1));
}

gboolean
sp_port_scan_get_active (SpPortScan *self)
{
  g_return_val_if_fail (SP_IS_PORT_SCAN (self), FALSE);

  return self->looking != NULL;
}

void
sp_port_scan_set_active (SpPortScan *self,
                         gboolean    active)
{
  g_return_if_fail (SP_IS_PORT_SCAN (self));

  if (sp_port_scan_get_active (self) == active)
    return;

  stop (self);
  if (active) {
    self->looking = g_cancellable_new ();
    self->timeout = g_timeout_add_seconds (INTERVAL, look_cb, self);
    sp_port_scan_look (self);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

gboolean
sp_port_scan_covers (SpPortScan *self,
                     const char *key,
                     gboolean   *answers)
{
  g_autoptr (GUri) uri = g_uri_parse (key, G_URI_FLAGS_ENCODED, NULL);
  const char      *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  guint            port = uri != NULL ? (guint) MAX (g_uri_get_port (uri), 0) : 0;

  g_return_val_if_fail (SP_IS_PORT_SCAN (self), FALSE);

  if (!self->has_looked || port < self->first || port >= self->first + self->n_ports ||
      (g_strcmp0 (host, HOST) != 0 && g_strcmp0 (host, "localhost") != 0))
    return FALSE;

  *answers = self->ports[port - self->first].state == PORT_APP;

  return self->ports[port - self->first].state != PORT_ASKED;
}
