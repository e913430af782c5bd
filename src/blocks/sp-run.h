/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-dependency.h"

G_BEGIN_DECLS

#define SP_TYPE_RUN (sp_run_get_type ())

/**
 * SpRun:
 *
 * One start of what an app does: a dependency, what it was given, and the job that it became on the
 * server, if it is more than a script.
 *
 * Property: `job` (#GradioJob, nullable, notified): the job, once it was sent.
 *
 * Property: `final` (boolean, notified): it has ended, in whatever way.
 */
G_DECLARE_FINAL_TYPE (SpRun, sp_run, SP, RUN, GObject)

SpDependency *sp_run_get_dependency (SpRun *self);

/**
 * sp_run_get_job:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): its job; %NULL for a script, and before it was sent
 */
GradioJob *sp_run_get_job (SpRun *self);

/**
 * sp_run_get_trigger_id:
 * @self: a run
 *
 * Returns: id of the component whose event began it or the chain it is part of, -1 for none
 */
int sp_run_get_trigger_id (SpRun *self);

/**
 * sp_run_is_pressed:
 * @self: a run
 *
 * Returns: whether it is what its trigger does when it is pressed, and not what follows from that or
 *   happens by itself
 */
gboolean sp_run_is_pressed (SpRun *self);

/**
 * sp_run_get_data:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): one value per input as they were sent, or given to a script
 */
JsonArray *sp_run_get_data (SpRun *self);

/**
 * sp_run_get_event_data:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): what the event was about
 */
JsonNode *sp_run_get_event_data (SpRun *self);

gboolean sp_run_get_final (SpRun *self);

/**
 * sp_run_get_error:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): why it failed or was cancelled
 */
const GError *sp_run_get_error (SpRun *self);

/**
 * sp_run_cancel:
 * @self: a run
 *
 * Ends it, on the server too. Does nothing for a final one.
 */
void sp_run_cancel (SpRun *self);

G_END_DECLS
