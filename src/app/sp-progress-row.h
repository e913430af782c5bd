/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_PROGRESS_ROW (sp_progress_row_get_type ())

/**
 * SpProgressRow:
 *
 * One bar of a job's progress with its text.
 */
G_DECLARE_FINAL_TYPE (SpProgressRow, sp_progress_row, SP, PROGRESS_ROW, AdwBin)

GtkWidget *sp_progress_row_new (void);

/**
 * sp_progress_row_set_progress:
 * @self: a row
 * @progress: what to show
 *
 * Returns: whether the share is unknown, so that sp_progress_row_pulse() is to be called now and then
 */
gboolean sp_progress_row_set_progress (SpProgressRow        *self,
                                       const GradioProgress *progress);

/**
 * sp_progress_row_pulse:
 * @self: a row
 *
 * Moves the bar a little when its share is unknown.
 */
void sp_progress_row_pulse (SpProgressRow *self);

G_END_DECLS
