/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries of the desktop: what is in them, where they go, and what strangers put into names and pictures. */
#include "fake-app.h"

#include "sp-app-icon.h"
#include "sp-launcher.h"

#include <gtk/gtk.h>

#include <glib/gstdio.h>
#include <string.h>

#define REFERENCE "http://127.0.0.1:7860/a page/\"$(x)`y`\\?b=%20&c=d"

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static GKeyFile *
read_entry (const char *text)
{
  GKeyFile          *file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);

  return file;
}

static void
assert_command (GKeyFile *entry, const char *reference)
{
  g_autofree char *command = g_key_file_get_string (entry, "Desktop Entry", "Exec", NULL);
  GString         *expanded = g_string_new (command);
  g_auto (GStrv)   words = NULL;

  g_string_replace (expanded, "%%", "%", 0); /* the only field there is */
  g_shell_parse_argv (expanded->str, NULL, &words, NULL);
  g_assert_cmpuint (g_strv_length (words), ==, 3);
  g_assert_cmpstr (words[0], ==, "spaceport");
  g_assert_cmpstr (words[1], ==, "--");
  g_assert_cmpstr (words[2], ==, reference);
  g_string_free (expanded, TRUE);
}

static void
assert_name (const char *title, const char *expected)
{
  g_autofree char     *text = sp_launcher_dup_entry ("owner/name", title);
  g_autoptr (GKeyFile) entry = read_entry (text);
  g_auto (GStrv)       groups = g_key_file_get_groups (entry, NULL);
  g_autofree char     *name = g_key_file_get_string (entry, "Desktop Entry", "Name", NULL);

  g_assert_cmpuint (g_strv_length (groups), ==, 1);
  g_assert_cmpstr (name, ==, expected);
  assert_command (entry, "owner/name");
}

static void
test_names (void)
{
  g_autofree char *many = g_strnfill (10000, 'x');
  g_autofree char *some = g_strnfill (80, 'x');

  assert_name ("Fast & <b>Good</b> [de]=x;", "Fast & <b>Good</b> [de]=x;");
  assert_name ("Evil\nExec=rm -rf ~\n[Desktop Action x]\r\n\\nName=x", "Evil Exec=rm -rf ~ [Desktop Action x]  \\nName=x");
  assert_name ("\u202eturned\u2066 around\u200b", "turned around");
  assert_name ("👩‍🚀 Ada", "👩‍🚀 Ada");
  assert_name (" \n\t ", "owner/name");
  assert_name ("", "owner/name");
  assert_name ("\xff\xfe", "��");
  assert_name (many, some);
}

static void
test_command (void)
{
  g_autofree char     *text = sp_launcher_dup_entry (REFERENCE, "x");
  g_autoptr (GKeyFile) entry = read_entry (text);
  g_autofree char     *id = sp_launcher_dup_id (REFERENCE);
  g_autofree char     *other = sp_launcher_dup_id ("owner/name");

  assert_command (entry, REFERENCE);
  g_assert_cmpstr (id, !=, other);
  g_assert_true (g_str_has_prefix (id, "io.github.spaceport_app.Spaceport.App"));
  g_assert_true (g_str_has_suffix (id, ".desktop"));
  g_assert_null (strchr (id, '/'));
}

static gboolean
find (const char *reference)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_launcher_find_async (reference, NULL, result_cb, &result);
  wait_for (&result);

  return sp_launcher_find_finish (result);
}

static void
add (const char *title, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes)       icon = sp_app_icon_draw (NULL, title);
  gboolean                 added = FALSE;

  sp_launcher_add_async (REFERENCE, title, icon, NULL, result_cb, &result);
  wait_for (&result);
  added = sp_launcher_add_finish (result, error);
  g_assert_true (added == (*error == NULL));
}

static void
remove_entry (GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_launcher_remove_async (REFERENCE, NULL, result_cb, &result);
  wait_for (&result);
  sp_launcher_remove_finish (result, error);
}

static char *
dup_entry_path (void)
{
  g_autofree char *id = sp_launcher_dup_id (REFERENCE);

  return g_build_filename (g_get_user_data_dir (), "applications", id, NULL);
}

static GdkTexture *
load_picture (const char *path)
{
  g_autoptr (GError) error = NULL;
  GdkTexture        *texture = gdk_texture_new_from_filename (path, &error);

  g_assert_no_error (error);

  return texture;
}

