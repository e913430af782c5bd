/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-job.h"

G_BEGIN_DECLS

#define SP_TYPE_APP_JOBS (sp_app_jobs_get_type ())

/**
 * SpAppJobs:
 *
 * What goes on in one open app, by its page or by its forms. What an app does all the time, such as the ticks of a
 * timer, is none of it.
 *
 * Property: `title` (text): name of the app.
 *
 * Signal: `ended` (#SpAppJob): the last one of what the user began has ended, and nobody stopped it.
 *
 * Signal: `long-wait` (double): one waits in the queue, for so many seconds by the server's estimate, 30 at least; or
 * was refused because there were too many, -1.
 *
 * Signal: `quota-used-up` (#SpAppJob): one was refused because there is not enough GPU time left.
 */
G_DECLARE_FINAL_TYPE (SpAppJobs, sp_app_jobs, SP, APP_JOBS, GObject)

SpAppJobs *sp_app_jobs_new (void);

/**
 * sp_app_jobs_get_list:
 * @self: jobs
 *
 * Returns: (transfer none): list of #SpAppJob: those that go on
 */
GListModel *sp_app_jobs_get_list (SpAppJobs *self);

/**
 * sp_app_jobs_get_done:
 * @self: jobs
 *
 * Returns: (transfer none): list of #SpAppJob: those that have ended, the newest first; the oldest ones are forgotten
 */
GListModel *sp_app_jobs_get_done (SpAppJobs *self);
void        sp_app_jobs_forget_done (SpAppJobs *self);

/**
 * sp_app_jobs_set_blocks:
 * @self: jobs
 * @blocks: (nullable): the app's page; the runs of the one before are forgotten
 */
void sp_app_jobs_set_blocks (SpAppJobs *self,
                             SpBlocks  *blocks);

/**
 * sp_app_jobs_add:
 * @self: jobs
 * @name: name of an endpoint
 * @job: a job that the user started
 * @values: (nullable): what it was given
 */
void sp_app_jobs_add (SpAppJobs  *self,
                      const char *name,
                      GradioJob  *job,
                      JsonArray  *values);

void sp_app_jobs_cancel_all (SpAppJobs *self);

G_END_DECLS
