/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_PROCESS (sp_process_get_type ())

/**
 * SpProcess:
 *
 * A program that runs in a process group of its own, without input. It lives on until it ended,
 * whoever holds it; when this program ends before, however it does, the kernel ends it.
 *
 * Signals: `line` (text): it wrote a line (to its output or its errors) that is not blank; `ended`:
 * it is gone, the rest of its group as well, and all it wrote was told. Emitted once.
 */
G_DECLARE_FINAL_TYPE (SpProcess, sp_process, SP, PROCESS, GObject)

/**
 * sp_process_new:
 * @argv: path of the program and its arguments
 * @envp: its whole environment
 * @folder: where it runs
 * @error: return location
 *
 * Starts it. To be called on the main thread.
 *
 * Returns: (transfer full): the process, or %NULL with a #GSpawnError
 */
SpProcess *sp_process_new (const char *const *argv,
                           const char *const *envp,
                           const char        *folder,
                           GError           **error);

/**
 * sp_process_stop:
 * @self: a process
 *
 * Asks the whole group to end, and kills what is left of it three seconds later.
 */
void sp_process_stop (SpProcess *self);

/**
 * sp_process_get_wait_status:
 * @self: a process that ended
 *
 * Returns: its status as waitpid() has it
 */
int sp_process_get_wait_status (SpProcess *self);

/**
 * sp_process_dup_last_lines:
 * @self: a process
 *
 * Returns: (transfer full): the last lines it wrote, at most ten
 */
GStrv sp_process_dup_last_lines (SpProcess *self);

G_END_DECLS
