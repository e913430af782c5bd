/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-window-private.h"

#include "sp-jobs-window.h"

#include <glib/gi18n-lib.h>

#define NOTIFICATIONS "org.freedesktop.Notifications"

/* One for each app: what ends later takes the place of what ended before. */
static char *
dup_notice_id (SpAppPage *page)
{
  return g_strdup_printf ("job %s", sp_app_page_get_address (page));
}

static AdwTabPage *
get_tab (SpWindow  *self,
         SpAppPage *page)
{
  return adw_tab_view_get_page (self->tabs, gtk_widget_get_parent (GTK_WIDGET (page)));
}

/* What is to be told as soon as it is known that somebody listens. */
typedef struct {
  GNotification *notification; /* owned */
  char          *id;           /* owned */
} Notice;

/* Takes the notice. */
static void
send_notice (Notice *notice)
{
  if (notice->notification != NULL)
    g_application_send_notification (g_application_get_default (), notice->id, notice->notification);
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

  if (answer == NULL) { /* the tab says it, too */
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
static void
send_if_heard (Notice *notice)
{
  if (g_application_get_dbus_connection (g_application_get_default ()) == NULL ||
      g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    send_notice (notice);
  else
    ask_bus ("GetNameOwner", g_variant_new ("(s)", NOTIFICATIONS), owner_cb, notice);
}

static void
tell (SpWindow  *self,
      SpAppPage *page,
      SpAppJob  *job)
{
  Notice          *notice = g_new0 (Notice, 1);
  g_autofree char *outcome = sp_app_job_dup_outcome (job);
  /* Translators: what an app did, and how it ended: “Draw: Done · 2.1 s”. */
  g_autofree char *body = g_strdup_printf (_("%s: %s"), sp_app_job_get_name (job), outcome);

  notice->notification = g_notification_new (sp_app_page_get_title (page));
  notice->id = dup_notice_id (page);
  g_notification_set_body (notice->notification, body);
  g_notification_set_default_action_and_target (notice->notification, "app.show-page", "s",
                                                sp_app_page_get_address (page));
  send_if_heard (notice);
}

/* One of its dialogs may be what has the keys; what is hidden may have had them last. */
static gboolean
is_in_front (SpWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *i = gtk_application_get_windows (application); i != NULL; i = i->next)
    if (gtk_widget_get_mapped (i->data) && gtk_window_is_active (i->data))
      return TRUE;

  return FALSE;
}

/* Who looks at the app sees it. */
static void
ended_cb (SpWindow  *self,
          SpAppJob  *job,
          SpAppJobs *jobs)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tabs); i++) {
    AdwTabPage *tab = adw_tab_view_get_nth_page (self->tabs, i);
    SpAppPage  *page = sp_window_get_nth_app_page (self, i);

    if (page == NULL || sp_app_page_get_jobs (page) != jobs)
      continue;
    if (!is_in_front (self))
      tell (self, page, job);
    if (tab != adw_tab_view_get_selected_page (self->tabs))
      adw_tab_page_set_needs_attention (tab, TRUE);
    return;
  }
}

/* What was told of the app in front is known now. */
void
sp_window_seen (SpWindow *self)
{
  SpAppPage       *page = sp_window_get_app_page (self);
  g_autofree char *id = NULL;

  if (page == NULL || gtk_widget_get_parent (GTK_WIDGET (page)) == NULL)
    return;

  adw_tab_page_set_needs_attention (get_tab (self, page), FALSE);
  if (!gtk_window_is_active (GTK_WINDOW (self)))
    return;

  id = dup_notice_id (page);
  g_application_withdraw_notification (g_application_get_default (), id);
}

static void
page_gone_cb (SpWindow  *self,
              SpAppPage *page)
{
  SpAppJobs *jobs = sp_app_page_get_jobs (page);
  guint      position = 0;

  if (self->apps != NULL && g_list_store_find (self->apps, sp_app_jobs_get_list (jobs), &position))
    g_list_store_remove (self->apps, position);
}

void
sp_window_watch_jobs (SpWindow  *self,
                      SpAppPage *page)
{
  SpAppJobs *jobs = sp_app_page_get_jobs (page);

  g_list_store_append (self->apps, sp_app_jobs_get_list (jobs));
  g_signal_connect_object (jobs, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "destroy", G_CALLBACK (page_gone_cb), self, G_CONNECT_SWAPPED);
}

static void
show_page (SpWindow   *self,
           AdwTabPage *tab)
{
  adw_tab_view_set_selected_page (self->tabs, tab);
  gtk_window_present (GTK_WINDOW (self));
}

void
sp_window_show_page (SpWindow   *self,
                     const char *reference)
{
  g_return_if_fail (SP_IS_WINDOW (self));
  g_return_if_fail (reference != NULL);

  for (int i = 0; i < adw_tab_view_get_n_pages (self->tabs); i++) {
    SpAppPage *page = sp_window_get_nth_app_page (self, i);

    if (page == NULL || !g_str_equal (sp_app_page_get_address (page), reference))
      continue;
    show_page (self, adw_tab_view_get_nth_page (self->tabs, i));
    return;
  }
}

static void
chosen_cb (SpWindow *self,
           SpAppJob *job)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tabs); i++) {
    SpAppPage *page = sp_window_get_nth_app_page (self, i);

    if (page == NULL || !g_list_store_find (G_LIST_STORE (sp_app_jobs_get_list (sp_app_page_get_jobs (page))), job, NULL))
      continue;
    show_page (self, adw_tab_view_get_nth_page (self->tabs, i));
    return;
  }
}

void
sp_window_show_jobs (SpWindow *self)
{
  if (self->jobs_window == NULL) {
    GtkWindow *window = sp_jobs_window_new (GTK_WINDOW (self), self->jobs, self->library);

    gtk_window_set_hide_on_close (window, TRUE);
    g_signal_connect_object (window, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
    self->jobs_window = window;
  }
  gtk_window_present (self->jobs_window);
}

static gboolean
close_cb (gpointer user_data)
{
  gtk_window_close (user_data);

  return G_SOURCE_REMOVE;
}

/* What goes on in the background ends there; its results wait in the window. The dialog has to be done with its answer
 * before its window goes. */
static void
response_cb (SpWindow   *self,
             const char *response)
{
  g_clear_weak_pointer (&self->question);
  if (g_str_equal (response, "keep")) {
    if (self->jobs_window != NULL)
      gtk_widget_set_visible (GTK_WIDGET (self->jobs_window), FALSE);
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  } else if (g_str_equal (response, "stop")) {
    self->closing = TRUE;
    g_idle_add_full (G_PRIORITY_DEFAULT, close_cb, g_object_ref (self), g_object_unref);
  }
}

static GtkWindow *
new_question (SpWindow *self,
              guint     n)
{
  GtkWidget       *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Quit While Apps Are at Work?"), NULL);
  g_autofree char *body = g_strdup_printf (
    ngettext ("%u run goes on. It can end in the background: you are told when it has, and its result waits here.",
              "%u runs go on. They can end in the background: you are told when they have, and their results wait here.",
              n),
    n);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "stop", _("Stop and Quit"),
                                    "keep", _("Run in Background"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "keep", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);

  return GTK_WINDOW (dialog);
}

gboolean
sp_window_may_close (SpWindow *self)
{
  guint n = g_list_model_get_n_items (self->jobs);

  if (n == 0 || self->closing)
    return TRUE;

  if (self->question == NULL)
    g_set_weak_pointer (&self->question, new_question (self, n));
  gtk_window_present (self->question);

  return FALSE;
}