/* Nothing is left when it is removed. */
static void
test_files (void)
{
  g_autofree char       *path = dup_entry_path ();
  g_autofree char       *text = NULL;
  g_autofree char       *name = NULL;
  g_autofree char       *file = NULL;
  g_autofree char       *icon = NULL;
  g_autoptr (GKeyFile)   entry = NULL;
  g_autoptr (GdkTexture) picture = NULL;
  g_autoptr (GError)     error = NULL;

  g_assert_false (find (REFERENCE));
  add ("One", &error);
  g_assert_no_error (error);
  add ("Two", &error); /* in the place of the first */
  g_assert_no_error (error);
  g_assert_true (find (REFERENCE));
  g_assert_false (find ("owner/name"));

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  entry = read_entry (text);
  name = g_key_file_get_string (entry, "Desktop Entry", "Name", NULL);
  g_assert_cmpstr (name, ==, "Two");
  g_free (name);
  name = g_key_file_get_string (entry, "Desktop Entry", "Icon", NULL);
  file = g_strconcat (name, ".png", NULL);
  icon = g_build_filename (g_get_user_data_dir (), "icons/hicolor/256x256/apps", file, NULL);
  picture = load_picture (icon);
  g_assert_cmpint (gdk_texture_get_width (picture), ==, 256);
  g_assert_cmpint (gdk_texture_get_height (picture), ==, 256);

  remove_entry (&error);
  g_assert_no_error (error);
  g_assert_false (find (REFERENCE));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (icon, G_FILE_TEST_EXISTS));
}

/* A folder that cannot be written into is told of. */
static void
test_no_room (void)
{
  g_autofree char   *folder = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autoptr (GError) error = NULL;

  g_rmdir (folder);
  g_assert_true (g_file_set_contents (folder, "a file", -1, NULL));
  add ("One", &error);
  g_assert_nonnull (error);
  g_assert_false (find (REFERENCE));
  g_unlink (folder);
}

/* The portal of a desktop: what it was asked for, and what its user says. */
typedef struct {
  GString *calls;
  guint    response;
} Portal;

static const char PORTAL[] =
  "<node><interface name='org.freedesktop.portal.DynamicLauncher'>"
  "<method name='PrepareInstall'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='v' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "<method name='Install'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/></method>"
  "<method name='Uninstall'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/></method>"
  "</interface></node>";

/* The answer of the user comes before that of the call. */
static void
prepare (Portal *portal, GDBusConnection *connection, const char *sender, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) icon = NULL;
  g_autoptr (GVariant) options = NULL;
  g_autofree char     *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char     *path = NULL;
  const char          *title = NULL;
  const char          *word = NULL;
  GVariantBuilder      results;

  g_variant_get (parameters, "(s&sv@a{sv})", NULL, &title, &icon, &options);
  g_assert_true (g_variant_is_of_type (icon, G_VARIANT_TYPE ("(sv)")));
  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &word));
  path = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", name, word);
  g_string_append_printf (portal->calls, " %s", title);
  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "token", g_variant_new_string ("a-token"));
  g_dbus_connection_emit_signal (connection, NULL, path, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(ua{sv})", portal->response, &results), NULL);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
}

