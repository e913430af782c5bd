/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gradio-error.h"
#include "gradio-multipart-stream.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <sys/socket.h>

/* More than one filling of the stream's buffer, and no multiple of it. */
#define LARGE_SIZE (3 * 256 * 1024 + 12345)

/* What the progress function saw. */
typedef struct {
  goffset  last;
  goffset  total;
  guint    n_calls;
  GThread *thread;
} Progress;

/* An upload over HTTP with both ends in the test. */
typedef struct {
  GMainLoop *loop;
  GBytes    *received;
  char      *content_type;
  GBytes    *answer;
  GError    *error;
} Exchange;

static char *
make_content (gsize size)
{
  char *content = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    content[i] = (char) (i * 31 + i / 251);

  return content;
}

static GFile *
new_file (const char *content, gsize length)
{
  g_autofree char   *path = NULL;
  g_autoptr (GError) error = NULL;
  int                fd = g_file_open_tmp ("multipart-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));

  return g_file_new_for_path (path);
}

static void
delete_file (gpointer data)
{
  g_autoptr (GFile) file = data;

  g_file_delete (file, NULL, NULL);
}

/* A stream of one file, which is deleted with it. */
static GInputStream *
new_stream (const char *content,
            gsize       length,
            const char *name,
            const char *mime_type,
            goffset     promised)
{
  GradioMultipartStream *stream = gradio_multipart_stream_new ();
  g_autoptr (GFile)      file = new_file (content, length);

  gradio_multipart_stream_add_file (stream, file, name, mime_type, promised);
  g_object_set_data_full (G_OBJECT (stream), "file", g_steal_pointer (&file), delete_file);

  return G_INPUT_STREAM (stream);
}

static const char *
get_boundary (GInputStream *stream)
{
  const char *type = gradio_multipart_stream_get_content_type (GRADIO_MULTIPART_STREAM (stream));

  g_assert_true (g_str_has_prefix (type, "multipart/form-data; boundary="));

  return type + strlen ("multipart/form-data; boundary=");
}

static GBytes *
make_expected (GInputStream *stream,
               const char   *name,
               const char   *mime_type,
               const char   *content,
               gsize         length)
{
  const char      *boundary = get_boundary (stream);
  GByteArray      *body = g_byte_array_new ();
  g_autofree char *head = g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n"
                                           "Content-Type: %s\r\n\r\n",
                                           boundary, name, mime_type);
  g_autofree char *tail = g_strdup_printf ("\r\n--%s--\r\n", boundary);

  g_byte_array_append (body, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (body, (const guint8 *) content, (guint) length);
  g_byte_array_append (body, (const guint8 *) tail, (guint) strlen (tail));

  return g_byte_array_free_to_bytes (body);
}

static void
assert_bytes (GBytes *bytes, GBytes *expected)
{
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
}

static GBytes *
read_all (GInputStream *stream, gsize piece, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autofree guint8     *buffer = g_malloc (piece);
  gssize                 n_read;

  while ((n_read = g_input_stream_read (stream, buffer, piece, NULL, error)) > 0)
    g_byte_array_append (body, buffer, (guint) n_read);

  return n_read == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&body)) : NULL;
}

static void
check_body (gsize size, gsize piece)
{
  g_autofree char         *content = make_content (size);
  g_autoptr (GInputStream) stream = new_stream (content, size, "größe.txt", "text/plain", (goffset) size);
  g_autoptr (GBytes)       expected = make_expected (stream, "größe.txt", "text/plain", content, size);
  g_autoptr (GError)       error = NULL;
  g_autoptr (GBytes)       body = read_all (stream, piece, &error);

  g_assert_no_error (error);
  assert_bytes (body, expected);
  g_assert_cmpint (gradio_multipart_stream_get_length (GRADIO_MULTIPART_STREAM (stream)), ==,
                   (goffset) g_bytes_get_size (body));
  g_assert_cmpint (gradio_multipart_stream_get_position (GRADIO_MULTIPART_STREAM (stream)), ==,
                   (goffset) g_bytes_get_size (body));
}

static void
test_body (void)
{
  check_body (0, 4096);
  check_body (0, 1);
  check_body (1, 1);
  check_body (1000, 7);
  check_body (256 * 1024, 8192);
  check_body (LARGE_SIZE, 8192);
  check_body (LARGE_SIZE, LARGE_SIZE * 2);
}

