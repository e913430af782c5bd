/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-page-private.h"

#include "sp-error-words.h"
#include "sp-markdown-inline.h"
#include "sp-runner-page.h"

#include <glib/gi18n-lib.h>

/* An app that answers at once should not flash a spinner. */
#define SPINNER_DELAY_MS 300

/* About a minute, in which the status of the job says so and it can be stopped. */
#define BUSY_RETRIES 5

/* Of a page that nobody reads. */
#define MAX_ANSWER (1024 * 1024)

void
sp_app_page_stop_connecting (SpAppPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->delay, g_source_remove);
  if (self->connecting != NULL)
    sp_connecting_page_stop (self->connecting);
  g_object_notify (G_OBJECT (self), "loading");
}

static gboolean
delay_cb (gpointer user_data)
{
  SpAppPage *self = user_data;

  self->delay = 0;
  gtk_stack_set_visible_child_name (self->stack, "connecting");

  return G_SOURCE_REMOVE;
}

/* The program has no token that could be wrong. */
static gboolean
wants_login (const GError *error)
{
  return g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN) ||
         g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_CREDENTIALS);
}

static void
show_error (SpAppPage    *self,
            const GError *error)
{
  gboolean         login = wants_login (error);
  g_autofree char *text = login ? sp_markdown_inline_from_text (error->message) /* the app's own words are in it */
                                : g_markup_escape_text (error->message, -1);

  adw_status_page_set_icon_name (self->error, sp_error_words_icon (error));
  adw_status_page_set_title (self->error, sp_error_words_title (error));
  adw_status_page_set_description (self->error, text);
  gtk_widget_set_visible (GTK_WIDGET (self->login), login);
  gtk_widget_set_visible (self->retry, !login);
  gtk_stack_set_visible_child_name (self->stack, "error");
  if (login)
    sp_login_form_ask (self->login, self->user);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->error), GTK_DIR_TAB_FORWARD);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SpAppPage) self = user_data;
  g_autoptr (GError)    error = NULL;
  gboolean              connected;

  connected = gradio_client_connect_finish (GRADIO_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* closed, or asked for something newer */

  sp_app_page_stop_connecting (self);
  if (connected)
    sp_app_page_show_client (self, GRADIO_CLIENT (source));
  else
    show_error (self, error);
}

void
sp_app_page_connect (SpAppPage *self)
{
  g_autoptr (GradioClient) client = gradio_client_new (sp_app_page_get_address (self));

  gradio_client_set_busy_retries (client, BUSY_RETRIES);
  gradio_client_set_login (client, self->user, self->password);
  g_signal_connect_object (client, "space-state", G_CALLBACK (sp_connecting_page_set_space_state), self->connecting,
                           G_CONNECT_SWAPPED);
  sp_app_page_stop_connecting (self);
  self->cancellable = g_cancellable_new ();
  self->delay = g_timeout_add (SPINNER_DELAY_MS, delay_cb, self);
  sp_connecting_page_start (self->connecting, self->reference);
  g_object_notify (G_OBJECT (self), "loading");
  gradio_client_connect_async (client, self->cancellable, connected_cb, g_object_ref (self));
}

void
sp_app_page_runner_ready_cb (SpAppPage  *self,
                             const char *uri)
{
  g_free (self->reference);
  self->reference = g_strdup (uri);
  g_clear_pointer (&self->page_address, g_free);
  g_object_notify (G_OBJECT (self), "address");
  sp_app_page_connect (self);
}

void
sp_app_page_log_in_cb (SpAppPage  *self,
                       const char *user,
                       const char *password)
{
  g_free (self->user);
  self->user = g_strdup (user);
  g_free (self->password);
  self->password = g_strdup (password);
  sp_app_page_reload (self);
}

void
sp_app_page_retry_clicked_cb (SpAppPage *self)
{
  sp_app_page_reload (self);
}

void
sp_app_page_connecting_cancelled_cb (SpAppPage *self)
{
  g_autoptr (GError) error = NULL;

  sp_app_page_stop_connecting (self);
  if (sp_app_page_get_view (self) != NULL) {
    gtk_stack_set_visible_child_name (self->stack, "view");
    return;
  }

  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                               _("You stopped connecting. Try again, or edit the address."));
  show_error (self, error);
  adw_status_page_set_title (self->error, _("Cancelled"));
}

static void
logged_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SpAppPage) self = user_data;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GBytes)    answer = gradio_client_fetch_finish (GRADIO_CLIENT (source), result, &error);

  if (GRADIO_CLIENT (source) != self->client)
    return;

  /* The answer leads to a page that wants a login: whatever it says, there is none any more. */
  if (answer == NULL)
    g_debug ("Logged out: %s", error->message);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->password, g_free);
  sp_app_page_forget_client (self);
  sp_app_page_reload (self);
}

void
sp_app_page_log_out (SpAppPage  *self,
                     const char *query)
{
  g_autofree char *path = NULL;

  g_return_if_fail (SP_IS_APP_PAGE (self));

  path = query != NULL ? g_strconcat ("/logout?", query, NULL) : g_strdup ("/logout");
  if (self->client != NULL)
    gradio_client_fetch_async (self->client, path, MAX_ANSWER, NULL, logged_out_cb, g_object_ref (self));
}

void
sp_app_page_reload (SpAppPage *self)
{
  SpRunnerPage *runner;

  g_return_if_fail (SP_IS_APP_PAGE (self));

  if (self->space == NULL) {
    sp_app_page_connect (self);
    return;
  }

  runner = SP_RUNNER_PAGE (adw_bin_get_child (self->runner_bin));
  if (!sp_runner_page_get_running (runner))
    gtk_stack_set_visible_child_name (self->stack, "runner");
  sp_runner_page_start (runner);
}
