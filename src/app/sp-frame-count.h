/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SpFrameCount:
 *
 * The frames that are painted while a job streams, with their gaps. Times are milliseconds of the monotonic clock.
 */
typedef struct {
  double   start;
  double   first; /* when the first value was painted, 0 before it was */
  double   last;
  double   longest;
  guint    frames;
  guint    dropped;
  gboolean expecting; /* a value is in the widgets that is not painted */
} SpFrameCount;

void sp_frame_count_start (SpFrameCount *self,
                           double        now);

/**
 * sp_frame_count_expect_value:
 * @self: a count
 *
 * Tells that the next frame shows a new value.
 */
void sp_frame_count_expect_value (SpFrameCount *self);

/**
 * sp_frame_count_add:
 * @self: a count
 * @now: when a frame was painted
 *
 * Gaps count from the first frame that shows a value: before it the window has nothing to paint.
 */
void sp_frame_count_add (SpFrameCount *self,
                         double        now);

/**
 * sp_frame_count_format:
 * @self: a count
 * @tokens: how many values the job sent
 *
 * Returns: (transfer full): the fields of a `stream-finished` line
 */
char *sp_frame_count_format (const SpFrameCount *self,
                             guint               tokens);

G_END_DECLS
