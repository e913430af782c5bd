/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-window-private.h"

#include "sp-application.h"
#include "sp-plain-words.h"
#include "sp-resources.h"
#include "sp-start-page.h"

#include <glib/gi18n-lib.h>

/* A stranger's app may send messages without end; they stay in the job's log. */
#define MAX_TOASTS 10

G_DEFINE_FINAL_TYPE (SpWindow, sp_window, ADW_TYPE_APPLICATION_WINDOW)

static GtkWidget *
get_content (AdwTabPage *page)
{
  return adw_bin_get_child (ADW_BIN (adw_tab_page_get_child (page)));
}

static SpAppPage *
get_app_page (AdwTabPage *page)
{
  GtkWidget *content = page != NULL ? get_content (page) : NULL;

  return SP_IS_APP_PAGE (content) ? SP_APP_PAGE (content) : NULL;
}

static void
show_address (SpWindow *self)
{
  SpAppPage  *page = sp_window_get_app_page (self);
  SpWebPage  *web = sp_window_get_web_page (self);
  const char *address = page != NULL ? sp_app_page_get_address (page) : "";

  if (web != NULL)
    address = sp_web_page_get_address (web);

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->address)), address) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->address), address);
  gtk_entry_set_icon_from_icon_name (self->address, GTK_ENTRY_ICON_SECONDARY,
                                     page != NULL || web != NULL ? "view-refresh-symbolic" : NULL);
}

/* What can be done with the app in front. */
static void
enable_actions (SpWindow *self)
{
  SpAppPage       *page = sp_window_get_app_page (self);
  g_autofree char *web = page != NULL ? sp_app_page_dup_web_address (page) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.reload",
                                 page != NULL || sp_window_get_web_page (self) != NULL ||
                                   sp_window_get_discover_page (self) != NULL ||
                                   sp_window_get_my_spaces (self) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-web-page", web != NULL && sp_web_page_is_built ());
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-in-browser", web != NULL && !sp_web_page_is_built ());
  sp_window_enable_saved (self);
}

static void
show_title (SpWindow *self)
{
  AdwTabPage      *tab = adw_tab_view_get_selected_page (self->tabs);
  g_autofree char *title = NULL;

  if (tab != NULL && !SP_IS_START_PAGE (get_content (tab)))
    /* Translators: title of the window; the name of an app or a page, and of this program. */
    title = g_strdup_printf (_("%s – Spaceport"), adw_tab_page_get_title (tab));
  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : _("Spaceport"));
  enable_actions (self);
}

/* The style of a program is one for all its windows: that of the app in front. */
static void
show_color_scheme (SpWindow *self)
{
  SpAppPage       *page = sp_window_get_app_page (self);
  g_autofree char *scheme = NULL;

  if (page != NULL)
    g_object_get (page, "color-scheme", &scheme, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "app.page-color-scheme", "s",
                              scheme != NULL ? scheme : "system");
}

static void
selected_page_cb (SpWindow *self)
{
  show_address (self);
  show_title (self);
  show_color_scheme (self);
  sp_window_seen (self);
}

static void
page_color_scheme_cb (SpWindow   *self,
                      GParamSpec *pspec,
                      SpAppPage  *page)
{
  if (page == sp_window_get_app_page (self))
    show_color_scheme (self);
}

static void
page_address_cb (SpWindow   *self,
                 GParamSpec *pspec,
                 SpAppPage  *page)
{
  if (page == sp_window_get_app_page (self))
    show_address (self);
}

static void
content_title_cb (SpWindow   *self,
                  GParamSpec *pspec,
                  GtkWidget  *content)
{
  AdwTabPage *tab = adw_tab_view_get_selected_page (self->tabs);

  if (tab != NULL && content == get_content (tab))
    show_title (self);
}

static void
connected_cb (SpWindow  *self,
              SpAppPage *page)
{
  g_autoptr (SpRecentApp) app = NULL;

  sp_window_touch_saved (self, page);
  if (page == sp_window_get_app_page (self))
    enable_actions (self);

  if (sp_app_page_get_space (page) != NULL)
    return; /* its address is another one each time */

  app = sp_recent_app_new (sp_app_page_get_address (page), sp_app_page_get_title (page),
                           g_get_real_time () / G_USEC_PER_SEC);
  sp_recent_apps_add (self->recent, app);
}

