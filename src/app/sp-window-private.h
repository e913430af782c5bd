/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-window.h"

G_BEGIN_DECLS

struct _SpWindow {
  AdwApplicationWindow parent_instance;
  GtkEntry            *address;   /* template child */
  GtkMenuButton       *menu;      /* template child */
  AdwToastOverlay     *toasts;    /* template child */
  AdwTabView          *tabs;      /* template child: each child is an AdwBin with a start page or an app page */
  SpSettings          *settings;  /* owned */
  SpRecentApps        *recent;    /* owned */
  GtkWindow           *shortcuts; /* the window with the keyboard shortcuts, NULL until it is asked for */
  guint                n_toasts;  /* that wait or are shown */
};

void sp_window_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
