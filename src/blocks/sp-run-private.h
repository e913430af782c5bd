/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-run.h"

G_BEGIN_DECLS

/* What the run loop does with a run. */

/**
 * sp_run_new:
 * @dependency: what is started
 * @trigger_id: id of the component whose event it is, -1 for none
 * @event_data: (nullable): what the event was about
 *
 * Returns: (transfer full): the run
 */
SpRun *sp_run_new (SpDependency *dependency,
                   int           trigger_id,
                   JsonNode     *event_data);

void sp_run_set_data (SpRun *self, JsonArray *data);
void sp_run_set_job (SpRun *self, GradioJob *job);

/* Of scripts, which have no job that could say so; @error nullable. */
void sp_run_end (SpRun *self, const GError *error);

/* For what is done on the way to the job. */
GCancellable *sp_run_get_cancellable (SpRun *self);

G_END_DECLS
