/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* strcasestr () */
#include "fault-server-private.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define FLOOD_PIECE 65536

typedef struct {
  GPtrArray *scripts; /* of GStrv; the first is next */
  char      *last_body;
  guint      n_requests;
} Route;

static void run_steps (FaultConnection *self);

static void
route_free (Route *route)
{
  g_ptr_array_unref (route->scripts);
  g_free (route->last_body);
  g_free (route);
}

static Route *
get_route (FaultServer *self,
           const char  *path)
{
  Route *route = g_hash_table_lookup (self->routes, path);

  if (route == NULL) {
    route = g_new0 (Route, 1);
    route->scripts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
    g_hash_table_insert (self->routes, g_strdup (path), route);
  }

  return route;
}

static void
clear_source (GSource **source)
{
  if (*source != NULL) {
    g_source_destroy (*source);
    g_clear_pointer (source, g_source_unref);
  }
}

static void
connection_free (FaultConnection *self)
{
  clear_source (&self->reading);
  clear_source (&self->writing);
  clear_source (&self->sleeping);
  g_socket_close (self->socket, NULL);
  g_object_unref (self->stream);
  g_string_free (self->in, TRUE);
  g_string_free (self->out, TRUE);
  g_strfreev (self->steps);
  g_free (self->key);
  g_free (self->session);
  g_free (self);
}

static void
end_connection (FaultConnection *self)
{
  g_ptr_array_remove_fast (self->server->connections, self);
}

static void
reset_connection (FaultConnection *self)
{
  struct linger linger = { 1, 0 };

  g_assert_cmpint (setsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger), ==, 0);
  end_connection (self);
}

/* writing */

static void
fill_flood (FaultConnection *self)
{
  gsize length = MIN (self->flood, FLOOD_PIECE);

  g_string_set_size (self->out, length);
  memset (self->out->str, 'x', length);
  self->flood -= length;
}

