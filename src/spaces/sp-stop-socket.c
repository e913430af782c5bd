/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-stop-socket.h"

#include "config.h"

#include <unistd.h>

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#define MAX_CONNECTIONS 64 /* more are closed at once */

struct _SpStopSocket {
  GObject         parent_instance;
  char           *path;
  GSocketService *service;
  GPtrArray      *connections; /* of GSocketConnection, until this ends */
};

G_DEFINE_FINAL_TYPE (SpStopSocket, sp_stop_socket, G_TYPE_OBJECT)

enum {
  STOP_ASKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Its permissions keep others out; where a system does not heed those of sockets, this does. */
static gboolean
is_own (GSocketConnection *connection)
{
  GSocket                 *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GError)       error = NULL;
  g_autoptr (GCredentials) credentials = g_socket_get_credentials (socket, &error);

  if (credentials == NULL)
    g_debug ("Who asks to stop a Space is not known: %s", error->message);
  return credentials != NULL && g_credentials_get_unix_user (credentials, NULL) == geteuid ();
}

static gboolean
incoming_cb (SpStopSocket *self, GSocketConnection *connection)
{
  if (self->connections->len >= MAX_CONNECTIONS || !is_own (connection))
    return TRUE;

  g_ptr_array_add (self->connections, g_object_ref (connection));
  g_signal_emit (self, signals[STOP_ASKED], 0);
  return TRUE;
}

static void
sp_stop_socket_finalize (GObject *object)
{
  SpStopSocket *self = SP_STOP_SOCKET (object);

  if (self->service != NULL) {
    g_socket_service_stop (self->service);
    g_socket_listener_close (G_SOCKET_LISTENER (self->service));
    g_unlink (self->path);
  }
  for (guint i = 0; i < self->connections->len; i++)
    g_socket_close (g_socket_connection_get_socket (g_ptr_array_index (self->connections, i)), NULL);
  g_clear_pointer (&self->connections, g_ptr_array_unref);
  g_clear_object (&self->service);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (sp_stop_socket_parent_class)->finalize (object);
}

static void
sp_stop_socket_class_init (SpStopSocketClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_stop_socket_finalize;

  signals[STOP_ASKED] =
    g_signal_new ("stop-asked", SP_TYPE_STOP_SOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sp_stop_socket_init (SpStopSocket *self)
{
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
}

SpStopSocket *
sp_stop_socket_new (const char *path, GError **error)
{
  g_autoptr (SpStopSocket)   self = NULL;
  g_autoptr (GSocketService) service = NULL;
  g_autoptr (GSocketAddress) address = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (SP_TYPE_STOP_SOCKET, NULL);
  service = g_socket_service_new ();
  address = g_unix_socket_address_new (path);
  g_unlink (path);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, error))
    return NULL;

  self->path = g_strdup (path);
  self->service = g_steal_pointer (&service);
  g_chmod (path, 0600);
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self, G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;

  /* A program that was killed resets the connection: it is gone as well. */
  if (g_input_stream_skip_finish (G_INPUT_STREAM (source), result, &error) < 0 &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  GError            *error = NULL;
  GSocketConnection *connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  if (connection == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_task_set_task_data (task, connection, g_object_unref);
  g_input_stream_skip_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), 1, G_PRIORITY_DEFAULT,
                             g_task_get_cancellable (task), ended_cb, g_object_ref (task));
}

void
sp_stop_socket_ask_async (const char         *path,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask)          task = NULL;
  g_autoptr (GSocketClient)  client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = NULL;

  g_return_if_fail (path != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_stop_socket_ask_async);
  address = g_unix_socket_address_new (path);
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), cancellable, connected_cb,
                                 g_steal_pointer (&task));
}

gboolean
sp_stop_socket_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
