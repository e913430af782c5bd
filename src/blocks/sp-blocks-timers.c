/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The `timer` components of an app: an event `tick` every so many seconds while somebody sees the page. What was
 * missed is not caught up on (blocks-runtime.md 11.3). */
#include "sp-blocks-private.h"

/* An app that asks for more gets this, in milliseconds. */
#define SHORTEST 100

typedef struct {
  SpBlocks *blocks; /* not owned: it has the timer */
  SpBlock  *block;  /* owned */
  gulong    handler;
  guint     source; /* 0 while it stands still */
} SpBlockTimer;

void
sp_block_timer_free (gpointer data)
{
  SpBlockTimer *timer = data;

  g_clear_handle_id (&timer->source, g_source_remove);
  g_clear_signal_handler (&timer->handler, timer->block);
  g_clear_object (&timer->block);
  g_free (timer);
}

static gboolean
tick_cb (gpointer user_data)
{
  SpBlockTimer *timer = user_data;

  sp_blocks_dispatch (timer->blocks, sp_block_get_id (timer->block), "tick", NULL);

  return G_SOURCE_CONTINUE;
}

static double
get_seconds (SpBlockTimer *timer)
{
  g_autoptr (JsonNode) value = sp_block_dup_value (timer->block);

  return JSON_NODE_HOLDS_VALUE (value) ? json_node_get_double (value) : 0;
}

static gboolean
is_in_front (SpBlockTimer *timer)
{
  return sp_blocks_is_on_page (timer->blocks, timer->block, timer->blocks->page);
}

static void
start (SpBlockTimer *timer)
{
  double   seconds = get_seconds (timer);
  gboolean active = gradio_json_get_boolean (sp_block_get_props (timer->block), "active", TRUE);

  g_clear_handle_id (&timer->source, g_source_remove);
  if (active && seconds > 0 && timer->blocks->seen && is_in_front (timer))
    timer->source = g_timeout_add ((guint) CLAMP (seconds * 1000, SHORTEST, G_MAXINT), tick_cb, timer);
}

/* Counted anew from a change of what it goes by, and from nothing else. */
static void
update_cb (SpBlock *block, JsonObject *props, SpBlockTimer *timer)
{
  if (json_object_has_member (props, "value") || json_object_has_member (props, "active"))
    start (timer);
}

void
sp_blocks_add_timer (SpBlocks *self, SpBlock *block)
{
  SpBlockTimer *timer = NULL;

  if (!g_str_equal (sp_block_get_type_name (block), "timer"))
    return;

  timer = g_new0 (SpBlockTimer, 1);
  timer->blocks = self;
  timer->block = g_object_ref (block);
  timer->handler = g_signal_connect (block, "update", G_CALLBACK (update_cb), timer);
  g_hash_table_insert (self->timers, GINT_TO_POINTER (sp_block_get_id (block)), timer);
  start (timer);
}

void
sp_blocks_update_timers (SpBlocks *self)
{
  GHashTableIter iter;
  gpointer       timer = NULL;

  g_hash_table_iter_init (&iter, self->timers);
  while (g_hash_table_iter_next (&iter, NULL, &timer))
    start (timer);
}
