/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sp_ts_shift:
 * @data: a whole MPEG transport stream, changed in place; anything else stays as it is
 * @length: bytes in it
 * @start: seconds at which it is to start, after the first one
 *
 * Moves the times in a segment, so that segments made one by one, each of which starts anew, can be
 * played as one.
 *
 * Returns: seconds from the first to the last time in it; negative for what is no such stream
 */
double sp_ts_shift (guint8 *data,
                    gsize   length,
                    double  start);

G_END_DECLS
