/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chat-dots.h"

#include <glib/gi18n-lib.h>

#define N_DOTS 3

GtkWidget *
sp_chat_dots_new (void)
{
  GtkWidget *dots = g_object_new (GTK_TYPE_BOX, "spacing", 4, "halign", GTK_ALIGN_START,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL);

  gtk_widget_add_css_class (dots, "chat-dots");
  gtk_widget_add_css_class (dots, "chat-bubble");
  gtk_accessible_update_property (GTK_ACCESSIBLE (dots), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Waiting for the answer"), -1);
  for (guint i = 0; i < N_DOTS; i++) {
    GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

    gtk_widget_add_css_class (dot, "chat-dot");
    gtk_box_append (GTK_BOX (dots), dot);
  }

  return dots;
}
