/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-job.h"
#include "gradio-session.h"

G_BEGIN_DECLS

/**
 * gradio_job_new:
 * @session: (nullable): the session it runs in, told when the job is cancelled; held until the job
 *   is final
 * @endpoint: what it runs
 * @values: one value per parameter
 * @diffs: whether second and later partial outputs are edits (sse_v2 and later)
 */
GradioJob *gradio_job_new (GradioSession  *session,
                           GradioEndpoint *endpoint,
                           JsonArray      *values,
                           gboolean        diffs);

JsonArray    *gradio_job_get_values (GradioJob *self);
const char   *gradio_job_get_event_id (GradioJob *self); /* nullable */
void          gradio_job_set_event_id (GradioJob *self, const char *event_id);
GCancellable *gradio_job_get_cancellable (GradioJob *self); /* cancelled when the job is */
void          gradio_job_set_upload_fraction (GradioJob *self, double fraction);

/**
 * gradio_job_handle_message:
 * @self: a job
 * @message: (transfer none): a message of its event stream (protocol.md 9); its values are moved
 *   out
 *
 * Messages may come in any order, twice, or after the end.
 */
void gradio_job_handle_message (GradioJob  *self,
                                JsonObject *message);

void gradio_job_joined (GradioJob *self);

/**
 * gradio_job_complete:
 * @self: a job
 * @data: one entry per output of the dependency
 */
void gradio_job_complete (GradioJob *self,
                          JsonArray *data);

/**
 * gradio_job_fail:
 * @self: a job
 * @error: (transfer full): why; %G_IO_ERROR_CANCELLED makes it a cancelled job
 */
void gradio_job_fail (GradioJob *self,
                      GError    *error);

/**
 * gradio_job_fail_app:
 * @self: a job
 * @output: (nullable): `output` of a failed job, or the answer of `/run` (protocol.md 11.2)
 */
void gradio_job_fail_app (GradioJob  *self,
                          JsonObject *output);

void gradio_job_set_error_parameter (GradioJob *self, int parameter);

G_END_DECLS
