/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-launcher.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_LAUNCHER "org.freedesktop.portal.DynamicLauncher"
#define PORTAL_REQUEST "org.freedesktop.portal.Request"

/* Letters of a name that a launcher has room for. */
#define MAX_NAME 80

typedef struct {
  char            *reference;  /* owned */
  char            *name;       /* owned, nullable */
  GBytes          *icon;       /* owned, nullable */
  GDBusConnection *connection; /* owned, nullable */
  guint            response;   /* subscription to the answer of the user */
} Launcher;

static void
unsubscribe (Launcher *self)
{
  if (self->response != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->response);
  self->response = 0;
}

static void
launcher_free (Launcher *self)
{
  unsubscribe (self);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->icon, g_bytes_unref);
  g_free (self->name);
  g_free (self->reference);
  g_free (self);
}

/* A name is one line of what can be read, without what turns the direction of the text around. */
static char *
dup_name (const char *title, const char *reference)
{
  g_autofree char *valid = g_utf8_make_valid (title, -1);
  GString         *name = g_string_new (NULL);
  glong            length = 0;

  for (const char *p = valid; *p != '\0' && length < MAX_NAME; p = g_utf8_next_char (p)) {
    gunichar     letter = g_utf8_get_char (p);
    GUnicodeType type = g_unichar_type (letter);

    if (type == G_UNICODE_FORMAT && letter != 0x200d) /* which joins the parts of an emoji */
      continue;
    g_string_append_unichar (name, g_unichar_isspace (letter) || g_unichar_iscntrl (letter) ? ' ' : letter);
    length++;
  }
  g_strstrip (name->str);
  if (*name->str == '\0')
    g_string_assign (name, reference);
  name->len = strlen (name->str);

  return g_string_free (name, FALSE);
}

/* As the specification of desktop entries wants it: in quotation marks, and “%” stands for a field. */
static char *
dup_command (const char *reference)
{
  GString *command = g_string_new ("spaceport -- \"");

  for (const char *p = reference; *p != '\0'; p++) {
    if (g_ascii_iscntrl (*p))
      continue; /* no address has any */
    if (strchr ("\"`$\\", *p) != NULL)
      g_string_append_c (command, '\\');
    if (*p == '%')
      g_string_append_c (command, '%');
    g_string_append_c (command, *p);
  }
  g_string_append_c (command, '"');

  return g_string_free (command, FALSE);
}

static char *
dup_icon_name (const char *reference)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, reference, -1);

  return g_strdup_printf (APPLICATION_ID ".App%.16s", sum);
}

char *
sp_launcher_dup_id (const char *reference)
{
  g_autofree char *icon = NULL;

  g_return_val_if_fail (reference != NULL, NULL);

  icon = dup_icon_name (reference);

  return g_strconcat (icon, ".desktop", NULL);
}

char *
sp_launcher_dup_entry (const char *reference, const char *title)
{
  static const char   *group = G_KEY_FILE_DESKTOP_GROUP;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char     *command = NULL;

  g_return_val_if_fail (reference != NULL, NULL);

  command = dup_command (reference);
  g_key_file_set_string (file, group, "Type", "Application");
  if (title != NULL) {
    g_autofree char *name = dup_name (title, reference);
    g_autofree char *icon = dup_icon_name (reference);

    g_key_file_set_string (file, group, "Name", name);
    g_key_file_set_string (file, group, "Icon", icon);
  }
  g_key_file_set_string (file, group, "Comment", _("An app that Spaceport opens"));
  g_key_file_set_string (file, group, "Exec", command);
  g_key_file_set_boolean (file, group, "Terminal", FALSE);
  g_key_file_set_boolean (file, group, "StartupNotify", TRUE);

  return g_key_file_to_data (file, NULL, NULL);
}

static char *
dup_entry_path (const char *reference)
{
  g_autofree char *id = sp_launcher_dup_id (reference);

  return g_build_filename (g_get_user_data_dir (), "applications", id, NULL);
}

static char *
dup_icon_path (const char *reference)
{
  g_autofree char *name = dup_icon_name (reference);
  g_autofree char *file = g_strconcat (name, ".png", NULL);

  return g_build_filename (g_get_user_data_dir (), "icons", "hicolor", "256x256", "apps", file, NULL);
}

