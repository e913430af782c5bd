/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search for apps that run on this computer, with servers of the test's own. */
#include "sp-port-probe.h"
#include "sp-port-scan.h"

#include <libsoup/soup.h>

#define APP "{\"version\": \"6.31.0\", \"components\": [], \"title\": \"Lab\"}"

typedef struct {
  SoupServer *server; /* owned */
  guint       port;
  guint       status;
  const char *answer;
  guint       asked;
} Fixture;

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
answer_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpstr (path, ==, "/config"); /* nothing else is asked for */
  fixture->asked++;
  soup_server_message_set_status (message, fixture->status, NULL);
  if (fixture->status == 302)
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Location", "/elsewhere");
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, fixture->answer,
                                    strlen (fixture->answer));
}

static void
listen_at (Fixture *fixture,
           guint    port)
{
  g_autoslist (GUri) uris = NULL;

  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, answer_cb, fixture, NULL);
  g_assert_true (soup_server_listen_local (fixture->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (fixture->server);
  fixture->port = (guint) g_uri_get_port (uris->data);
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
  g_clear_object (&fixture->server);
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

  g_clear_object (&fixture->server);
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

#define add_test(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/port-scan/answers", test_answers);
  add_test ("/port-scan/found", test_found);
  add_test ("/port-scan/others", test_others);
  add_test ("/port-scan/stopped", test_stopped);

  return g_test_run ();
}
