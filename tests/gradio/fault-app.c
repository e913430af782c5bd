/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-server-private.h"

#include <string.h>

#define CONFIG                                                                        \
  "{\"version\":\"6.31.0\",%s\"title\":\"Faults\",\"connect_heartbeat\":%s,"          \
  "\"components\":[{\"id\":1,\"type\":\"textbox\",\"props\":{\"value\":\"hello\"}}]," \
  "\"dependencies\":["                                                                \
  "{\"id\":0,\"targets\":[[9,\"click\"]],\"inputs\":[1],\"outputs\":[1],"             \
  "\"backend_fn\":true,\"queue\":true,\"api_name\":\"echo\"},"                        \
  "{\"id\":1,\"targets\":[[9,\"click\"]],\"inputs\":[1],\"outputs\":[1],"             \
  "\"backend_fn\":true,\"queue\":false,\"api_name\":\"direct\"},"                     \
  "{\"id\":2,\"targets\":[[9,\"stream\"]],\"inputs\":[1],\"outputs\":[1],"            \
  "\"backend_fn\":true,\"queue\":true,\"api_name\":\"feed\",\"connection\":\"stream\"}]}"

#define OK_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s"
#define STREAM_HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"

static void
answer_json (FaultConnection *self,
             const char      *json)
{
  g_autofree char *text = g_strdup_printf (OK_HEAD, strlen (json), json);

  fault_connection_send (self, text);
}

static void
answer_config (FaultConnection *self)
{
  FaultServer     *server = self->server;
  g_autofree char *protocol = server->protocol != NULL
                                ? g_strdup_printf ("\"protocol\":\"%s\",", server->protocol)
                                : g_strdup ("");
  g_autofree char *config = g_strdup_printf (CONFIG, protocol, server->heartbeat ? "true" : "false");

  answer_json (self, config);
}

static GPtrArray *
get_pending (FaultServer *self,
             const char  *session)
{
  GPtrArray *events = g_hash_table_lookup (self->pending, session);

  if (events == NULL) {
    events = g_ptr_array_new_with_free_func (g_free);
    g_hash_table_insert (self->pending, g_strdup (session), events);
  }

  return events;
}

/* Tells a session's stream of its jobs, and ends it as servers do. */
static void
serve_session (FaultConnection *stream)
{
  GPtrArray          *events = get_pending (stream->server, stream->session);
  g_autoptr (GString) text = g_string_new (NULL);

  if (events->len == 0 || stream->ends)
    return;

  for (guint i = 0; i < events->len; i++)
    g_string_append_printf (text,
                            "data: {\"msg\":\"process_completed\",\"event_id\":\"%s\",\"success\":true,"
                            "\"output\":{\"data\":[\"done\"]}}\n\n",
                            (char *) events->pdata[i]);
  g_string_append (text, "data: {\"msg\":\"close_stream\",\"event_id\":null}\n\n");
  g_hash_table_remove (stream->server->pending, stream->session);
  stream->ends = TRUE;
  fault_connection_send (stream, text->str);
}

static FaultConnection *
find_stream (FaultServer *self,
             const char  *session)
{
  for (guint i = 0; i < self->connections->len; i++) {
    FaultConnection *stream = self->connections->pdata[i];

    if (g_strcmp0 (stream->session, session) == 0 && !stream->ends)
      return stream;
  }

  return NULL;
}

static char *
dup_member (const char *body,
            const char *name)
{
  g_autoptr (JsonNode) node = gradio_json_parse (body, -1, NULL);

  return node != NULL ? g_strdup (gradio_json_get_string (json_node_get_object (node), name, "")) : g_strdup ("");
}

static void
join (FaultConnection *self,
      const char      *body)
{
  FaultServer     *server = self->server;
  g_autofree char *session = dup_member (body, "session_hash");
  g_autofree char *answer = g_strdup_printf ("{\"event_id\":\"e%u\"}", ++server->n_joins);
  FaultConnection *stream = find_stream (server, session);

  g_ptr_array_add (get_pending (server, session), g_strdup_printf ("e%u", server->n_joins));
  answer_json (self, answer);
  if (stream != NULL && server->tick == 0)
    serve_session (stream);
}

static void
open_stream (FaultConnection *self,
             const char      *query)
{
  self->session = g_strdup (query != NULL ? query + strlen ("session_hash=") : "");
  self->server->max_streams = MAX (self->server->max_streams, fault_server_get_n_streams (self->server));
  fault_connection_send (self, STREAM_HEAD);
  if (self->server->tick == 0)
    serve_session (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  FaultServer *self = user_data;

  for (guint i = 0; i < self->connections->len; i++) {
    FaultConnection *connection = self->connections->pdata[i];

    if (connection->session != NULL)
      serve_session (connection);
  }

  return G_SOURCE_CONTINUE;
}

void
fault_server_set_tick (FaultServer *self,
                       guint        milliseconds)
{
  self->tick = g_timeout_add (milliseconds, tick_cb, self);
}

void
fault_app_answer (FaultConnection *self,
                  const char      *path,
                  const char      *query,
                  const char      *body)
{
  if (g_str_equal (path, "/config"))
    answer_config (self);
  else if (g_str_equal (path, "/info"))
    answer_json (self, "{\"named_endpoints\":{},\"unnamed_endpoints\":{}}");
  else if (g_str_equal (path, "/queue/join"))
    join (self, body);
  else if (g_str_equal (path, "/queue/data"))
    open_stream (self, query);
  else if (g_str_has_prefix (path, "/heartbeat"))
    fault_connection_send (self, STREAM_HEAD);
  else if (g_str_equal (path, "/run/predict"))
    answer_json (self, "{\"data\":[\"done\"]}");
  else if (g_str_equal (path, "/cancel") || g_str_equal (path, "/reset") || g_str_has_prefix (path, "/stream/"))
    answer_json (self, "{\"success\":true}");
  else
    fault_connection_send (self, "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
}