static void
assert_head (const char *name,
             const char *mime_type,
             const char *expected_name,
             const char *expected_type)
{
  g_autoptr (GInputStream) stream = new_stream ("x", 1, name, mime_type, 1);
  g_autoptr (GBytes)       expected = make_expected (stream, expected_name, expected_type, "x", 1);
  g_autoptr (GBytes)       body = read_all (stream, 8192, NULL);

  assert_bytes (body, expected);
}

static void
test_names (void)
{
  assert_head ("a\"b\r\nX: y\\", NULL, "a_b__X: y_", "application/octet-stream");
  assert_head ("日本語 %41.wav", "audio/wav", "日本語 %41.wav", "audio/wav");
  assert_head ("\xff.png", "image/png\r\nX: y", "\xef\xbf\xbd.png", "application/octet-stream");
  assert_head ("", "nonsense", "", "application/octet-stream");
}

static void
test_boundaries_differ (void)
{
  g_autoptr (GInputStream) one = new_stream ("", 0, "a", NULL, 0);
  g_autoptr (GInputStream) other = new_stream ("", 0, "a", NULL, 0);

  g_assert_cmpstr (get_boundary (one), !=, get_boundary (other));
  g_assert_cmpuint (strlen (get_boundary (one)), <=, 70); /* RFC 2046 */
}

/* Cut where its length was promised, it would arrive broken and look whole. */
static void
test_longer_file (void)
{
  g_autoptr (GInputStream) stream = new_stream ("hello world", 11, "größe.txt", NULL, 5);
  g_autoptr (GError)       error = NULL;

  g_assert_null (read_all (stream, 3, &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "“größe.txt” became longer"));
}

static void
test_shorter_file (void)
{
  g_autoptr (GInputStream) stream = new_stream ("hello", 5, "größe.txt", NULL, 6);
  g_autoptr (GError)       error = NULL;

  g_assert_null (read_all (stream, 8192, &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "“größe.txt” became shorter"));
}

static void
test_missing_file (void)
{
  GradioMultipartStream *stream = gradio_multipart_stream_new ();
  g_autoptr (GFile)      file = g_file_new_for_path ("/nowhere/at all.txt");
  g_autoptr (GError)     error = NULL;

  gradio_multipart_stream_add_file (stream, file, "at all.txt", NULL, 5);
  g_assert_null (read_all (G_INPUT_STREAM (stream), 8192, &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "at all.txt"));
  g_assert_finalize_object (stream);
}

/* Parts in order, each with its own head, whatever the pieces they are read in. */
static void
check_many (gsize piece)
{
  g_autoptr (GradioMultipartStream) stream = gradio_multipart_stream_new ();
  g_autoptr (GPtrArray)             files = g_ptr_array_new_with_free_func (delete_file);
  g_autoptr (GString)               expected = g_string_new (NULL);
  g_autoptr (GBytes)                body = NULL;
  g_autoptr (GError)                error = NULL;
  const char                       *boundary = get_boundary (G_INPUT_STREAM (stream));

  for (guint i = 0; i < 40; i++) {
    gsize            size = i * 1000;
    g_autofree char *content = make_content (size);
    g_autofree char *name = g_strdup_printf ("n%u.txt", i);

    g_ptr_array_add (files, new_file (content, size));
    gradio_multipart_stream_add_file (stream, files->pdata[i], name, "text/plain", (goffset) size);
    g_string_append_printf (expected,
                            "%s--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n"
                            "Content-Type: text/plain\r\n\r\n",
                            i > 0 ? "\r\n" : "", boundary, name);
    g_string_append_len (expected, content, (gssize) size);
  }
  g_string_append_printf (expected, "\r\n--%s--\r\n", boundary);

  body = read_all (G_INPUT_STREAM (stream), piece, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), expected->str, expected->len);
  g_assert_cmpint (gradio_multipart_stream_get_length (stream), ==, (goffset) expected->len);
}

static void
test_many (void)
{
  check_many (1000);
  check_many (8192);
  check_many (2 * 1024 * 1024);
}

