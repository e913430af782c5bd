/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-blocks.h"

G_BEGIN_DECLS

/**
 * sp_run_words_name:
 * @blocks: an app
 * @run: one of its runs
 *
 * Returns: (transfer full): what people know it by: the caption of the button that started it, else
 *   the name of its function
 */
char *sp_run_words_name (SpBlocks *blocks,
                         SpRun    *run);

/**
 * sp_run_words_outcome:
 * @run: a run that has ended
 *
 * Returns: (transfer full): “Done · 2.1 s”, “Stopped · 0.4 s”, “Failed: No luck”
 */
char *sp_run_words_outcome (SpRun *run);

/**
 * sp_run_words_job_outcome:
 * @job: a job that has ended
 *
 * Returns: (transfer full): the same for a job that is no run of a page
 */
char *sp_run_words_job_outcome (GradioJob *job);

G_END_DECLS
