/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-frame-count.h"

#include <math.h>

#define FRAME_MS 16.667

void
sp_frame_count_start (SpFrameCount *self,
                      double        now)
{
  *self = (SpFrameCount){ .start = now, .last = now };
}

void
sp_frame_count_expect_value (SpFrameCount *self)
{
  self->expecting = TRUE;
}

void
sp_frame_count_add (SpFrameCount *self,
                    double        now)
{
  double gap = now - self->last;

  if (self->first > 0) {
    double lost = round (gap / FRAME_MS) - 1;

    self->longest = MAX (self->longest, gap);
    self->dropped += lost > 0 ? (guint) lost : 0;
  }
  if (self->expecting && !(self->first > 0))
    self->first = now;
  if (self->first > 0)
    self->frames++;
  self->expecting = FALSE;
  self->last = now;
}

char *
sp_frame_count_format (const SpFrameCount *self,
                       guint               tokens)
{
  return g_strdup_printf ("tokens=%u wall_ms=%.1f first_ms=%.1f frames=%u dropped=%u longest_ms=%.1f", tokens,
                          self->last - self->start, self->first - self->start, self->frames, self->dropped,
                          self->longest);
}
