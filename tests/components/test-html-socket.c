/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a script whose app listens on a Unix socket, which a web view knows nothing of. */
#include "fake-app.h"
#include "media-test.h"
#include "raw-server.h"
#include "sp-picture.h"
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
press (SpComponent *component, const char *label)
{
  GtkWidget *button = NULL;
  guint      i = 0;

  do
    button = component_test_find (GTK_WIDGET (component), GTK_TYPE_BUTTON, i++);
  while (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) != 0);
  g_signal_emit_by_name (button, "clicked");
}

/* Shows what a script draws until it has told something. */
static char *
play (GradioClient *client, const char *props)
{
  SpComponent        *html = component_test_new ("html");
  GtkWidget          *window = component_test_show (html);
  g_autoptr (GString) events = g_string_new (NULL);
  gint64              end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  g_signal_connect_swapped (html, "event", G_CALLBACK (event_cb), events);
  sp_component_set_client (html, client);
  component_test_set_props (html, props);
  component_test_set_value (html, "'" BASE "/picture/rgb.png'");
  press (html, "_Run Its Script");
  while (strstr (events->str, "got ") == NULL && strstr (events->str, "failed ") == NULL) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (html);

  return g_string_free (g_steal_pointer (&events), FALSE);
}

/* A picture at the address that the app says, and words at one that is told from it. */
static void
test_page (FakeApp *app, GradioClient *client)
{
  g_autofree char *told = play (client, "{'html_template': '<img src=\\u0022${value}\\u0022>', 'js_on_load': "
                                        "'element.querySelector(\\u0022img\\u0022).decode()"
                                        ".then(() => fetch(\\u0022words\\u0022)).then(answer => answer.text())"
                                        ".then(text => trigger(\\u0022got\\u0022, text),"
                                        " error => trigger(\\u0022failed\\u0022, String(error)));'}");

  g_assert_nonnull (strstr (told, "got \"words of the app\";"));
  g_assert_true (g_str_has_prefix (fake_app_get_last_header (app, "/words", "host"), "127.0.0.1:"));
}

static gboolean
stranger_cb (const char *head, guint number, GString *response, gpointer user_data)
{
  g_string_append (response, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhow");

  return TRUE;
}

/* Another server: nothing leads there, not even to its door. */
static void
test_other_server (FakeApp *app, GradioClient *client)
{
  static const char props[] =
    "{'html_template': '<img src=OTHER/img><link rel=preconnect href=OTHER><link rel=stylesheet href=OTHER/css>"
    "<iframe src=OTHER/frame></iframe><form action=OTHER/form method=post></form><video src=OTHER/film></video>', 'js_on_load': "
    "'for (const rel of [`preconnect`, `dns-prefetch`, `prefetch`, `preload`, `icon`, `manifest`]) {"
    " const link = document.createElement(`link`); link.rel = rel; link.as = `image`; link.href = `OTHER/link`;"
    " document.head.append(link); }"
    "navigator.sendBeacon(`OTHER/beacon`, `x`); try { new WebSocket(`OTHER/socket`.replace(`http`, `ws`)); } catch (e) {}"
    "try { open(`OTHER/open`); } catch (e) {} element.querySelector(`form`).submit(); location = `OTHER/location`;"
    "fetch(`redirect`).catch(() => fetch(`OTHER/fetch`)).then(() => trigger(`failed`, ``),"
    " () => setTimeout(() => fetch(`words`).then(() => trigger(`got`, `nothing`)), 300));'}";
  g_autoptr (RawServer) stranger = raw_server_new (stranger_cb, NULL);
  g_autofree char      *other = g_strdup_printf ("http://127.0.0.1:%u", raw_server_get_port (stranger));
  g_auto (GStrv)        parts = g_strsplit (props, "OTHER", -1);
  g_autofree char      *whole = g_strjoinv (other, parts);
  g_autofree char      *told = NULL;

  fake_app_answer (app, "/redirect", 302, "text/plain", "");
  fake_app_answer_header (app, "/redirect", "Location", other);
  gradio_client_set_only_own_server (client, TRUE);
  told = play (client, whole);
  g_assert_nonnull (strstr (told, "got \"nothing\";"));
  g_assert_cmpuint (raw_server_count_connections (stranger), ==, 0);
}

static gboolean
has_error (gpointer picture)
{
  return sp_picture_get_error_text (picture) != NULL;
}

/* Shows a picture that cannot be had. */
static void
assert_no_picture (GradioClient *client, const char *address, gboolean by_click)
{
  g_autofree char *value = g_strdup_printf ("'![one](%s)'", address);
  SpComponent     *markdown = component_test_new ("markdown");
  GtkWidget       *window = component_test_show (markdown);
  GtkWidget       *picture = NULL;

  sp_component_set_interactive (markdown, FALSE);
  sp_component_set_client (markdown, client);
  component_test_set_value (markdown, value);
  if (by_click)
    press (markdown, "Load");
  picture = component_test_find (GTK_WIDGET (markdown), SP_TYPE_PICTURE, 0);
  component_test_wait (has_error, picture);
  g_assert_nonnull (strstr (sp_picture_get_error_text (SP_PICTURE (picture)), "This app has no network"));

  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (markdown);
}

/* At another server, asked for by a click; at the app's own, which sends there, by itself. */
static void
test_picture (FakeApp *app, GradioClient *client)
{
  g_autoptr (RawServer) stranger = raw_server_new (stranger_cb, NULL);
  g_autofree char      *other = g_strdup_printf ("http://127.0.0.1:%u/what-the-user-wrote", raw_server_get_port (stranger));

  fake_app_answer (app, "/away.png", 302, "text/plain", "");
  fake_app_answer_header (app, "/away.png", "Location", other);
  gradio_client_set_only_own_server (client, TRUE);
  assert_no_picture (client, other, TRUE);
  assert_no_picture (client, BASE "/away.png", FALSE);
  g_assert_cmpuint (raw_server_count_connections (stranger), ==, 0);
}

typedef void (*Test) (FakeApp *app, GradioClient *client);

static void
with_app (gconstpointer data)
{
  Test                       test = (Test) data;
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

  test (app, client);
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

  g_test_add_data_func ("/html-socket/page", test_page, with_app);
  g_test_add_data_func ("/html-socket/other-server", test_other_server, with_app);
  g_test_add_data_func ("/html-socket/picture", test_picture, with_app);

  return g_test_run ();
}
