/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-page-private.h"

#include "sp-account-choice.h"
#include "sp-error-words.h"
#include "sp-hub-space.h"
#include "sp-kept-apps.h"
#include "sp-markdown-inline.h"
#include "sp-platform.h"

#include <glib/gi18n-lib.h>

/* Returns: (transfer full) (nullable): “owner/name” where that is what was opened */
static char *
dup_hub_name (SpAppPage *self)
{
  g_autoptr (GradioAddress) address = self->reference != NULL ? gradio_address_parse (self->reference, NULL) : NULL;

  return address != NULL && self->space == NULL ? g_strdup (address->space_id) : NULL;
}

static gboolean
is_signed_in (SpAppPage *self)
{
  return sp_app_page_get_account (self) != NULL;
}

/* The Hub takes no token that ended. Apps refuse names and passwords in the same way, but only those that were
 * given. */
static gboolean
is_token_wrong (SpAppPage    *self,
                const GError *error)
{
  return g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_CREDENTIALS) && self->user == NULL && is_signed_in (self);
}

static gboolean
wants_login (SpAppPage    *self,
             const GError *error)
{
  return g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN) ||
         (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_CREDENTIALS) && !is_token_wrong (self, error));
}

/* What the Hub does not show to everybody: it says nothing at all of it, or that it is not for whoever asks. */
static gboolean
is_hidden (SpAppPage    *self,
           const char   *name,
           const GError *error)
{
  return name != NULL && ((g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND) && self->state == NULL) ||
                          g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_ACCESS));
}

static gboolean
is_offline (const GError *error)
{
  return g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE) ||
         g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_HOST_NOT_FOUND);
}

/* What signing in may change. */
static void
show_hub_actions (SpAppPage    *self,
                  const char   *name,
                  const GError *error)
{
  gboolean         ended = is_token_wrong (self, error);
  g_autofree char *reason = NULL;

  self->wants_account = ended || (!is_signed_in (self) && is_hidden (self, name, error));
  gtk_widget_set_visible (self->sign_in, self->wants_account);
  if (self->wants_account) /* that comes first */
    gtk_widget_remove_css_class (self->retry, "suggested-action");
  else
    gtk_widget_add_css_class (self->retry, "suggested-action");
  gtk_widget_set_visible (self->hub_page, name != NULL && g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_ACCESS));
  if (!self->wants_account)
    return;

  /* Translators: why to sign in; a name of an app follows. */
  reason = name != NULL ? g_strdup_printf (_("To open %s"), name) : g_strdup ("");
  gtk_button_set_label (GTK_BUTTON (self->sign_in), ended ? _("Sign In Again") : _("Sign In"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->sign_in), "s", reason);
}

static const char *
get_title (SpAppPage    *self,
           const char   *name,
           const char   *title,
           const GError *error)
{
  if (is_token_wrong (self, error))
    return _("Your Sign-In Is No Longer Valid");
  if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND) && is_hidden (self, name, error) && !is_signed_in (self))
    return _("Not Found, or Private");

  return title;
}

/* Markup. */
static char *
dup_text (const char   *name,
          gboolean      login,
          const GError *error)
{
  g_autofree char *text = login ? sp_markdown_inline_from_text (error->message) /* the app's own words are in it */
                                : g_markup_escape_text (error->message, -1);

  if (name == NULL || !is_offline (error))
    return g_steal_pointer (&text);

  return g_strconcat (text, "\n\n", _("What is installed on this computer works without the Hub."), NULL);
}

static void
show_error (SpAppPage    *self,
            const char   *title,
            const GError *error)
{
  g_autofree char *name = dup_hub_name (self);
  gboolean         login = wants_login (self, error);
  g_autofree char *text = dup_text (name, login, error);

  adw_status_page_set_icon_name (self->error, sp_error_words_icon (error));
  adw_status_page_set_title (self->error, get_title (self, name, title, error));
  adw_status_page_set_description (self->error, text);
  gtk_widget_set_visible (GTK_WIDGET (self->login), login);
  gtk_widget_set_visible (self->retry, !login);
  gtk_widget_set_visible (self->show_web, self->other_host != NULL);
  gtk_widget_set_visible (self->install, sp_app_page_is_missing_space (self));
  gtk_widget_set_visible (self->forget_bin, g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND));
  show_hub_actions (self, name, error);
  gtk_stack_set_visible_child_name (self->stack, "error");
  g_object_notify (G_OBJECT (self), "title"); /* the window looks anew at what can be done */
  if (login)
    sp_login_form_ask (self->login, self->user);
  else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->error), GTK_DIR_TAB_FORWARD);
}

