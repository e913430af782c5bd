/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream beside other work of the main loop: what a window draws, and what stops it for a while. */
#include "raw-server.h"

#include "gradio-connection.h"
#include "gradio-error.h"
#include "gradio-event-stream.h"

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
#define MESSAGE "data: {\"msg\":\"heartbeat\",\"event_id\":null}\n\n"
#define DRAW_PRIORITY (G_PRIORITY_HIGH_IDLE + 20) /* GDK's */
#define MANY 400000                               /* messages: more than is read in a few turns */
#define TIME_SCALE 0.03                           /* 45 s are 1.35 s */
#define STALL_MS 2000

typedef struct {
  RawServer         *server;
  GradioConnection  *connection;
  GradioEventStream *stream;
  guint              n_asked; /* messages that the server sends at once */
  guint              n_messages;
  guint              n_drawn; /* since the first message */
  guint              draw_id;
  gboolean           is_open; /* the server goes on */
  gboolean           ended;
  GError            *error;
} Fixture;

static gboolean
answer_cb (const char *head, guint number, GString *response, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append (response, HEAD);
  for (guint i = 0; i < fixture->n_asked; i++)
    g_string_append (response, MESSAGE);

  return !fixture->is_open;
}

static void
message_cb (gpointer user_data, const GradioMessage *message)
{
  Fixture *fixture = user_data;

  fixture->n_messages++;
}

static void
ended_cb (gpointer user_data, const GError *error)
{
  Fixture *fixture = user_data;

  fixture->ended = TRUE;
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
}

static const GradioEventStreamFuncs FUNCS = { .message = message_cb, .ended = ended_cb };

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *base = NULL;

  fixture->server = raw_server_new (answer_cb, fixture);
  base = g_strdup_printf ("http://127.0.0.1:%u", raw_server_get_port (fixture->server));
  fixture->connection = gradio_connection_new ();
  gradio_connection_set_base (fixture->connection, base, "");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_handle_id (&fixture->draw_id, g_source_remove);
  gradio_event_stream_close (fixture->stream);
  while (G_OBJECT (fixture->stream)->ref_count > 1) /* until its last read is cancelled */
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (g_steal_pointer (&fixture->stream));
  g_clear_object (&fixture->connection);
  raw_server_free (fixture->server);
  g_clear_error (&fixture->error);
}

static void
open_stream (Fixture *fixture)
{
  fixture->stream = gradio_event_stream_open (fixture->connection, "/queue/data", &FUNCS, fixture);
}

static gboolean
draw_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_drawn += fixture->n_messages > 0;

  return G_SOURCE_CONTINUE;
}

/* A window that has to draw all the time, as that of a camera on a slow computer, stops no stream. */
static void
test_drawing (Fixture *fixture, gconstpointer data)
{
  fixture->n_asked = 3;
  fixture->draw_id = g_idle_add_full (DRAW_PRIORITY, draw_cb, fixture, NULL);
  open_stream (fixture);
  while (!fixture->ended)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->n_messages, ==, 3);
}

/* Nor does a server that never pauses stop the window. */
static void
test_flood (Fixture *fixture, gconstpointer data)
{
  fixture->n_asked = MANY;
  fixture->draw_id = g_idle_add_full (DRAW_PRIORITY, draw_cb, fixture, NULL);
  open_stream (fixture);
  while (!fixture->ended)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->n_messages, ==, MANY);
  g_assert_cmpuint (fixture->n_drawn, >=, 3);
}

static gboolean
stall_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  raw_server_write (fixture->server, MESSAGE);
  g_usleep (STALL_MS * 1000); /* the main loop is what stands still */

  return G_SOURCE_REMOVE;
}

/* What was sent while the program stood still for too long is read: the server was not silent. */
static void
test_stall (Fixture *fixture, gconstpointer data)
{
  fixture->n_asked = 1;
  fixture->is_open = TRUE;
  gradio_connection_set_time_scale (fixture->connection, TIME_SCALE);
  open_stream (fixture);
  while (fixture->n_messages == 0 && !fixture->ended)
    g_main_context_iteration (NULL, TRUE);
  g_idle_add_full (G_PRIORITY_DEFAULT, stall_cb, fixture, NULL);
  while (fixture->n_messages == 1 && !fixture->ended)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->n_messages, ==, 2);

  while (!fixture->ended) /* now it is */
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_LOST);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/event-stream/drawing", Fixture, NULL, set_up, test_drawing, tear_down);
  g_test_add ("/event-stream/flood", Fixture, NULL, set_up, test_flood, tear_down);
  g_test_add ("/event-stream/stall", Fixture, NULL, set_up, test_stall, tear_down);

  return g_test_run ();
}
