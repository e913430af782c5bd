/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a script whose app listens on a Unix socket, which a web view knows nothing of. */
#include "fake-app.h"
#include "media-test.h"
#include "sp-web-module.h"

#include <glib/gstdio.h>
#include <string.h>

#define BASE "http://reader.localhost"
#define PATIENCE 60 /* seconds until the processes of a web view have started */

static void
picture_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  g_autoptr (GFile) file = media_test_file ("rgb.png");
  char             *data = NULL;
  gsize             length = 0;

  g_assert_true (g_file_load_contents (file, NULL, &data, &length, NULL, NULL));
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "image/png", SOUP_MEMORY_TAKE, data, length);
}

static void
event_cb (GString *events, const char *name, JsonNode *data)
{
  g_autofree char *json = data != NULL ? gradio_json_write (data) : g_strdup ("-");

  g_string_append_printf (events, "%s %s;", name, json);
}

static void
run (SpComponent *html)
{
  GtkWidget *button = NULL;
  guint      i = 0;

  do
    button = component_test_find (GTK_WIDGET (html), GTK_TYPE_BUTTON, i++);
  while (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), "_Run Its Script") != 0);
  g_signal_emit_by_name (button, "clicked");
}

/* A picture at the address that the app says, and words at one that is told from it. */
static void
play (GradioClient *client)
{
  SpComponent        *html = component_test_new ("html");
  GtkWidget          *window = component_test_show (html);
  g_autoptr (GString) events = g_string_new (NULL);
  gint64              end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  g_signal_connect_swapped (html, "event", G_CALLBACK (event_cb), events);
  sp_component_set_client (html, client);
  component_test_set_props (html, "{'html_template': '<img src=\\u0022${value}\\u0022>', 'js_on_load': "
                                  "'element.querySelector(\\u0022img\\u0022).decode()"
                                  ".then(() => fetch(\\u0022words\\u0022)).then(answer => answer.text())"
                                  ".then(text => trigger(\\u0022got\\u0022, text),"
                                  " error => trigger(\\u0022failed\\u0022, String(error)));'}");
  component_test_set_value (html, "'" BASE "/picture/rgb.png'");
  run (html);
  while (strstr (events->str, "got ") == NULL && strstr (events->str, "failed ") == NULL) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
  g_assert_nonnull (strstr (events->str, "got \"words of the app\";"));

  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (html);
}

static void
test_page (void)
{
  FakeApp                   *app = fake_app_new ();
  GradioClient              *client = gradio_client_new (BASE);
  g_autofree char           *folder = g_dir_make_tmp ("html-XXXXXX", NULL);
  g_autofree char           *path = g_build_filename (folder, "http.sock", NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GError)         error = NULL;

  soup_server_add_handler (fake_app_get_server (app), "/picture", picture_cb, NULL, NULL);
  fake_app_answer (app, "/words", 200, "text/plain", "words of the app");
  soup_server_listen (fake_app_get_server (app), address, 0, &error);
  g_assert_no_error (error);
  gradio_client_set_socket (client, path);
  error = fake_app_connect (client);
  g_assert_no_error (error);

  play (client);
  g_assert_true (g_str_has_prefix (fake_app_get_last_header (app, "/words", "host"), "127.0.0.1:"));

  gradio_client_close (client);
  media_test_finalize (client);
  fake_app_free (app);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
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

  g_test_add_func ("/html-socket/page", test_page);

  return g_test_run ();
}
