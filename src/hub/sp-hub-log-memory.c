/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-log-memory.h"

#include <string.h>

#define MAX_COMPARISONS 4000000 /* for one connection: a log that repeats itself costs no more time */

struct _SpHubLogMemory {
  GArray  *shown; /* hashes of lines */
  GArray  *now;   /* those of this connection, while they may be the same */
  guint    max;
  guint    start; /* in shown, where the log as it comes now begins */
  guint    n_comparisons;
  gboolean comparing;
  gboolean cut;
};

SpHubLogMemory *
sp_hub_log_memory_new (guint max)
{
  SpHubLogMemory *self = g_new0 (SpHubLogMemory, 1);

  self->max = max;
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->now = g_array_new (FALSE, FALSE, sizeof (guint32));

  return self;
}

void
sp_hub_log_memory_free (SpHubLogMemory *self)
{
  g_array_unref (self->shown);
  g_array_unref (self->now);
  g_free (self);
}

void
sp_hub_log_memory_begin (SpHubLogMemory *self)
{
  g_array_set_size (self->now, 0);
  self->start = 0;
  self->n_comparisons = 0;
  self->comparing = self->shown->len > 0;
}

/* FNV-1a */
static guint32
hash (const char *text,
      gsize       length)
{
  guint32 value = 2166136261u;

  for (gsize i = 0; i < length; i++)
    value = (value ^ (guchar) text[i]) * 16777619u;

  return value;
}

static void
remember (SpHubLogMemory *self,
          guint32         line)
{
  if (self->shown->len == self->max) {
    g_array_remove_range (self->shown, 0, self->max / 2);
    self->cut = TRUE;
  }
  g_array_append_val (self->shown, line);
}

static gboolean
is_same_from (SpHubLogMemory *self,
              guint           start)
{
  for (guint i = 0; i < self->now->len; i++) {
    self->n_comparisons++;
    if (g_array_index (self->shown, guint32, start + i) != g_array_index (self->now, guint32, i))
      return FALSE;
  }

  return TRUE;
}

/* The Hub may have thrown the first lines away: the rest begins later in what was shown. */
static gboolean
move_start (SpHubLogMemory *self)
{
  while (++self->start + self->now->len <= self->shown->len && self->n_comparisons < MAX_COMPARISONS)
    if (is_same_from (self, self->start))
      return TRUE;

  return FALSE;
}

/* What comes now is the whole log, as far as it was shown. */
static void
take_now (SpHubLogMemory *self)
{
  self->comparing = FALSE;
  g_array_set_size (self->shown, 0);
  g_array_append_vals (self->shown, self->now->data, self->now->len);
  self->cut = FALSE;
}

gboolean
sp_hub_log_memory_is_new (SpHubLogMemory *self,
                          const char     *text,
                          gsize           length)
{
  guint32 line = hash (text, length);
  guint   at = self->start + self->now->len;

  if (!self->comparing) {
    remember (self, line);
    return TRUE;
  }

  g_array_append_val (self->now, line);
  if (g_array_index (self->shown, guint32, at) != line && !move_start (self)) {
    take_now (self);
    return TRUE;
  }

  if (self->start + self->now->len == self->shown->len)
    self->comparing = FALSE;

  return FALSE;
}

void
sp_hub_log_memory_settle (SpHubLogMemory *self)
{
  if (self->comparing)
    take_now (self);
}

guint
sp_hub_log_memory_get_n_lines (SpHubLogMemory *self)
{
  return self->shown->len;
}

gboolean
sp_hub_log_memory_is_cut (SpHubLogMemory *self)
{
  return self->cut;
}