static void
toast_dismissed_cb (SpWindow *self)
{
  self->n_toasts--;
}

static void
open_cb (SpWindow   *self,
         const char *reference)
{
  sp_window_open (self, reference);
}

static void
open_space_cb (SpWindow *self,
               SpSpace  *space)
{
  sp_window_open_space (self, space);
}

static void
removed_cb (SpWindow    *self,
            SpRecentApp *app)
{
  g_autofree char *text = g_strdup_printf (_("“%s” removed"), sp_recent_app_get_title (app));
  AdwToast        *toast = sp_plain_words_toast (text);

  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_action_name (toast, "win.restore-recent");
  adw_toast_set_action_target (toast, "(ssx)", sp_recent_app_get_reference (app),
                               sp_recent_app_get_title (app), sp_recent_app_get_time (app));
  sp_window_add_toast (self, toast);
}

/* Either is undone by the other. */
static void
launcher_changed_cb (SpWindow  *self,
                     gboolean   added,
                     SpAppPage *page)
{
  g_autofree char *text = g_strdup_printf (added ? _("“%s” added to the desktop") : _("“%s” removed from the desktop"),
                                           sp_app_page_get_title (page));
  AdwToast *toast = sp_plain_words_toast (text);

  adw_toast_set_button_label (toast, _("Undo"));
  g_signal_connect_object (toast, "button-clicked",
                           added ? G_CALLBACK (sp_app_page_remove_launcher) : G_CALLBACK (sp_app_page_add_launcher),
                           page, G_CONNECT_SWAPPED);
  sp_window_add_toast (self, toast);
}

/* Also after a stranger's app said too much: else nothing could be undone. */
static void
page_toast_cb (SpWindow *self,
               AdwToast *toast)
{
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (toast));
}

static void
set_content (AdwTabPage *tab,
             GtkWidget  *content)
{
  adw_bin_set_child (ADW_BIN (adw_tab_page_get_child (tab)), content);
}

