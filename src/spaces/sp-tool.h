/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SpToolLineFunc:
 * @line: a line of output, or what is being done
 * @user_data: data of the call
 */
typedef void (*SpToolLineFunc) (const char *line,
                                gpointer    user_data);

/**
 * sp_tool_run_async:
 * @argv: path of a program and its arguments
 * @envp: its whole environment, see sp_tool_make_environment()
 * @folder: where it runs
 * @func: (nullable): told each line it writes, until it is done or cancelled
 * @func_data: for @func
 * @cancellable: (nullable): ends it and all it started
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Runs a tool (Python, pip, uv, git) to its end.
 */
void sp_tool_run_async (const char *const  *argv,
                        const char *const  *envp,
                        const char         *folder,
                        SpToolLineFunc      func,
                        gpointer            func_data,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data);

/**
 * sp_tool_run_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: whether it ended well; else the message of %G_IO_ERROR_FAILED is the line of its output
 *   that says why (sp_tool_reason_take_line()), not translated
 */
gboolean sp_tool_run_finish (GAsyncResult *result,
                             GError      **error);

/**
 * sp_tool_make_environment:
 *
 * Returns: (transfer full): the user's environment, for it may name the index, a proxy or
 *   certificates, without what would lead a tool to another Python, and quiet
 */
GStrv sp_tool_make_environment (void);

/**
 * sp_tool_find_python:
 * @error: return location
 *
 * Returns: (transfer full): path of the Python that makes environments: $SPACEPORT_PYTHON, else the
 *   first python3; %NULL with %G_IO_ERROR_NOT_FOUND
 */
char *sp_tool_find_python (GError **error);

G_END_DECLS
