/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-window-private.h"

#include "sp-application.h"
#include "sp-jobs-window.h"
#include "sp-notice.h"

#include <glib/gi18n-lib.h>

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

static void
tell (SpWindow  *self,
      SpAppPage *page,
      SpAppJob  *job)
{
  g_autoptr (GNotification) notification = g_notification_new (sp_app_page_get_title (page));
  g_autofree char          *id = dup_notice_id (page);
  g_autofree char          *outcome = sp_app_job_dup_outcome (job);
  /* Translators: what an app did, and how it ended: “Draw: Done · 2.1 s”. */
  g_autofree char *body = g_strdup_printf (_("%s: %s"), sp_app_job_get_name (job), outcome);

  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-page", "s", sp_app_page_get_address (page));
  sp_notice_send (id, notification);
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
  g_autofree char *space_id = NULL;

  if (page == NULL || gtk_widget_get_parent (GTK_WIDGET (page)) == NULL)
    return;

  adw_tab_page_set_needs_attention (get_tab (self, page), FALSE);
  if (!gtk_window_is_active (GTK_WINDOW (self)))
    return;

  id = dup_notice_id (page);
  sp_notice_withdraw (id);
  space_id = sp_app_page_dup_space_id (page);
  if (space_id != NULL)
    sp_awake_notices_withdraw (space_id);
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

gboolean
sp_window_show_page (SpWindow   *self,
                     const char *reference)
{
  g_return_val_if_fail (SP_IS_WINDOW (self), FALSE);
  g_return_val_if_fail (reference != NULL, FALSE);

  for (int i = 0; i < adw_tab_view_get_n_pages (self->tabs); i++) {
    SpAppPage *page = sp_window_get_nth_app_page (self, i);

    if (page == NULL || !g_str_equal (sp_app_page_get_address (page), reference))
      continue;
    show_page (self, adw_tab_view_get_nth_page (self->tabs, i));
    return TRUE;
  }

  return FALSE;
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
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  g_clear_weak_pointer (&self->question);
  if (!g_str_equal (response, "stop") && SP_IS_APPLICATION (application))
    sp_application_call_off_quit (SP_APPLICATION (application));
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
