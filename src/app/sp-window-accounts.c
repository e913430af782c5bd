/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-window-private.h"

#include "sp-account-window.h"
#include "sp-plain-words.h"
#include "sp-sign-in-dialog.h"

#include <glib/gi18n-lib.h>

/* What the user wanted goes on, with the account. */
static void
signed_in_cb (SpAppPage *page)
{
  if (sp_app_page_get_failed (page))
    sp_app_page_reload (page);
}

static void
sign_in (SpWindow          *self,
         const char        *reason,
         const char *const *scopes)
{
  SpAppPage      *page = sp_window_get_app_page (self);
  SpSignInDialog *dialog = sp_sign_in_dialog_present (self->accounts, GTK_WIDGET (self), reason, scopes);

  if (page != NULL)
    g_signal_connect_object (dialog, "signed-in", G_CALLBACK (signed_in_cb), page, G_CONNECT_SWAPPED);
}

static void
sign_in_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  sign_in (SP_WINDOW (widget), g_variant_get_string (parameter, NULL), SP_SIGN_IN_TO_USE);
}

/* For what needs more than the usual. */
static void
sign_in_for_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  g_autofree const char **scopes = NULL;
  const char             *reason = NULL;

  g_variant_get (parameter, "(&s^a&s)", &reason, &scopes);
  sign_in (SP_WINDOW (widget), reason, scopes);
}

static void
accounts_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gtk_window_present (sp_account_window_new (GTK_WINDOW (widget), SP_WINDOW (widget)->accounts));
}

/* It ended by itself. */
static void
signed_out_cb (SpWindow     *self,
               SpHubAccount *account,
               const GError *error)
{
  AdwToast *toast = sp_plain_words_toast (error->message);

  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, _("Sign In…"));
  adw_toast_set_action_name (toast, "win.sign-in");
  adw_toast_set_action_target (toast, "s", error->message);
  sp_window_add_toast (self, toast);
}

void
sp_window_watch_accounts (SpWindow *self)
{
  g_signal_connect_object (self->accounts, "signed-out", G_CALLBACK (signed_out_cb), self, G_CONNECT_SWAPPED);
}

void
sp_window_install_account_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.accounts", NULL, accounts_cb);
  gtk_widget_class_install_action (widget_class, "win.sign-in", "s", sign_in_cb);
  gtk_widget_class_install_action (widget_class, "win.sign-in-for", "(sas)", sign_in_for_cb);
}
