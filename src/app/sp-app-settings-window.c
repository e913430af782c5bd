/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-settings-window.h"

#include "sp-account-choice-row.h"
#include "sp-account-choice.h"
#include "sp-language-name.h"
#include "sp-resources.h"
#include "sp-web-page.h"

#include <glib/gi18n-lib.h>

struct _SpAppSettingsWindow {
  AdwPreferencesWindow parent_instance;
  AdwComboRow         *scheme;         /* template child */
  GtkSwitch           *colors;         /* template child */
  GtkWidget           *language_group; /* template child */
  AdwComboRow         *language;       /* template child */
  GtkWidget           *web_group;      /* template child */
  GtkSwitch           *web_page;       /* template child */
  GtkWidget           *pages_group;    /* template child */
  GtkSwitch           *keep;           /* template child */
  GtkWidget           *account_group;  /* template child */
  SpAccountChoiceRow  *account;        /* template child */
  SpAppSettings       *settings;       /* owned */
  GStrv                languages;      /* owned: codes, without the one for the desktop's */
};

G_DEFINE_FINAL_TYPE (SpAppSettingsWindow, sp_app_settings_window, ADW_TYPE_PREFERENCES_WINDOW)

/* In the order of the row. */
static const char *const schemes[] = { "system", "light", "dark" };

static void
scheme_cb (SpAppSettingsWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->scheme);

  if (self->settings != NULL && selected < G_N_ELEMENTS (schemes))
    g_object_set (self->settings, "color-scheme", schemes[selected], NULL);
}

static void
language_cb (SpAppSettingsWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->language);

  if (self->settings != NULL && selected <= g_strv_length (self->languages))
    g_object_set (self->settings, "language", selected > 0 ? self->languages[selected - 1] : "", NULL);
}

static void
sp_app_settings_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_APP_SETTINGS_WINDOW);

  G_OBJECT_CLASS (sp_app_settings_window_parent_class)->dispose (object);
}

static void
sp_app_settings_window_finalize (GObject *object)
{
  SpAppSettingsWindow *self = SP_APP_SETTINGS_WINDOW (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->languages, g_strfreev);

  G_OBJECT_CLASS (sp_app_settings_window_parent_class)->finalize (object);
}

static void
sp_app_settings_window_class_init (SpAppSettingsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_app_settings_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_app_settings_window_finalize;

  g_type_ensure (SP_TYPE_ACCOUNT_CHOICE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-app-settings-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SpAppSettingsWindow, scheme);
  gtk_widget_class_bind_template_child (widget_class, SpAppSettingsWindow, colors);
  gtk_widget_class_bind_template_child (widget_class, SpAppSettingsWindow, language_group);
  gtk_widget_class_bind_template_child (widget_class, SpAppSettingsWindow, language);
  gtk_widget_class_bind_template_child (widget_class, SpAppSettingsWindow, web_group);
  gtk_widget_class_bind_template_child (widget_class, SpAppSettingsWindow, web_page);
  gtk_widget_class_bind_template_child (widget_class, SpAppSettingsWindow, pages_group);
  gtk_widget_class_bind_template_child (widget_class, SpAppSettingsWindow, keep);
  gtk_widget_class_bind_template_child (widget_class, SpAppSettingsWindow, account_group);
  gtk_widget_class_bind_template_child (widget_class, SpAppSettingsWindow, account);
  gtk_widget_class_bind_template_callback (widget_class, scheme_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
}

static void
sp_app_settings_window_init (SpAppSettingsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_scheme (SpAppSettingsWindow *self, SpAppSettings *settings)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (sp_app_settings_get_color_scheme (settings), schemes[i]))
      adw_combo_row_set_selected (self->scheme, i);
}

static void
show_languages (SpAppSettingsWindow *self, SpAppSettings *settings)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char               *chosen = sp_app_settings_get_language (settings);
  guint                     selected = 0;

  gtk_string_list_append (names, _("As the Desktop"));
  for (guint i = 0; self->languages[i] != NULL; i++) {
    gtk_string_list_take (names, sp_language_name_dup (self->languages[i]));
    if (g_strcmp0 (self->languages[i], chosen) == 0)
      selected = i + 1;
  }
  adw_combo_row_set_model (self->language, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language, selected);
  gtk_widget_set_visible (self->language_group, self->languages[0] != NULL);
}

GtkWindow *
sp_app_settings_window_new (GtkWindow         *parent,
                            SpAppSettings     *settings,
                            const char *const *languages,
                            gboolean           has_pages)
{
  SpAppSettingsWindow *self = NULL;

  g_return_val_if_fail (SP_IS_APP_SETTINGS (settings), NULL);

  self = g_object_new (SP_TYPE_APP_SETTINGS_WINDOW, "transient-for", parent, NULL);
  self->languages = g_strdupv ((GStrv) languages);
  show_scheme (self, settings);
  show_languages (self, settings);
  gtk_widget_set_visible (self->pages_group, has_pages);
  gtk_widget_set_visible (self->web_group, sp_web_page_is_built ());
  self->settings = g_object_ref (settings); /* from now on what changes is the user's choice */
  g_object_bind_property (settings, "app-colors", self->colors, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (settings, "web-page", self->web_page, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (settings, "keep-values", self->keep, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);

  return GTK_WINDOW (self);
}

void
sp_app_settings_window_offer_accounts (SpAppSettingsWindow *self,
                                       SpHubAccounts       *accounts,
                                       const char          *reference)
{
  g_autoptr (SpAppSettings) choice = NULL;

  g_return_if_fail (SP_IS_APP_SETTINGS_WINDOW (self));

  choice = sp_account_choice_open_settings (reference);
  sp_account_choice_row_show (self->account, accounts, choice);
  gtk_widget_set_visible (self->account_group, TRUE);
}
