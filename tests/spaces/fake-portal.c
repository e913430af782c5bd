/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_PATH */
#include "fake-portal.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PORTAL_NAME "org.freedesktop.portal.Flatpak"
#define PORTAL_PATH "/org/freedesktop/portal/Flatpak"

static const char portal_xml[] =
  "<node><interface name='org.freedesktop.portal.Flatpak'>"
  "<method name='Spawn'>"
  "<arg type='ay' direction='in'/><arg type='aay' direction='in'/><arg type='a{uh}' direction='in'/>"
  "<arg type='a{ss}' direction='in'/><arg type='u' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='u' direction='out'/></method>"
  "<method name='SpawnSignal'>"
  "<arg type='u' direction='in'/><arg type='u' direction='in'/><arg type='b' direction='in'/></method>"
  "<signal name='SpawnExited'><arg type='u'/><arg type='u'/></signal>"
  "<property name='version' type='u' access='read'/>"
  "</interface></node>";

void
fake_portal_exit (FakePortal *self, guint pid, int wait_status)
{
  g_assert_true (g_dbus_connection_emit_signal (
    self->connection, NULL, PORTAL_PATH, PORTAL_NAME, "SpawnExited",
    g_variant_new ("(uu)", pid, (guint32) wait_status), NULL));
}

static void
answer_spawn (FakePortal *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  GUnixFDList *fds = g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (invocation));

  if (self->refusal != NULL) {
    g_dbus_method_invocation_return_dbus_error (invocation, self->refusal, "not today");
    return;
  }

  self->spawned = g_variant_ref (parameters);
  self->fds = g_object_ref (fds);
  if (self->exits_early) {
    fake_portal_exit (self, FAKE_PORTAL_PID + 1, W_EXITCODE (1, 0)); /* of somebody else */
    fake_portal_exit (self, FAKE_PORTAL_PID, W_EXITCODE (3, 0));
  }
  if (self->cancel_first != NULL)
    g_cancellable_cancel (self->cancel_first);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", FAKE_PORTAL_PID));
}

static void
method_called_cb (GDBusConnection       *connection,
                  const char            *sender,
                  const char            *path,
                  const char            *interface,
                  const char            *method,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               user_data)
{
  FakePortal *self = user_data;
  guint32     pid;
  gboolean    group;

  if (g_str_equal (method, "Spawn")) {
    answer_spawn (self, parameters, invocation);
    return;
  }

  g_variant_get (parameters, "(uub)", &pid, &self->signal, &group);
  g_assert_cmpuint (pid, ==, FAKE_PORTAL_PID);
  g_assert_true (group);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static GVariant *
property_read_cb (GDBusConnection *connection,
                  const char      *sender,
                  const char      *path,
                  const char      *interface,
                  const char      *property,
                  GError         **error,
                  gpointer         user_data)
{
  FakePortal *self = user_data;

  return g_variant_new_uint32 (self->version);
}

static void
name_owned_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  FakePortal *self = user_data;

  self->owns = TRUE;
}

GDBusConnection *
fake_portal_connect (FakePortal *self)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection   *connection;

  connection = g_dbus_connection_new_for_address_sync (
    g_test_dbus_get_bus_address (self->dbus),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
    NULL, &error);
  g_assert_no_error (error);
  return connection;
}

FakePortal *
fake_portal_new (void)
{
  FakePortal *self = g_new0 (FakePortal, 1);

  self->dbus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->dbus);
  self->connection = fake_portal_connect (self);
  self->version = 6;
  return self;
}

void
fake_portal_free (FakePortal *self)
{
  fake_portal_withdraw (self);
  if (self->object_id != 0) /* a call that came last may not be answered any more */
    g_dbus_connection_unregister_object (self->connection, self->object_id);
  g_clear_pointer (&self->spawned, g_variant_unref);
  g_clear_object (&self->fds);
  g_clear_object (&self->cancel_first);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  g_test_dbus_down (self->dbus);
  g_clear_object (&self->dbus);
  g_free (self);
}

void
fake_portal_offer (FakePortal *self)
{
  static const GDBusInterfaceVTable vtable = { method_called_cb, property_read_cb, NULL, { 0 } };
  g_autoptr (GDBusNodeInfo)         node = g_dbus_node_info_new_for_xml (portal_xml, NULL);
  g_autoptr (GError)                error = NULL;

  self->object_id = g_dbus_connection_register_object (self->connection, PORTAL_PATH, node->interfaces[0], &vtable, self, NULL,
                                                       &error);
  g_assert_no_error (error);
  self->owner_id = g_bus_own_name_on_connection (self->connection, PORTAL_NAME, G_BUS_NAME_OWNER_FLAGS_NONE,
                                                 name_owned_cb, NULL, self, NULL);
  while (!self->owns)
    g_main_context_iteration (NULL, TRUE);
}

void
fake_portal_withdraw (FakePortal *self)
{
  g_clear_handle_id (&self->owner_id, g_bus_unown_name);
}

guint
fake_portal_get_flags (FakePortal *self)
{
  g_autoptr (GVariant) flags = g_variant_get_child_value (self->spawned, 4);

  return g_variant_get_uint32 (flags);
}

char *
fake_portal_dup_shown (FakePortal *self, const char *option)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (self->spawned, 5);
  g_autoptr (GVariant) handles = g_variant_lookup_value (options, option, G_VARIANT_TYPE ("ah"));
  g_autoptr (GVariant) handle = NULL;
  g_autofree char     *link = NULL;
  int                  fd;
  char                *path;

  g_assert_nonnull (handles);
  g_assert_cmpuint (g_variant_n_children (handles), ==, 1);
  handle = g_variant_get_child_value (handles, 0);
  fd = g_unix_fd_list_get (self->fds, g_variant_get_handle (handle), NULL);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (fcntl (fd, F_GETFL) & O_PATH, ==, O_PATH);
  link = g_strdup_printf ("/proc/self/fd/%d", fd);
  path = g_file_read_link (link, NULL);
  close (fd);
  return path;
}
