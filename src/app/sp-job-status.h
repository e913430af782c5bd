/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_JOB_STATUS (sp_job_status_get_type ())

/**
 * SpJobStatus:
 *
 * What a job does right now: state, place in the queue, time left, time elapsed and its bars. Hides itself when
 * there is nothing to tell.
 */
G_DECLARE_FINAL_TYPE (SpJobStatus, sp_job_status, SP, JOB_STATUS, AdwBin)

GtkWidget *sp_job_status_new (void);

/**
 * sp_job_status_set_job:
 * @self: a status row
 * @job: (nullable): what to show
 */
void sp_job_status_set_job (SpJobStatus *self,
                            GradioJob   *job);

G_END_DECLS