static void
show_start_page (SpWindow   *self,
                 AdwTabPage *tab)
{
  GtkWidget *page = sp_start_page_new (self->recent, self->library, self->accounts);

  g_signal_connect_object (page, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "open-space", G_CALLBACK (open_space_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "toast", G_CALLBACK (page_toast_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "uninstall", G_CALLBACK (sp_window_uninstall), self, G_CONNECT_SWAPPED);
  set_content (tab, page);
  adw_tab_page_set_title (tab, _("New Tab"));
  adw_tab_page_set_icon (tab, NULL);
  adw_tab_page_set_loading (tab, FALSE);
}

static void
view_chosen_cb (SpWindow   *self,
                const char *view)
{
  sp_settings_set_value (self->settings, "view", g_variant_new_string (view));
}

/* The binding first: the window takes the title from the tab. */
static void
bind_title (SpWindow   *self,
            AdwTabPage *tab,
            GtkWidget  *content)
{
  g_object_bind_property (content, "title", tab, "title", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (content, "notify::title", G_CALLBACK (content_title_cb), self, G_CONNECT_SWAPPED);
}

static void
show_app_page (SpWindow   *self,
               AdwTabPage *tab,
               GtkWidget  *page)
{
  g_autoptr (GVariant) view = sp_settings_dup_value (self->settings, "view");

  sp_app_page_set_first_view (SP_APP_PAGE (page), g_variant_get_string (view, NULL));
  sp_app_page_set_notices (SP_APP_PAGE (page), self->notices);
  g_signal_connect_object (page, "view-chosen", G_CALLBACK (view_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "connected", G_CALLBACK (connected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "toast", G_CALLBACK (page_toast_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "launcher-changed", G_CALLBACK (launcher_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::address", G_CALLBACK (page_address_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::color-scheme", G_CALLBACK (page_color_scheme_cb), self,
                           G_CONNECT_SWAPPED);
  bind_title (self, tab, page);
  g_object_bind_property (page, "icon", tab, "icon", G_BINDING_SYNC_CREATE);
  g_object_bind_property (page, "loading", tab, "loading", G_BINDING_SYNC_CREATE);
  sp_window_watch_jobs (self, SP_APP_PAGE (page));
  set_content (tab, page);
  adw_tab_view_set_selected_page (self->tabs, tab);
  selected_page_cb (self);                        /* it may have been this tab before */
  gtk_window_set_focus (GTK_WINDOW (self), NULL); /* the app takes it as soon as it is there */
}

static AdwTabPage *
add_tab (SpWindow *self)
{
  AdwTabPage *tab = adw_tab_view_append (self->tabs, adw_bin_new ());

  adw_tab_view_set_selected_page (self->tabs, tab);

  return tab;
}

/* Whether it shows the start page, nothing or an error: what runs or was typed is never replaced. */
static gboolean
is_free (AdwTabPage *tab)
{
  GtkWidget *content = get_content (tab);
  SpAppPage *page = get_app_page (tab);

  if (content == NULL || SP_IS_START_PAGE (content))
    return TRUE;

  return page != NULL && sp_app_page_get_failed (page) && sp_app_page_get_view (page) == NULL;
}

/* The tab in front, else a new one. */
static AdwTabPage *
get_free_tab (SpWindow *self)
{
  AdwTabPage *tab = adw_tab_view_get_selected_page (self->tabs);

  return tab != NULL && is_free (tab) ? tab : add_tab (self);
}

/* An app, or with NULL for it a Space, that is open in some tab. */
static AdwTabPage *
find_tab (SpWindow   *self,
          const char *reference,
          SpSpace    *space)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tabs); i++) {
    AdwTabPage *tab = adw_tab_view_get_nth_page (self->tabs, i);
    SpAppPage  *page = get_app_page (tab);
    SpSpace    *its_space = page != NULL ? sp_app_page_get_space (page) : NULL;

    if (page == NULL)
      continue;
    if (reference != NULL && g_str_equal (sp_app_page_get_address (page), reference))
      return tab;
    if (space != NULL && its_space != NULL && g_str_equal (sp_space_get_id (its_space), sp_space_get_id (space)))
      return tab;
  }

  return NULL;
}

static void
address_activate_cb (SpWindow *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address)));

  g_strstrip (text);
  if (*text == '\0')
    return;

  sp_window_open (self, text);
}

static void
address_icon_cb (SpWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.reload", NULL);
}

/* Escape gives up what was typed into the address and goes back to the page. */
static gboolean
address_key_cb (SpWindow *self,
                guint     keyval)
{
  AdwTabPage *tab = adw_tab_view_get_selected_page (self->tabs);

  if (keyval != GDK_KEY_Escape || tab == NULL)
    return GDK_EVENT_PROPAGATE;

  show_address (self);
  gtk_widget_child_focus (adw_tab_page_get_child (tab), GTK_DIR_TAB_FORWARD);

  return GDK_EVENT_STOP;
}

/* Without its last app the window shows the start page; without that it closes. */
static gboolean
close_page_cb (SpWindow   *self,
               AdwTabPage *tab)
{
  gboolean last = adw_tab_view_get_n_pages (self->tabs) == 1;

  if (last && !SP_IS_START_PAGE (get_content (tab))) {
    adw_tab_view_close_page_finish (self->tabs, tab, FALSE);
    show_start_page (self, tab);
    selected_page_cb (self);
    return GDK_EVENT_STOP;
  }

  adw_tab_view_close_page_finish (self->tabs, tab, TRUE);
  if (last)
    gtk_window_close (GTK_WINDOW (self));

  return GDK_EVENT_STOP;
}

static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (SP_UI "menu.ui");

  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (gtk_builder_get_object (builder, "menu")));
}

static gboolean
sp_window_close_request (GtkWindow *window)
{
  SpWindow *self = SP_WINDOW (window);
  int       width, height;

  if (!sp_window_may_close (self))
    return GDK_EVENT_STOP;

  gtk_window_get_default_size (window, &width, &height);
  sp_settings_set_value (self->settings, "window-size", g_variant_new ("(ii)", width, height));
  sp_settings_set_value (self->settings, "maximized", g_variant_new_boolean (gtk_window_is_maximized (window)));
  sp_library_stop_all (self->library);

  return GTK_WINDOW_CLASS (sp_window_parent_class)->close_request (window);
}

