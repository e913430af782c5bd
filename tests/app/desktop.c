/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desktop.h"

static const char NOTIFICATIONS[] =
  "<node><interface name='org.freedesktop.Notifications'>"
  "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
  "</interface></node>";

static void
notifications_cb (GDBusConnection       *connection,
                  const char            *sender,
                  const char            *path,
                  const char            *interface,
                  const char            *method,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               user_data)
{
  Desktop    *desktop = user_data;
  const char *title = NULL;
  const char *body = NULL;

  if (g_str_equal (method, "Notify")) {
    g_variant_get_child (parameters, 3, "&s", &title);
    g_variant_get_child (parameters, 4, "&s", &body);
    g_string_append_printf (desktop->told, "%s|%s\n", title, body);
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 7));
  } else if (g_str_equal (method, "GetCapabilities")) {
    g_dbus_method_invocation_return_value (invocation, g_variant_new_parsed ("(['body', 'actions'],)"));
  } else {
    desktop->n_closed++;
    g_dbus_method_invocation_return_value (invocation, NULL);
  }
}

GDBusConnection *
desktop_new (Desktop *desktop)
{
  static const GDBusInterfaceVTable vtable = { .method_call = notifications_cb };
  g_autoptr (GError)                error = NULL;
  g_autoptr (GDBusNodeInfo)         node = g_dbus_node_info_new_for_xml (NOTIFICATIONS, &error);
  g_autoptr (GVariant)              owned = NULL;
  g_autofree char                  *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);
  GDBusConnection                  *connection = NULL;

  g_assert_no_error (error);
  desktop->told = g_string_new (NULL);
  connection = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL,
    &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (connection, "/org/freedesktop/Notifications", node->interfaces[0], &vtable, desktop,
                                     NULL, &error);
  g_assert_no_error (error);
  owned = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.freedesktop.Notifications", 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);

  return connection;
}

void
desktop_click (GDBusConnection *connection)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (connection, NULL, "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
                                 "ActionInvoked", g_variant_new ("(us)", 7, "default"), &error);
  g_assert_no_error (error);
}

/* What was sent before it has been delivered when it returns. */
static void
go_round (GDBusConnection *connection)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (GVariant) answer = NULL;

  answer = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "GetId", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                        &error);
  g_assert_no_error (error);
}

void
desktop_round (GDBusConnection *connection)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (GDBusConnection) program = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);

  g_assert_no_error (error);
  go_round (connection);
  go_round (program);
}

void
desktop_close (GDBusConnection *connection)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (GDBusConnection) program = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);

  g_assert_no_error (error);
  go_round (program);
  while (g_main_context_iteration (NULL, FALSE)) /* answers what has arrived */
    ;
  go_round (connection);
  go_round (program);
  while (g_main_context_iteration (NULL, FALSE)) /* and takes the answer */
    ;
  g_dbus_connection_close_sync (connection, NULL, NULL);
  g_object_unref (connection);
}
