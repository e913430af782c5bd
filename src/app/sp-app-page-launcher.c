/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-page-private.h"

#include "sp-app-icon.h"
#include "sp-launcher.h"

#include <glib/gi18n-lib.h>

/* What an entry of the desktop has to open. The address of a Space of this computer is another one each time. */
static char *
dup_reference (SpAppPage *self)
{
  if (self->space != NULL)
    return g_strconcat (SP_SPACE_SCHEME, sp_space_get_id (self->space), NULL);

  return g_strdup (sp_app_page_get_address (self));
}

static void
set_added (SpAppPage *self, gboolean added)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.add-launcher", !added);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.remove-launcher", added);
}

static void
toast_error (SpAppPage *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", error->message, 5);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpAppPage) self = user_data;
  g_autoptr (GError)    error = NULL;

  if (sp_launcher_add_finish (result, &error)) {
    set_added (self, TRUE);
    g_signal_emit_by_name (self, "launcher-changed", TRUE);
  } else {
    toast_error (self, error);
  }
}

static void
icon_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpAppPage)  self = user_data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (GdkTexture) texture = sp_app_icon_load_finish (result, &error);
  const char            *title = sp_app_page_get_title (self);
  g_autofree char       *reference = dup_reference (self);
  g_autoptr (GBytes)     icon = NULL;

  if (GRADIO_CLIENT (source) != self->client)
    return; /* closed, or another app */

  if (error != NULL) /* the first letter of its name will do */
    g_debug ("No icon: %s", error->message);
  icon = sp_app_icon_draw (texture, title);
  sp_launcher_add_async (reference, title, icon, NULL, added_cb, g_object_ref (self));
}

void
sp_app_page_add_launcher (SpAppPage *self)
{
  if (self->client != NULL)
    sp_app_icon_load_async (self->client, NULL, icon_cb, g_object_ref (self));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpAppPage) self = user_data;
  g_autoptr (GError)    error = NULL;

  if (sp_launcher_remove_finish (result, &error)) {
    set_added (self, FALSE);
    g_signal_emit_by_name (self, "launcher-changed", FALSE);
  } else {
    toast_error (self, error);
  }
}

void
sp_app_page_remove_launcher (SpAppPage *self)
{
  g_autofree char *reference = dup_reference (self);

  sp_launcher_remove_async (reference, NULL, removed_cb, g_object_ref (self));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpAppPage) self = user_data;

  set_added (self, sp_launcher_find_finish (result));
}

void
sp_app_page_find_launcher (SpAppPage *self)
{
  g_autofree char *reference = dup_reference (self);

  sp_launcher_find_async (reference, NULL, found_cb, g_object_ref (self));
}
