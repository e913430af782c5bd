/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-gate.h"

typedef struct {
  GradioGateFunc func;
  gpointer       user_data;
} Waiter;

struct _GradioGate {
  GQueue waiters; /* of Waiter */
  guint  n_places;
  guint  n_taken;
};

GradioGate *
gradio_gate_new (guint n_places)
{
  GradioGate *self = g_rc_box_new0 (GradioGate);

  g_queue_init (&self->waiters);
  self->n_places = n_places;

  return self;
}

GradioGate *
gradio_gate_ref (GradioGate *self)
{
  return g_rc_box_acquire (self);
}

static void
gate_clear (gpointer data)
{
  g_queue_clear_full (&((GradioGate *) data)->waiters, g_free);
}

void
gradio_gate_unref (GradioGate *self)
{
  g_rc_box_release_full (self, gate_clear);
}

void
gradio_gate_enter (GradioGate    *self,
                   GradioGateFunc func,
                   gpointer       user_data)
{
  Waiter *waiter;

  if (self->n_taken < self->n_places) {
    self->n_taken++;
    func (user_data);
    return;
  }

  waiter = g_new (Waiter, 1);
  waiter->func = func;
  waiter->user_data = user_data;
  g_queue_push_tail (&self->waiters, waiter);
}

gboolean
gradio_gate_give_up (GradioGate *self,
                     gpointer    user_data)
{
  for (GList *link = self->waiters.head; link != NULL; link = link->next) {
    Waiter *waiter = link->data;

    if (waiter->user_data == user_data) {
      g_free (waiter);
      g_queue_delete_link (&self->waiters, link);
      return TRUE;
    }
  }

  return FALSE;
}

void
gradio_gate_leave (GradioGate *self)
{
  g_autofree Waiter *next = g_queue_pop_head (&self->waiters);

  g_return_if_fail (self->n_taken > 0);

  if (next != NULL)
    next->func (next->user_data); /* takes the place over */
  else
    self->n_taken--;
}
