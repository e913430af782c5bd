/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-page-private.h"

#include "sp-deep-link.h"
#include "sp-favicon.h"
#include "sp-kept-apps.h"
#include "sp-resources.h"
#include "sp-web-page.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (SpAppPage, sp_app_page, ADW_TYPE_BIN)

typedef enum {
  PROP_TITLE = 1,
  PROP_ADDRESS,
  PROP_COLOR_SCHEME,
  PROP_ICON,
  PROP_LOADING,
  PROP_RECORDING,
  PROP_VIEW,
} SpAppPageProperty;

static GParamSpec *properties[PROP_VIEW + 1];

typedef enum {
  SIGNAL_CONNECTED,
  SIGNAL_LAUNCHER_CHANGED,
  SIGNAL_TOAST,
  SIGNAL_VIEW_CHOSEN,
} SpAppPageSignal;

static guint signals[SIGNAL_VIEW_CHOSEN + 1];

static void
set_client (SpAppPage    *self,
            GradioClient *client)
{
  if (self->client != NULL)
    gradio_client_close (self->client);
  g_set_object (&self->client, client);
}

void
sp_app_page_set_pending (SpAppPage    *self,
                         GradioClient *client)
{
  if (self->pending != NULL && self->pending != client && self->pending != self->client)
    gradio_client_close (self->pending);
  g_set_object (&self->pending, client);
}

/* The focus goes to the form unless the user is busy elsewhere, such as typing the next address. */
static void
focus_view (SpAppPage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "api") != 0)
    return;
  if (focus == NULL || !GTK_IS_EDITABLE (focus) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    sp_api_view_focus_first_input (sp_app_page_get_view (self));
}

/* What goes on is told in two places: in the list of the app, and in that of all apps. */
static void
set_blocks (SpAppPage *self,
            SpBlocks  *blocks)
{
  if (self->run_list != NULL)
    sp_run_list_set_blocks (self->run_list, blocks);
  sp_app_jobs_set_blocks (self->jobs, blocks);
}

/* What the app did for the view before this one ends. */
static void
set_shell (SpAppPage *self,
           GtkWidget *shell)
{
  SpAppShell *old = sp_app_page_get_shell (self);

  if (old != NULL && shell != NULL)
    sp_app_shell_take_over (SP_APP_SHELL (shell), old);
  if (old != NULL)
    sp_app_shell_close (old);
  set_blocks (self, NULL);
  if (self->app_bin != NULL)
    adw_bin_set_child (self->app_bin, shell);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
}

static void
notify_title_cb (SpAppPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/* The address that was opened, until another page of the app comes to the front. */
static void
route_cb (SpAppPage  *self,
          GParamSpec *pspec,
          SpAppShell *shell)
{
  GradioClient *client = sp_app_view_get_client (sp_app_shell_get_view (shell));
  const char   *route = sp_app_shell_get_route (shell);

  /* A page that begins anew has runs of its own. */
  set_blocks (self, sp_app_view_get_blocks (sp_app_shell_get_view (shell)));
  if (self->page_address == NULL && g_str_equal (route, gradio_client_get_page (client)))
    return;

  g_free (self->page_address);
  self->page_address = sp_deep_link_dup_address (client, route, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESS]);
}

static void
notify_recording_cb (SpAppPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
}

static void
notify_color_scheme_cb (SpAppPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOR_SCHEME]);
}

static void
read_settings (SpAppPage    *self,
               GradioClient *client)
{
  g_autoptr (SpAppSettings) settings = sp_app_settings_new (
    self->space != NULL ? sp_space_get_id (self->space) : gradio_client_get_base_uri (client));

  sp_app_settings_read_query (settings, gradio_client_get_query (client));
  g_set_object (&self->settings, settings);
  g_signal_connect_object (settings, "notify::color-scheme", G_CALLBACK (notify_color_scheme_cb), self,
                           G_CONNECT_SWAPPED);
  notify_color_scheme_cb (self);
}

