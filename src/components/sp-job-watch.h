/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_JOB_WATCH (sp_job_watch_get_type ())

/**
 * SpJobWatch:
 *
 * When a widget that shows how a job goes has to look at it again.
 *
 * Signals: `state`: the job is in another state, at once; `changed`: something else of it changed, at most once a
 * frame, and only while the widget is mapped; `second`: time passed; `pulse`: a bar of unknown length is to move.
 */
G_DECLARE_FINAL_TYPE (SpJobWatch, sp_job_watch, SP, JOB_WATCH, GObject)

/**
 * sp_job_watch_new:
 * @widget: what shows the job, which is to own the watch
 *
 * Returns: (transfer full): a watch without a job
 */
SpJobWatch *sp_job_watch_new (GtkWidget *widget);

/**
 * sp_job_watch_set_job:
 * @self: a watch
 * @job: (nullable): what to look at
 */
void sp_job_watch_set_job (SpJobWatch *self,
                           GradioJob  *job);

/**
 * sp_job_watch_queue:
 * @self: a watch
 *
 * Emits `changed` before the next frame.
 */
void sp_job_watch_queue (SpJobWatch *self);

/**
 * sp_job_watch_set_timers:
 * @self: a watch
 * @running: whether to emit `second`
 * @pulsing: whether to emit `pulse`
 */
void sp_job_watch_set_timers (SpJobWatch *self,
                              gboolean    running,
                              gboolean    pulsing);

/**
 * sp_job_watch_stop:
 * @self: a watch
 *
 * Emits nothing more by itself: the widget is no longer mapped.
 */
void sp_job_watch_stop (SpJobWatch *self);

G_END_DECLS