static void
sp_window_dispose (GObject *object)
{
  SpWindow *self = SP_WINDOW (object);

  g_clear_pointer (&self->shortcuts, gtk_window_destroy);
  g_clear_pointer (&self->jobs_window, gtk_window_destroy);
  if (self->question != NULL)
    gtk_window_destroy (self->question);
  g_clear_weak_pointer (&self->question);
  g_clear_object (&self->jobs);
  g_clear_object (&self->apps);
  g_clear_object (&self->settings);
  g_clear_object (&self->recent);
  g_clear_object (&self->library);
  g_clear_object (&self->accounts);
  g_clear_object (&self->notices);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_WINDOW);

  G_OBJECT_CLASS (sp_window_parent_class)->dispose (object);
}

static void
sp_window_class_init (SpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = sp_window_close_request;

  g_type_ensure (SP_TYPE_INSTALL_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SpWindow, address);
  gtk_widget_class_bind_template_child (widget_class, SpWindow, menu);
  gtk_widget_class_bind_template_child (widget_class, SpWindow, badge);
  gtk_widget_class_bind_template_child (widget_class, SpWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SpWindow, tabs);
  gtk_widget_class_bind_template_callback (widget_class, address_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_icon_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_page_cb);
  sp_window_install_actions (widget_class);
}

static void
sp_window_init (SpWindow *self)
{
  self->apps = g_list_store_new (G_TYPE_LIST_MODEL);
  self->jobs = G_LIST_MODEL (gtk_flatten_list_model_new (g_object_ref (G_LIST_MODEL (self->apps))));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (sp_window_seen), NULL);
  gtk_menu_button_set_create_popup_func (self->menu, create_menu_cb, NULL, NULL);
}

static void
restore_size (SpWindow *self)
{
  g_autoptr (GVariant) size = sp_settings_dup_value (self->settings, "window-size");
  g_autoptr (GVariant) maximized = sp_settings_dup_value (self->settings, "maximized");
  int                  width, height;

  g_variant_get (size, "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), CLAMP (width, 360, 10000), CLAMP (height, 294, 10000));
  if (g_variant_get_boolean (maximized))
    gtk_window_maximize (GTK_WINDOW (self));
}

SpWindow *
sp_window_new (GtkApplication *application,
               SpSettings     *settings,
               SpRecentApps   *recent,
               SpLibrary      *library,
               SpHubAccounts  *accounts)
{
  SpWindow *self = g_object_new (SP_TYPE_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (settings);
  self->recent = g_object_ref (recent);
  self->library = g_object_ref (library);
  self->accounts = g_object_ref (accounts);
  self->notices = SP_IS_APPLICATION (application) ? g_object_ref (sp_application_get_notices (SP_APPLICATION (application)))
                                                  : sp_awake_notices_new ();
  sp_window_watch_library (self);
  sp_window_watch_accounts (self);
  sp_install_badge_set_library (self->badge, library);
  restore_size (self);

  return self;
}

void
sp_window_new_tab (SpWindow *self)
{
  g_return_if_fail (SP_IS_WINDOW (self));

  show_start_page (self, add_tab (self));
  selected_page_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

void
sp_window_open (SpWindow   *self,
                const char *reference)
{
  g_autoptr (SpSpace) space = NULL;
  AdwTabPage         *tab;

  g_return_if_fail (SP_IS_WINDOW (self));
  g_return_if_fail (reference != NULL);

  if (g_str_has_prefix (reference, SP_SPACE_SCHEME))
    space = sp_library_dup_space (self->library, reference + strlen (SP_SPACE_SCHEME));
  if (space != NULL) {
    sp_window_open_space (self, space);
    return;
  }
  if (g_str_has_prefix (reference, SP_SPACE_SCHEME) && !sp_library_get_loaded (self->library)) {
    sp_window_open_later (self, reference);
    return;
  }

  tab = find_tab (self, reference, NULL);
  if (tab == NULL) {
    show_app_page (self, get_free_tab (self), sp_app_page_new (reference, self->accounts));
    return;
  }

  if (tab == adw_tab_view_get_selected_page (self->tabs))
    sp_app_page_reload (get_app_page (tab));
  adw_tab_view_set_selected_page (self->tabs, tab);
}

void
sp_window_open_space (SpWindow *self,
                      SpSpace  *space)
{
  AdwTabPage *tab;

  g_return_if_fail (SP_IS_WINDOW (self));
  g_return_if_fail (SP_IS_SPACE (space));

  tab = find_tab (self, NULL, space);
  if (tab == NULL)
    show_app_page (self, get_free_tab (self), sp_app_page_new_for_space (self->library, space));
  else
    adw_tab_view_set_selected_page (self->tabs, tab);
}

void
sp_window_close_space (SpWindow   *self,
                       const char *id)
{
  for (int i = adw_tab_view_get_n_pages (self->tabs) - 1; i >= 0; i--) {
    AdwTabPage *tab = adw_tab_view_get_nth_page (self->tabs, i);
    SpSpace    *space = get_app_page (tab) != NULL ? sp_app_page_get_space (get_app_page (tab)) : NULL;

    if (space != NULL && g_str_equal (sp_space_get_id (space), id))
      adw_tab_view_close_page (self->tabs, tab);
  }
}

/* The tab in front when that is the start page, else a new one. */
void
sp_window_show_content (SpWindow  *self,
                        GtkWidget *content)
{
  AdwTabPage *tab = adw_tab_view_get_selected_page (self->tabs);

  if (tab == NULL || !SP_IS_START_PAGE (get_content (tab)))
    tab = add_tab (self);
  bind_title (self, tab, content);
  set_content (tab, content);
  adw_tab_view_set_selected_page (self->tabs, tab);
  selected_page_cb (self);
}

GtkWidget *
sp_window_find_content (SpWindow *self,
                        GType     type)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tabs); i++) {
    AdwTabPage *tab = adw_tab_view_get_nth_page (self->tabs, i);

    if (get_content (tab) != NULL && G_TYPE_CHECK_INSTANCE_TYPE (get_content (tab), type)) {
      adw_tab_view_set_selected_page (self->tabs, tab);
      return get_content (tab);
    }
  }

  return NULL;
}

