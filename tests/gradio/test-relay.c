/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A port that leads to a Unix socket. The two ends are a browser and an app that the test plays itself. */
#include "fake-app.h"

#include <glib/gstdio.h>
#include <string.h>

#define LARGE (24 * 1024 * 1024)
#define MUCH (10 * LARGE) /* more than any kernel keeps for two connections */

typedef struct {
  GSocketService    *service; /* where apps are reached */
  GSocketConnection *app;     /* the last one that came */
  GSocketConnection *browser;
  GradioRelay       *relay;
  char              *folder;
  char              *path;
} Fixture;

static gboolean
incoming_cb (Fixture *fixture, GSocketConnection *connection)
{
  g_set_object (&fixture->app, connection);

  return TRUE;
}

static void
set_up_without_app (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("relay-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "http.sock", NULL);
  fixture->relay = gradio_relay_new (fixture->path, 0, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError)         error = NULL;

  set_up_without_app (fixture, data);
  address = g_unix_socket_address_new (fixture->path);
  fixture->service = g_socket_service_new ();
  g_signal_connect_swapped (fixture->service, "incoming", G_CALLBACK (incoming_cb), fixture);
  g_socket_listener_add_address (G_SOCKET_LISTENER (fixture->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->relay != NULL)
    g_assert_finalize_object (fixture->relay);
  g_clear_object (&fixture->app);
  g_clear_object (&fixture->browser);
  if (fixture->service != NULL) {
    g_socket_service_stop (fixture->service);
    g_socket_listener_close (G_SOCKET_LISTENER (fixture->service));
  }
  g_clear_object (&fixture->service);
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static void
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static GSocketConnection *
visit (Fixture *fixture, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GAsyncResult)  result = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_to_host_async (client, "127.0.0.1", gradio_relay_get_port (fixture->relay), NULL, result_cb,
                                         &result);
  wait_for_result (&result);

  return g_socket_client_connect_to_host_finish (client, result, error);
}

/* A browser that has reached the app. */
static void
meet (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->app);
  g_clear_object (&fixture->browser);
  fixture->browser = visit (fixture, &error);
  g_assert_no_error (error);
  while (fixture->app == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Returns: how many bytes came until the end, or until an error that is given */
static gsize
read_all (GSocketConnection *from, GByteArray *bytes, GError **error)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (from));
  gsize         total = 0;

  for (;;) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GBytes)       piece = NULL;

    g_input_stream_read_bytes_async (input, 100000, G_PRIORITY_DEFAULT, NULL, result_cb, &result);
    wait_for_result (&result);
    piece = g_input_stream_read_bytes_finish (input, result, error);
    if (piece == NULL || g_bytes_get_size (piece) == 0)
      return total;

    total += g_bytes_get_size (piece);
    if (bytes != NULL)
      g_byte_array_append (bytes, g_bytes_get_data (piece, NULL), (guint) g_bytes_get_size (piece));
  }
}

static char *
read_text (GSocketConnection *from)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError)     error = NULL;

  read_all (from, bytes, &error);
  g_assert_no_error (error);

  g_byte_array_append (bytes, (const guint8 *) "", 1);

  return g_strdup ((const char *) bytes->data);
}

static void
send_text (GSocketConnection *to, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  GOutputStream           *output = g_io_stream_get_output_stream (G_IO_STREAM (to));

  g_output_stream_write_all_async (output, text, strlen (text), G_PRIORITY_DEFAULT, NULL, result_cb, &result);
  wait_for_result (&result);
  g_output_stream_write_all_finish (output, result, NULL, &error);
  g_assert_no_error (error);
}

static void
end (GSocketConnection *connection)
{
  g_assert_true (g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL));
}

typedef struct {
  GSocketConnection *to;
  GBytes            *bytes;
  gboolean           done;
} Sending;

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sending           *sending = user_data;
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error);
  g_assert_no_error (error);
  end (sending->to);
  sending->done = TRUE;
}

static void
start_sending (Sending *sending)
{
  gsize       size = 0;
  const void *data = g_bytes_get_data (sending->bytes, &size);

  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (sending->to)), data, size,
                                   G_PRIORITY_DEFAULT, NULL, sent_cb, sending);
}

