/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-jobs.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_JOBS_VIEW (sp_jobs_view_get_type ())

/**
 * SpJobsView:
 *
 * The view “Jobs” of an app: what goes on, where it is in the queue, how far, and a way to stop it; and what has ended
 * since the app was opened, with how long it took.
 *
 * Signal: `chosen` (#SpAppJob): the user wants to see what it made.
 */
G_DECLARE_FINAL_TYPE (SpJobsView, sp_jobs_view, SP, JOBS_VIEW, AdwBin)

GtkWidget *sp_jobs_view_new (void);

/**
 * sp_jobs_view_set_jobs:
 * @self: the view
 * @jobs: the jobs of an app
 */
void sp_jobs_view_set_jobs (SpJobsView *self,
                            SpAppJobs  *jobs);

G_END_DECLS