static gboolean
write_cb (GSocket     *socket,
          GIOCondition condition,
          gpointer     user_data)
{
  FaultConnection   *self = user_data;
  g_autoptr (GError) error = NULL;
  gsize              length;
  gssize             n;

  if (self->out->len == 0 && self->flood > 0)
    fill_flood (self);

  length = self->piece != 0 ? MIN (self->piece, self->out->len) : self->out->len;
  if (self->left >= 0)
    length = MIN (length, (gsize) self->left);
  n = g_socket_send (socket, self->out->str, length, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  if (n < 0) {
    end_connection (self);
    return G_SOURCE_REMOVE;
  }

  g_string_erase (self->out, 0, n);
  if (self->left >= 0 && (self->left -= n) == 0) {
    reset_connection (self);
    return G_SOURCE_REMOVE;
  }
  if (self->out->len > 0 || self->flood > 0)
    return G_SOURCE_CONTINUE;

  clear_source (&self->writing);
  if (self->ends)
    end_connection (self);
  else if (self->busy)
    run_steps (self);

  return G_SOURCE_REMOVE;
}

static void
start_writing (FaultConnection *self)
{
  if (self->writing != NULL)
    return;

  self->writing = g_socket_create_source (self->socket, G_IO_OUT, NULL);
  g_source_set_priority (self->writing, G_PRIORITY_LOW); /* the client reads each piece before the next */
  g_source_set_callback (self->writing, G_SOURCE_FUNC (write_cb), self, NULL);
  g_source_attach (self->writing, NULL);
}

void
fault_connection_send (FaultConnection *self,
                       const char      *text)
{
  g_string_append (self->out, text);
  start_writing (self);
}

static void
send_frame (FaultConnection *self,
            const char      *text)
{
  gsize length = strlen (text);

  g_string_append_c (self->out, (char) 0x81);
  if (length < 126) {
    g_string_append_c (self->out, (char) length);
  } else {
    g_assert_cmpuint (length, <, 65536);
    g_string_append_c (self->out, 126);
    g_string_append_c (self->out, (char) (length >> 8));
    g_string_append_c (self->out, (char) (length & 255));
  }
  fault_connection_send (self, text);
}

static void
send_upgrade (FaultConnection *self)
{
  g_autofree char      *joined = g_strconcat (self->key, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8                digest[20];
  gsize                 length = sizeof digest;
  g_autofree char      *accept = NULL;
  g_autofree char      *text = NULL;

  g_checksum_update (checksum, (const guchar *) joined, -1);
  g_checksum_get_digest (checksum, digest, &length);
  accept = g_base64_encode (digest, length);
  text = g_strdup_printf ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Accept: %s\r\n\r\n",
                          accept);
  fault_connection_send (self, text);
}

static gboolean
slept_cb (gpointer user_data)
{
  FaultConnection *self = user_data;

  clear_source (&self->sleeping);
  run_steps (self);

  return G_SOURCE_REMOVE;
}

static void
sleep_for (FaultConnection *self,
           guint            milliseconds)
{
  self->sleeping = g_timeout_source_new (milliseconds);
  g_source_set_callback (self->sleeping, slept_cb, self, NULL);
  g_source_attach (self->sleeping, NULL);
}

/* Runs one step. Whether the next may follow at once; @self is gone after RESET and CLOSE. */
static gboolean
run_step (FaultConnection *self,
          const char      *step)
{
  if (g_str_equal (step, "RESET")) {
    reset_connection (self);
    return FALSE;
  }
  if (g_str_equal (step, "CLOSE")) {
    end_connection (self);
    return FALSE;
  }
  if (g_str_equal (step, "HANG"))
    return FALSE;
  if (g_str_equal (step, "READ")) {
    self->awaits = self->in->len == 0;
    g_string_truncate (self->in, 0);
    return !self->awaits;
  }
  if (g_str_has_prefix (step, "SLEEP ")) {
    sleep_for (self, strtoul (step + strlen ("SLEEP "), NULL, 10));
    return FALSE;
  }
  if (g_str_has_prefix (step, "CUT ")) {
    self->left = strtol (step + strlen ("CUT "), NULL, 10);
    return TRUE;
  }
  if (g_str_has_prefix (step, "PIECE ")) {
    self->piece = strtoul (step + strlen ("PIECE "), NULL, 10);
    return TRUE;
  }

  if (g_str_has_prefix (step, "FLOOD ")) {
    self->flood = strtoul (step + strlen ("FLOOD "), NULL, 10) * 1000000;
    start_writing (self);
  } else if (g_str_has_prefix (step, "TEXT ")) {
    send_frame (self, step + strlen ("TEXT "));
  } else if (g_str_equal (step, "UPGRADE")) {
    send_upgrade (self);
  } else if (*step != '\0') {
    fault_connection_send (self, step);
  } else {
    return TRUE;
  }

  return FALSE; /* when it is out */
}

static void
run_steps (FaultConnection *self)
{
  do {
    if (self->steps[self->at] == NULL) {
      g_clear_pointer (&self->steps, g_strfreev);
      self->busy = FALSE;
      self->piece = 0;
      return;
    }
  } while (run_step (self, self->steps[self->at++]));
}

static void
handle_request (FaultConnection *self,
                const char      *path,
                const char      *query,
                const char      *body)
{
  const char *known = g_str_has_prefix (path, "/heartbeat/") ? "/heartbeat" : path;
  Route      *route = get_route (self->server, known);

  route->n_requests++;
  g_free (route->last_body);
  route->last_body = g_strdup (body);

  if (route->scripts->len == 0) {
    fault_app_answer (self, path, query, body);
    return;
  }

  self->steps = g_strdupv (route->scripts->pdata[0]);
  if (route->scripts->len > 1)
    g_ptr_array_remove_index (route->scripts, 0);
  self->at = 0;
  self->busy = TRUE;
  run_steps (self);
}

/* reading */

static char *
dup_header (const char *head,
            const char *name) /* with the line end before and the colon behind it */
{
  const char *found = strcasestr (head, name);
  const char *value = found != NULL ? found + strlen (name) : NULL;

  return value != NULL ? g_strstrip (g_strndup (value, strcspn (value, "\r"))) : NULL;
}

/* Takes a whole request off the buffer. */
static void
take_request (FaultConnection *self)
{
  const char      *end = strstr (self->in->str, "\r\n\r\n");
  g_autofree char *head = end != NULL ? g_strndup (self->in->str, end + 2 - self->in->str) : NULL;
  g_autofree char *length_text = head != NULL ? dup_header (head, "\r\nContent-Length:") : NULL;
  gsize            length = length_text != NULL ? strtoul (length_text, NULL, 10) : 0;
  g_autofree char *body = NULL;
  g_auto (GStrv)   words = NULL;
  char            *query;

  if (head == NULL || self->in->len < strlen (head) + 2 + length)
    return;

  body = g_strndup (end + 4, length);
  words = g_strsplit (head, " ", 3);
  g_free (self->key);
  self->key = dup_header (head, "\r\nSec-WebSocket-Key:");
  g_string_erase (self->in, 0, strlen (head) + 2 + length);
  query = strchr (words[1], '?');
  if (query != NULL)
    *query++ = '\0';
  handle_request (self, words[1], query, body);
}

static gboolean
read_cb (GSocket     *socket,
         GIOCondition condition,
         gpointer     user_data)
{
  FaultConnection   *self = user_data;
  g_autoptr (GError) error = NULL;
  char               bytes[16384];
  gssize             n = g_socket_receive (socket, bytes, sizeof bytes, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  if (n <= 0) {
    end_connection (self);
    return G_SOURCE_REMOVE;
  }

  g_string_append_len (self->in, bytes, n);
  if (self->awaits) {
    self->awaits = FALSE;
    g_string_truncate (self->in, 0);
    run_steps (self);
  } else if (!self->busy) {
    take_request (self);
  }

  return G_SOURCE_CONTINUE;
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *stream,
             GObject           *source,
             FaultServer       *self)
{
  FaultConnection *connection = g_new0 (FaultConnection, 1);

  connection->server = self;
  connection->stream = g_object_ref (G_IO_STREAM (stream));
  connection->socket = g_socket_connection_get_socket (stream);
  connection->in = g_string_new (NULL);
  connection->out = g_string_new (NULL);
  connection->left = -1;
  g_socket_set_blocking (connection->socket, FALSE);
  g_socket_set_option (connection->socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  connection->reading = g_socket_create_source (connection->socket, G_IO_IN, NULL);
  g_source_set_callback (connection->reading, G_SOURCE_FUNC (read_cb), connection, NULL);
  g_source_attach (connection->reading, NULL);
  g_ptr_array_add (self->connections, connection);

  return TRUE;
}

/* the server */

void
fault_server_start (FaultServer *self)
{
  g_autoptr (GInetAddress)   loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, self->port);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError)         error = NULL;

  self->service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), 512);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
}