static void
portal_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer user_data)
{
  Portal          *portal = user_data;
  g_autofree char *id = sp_launcher_dup_id (REFERENCE);
  const char      *token = NULL;
  const char      *named = NULL;
  const char      *text = NULL;

  g_string_append_printf (portal->calls, " %s", method);
  if (g_str_equal (method, "PrepareInstall")) {
    prepare (portal, connection, sender, parameters, invocation);
    return;
  }

  if (g_str_equal (method, "Install")) {
    g_autoptr (GKeyFile) entry = NULL;

    g_variant_get (parameters, "(&s&s&sa{sv})", &token, &named, &text, NULL);
    g_assert_cmpstr (token, ==, "a-token");
    entry = read_entry (text);
    assert_command (entry, REFERENCE);
    g_assert_false (g_key_file_has_key (entry, "Desktop Entry", "Name", NULL)); /* it is the portal's to write */
    g_assert_false (g_key_file_has_key (entry, "Desktop Entry", "Icon", NULL));
  } else {
    g_variant_get (parameters, "(&sa{sv})", &named, NULL);
  }
  g_assert_cmpstr (named, ==, id);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static GDBusConnection *
start_portal (Portal *portal, GTestDBus *bus)
{
  static const GDBusInterfaceVTable vtable = { .method_call = portal_cb };
  g_autoptr (GError)                error = NULL;
  g_autoptr (GDBusNodeInfo)         node = g_dbus_node_info_new_for_xml (PORTAL, &error);
  g_autoptr (GVariant)              owned = NULL;
  GDBusConnection                  *connection = NULL;

  g_assert_no_error (error);
  connection = g_dbus_connection_new_for_address_sync (
    g_test_dbus_get_bus_address (bus),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (connection, "/org/freedesktop/portal/desktop", node->interfaces[0], &vtable, portal,
                                     NULL, &error);
  g_assert_no_error (error);
  owned = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.freedesktop.portal.Desktop", 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);

  return connection;
}

static void
test_portal (void)
{
  g_autoptr (GTestDBus)       bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr (GDBusConnection) service = NULL;
  g_autoptr (GError)          error = NULL;
  g_autofree char            *path = dup_entry_path ();
  Portal                      portal = { g_string_new (NULL), 0 };

  g_test_dbus_up (bus);
  service = start_portal (&portal, bus);
  add ("Evil\nName", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (portal.calls->str, ==, " PrepareInstall Evil Name Install");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS)); /* the portal's is enough */

  g_string_truncate (portal.calls, 0);
  remove_entry (&error);
  g_assert_no_error (error);
  g_assert_cmpstr (portal.calls->str, ==, " Uninstall");

  g_string_truncate (portal.calls, 0);
  portal.response = 1; /* “Cancel” */
  add ("Two", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (portal.calls->str, ==, " PrepareInstall Two");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  g_dbus_connection_close_sync (service, NULL, NULL);
  g_string_free (portal.calls, TRUE);
  g_clear_object (&service);
  g_test_dbus_down (bus);
}

static GdkTexture *
load_icon (FakeApp *app, GError **error)
{
  GradioClient            *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)       failure = fake_app_connect (client);
  g_autoptr (GAsyncResult) result = NULL;
  GdkTexture              *texture = NULL;

  g_assert_no_error (failure);
  sp_app_icon_load_async (client, NULL, result_cb, &result);
  wait_for (&result);
  texture = sp_app_icon_load_finish (result, error);
  gradio_client_close (client);
  g_object_unref (client);

  return texture;
}

/* Pictures of 1 and of 2 pixels, in a format that is text. */
#define ONE "P3 1 1 255 9 9 9\n"
#define TWO "P3 2 1 255 9 9 9 8 8 8\n"

/* What the manifest names, unless it is on another server or is no picture; else the small picture of browsers. */
static void
test_icon (void)
{
  g_autoptr (FakeApp)    app = fake_app_new ();
  g_autoptr (FakeApp)    other = fake_app_new ();
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError)     error = NULL;
  g_autofree char       *foreign = g_strdup_printf ("{\"icons\":[7,{},{\"src\":\"%s/x.svg\"},{\"src\":\"file:///etc/passwd\"}]}",
                                                    fake_app_get_uri (other));

  texture = load_icon (app, &error);
  g_assert_null (texture);
  g_assert_nonnull (error);
  g_clear_error (&error);

  fake_app_answer (app, "/favicon.ico", 200, "image/x-icon", ONE);
  fake_app_answer (app, "/manifest.json", 200, "application/json", foreign);
  texture = load_icon (app, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fake_app_count_requests (other, "/x.svg"), ==, 0);
  g_assert_cmpuint (fake_app_count_requests (app, "/favicon.ico"), >, 0);
  g_clear_object (&texture);

  fake_app_answer (app, "/pwa_icon/192", 200, "image/png", TWO);
  fake_app_answer (app, "/pwa_icon/512", 200, "image/png", "no picture");
  fake_app_answer (app, "/manifest.json", 200, "application/json",
                   "{\"icons\":[{\"src\":\"/pwa_icon/192\"},{\"src\":\"/pwa_icon/512\"}]}");
  texture = load_icon (app, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fake_app_count_requests (app, "/pwa_icon/512"), ==, 1);
  g_assert_cmpuint (fake_app_count_requests (app, "/pwa_icon/192"), ==, 1);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 2);
}

/* A picture that is not square keeps its shape; a letter stands for none. */
static void
test_draw (void)
{
  g_autofree guchar     *pixels = g_malloc (4 * 40 * 20);
  g_autoptr (GBytes)     bytes = NULL;
  g_autoptr (GdkTexture) wide = NULL;
  g_autoptr (GdkTexture) drawn = NULL;
  g_autoptr (GBytes)     png = NULL;
  g_autoptr (GBytes)     letter = sp_app_icon_draw (NULL, "ärger");
  g_autoptr (GBytes)     other = sp_app_icon_draw (NULL, "");
  guint32                result[256 * 256];

  memset (pixels, 0xff, 4 * 40 * 20);
  bytes = g_bytes_new (pixels, 4 * 40 * 20);
  wide = gdk_memory_texture_new (40, 20, GDK_MEMORY_DEFAULT, bytes, 4 * 40);
  png = sp_app_icon_draw (wide, "x");
  drawn = gdk_texture_new_from_bytes (png, NULL);
  gdk_texture_download (drawn, (guchar *) result, 4 * 256);
  g_assert_cmphex (result[0], ==, 0); /* nothing above it */
  g_assert_cmphex (result[256 * 128 + 128], ==, 0xffffffff);
  g_assert_cmphex (result[256 * 255 + 255], ==, 0);
  g_assert_false (g_bytes_equal (letter, other));
}

/* Of all that may be in there only folders are left. */
static void
remove_folders (const char *home)
{
  static const char *const folders[] = { "applications", "icons/hicolor/256x256/apps", "icons/hicolor/256x256",
                                         "icons/hicolor", "icons", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_build_filename (home, folders[i], NULL);

    g_rmdir (path);
  }
  g_assert_false (g_file_test (home, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("launcher-XXXXXX", NULL);
  int              status = 0;

  g_assert_nonnull (home);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE); /* a desktop without portals, but where one is made */

  g_test_add_func ("/launcher/names", test_names);
  g_test_add_func ("/launcher/command", test_command);
  g_test_add_func ("/launcher/files", test_files);
  g_test_add_func ("/launcher/no-room", test_no_room);
  g_test_add_func ("/launcher/portal", test_portal);
  g_test_add_func ("/launcher/icon", test_icon);
  g_test_add_func ("/launcher/draw", test_draw);

  status = g_test_run ();
  remove_folders (home);

  return status;
}
