/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-fact-group.h"

#include <glib/gi18n-lib.h>

AdwPreferencesGroup *
sp_fact_group_append (GtkBox     *box,
                      const char *markup)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, markup);
  gtk_box_append (box, GTK_WIDGET (group));

  return group;
}

void
sp_fact_group_add (AdwPreferencesGroup *group,
                   const char          *title,
                   const char          *value,
                   gboolean             is_warning)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  if (is_warning) {
    GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

    gtk_widget_add_css_class (icon, "warning");
    gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Warning"), -1);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  }
  adw_preferences_group_add (group, row);
}

void
sp_fact_group_append_warnings (GtkBox                 *box,
                               const SpPreflightFacts *facts)
{
  AdwPreferencesGroup *group = NULL;

  if (facts->warnings == NULL || facts->warnings[0] == NULL)
    return;

  group = sp_fact_group_append (box, _("What May Not Work"));
  for (gsize i = 0; facts->warnings[i] != NULL; i++)
    sp_fact_group_add (group, facts->warnings[i], "", FALSE);
}
