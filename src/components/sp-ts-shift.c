/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-ts-shift.h"

/* ISO/IEC 13818-1: packets of 188 bytes. Times are numbers of 33 bits that count 90,000 in a second:
 * PCR, the clock, in a field of its own before the payload; PTS and DTS, when to show and when to
 * decode, in the header of a piece of sound or picture (PES) with which a payload may start. */

#define PACKET 188
#define SYNC 0x47
#define TICKS 90000.0
#define ROOM 10.0 /* seconds before all, for times that are a little before the first */
#define TIME_MASK ((G_GUINT64_CONSTANT (1) << 33) - 1)

typedef guint64 (*TimeFunc) (guint64 time, gpointer user_data);

static guint64
read_stamp (const guint8 *p)
{
  return ((guint64) (p[0] & 0x0e) << 29) | ((guint64) p[1] << 22) | ((guint64) (p[2] & 0xfe) << 14) |
         ((guint64) p[3] << 7) | (p[4] >> 1);
}

static void
write_stamp (guint8 *p, guint64 time)
{
  p[0] = (guint8) ((p[0] & 0xf1) | ((time >> 29) & 0x0e));
  p[1] = (guint8) (time >> 22);
  p[2] = (guint8) (((time >> 14) & 0xfe) | 1);
  p[3] = (guint8) (time >> 7);
  p[4] = (guint8) (((time << 1) & 0xfe) | 1);
}

static void
change_stamp (guint8 *p, TimeFunc func, gpointer user_data)
{
  write_stamp (p, func (read_stamp (p), user_data));
}

static void
change_clock (guint8 *p, TimeFunc func, gpointer user_data)
{
  guint64 time = ((guint64) p[0] << 25) | ((guint64) p[1] << 17) | ((guint64) p[2] << 9) |
                 ((guint64) p[3] << 1) | (p[4] >> 7);

  time = func (time, user_data);
  p[0] = (guint8) (time >> 25);
  p[1] = (guint8) (time >> 17);
  p[2] = (guint8) (time >> 9);
  p[3] = (guint8) (time >> 1);
  p[4] = (guint8) ((p[4] & 0x7f) | ((time & 1) << 7));
}

/* Kinds of streams whose header holds no times: maps, padding, other people's. */
static gboolean
has_times (guint8 stream_id)
{
  return stream_id == 0xbd || (stream_id >= 0xc0 && stream_id <= 0xef) || stream_id == 0xfd;
}

/* The times in the header of a PES, @end is where the packet ends. */
static void
walk_pes (guint8 *p, const guint8 *end, TimeFunc func, gpointer user_data)
{
  guint8 flags = 0;

  if (end - p < 14 || p[0] != 0 || p[1] != 0 || p[2] != 1 || !has_times (p[3]))
    return;

  flags = p[7] >> 6;
  if ((flags & 2) != 0)
    change_stamp (p + 9, func, user_data);
  if (flags == 3 && end - p >= 19)
    change_stamp (p + 14, func, user_data);
}

static void
walk_packet (guint8  *packet,
             TimeFunc stamp_func,
             gpointer stamp_data,
             TimeFunc clock_func,
             gpointer clock_data)
{
  guint8 *payload = packet + 4;

  if ((packet[3] & 0x20) != 0) {
    guint8 length = packet[4];

    if (length >= 7 && (packet[5] & 0x10) != 0)
      change_clock (packet + 6, clock_func, clock_data);
    payload += 1 + length;
  }
  if ((packet[3] & 0x10) != 0 && (packet[1] & 0x40) != 0 && payload < packet + PACKET)
    walk_pes (payload, packet + PACKET, stamp_func, stamp_data);
}

typedef struct {
  guint64 first;
  guint64 last;
  guint64 first_clock;
} Range;

/* Times wrap around once in 26 hours; a segment that does starts anew then. */
static guint64
extend_func (guint64 time, gpointer user_data)
{
  Range *range = user_data;

  range->first = MIN (range->first, time);
  range->last = MAX (range->last, time);

  return time;
}

static guint64
extend_clock_func (guint64 time, gpointer user_data)
{
  Range *range = user_data;

  range->first_clock = MIN (range->first_clock, time);

  return time;
}

static guint64
add_func (guint64 time, gpointer user_data)
{
  return (time + *(guint64 *) user_data) & TIME_MASK;
}

double
sp_ts_shift (guint8 *data, gsize length, double start)
{
  Range   range = { .first = G_MAXUINT64, .first_clock = G_MAXUINT64 };
  guint64 goal = (guint64) ((start + ROOM) * TICKS);
  guint64 shift = 0;
  guint64 clock_shift = 0;

  if (length < PACKET || length % PACKET != 0)
    return -1;
  for (gsize i = 0; i < length; i += PACKET) {
    if (data[i] != SYNC)
      return -1;
    walk_packet (data + i, extend_func, &range, extend_clock_func, &range);
  }
  if (range.first == G_MAXUINT64)
    return -1;

  /* Modulo 2^33, so that it may also go back. Muxers let the clock run ahead, by a second and more,
   * which would be a wait at the start of each segment. */
  shift = (goal - range.first) & TIME_MASK;
  clock_shift = (goal - range.first_clock) & TIME_MASK;
  for (gsize i = 0; i < length; i += PACKET)
    walk_packet (data + i, add_func, &shift, add_func, &clock_shift);

  return (double) (range.last - range.first) / TICKS;
}
