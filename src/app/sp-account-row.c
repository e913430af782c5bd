/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-account-row.h"

#include "sp-hub-quota.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

#define USUAL_HUB "https://huggingface.co"

struct _SpAccountRow {
  AdwExpanderRow  parent_instance;
  GtkCheckButton *current;  /* template child */
  AdwAvatar      *avatar;   /* template child */
  AdwActionRow   *place;    /* template child */
  AdwActionRow   *quota;    /* template child */
  AdwActionRow   *rights;   /* template child */
  AdwActionRow   *ending;   /* template child */
  GtkWidget      *sign_out; /* template child: a row */
  SpHubAccounts  *accounts; /* owned */
  SpHubAccount   *account;  /* owned */
  GCancellable   *asking;   /* owned, nullable: the question for the quota */
};

G_DEFINE_FINAL_TYPE (SpAccountRow, sp_account_row, ADW_TYPE_EXPANDER_ROW)

typedef enum {
  SIGNAL_SIGN_OUT,
} SpAccountRowSignal;

static guint signals[SIGNAL_SIGN_OUT + 1];

static void
show_who (SpAccountRow *self)
{
  const char         *fullname = sp_hub_account_get_fullname (self->account);
  g_autofree char    *title = sp_hub_account_dup_title (self->account);
  g_autofree char    *source = sp_hub_account_dup_source_words (self->account);
  g_autofree char    *markup = g_markup_escape_text (title, -1);
  g_autofree char    *label = NULL;
  g_autofree char    *facts = NULL;
  g_autoptr (GString) words = g_string_new (NULL);

  if (fullname != NULL && g_strcmp0 (fullname, title) != 0)
    g_string_append_printf (words, "%s · ", fullname);
  if (sp_hub_account_is_pro (self->account))
    g_string_append (words, "PRO · ");
  g_string_append (words, source);
  facts = g_markup_escape_text (words->str, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), markup);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), facts);
  adw_avatar_set_text (self->avatar, title);
  /* Translators: name of an account. */
  label = g_strdup_printf (_("Use %s"), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->current), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->current), label);
}

static void
show_rights (SpAccountRow *self)
{
  g_auto (GStrv)   words = sp_hub_account_dup_right_words (self->account);
  g_autofree char *list = g_strjoinv ("\n• ", words);
  g_autofree char *text = g_strconcat ("• ", list, NULL);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (self->rights, markup);
  gtk_widget_set_visible (GTK_WIDGET (self->rights), words[0] != NULL);
}

static void
show_ending (SpAccountRow *self)
{
  SpHubSource source = sp_hub_account_get_source (self->account);
  const char *words = NULL;

  if (source == SP_HUB_SOURCE_HF_TOOL)
    words = _("Until the hf tool signs out; this program only reads its login");
  else if (source == SP_HUB_SOURCE_ENVIRONMENT)
    words = _("As long as the variable HF_TOKEN is set");
  else if (sp_hub_account_is_kept (self->account))
    words = _("Until you sign out; it is in your keyring");
  else
    words = _("Until this program ends: it could not be put into your keyring");
  adw_action_row_set_subtitle (self->ending, words);
}

/* Where it is, unless it is where all of them are. */
static void
show_place (SpAccountRow *self)
{
  const char      *endpoint = sp_hub_session_get_endpoint (sp_hub_account_get_session (self->account));
  g_autofree char *markup = g_markup_escape_text (endpoint, -1);

  adw_action_row_set_subtitle (self->place, markup);
  gtk_widget_set_visible (GTK_WIDGET (self->place), !g_str_equal (endpoint, USUAL_HUB));
}

static void
quota_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SpAccountRow) self = user_data;
  g_autoptr (GError)       error = NULL;
  g_autoptr (SpHubQuota)   quota = sp_hub_quota_fetch_finish (SP_HUB_SESSION (source), result, &error);
  g_autofree char         *words = NULL;
  g_autofree char         *markup = NULL;

  if (quota == NULL)
    g_debug ("No quota: %s", error->message); /* a sign-in need not allow it */
  if (quota == NULL || self->account == NULL)
    return;

  words = sp_hub_quota_dup_words (quota);
  markup = g_markup_escape_text (words, -1);
  adw_action_row_set_subtitle (self->quota, markup);
  gtk_widget_set_visible (GTK_WIDGET (self->quota), TRUE);
}

/* It is asked for only where somebody looks, and then anew. */
static void
expanded_cb (SpAccountRow *self)
{
  if (self->account == NULL || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)) ||
      !sp_hub_account_may (self->account, "read-billing"))
    return;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  sp_hub_quota_fetch_async (sp_hub_account_get_session (self->account), self->asking, quota_cb, g_object_ref (self));
}

static void
show_account (SpAccountRow *self)
{
  show_who (self);
  show_place (self);
  show_rights (self);
  show_ending (self);
}

static void
show_current (SpAccountRow *self)
{
  gtk_check_button_set_active (self->current, self->account == sp_hub_accounts_get_current (self->accounts));
}

static void
current_toggled_cb (SpAccountRow *self)
{
  if (self->account != NULL && gtk_check_button_get_active (self->current))
    sp_hub_accounts_set_current (self->accounts, self->account);
}

static void
sign_out_cb (SpAccountRow *self)
{
  g_signal_emit (self, signals[SIGNAL_SIGN_OUT], 0, self->account);
}

static void
sp_account_row_dispose (GObject *object)
{
  SpAccountRow *self = SP_ACCOUNT_ROW (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->account);
  g_clear_object (&self->accounts);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_ACCOUNT_ROW);

  G_OBJECT_CLASS (sp_account_row_parent_class)->dispose (object);
}

static void
sp_account_row_class_init (SpAccountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_account_row_dispose;

  signals[SIGNAL_SIGN_OUT] = g_signal_new ("sign-out", SP_TYPE_ACCOUNT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, SP_TYPE_HUB_ACCOUNT);

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpAccountRow, current);
  gtk_widget_class_bind_template_child (widget_class, SpAccountRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, SpAccountRow, rights);
  gtk_widget_class_bind_template_child (widget_class, SpAccountRow, place);
  gtk_widget_class_bind_template_child (widget_class, SpAccountRow, quota);
  gtk_widget_class_bind_template_child (widget_class, SpAccountRow, ending);
  gtk_widget_class_bind_template_child (widget_class, SpAccountRow, sign_out);
  gtk_widget_class_bind_template_callback (widget_class, current_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, expanded_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_out_cb);
}

static void
sp_account_row_init (SpAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_account_row_new (SpHubAccounts *accounts, SpHubAccount *account, GtkCheckButton *none)
{
  SpAccountRow *self = NULL;
  SpHubSource   source;

  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (accounts), NULL);
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (account), NULL);

  self = g_object_new (SP_TYPE_ACCOUNT_ROW, NULL);
  gtk_check_button_set_group (self->current, none);
  self->accounts = g_object_ref (accounts);
  self->account = g_object_ref (account);
  source = sp_hub_account_get_source (account);
  /* The others are not this program's to end. */
  gtk_widget_set_visible (self->sign_out, source == SP_HUB_SOURCE_BROWSER || source == SP_HUB_SOURCE_TOKEN);
  g_signal_connect_object (account, "notify", G_CALLBACK (show_account), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "notify::current", G_CALLBACK (show_current), self, G_CONNECT_SWAPPED);
  show_account (self);
  show_current (self);

  return GTK_WIDGET (self);
}
