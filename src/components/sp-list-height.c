/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-list-height.h"

void
sp_list_height_update (GtkListView *list, int max_height)
{
  GtkWidget  *scroller = NULL;
  GtkWidget  *line = NULL;
  GListModel *model = NULL;
  gint64      n_lines = 0;
  int         height = 0;

  g_return_if_fail (GTK_IS_LIST_VIEW (list));

  scroller = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_SCROLLED_WINDOW);
  line = gtk_widget_get_first_child (GTK_WIDGET (list));
  model = G_LIST_MODEL (gtk_list_view_get_model (list));
  n_lines = model != NULL ? g_list_model_get_n_items (model) : 0;
  if (scroller == NULL)
    return;

  if (line != NULL)
    gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller),
                                              (int) MIN (n_lines * height, max_height));
}
