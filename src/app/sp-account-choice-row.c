/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-account-choice-row.h"

#include "sp-account-choice.h"

#include <glib/gi18n-lib.h>

struct _SpAccountChoiceRow {
  AdwComboRow    parent_instance;
  SpAppSettings *settings; /* owned, nullable */
  GPtrArray     *choices;  /* owned: of what is kept for each entry of the list */
};

G_DEFINE_FINAL_TYPE (SpAccountChoiceRow, sp_account_choice_row, ADW_TYPE_COMBO_ROW)

static void
selected_cb (SpAccountChoiceRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  if (self->settings != NULL && selected < self->choices->len)
    g_object_set (self->settings, "account", g_ptr_array_index (self->choices, selected), NULL);
}

static void
sp_account_choice_row_finalize (GObject *object)
{
  SpAccountChoiceRow *self = SP_ACCOUNT_CHOICE_ROW (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->choices, g_ptr_array_unref);

  G_OBJECT_CLASS (sp_account_choice_row_parent_class)->finalize (object);
}

static void
sp_account_choice_row_class_init (SpAccountChoiceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_account_choice_row_finalize;
}

static void
sp_account_choice_row_init (SpAccountChoiceRow *self)
{
  self->choices = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

/* Takes @words. */
static void
add (SpAccountChoiceRow *self, GtkStringList *list, const char *choice, char *words)
{
  gtk_string_list_take (list, words);
  g_ptr_array_add (self->choices, g_strdup (choice));
}

static char *
dup_current_words (SpHubAccounts *accounts)
{
  SpHubAccount    *current = sp_hub_accounts_get_current (accounts);
  g_autofree char *title = current != NULL ? sp_hub_account_dup_title (current) : NULL;

  if (title == NULL)
    return g_strdup (_("As Elsewhere (None)"));

  /* Translators: the account that is used where no other one is chosen; its name. */
  return g_strdup_printf (_("As Elsewhere (%s)"), title);
}

static void
add_all (SpAccountChoiceRow *self, GtkStringList *list, SpHubAccounts *accounts, const char *chosen)
{
  add (self, list, "", dup_current_words (accounts));
  add (self, list, SP_ACCOUNT_CHOICE_NONE, g_strdup (_("No Account")));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++) {
    g_autoptr (SpHubAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);
    const char              *name = sp_hub_account_get_name (account);

    if (name != NULL && !g_ptr_array_find_with_equal_func (self->choices, name, g_str_equal, NULL))
      add (self, list, name, g_strdup (name));
  }
  if (chosen != NULL && !g_ptr_array_find_with_equal_func (self->choices, chosen, g_str_equal, NULL))
    /* Translators: name of an account. */
    add (self, list, chosen, g_strdup_printf (_("%s (signed out)"), chosen));
}

void
sp_account_choice_row_show (SpAccountChoiceRow *self, SpHubAccounts *accounts, SpAppSettings *settings)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  const char               *chosen = NULL;
  guint                     selected = 0;

  g_return_if_fail (SP_IS_ACCOUNT_CHOICE_ROW (self));
  g_return_if_fail (SP_IS_HUB_ACCOUNTS (accounts));
  g_return_if_fail (SP_IS_APP_SETTINGS (settings));

  g_clear_object (&self->settings);
  g_ptr_array_set_size (self->choices, 0);
  chosen = sp_app_settings_get_account (settings);
  add_all (self, list, accounts, chosen);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (list));
  if (chosen != NULL)
    g_ptr_array_find_with_equal_func (self->choices, chosen, g_str_equal, &selected);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), selected);
  self->settings = g_object_ref (settings); /* from now on what changes is the user's choice */
}
