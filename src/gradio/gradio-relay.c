/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-relay.h"

#include "gradio-socket.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

/* Of one direction of one connection; all that waits for a side that is slow. */
#define PIECE (64 * 1024)

/* A page has some ten. More would take the files that this program may open. */
#define MAX_LINKS 200

struct _GradioRelay {
  GObject parent_instance;

  GSocketService     *service;
  GSocketConnectable *target;
  GCancellable       *stopped;
  guint               n_links;
  guint16             port;
};

G_DEFINE_FINAL_TYPE (GradioRelay, gradio_relay, G_TYPE_OBJECT)

typedef struct _Link Link;

/* One direction. */
typedef struct {
  Link              *link;
  GSocketConnection *from; /* borrowed */
  GSocketConnection *to;   /* borrowed */
  char               piece[PIECE];
} Flow;

/* One connection; it may outlive the relay by a turn of the main loop. */
struct _Link {
  GradioRelay       *relay; /* weak */
  GSocketConnection *near;
  GSocketConnection *far;
  GCancellable      *cancellable;
  Flow               flows[2];
  guint              n_flows; /* that go on */
};

static void
link_free (Link *link)
{
  if (link->relay != NULL)
    link->relay->n_links--;
  g_clear_weak_pointer (&link->relay);
  g_clear_object (&link->near);
  g_clear_object (&link->far);
  g_clear_object (&link->cancellable);
  g_free (link);
}

static void
end_flow (Flow *flow)
{
  if (--flow->link->n_flows == 0)
    link_free (flow->link);
}

static void read_piece (Flow *flow);

/* Who takes nothing more may have something to say still: the other direction goes on. */
static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Flow              *flow = user_data;
  g_autoptr (GError) error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error)) {
    read_piece (flow);
    return;
  }

  g_debug ("Relay: %s", error->message);
  g_socket_shutdown (g_socket_connection_get_socket (flow->from), TRUE, FALSE, NULL);
  end_flow (flow);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Flow              *flow = user_data;
  g_autoptr (GError) error = NULL;
  gssize             n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n > 0) {
    g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (flow->to)), flow->piece, (gsize) n,
                                     G_PRIORITY_DEFAULT, flow->link->cancellable, written_cb, flow);
    return;
  }

  if (n == 0)
    g_socket_shutdown (g_socket_connection_get_socket (flow->to), FALSE, TRUE, NULL);
  else /* a connection that broke is no use in the other direction either */
    g_cancellable_cancel (flow->link->cancellable);
  end_flow (flow);
}

static void
read_piece (Flow *flow)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (flow->from)), flow->piece, PIECE,
                             G_PRIORITY_DEFAULT, flow->link->cancellable, read_cb, flow);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Link              *link = user_data;
  g_autoptr (GError) error = NULL;

  link->far = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);
  if (link->far == NULL) {
    g_debug ("Relay: %s", error->message);
    link_free (link);
    return;
  }

  link->n_flows = G_N_ELEMENTS (link->flows);
  for (guint i = 0; i < G_N_ELEMENTS (link->flows); i++) {
    link->flows[i].link = link;
    link->flows[i].from = i == 0 ? link->near : link->far;
    link->flows[i].to = i == 0 ? link->far : link->near;
    read_piece (&link->flows[i]);
  }
}

static gboolean
incoming_cb (GradioRelay       *self,
             GSocketConnection *connection)
{
  g_autoptr (GSocketClient) client = NULL;
  Link                     *link = NULL;

  if (self->n_links == MAX_LINKS)
    return TRUE; /* nobody keeps it: it is closed */

  client = g_socket_client_new ();
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  link = g_new0 (Link, 1);
  link->near = g_object_ref (connection);
  link->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->stopped, "cancelled", G_CALLBACK (g_cancellable_cancel), link->cancellable,
                           G_CONNECT_SWAPPED);
  g_set_weak_pointer (&link->relay, self);
  self->n_links++;
  g_socket_client_connect_async (client, self->target, link->cancellable, connected_cb, link);

  return TRUE;
}

static void
gradio_relay_dispose (GObject *object)
{
  GradioRelay *self = GRADIO_RELAY (object);

  g_cancellable_cancel (self->stopped);
  if (self->service != NULL) {
    g_socket_service_stop (self->service);
    g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  }
  g_clear_object (&self->service);

  G_OBJECT_CLASS (gradio_relay_parent_class)->dispose (object);
}

static void
gradio_relay_finalize (GObject *object)
{
  GradioRelay *self = GRADIO_RELAY (object);

  g_clear_object (&self->target);
  g_clear_object (&self->stopped);

  G_OBJECT_CLASS (gradio_relay_parent_class)->finalize (object);
}

static void
gradio_relay_class_init (GradioRelayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gradio_relay_dispose;
  object_class->finalize = gradio_relay_finalize;
}

static void
gradio_relay_init (GradioRelay *self)
{
  self->stopped = g_cancellable_new ();
  self->service = g_socket_service_new ();
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
listen_on (GradioRelay *self,
           guint16      port,
           GError     **error)
{
  g_autoptr (GInetAddress)   loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError)         cause = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &effective, &cause)) {
    g_debug ("Port %u: %s", port, cause->message);
    g_set_error (error, cause->domain, cause->code,
                 _("The port %u of this computer is taken, or not for you to use. Choose another one."), port);
    return FALSE;
  }

  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_socket_service_start (self->service);

  return TRUE;
}

GradioRelay *
gradio_relay_new (const char *path,
                  guint16     port,
                  GError    **error)
{
  g_autoptr (GradioRelay) self = NULL;

  g_return_val_if_fail (path != NULL && g_path_is_absolute (path), NULL);

  self = g_object_new (GRADIO_TYPE_RELAY, NULL);
  self->target = G_SOCKET_CONNECTABLE (gradio_socket_new (path, NULL));

  return listen_on (self, port, error) ? g_steal_pointer (&self) : NULL;
}

guint16
gradio_relay_get_port (GradioRelay *self)
{
  g_return_val_if_fail (GRADIO_IS_RELAY (self), 0);

  return self->port;
}

char *
gradio_relay_dup_uri (GradioRelay *self,
                      const char  *uri)
{
  g_autoptr (GUri) parsed = NULL;

  g_return_val_if_fail (GRADIO_IS_RELAY (self), NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  if (parsed == NULL)
    return NULL;

  return g_uri_join (SOUP_HTTP_URI_FLAGS, "http", NULL, "127.0.0.1", self->port, g_uri_get_path (parsed),
                     g_uri_get_query (parsed), g_uri_get_fragment (parsed));
}
