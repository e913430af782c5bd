/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-choice-flow.h"

#define MANY 12
#define HEIGHT 280 /* pixels, about eight rows */

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

/* A scrolled window asks for too much or too little height for a child that wraps, so only the
 * column is in one. */
void
sp_choice_flow_arrange (GtkFlowBox *box, GtkBox *slot, guint n_choices)
{
  gboolean   is_many = n_choices > MANY;
  gboolean   was_many = GTK_IS_SCROLLED_WINDOW (gtk_widget_get_first_child (GTK_WIDGET (slot)));
  GtkWidget *scroller = NULL;

  gtk_flow_box_set_max_children_per_line (box, is_many ? 1 : MANY);
  if (is_many == was_many)
    return;

  g_object_ref (box);
  if (is_many) {
    gtk_box_remove (slot, GTK_WIDGET (box));
    scroller = gtk_scrolled_window_new ();
    gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                    GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), HEIGHT);
    gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (box));
    gtk_box_append (slot, scroller);
  } else {
    scroller = gtk_widget_get_first_child (GTK_WIDGET (slot));
    gtk_viewport_set_child (GTK_VIEWPORT (gtk_widget_get_parent (GTK_WIDGET (box))), NULL);
    gtk_box_remove (slot, scroller);
    gtk_box_append (slot, GTK_WIDGET (box));
  }
  g_object_unref (box);
}
