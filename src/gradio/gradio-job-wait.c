/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-job-private.h"

#include "gradio-json.h"

/* Those who wait for a job's end, or for its next outputs. */

static void
answer_waiter (GradioJob *self,
               GTask     *task)
{
  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    g_task_return_pointer (task, gradio_job_dup_returns (self), (GDestroyNotify) json_array_unref);
}

static JsonArray *
dup_snapshot (GradioJob *self)
{
  g_autoptr (JsonArray) returns = gradio_job_dup_returns (self);

  return returns != NULL ? gradio_outputs_copy_json (returns) : json_array_new ();
}

/* Gives the next outputs, or says that there are none any more. Whether it could do either. */
static gboolean
answer_taker (GradioJob *self,
              GTask     *task)
{
  if (self->history != NULL && self->n_taken < self->history->len) {
    g_task_return_pointer (task, json_array_ref (self->history->pdata[self->n_taken++]),
                           (GDestroyNotify) json_array_unref);
  } else if (self->history == NULL && self->n_taken < self->n_outputs) {
    self->n_taken = self->n_outputs;
    g_task_return_pointer (task, dup_snapshot (self), (GDestroyNotify) json_array_unref);
  } else if (!gradio_job_is_final (self)) {
    return FALSE;
  } else if (self->error != NULL) {
    g_task_return_error (task, g_error_copy (self->error));
  } else {
    g_task_return_pointer (task, NULL, NULL);
  }

  return TRUE;
}

static void
answer_takers (GradioJob *self)
{
  while (self->takers->len > 0 && answer_taker (self, self->takers->pdata[0]))
    g_ptr_array_remove_index (self->takers, 0);
}

/* The last partial outputs usually come again as the result, which is no change. */
static gboolean
is_repeated (GradioJob *self,
             JsonArray *outputs)
{
  g_autoptr (JsonNode) a = json_node_init_array (json_node_alloc (), outputs);
  g_autoptr (JsonNode) b = NULL;

  if (self->history->len == 0)
    return FALSE;

  b = json_node_init_array (json_node_alloc (), self->history->pdata[self->history->len - 1]);

  return gradio_json_equal (a, b);
}

void
gradio_job_outputs_changed (GradioJob *self)
{
  self->n_outputs++;

  if (self->history != NULL) {
    g_autoptr (JsonArray) outputs = dup_snapshot (self);

    if (!is_repeated (self, outputs))
      g_ptr_array_add (self->history, g_steal_pointer (&outputs));
  }

  answer_takers (self);
}

void
gradio_job_answer_waiters (GradioJob *self)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);

  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiters->len; i++)
    answer_waiter (self, waiters->pdata[i]);

  answer_takers (self);
}

static void
waiter_cancelled_cb (GCancellable *cancellable,
                     GTask        *task)
{
  GradioJob *self = g_task_get_source_object (task);
  GPtrArray *lists[] = { self->waiters, self->takers };
  guint      index;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    if (g_ptr_array_find (lists[i], task, &index)) {
      g_task_return_error_if_cancelled (task);
      g_ptr_array_remove_index (lists[i], index);
      return;
    }
  }
}

/* Takes the task. */
static void
keep_waiting (GPtrArray *list,
              GTask     *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (waiter_cancelled_cb), task, 0);
  g_ptr_array_add (list, task);
}

void
gradio_job_wait_async (GradioJob          *self,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GRADIO_IS_JOB (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_job_wait_async);

  if (gradio_job_is_final (self))
    answer_waiter (self, task);
  else if (!g_task_return_error_if_cancelled (task))
    keep_waiting (self->waiters, g_steal_pointer (&task));
}

JsonArray *
gradio_job_wait_finish (GradioJob    *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gradio_job_next_async (GradioJob          *self,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GRADIO_IS_JOB (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_job_next_async);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->takers->len > 0 || !answer_taker (self, task))
    keep_waiting (self->takers, g_steal_pointer (&task));
}

JsonArray *
gradio_job_next_finish (GradioJob    *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gradio_job_keep_history (GradioJob *self)
{
  g_return_if_fail (GRADIO_IS_JOB (self));

  if (self->history == NULL)
    self->history = g_ptr_array_new_with_free_func ((GDestroyNotify) json_array_unref);
}

GPtrArray *
gradio_job_get_history (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), NULL);

  return self->history;
}
