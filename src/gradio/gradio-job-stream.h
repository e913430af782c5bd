/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-event-stream.h"
#include "gradio-submission.h"

G_BEGIN_DECLS

/**
 * GradioJobStreamFunc:
 * @submission: what was given to gradio_job_stream_open()
 * @event: name of the event, `message` when it has none
 * @node: its data
 */
typedef void (*GradioJobStreamFunc) (GradioSubmission *submission,
                                     const char       *event,
                                     JsonNode         *node);

/**
 * gradio_job_stream_open:
 * @submission: a submission
 * @path: path below the prefix, with its query
 * @func: called for each event
 *
 * Opens an event stream that belongs to one job: it is closed when the job is final, and the job is
 * lost with it. Not installed.
 */
void gradio_job_stream_open (GradioSubmission   *submission,
                             const char         *path,
                             GradioJobStreamFunc func);

G_END_DECLS
