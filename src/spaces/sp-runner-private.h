/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-gpu-usage.h"
#include "sp-rotating-log.h"
#include "sp-run-folder.h"
#include "sp-runner.h"
#include "sp-supervisor.h"

G_BEGIN_DECLS

struct _SpRunner {
  GObject           parent_instance;
  SpSpace          *space;
  SpRunnerState     state;
  GError           *error;
  char             *warning;
  char             *uri;
  GQueue            lines;       /* owned, the last ones */
  GCancellable     *cancellable; /* of one start */
  GStrv             environment; /* of one start, NULL until it is put together */
  SpRunFolder      *folder;      /* NULL unless it is held */
  SpRotatingLog    *log;
  SpSupervisor     *supervisor;
  GQueue            crashes;  /* owned gint64, monotonic times */
  guint             timer_id; /* of the next try */
  gint64            give_up;  /* when to stop waiting for the folder */
  SpSupervisorUsage usage;
  SpGpuUsage       *gpu_usage;   /* NULL: nothing is known */
  GCancellable     *gpu_reading; /* NULL unless that is being read */
  guint             gpu_waits;   /* how many times in a row it was still being read */

  GStrv    variables;
  GStrv    secrets;
  gboolean network;
  gboolean gpu;
  char    *gpu_folder;
  guint64  memory_limit;
  guint64  disk_limit;
  guint    process_limit;
  guint    start_timeout;
  guint    idle_timeout;
  guint    restart_delay;
};

/* sp-runner-run.c: the way from one state to the next. */
void sp_runner_run_begin (SpRunner *self);
void sp_runner_run_end (SpRunner *self);

/* sp-runner.c */
void sp_runner_set_state (SpRunner     *self,
                          SpRunnerState state);
void sp_runner_set_usage (SpRunner                *self,
                          const SpSupervisorUsage *usage);

/* Takes the numbers, NULL: nothing is known. */
void sp_runner_take_gpu_usage (SpRunner   *self,
                               SpGpuUsage *usage);

/* Tells a line to all who want to know. */
void sp_runner_tell_line (SpRunner   *self,
                          const char *line);

G_END_DECLS