static GtkWidget *
new_shell (SpAppPage    *self,
           GradioClient *client)
{
  GtkWidget *shell = sp_app_shell_new (client, self->settings);

  g_signal_connect_object (shell, "notify::title", G_CALLBACK (notify_title_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shell, "notify::route", G_CALLBACK (route_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shell, "notify::recording", G_CALLBACK (notify_recording_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (shell, "log-out", G_CALLBACK (sp_app_page_log_out), self, G_CONNECT_SWAPPED);

  return shell;
}

static void
icon_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SpAppPage) self = user_data;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GIcon)     icon = sp_favicon_load_finish (result, &error);

  if (error != NULL) /* a tab without a picture will do */
    g_debug ("No icon: %s", error->message);
  if (icon == NULL || GRADIO_CLIENT (source) != self->client)
    return;

  g_set_object (&self->icon, icon);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ICON]);
}

/* Most titles are texts and not keys; /config would be made too early for them. */
static void
read_title (SpAppPage    *self,
            GradioClient *client)
{
  const char               *title = gradio_client_get_title (client);
  g_autoptr (SpTranslation) translation = NULL;

  g_clear_pointer (&self->title, g_free);
  if (strstr (title, "__i18n__") == NULL)
    return;

  translation = sp_translation_new (gradio_client_get_config (client));
  sp_translation_set_language (translation, sp_app_settings_get_language (self->settings));
  self->title = sp_translation_dup_text (translation, title);
}

/* The user’s choice, but an app without an API has its page only, and one without a page its API. */
static void
show_first_view (SpAppPage    *self,
                 GradioClient *client)
{
  const char *view = self->first_view;

  if (g_list_model_get_n_items (gradio_client_get_endpoints (client)) == 0)
    view = "app";
  else if (!gradio_client_has_page (client))
    view = "api";

  self->choosing = TRUE;
  sp_app_page_show (self, view);
  self->choosing = FALSE;
}

static void
view_chosen_cb (SpAppPage *self)
{
  const char *view = adw_view_stack_get_visible_child_name (self->views);

  if (!self->choosing && self->client != NULL && (g_strcmp0 (view, "app") == 0 || g_strcmp0 (view, "api") == 0))
    g_signal_emit (self, signals[SIGNAL_VIEW_CHOSEN], 0, view);
}

static void
started_cb (SpAppPage      *self,
            SpEndpointForm *form)
{
  sp_app_jobs_add (self->jobs, gradio_endpoint_get_name (sp_endpoint_form_get_endpoint (form)),
                   sp_endpoint_form_get_job (form), sp_endpoint_form_get_values (form));
}

/* Makes all that shows the app. */
static void
show_app (SpAppPage    *self,
          GradioClient *client)
{
  SpApiView            *old = sp_app_page_get_view (self);
  g_autoptr (GtkWidget) view = g_object_ref_sink (sp_api_view_new (client));

  if (old != NULL)
    sp_api_view_take_changes (SP_API_VIEW (view), old);
  g_signal_connect_object (view, "started", G_CALLBACK (started_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "waiting", G_CALLBACK (sp_app_page_waiting_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->view_bin, view);
  read_settings (self, client);
  read_title (self, client);
  set_shell (self, new_shell (self, client));
  if (old == NULL)
    show_first_view (self, client);
}

/* Where the server says what it said the last time, what is shown goes on; nothing is made again. */
void
sp_app_page_show_client (SpAppPage    *self,
                         GradioClient *client)
{
  gboolean goes_on = self->preview && gradio_client_is_confirmed (client);

  self->preview = FALSE;
  self->n_reconnects = 0;
  sp_opening_bar_hide (self->bar);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "app-settling");
  if (goes_on)
    sp_app_shell_release (sp_app_page_get_shell (self));
  else
    show_app (self, client);
  if (!goes_on && self->space == NULL)
    sp_kept_apps_keep (self->kept, client);

  set_client (self, client);
  sp_app_page_set_pending (self, NULL);
  gtk_stack_set_visible_child_name (self->stack, "view");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.log-out", gradio_client_get_username (client) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.install",
                                 self->space == NULL && sp_app_page_get_hub_name (self) != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  sp_favicon_load_async (client, NULL, icon_cb, g_object_ref (self));
  sp_app_page_find_launcher (self);
  if (self->space == NULL)
    sp_quota_bar_set_space (self->quota, sp_app_page_get_hub (self), gradio_client_get_space_id (client));
  focus_view (self);
  sp_api_view_run_waiting (sp_app_page_get_view (self));
  g_signal_emit (self, signals[SIGNAL_CONNECTED], 0);
}

void
sp_app_page_show_preview (SpAppPage *self)
{
  gboolean is_late = self->delay == 0;

  self->preview = TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "app-settling");
  show_app (self, self->pending);
  gtk_stack_set_visible_child_name (self->stack, "view");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  if (is_late)
    sp_app_page_show_waiting (self);
}

