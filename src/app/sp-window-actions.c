/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-window-private.h"

#include "sp-app-address.h"
#include "sp-plain-words.h"
#include "sp-platform.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

static void
new_tab_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  sp_window_new_tab (SP_WINDOW (widget));
}

static void
close_tab_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SpWindow   *self = SP_WINDOW (widget);
  AdwTabPage *page = adw_tab_view_get_selected_page (self->tabs);

  if (page != NULL)
    adw_tab_view_close_page (self->tabs, page);
}

static void
focus_address_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (SP_WINDOW (widget)->address)); /* selects the text, too */
}

static void
reload_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  SpAppPage  *page = sp_window_get_app_page (SP_WINDOW (widget));
  const char *address = page != NULL ? sp_app_page_get_address (page) : "";

  if (g_str_has_prefix (address, SP_SPACE_SCHEME) && sp_app_page_get_space (page) == NULL)
    sp_window_open (SP_WINDOW (widget), address); /* it may be installed by now */
  else if (page != NULL)
    sp_app_page_reload (page);
  else if (sp_window_get_web_page (SP_WINDOW (widget)) != NULL)
    sp_web_page_reload (sp_window_get_web_page (SP_WINDOW (widget)));
  else if (sp_window_get_discover_page (SP_WINDOW (widget)) != NULL)
    sp_discover_page_reload (sp_window_get_discover_page (SP_WINDOW (widget)));
  else if (sp_window_get_my_spaces (SP_WINDOW (widget)) != NULL)
    sp_my_spaces_reload (sp_window_get_my_spaces (SP_WINDOW (widget)));
}

static void
open_web_page_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SpAppPage                *page = sp_window_get_app_page (SP_WINDOW (widget));
  g_autofree char          *address = page != NULL ? sp_app_page_dup_web_address (page) : NULL;
  g_autoptr (SpAppSettings) settings = NULL;

  if (address == NULL)
    return;

  g_set_object (&settings, sp_app_page_get_settings (page));
  if (settings == NULL)
    settings = sp_app_settings_new (address);
  sp_window_open_web_page (SP_WINDOW (widget), sp_app_page_get_web_client (page), address, settings);
}

static void
open_in_browser_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  SpAppPage       *page = sp_window_get_app_page (SP_WINDOW (widget));
  g_autofree char *address = page != NULL ? sp_app_page_dup_web_address (page) : NULL;
  g_autofree char *web = NULL;

  if (address == NULL)
    return;

  web = sp_app_address_dup_web (sp_app_page_get_web_client (page), address);
  sp_platform_open_uri (widget, web);
}

static void
go_to_page_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SpAppPage  *page = sp_window_get_app_page (SP_WINDOW (widget));
  SpAppShell *shell = page != NULL ? sp_app_page_get_shell (page) : NULL;

  if (shell != NULL && gtk_widget_get_mapped (GTK_WIDGET (shell)))
    sp_app_shell_go_nth (shell, (guint) g_variant_get_int32 (parameter));
}

static void
show_view_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SpAppPage *page = sp_window_get_app_page (SP_WINDOW (widget));

  if (page != NULL && sp_app_page_get_view (page) != NULL)
    sp_app_page_show (page, g_variant_get_string (parameter, NULL));
}

static void
run_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  SpAppPage      *page = sp_window_get_app_page (SP_WINDOW (widget));
  SpApiView      *view = page != NULL ? sp_app_page_get_view (page) : NULL;
  SpEndpointForm *form = view != NULL ? sp_api_view_get_form (view) : NULL;
  GtkWidget      *focus = gtk_window_get_focus (GTK_WINDOW (widget));

  if (form != NULL && gtk_widget_get_mapped (GTK_WIDGET (form)))
    gtk_widget_activate_action (GTK_WIDGET (form), "form.run", NULL);
  else if (focus != NULL) /* the key is the window's before it is that of an editor inside */
    gtk_widget_activate_action (focus, "editor.save", NULL);
}

static void
find_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  SpDiscoverPage *discover = sp_window_get_discover_page (SP_WINDOW (widget));
  SpAppPage      *page = sp_window_get_app_page (SP_WINDOW (widget));
  SpApiView      *view = page != NULL ? sp_app_page_get_view (page) : NULL;

  if (discover != NULL)
    sp_discover_page_find (discover);
  else if (sp_window_get_my_spaces (SP_WINDOW (widget)) != NULL)
    sp_my_spaces_find (sp_window_get_my_spaces (SP_WINDOW (widget)));
  else if (view != NULL && gtk_widget_get_mapped (GTK_WIDGET (view)))
    sp_api_view_focus_search (view);
  else if (page != NULL)
    sp_app_page_find_in_logs (page);
}

static void
toast_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  const char *text;
  AdwToast   *toast;
  guint       seconds;

  g_variant_get (parameter, "(&su)", &text, &seconds);
  toast = sp_plain_words_toast (text);
  adw_toast_set_timeout (toast, seconds);
  sp_window_add_toast (SP_WINDOW (widget), toast);
}

static void
restore_recent_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  g_autoptr (SpRecentApp) app = NULL;
  const char             *reference;
  const char             *title;
  gint64                  time;

  g_variant_get (parameter, "(&s&sx)", &reference, &title, &time);
  app = sp_recent_app_new (reference, title, time);
  sp_recent_apps_add (SP_WINDOW (widget)->recent, app);
}

static void
shortcuts_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SpWindow *self = SP_WINDOW (widget);

  if (self->shortcuts == NULL) {
    g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (SP_UI "help-overlay.ui");

    self->shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));
    gtk_window_set_transient_for (self->shortcuts, GTK_WINDOW (self));
    gtk_window_set_hide_on_close (self->shortcuts, TRUE);
  }
  gtk_window_present (self->shortcuts);
}

static void
open_menu_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  gtk_menu_button_popup (SP_WINDOW (widget)->menu);
}

static void
show_jobs_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  sp_window_show_jobs (SP_WINDOW (widget));
}

void
sp_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new-tab", NULL, new_tab_cb);
  gtk_widget_class_install_action (widget_class, "win.close-tab", NULL, close_tab_cb);
  gtk_widget_class_install_action (widget_class, "win.focus-address", NULL, focus_address_cb);
  gtk_widget_class_install_action (widget_class, "win.reload", NULL, reload_cb);
  gtk_widget_class_install_action (widget_class, "win.open-web-page", NULL, open_web_page_cb);
  gtk_widget_class_install_action (widget_class, "win.open-in-browser", NULL, open_in_browser_cb);
  gtk_widget_class_install_action (widget_class, "win.go-to-page", "i", go_to_page_cb);
  gtk_widget_class_install_action (widget_class, "win.show-view", "s", show_view_cb);
  gtk_widget_class_install_action (widget_class, "win.show-jobs", NULL, show_jobs_cb);
  gtk_widget_class_install_action (widget_class, "win.run", NULL, run_cb);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "win.toast", "(su)", toast_cb);
  gtk_widget_class_install_action (widget_class, "win.restore-recent", "(ssx)", restore_recent_cb);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL, shortcuts_cb);
  gtk_widget_class_install_action (widget_class, "win.open-menu", NULL, open_menu_cb);
  sp_window_install_library_actions (widget_class);
  sp_window_install_discover_actions (widget_class);
  sp_window_install_account_actions (widget_class);
  sp_window_install_spaces_actions (widget_class);
}