static GBytes *
new_large (guint seed)
{
  char *data = g_malloc (LARGE);

  for (gsize i = 0; i < LARGE; i++)
    data[i] = (char) (i * seed + i / 251);

  return g_bytes_new_take (data, LARGE);
}

static void
assert_arrives (GSocketConnection *at, GBytes *expected)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError)     error = NULL;

  read_all (at, bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bytes->len, ==, g_bytes_get_size (expected));
  g_assert_true (memcmp (bytes->data, g_bytes_get_data (expected, NULL), bytes->len) == 0);
}

/* Both ways at once; one is read only when the other is through. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) up = new_large (31);
  g_autoptr (GBytes) down = new_large (17);
  Sending            browser = { NULL, up, FALSE };
  Sending            app = { NULL, down, FALSE };
  gint64             start = g_get_monotonic_time ();

  meet (fixture);
  browser.to = fixture->browser;
  app.to = fixture->app;
  start_sending (&browser);
  start_sending (&app);
  assert_arrives (fixture->app, up);
  assert_arrives (fixture->browser, down);
  g_assert_true (browser.done && app.done);
  g_test_message ("%.0f MB/s", 2.0 * LARGE / (double) MAX (g_get_monotonic_time () - start, 1));
}

/* What nobody reads is not taken: the relay keeps some pieces, and the kernel its own. */
static void
test_back_pressure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *piece = g_strnfill (65536, 'x');
  GSocket           *socket = NULL;
  gsize              sent = 0;
  guint              n_full = 0;

  meet (fixture);
  socket = g_socket_connection_get_socket (fixture->app);
  g_socket_set_blocking (socket, FALSE);
  while (n_full < 100 && sent < MUCH) {
    gssize n = g_socket_send (socket, piece, 65536, NULL, NULL);

    sent += (gsize) MAX (n, 0);
    n_full = n > 0 ? 0 : n_full + 1;
    while (g_main_context_iteration (NULL, FALSE))
      n_full = n > 0 ? 0 : n_full;
  }
  g_assert_cmpuint (sent, <, MUCH);

  end (fixture->app);
  g_assert_cmpuint (read_all (fixture->browser, NULL, &error), ==, sent);
  g_assert_no_error (error);
}

/* Who has asked all may say so, and still gets the answer. */
static void
test_half_close (Fixture *fixture, gconstpointer data)
{
  g_autofree char *asked = NULL;
  g_autofree char *answered = NULL;

  meet (fixture);
  send_text (fixture->browser, "question");
  end (fixture->browser);
  asked = read_text (fixture->app);
  g_assert_cmpstr (asked, ==, "question");

  send_text (fixture->app, "answer");
  end (fixture->app);
  answered = read_text (fixture->browser);
  g_assert_cmpstr (answered, ==, "answer");
}

/* An app that answers before it has heard all, and closes. */
static void
test_early_answer (Fixture *fixture, gconstpointer data)
{
  g_autofree char   *text = g_strnfill (1000, 'x');
  g_autofree char   *answered = NULL;
  g_autoptr (GError) error = NULL;

  meet (fixture);
  send_text (fixture->app, "no");
  g_io_stream_close (G_IO_STREAM (fixture->app), NULL, NULL);
  answered = read_text (fixture->browser);
  g_assert_cmpstr (answered, ==, "no");

  /* And that it is gone is told. */
  while (error == NULL) {
    g_output_stream_write (g_io_stream_get_output_stream (G_IO_STREAM (fixture->browser)), text, 1000, NULL, &error);
    g_main_context_iteration (NULL, FALSE);
  }
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) browsers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) apps = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 100; i++) {
    meet (fixture);
    g_ptr_array_add (browsers, g_steal_pointer (&fixture->browser));
    g_ptr_array_add (apps, g_steal_pointer (&fixture->app));
  }
  for (guint i = 100; i-- > 0;) {
    g_autofree char *sent = g_strdup_printf ("%u", i);
    g_autofree char *got = NULL;

    send_text (browsers->pdata[i], sent);
    end (browsers->pdata[i]);
    got = read_text (apps->pdata[i]);
    g_assert_cmpstr (got, ==, sent);
  }
}