static void
test_close_and_skip (void)
{
  GInputStream *stream = new_stream ("hello", 5, "a", NULL, 5);
  gssize        skipped = g_input_stream_skip (stream, 10, NULL, NULL);

  g_assert_cmpint (skipped, ==, 10);
  g_assert_cmpint (gradio_multipart_stream_get_position (GRADIO_MULTIPART_STREAM (stream)), ==, 10);
  g_assert_true (g_input_stream_close (stream, NULL, NULL));
  g_assert_finalize_object (stream);
}

static void
progress_cb (goffset transferred, goffset total, gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpint (transferred, >=, progress->last);
  g_assert_cmpint (transferred, <=, total);
  g_assert_true (g_thread_self () == progress->thread);
  progress->last = transferred;
  progress->total = total;
  progress->n_calls++;
}

static void
received_cb (SoupServer        *server,
             SoupServerMessage *message,
             const char        *path,
             GHashTable        *query,
             gpointer           user_data)
{
  Exchange           *exchange = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  exchange->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  exchange->received = soup_message_body_flatten (soup_server_message_get_request_body (message));
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "[\"/tmp/a\"]", 10);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &exchange->error);
  g_main_loop_quit (exchange->loop);
}

static void
exchange_clear (Exchange *exchange)
{
  g_clear_pointer (&exchange->loop, g_main_loop_unref);
  g_clear_pointer (&exchange->received, g_bytes_unref);
  g_clear_pointer (&exchange->answer, g_bytes_unref);
  g_clear_pointer (&exchange->content_type, g_free);
  g_clear_error (&exchange->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exchange, exchange_clear)

static void
upload (Exchange *exchange, GInputStream *body)
{
  g_autoptr (SoupServer)  server = soup_server_new (NULL, NULL);
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GError)      error = NULL;
  g_autofree char        *uri = NULL;
  GSList                 *uris;

  soup_server_add_handler (server, "/upload", received_cb, exchange, NULL);
  g_assert_true (soup_server_listen_local (server, 0, 0, &error));
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  uri = g_strdup_printf ("http://127.0.0.1:%d/upload", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  message = soup_message_new (SOUP_METHOD_POST, uri);
  soup_message_set_request_body (message,
                                 gradio_multipart_stream_get_content_type (GRADIO_MULTIPART_STREAM (body)), body,
                                 gradio_multipart_stream_get_length (GRADIO_MULTIPART_STREAM (body)));
  exchange->loop = g_main_loop_new (NULL, FALSE);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, answered_cb, exchange);
  g_main_loop_run (exchange->loop);
}

/* The whole way through libsoup, from a file on disk to a server; progress comes in the thread of
 * the main loop. */
static void
test_upload (void)
{
  g_auto (Exchange)        exchange = { 0 };
  Progress                 progress = { .thread = g_thread_self () };
  g_autofree char         *content = make_content (LARGE_SIZE);
  g_autoptr (GInputStream) body = new_stream (content, LARGE_SIZE, "ü.bin", "audio/wav", LARGE_SIZE);
  g_autoptr (GBytes)       expected = make_expected (body, "ü.bin", "audio/wav", content, LARGE_SIZE);

  gradio_multipart_stream_set_progress (GRADIO_MULTIPART_STREAM (body), progress_cb, &progress);
  upload (&exchange, body);

  g_assert_no_error (exchange.error);
  g_assert_cmpuint (g_bytes_get_size (exchange.answer), ==, 10);
  g_assert_cmpstr (exchange.content_type, ==,
                   gradio_multipart_stream_get_content_type (GRADIO_MULTIPART_STREAM (body)));
  assert_bytes (exchange.received, expected);
  g_assert_cmpint (progress.last, ==, LARGE_SIZE);
  g_assert_cmpint (progress.total, ==, LARGE_SIZE);
  g_assert_cmpuint (progress.n_calls, >=, 1); /* not one for each read */
}

static void
test_upload_of_shorter_file (void)
{
  g_auto (Exchange)        exchange = { 0 };
  g_autoptr (GInputStream) body = new_stream ("hello", 5, "a", NULL, LARGE_SIZE);

  upload (&exchange, body);

  g_assert_error (exchange.error, GRADIO_ERROR, GRADIO_ERROR_FILE);
  g_assert_null (exchange.received);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *exchange = user_data;

  g_assert_cmpint (g_input_stream_read_finish (G_INPUT_STREAM (source), result, &exchange->error), ==, -1);
  g_main_loop_quit (exchange->loop);
}

