/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"
#include "gradio-job.h"

G_BEGIN_DECLS

/**
 * GradioSession:
 *
 * A `session_hash` with the jobs that run in it and at most one event stream for all of them
 * (protocol.md 7, 8.3). Not installed.
 *
 * It lives as long as a job of it does, and ends them when the connection is closed.
 */
#define GRADIO_TYPE_SESSION (gradio_session_get_type ())

G_DECLARE_FINAL_TYPE (GradioSession, gradio_session, GRADIO, SESSION, GObject)

/**
 * gradio_session_new:
 * @connection: the way to the server
 * @diffs: whether partial outputs come as edits (sse_v2 and later)
 * @heartbeat: whether the server wants to be told that the session is in use
 */
GradioSession *gradio_session_new (GradioConnection *connection,
                                   gboolean          diffs,
                                   gboolean          heartbeat);

GradioConnection *gradio_session_get_connection (GradioSession *self);
const char       *gradio_session_get_hash (GradioSession *self);

/**
 * gradio_session_submit:
 * @self: a session
 * @endpoint: what to run
 * @values: one value per parameter
 *
 * Returns: (transfer full): the job
 */
GradioJob *gradio_session_submit (GradioSession  *self,
                                  GradioEndpoint *endpoint,
                                  JsonArray      *values);

/* For gradio-submission.c: between the two calls messages of unknown jobs are kept. */
void gradio_session_begin_join (GradioSession *self);
void gradio_session_end_join (GradioSession *self,
                              GradioJob     *job,
                              const char    *event_id); /* nullable: the join failed */

/* For gradio-job.c: the job is final here; tells the server. */
void gradio_session_job_cancelled (GradioSession *self,
                                   GradioJob     *job);

G_END_DECLS
