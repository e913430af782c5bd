/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-care-space.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_CARE_STEP (sp_care_step_get_type ())

/**
 * SpCareStep:
 *
 * Something that the user wants to do with a Space: asks first where that costs or cannot be taken back, does it, and
 * says how it went.
 *
 * Signal `ended` (boolean): whether it was done.
 */
G_DECLARE_FINAL_TYPE (SpCareStep, sp_care_step, SP, CARE_STEP, GObject)

/**
 * sp_care_step_new:
 * @space: the Space
 * @care: what to do
 * @done: (nullable): what is said when it was done
 * @failed: heading of what is said when it was not
 *
 * Returns: (transfer full): a step that waits for sp_care_step_run()
 */
SpCareStep *sp_care_step_new (SpCareSpace     *space,
                              const SpHubCare *care,
                              const char      *done,
                              const char      *failed);

/**
 * sp_care_step_set_question:
 * @self: a step
 * @heading: the question
 * @body: what has to be known before it is answered
 * @answer: label of the button that means yes
 */
void sp_care_step_set_question (SpCareStep *self,
                                const char *heading,
                                const char *body,
                                const char *answer);

/* What takes it back; offered where it was done. */
void sp_care_step_set_undo (SpCareStep *self,
                            SpCareStep *undo);

/**
 * sp_care_step_run:
 * @self: a step
 * @widget: where it was asked for
 *
 * Goes on by itself, until the signal.
 */
void sp_care_step_run (SpCareStep *self,
                       GtkWidget  *widget);

G_END_DECLS