void
sp_app_page_leave_preview (SpAppPage *self)
{
  if (!self->preview)
    return;

  self->preview = FALSE;
  sp_opening_bar_hide (self->bar);
  set_shell (self, NULL);
  adw_bin_set_child (self->view_bin, NULL);
  sp_app_page_set_pending (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

void
sp_app_page_forget_client (SpAppPage *self)
{
  set_shell (self, NULL);
  adw_bin_set_child (self->view_bin, NULL);
  set_client (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static void
sp_app_page_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  SpAppPage *self = SP_APP_PAGE (object);

  switch ((SpAppPageProperty) prop_id) {
  case PROP_TITLE:
    g_value_set_string (value, sp_app_page_get_title (self));
    break;
  case PROP_ADDRESS:
    g_value_set_string (value, sp_app_page_get_address (self));
    break;
  case PROP_COLOR_SCHEME:
    g_value_set_string (value, self->settings != NULL ? sp_app_settings_get_color_scheme (self->settings) : "system");
    break;
  case PROP_ICON:
    g_value_set_object (value, self->icon);
    break;
  case PROP_LOADING:
    g_value_set_boolean (value, self->cancellable != NULL || sp_app_page_is_starting (self));
    break;
  case PROP_RECORDING:
    g_value_set_boolean (value, sp_app_page_get_shell (self) != NULL &&
                                  sp_app_shell_get_recording (sp_app_page_get_shell (self)));
    break;
  case PROP_VIEW:
    g_value_set_object (value, sp_app_page_get_view (self));
    break;
  }
}

static void
sp_app_page_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  SpAppPage  *self = SP_APP_PAGE (object);
  SpAppShell *shell = sp_app_page_get_shell (self);

  switch ((SpAppPageProperty) prop_id) {
  case PROP_RECORDING:
    if (shell != NULL)
      sp_app_shell_set_recording (shell, g_value_get_boolean (value));
    self->choosing = TRUE;
    if (g_value_get_boolean (value)) /* what is done is done in the app */
      sp_app_page_show (self, "app");
    self->choosing = FALSE;
    break;
  case PROP_TITLE:
  case PROP_ADDRESS:
  case PROP_COLOR_SCHEME:
  case PROP_ICON:
  case PROP_LOADING:
  case PROP_VIEW:
    break; /* read-only */
  }
}

static void
sp_app_page_dispose (GObject *object)
{
  SpAppPage *self = SP_APP_PAGE (object);

  sp_app_page_stop_connecting (self);
  sp_app_page_stop_following (self);
  set_shell (self, NULL);
  sp_app_page_set_pending (self, NULL);
  set_client (self, NULL);
  g_clear_error (&self->failure);
  g_clear_object (&self->space);
  g_clear_object (&self->library);
  g_clear_object (&self->accounts);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_APP_PAGE);

  G_OBJECT_CLASS (sp_app_page_parent_class)->dispose (object);
}

static void
sp_app_page_finalize (GObject *object)
{
  SpAppPage *self = SP_APP_PAGE (object);

  g_clear_object (&self->jobs);
  g_clear_object (&self->kept);
  g_clear_object (&self->starts);
  g_clear_object (&self->state);
  g_clear_object (&self->nobody);
  g_clear_object (&self->notices);
  g_clear_object (&self->settings);
  g_clear_object (&self->icon);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->page_address, g_free);
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->other_host, g_free);
  g_clear_pointer (&self->space_address, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->password, g_free);

  G_OBJECT_CLASS (sp_app_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_COLOR_SCHEME] = g_param_spec_string ("color-scheme", NULL, NULL, "system", flags);
  properties[PROP_ICON] = g_param_spec_object ("icon", NULL, NULL, G_TYPE_ICON, flags);
  properties[PROP_RECORDING] =
    g_param_spec_boolean ("recording", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_VIEW] = g_param_spec_object ("view", NULL, NULL, SP_TYPE_API_VIEW, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SP_TYPE_CONNECTING_PAGE);
  g_type_ensure (SP_TYPE_DUPLICATE_BAR);
  g_type_ensure (SP_TYPE_JOBS_VIEW);
  g_type_ensure (SP_TYPE_LOGIN_FORM);
  g_type_ensure (SP_TYPE_OPENING_BAR);
  g_type_ensure (SP_TYPE_QUOTA_BAR);
  g_type_ensure (SP_TYPE_RUN_LIST);
  g_type_ensure (SP_TYPE_RUNNER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-app-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, connecting);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, error);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, login);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, retry);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, show_web);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, install);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, forget_bin);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, sign_in);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, hub_page);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, runner_bin);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, views);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, app_bin);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, view_bin);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, run_list);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, bar);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, duplicate);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, quota);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, jobs_view);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, files_page);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, files_bin);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, logs_page);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, logs_bin);
  gtk_widget_class_bind_template_child (widget_class, SpAppPage, runner_bar);
  gtk_widget_class_bind_template_callback (widget_class, sp_app_page_job_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, sp_app_page_log_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, sp_app_page_retry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, sp_app_page_connecting_cancelled_cb);
  gtk_widget_class_bind_template_callback (widget_class, sp_app_page_wake_cb);
  gtk_widget_class_bind_template_callback (widget_class, sp_app_page_restart_cb);
  gtk_widget_class_bind_template_callback (widget_class, sp_app_page_notify_me_cb);
  gtk_widget_class_bind_template_callback (widget_class, sp_app_page_hub_page_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, sp_app_page_run_due_cb);
}

