/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recorded exchanges with servers of every generation, whole, byte by byte and cut at random: a job makes the same of them. */
#include "fault-run.h"

#include <string.h>

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
#define N_RANDOM 5 /* ways to cut each one at random */

/* One job of a recording. */
typedef struct {
  char      *answer; /* to POST /queue/join, later generations only */
  GPtrArray *pieces; /* of char: chunks of its stream, or frames */
  int        code;   /* of the close frame, 0 for none */
} Exchange;

typedef struct {
  GPtrArray *exchanges; /* of Exchange */
  Exchange  *last;
  char       stream[8]; /* connection of the last one's stream */
  char       join[8];   /* connection whose answer is awaited */
} Trace;

static void
exchange_free (Exchange *exchange)
{
  g_free (exchange->answer);
  g_ptr_array_unref (exchange->pieces);
  g_free (exchange);
}

static void
begin_exchange (Trace *trace)
{
  trace->last = g_new0 (Exchange, 1);
  trace->last->pieces = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (trace->exchanges, trace->last);
}

static void
read_request (Trace      *trace,
              const char *connection,
              const char *what)
{
  gboolean joins = strstr (what, "/queue/join") != NULL;

  if (joins)
    begin_exchange (trace);
  if (joins && g_str_has_prefix (what, "POST"))
    g_strlcpy (trace->join, connection, sizeof trace->join);
  else if (joins || g_str_has_prefix (what, "GET"))
    g_strlcpy (trace->stream, connection, sizeof trace->stream);
}

static void
read_received (Trace      *trace,
               const char *connection,
               const char *what,
               const char *body)
{
  if (g_str_equal (what, "") && g_str_equal (connection, trace->join)) {
    trace->last->answer = g_strndup (body, strcspn (body, "\n"));
    trace->join[0] = '\0';
  } else if (g_str_equal (what, "chunk") && g_str_equal (connection, trace->stream)) {
    g_ptr_array_add (trace->last->pieces, g_strdup (body));
  } else if (g_str_equal (what, "text frame")) {
    g_ptr_array_add (trace->last->pieces, g_strndup (body, strlen (body) - 1));
  } else if (g_str_has_prefix (what, "close frame, code ")) {
    trace->last->code = (int) g_ascii_strtoll (what + strlen ("close frame, code "), NULL, 10);
  }
}

/* Returns: (transfer full) (element-type Exchange) */
static GPtrArray *
load_trace (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "traces", name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv)   records = NULL;
  Trace            trace = { g_ptr_array_new_with_free_func ((GDestroyNotify) exchange_free) };

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "== "));
  records = g_strsplit (text + strlen ("== "), "\n== ", -1);
  for (guint i = 0; records[i] != NULL; i++) {
    g_autofree char *line = g_strndup (records[i], strcspn (records[i], "\n"));
    g_auto (GStrv)   words = g_strsplit (line, " ", 3);
    g_autofree char *body = g_strconcat (records[i] + MIN (strlen (line) + 1, strlen (records[i])), "\n", NULL);

    if (g_str_equal (words[1], ">"))
      read_request (&trace, words[0], words[2]);
    else if (g_str_equal (words[1], "<"))
      read_received (&trace, words[0], words[2] != NULL ? words[2] : "", body);
  }
  g_assert_cmpuint (trace.exchanges->len, >, 0);

  return trace.exchanges;
}

/* serving */

/* Cuts @text at random. */
static void
add_cut (GPtrArray  *steps,
         const char *text,
         GRand      *rand)
{
  while (*text != '\0') {
    gsize length = (gsize) g_rand_int_range (rand, 1, 40);

    length = MIN (length, strlen (text));
    g_ptr_array_add (steps, g_strndup (text, length));
    text += length;
  }
}

static GPtrArray *
make_stream (Exchange   *exchange,
             const char *piece,
             GRand      *rand) /* nullable */
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (steps, g_strdup (piece));
  g_ptr_array_add (steps, g_strdup (HEAD));
  for (guint i = 0; i < exchange->pieces->len; i++) {
    if (rand != NULL)
      add_cut (steps, exchange->pieces->pdata[i], rand);
    else
      g_ptr_array_add (steps, g_strdup (exchange->pieces->pdata[i]));
  }
  g_ptr_array_add (steps, g_strdup ("CLOSE"));
  g_ptr_array_add (steps, NULL);

  return steps;
}

