/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_JOB_ERROR (sp_job_error_get_type ())

/**
 * SpJobError:
 *
 * The box that says why a job failed, with *Copy Details* and *Run Again* (action `form.run`).
 */
G_DECLARE_FINAL_TYPE (SpJobError, sp_job_error, SP, JOB_ERROR, AdwBin)

GtkWidget *sp_job_error_new (void);

/**
 * sp_job_error_set_job:
 * @self: a box
 * @job: (nullable): a job that failed; the box hides for all others
 */
void sp_job_error_set_job (SpJobError *self,
                           GradioJob  *job);

G_END_DECLS
