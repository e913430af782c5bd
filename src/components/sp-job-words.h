/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/**
 * sp_job_words_state:
 * @state: what a job does
 * @upload_fraction: share of its files that was sent, -1 when it has none
 * @position: its place in the queue, 0 when unknown
 * @size: how many wait in the queue, 0 when unknown
 *
 * Returns: (transfer full): “Uploading 40 %”, “Waiting in the queue: 3 of 10”, “Running”…
 */
char *sp_job_words_state (GradioJobState state,
                          double         upload_fraction,
                          int            position,
                          int            size);

/**
 * sp_job_words_retry:
 * @seconds: how long until a job is sent again that found the queue full
 *
 * Returns: (transfer full): “The app’s queue is full. Trying again in 8 s…”
 */
char *sp_job_words_retry (double seconds);

G_END_DECLS