void
fault_server_stop (FaultServer *self)
{
  if (self->service == NULL)
    return;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  while (self->connections->len > 0)
    reset_connection (self->connections->pdata[0]); /* leaves no port in TIME_WAIT */
  g_hash_table_remove_all (self->pending);
}

FaultServer *
fault_server_new (void)
{
  FaultServer *self = g_new0 (FaultServer, 1);

  self->routes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) route_free);
  self->connections = g_ptr_array_new_with_free_func ((GDestroyNotify) connection_free);
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->protocol = g_strdup ("sse_v3");
  fault_server_start (self);
  self->uri = g_strdup_printf ("http://127.0.0.1:%u", self->port);

  return self;
}

void
fault_server_free (FaultServer *self)
{
  fault_server_stop (self);
  if (self->tick != 0)
    g_source_remove (self->tick);
  g_hash_table_unref (self->routes);
  g_ptr_array_unref (self->connections);
  g_hash_table_unref (self->pending);
  g_free (self->protocol);
  g_free (self->uri);
  g_free (self);
}

const char *
fault_server_get_uri (FaultServer *self)
{
  return self->uri;
}

void
fault_server_set_protocol (FaultServer *self,
                           const char  *protocol)
{
  g_free (self->protocol);
  self->protocol = g_strdup (protocol);
}

void
fault_server_set_heartbeat (FaultServer *self,
                            gboolean     heartbeat)
{
  self->heartbeat = heartbeat;
}

void
fault_server_clear_script (FaultServer *self,
                           const char  *path)
{
  g_ptr_array_set_size (get_route (self, path)->scripts, 0);
}

void
fault_server_set_script (FaultServer       *self,
                         const char        *path,
                         const char *const *steps)
{
  fault_server_clear_script (self, path);
  fault_server_add_script (self, path, steps);
}

void
fault_server_add_script (FaultServer       *self,
                         const char        *path,
                         const char *const *steps)
{
  g_ptr_array_add (get_route (self, path)->scripts, g_strdupv ((GStrv) steps));
}

guint
fault_server_count (FaultServer *self,
                    const char  *path)
{
  return get_route (self, path)->n_requests;
}

const char *
fault_server_get_last_body (FaultServer *self,
                            const char  *path)
{
  return get_route (self, path)->last_body;
}

guint
fault_server_get_n_streams (FaultServer *self)
{
  guint n = 0;

  for (guint i = 0; i < self->connections->len; i++)
    n += ((FaultConnection *) self->connections->pdata[i])->session != NULL;

  return n;
}

guint
fault_server_get_max_streams (FaultServer *self)
{
  return self->max_streams;
}

static gboolean
too_late_cb (gpointer user_data)
{
  g_error ("Waited in vain");

  return G_SOURCE_REMOVE;
}

void
fault_server_wait (gboolean *done,
                   guint     seconds)
{
  guint id = g_timeout_add_seconds (seconds, too_late_cb, NULL);

  while (!*done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

static gboolean
passed_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

void
fault_server_pass (guint milliseconds)
{
  gboolean passed = FALSE;

  g_timeout_add (milliseconds, passed_cb, &passed);
  fault_server_wait (&passed, 60);
}
