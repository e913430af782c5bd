/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search for apps that run on this computer, with servers of the test's own. */
#include "sp-port-probe.h"
#include "sp-port-scan.h"

#define APP "{\"version\": \"6.31.0\", \"components\": [], \"title\": \"Lab\"}"

typedef struct {
  GSocketService *server; /* owned */
  guint           port;
  guint           status;
  const char     *answer;
  guint           asked;
} Fixture;

/* What came to the server. */
typedef struct {
  Fixture           *fixture;
  GSocketConnection *connection; /* owned */
  char              *answer;     /* owned, nullable */
} Visit;

#define wait_until(condition)                                        \
  G_STMT_START                                                       \
  {                                                                  \
    gint64 wait_end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC; \
    while (!(condition)) {                                           \
      g_assert_cmpint (g_get_monotonic_time (), <, wait_end);        \
      g_main_context_iteration (NULL, TRUE);                         \
    }                                                                \
  }                                                                  \
  G_STMT_END

static void
visit_free (Visit *visit)
{
  g_object_unref (visit->connection);
  g_free (visit->answer);
  g_free (visit);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  visit_free (user_data);
}

/* Who only looks whether something listens says nothing. */
static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Visit             *visit = user_data;
  Fixture           *fixture = visit->fixture;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0) {
    visit_free (visit);
    return;
  }

  g_assert_true (g_str_has_prefix (g_bytes_get_data (bytes, NULL), "GET /config HTTP/1.1\r\n")); /* and nothing else */
  fixture->asked++;
  visit->answer = g_strdup_printf ("HTTP/1.1 %u X\r\nLocation: /elsewhere\r\nContent-Length: %zu\r\n"
                                   "Connection: close\r\n\r\n%s",
                                   fixture->status, strlen (fixture->answer), fixture->answer);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (visit->connection)), visit->answer,
                                   strlen (visit->answer), G_PRIORITY_DEFAULT, NULL, answered_cb, visit);
}

static gboolean
incoming_cb (GSocketService    *server,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->fixture = user_data;
  visit->connection = g_object_ref (connection);
  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), 4096, G_PRIORITY_DEFAULT,
                                   NULL, asked_cb, visit);

  return TRUE;
}

static void
listen_at (Fixture *fixture,
           guint    port)
{
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr (GSocketAddress) got = NULL;

  fixture->server = g_socket_service_new ();
  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (fixture->server), wanted, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_TCP, NULL, &got, NULL));
  g_signal_connect (fixture->server, "incoming", G_CALLBACK (incoming_cb), fixture);
  fixture->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
}

static void
stop_listening (Fixture *fixture)
{
  g_socket_service_stop (fixture->server);
  g_socket_listener_close (G_SOCKET_LISTENER (fixture->server));
  g_clear_object (&fixture->server);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->status = 200;
  fixture->answer = APP;
  listen_at (fixture, 0);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  stop_listening (fixture);
  while (g_main_context_iteration (NULL, FALSE)) /* what was under way ends */
    ;
}

static guint
count (SpPortScan *scan)
{
  return g_list_model_get_n_items (G_LIST_MODEL (scan));
}

static void
looked_cb (gboolean *looked)
{
  *looked = TRUE;
}

/* Looks once more, and waits for the end of that. */
static void
look (SpPortScan *scan)
{
  gboolean looked = FALSE;
  gulong   handler = g_signal_connect_swapped (scan, "looked", G_CALLBACK (looked_cb), &looked);

  sp_port_scan_look (scan);
  wait_until (looked);
  g_signal_handler_disconnect (scan, handler);
}

/* It is found, asked once, and gone with its server. */
static void
test_found (Fixture      *fixture,
            gconstpointer data)
{
  SpPortScan            *scan = sp_port_scan_new (fixture->port, fixture->port);
  g_autofree char       *address = g_strdup_printf ("http://127.0.0.1:%u", fixture->port);
  g_autofree char       *other = g_strdup_printf ("http://localhost:%u", fixture->port);
  g_autoptr (SpSavedApp) app = NULL;
  gboolean               answers = FALSE;

  g_assert_cmpuint (count (scan), ==, 0);
  g_assert_false (sp_port_scan_covers (scan, address, &answers));
  sp_port_scan_look (scan); /* is not active */
  sp_port_scan_set_active (scan, TRUE);
  wait_until (count (scan) == 1);
  app = g_list_model_get_item (G_LIST_MODEL (scan), 0);
  g_assert_cmpstr (sp_saved_app_get_title (app), ==, "Lab");
  g_assert_cmpstr (sp_saved_app_get_reference (app), ==, address);
  look (scan);
  look (scan);
  g_assert_cmpuint (fixture->asked, ==, 1);
  g_assert_true (sp_port_scan_covers (scan, other, &answers));
  g_assert_true (answers);
  g_assert_false (sp_port_scan_covers (scan, "http://192.0.2.1:7860", &answers));

  stop_listening (fixture);
  look (scan);
  g_assert_cmpuint (count (scan), ==, 0);
  g_assert_true (sp_port_scan_covers (scan, address, &answers));
  g_assert_false (answers);

  listen_at (fixture, fixture->port);
  fixture->answer = "{\"version\": \"6.31.0\", \"components\": [], \"title\": \"Next\"}";
  look (scan);
  wait_until (count (scan) == 1);
  g_assert_cmpuint (fixture->asked, ==, 2);
  sp_port_scan_set_active (scan, FALSE);
  g_assert_false (sp_port_scan_covers (scan, address, &answers)); /* nobody looks any more */
  g_assert_finalize_object (scan);
}

