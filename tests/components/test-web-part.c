/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-resources.h"
#include "sp-web-module.h"
#include "sp-web-part.h"

#include <glib/gstdio.h>
#include <string.h>

#define PATIENCE 60 /* seconds until the processes of a web view have started */
#define POLICY "style-src 'unsafe-inline'; img-src data:"

/* A library of the test's own, where those of the program would be. */
static const char LIBRARY[] =
  "async function echo(value) { tell('echo', value); }\n"
  "async function raise() { throw new Error('no such luck'); }\n"
  "function grow(pixels) { document.getElementById('content').style.height = pixels + 'px'; }\n"
  "async function escape(address) {\n"
  "  const image = new Image();\n"
  "  const ended = new Promise((done) => { image.onerror = () => done('no'); image.onload = () => done('yes'); });\n"
  "  image.src = address + 'image';\n"
  "  const fetched = await fetch(address + 'fetch').then(() => 'yes', () => 'no');\n"
  "  const script = document.createElement('script');\n"
  "  script.textContent = 'window.ran = true';\n"
  "  document.body.append(script);\n"
  "  let made = 'no';\n"
  "  try { made = new Function(\"return 'yes'\")(); } catch (error) { }\n"
  "  const opened = window.open(address + 'window') ? 'yes' : 'no';\n"
  "  window.location = address + 'go';\n"
  "  tell('escaped', [await ended, fetched, window.ran ? 'yes' : 'no', made, opened]);\n"
  "}\n";

typedef struct {
  GtkWindow *window;
  SpWebPart *part;
  GString   *told;
  char      *failed;
  GError    *error;
  guint      n_ended;
} Fixture;

static void
message_cb (Fixture *fixture, const char *name, const char *json)
{
  g_string_append_printf (fixture->told, "%s %s;", name, json);
}

static void
failed_cb (Fixture *fixture, const char *words)
{
  g_free (fixture->failed);
  fixture->failed = g_strdup (words);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const libraries[] = { "test.js", NULL };

  g_assert_true (sp_web_part_has_libraries (libraries));

  fixture->told = g_string_new (NULL);
  fixture->window = g_object_ref (GTK_WINDOW (gtk_window_new ()));
  fixture->part = sp_web_part_new (POLICY, NULL, libraries, SP_RESOURCES "web/plot.js");
  g_signal_connect_swapped (fixture->part, "message", G_CALLBACK (message_cb), fixture);
  g_signal_connect_swapped (fixture->part, "failed", G_CALLBACK (failed_cb), fixture);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->part));
  g_object_add_weak_pointer (G_OBJECT (fixture->part), (gpointer *) &fixture->part);
}

static void
wait_for (gboolean (*condition) (gpointer), gpointer user_data)
{
  const Fixture *fixture = user_data;
  gint64         end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  while (!condition (user_data)) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_assert_null (fixture->failed);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
}

static gboolean
is_gone (gpointer user_data)
{
  return ((Fixture *) user_data)->part == NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  g_clear_object (&fixture->window);
  wait_for (is_gone, fixture);
  g_string_free (fixture->told, TRUE);
  g_clear_error (&fixture->error);
  g_free (fixture->failed);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->error);
  sp_web_part_call_finish (result, &fixture->error);
  fixture->n_ended++;
}

static void
call (Fixture *fixture, const char *function, const char *json)
{
  sp_web_part_call_async (fixture->part, function, json, NULL, called_cb, fixture);
}

static gboolean
has_ended (gpointer user_data)
{
  return ((Fixture *) user_data)->n_ended == 1;
}

static gboolean
has_told_thrice (gpointer user_data)
{
  const Fixture *fixture = user_data;
  guint          n = 0;

  for (const char *place = fixture->told->str; (place = strchr (place, ';')) != NULL; place++)
    n++;

  return n == 3;
}

/* Calls wait for the page, are made in their order, and nothing in a text ends one. */
static void
test_calls (Fixture *fixture, gconstpointer data)
{
  call (fixture, "echo", "{\"a\":[1,null,\"</script>'\\n\"]}");
  call (fixture, "echo", "\"\u00e4\U0001f680\"");
  gtk_window_present (fixture->window);
  call (fixture, "echo", "3");
  wait_for (has_told_thrice, fixture);
  g_assert_cmpstr (fixture->told->str, ==,
                   "echo {\"a\":[1,null,\"</script>'\\n\"]};echo \"\u00e4\U0001f680\";echo 3;");
  while (fixture->n_ended < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fixture->error);
}

static void
test_exception (Fixture *fixture, gconstpointer data)
{
  gtk_window_present (fixture->window);
  call (fixture, "raise", "null");
  wait_for (has_ended, fixture);
  g_assert_nonnull (fixture->error);
  g_assert_nonnull (strstr (fixture->error->message, "no such luck"));
  g_assert_null (fixture->failed);
}

static gboolean
is_high (gpointer user_data)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (((Fixture *) user_data)->part), GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);

  return height == 777;
}

static void
test_height (Fixture *fixture, gconstpointer data)
{
  gtk_window_present (fixture->window);
  call (fixture, "grow", "777");
  wait_for (is_high, fixture);
}

static gboolean
connected_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  g_test_fail_printf ("The page reached the network");

  return TRUE;
}

static gboolean
has_told (gpointer user_data)
{
  return ((Fixture *) user_data)->told->len > 0;
}

/* Neither the network nor code made from text is there for a page. */
static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  guint16                    port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char           *address = g_strdup_printf ("\"http://127.0.0.1:%u/\"", port);

  g_assert_cmpuint (port, !=, 0);
  g_signal_connect (service, "incoming", G_CALLBACK (connected_cb), NULL);
  gtk_window_present (fixture->window);
  call (fixture, "escape", address);
  wait_for (has_told, fixture);
  g_assert_cmpstr (fixture->told->str, ==, "escaped [\"no\",\"no\",\"no\",\"no\",\"no\"];");

  /* The page is still the one that was there. */
  g_string_truncate (fixture->told, 0);
  call (fixture, "echo", "1");
  wait_for (has_told, fixture);
  g_assert_cmpstr (fixture->told->str, ==, "echo 1;");
  g_socket_service_stop (service);
}

/* A part that goes before its page has come. */
static void
test_early_end (Fixture *fixture, gconstpointer data)
{
  call (fixture, "echo", "1");
  gtk_window_present (fixture->window);
  gtk_window_set_child (fixture->window, NULL);
  wait_for (has_ended, fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->told->len, ==, 0);
}

static void
test_no_library (Fixture *fixture, gconstpointer data)
{
  static const char *const libraries[] = { "test.js", "missing.js", NULL };

  g_assert_false (sp_web_part_has_libraries (libraries));
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  int              status;

  if (!sp_web_module_is_built ()) {
    g_print ("1..0 # SKIP built without WebKitGTK\n");
    return 0;
  }

  folder = g_dir_make_tmp ("web-part-XXXXXX", NULL);
  path = g_build_filename (folder, "test.js", NULL);
  g_assert_true (g_file_set_contents (path, LIBRARY, -1, NULL));
  g_setenv ("SPACEPORT_WEB_DIR", folder, TRUE); /* before there are threads that read the environment */
  component_test_init (&argc, &argv);
  component_test_forgive_webkit ();
#define ADD(name, test) g_test_add ("/web-part/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("calls", test_calls);
  ADD ("exception", test_exception);
  ADD ("height", test_height);
  ADD ("locked", test_locked);
  ADD ("early-end", test_early_end);
  ADD ("no-library", test_no_library);

  status = g_test_run ();
  g_remove (path);
  g_rmdir (folder);

  return status;
}
