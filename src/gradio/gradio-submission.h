/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-session.h"

G_BEGIN_DECLS

/* The way of a job to the server: its files, then its values (protocol.md 8, 11.1, 12.1). Not
 * installed. */

/**
 * gradio_submission_start:
 * @session: the session it runs in
 * @job: a new job
 *
 * Uploads the local files among its values and joins the queue; a job of an endpoint without a
 * queue is called directly and ends with the answer. The job is told what becomes of it.
 */
void gradio_submission_start (GradioSession *session,
                              GradioJob     *job);

/**
 * gradio_submission_cancel:
 * @session: the session it runs in
 * @job: a joined job
 *
 * Asks the server to stop it. Servers before 4.31 have no such route; closing their stream has to
 * do.
 */
void gradio_submission_cancel (GradioSession *session,
                               GradioJob     *job);

G_END_DECLS