/* What is no app stays unseen, and is not asked again and again; a redirect is not followed. */
static void
test_others (Fixture      *fixture,
             gconstpointer data)
{
  SpPortScan *scan = sp_port_scan_new (fixture->port, fixture->port);

  fixture->status = 302;
  sp_port_scan_set_active (scan, TRUE);
  wait_until (fixture->asked == 1);
  for (int i = 0; i < 4; i++)
    look (scan);
  g_assert_cmpuint (fixture->asked, ==, 1);
  g_assert_cmpuint (count (scan), ==, 0);

  fixture->status = 200; /* it has become one */
  while (fixture->asked == 1)
    look (scan);
  wait_until (count (scan) == 1);
  sp_port_scan_set_active (scan, FALSE);
  g_assert_finalize_object (scan);
}

/* It ends at once, in the midst of an answer as of a connection. */
static void
test_stopped (Fixture      *fixture,
              gconstpointer data)
{
  SpPortScan *scan = sp_port_scan_new (fixture->port, fixture->port);

  sp_port_scan_set_active (scan, TRUE);
  sp_port_scan_set_active (scan, FALSE);
  sp_port_scan_set_active (scan, TRUE);
  wait_until (fixture->asked > 0);
  sp_port_scan_set_active (scan, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_add_weak_pointer (G_OBJECT (scan), (gpointer *) &scan);
  g_object_unref (scan);
  wait_until (scan == NULL);
}

static void
assert_title (const char *config,
              guint       status,
              const char *expected)
{
  g_autoptr (GBytes) bytes = g_bytes_new (config, strlen (config));
  g_autofree char   *title = sp_port_probe_read_config (bytes, status);

  g_assert_cmpstr (title, ==, expected);
}

static void
test_answers (void)
{
  g_autofree char   *large = g_malloc0 (5 * 1024 * 1024);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char   *title = NULL;

  assert_title (APP, 200, "Lab");
  assert_title (APP, 500, NULL);
  assert_title ("{\"version\": \"3.50.2\", \"components\": [], \"title\": null}", 200, "");
  assert_title ("{\"detail\": \"Not authenticated\"}", 401, "");
  assert_title ("{\"detail\": \"Not Found\"}", 404, NULL);
  assert_title ("", 200, NULL);
  assert_title ("[]", 200, NULL);
  assert_title ("{\"version\": 1, \"components\": {}}", 200, NULL);
  assert_title ("{\"version\": \"6\", \"comp", 200, NULL);
  assert_title ("<!DOCTYPE html>", 200, NULL);

  bytes = g_bytes_new_static (large, 5 * 1024 * 1024); /* more than is read */
  g_assert_null (sp_port_probe_read_config (bytes, 200));
  memcpy (large, "{\"version\":\"6", strlen ("{\"version\":\"6"));
  title = sp_port_probe_read_config (bytes, 200);
  g_assert_cmpstr (title, ==, "");
}

/* The usual ports, or what the environment tells. */
static void
test_usual (void)
{
  static const struct {
    const char *text;
    const char *inside; /* NULL for none */
  } cases[] = {
    { "", NULL },
    { "none", NULL },
    { "9000-8000", NULL },
    { "0-5", NULL },
    { "1-70000", NULL },
    { "65533-65535", "http://localhost:65534" },
    { "65535", "http://127.0.0.1:65535" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SpPortScan *scan = NULL;
    gboolean    answers = TRUE;

    g_setenv ("SPACEPORT_PORTS", cases[i].text, TRUE);
    scan = sp_port_scan_new_usual ();
    sp_port_scan_set_active (scan, TRUE);
    if (cases[i].inside != NULL)
      wait_until (sp_port_scan_covers (scan, cases[i].inside, &answers));
    g_assert_false (cases[i].inside != NULL ? answers : sp_port_scan_covers (scan, "http://localhost:7860", &answers));
    sp_port_scan_set_active (scan, FALSE);
    g_assert_finalize_object (scan);
  }
  g_unsetenv ("SPACEPORT_PORTS");
}

#define add_test(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/port-scan/usual", test_usual);
  g_test_add_func ("/port-scan/answers", test_answers);
  add_test ("/port-scan/found", test_found);
  add_test ("/port-scan/others", test_others);
  add_test ("/port-scan/stopped", test_stopped);

  return g_test_run ();
}
