/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-choice-flow.h"

GtkWidget *
sp_choice_flow_create_button (SpChoice *choice)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (sp_choice_get_label (choice));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (!sp_choice_is_known (choice))
    gtk_widget_add_css_class (label, "unknown-choice");
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sp_choice_get_label (choice), -1);

  return button;
}