/* What was kept of an app was for all who know its address. */
void
sp_app_page_fail (SpAppPage    *self,
                  const char   *title,
                  const GError *error)
{
  g_autofree char *name = dup_hub_name (self);

  if (sp_app_page_get_view (self) != NULL)
    sp_api_view_set_queues (sp_app_page_get_view (self), FALSE);
  if (wants_login (self, error))
    sp_kept_apps_forget (self->kept, self->reference);
  if (wants_login (self, error) || is_token_wrong (self, error) || is_hidden (self, name, error))
    sp_app_page_leave_preview (self);

  if (!self->preview) {
    show_error (self, title, error);
    return;
  }

  gtk_widget_remove_css_class (GTK_WIDGET (self), "app-settling");
  sp_opening_bar_show_error (self->bar, title, error);
}

void
sp_app_page_hub_page_clicked_cb (SpAppPage *self)
{
  g_autofree char *name = dup_hub_name (self);
  g_autofree char *address = NULL;

  if (name == NULL)
    return;

  address = sp_hub_space_page_of (sp_hub_session_get_endpoint (sp_app_page_get_hub (self)), name, NULL);
  sp_platform_open_uri (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), address);
}

/* Somebody else asks now: what was refused may be shown. */
static void
session_cb (SpAppPage *self)
{
  gboolean refused = self->wants_account && sp_app_page_get_failed (self) && is_signed_in (self);

  if (refused || (self->watch != NULL && !sp_app_page_is_starting (self)))
    sp_app_page_reload (self);
  else if (self->client != NULL && self->space == NULL)
    sp_quota_bar_set_space (self->quota, sp_app_page_get_hub (self), gradio_client_get_space_id (self->client));
}

/* The Space is not followed any longer for an account that signed out, whether it is about to start or not; it may be
 * one that others do not see. */
static void
accounts_changed_cb (SpAppPage     *self,
                     guint          position,
                     guint          removed,
                     guint          added,
                     SpHubAccounts *accounts)
{
  if (self->watch != NULL && removed > 0 &&
      !sp_hub_accounts_has_session (accounts, sp_hub_watch_get_session (self->watch)))
    sp_app_page_reload (self);
}

void
sp_app_page_set_accounts (SpAppPage     *self,
                          SpHubAccounts *accounts)
{
  if (accounts == NULL)
    return;

  g_set_object (&self->accounts, accounts);
  g_signal_connect_object (accounts, "notify::session", G_CALLBACK (session_cb), self, G_CONNECT_SWAPPED);
  /* After the client that connects has given up its token. */
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

SpHubAccount *
sp_app_page_get_account (SpAppPage *self)
{
  return self->accounts != NULL && self->reference != NULL ? sp_account_choice_find (self->accounts, self->reference)
                                                           : NULL;
}

SpHubSession *
sp_app_page_get_hub (SpAppPage *self)
{
  SpHubAccount *account = sp_app_page_get_account (self);

  if (account != NULL)
    return sp_hub_account_get_session (account);
  if (self->accounts != NULL)
    return sp_hub_accounts_get_anonymous_session (self->accounts);
  if (self->nobody == NULL)
    self->nobody = sp_hub_session_new (NULL);

  return self->nobody;
}

char *
sp_app_page_dup_space_id (SpAppPage *self)
{
  const char *id = NULL;

  g_return_val_if_fail (SP_IS_APP_PAGE (self), NULL);

  if (self->watch != NULL)
    id = sp_hub_watch_get_id (self->watch);
  else if (self->client != NULL)
    id = gradio_client_get_space_id (self->client);

  return id != NULL ? g_strdup (id) : dup_hub_name (self);
}