void
sp_window_open_web_page (SpWindow      *self,
                         GradioClient  *client,
                         const char    *address,
                         SpAppSettings *settings)
{
  g_return_if_fail (SP_IS_WINDOW (self));
  g_return_if_fail (GRADIO_IS_CLIENT (client));

  for (int i = 0; i < adw_tab_view_get_n_pages (self->tabs); i++) {
    AdwTabPage *tab = adw_tab_view_get_nth_page (self->tabs, i);
    GtkWidget  *content = get_content (tab);

    if (SP_IS_WEB_PAGE (content) && g_str_equal (sp_web_page_get_address (SP_WEB_PAGE (content)), address)) {
      adw_tab_view_set_selected_page (self->tabs, tab);
      return;
    }
  }

  sp_window_show_content (self, sp_web_page_new (client, address, settings));
}

gboolean
sp_window_is_empty (SpWindow *self)
{
  g_return_val_if_fail (SP_IS_WINDOW (self), TRUE);

  return adw_tab_view_get_n_pages (self->tabs) == 0;
}

SpAppPage *
sp_window_get_app_page (SpWindow *self)
{
  g_return_val_if_fail (SP_IS_WINDOW (self), NULL);

  return self->tabs != NULL ? get_app_page (adw_tab_view_get_selected_page (self->tabs)) : NULL;
}

SpAppPage *
sp_window_get_nth_app_page (SpWindow *self,
                            int       position)
{
  return get_app_page (adw_tab_view_get_nth_page (self->tabs, position));
}

GtkWidget *
sp_window_get_content (SpWindow *self)
{
  AdwTabPage *tab = self->tabs != NULL ? adw_tab_view_get_selected_page (self->tabs) : NULL;

  return tab != NULL ? get_content (tab) : NULL;
}

SpWebPage *
sp_window_get_web_page (SpWindow *self)
{
  GtkWidget *content;

  g_return_val_if_fail (SP_IS_WINDOW (self), NULL);

  content = sp_window_get_content (self);

  return SP_IS_WEB_PAGE (content) ? SP_WEB_PAGE (content) : NULL;
}

void
sp_window_add_toast (SpWindow *self,
                     AdwToast *toast)
{
  g_return_if_fail (SP_IS_WINDOW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  if (self->n_toasts >= MAX_TOASTS) {
    g_object_unref (toast);
    return;
  }

  self->n_toasts++;
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
}
