/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-page.h"

#include "sp-app-jobs.h"
#include "sp-cache-folder.h"
#include "sp-connecting-page.h"
#include "sp-duplicate-bar.h"
#include "sp-hub-watch.h"
#include "sp-jobs-view.h"
#include "sp-login-form.h"
#include "sp-opening-bar.h"
#include "sp-quota-bar.h"
#include "sp-run-list.h"
#include "sp-runner-bar.h"
#include "sp-runner-page.h"
#include "sp-space-files.h"
#include "sp-space-logs.h"
#include "sp-start-times.h"

G_BEGIN_DECLS

/* Shared by sp-app-page.c (what it is), sp-app-page-connect.c (the ways to an app and out of it), sp-app-page-error.c
 * (why there is none), sp-app-page-state.c (a Space of the Hub that does not run), sp-app-page-jobs.c (what its jobs
 * say), sp-app-page-actions.c (what its menu does), sp-app-page-launcher.c (its entry of the desktop),
 * sp-app-page-views.c (which of its views is seen) and sp-app-page-space.c (what a Space of this computer has
 * besides). */
struct _SpAppPage {
  AdwBin            parent_instance;
  GtkStack         *stack;         /* template child: “blank”, “connecting”, “error”, “runner”, “view” */
  SpConnectingPage *connecting;    /* template child */
  AdwStatusPage    *error;         /* template child */
  SpLoginForm      *login;         /* template child */
  GtkWidget        *retry;         /* template child */
  GtkWidget        *show_web;      /* template child */
  GtkWidget        *install;       /* template child: of a Space that is not there */
  GtkWidget        *forget_bin;    /* template child: with a button, where the app is in the library */
  GtkWidget        *sign_in;       /* template child: where the Hub wants to know who asks */
  GtkWidget        *hub_page;      /* template child: the Space’s page on the Hub */
  AdwBin           *runner_bin;    /* template child */
  AdwViewStack     *views;         /* template child: “app”, “api”, “jobs”, “files”, “logs” */
  SpJobsView       *jobs_view;     /* template child */
  AdwViewStackPage *files_page;    /* template child: of a Space of this computer only */
  AdwBin           *files_bin;     /* template child: of a Space’s files */
  AdwViewStackPage *logs_page;     /* template child: of a Space of this computer only */
  AdwBin           *logs_bin;      /* template child */
  SpSpaceLogs      *logs;          /* in logs_bin, NULL but for a Space */
  SpRunnerBar      *runner_bar;    /* template child */
  AdwBin           *app_bin;       /* template child */
  AdwBin           *view_bin;      /* template child */
  SpRunList        *run_list;      /* template child */
  SpOpeningBar     *bar;           /* template child */
  SpDuplicateBar   *duplicate;     /* template child */
  SpQuotaBar       *quota;         /* template child */
  SpCacheFolder    *kept;          /* owned: apps as they were the last time */
  char             *reference;     /* owned, NULL for a Space that does not answer yet */
  SpHubAccounts    *accounts;      /* owned, nullable */
  SpAwakeNotices   *notices;       /* owned, nullable */
  SpHubSession     *nobody;        /* owned, nullable: the way to the Hub without accounts */
  SpLibrary        *library;       /* owned, nullable: with @space */
  SpSpace          *space;         /* owned, nullable */
  char             *space_address; /* owned, nullable: what opens @space */
  SpRunnerPage     *runner_page;   /* of @space, in @runner_bin */
  GradioClient     *client;        /* owned, nullable */
  char             *other_host;    /* owned, nullable: address of a Space that is made with something else */
  GradioClient     *pending;       /* owned, nullable: the one that is not connected yet */
  GError           *failure;       /* owned, nullable: why it is not, while it is not known what to show then */
  GCancellable     *cancellable;   /* owned, of the connecting that goes on */
  SpAppJobs        *jobs;          /* owned */
  SpAppSettings    *settings;      /* owned, nullable: of the app that it is connected to */
  GIcon            *icon;          /* owned, nullable */
  char             *page_address;  /* owned, nullable: of the page in front, when it is not @reference */
  char             *title;         /* owned, nullable: in the user's language, where the app has it by key */
  char             *user;          /* owned, nullable: for this app, until the page is closed */
  char             *password;      /* owned, nullable */
  const char       *first_view;    /* `app` or `api` */
  GradioSpaceState *state;         /* owned, nullable: what the Hub said of the Space when it was connected to */
  SpHubWatch       *watch;         /* owned, nullable: of a Space that does not run */
  SpHubRuntime     *runtime;       /* owned, nullable: how that is */
  SpStartTimes     *starts;        /* owned */
  double            usual;         /* seconds that its start takes, 0: not known */
  gint64            start;         /* monotonic: since when it starts, 0: it does not */
  guint             clock;         /* once a second, while it starts */
  guint             n_reconnects;  /* in vain, although the Hub said that it runs */
  gboolean          waking;        /* it was asked to wake up */
  gboolean          seen_asleep;   /* so its start is seen as a whole */
  gboolean          wants_account; /* the error is one that signing in may help with */
  gboolean          choosing;      /* it is not the user who chooses a view */
  gboolean          restoring;     /* the pending client, from what was kept */
  gboolean          preview;       /* the app is shown as it was the last time, and waits for its server */
  guint             delay;
};