/* The portal's entries are links to files of its own. */
static gboolean
is_ours (const char *reference)
{
  g_autofree char *path = dup_entry_path (reference);

  return g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK);
}

/* What a sandbox writes does not reach the desktop. */
static gboolean
is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static GTask *
task_new (const char *reference, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask    *task = g_task_new (NULL, cancellable, callback, user_data);
  Launcher *self = g_new0 (Launcher, 1);

  self->reference = g_strdup (reference);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, self, (GDestroyNotify) launcher_free);

  return task;
}

/* Takes the task. */
static void
return_boolean (GTask *task, gboolean value)
{
  g_task_return_boolean (task, value);
  g_object_unref (task);
}

/* Takes the task and the error. */
static void
return_error (GTask *task, GError *error)
{
  g_dbus_error_strip_remote_error (error);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static gboolean
write_file (const char *path, const void *data, gsize length, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The folder “%s” cannot be made: %s"), folder,
                 g_strerror (errno));
    return FALSE;
  }

  return g_file_set_contents (path, data, (gssize) length, error);
}

static void
write_files (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Launcher        *self = data;
  g_autofree char *icon = dup_icon_path (self->reference);
  g_autofree char *path = dup_entry_path (self->reference);
  g_autofree char *entry = sp_launcher_dup_entry (self->reference, self->name);
  GError          *error = NULL;

  if (write_file (icon, g_bytes_get_data (self->icon, NULL), g_bytes_get_size (self->icon), &error) &&
      write_file (path, entry, strlen (entry), &error)) {
    g_task_return_boolean (task, TRUE);
  } else {
    g_unlink (icon); /* nothing without an entry */
    g_task_return_error (task, error);
  }
}

/* Takes the task: without a portal, or when it does not do it for programs outside of a sandbox. */
static void
add_files (GTask *task, GError *error)
{
  if (is_sandboxed ()) {
    return_error (task, error);
    return;
  }

  g_debug ("No launcher by the portal: %s", error->message);
  g_error_free (error);
  g_task_run_in_thread (task, write_files);
  g_object_unref (task);
}

static void
installed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask               *task = user_data;
  GError              *error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer != NULL)
    return_boolean (task, TRUE);
  else
    add_files (task, error);
}

/* Takes the task, for the callback. */
static void
call_portal (GTask *task, const char *method, GVariant *parameters, GAsyncReadyCallback callback)
{
  Launcher *self = g_task_get_task_data (task);

  g_dbus_connection_call (self->connection, PORTAL_NAME, PORTAL_PATH, PORTAL_LAUNCHER, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, g_task_get_cancellable (task), callback, task);
}

/* The user has seen name and icon, and may have changed the name. */
static void
response_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *signal, GVariant *parameters, gpointer user_data)
{
  GTask               *task = user_data;
  Launcher            *self = g_task_get_task_data (task);
  g_autoptr (GVariant) results = NULL;
  g_autofree char     *id = sp_launcher_dup_id (self->reference);
  g_autofree char     *entry = sp_launcher_dup_entry (self->reference, NULL);
  const char          *token = NULL;
  guint                response = 0;

  unsubscribe (self);
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  if (response != 0)
    return_error (task, g_error_new_literal (G_IO_ERROR, response == 1 ? G_IO_ERROR_CANCELLED : G_IO_ERROR_FAILED,
                                             _("The desktop did not take the entry.")));
  else if (!g_variant_lookup (results, "token", "&s", &token))
    add_files (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "No token"));
  else
    call_portal (task, "Install", g_variant_new ("(sssa{sv})", token, id, entry, NULL), installed_cb);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)    task = user_data;
  Launcher            *self = g_task_get_task_data (task);
  GError              *error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (error != NULL && self->response != 0) { /* the user is not asked */
    unsubscribe (self);
    add_files (task, g_steal_pointer (&error));
  }
  g_clear_error (&error);
}

