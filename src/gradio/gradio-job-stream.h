/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-event-stream.h"
#include "gradio-submission.h"

G_BEGIN_DECLS

/**
 * GradioJobMessageFunc:
 * @submission: what was given to gradio_job_stream_open_queue()
 * @message: a message of a queue
 */
typedef void (*GradioJobMessageFunc) (GradioSubmission    *submission,
                                      const GradioMessage *message);

/**
 * GradioJobEventFunc:
 * @submission: what was given to gradio_job_stream_open_events()
 * @event: name of the event, `message` when it has none
 * @node: its data
 */
typedef void (*GradioJobEventFunc) (GradioSubmission *submission,
                                    const char       *event,
                                    JsonNode         *node);

/**
 * gradio_job_stream_open_queue:
 * @submission: a submission
 * @path: path below the prefix, with its query
 * @func: called for each message
 *
 * Opens an event stream that belongs to one job: it is closed when the job is final, and the job is
 * lost with it. Not installed.
 */
void gradio_job_stream_open_queue (GradioSubmission    *submission,
                                   const char          *path,
                                   GradioJobMessageFunc func);

/**
 * gradio_job_stream_open_events:
 * @submission: a submission
 * @path: path below the prefix, with its query
 * @func: called for each event
 *
 * Likewise, for a stream whose data are not the messages of a queue.
 */
void gradio_job_stream_open_events (GradioSubmission  *submission,
                                    const char        *path,
                                    GradioJobEventFunc func);

G_END_DECLS
