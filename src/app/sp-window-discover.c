/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-window-private.h"

static void
open_cb (SpWindow   *self,
         const char *id)
{
  sp_window_open (self, id);
}

SpDiscoverPage *
sp_window_get_discover_page (SpWindow *self)
{
  GtkWidget *content = sp_window_get_content (self);

  return SP_IS_DISCOVER_PAGE (content) ? SP_DISCOVER_PAGE (content) : NULL;
}

/* The tab that is there already, else a new one. */
static SpDiscoverPage *
show_page (SpWindow *self)
{
  GtkWidget *page = sp_window_find_content (self, SP_TYPE_DISCOVER_PAGE);

  if (page == NULL) {
    page = sp_discover_page_new (self->accounts);
    g_signal_connect_object (page, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
    sp_window_show_content (self, page);
  }

  return SP_DISCOVER_PAGE (page);
}

static void
discover_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SpDiscoverPage *page = show_page (SP_WINDOW (widget));

  sp_discover_page_search (page, g_variant_get_string (parameter, NULL));
  sp_discover_page_find (page);
}

static void
show_space_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  sp_discover_page_show_space (show_page (SP_WINDOW (widget)), g_variant_get_string (parameter, NULL), NULL);
}

void
sp_window_install_discover_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.discover", "s", discover_cb);
  gtk_widget_class_install_action (widget_class, "win.show-hub-space", "s", show_space_cb);
}
