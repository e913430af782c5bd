/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-log-style.h"

G_BEGIN_DECLS

/**
 * SpLogRun:
 * @length: how many bytes of the text it is
 * @style: how they look
 */
typedef struct {
  gsize      length;
  SpLogStyle style;
} SpLogRun;

/**
 * SpLogLine:
 * @text: the line without its end, valid UTF-8 without control characters but tabs
 * @runs: (element-type SpLogRun): how it looks from its start to its end
 */
typedef struct {
  GString *text;
  GArray  *runs;
} SpLogLine;

void sp_log_line_free (SpLogLine *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpLogLine, sp_log_line_free)

/**
 * SpLogText:
 *
 * Makes lines of what a program writes to a terminal. It is a stranger's: bytes that are no UTF-8, sequences that are
 * cut, have no end or do more than colour a line, and lines without end, all do no harm.
 *
 * What moves within a line (a carriage return, backspaces, erasing) works as in a terminal, so that a bar of progress is
 * one line; what moves to other lines does nothing.
 */
typedef struct _SpLogText SpLogText;

/**
 * sp_log_text_new:
 * @max_lines: how many whole lines wait to be taken; the oldest of more are dropped
 *
 * Returns: (transfer full): a text without lines
 */
SpLogText *sp_log_text_new (guint max_lines);
void       sp_log_text_free (SpLogText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpLogText, sp_log_text_free)

/**
 * sp_log_text_feed:
 * @self: a text
 * @bytes: what was written; it may be cut anywhere
 * @length: number of bytes
 */
void sp_log_text_feed (SpLogText  *self,
                       const char *bytes,
                       gsize       length);

/**
 * sp_log_text_take_line:
 * @self: a text
 *
 * Returns: (transfer full) (nullable): the oldest whole line that was not taken yet
 */
SpLogLine *sp_log_text_take_line (SpLogText *self);

/**
 * sp_log_text_dup_last_line:
 * @self: a text
 *
 * Returns: (transfer full): the line that has no end yet, which may be empty
 */
SpLogLine *sp_log_text_dup_last_line (SpLogText *self);

G_END_DECLS
