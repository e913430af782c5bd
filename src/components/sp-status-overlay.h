/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

#define SP_TYPE_STATUS_OVERLAY (sp_status_overlay_get_type ())

/**
 * SpStatusOverlay:
 *
 * What a job does that will give a component its next value: a thin bar along the upper edge, and
 * a caption. Lies over the content and lets the pointer through. Hidden while there is nothing to
 * tell.
 *
 * Property: `waiting` (boolean, read-only): whether the content is that of an earlier job.
 */
G_DECLARE_FINAL_TYPE (SpStatusOverlay, sp_status_overlay, SP, STATUS_OVERLAY, GtkWidget)

GtkWidget *sp_status_overlay_new (void);

/**
 * sp_status_overlay_set_job:
 * @self: an overlay
 * @job: (nullable): what to tell of; held until it ended and the next one comes
 * @show_progress: how much
 */
void sp_status_overlay_set_job (SpStatusOverlay *self,
                                GradioJob       *job,
                                SpShowProgress   show_progress);

gboolean sp_status_overlay_get_waiting (SpStatusOverlay *self);

G_END_DECLS
