/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_JOB_RESULT (sp_job_result_get_type ())

/**
 * SpJobResult:
 *
 * The values that an endpoint's jobs returned, one component each, partial ones as they come: at most once a
 * frame, and only while
 * they are seen. What an earlier job returned stays, dimmed, until the next one has something.
 *
 * Signal: `updated` (final: gboolean): the components have new values; @final when they are the job's last ones.
 */
G_DECLARE_FINAL_TYPE (SpJobResult, sp_job_result, SP, JOB_RESULT, AdwBin)

GtkWidget *sp_job_result_new (void);

/**
 * sp_job_result_set_job:
 * @self: a result
 * @client: the app
 * @job: one of its jobs, of the same endpoint each time
 */
void sp_job_result_set_job (SpJobResult  *self,
                            GradioClient *client,
                            GradioJob    *job);

G_END_DECLS
