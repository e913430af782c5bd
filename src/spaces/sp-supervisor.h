/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-sandbox.h"

G_BEGIN_DECLS

/**
 * SpSupervisorEnd:
 * @SP_SUPERVISOR_END_STOPPED: it was asked to
 * @SP_SUPERVISOR_END_CRASHED: the app ended by itself
 * @SP_SUPERVISOR_END_MEMORY: it used more memory than it may
 * @SP_SUPERVISOR_END_PROCESSES: it started more processes than it may
 * @SP_SUPERVISOR_END_DISK: it wrote more than it may
 * @SP_SUPERVISOR_END_TIMEOUT: its app did not answer in time
 * @SP_SUPERVISOR_END_LOST: the sandbox ended without a word, or said nothing for too long
 */
typedef enum {
  SP_SUPERVISOR_END_STOPPED,
  SP_SUPERVISOR_END_CRASHED,
  SP_SUPERVISOR_END_MEMORY,
  SP_SUPERVISOR_END_PROCESSES,
  SP_SUPERVISOR_END_DISK,
  SP_SUPERVISOR_END_TIMEOUT,
  SP_SUPERVISOR_END_LOST,
} SpSupervisorEnd;

#define SP_TYPE_SUPERVISOR_END (sp_supervisor_end_get_type ())
GType sp_supervisor_end_get_type (void);

/**
 * SpSupervisorUsage:
 * @memory: bytes, of all processes and of files that are kept in memory
 * @cpu: percent of one processor since the last time
 * @processes: how many there are
 * @disk: bytes written to its home and for temporary files
 * @connections: that are open now
 * @idle: seconds since the last connection was open, 0 while one is
 */
typedef struct {
  guint64 memory;
  double  cpu;
  guint   processes;
  guint64 disk;
  guint   connections;
  double  idle;
} SpSupervisorUsage;

#define SP_TYPE_SUPERVISOR (sp_supervisor_get_type ())

/**
 * SpSupervisor:
 *
 * One run of a Space in its sandbox: what space-supervisor.py tells, as signals. All of it is
 * bounded and checked, for the Space is a stranger's.
 *
 * Signals: `line` (text): a line of the app's output, valid UTF-8 and not blank; `ready` (mount,
 * version): the app answers below this path ("" or "/app"), its Gradio has this version (nullable);
 * `usage` (#SpSupervisorUsage pointer): every two seconds; `ended` (#SpSupervisorEnd): all of it is
 * gone, emitted once.
 */
G_DECLARE_FINAL_TYPE (SpSupervisor, sp_supervisor, SP, SUPERVISOR, GObject)

/**
 * sp_supervisor_new:
 * @sandbox: where to run it; belongs to this run from then on
 *
 * Returns: (transfer full): a supervisor that has not been started
 */
SpSupervisor *sp_supervisor_new (SpSandbox *sandbox);

SpSandbox *sp_supervisor_get_sandbox (SpSupervisor *self);

/**
 * sp_supervisor_start_async:
 * @self: a supervisor
 * @listener: a socket that listens; whoever connects to it reaches the app
 * @cancellable: (nullable): gives up starting
 * @callback: called when it was started
 * @user_data: for @callback
 *
 * Starts the sandbox. It lives until it ended; to be let go of after sp_supervisor_stop().
 */
void     sp_supervisor_start_async (SpSupervisor       *self,
                                    GSocket            *listener,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean sp_supervisor_start_finish (SpSupervisor *self,
                                     GAsyncResult *result,
                                     GError      **error);

/**
 * sp_supervisor_stop:
 * @self: a supervisor
 *
 * Asks the app to end; what is left three seconds later is killed, and the sandbox itself when even
 * that gave no sign.
 */
void sp_supervisor_stop (SpSupervisor *self);

/**
 * sp_supervisor_get_status:
 * @self: a supervisor
 * @signal: (out): the signal that ended the app, 0 when it ended itself
 *
 * Returns: the exit status of the app, -1 when it has none
 */
int sp_supervisor_get_status (SpSupervisor *self,
                              int          *signal);

/**
 * sp_supervisor_dup_last_lines:
 * @self: a supervisor
 *
 * Returns: (transfer full): the last lines of the app and of the sandbox, at most ten
 */
GStrv sp_supervisor_dup_last_lines (SpSupervisor *self);

G_END_DECLS
