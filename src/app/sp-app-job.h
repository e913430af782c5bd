/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-blocks.h"

G_BEGIN_DECLS

#define SP_TYPE_APP_JOB (sp_app_job_get_type ())

/**
 * SpAppJob:
 *
 * What an app was asked to do, by its page (a run) or by one of its forms (a job).
 *
 * Properties, read-only and notified: `job` (#GradioJob, nullable until a run has one), `final` (boolean).
 */
G_DECLARE_FINAL_TYPE (SpAppJob, sp_app_job, SP, APP_JOB, GObject)

/**
 * sp_app_job_new:
 * @name: name of the endpoint
 * @job: its job
 * @values: (nullable): what it was given
 *
 * Returns: (transfer full): the job
 */
SpAppJob *sp_app_job_new (const char *name,
                          GradioJob  *job,
                          JsonArray  *values);

/**
 * sp_app_job_new_for_run:
 * @blocks: an app
 * @run: one of its runs
 *
 * Returns: (transfer full): the run
 */
SpAppJob *sp_app_job_new_for_run (SpBlocks *blocks,
                                  SpRun    *run);

/* Name of the app that it belongs to. */
void        sp_app_job_set_app (SpAppJob   *self,
                                const char *app);
const char *sp_app_job_get_app (SpAppJob *self); /* nullable */

const char *sp_app_job_get_name (SpAppJob *self);
SpRun      *sp_app_job_get_run (SpAppJob *self);    /* nullable */
GradioJob  *sp_app_job_get_job (SpAppJob *self);    /* nullable */
JsonArray  *sp_app_job_get_values (SpAppJob *self); /* nullable: of a form’s job, what it was given */
gboolean    sp_app_job_get_final (SpAppJob *self);

/**
 * sp_app_job_get_stopped:
 * @self: a job
 *
 * Returns: whether somebody stopped it
 */
gboolean sp_app_job_get_stopped (SpAppJob *self);

/**
 * sp_app_job_dup_outcome:
 * @self: a job that has ended
 *
 * Returns: (transfer full): as sp_run_words_outcome() has it
 */
char *sp_app_job_dup_outcome (SpAppJob *self);

void sp_app_job_cancel (SpAppJob *self);

G_END_DECLS