static GPtrArray *
make_socket (Exchange   *exchange,
             const char *piece)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (steps, g_strdup (piece));
  g_ptr_array_add (steps, g_strdup ("UPGRADE"));
  for (guint i = 0; i < exchange->pieces->len; i++) {
    const char *frame = exchange->pieces->pdata[i];

    g_ptr_array_add (steps, g_strconcat ("TEXT ", frame, NULL));
    if (strstr (frame, "\"send_hash\"") != NULL || strstr (frame, "\"send_data\"") != NULL)
      g_ptr_array_add (steps, g_strdup ("READ"));
  }
  g_assert_cmpint (exchange->code, ==, 1000);
  g_ptr_array_add (steps, g_strdup ("\x88\x02\x03\xe8"));
  g_ptr_array_add (steps, g_strdup ("HANG"));
  g_ptr_array_add (steps, NULL);

  return steps;
}

static void
serve (FaultServer *server,
       const char  *protocol,
       Exchange    *exchange,
       const char  *piece,
       GRand       *rand)
{
  g_autoptr (GPtrArray) steps = NULL;

  if (protocol == NULL)
    steps = make_socket (exchange, piece);
  else
    steps = make_stream (exchange, piece, rand);

  if (exchange->answer != NULL) {
    g_autofree char *answer = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                               strlen (exchange->answer), exchange->answer);

    fault_server_set_script (server, "/queue/join", STEPS (answer));
    fault_server_set_script (server, "/queue/data", (const char *const *) steps->pdata);
  } else {
    fault_server_set_script (server, "/queue/join", (const char *const *) steps->pdata);
    fault_server_set_script (server, "/queue/data", STEPS ("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull"));
  }
}

/* what a job makes of it */

static void
append_outputs (GString   *seen,
                GradioJob *job)
{
  JsonArray           *outputs = gradio_job_get_outputs (job);
  g_autoptr (JsonNode) node = NULL;

  if (outputs != NULL)
    node = json_node_init_array (json_node_alloc (), outputs);
  gradio_json_append (seen, node);
  g_string_append_c (seen, '\n');
}

static void
partial_cb (GString   *seen,
            GradioJob *job)
{
  g_string_append (seen, "partial ");
  append_outputs (seen, job);
}

static void
log_cb (GString   *seen,
        GradioLog *log)
{
  g_string_append_printf (seen, "log %s %s\n", log->title, log->text);
}

static void
changed_cb (GString    *seen,
            GParamSpec *pspec,
            GradioJob  *job)
{
  GPtrArray *progress = gradio_job_get_progress (job);

  g_string_append_printf (seen, "%s %d %d", g_param_spec_get_name (pspec), (int) gradio_job_get_state (job),
                          gradio_job_get_queue_position (job));
  for (guint i = 0; i < progress->len; i++) {
    g_autofree char *text = gradio_progress_dup_text (progress->pdata[i]);

    g_string_append_printf (seen, " [%s]", text);
  }
  g_string_append_c (seen, '\n');
}

static char *
play (FaultRun *run)
{
  g_autoptr (GString) seen = g_string_new (NULL);

  fault_run_submit (run, "/echo");
  g_signal_connect_swapped (run->job, "partial", G_CALLBACK (partial_cb), seen);
  g_signal_connect_swapped (run->job, "log", G_CALLBACK (log_cb), seen);
  g_signal_connect_swapped (run->job, "notify::state", G_CALLBACK (changed_cb), seen);
  g_signal_connect_swapped (run->job, "notify::progress", G_CALLBACK (changed_cb), seen);
  g_signal_connect_swapped (run->job, "notify::queue-position", G_CALLBACK (changed_cb), seen);
  fault_run_wait (run);
  g_signal_handlers_disconnect_by_data (run->job, seen);
  g_string_append_printf (seen, "%u messages, %s, ", gradio_job_get_n_messages (run->job),
                          run->error != NULL ? run->error->message : "well");
  append_outputs (seen, run->job);

  return g_string_free (g_steal_pointer (&seen), FALSE);
}

