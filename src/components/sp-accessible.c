/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-accessible.h"

/* GTK 4.8 joins the label property and the labelling widget into one name, so a control has one of
 * the two: the heading where it can be seen, else the text. */
void
sp_accessible_set_name (GtkWidget *control, GtkWidget *label, const char *name)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (control);

  if (gtk_widget_get_visible (label)) {
    gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL);
    gtk_accessible_update_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL,
                                    -1);
  } else {
    gtk_accessible_reset_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
    if (name != NULL && *name != '\0')
      gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  }
}

void
sp_accessible_set_description (GtkWidget *control, GtkWidget *first, GtkWidget *second)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (control);

  if (first != NULL && second != NULL)
    gtk_accessible_update_relation (accessible, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, first, second,
                                    NULL, -1);
  else if (first != NULL)
    gtk_accessible_update_relation (accessible, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, first, NULL,
                                    -1);
  else
    gtk_accessible_reset_relation (accessible, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
}

void
sp_accessible_set_invalid (GtkWidget *control, gboolean invalid)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (control);

  if (invalid) {
    gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_INVALID,
                                 GTK_ACCESSIBLE_INVALID_TRUE, -1);
    gtk_widget_add_css_class (control, "error");
  } else {
    gtk_accessible_reset_state (accessible, GTK_ACCESSIBLE_STATE_INVALID);
    gtk_widget_remove_css_class (control, "error");
  }
}

void
sp_accessible_clear (GtkWidget *control)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
}
