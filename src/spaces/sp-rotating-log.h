/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SP_TYPE_ROTATING_LOG (sp_rotating_log_get_type ())

/**
 * SpRotatingLog:
 *
 * A file that lines are appended to. When it is longer than 1 MiB it becomes NAME.1, what was that
 * NAME.2, and a new one is begun; three are kept. Written in a thread; what was appended before the
 * object goes is written still.
 */
G_DECLARE_FINAL_TYPE (SpRotatingLog, sp_rotating_log, SP, ROTATING_LOG, GObject)

/**
 * sp_rotating_log_new:
 * @path: the file; it need not exist
 *
 * Returns: (transfer full): the log
 */
SpRotatingLog *sp_rotating_log_new (const char *path);

/**
 * sp_rotating_log_append:
 * @self: a log
 * @line: a line without its end
 *
 * Nothing is said about what cannot be written.
 */
void sp_rotating_log_append (SpRotatingLog *self,
                             const char    *line);

G_END_DECLS