/* What the recording itself says about the end. */
static void
assert_end (FaultRun *run,
            Exchange *exchange)
{
  const char          *result = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) got = NULL;
  JsonObject          *output;
  JsonArray           *outputs;

  for (guint i = 0; i < exchange->pieces->len; i++)
    if (strstr (exchange->pieces->pdata[i], "process_completed") != NULL)
      result = strchr (exchange->pieces->pdata[i], '{');

  if (result == NULL) { /* an event with `cancels` ended it */
    g_assert_error (run->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    return;
  }

  node = gradio_json_parse (result, (gssize) strcspn (result, "\n"), NULL);
  output = gradio_json_get_object (json_node_get_object (node), "output");
  if (!gradio_json_get_boolean (json_node_get_object (node), "success", FALSE)) {
    g_assert_error (run->error, GRADIO_ERROR, GRADIO_ERROR_APP);
    return;
  }

  g_assert_no_error (run->error);
  outputs = gradio_job_get_outputs (run->job);
  g_assert_cmpuint (json_array_get_length (gradio_json_get_array (output, "data")) > 0, ==, outputs != NULL);
  if (outputs != NULL) {
    got = json_node_init_array (json_node_alloc (), outputs);
    g_assert_true (gradio_json_equal (json_object_get_member (output, "data"), got));
  }
}

static void
replay (FaultServer *server,
        FaultRun    *run,
        const char  *protocol,
        Exchange    *exchange)
{
  static const char *const PIECES[] = { "PIECE 1", "PIECE 2", "PIECE 13" };
  g_autofree char         *whole = NULL;
  GRand                   *rand = g_rand_new_with_seed (6);

  serve (server, protocol, exchange, "", NULL);
  whole = play (run);
  assert_end (run, exchange);
  fault_run_forget (run);

  for (guint i = 0; i < G_N_ELEMENTS (PIECES) + N_RANDOM; i++) {
    gboolean         even = i < G_N_ELEMENTS (PIECES);
    g_autofree char *same = NULL;

    serve (server, protocol, exchange, even ? PIECES[i] : "", even ? NULL : rand);
    same = play (run);
    g_assert_cmpstr (same, ==, whole);
    fault_run_forget (run);
  }
  g_rand_free (rand);
}

static const char *
get_protocol (const char *name)
{
  static const char *const PROTOCOLS[][2] = {
    { "3.", NULL },
    { "4.8.", "sse" },
    { "4.12.", "sse_v1" },
    { "4.19.", "sse_v2" },
    { "4.21.", "sse_v2.1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (PROTOCOLS); i++)
    if (g_str_has_prefix (name, PROTOCOLS[i][0]))
      return PROTOCOLS[i][1];

  return "sse_v3";
}

static void
test_replay (gconstpointer data)
{
  const char             *protocol = get_protocol (data);
  g_autoptr (FaultServer) server = fault_server_new ();
  g_autoptr (GPtrArray)   exchanges = load_trace (data);
  FaultRun               *run;

  fault_server_set_protocol (server, protocol);
  run = fault_run_new_connected (server);
  gradio_connection_set_time_scale (gradio_client_get_connection (run->client), 1);
  for (guint i = 0; i < exchanges->len; i++)
    replay (server, run, protocol, exchanges->pdata[i]);
  fault_run_free (run);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *path = NULL;
  g_autoptr (GDir) folder = NULL;
  const char      *name;

  g_test_init (&argc, &argv, NULL);

  path = g_test_build_filename (G_TEST_DIST, "traces", NULL);
  folder = g_dir_open (path, 0, NULL);
  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *test = g_strconcat ("/replay/", name, NULL);

    if (g_str_has_suffix (name, ".txt"))
      g_test_add_data_func_full (test, g_strdup (name), test_replay, g_free);
  }

  return g_test_run ();
}
