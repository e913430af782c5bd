/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-run-later.h"

/* Seconds. The main loop's clock stands still while the computer sleeps, and the time of the day may be set: so late
 * may a run be then. */
#define LONGEST_REST 20

struct _SpRunLater {
  GObject         parent_instance;
  SpAppJob       *job;    /* owned, nullable */
  gint64          moment; /* Unix time */
  guint           timer;
  SpRunLaterClock clock;      /* nullable */
  gpointer        clock_data; /* of its owner */
};

G_DEFINE_FINAL_TYPE (SpRunLater, sp_run_later, G_TYPE_OBJECT)

typedef enum {
  SIGNAL_DUE,
} SpRunLaterSignal;

static guint signals[SIGNAL_DUE + 1];

static void
sp_run_later_dispose (GObject *object)
{
  sp_run_later_drop (SP_RUN_LATER (object));

  G_OBJECT_CLASS (sp_run_later_parent_class)->dispose (object);
}

static void
sp_run_later_class_init (SpRunLaterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_run_later_dispose;

  signals[SIGNAL_DUE] = g_signal_new ("due", SP_TYPE_RUN_LATER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sp_run_later_init (SpRunLater *self)
{
}

SpRunLater *
sp_run_later_new (void)
{
  return g_object_new (SP_TYPE_RUN_LATER, NULL);
}

void
sp_run_later_set_clock (SpRunLater     *self,
                        SpRunLaterClock clock,
                        gpointer        user_data)
{
  g_return_if_fail (SP_IS_RUN_LATER (self));

  self->clock = clock;
  self->clock_data = user_data;
}

gint64
sp_run_later_get_now (SpRunLater *self)
{
  g_return_val_if_fail (SP_IS_RUN_LATER (self), 0);

  return self->clock != NULL ? self->clock (self->clock_data) : g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
rested_cb (gpointer user_data)
{
  SpRunLater *self = user_data;

  self->timer = 0;
  sp_run_later_check (self);

  return G_SOURCE_REMOVE;
}

void
sp_run_later_check (SpRunLater *self)
{
  g_autoptr (SpRunLater) alive = NULL;
  gint64                 rest = 0;

  g_return_if_fail (SP_IS_RUN_LATER (self));

  if (self->job == NULL)
    return;

  alive = g_object_ref (self);
  rest = self->moment - sp_run_later_get_now (self);
  if (rest <= 0)
    g_signal_emit (self, signals[SIGNAL_DUE], 0);
  if (self->job == NULL)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (rest > 0 ? (guint) MIN (rest, LONGEST_REST) : LONGEST_REST, rested_cb, self);
}

void
sp_run_later_keep (SpRunLater *self,
                   SpAppJob   *job,
                   gint64      moment)
{
  g_return_if_fail (SP_IS_RUN_LATER (self));
  g_return_if_fail (SP_IS_APP_JOB (job));

  g_set_object (&self->job, job);
  self->moment = moment;
  sp_run_later_check (self);
}

void
sp_run_later_drop (SpRunLater *self)
{
  g_return_if_fail (SP_IS_RUN_LATER (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->job);
  self->moment = 0;
}

SpAppJob *
sp_run_later_get_job (SpRunLater *self)
{
  g_return_val_if_fail (SP_IS_RUN_LATER (self), NULL);

  return self->job;
}

gint64
sp_run_later_get_moment (SpRunLater *self)
{
  g_return_val_if_fail (SP_IS_RUN_LATER (self), 0);

  return self->moment;
}
