/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-page-private.h"

#include "sp-account-choice.h"
#include "sp-error-words.h"
#include "sp-kept-apps.h"
#include "sp-offline-port.h"

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

/* Until then an app that answers at once looks as it will. */
void
sp_app_page_show_waiting (SpAppPage *self)
{
  sp_opening_bar_show_waiting (self->bar, _("Connecting…"));
  gtk_widget_remove_css_class (GTK_WIDGET (self), "app-settling");
}

static gboolean
delay_cb (gpointer user_data)
{
  SpAppPage *self = user_data;

  self->delay = 0;
  if (self->preview)
    sp_app_page_show_waiting (self);
  else
    gtk_stack_set_visible_child_name (self->stack, "connecting");

  return G_SOURCE_REMOVE;
}

/* It is opened by its name, and is not there. */
gboolean
sp_app_page_is_missing_space (SpAppPage *self)
{
  return self->space == NULL && self->reference != NULL && g_str_has_prefix (self->reference, SP_SPACE_SCHEME);
}

/* A Space that does not run is a state, and no error. */
static void
not_connected (SpAppPage    *self,
               const GError *error)
{
  if (!g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_RUNNING) || !sp_app_page_follow (self))
    sp_app_page_fail (self, sp_error_words_title (error), error);
}

/* Connecting may take long, and does not keep a page that is closed. */
static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SpAppPage) self = NULL;
  g_autoptr (GError)    error = NULL;
  gboolean              connected;

  connected = gradio_client_connect_finish (GRADIO_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* closed, or asked for something newer */

  self = g_object_ref (user_data);
  sp_app_page_stop_connecting (self);
  if (connected) {
    sp_app_page_take_name (self, gradio_client_get_space_id (GRADIO_CLIENT (source)));
    sp_app_page_show_client (self, GRADIO_CLIENT (source));
  } else if (self->restoring) {
    self->failure = g_steal_pointer (&error);
  } else {
    not_connected (self, error);
  }
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SpAppPage) self = user_data;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GError)    failure = g_steal_pointer (&self->failure);
  gboolean              restored = sp_kept_apps_restore_finish (SP_CACHE_FOLDER (source), result, &error);

  self->restoring = FALSE;
  if (self->pending == NULL)
    return; /* closed, or connected */

  if (restored)
    sp_app_page_show_preview (self);
  else
    g_debug ("Not as it was: %s", error->message);
  if (failure != NULL)
    not_connected (self, failure);
}

static void
space_state_cb (SpAppPage        *self,
                GradioSpaceState *state)
{
  const char *sdk = gradio_space_state_get_sdk (state);
  const char *host = gradio_space_state_get_host (state);
  const char *scheme = host != NULL ? g_uri_peek_scheme (host) : NULL;

  /* A web view would open the files of this computer too. */
  if (sdk != NULL && !g_str_equal (sdk, "gradio") &&
      (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0)) {
    g_free (self->other_host);
    self->other_host = g_strdup (host);
    g_object_notify (G_OBJECT (self), "title"); /* the window looks anew at what can be done */
  }

  g_set_object (&self->state, state);
  sp_app_page_take_name (self, gradio_space_state_get_space_id (state));
}

/* A Space that has no network must not get one by what this program fetches for it. */
static void
set_server (SpAppPage    *self,
            GradioClient *client)
{
  SpRunner *runner = self->runner_page != NULL ? sp_runner_page_get_runner (self->runner_page) : NULL;

  if (runner != NULL)
    gradio_client_set_socket (client, sp_runner_get_socket (runner));
  gradio_client_set_only_own_server (client, runner != NULL ? !sp_runner_has_network (runner)
                                                            : sp_offline_port_is_one (gradio_client_get_reference (client)));
}

/* What is shown already goes on with its client. */
static void
ensure_pending (SpAppPage *self)
{
  g_autoptr (GradioClient) client = NULL;

  if (self->preview || self->restoring)
    return;

  client = gradio_client_new (self->page_address != NULL ? self->page_address : self->reference);
  set_server (self, client);
  sp_account_choice_apply (self->accounts, self->reference, client);
  gradio_client_set_wait (client, FALSE); /* this page waits, and says how it goes */
  gradio_client_set_busy_retries (client, BUSY_RETRIES);
  gradio_client_set_login (client, self->user, self->password);
  g_signal_connect_object (client, "space-state", G_CALLBACK (space_state_cb), self, G_CONNECT_SWAPPED);
  sp_app_page_set_pending (self, client);
}

static void
show_missing_space (SpAppPage *self)
{
  g_autoptr (GError) error = NULL;

  error = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       _("There is no Space “%s” on this computer. It may have been uninstalled: install it, and try "
                          "again."),
                       self->reference + strlen (SP_SPACE_SCHEME));
  sp_app_page_fail (self, _("Not Installed"), error);
}

void
sp_app_page_connect (SpAppPage *self)
{
  sp_app_page_stop_connecting (self);
  sp_app_page_stop_following (self);
  g_clear_object (&self->state);
  g_clear_pointer (&self->other_host, g_free);
  if (sp_app_page_is_missing_space (self)) {
    show_missing_space (self);
    return;
  }

  ensure_pending (self);
  g_clear_error (&self->failure);
  self->cancellable = g_cancellable_new ();
  self->delay = g_timeout_add (SPINNER_DELAY_MS, delay_cb, self);
  sp_connecting_page_start (self->connecting, sp_app_page_get_address (self));
  g_object_notify (G_OBJECT (self), "loading");
  gradio_client_connect_async (self->pending, self->cancellable, connected_cb, self);
  if (self->preview) {
    sp_app_page_show_waiting (self);
  } else if (!self->restoring && self->space == NULL && self->user == NULL && sp_app_page_get_view (self) == NULL) {
    self->restoring = TRUE;
    sp_kept_apps_restore_async (self->kept, self->pending, NULL, restored_cb, g_object_ref (self));
  }
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
  if (sp_app_page_is_missing_space (self)) /* the window has the library */
    gtk_widget_activate_action (GTK_WIDGET (self), "win.reload", NULL);
  else
    sp_app_page_reload (self);
}

void
sp_app_page_connecting_cancelled_cb (SpAppPage *self)
{
  g_autoptr (GError) error = NULL;

  sp_app_page_stop_connecting (self);
  sp_app_page_stop_following (self);
  if (sp_app_page_get_view (self) != NULL && !self->preview) {
    gtk_stack_set_visible_child_name (self->stack, "view");
    return;
  }

  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                               _("You stopped connecting. Try again, or edit the address."));
  sp_app_page_fail (self, _("Cancelled"), error);
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
  g_return_if_fail (SP_IS_APP_PAGE (self));

  self->n_reconnects = 0;
  if (self->space != NULL)
    sp_app_page_reload_space (self);
  else
    sp_app_page_connect (self);
}
