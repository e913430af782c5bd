/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-account-window.h"

#include "sp-account-row.h"
#include "sp-plain-words.h"
#include "sp-resources.h"
#include "sp-sign-in-dialog.h"

#include <glib/gi18n-lib.h>

struct _SpAccountWindow {
  AdwWindow        parent_instance;
  AdwToastOverlay *toasts;   /* template child */
  GtkStack        *stack;    /* template child: “nobody”, “accounts” */
  GtkListBox      *rows;     /* template child */
  GtkCheckButton  *none;     /* template child */
  GtkButton       *more;     /* template child */
  GtkLabel        *not_kept; /* template child */
  SpHubAccounts   *accounts; /* owned */
  GHashTable      *leaving;  /* owned: toast to account, which may still come back */
};

G_DEFINE_FINAL_TYPE (SpAccountWindow, sp_account_window, ADW_TYPE_WINDOW)

static void
show_current (SpAccountWindow *self)
{
  if (sp_hub_accounts_get_current (self->accounts) == NULL)
    gtk_check_button_set_active (self->none, TRUE);
}

static void
show_kept (SpAccountWindow *self)
{
  const GError *error = sp_hub_accounts_get_keyring_error (self->accounts);

  gtk_widget_set_visible (GTK_WIDGET (self->not_kept), error != NULL);
  if (error != NULL)
    gtk_label_set_text (self->not_kept, error->message);
}

static void
show_accounts (SpAccountWindow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->accounts));

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "accounts" : "nobody");
  show_current (self);
  show_kept (self);
}

static void
sign_in_cb (SpAccountWindow *self)
{
  sp_sign_in_dialog_present (self->accounts, GTK_WIDGET (self), NULL, SP_SIGN_IN_TO_USE);
}

static void
none_toggled_cb (SpAccountWindow *self)
{
  if (self->accounts != NULL && gtk_check_button_get_active (self->none))
    sp_hub_accounts_set_current (self->accounts, NULL);
}

static void
told_hub_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GApplication) application = user_data; /* nullable */
  g_autoptr (GError)       error = NULL;

  if (!sp_hub_accounts_sign_out_finish (SP_HUB_ACCOUNTS (source), result, &error))
    g_debug ("Not signed out: %s", error->message);
  if (application != NULL)
    g_application_release (application);
}

/* The program does not end before. */
static void
tell_hub (SpHubAccounts *accounts, SpHubAccount *account)
{
  GApplication *application = g_application_get_default ();

  if (application != NULL) {
    g_object_ref (application);
    g_application_hold (application);
  }
  sp_hub_accounts_sign_out_async (accounts, account, NULL, told_hub_cb, application);
}

/* It is too late to change one’s mind. */
static void
dismissed_cb (SpAccountWindow *self, AdwToast *toast)
{
  SpHubAccount *account = g_hash_table_lookup (self->leaving, toast);

  if (account == NULL)
    return;

  tell_hub (self->accounts, account);
  g_hash_table_remove (self->leaving, toast);
}

static void
undo_cb (SpAccountWindow *self, AdwToast *toast)
{
  if (sp_hub_accounts_take_back (self->accounts, g_hash_table_lookup (self->leaving, toast)))
    g_hash_table_remove (self->leaving, toast);
}

static void
tell_all (SpAccountWindow *self)
{
  GHashTableIter iter;
  gpointer       account;

  g_hash_table_iter_init (&iter, self->leaving);
  while (g_hash_table_iter_next (&iter, NULL, &account)) {
    tell_hub (self->accounts, account);
    g_hash_table_iter_remove (&iter);
  }
}

static void
sign_out_cb (SpAccountWindow *self, SpHubAccount *account)
{
  g_autofree char *title = sp_hub_account_dup_title (account);
  g_autofree char *text = g_strdup_printf (_("%s is signed out"), title);
  AdwToast        *toast = sp_plain_words_undo_toast (text);

  g_hash_table_insert (self->leaving, g_object_ref (toast), g_object_ref (account));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  sp_hub_accounts_set_aside (self->accounts, account);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  SpAccountWindow *self = user_data;
  GtkWidget       *row = sp_account_row_new (self->accounts, item, self->none);

  g_signal_connect_object (row, "sign-out", G_CALLBACK (sign_out_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
identified_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!sp_hub_accounts_identify_finish (SP_HUB_ACCOUNTS (source), result, &error))
    g_debug ("Whose account it is: %s", error->message);
}

/* Of others it is known only that there is a token. */
static void
identify (SpAccountWindow *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++) {
    g_autoptr (SpHubAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

    if (sp_hub_account_get_name (account) == NULL)
      sp_hub_accounts_identify_async (self->accounts, account, NULL, identified_cb, NULL);
  }
}

static void
sp_account_window_dispose (GObject *object)
{
  SpAccountWindow *self = SP_ACCOUNT_WINDOW (object);

  tell_all (self);
  if (self->rows != NULL)
    gtk_list_box_bind_model (self->rows, NULL, NULL, NULL, NULL);
  g_clear_object (&self->accounts);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_ACCOUNT_WINDOW);

  G_OBJECT_CLASS (sp_account_window_parent_class)->dispose (object);
}

static void
sp_account_window_finalize (GObject *object)
{
  g_hash_table_unref (SP_ACCOUNT_WINDOW (object)->leaving);

  G_OBJECT_CLASS (sp_account_window_parent_class)->finalize (object);
}

static void
sp_account_window_class_init (SpAccountWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_account_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_account_window_finalize;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-account-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SpAccountWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SpAccountWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SpAccountWindow, rows);
  gtk_widget_class_bind_template_child (widget_class, SpAccountWindow, none);
  gtk_widget_class_bind_template_child (widget_class, SpAccountWindow, more);
  gtk_widget_class_bind_template_child (widget_class, SpAccountWindow, not_kept);
  gtk_widget_class_bind_template_callback (widget_class, none_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
}

static void
sp_account_window_init (SpAccountWindow *self)
{
  self->leaving = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_plain_words_wrap_button (self->more);
}

GtkWindow *
sp_account_window_new (GtkWindow *parent, SpHubAccounts *accounts)
{
  SpAccountWindow *self = NULL;

  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (accounts), NULL);

  self = g_object_new (SP_TYPE_ACCOUNT_WINDOW, "transient-for", parent, NULL);
  self->accounts = g_object_ref (accounts);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (show_accounts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "notify::current", G_CALLBACK (show_current), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "notify::keyring-error", G_CALLBACK (show_kept), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->rows, G_LIST_MODEL (accounts), create_row_cb, self, NULL);
  show_accounts (self);
  identify (self);

  return GTK_WINDOW (self);
}
