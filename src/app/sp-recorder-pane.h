/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sp-recorder.h"

G_BEGIN_DECLS

#define SP_TYPE_RECORDER_PANE (sp_recorder_pane_get_type ())

/**
 * SpRecorderPane:
 *
 * The program that the calls of a recorder make, as they come: to be copied, saved, run again.
 */
G_DECLARE_FINAL_TYPE (SpRecorderPane, sp_recorder_pane, SP, RECORDER_PANE, AdwBin)

/**
 * sp_recorder_pane_set_recorder:
 * @self: a pane
 * @recorder: what it shows; once
 */
void sp_recorder_pane_set_recorder (SpRecorderPane *self,
                                    SpRecorder     *recorder);

G_END_DECLS
