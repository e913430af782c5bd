/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-notice.h"

#define NOTIFICATIONS "org.freedesktop.Notifications"

/* What is to be told as soon as it is known that somebody listens. */
typedef struct {
  GApplication  *application;  /* owned, held: it may be the last that it does */
  GNotification *notification; /* owned */
  char          *id;           /* owned */
} Notice;

/* Takes the notice. */
static void
send_notice (Notice *notice)
{
  if (notice->notification != NULL)
    g_application_send_notification (notice->application, notice->id, notice->notification);
  g_application_release (notice->application);
  g_object_unref (notice->application);
  g_clear_object (&notice->notification);
  g_free (notice->id);
  g_free (notice);
}

static void
service_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Notice              *notice = user_data;
  g_autoptr (GError)   error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL) { /* the window says it, too */
    g_debug ("Nobody to tell: %s", error->message);
    g_clear_object (&notice->notification);
  }
  send_notice (notice);
}

static void
ask_bus (const char         *method,
         GVariant           *parameters,
         GAsyncReadyCallback callback,
         Notice             *notice)
{
  g_dbus_connection_call (g_application_get_dbus_connection (g_application_get_default ()), "org.freedesktop.DBus",
                          "/org/freedesktop/DBus", "org.freedesktop.DBus", method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, callback, notice);
}

/* What does not run may be started. */
static void
owner_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (answer != NULL)
    send_notice (user_data);
  else
    ask_bus ("StartServiceByName", g_variant_new ("(su)", NOTIFICATIONS, 0), service_cb, user_data);
}

/* A desktop may have nothing that shows notifications. Inside of a sandbox the portal knows. */
void
sp_notice_send (const char    *id,
                GNotification *notification)
{
  Notice *notice = NULL;

  g_return_if_fail (id != NULL);
  g_return_if_fail (G_IS_NOTIFICATION (notification));

  if (g_application_get_default () == NULL)
    return;

  notice = g_new0 (Notice, 1);
  notice->application = g_object_ref (g_application_get_default ());
  notice->notification = g_object_ref (notification);
  notice->id = g_strdup (id);
  g_application_hold (notice->application);
  if (g_application_get_dbus_connection (g_application_get_default ()) == NULL ||
      g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    send_notice (notice);
  else
    ask_bus ("GetNameOwner", g_variant_new ("(s)", NOTIFICATIONS), owner_cb, notice);
}

void
sp_notice_withdraw (const char *id)
{
  g_return_if_fail (id != NULL);

  if (g_application_get_default () != NULL)
    g_application_withdraw_notification (g_application_get_default (), id);
}
