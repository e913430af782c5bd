/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole pages in a web view: what is sent to their server, and where they may lead. */
#include "component-test.h"
#include "raw-server.h"

#include "sp-web-module.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#define NOBODY "/nobody" /* path at a server that is gone */
#define PATIENCE 60      /* seconds until the processes of a web view have started */

typedef struct {
  SoupServer *server; /* the app */
  SoupServer *other;
  char       *uri;
  char       *other_uri;
  GtkWindow  *window;
  GtkWidget  *browser;
  GString    *told;
  GString    *asked; /* paths that the other server was asked for */
  GString    *served;
  GObject    *download;
  RawServer  *stranger; /* counts who comes */
} Fixture;

/* A page that says when the pointer reaches it. */
#define NEAR "addEventListener('mousemove', () => document.title = 'near');"

/* All the ways to another server that a page has. */
#define CLOSED                                                                                                     \
  "for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'icon', 'manifest', 'stylesheet']) {"   \
  " const link = document.createElement('link'); link.rel = rel; link.as = 'image'; link.href = STRANGER + rel;"   \
  " document.head.append(link); }"                                                                                 \
  "document.body.innerHTML = '<img src=PLAIN/img><iframe src=PLAIN/frame></iframe><video src=PLAIN/film></video>'" \
  " + '<form action=PLAIN/form method=post></form><meta http-equiv=refresh content=\"0;url=PLAIN/meta\">';"        \
  "navigator.sendBeacon(STRANGER + 'beacon', 'x');"                                                                \
  "try { new WebSocket(STRANGER.replace('http', 'ws') + 'socket'); } catch (error) {}"                             \
  "try { open(STRANGER + 'open'); } catch (error) {}"                                                              \
  "document.forms[0].submit(); location = STRANGER + 'location';"                                                  \
  "fetch('/away').catch(() => fetch(STRANGER + 'fetch')).then(() => { document.title = 'reached'; },"              \
  " () => setTimeout(() => fetch('/').then(() => { document.title = 'closed'; }), 300));"

/* Returns: what the page does when it is there */
static const char *
get_script (const char *path)
{
  static const struct {
    const char *path;
    const char *script;
  } scripts[] = {
    { "/leave", "location = OTHER" },
    { "/pop", "open(OTHER); document.title = 'popped'" },
    { "/save", NEAR "addEventListener('click', () => location = '/file.bin'); document.title = 'ready'" },
    { "/grab", NEAR "setInterval(() => location = '/file.bin', 500)" },
    { "/closed", CLOSED },
    { "/read", "document.title = 'read ' + (document.cookie || 'nothing')" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    if (g_str_equal (path, scripts[i].path))
      return scripts[i].script;

  return "";
}

/* The title tells what the server and the page's script saw. */
static void
app_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Fixture            *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char         *cookie = soup_message_headers_get_one (headers, "Cookie");
  const char         *token = soup_message_headers_get_one (headers, "X-Token");
  g_autofree char    *page = NULL;

  g_string_append_printf (fixture->served, "%s;%s;", path, cookie != NULL ? cookie : "");
  if (g_str_equal (path, "/away")) {
    soup_server_message_set_redirect (message, 302, fixture->other_uri);
    return;
  }
  if (g_str_has_suffix (path, ".bin")) {
    soup_message_headers_set_content_disposition (soup_server_message_get_response_headers (message), "attachment", NULL);
    soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "what it holds", 13);
    soup_server_message_set_status (message, 200, NULL);
    return;
  }

  page = g_strdup_printf ("<title>cookie %s token %s</title><script>addEventListener('load', () => { %s });</script>",
                          cookie != NULL ? cookie : "none", token != NULL ? token : "none", get_script (path));
  {
    g_autofree char    *plain = g_strdup_printf ("http://127.0.0.1:%u", raw_server_get_port (fixture->stranger));
    g_autofree char    *quoted = g_strdup_printf ("'%s'", fixture->other_uri);
    g_autofree char    *stranger = g_strdup_printf ("'%s/'", plain);
    g_autoptr (GString) text = g_string_new (page);
    const char         *whole = text->str;

    g_string_replace (text, "OTHER", quoted, 0);
    g_string_replace (text, "STRANGER", stranger, 0);
    g_string_replace (text, "PLAIN", plain, 0);
    whole = text->str;

    soup_server_message_set_response (message, "text/html", SOUP_MEMORY_COPY, whole, strlen (whole));
    soup_server_message_set_status (message, 200, NULL);
  }
}

static void
other_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->asked, "%s;", path);
  soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "<title>elsewhere</title>", 24);
  soup_server_message_set_status (message, 200, NULL);
}

