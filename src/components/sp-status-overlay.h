/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

#define SP_TYPE_STATUS_OVERLAY (sp_status_overlay_get_type ())

/**
 * SpStatusOverlay:
 *
 * What the jobs do that will give a component its next value (blocks-runtime.md 9): a thin bar along
 * the upper edge, a caption, and a button that stops the job. Lies over the content and lets the
 * pointer through but for its buttons. Hidden while there is nothing to tell. An error stays until
 * the user clears it or the next job comes.
 *
 * Property: `busy` (boolean, read-only): whether a job goes on, shown or not.
 *
 * Property: `waiting` (boolean, read-only): whether the content is that of an earlier job.
 */
G_DECLARE_FINAL_TYPE (SpStatusOverlay, sp_status_overlay, SP, STATUS_OVERLAY, GtkWidget)

GtkWidget *sp_status_overlay_new (void);

/**
 * sp_status_overlay_set_job:
 * @self: an overlay
 * @job: (nullable): what to tell of, %NULL for nothing any more; held until it ended and the next one
 *   comes
 * @show_progress: how much
 *
 * While another one goes on, both are told of until the last one has ended: the newer one first,
 * one with a hidden progress last.
 */
void sp_status_overlay_set_job (SpStatusOverlay *self,
                                GradioJob       *job,
                                SpShowProgress   show_progress);

gboolean sp_status_overlay_get_busy (SpStatusOverlay *self);
gboolean sp_status_overlay_get_waiting (SpStatusOverlay *self);

G_END_DECLS
