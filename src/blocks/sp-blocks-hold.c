/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An app that is shown before its server answered: what happens to it waits, and then happens in that order. */
#include "sp-blocks-private.h"

typedef struct {
  JsonNode *data;  /* owned, nullable */
  char     *event; /* owned; NULL: the page was opened */
  int       id;
} HeldEvent;

static void
held_event_free (HeldEvent *held)
{
  g_clear_pointer (&held->data, json_node_unref);
  g_free (held->event);
  g_free (held);
}

gboolean
sp_blocks_keep_event (SpBlocks *self, int component_id, const char *event, JsonNode *data)
{
  HeldEvent *held = NULL;

  if (self->held == NULL)
    return FALSE;

  held = g_new0 (HeldEvent, 1);
  held->id = component_id;
  held->event = g_strdup (event);
  held->data = data != NULL ? json_node_ref (data) : NULL;
  g_ptr_array_add (self->held, held);

  return TRUE;
}

void
sp_blocks_hold (SpBlocks *self)
{
  g_return_if_fail (SP_IS_BLOCKS (self));

  if (self->held == NULL)
    self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) held_event_free);
}

gboolean
sp_blocks_is_held (SpBlocks *self)
{
  g_return_val_if_fail (SP_IS_BLOCKS (self), FALSE);

  return self->held != NULL;
}

void
sp_blocks_release (SpBlocks *self)
{
  g_autoptr (GPtrArray) held = NULL;

  g_return_if_fail (SP_IS_BLOCKS (self));

  held = g_steal_pointer (&self->held);
  for (guint i = 0; held != NULL && i < held->len; i++) {
    const HeldEvent *event = held->pdata[i];

    if (event->event == NULL)
      sp_blocks_load (self);
    else
      sp_blocks_dispatch (self, event->id, event->event, event->data);
  }
}
