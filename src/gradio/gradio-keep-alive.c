/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-keep-alive.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#define IDLE_SECONDS 60
#define INTERVAL_SECONDS 15
#define N_PROBES 4

/* Systems differ in which of these they have; asking at all is what counts. */
static void
set_option (GSocket *socket,
            int      option,
            int      value)
{
  g_autoptr (GError) error = NULL;

  if (!g_socket_set_option (socket, IPPROTO_TCP, option, value, &error))
    g_debug ("Keep-alive: %s", error->message);
}

static void
network_event_cb (SoupMessage       *message,
                  GSocketClientEvent event,
                  GIOStream         *connection)
{
  GSocket *socket;

  if (event != G_SOCKET_CLIENT_CONNECTED || !G_IS_SOCKET_CONNECTION (connection))
    return;

  socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection));
  g_socket_set_keepalive (socket, TRUE);
  set_option (socket, TCP_KEEPIDLE, IDLE_SECONDS);
  set_option (socket, TCP_KEEPINTVL, INTERVAL_SECONDS);
  set_option (socket, TCP_KEEPCNT, N_PROBES);
}

void
gradio_keep_alive_watch (SoupMessage *message)
{
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), NULL);
}
