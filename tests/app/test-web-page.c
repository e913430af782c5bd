/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole page of an app that listens on a Unix socket, which a web view knows nothing of. */
#include "app-fixture.h"
#include "sp-web-page.h"

#include <glib/gstdio.h>

#define PATIENCE 60 /* seconds until the processes of a web view have started */

typedef struct {
  AppFixture parent;
  char      *folder;
  char      *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError)         error = NULL;

  fixture->folder = g_dir_make_tmp ("web-page-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "http.sock", NULL);
  app_fixture_set_up (&fixture->parent, data);
  g_clear_object (&fixture->parent.client);
  address = g_unix_socket_address_new (fixture->path);
  soup_server_listen (fake_app_get_server (fixture->parent.app), address, 0, &error);
  g_assert_no_error (error);

  fixture->parent.client = gradio_client_new ("http://reader.localhost");
  gradio_client_set_socket (fixture->parent.client, fixture->path);
  error = fake_app_connect (fixture->parent.client);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  app_fixture_tear_down (&fixture->parent, data);
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
title_cb (SpWebPage *page, GParamSpec *pspec, gboolean *loaded)
{
  *loaded = g_strcmp0 (sp_web_page_get_title (page), "A page") == 0;
}

static gboolean
timeout_cb (gpointer user_data)
{
  g_error ("No page after %d s", PATIENCE);

  return G_SOURCE_REMOVE;
}

static gboolean
is_open (GSocketAddress *address)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  return g_socket_connect (socket, address, NULL, NULL);
}

/* It comes by a port of this computer, which is there as long as the page. */
static void
test_page (Fixture *fixture, gconstpointer data)
{
  FakeApp                       *app = fixture->parent.app;
  g_autofree char               *own_page = sp_web_page_dup_address (fixture->parent.client);
  g_autoptr (SpAppSettings)      settings = sp_app_settings_new ("http://reader.localhost");
  g_autoptr (GSocketConnectable) network = NULL;
  g_autoptr (GSocketAddress)     address = NULL;
  g_autoptr (GInetAddress)       loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  GtkWidget                     *page = NULL;
  gboolean                       loaded = FALSE;
  guint                          timeout = g_timeout_add_seconds (PATIENCE, timeout_cb, NULL);
  gpointer                       watched = NULL;

  if (!sp_web_page_is_built ()) {
    g_test_skip ("no web views");
    g_source_remove (timeout);
    return;
  }

  fake_app_answer (app, "/", 200, "text/html", "<title>A page</title>Text");
  g_object_set (settings, "web-page", TRUE, NULL);
  page = g_object_ref_sink (sp_web_page_new (fixture->parent.client, own_page, settings));
  g_signal_connect (page, "notify::title", G_CALLBACK (title_cb), &loaded);
  app_fixture_show (&fixture->parent, page);
  while (!loaded)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpstr (sp_web_page_get_address (SP_WEB_PAGE (page)), ==, "http://reader.localhost/");
  network = g_network_address_parse (fake_app_get_last_header (app, "/", "host"), 80, NULL);
  g_assert_cmpstr (g_network_address_get_hostname (G_NETWORK_ADDRESS (network)), ==, "127.0.0.1");
  address = g_inet_socket_address_new (loopback, g_network_address_get_port (G_NETWORK_ADDRESS (network)));
  g_assert_true (is_open (address));

  gtk_window_set_child (GTK_WINDOW (fixture->parent.window), NULL);
  watched = page;
  g_object_add_weak_pointer (G_OBJECT (page), &watched);
  g_object_unref (page);
  while (watched != NULL) /* something of the web view may hold it for a moment */
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
  g_assert_false (is_open (address));
}

/* Warnings stay fatal, but those of WebKit, which have no name: it says so where there is no GL. */
static void
forgive_webkit (void)
{
  static const char *const domains[] = { "GLib", "GLib-GObject", "GLib-GIO", "Gradio", "Spaceport", "Spaceport-Components" };

  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    g_log_set_fatal_mask (domains[i], G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  g_unsetenv ("G_DEBUG"); /* it holds here; its processes warn of what is not ours */
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  forgive_webkit ();

  g_test_add ("/web-page/socket", Fixture, NULL, set_up, test_page, tear_down);

  return g_test_run ();
}