static gboolean
stranger_cb (const char *head, guint number, GString *response, gpointer user_data)
{
  g_string_append (response, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhow");

  return TRUE;
}

static SoupServer *
start_server (SoupServerCallback callback, Fixture *fixture, char **uri)
{
  SoupServer        *server = g_object_new (SOUP_TYPE_SERVER, NULL);
  g_autoptr (GError) error = NULL;
  GSList            *uris = NULL;

  soup_server_add_handler (server, NULL, callback, fixture, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  *uri = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return server;
}

static void
open_uri_cb (Fixture *fixture, const char *uri)
{
  g_string_append_printf (fixture->told, "open %s;", uri);
}

static void
failed_cb (Fixture *fixture, const char *words)
{
  g_string_append (fixture->told, "failed;");
}

static void
save_failed_cb (Fixture *fixture, const char *words)
{
  g_string_append (fixture->told, "unsaved;");
}

static void
save_cb (Fixture *fixture, GObject *download, const char *name)
{
  g_string_append_printf (fixture->told, "save %s;", name);
  g_set_object (&fixture->download, download);
}

static void
title_cb (Fixture *fixture)
{
  g_autofree char *title = NULL;

  g_object_get (fixture->browser, "title", &title, NULL);
  g_string_append_printf (fixture->told, "title %s;", title);
}

static void
set_up (Fixture *fixture, gconstpointer path)
{
  g_autoptr (GHashTable) headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char       *uri = NULL;

  fixture->told = g_string_new (NULL);
  fixture->asked = g_string_new (NULL);
  fixture->served = g_string_new (NULL);
  fixture->server = start_server (app_cb, fixture, &fixture->uri);
  fixture->stranger = raw_server_new (stranger_cb, NULL);
  fixture->other = start_server (other_cb, fixture, &fixture->other_uri);
  g_hash_table_insert (headers, g_strdup ("Cookie"), g_strdup ("a=1; access-token=2"));
  g_hash_table_insert (headers, g_strdup ("X-Token"), g_strdup ("secret"));
  if (g_str_equal (path, NOBODY))
    soup_server_disconnect (fixture->other);
  uri = g_uri_resolve_relative (g_str_equal (path, NOBODY) ? fixture->other_uri : fixture->uri, path, G_URI_FLAGS_NONE, NULL);
  fixture->browser = sp_web_module_get_interface ()->browse (uri, headers, g_str_equal (path, "/closed"));
  g_signal_connect_swapped (fixture->browser, "open-uri", G_CALLBACK (open_uri_cb), fixture);
  g_signal_connect_swapped (fixture->browser, "failed", G_CALLBACK (failed_cb), fixture);
  g_signal_connect_swapped (fixture->browser, "save", G_CALLBACK (save_cb), fixture);
  g_signal_connect_swapped (fixture->browser, "save-failed", G_CALLBACK (save_failed_cb), fixture);
  g_signal_connect_swapped (fixture->browser, "notify::title", G_CALLBACK (title_cb), fixture);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_title (fixture->window, "browser-test");
  gtk_window_set_child (fixture->window, fixture->browser);
  gtk_window_present (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer path)
{
  gtk_window_destroy (fixture->window);
  g_clear_object (&fixture->download);
  soup_server_disconnect (fixture->server);
  soup_server_disconnect (fixture->other);
  g_object_unref (fixture->server);
  g_object_unref (fixture->other);
  raw_server_free (fixture->stranger);
  g_string_free (fixture->told, TRUE);
  g_string_free (fixture->asked, TRUE);
  g_string_free (fixture->served, TRUE);
  g_free (fixture->uri);
  g_free (fixture->other_uri);
}

static void
wait_for (GString *text, const char *words)
{
  gint64 end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  while (strstr (text->str, words) == NULL) {
    if (g_get_monotonic_time () > end)
      g_error ("No %s in %s", words, text->str);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
}

/* The login of the client is that of the page. */
static void
test_headers (Fixture *fixture, gconstpointer path)
{
  wait_for (fixture->told, "title cookie ");
  wait_for (fixture->told, "access-token=2");
  wait_for (fixture->told, "a=1");
  wait_for (fixture->told, "token secret;");
}

/* A script leads nowhere else, and opens nothing. */
static void
test_leave (Fixture *fixture, gconstpointer path)
{
  wait_for (fixture->told, "title cookie ");
  wait_for (fixture->asked, "/;");
  sp_web_module_get_interface ()->reload (fixture->browser);
  wait_for (fixture->asked, "/;/;");
  g_assert_null (strstr (fixture->told->str, "elsewhere"));
  g_assert_null (strstr (fixture->told->str, "open "));
}

static void
test_pop (Fixture *fixture, gconstpointer path)
{
  wait_for (fixture->told, "title popped;");
  g_assert_null (strstr (fixture->told->str, "open "));
  g_assert_cmpstr (fixture->asked->str, ==, "");
}

/* A page would send to a stranger what was meant for its server. */
static void
test_away (Fixture *fixture, gconstpointer path)
{
  wait_for (fixture->told, "failed;");
  g_assert_cmpstr (fixture->asked->str, ==, "");
}

/* The login is none of the page's scripts' business. */
static void
test_read (Fixture *fixture, gconstpointer path)
{
  wait_for (fixture->told, "title read nothing;");
  g_assert_nonnull (strstr (fixture->served->str, "access-token=2"));
}

static void
run_xdotool (const char *const *words)
{
  g_autoptr (GError) error = NULL;
  int                status = 0;

  g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

/* As a person does. The window may be there before the page takes notice of the pointer. */
static void
click (Fixture *fixture)
{
  const char *const press[] = { "xdotool", "click", "1", NULL };
  gint64            end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  for (guint i = 0; strstr (fixture->told->str, "title near;") == NULL; i++) {
    g_autofree char  *x = g_strdup_printf ("%u", 40 + i % 20);
    const char *const move[] = { "xdotool", "search", "--sync", "--onlyvisible", "--name", "^browser-test$",
                                 "mousemove", "--window", "%1", x, "60", NULL };

    g_assert_cmpint (g_get_monotonic_time (), <, end);
    run_xdotool (move);
    for (guint j = 0; j < 20; j++) {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  }
  run_xdotool (press);
}

/* Until the page has asked twice more. */
static void
wait_for_more (Fixture *fixture)
{
  g_string_truncate (fixture->served, 0);
  for (guint i = 0; i < 2; i++) {
    wait_for (fixture->served, "/file.bin;");
    g_string_truncate (fixture->served, 0);
  }
}

/* A page that wants to save again and again gets one file for a click, and none without. */
static void
test_grab (Fixture *fixture, gconstpointer path)
{
  wait_for_more (fixture);
  g_assert_null (strstr (fixture->told->str, "save "));
  click (fixture);
  wait_for (fixture->told, "save file.bin;");
  wait_for_more (fixture);
  g_assert_null (strstr (strstr (fixture->told->str, "save ") + 1, "save "));
}

static gboolean
holds (const char *path)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && strcmp (text, "what it holds") == 0;
}

/* Files are saved where the user says, and not before. */
static void
test_save (Fixture *fixture, gconstpointer path)
{
  g_autofree char *folder = g_dir_make_tmp ("web-browser-XXXXXX", NULL);
  g_autofree char *place = g_build_filename (folder, "saved", NULL);
  gint64           end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  wait_for (fixture->told, "title ready;");
  click (fixture);
  wait_for (fixture->told, "save file.bin;");
  sp_web_module_get_interface ()->save (fixture->download, place);
  while (!holds (place) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (holds (place));
  g_unlink (place);
  g_rmdir (folder);
}

/* It is told when a file is not where it was to be. */
static void
test_unsaved (Fixture *fixture, gconstpointer path)
{
  wait_for (fixture->told, "title ready;");
  click (fixture);
  wait_for (fixture->told, "save file.bin;");
  sp_web_module_get_interface ()->save (fixture->download, "/nowhere/at/all");
  wait_for (fixture->told, "unsaved;");
}

static void
test_nobody (Fixture *fixture, gconstpointer path)
{
  wait_for (fixture->told, "failed;");
}

/* The page of an app without network: whatever it does, nobody else is asked. */
static void
test_closed (Fixture *fixture, gconstpointer path)
{
  wait_for (fixture->told, "title closed;");
  g_assert_cmpuint (raw_server_count_connections (fixture->stranger), ==, 0);
  g_assert_cmpstr (fixture->asked->str, ==, "");
  g_assert_null (strstr (fixture->told->str, "open "));
  g_assert_null (strstr (fixture->told->str, "reached"));
}

int
main (int argc, char *argv[])
{
  component_test_init (&argc, &argv);
  if (!sp_web_module_is_built ()) {
    g_print ("1..0 # SKIP built without WebKitGTK\n");
    return 0;
  }
  component_test_forgive_webkit ();

#define ADD(name, path, test) g_test_add (name, Fixture, path, set_up, test, tear_down)
  ADD ("/web-browser/headers", "/", test_headers);
  ADD ("/web-browser/leave", "/leave", test_leave);
  ADD ("/web-browser/pop", "/pop", test_pop);
  ADD ("/web-browser/save", "/save", test_save);
  ADD ("/web-browser/nobody", NOBODY, test_nobody);
  ADD ("/web-browser/away", "/away", test_away);
  ADD ("/web-browser/read", "/read", test_read);
  ADD ("/web-browser/closed", "/closed", test_closed);
  ADD ("/web-browser/grab", "/grab", test_grab);
  ADD ("/web-browser/unsaved", "/save", test_unsaved);

  return g_test_run ();
}