/* The thread that read the file may be the last one to let go of the stream. */
static void
unref_until_gone (GInputStream *stream)
{
  gint64   deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  GWeakRef ref;

  g_weak_ref_init (&ref, stream);
  g_object_unref (stream);
  while ((stream = g_weak_ref_get (&ref)) != NULL) {
    g_object_unref (stream);
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    g_thread_yield ();
  }
  g_weak_ref_clear (&ref);
}

static void
test_cancel (void)
{
  g_auto (Exchange)        exchange = { .loop = g_main_loop_new (NULL, FALSE) };
  Progress                 progress = { .thread = g_thread_self () };
  g_autofree char         *content = make_content (LARGE_SIZE);
  GInputStream            *body = new_stream (content, LARGE_SIZE, "a", NULL, LARGE_SIZE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char         *head = g_malloc (256 * 1024);

  /* The whole buffer, so that the next read is a trip to a thread. */
  g_assert_cmpint (g_input_stream_read (body, head, 256 * 1024, NULL, NULL), ==, 256 * 1024);
  gradio_multipart_stream_set_progress (GRADIO_MULTIPART_STREAM (body), progress_cb, &progress);
  g_input_stream_read_async (body, head, 1024, G_PRIORITY_DEFAULT, cancellable, read_cb, &exchange);
  g_cancellable_cancel (cancellable);
  g_main_loop_run (exchange.loop);

  g_assert_error (exchange.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (progress.n_calls, ==, 0);
  unref_until_gone (body);
}

static gpointer
read_all_thread (gpointer data)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (memory, g_io_stream_get_input_stream (data), G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static GSocketConnection *
new_connection (int fd)
{
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, NULL);

  return g_socket_connection_factory_create_connection (socket);
}

/* Over a connection that is not plain TCP, as an encrypted one. */
static GBytes *
send_through (GInputStream *stream, GError **error)
{
  int                           fds[2];
  g_autoptr (GSocketConnection) near = NULL;
  g_autoptr (GSocketConnection) far = NULL;
  g_autoptr (GradioSender)      sender = NULL;
  GThread                      *thread;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, fds), ==, 0);
  near = new_connection (fds[0]);
  far = new_connection (fds[1]);
  thread = g_thread_new ("reader", read_all_thread, far);
  sender = gradio_sender_new (near);
  gradio_multipart_stream_send (GRADIO_MULTIPART_STREAM (stream), sender, NULL, error);
  g_io_stream_close (G_IO_STREAM (near), NULL, NULL);

  return g_thread_join (thread);
}

static void
test_send (void)
{
  g_autofree char         *content = make_content (LARGE_SIZE);
  g_autoptr (GInputStream) stream = new_stream (content, LARGE_SIZE, "a.bin", "a/b", LARGE_SIZE);
  g_autoptr (GInputStream) short_stream = new_stream (content, 10, "a.bin", "a/b", 11);
  g_autoptr (GBytes)       expected = make_expected (stream, "a.bin", "a/b", content, LARGE_SIZE);
  g_autoptr (GError)       error = NULL;
  g_autoptr (GBytes)       received = send_through (stream, &error);
  g_autoptr (GBytes)       rest = NULL;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (received, expected));
  g_assert_cmpint (gradio_multipart_stream_get_position (GRADIO_MULTIPART_STREAM (stream)), ==,
                   g_bytes_get_size (expected));

  rest = send_through (short_stream, &error);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/multipart-stream/body", test_body);
  g_test_add_func ("/multipart-stream/names", test_names);
  g_test_add_func ("/multipart-stream/boundaries", test_boundaries_differ);
  g_test_add_func ("/multipart-stream/longer-file", test_longer_file);
  g_test_add_func ("/multipart-stream/shorter-file", test_shorter_file);
  g_test_add_func ("/multipart-stream/missing-file", test_missing_file);
  g_test_add_func ("/multipart-stream/many", test_many);
  g_test_add_func ("/multipart-stream/close-and-skip", test_close_and_skip);
  g_test_add_func ("/multipart-stream/upload", test_upload);
  g_test_add_func ("/multipart-stream/upload-of-shorter-file", test_upload_of_shorter_file);
  g_test_add_func ("/multipart-stream/cancel", test_cancel);

  g_test_add_func ("/multipart-stream/send", test_send);

  return g_test_run ();
}