/* More than a page needs, and then as many again when the first ones are gone. */
static void
test_too_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) browsers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) apps = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError)    error = NULL;
  g_autofree char      *nothing = NULL;

  for (guint i = 0; i < 200; i++) {
    meet (fixture);
    g_ptr_array_add (browsers, g_steal_pointer (&fixture->browser));
    g_ptr_array_add (apps, g_steal_pointer (&fixture->app));
  }
  fixture->browser = visit (fixture, &error);
  g_assert_no_error (error);
  nothing = read_text (fixture->browser);
  g_assert_cmpstr (nothing, ==, "");

  /* Each one that ends is seen by its app, and makes room. */
  g_ptr_array_set_size (browsers, 0);
  for (guint i = 0; i < apps->len; i++)
    g_assert_cmpuint (read_all (apps->pdata[i], NULL, NULL), ==, 0);
  g_ptr_array_set_size (apps, 0);
  while (fixture->app == NULL) {
    g_clear_object (&fixture->browser);
    fixture->browser = visit (fixture, NULL);
    for (guint i = 0; i < 100; i++)
      g_main_context_iteration (NULL, FALSE);
  }
}

static void
test_no_app (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *nothing = NULL;

  fixture->browser = visit (fixture, &error);
  g_assert_no_error (error);
  nothing = read_text (fixture->browser);
  g_assert_cmpstr (nothing, ==, "");
}

/* In the middle of what nobody reads, in both directions. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *piece = g_strnfill (65536, 'x');
  GSocket           *app = NULL;
  guint16            port = gradio_relay_get_port (fixture->relay);
  GradioRelay       *next = NULL;

  meet (fixture);
  app = g_socket_connection_get_socket (fixture->app);
  g_socket_set_blocking (app, FALSE);
  for (guint i = 0; i < 200; i++) {
    g_socket_send (app, piece, 65536, NULL, NULL);
    g_main_context_iteration (NULL, FALSE);
  }

  g_assert_finalize_object (g_steal_pointer (&fixture->relay));
  g_assert_cmpuint (read_all (fixture->app, NULL, NULL), ==, 0);
  g_assert_cmpuint (read_all (fixture->browser, NULL, NULL), >, 0);

  next = gradio_relay_new (fixture->path, port, &error); /* the port is free again */
  g_assert_no_error (error);
  g_assert_finalize_object (next);
}

static void
test_port_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (gradio_relay_get_port (fixture->relay), >, 0);
  g_assert_null (gradio_relay_new (fixture->path, gradio_relay_get_port (fixture->relay), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_nonnull (strstr (error->message, "Choose another one."));
}

static void
test_uri (Fixture *fixture, gconstpointer data)
{
  g_autofree char *start = g_strdup_printf ("http://127.0.0.1:%u", gradio_relay_get_port (fixture->relay));
  g_autofree char *whole = gradio_relay_dup_uri (fixture->relay, "http://reader.localhost/a%2Fb/?x=%20#y");
  g_autofree char *expected = g_strconcat (start, "/a%2Fb/?x=%20#y", NULL);
  g_autofree char *odd = gradio_relay_dup_uri (fixture->relay, "http://user:word@reader.localhost:99");
  g_autofree char *expected_odd = g_strconcat (start, "/", NULL);

  g_assert_cmpstr (whole, ==, expected);
  g_assert_cmpstr (odd, ==, expected_odd);
  g_assert_null (gradio_relay_dup_uri (fixture->relay, "no address"));
  g_assert_null (gradio_relay_dup_uri (fixture->relay, ""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define TEST(name, set_up, func) g_test_add ("/relay/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("large", set_up, test_large);
  TEST ("back-pressure", set_up, test_back_pressure);
  TEST ("half-close", set_up, test_half_close);
  TEST ("early-answer", set_up, test_early_answer);
  TEST ("many", set_up, test_many);
  TEST ("too-many", set_up, test_too_many);
  TEST ("no-app", set_up_without_app, test_no_app);
  TEST ("stop", set_up, test_stop);
  TEST ("port-taken", set_up_without_app, test_port_taken);
  TEST ("uri", set_up_without_app, test_uri);

  return g_test_run ();
}