/* The user's answer may come before that of the call: where it will be is known from its word. It has the task. */
static void
prepare (GTask *task)
{
  Launcher            *self = g_task_get_task_data (task);
  g_autofree char     *word = g_strdup_printf ("spaceport%u", g_random_int ());
  g_autofree char     *sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (self->connection) + 1), ".", '_');
  g_autofree char     *path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, word);
  g_autoptr (GIcon)    icon = g_bytes_icon_new (self->icon);
  g_autoptr (GVariant) picture = g_icon_serialize (icon);
  GVariantBuilder      options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (word));
  g_variant_builder_add (&options, "{sv}", "launcher_type", g_variant_new_uint32 (1));
  self->response = g_dbus_connection_signal_subscribe (self->connection, PORTAL_NAME, PORTAL_REQUEST, "Response", path,
                                                       NULL, G_DBUS_SIGNAL_FLAGS_NONE, response_cb, task,
                                                       NULL);
  call_portal (g_object_ref (task), "PrepareInstall", g_variant_new ("(ssva{sv})", "", self->name, picture, &options), prepared_cb);
}

static void
connected_to_add_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask    *task = user_data;
  Launcher *self = g_task_get_task_data (task);
  GError   *error = NULL;

  self->connection = g_bus_get_finish (result, &error);
  if (self->connection != NULL)
    prepare (task);
  else
    add_files (task, error);
}

void
sp_launcher_add_async (const char *reference, const char *title, GBytes *icon, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask    *task = NULL;
  Launcher *self = NULL;

  g_return_if_fail (reference != NULL);
  g_return_if_fail (title != NULL);
  g_return_if_fail (icon != NULL);

  task = task_new (reference, sp_launcher_add_async, cancellable, callback, user_data);
  self = g_task_get_task_data (task);
  self->name = dup_name (title, reference);
  self->icon = g_bytes_ref (icon);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, connected_to_add_cb, task);
}

gboolean
sp_launcher_add_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
uninstalled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError              *error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer != NULL)
    return_boolean (user_data, TRUE);
  else
    return_error (user_data, error);
}

static void
connected_to_remove_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask           *task = user_data;
  Launcher        *self = g_task_get_task_data (task);
  g_autofree char *id = sp_launcher_dup_id (self->reference);
  GError          *error = NULL;

  self->connection = g_bus_get_finish (result, &error);
  if (self->connection == NULL)
    return_error (task, error);
  else
    call_portal (task, "Uninstall", g_variant_new ("(sa{sv})", id, NULL), uninstalled_cb);
}

void
sp_launcher_remove_async (const char *reference, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask           *task = NULL;
  g_autofree char *entry = NULL;
  g_autofree char *icon = NULL;

  g_return_if_fail (reference != NULL);

  task = task_new (reference, sp_launcher_remove_async, cancellable, callback, user_data);
  if (!is_ours (reference)) {
    g_bus_get (G_BUS_TYPE_SESSION, cancellable, connected_to_remove_cb, task);
    return;
  }

  entry = dup_entry_path (reference);
  icon = dup_icon_path (reference);
  if (g_unlink (entry) != 0)
    g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (errno), _("“%s” cannot be removed: %s"), entry,
                             g_strerror (errno));
  else
    g_task_return_boolean (task, g_unlink (icon) == 0 || errno == ENOENT);
  g_object_unref (task);
}

gboolean
sp_launcher_remove_finish (GAsyncResult *result, GError **error)
{
  return sp_launcher_add_finish (result, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (error != NULL)
    g_debug ("No launcher: %s", error->message);
  return_boolean (user_data, answer != NULL);
}

static void
connected_to_find_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask             *task = user_data;
  Launcher          *self = g_task_get_task_data (task);
  g_autofree char   *id = sp_launcher_dup_id (self->reference);
  g_autoptr (GError) error = NULL;

  self->connection = g_bus_get_finish (result, &error);
  if (self->connection != NULL)
    call_portal (task, "GetDesktopEntry", g_variant_new ("(s)", id), found_cb);
  else
    return_boolean (task, FALSE);
}

void
sp_launcher_find_async (const char *reference, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask           *task = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (reference != NULL);

  task = task_new (reference, sp_launcher_find_async, cancellable, callback, user_data);
  path = dup_entry_path (reference);
  if (is_sandboxed ())
    g_bus_get (G_BUS_TYPE_SESSION, cancellable, connected_to_find_cb, task);
  else
    return_boolean (task, g_file_test (path, G_FILE_TEST_EXISTS));
}

gboolean
sp_launcher_find_finish (GAsyncResult *result)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
