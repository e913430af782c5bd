/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-list-height.h"

static gboolean
tick_cb (GtkWidget *list, GdkFrameClock *clock, gpointer user_data)
{
  GtkWidget  *scroller = gtk_widget_get_ancestor (list, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget  *line = gtk_widget_get_first_child (list);
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  gint64      n_lines = model != NULL ? g_list_model_get_n_items (model) : 0;
  int         height = 0;

  if (scroller == NULL)
    return G_SOURCE_REMOVE;

  if (line != NULL)
    gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL); /* a list gives no more */
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller),
                                              (int) MIN (n_lines * height, GPOINTER_TO_INT (user_data)));

  return G_SOURCE_REMOVE;
}

void
sp_list_height_update (GtkListView *list, int max_height)
{
  g_return_if_fail (GTK_IS_LIST_VIEW (list));

  /* Lines have their height only once they are on the screen. */
  gtk_widget_add_tick_callback (GTK_WIDGET (list), tick_cb, GINT_TO_POINTER (max_height), NULL);
}
