/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-supervisor.h"

G_BEGIN_DECLS

/**
 * SpRunFailure:
 * @title: of the Space
 * @end: how it ended
 * @was_running: whether its app answered before that
 * @status: its exit status, -1 for none
 * @signal: that ended it, 0 for none
 * @network: whether it was allowed to use the network
 * @gpu: whether it was allowed to use GPUs
 * @memory_limit: in bytes
 * @disk_limit: in bytes
 * @process_limit: a number
 * @start_timeout: in seconds
 * @lines: its last lines
 *
 * How a Space ended that was not asked to.
 */
typedef struct {
  const char        *title;
  SpSupervisorEnd    end;
  gboolean           was_running;
  int                status;
  int                signal;
  gboolean           network;
  gboolean           gpu;
  guint64            memory_limit;
  guint64            disk_limit;
  guint              process_limit;
  guint              start_timeout;
  const char *const *lines;
} SpRunFailure;

/**
 * sp_run_failure_make_error:
 * @failure: what happened
 *
 * Returns: (transfer full): an error that says it in a sentence, where the last lines tell what to
 *   do with another, and then has these lines: %G_IO_ERROR_TIMED_OUT when it did not answer,
 *   %G_IO_ERROR_NO_SPACE when it used more than it may, else %G_IO_ERROR_FAILED
 */
GError *sp_run_failure_make_error (const SpRunFailure *failure);

G_END_DECLS