static void
sp_app_page_class_init (SpAppPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_app_page_get_property;
  object_class->set_property = sp_app_page_set_property;
  object_class->dispose = sp_app_page_dispose;
  object_class->finalize = sp_app_page_finalize;
  install_properties (object_class);

  signals[SIGNAL_CONNECTED] = g_signal_new ("connected", SP_TYPE_APP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);
  signals[SIGNAL_LAUNCHER_CHANGED] = g_signal_new ("launcher-changed", SP_TYPE_APP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_TOAST] = g_signal_new ("toast", SP_TYPE_APP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                        1, ADW_TYPE_TOAST);
  signals[SIGNAL_VIEW_CHOSEN] = g_signal_new ("view-chosen", SP_TYPE_APP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_STRING);

  sp_app_page_install_actions (widget_class);
  bind_template (widget_class);
}

const char *
sp_app_page_get_hub_name (SpAppPage *self)
{
  return self->client != NULL ? gradio_json_get_string (gradio_client_get_config (self->client), "space_id", NULL) : NULL;
}

static void
sp_app_page_init (SpAppPage *self)
{
  self->first_view = "app";
  self->kept = sp_kept_apps_new ();
  self->jobs = sp_app_jobs_new ();
  self->starts = sp_start_times_new ();
  sp_app_page_watch_jobs (self);
  g_object_bind_property (self, "title", self->jobs, "title", G_BINDING_DEFAULT);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (sp_app_page_seen_cb), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (sp_app_page_seen_cb), NULL);
  if (!sp_web_page_is_built ()) {
    gtk_button_set_label (GTK_BUTTON (self->show_web), _("Open in Browser"));
    gtk_actionable_set_action_name (GTK_ACTIONABLE (self->show_web), "win.open-in-browser");
  }
  sp_jobs_view_set_jobs (self->jobs_view, self->jobs);
  g_signal_connect_object (self->views, "notify::visible-child", G_CALLBACK (view_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  sp_app_page_enable_space_actions (self, FALSE);
}

GtkWidget *
sp_app_page_new (const char    *reference,
                 SpHubAccounts *accounts)
{
  SpAppPage *self = g_object_new (SP_TYPE_APP_PAGE, NULL);

  self->reference = g_strdup (reference);
  sp_app_page_set_accounts (self, accounts);
  sp_app_page_connect (self);

  return GTK_WIDGET (self);
}

const char *
sp_app_page_get_title (SpAppPage *self)
{
  g_return_val_if_fail (SP_IS_APP_PAGE (self), NULL);

  if (sp_app_page_get_shell (self) != NULL && sp_app_shell_get_title (sp_app_page_get_shell (self)) != NULL)
    return sp_app_shell_get_title (sp_app_page_get_shell (self));
  if (self->title != NULL)
    return self->title;
  if (self->client != NULL)
    return gradio_client_get_title (self->client);
  if (self->preview)
    return gradio_client_get_title (self->pending);
  if (self->space != NULL)
    return sp_space_get_title (self->space);

  return self->reference;
}

const char *
sp_app_page_get_address (SpAppPage *self)
{
  g_return_val_if_fail (SP_IS_APP_PAGE (self), NULL);

  if (self->page_address != NULL)
    return self->page_address;
  if (self->space_address != NULL)
    return self->space_address;

  return self->reference != NULL ? self->reference : "";
}

SpSpace *
sp_app_page_get_space (SpAppPage *self)
{
  g_return_val_if_fail (SP_IS_APP_PAGE (self), NULL);

  return self->space;
}

SpApiView *
sp_app_page_get_view (SpAppPage *self)
{
  GtkWidget *view;

  g_return_val_if_fail (SP_IS_APP_PAGE (self), NULL);

  view = self->view_bin != NULL ? adw_bin_get_child (self->view_bin) : NULL;

  return view != NULL ? SP_API_VIEW (view) : NULL;
}

SpAppView *
sp_app_page_get_app_view (SpAppPage *self)
{
  SpAppShell *shell = sp_app_page_get_shell (self);

  return shell != NULL ? sp_app_shell_get_view (shell) : NULL;
}

SpAppShell *
sp_app_page_get_shell (SpAppPage *self)
{
  GtkWidget *shell;

  g_return_val_if_fail (SP_IS_APP_PAGE (self), NULL);

  shell = self->app_bin != NULL ? adw_bin_get_child (self->app_bin) : NULL;

  return shell != NULL ? SP_APP_SHELL (shell) : NULL;
}

SpAppJobs *
sp_app_page_get_jobs (SpAppPage *self)
{
  g_return_val_if_fail (SP_IS_APP_PAGE (self), NULL);

  return self->jobs;
}

GradioClient *
sp_app_page_get_client (SpAppPage *self)
{
  g_return_val_if_fail (SP_IS_APP_PAGE (self), NULL);

  return self->client;
}

GradioClient *
sp_app_page_get_web_client (SpAppPage *self)
{
  g_return_val_if_fail (SP_IS_APP_PAGE (self), NULL);

  return self->client != NULL || self->other_host == NULL ? self->client : self->pending;
}

char *
sp_app_page_dup_web_address (SpAppPage *self)
{
  g_return_val_if_fail (SP_IS_APP_PAGE (self), NULL);

  if (self->client != NULL)
    return sp_web_page_dup_address (self->client);

  return g_strdup (self->other_host);
}

SpAppSettings *
sp_app_page_get_settings (SpAppPage *self)
{
  g_return_val_if_fail (SP_IS_APP_PAGE (self), NULL);

  return self->settings;
}

gboolean
sp_app_page_get_failed (SpAppPage *self)
{
  g_return_val_if_fail (SP_IS_APP_PAGE (self), FALSE);

  if (self->watch != NULL && !sp_app_page_is_starting (self))
    return TRUE;

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "error") == 0;
}