void sp_app_page_install_actions (GtkWidgetClass *widget_class);

void sp_app_page_connect (SpAppPage *self);
void sp_app_page_stop_connecting (SpAppPage *self);

/* Shows why there is no app, on a page of its own or above what is known of it. */
void sp_app_page_fail (SpAppPage    *self,
                       const char   *title,
                       const GError *error);

/* It is opened by its name, and not on this computer. */
gboolean sp_app_page_is_missing_space (SpAppPage *self);

/* Nullable: who asks the Hub. */
void sp_app_page_set_accounts (SpAppPage     *self,
                               SpHubAccounts *accounts);

/* The account that the app is opened with, nullable, and the way to the Hub by it. */
SpHubAccount *sp_app_page_get_account (SpAppPage *self);
SpHubSession *sp_app_page_get_hub (SpAppPage *self);

/* Shows the Space of the Hub that was found not to run, follows it, and connects when it does; FALSE where the Hub said
 * nothing of the kind. */
gboolean sp_app_page_follow (SpAppPage *self);
void     sp_app_page_stop_following (SpAppPage *self);
gboolean sp_app_page_is_starting (SpAppPage *self); /* the Space that is followed */

/* The page can be seen from now on, or no longer. */
void sp_app_page_seen_cb (SpAppPage *self);

/* A form was run before its app is there, or no longer waits. */
void sp_app_page_waiting_cb (SpAppPage *self);

/* What its jobs say of queues and quotas is shown above them. */
void sp_app_page_watch_jobs (SpAppPage *self);

/* The Space’s name as the Hub has it now (nullable), in the place of the one that was typed. */
void sp_app_page_take_name (SpAppPage  *self,
                            const char *id);

/* “owner/name” of an app of the Hub, nullable. */
const char *sp_app_page_get_hub_name (SpAppPage *self);

/* What is shown is what was known before. */
void sp_app_page_show_waiting (SpAppPage *self);

/* The client that is to be connected; the one before is closed. */
void sp_app_page_set_pending (SpAppPage    *self,
                              GradioClient *client); /* nullable */

/* Shows the pending client as it was kept, and no longer. */
void sp_app_page_show_preview (SpAppPage *self);
void sp_app_page_leave_preview (SpAppPage *self);

/* In the place of the one before, with what was typed there. */
void sp_app_page_show_client (SpAppPage    *self,
                              GradioClient *client);
void sp_app_page_forget_client (SpAppPage *self);

/* Whether the desktop has an entry for the app, or can get one. */
void sp_app_page_find_launcher (SpAppPage *self);

/* What is done with the process of a Space; nothing where there is none. */
void sp_app_page_restart_space (SpAppPage *self);
void sp_app_page_stop_space (SpAppPage *self);
void sp_app_page_show_space_settings (SpAppPage *self);
void sp_app_page_reload_space (SpAppPage *self);
void sp_app_page_enable_space_actions (SpAppPage *self,
                                       gboolean   enabled);

/* Handlers of the template. */
void sp_app_page_job_chosen_cb (SpAppPage *self,
                                SpAppJob  *job);
void sp_app_page_toast_cb (SpAppPage *self,
                           AdwToast  *toast);
void sp_app_page_log_in_cb (SpAppPage  *self,
                            const char *user,
                            const char *password);
void sp_app_page_retry_clicked_cb (SpAppPage *self);
void sp_app_page_connecting_cancelled_cb (SpAppPage *self);
void sp_app_page_wake_cb (SpAppPage *self);
void sp_app_page_restart_cb (SpAppPage *self);
void sp_app_page_notify_me_cb (SpAppPage *self,
                               gboolean   wanted);
void sp_app_page_run_due_cb (SpAppPage *self,
                             SpAppJob  *job);
void sp_app_page_hub_page_clicked_cb (SpAppPage *self);

G_END_DECLS
