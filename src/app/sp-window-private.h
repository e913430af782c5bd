/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-awake-notices.h"
#include "sp-discover-page.h"
#include "sp-install-badge.h"
#include "sp-my-spaces.h"
#include "sp-window.h"

G_BEGIN_DECLS

struct _SpWindow {
  AdwApplicationWindow parent_instance;
  GtkEntry            *address;     /* template child */
  GtkMenuButton       *menu;        /* template child */
  SpInstallBadge      *badge;       /* template child */
  AdwToastOverlay     *toasts;      /* template child */
  AdwTabView          *tabs;        /* template child: each child is an AdwBin with a start page or an app page */
  SpSettings          *settings;    /* owned */
  SpRecentApps        *recent;      /* owned */
  SpLibrary           *library;     /* owned */
  SpHubAccounts       *accounts;    /* owned */
  SpAwakeNotices      *notices;     /* owned: the Spaces of which the user wants to be told */
  GPtrArray           *waiting;     /* owned: addresses of Spaces that are opened once the library is loaded */
  GListStore          *apps;        /* owned, of GListModel: what goes on in each */
  GListModel          *jobs;        /* owned, of SpAppJob: all of it */
  GtkWindow           *jobs_window; /* NULL until it is asked for */
  GtkWindow           *question;    /* weak: whether to quit, NULL while it is not asked */
  gboolean             closing;     /* it was */
  GtkWindow           *shortcuts;   /* the window with the keyboard shortcuts, NULL until it is asked for */
  guint                n_toasts;    /* that wait or are shown */
};

/* The app of a tab, nullable. */
SpAppPage *sp_window_get_nth_app_page (SpWindow *self,
                                       int       position);

/* What the tab in front shows, nullable. */
GtkWidget *sp_window_get_content (SpWindow *self);

/* Shows something that is no app in a tab, in front: a widget with a property `title`, which the tab and the window
 * get. */
void sp_window_show_content (SpWindow  *self,
                             GtkWidget *content);

/* What of that type is open in some tab, which is brought to the front; nullable. */
GtkWidget *sp_window_find_content (SpWindow *self,
                                   GType     type);

/* sp-window-jobs.c: what goes on in the apps, and what is told of it. */
void     sp_window_watch_jobs (SpWindow  *self,
                               SpAppPage *page);
void     sp_window_show_jobs (SpWindow *self);
void     sp_window_seen (SpWindow *self);
gboolean sp_window_may_close (SpWindow *self); /* asks the user when it may not */

/* Closes the tab of the Space of this computer with that id, if there is one. */
void sp_window_close_space (SpWindow   *self,
                            const char *id);

/* sp-window-library.c: the Spaces of this computer, and what is told of them. */
void sp_window_watch_library (SpWindow *self);
void sp_window_open_later (SpWindow   *self,
                           const char *reference);
void sp_window_uninstall (SpWindow         *self,
                          SpInstalledSpace *space);
void sp_window_install_library_actions (GtkWidgetClass *widget_class);

/* sp-window-discover.c: the Hub. */
SpDiscoverPage *sp_window_get_discover_page (SpWindow *self); /* nullable: the one in front */
void            sp_window_install_discover_actions (GtkWidgetClass *widget_class);

/* sp-window-spaces.c: the user's own Spaces. */
SpMySpaces *sp_window_get_my_spaces (SpWindow *self); /* nullable: what is in front */
void        sp_window_install_spaces_actions (GtkWidgetClass *widget_class);

/* sp-window-saved.c: the apps that the user saves. */
void sp_window_watch_saved (SpWindow *self);
void sp_window_touch_saved (SpWindow  *self,
                            SpAppPage *page); /* it is used */
void sp_window_enable_saved (SpWindow *self); /* for the page in front */
void sp_window_install_saved_actions (GtkWidgetClass *widget_class);

/* sp-window-accounts.c: who is signed in at the Hub. */
void sp_window_watch_accounts (SpWindow *self);
void sp_window_install_account_actions (GtkWidgetClass *widget_class);

void sp_window_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
