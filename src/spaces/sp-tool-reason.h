/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a tool that installs packages said of why it failed, found in its output line by line. */
typedef struct {
  char *error;    /* its own sentence */
  char *cause;    /* the first reason it gives for that */
  char *last;     /* the last reason */
  char *compiler; /* what a compiler or a build script said */
  char *line;     /* the last line of all */
} SpToolReason;

/**
 * sp_tool_reason_take_line:
 * @self: zero at first
 * @line: a line of output
 *
 * uv writes `error: …` and below it, indented, `cause: …`, the last being the root of it; what the
 * build of a package wrote is quoted between. pip writes `ERROR: …`. Others end with the reason.
 */
void sp_tool_reason_take_line (SpToolReason *self,
                               const char   *line);

/**
 * sp_tool_reason_dup_sentence:
 * @self: what was found
 *
 * Returns: (transfer full): one line that says why
 */
char *sp_tool_reason_dup_sentence (SpToolReason *self);

void sp_tool_reason_clear (SpToolReason *self);

G_END_DECLS
