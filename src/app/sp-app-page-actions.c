/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-page-private.h"

#include "sp-app-address.h"
#include "sp-app-info.h"
#include "sp-app-settings-window.h"
#include "sp-deep-link.h"
#include "sp-platform.h"

#include <glib/gi18n-lib.h>

static SpAppShell *
get_shell (GtkWidget *widget)
{
  return sp_app_page_get_shell (SP_APP_PAGE (widget));
}

/* Returns: (transfer full) (nullable): address of the page in front */
static char *
dup_address (GtkWidget *widget)
{
  GradioClient *client = sp_app_page_get_client (SP_APP_PAGE (widget));
  SpAppShell   *shell = get_shell (widget);

  return client != NULL && shell != NULL
           ? sp_deep_link_dup_address (client, sp_app_shell_get_route (shell), NULL)
           : NULL;
}

static void
reload_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (get_shell (widget) != NULL)
    sp_app_shell_reload_page (get_shell (widget));
}

static void
copy_link_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *address = dup_address (widget);

  if (address == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), address);
  gtk_widget_activate_action (widget, "win.toast", "(su)", _("Link copied"), 4);
}

static void
copy_state_link_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (get_shell (widget) != NULL)
    sp_app_shell_copy_state_link (get_shell (widget));
}

static void
open_in_browser_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *address = dup_address (widget);
  g_autofree char *web = NULL;

  if (address == NULL)
    return;

  web = sp_app_address_dup_web (sp_app_page_get_client (SP_APP_PAGE (widget)), address);
  sp_platform_open_uri (GTK_WIDGET (gtk_widget_get_root (widget)), web);
}

/* Where an author's link leads: to a page of the app, or out of it. */
static void
open_uri_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (get_shell (widget) != NULL)
    sp_app_shell_open (get_shell (widget), g_variant_get_string (parameter, NULL));
}

static void
settings_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpAppPage *self = SP_APP_PAGE (widget);
  GtkWindow *window = get_shell (widget) != NULL ? sp_app_shell_show_settings (get_shell (widget)) : NULL;

  if (window != NULL && self->accounts != NULL && sp_app_page_get_hub_name (self) != NULL)
    sp_app_settings_window_offer_accounts (SP_APP_SETTINGS_WINDOW (window), self->accounts, self->reference);
}

static void
show_api_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_app_page_show (SP_APP_PAGE (widget), "api");
}

static void
about_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GradioClient *client = sp_app_page_get_client (SP_APP_PAGE (widget));
  GtkWidget    *info = NULL;

  if (client == NULL)
    return;

  info = sp_app_info_new (client);
  gtk_window_set_transient_for (GTK_WINDOW (info), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (info));
}

static void
log_out_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_app_page_log_out (SP_APP_PAGE (widget), NULL);
}

static void
add_launcher_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_app_page_add_launcher (SP_APP_PAGE (widget));
}

static void
remove_launcher_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_app_page_remove_launcher (SP_APP_PAGE (widget));
}

static void
restart_space_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_app_page_restart_space (SP_APP_PAGE (widget));
}

static void
stop_space_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_app_page_stop_space (SP_APP_PAGE (widget));
}

static void
space_settings_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_app_page_show_space_settings (SP_APP_PAGE (widget));
}

static void
show_logs_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_app_page_show (SP_APP_PAGE (widget), "logs");
}

static void
install_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *hub_name = sp_app_page_get_hub_name (SP_APP_PAGE (widget));

  if (hub_name != NULL)
    gtk_widget_activate_action (widget, "win.install-space", "s", hub_name);
}

void
sp_app_page_enable_space_actions (SpAppPage *self, gboolean enabled)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "page.restart-space", enabled);
  gtk_widget_action_set_enabled (widget, "page.stop-space", enabled);
  gtk_widget_action_set_enabled (widget, "page.space-settings", enabled);
  gtk_widget_action_set_enabled (widget, "page.show-logs", enabled);
  gtk_widget_action_set_enabled (widget, "page.install", FALSE);
}

void
sp_app_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.reload", NULL, reload_cb);
  gtk_widget_class_install_action (widget_class, "page.copy-link", NULL, copy_link_cb);
  gtk_widget_class_install_action (widget_class, "page.copy-state-link", NULL, copy_state_link_cb);
  gtk_widget_class_install_action (widget_class, "page.open-in-browser", NULL, open_in_browser_cb);
  gtk_widget_class_install_action (widget_class, "page.open-uri", "s", open_uri_cb);
  gtk_widget_class_install_action (widget_class, "page.settings", NULL, settings_cb);
  gtk_widget_class_install_action (widget_class, "page.show-api", NULL, show_api_cb);
  gtk_widget_class_install_action (widget_class, "page.about", NULL, about_cb);
  gtk_widget_class_install_action (widget_class, "page.add-launcher", NULL, add_launcher_cb);
  gtk_widget_class_install_action (widget_class, "page.remove-launcher", NULL, remove_launcher_cb);
  gtk_widget_class_install_action (widget_class, "page.log-out", NULL, log_out_cb);
  gtk_widget_class_install_action (widget_class, "page.restart-space", NULL, restart_space_cb);
  gtk_widget_class_install_action (widget_class, "page.stop-space", NULL, stop_space_cb);
  gtk_widget_class_install_action (widget_class, "page.space-settings", NULL, space_settings_cb);
  gtk_widget_class_install_action (widget_class, "page.show-logs", NULL, show_logs_cb);
  gtk_widget_class_install_action (widget_class, "page.install", NULL, install_cb);
  gtk_widget_class_install_property_action (widget_class, "page.record", "recording");
}
