/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-space-wait.h"

#include "gradio-delay.h"
#include "gradio-error.h"
#include "gradio-space-state-private.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GradioAddress    *address;
  GradioSpaceState *state; /* the last that was heard */
  gint64            start; /* monotonic, 0 before there is anything to wait for */
  guint             polls;
  gboolean          woken;
} Wait;

static void
wait_free (Wait *self)
{
  g_clear_pointer (&self->address, gradio_address_free);
  g_clear_object (&self->state);
  g_free (self);
}

static gboolean ask (gpointer user_data);

static guint
get_elapsed (Wait *self)
{
  return self->start > 0 ? (g_get_monotonic_time () - self->start) / G_USEC_PER_SEC : 0;
}

/* Every second at first, later more seldom: who waits for minutes does not mind five seconds. */
static guint
get_pause (Wait *self)
{
  return self->polls < 10 ? 1 : self->polls < 25 ? 2
                                                 : 5;
}

static void
fail (GTask      *task,
      Wait       *self,
      const char *advice)
{
  g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_NOT_RUNNING, "%s %s",
                           gradio_space_state_get_message (self->state), advice);
  g_object_unref (task);
}

/* Takes the task. */
static void
pause_then_ask (GTask *task)
{
  Wait             *self = g_task_get_task_data (task);
  GradioConnection *connection = g_task_get_source_object (task);

  self->polls++;
  gradio_delay (task, gradio_connection_scale_time (connection, get_pause (self) * 1000), ask);
}

/* Whatever the Space’s host answers to the visit: the Hub will tell what became of it. */
static void
visited_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask             *task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = gradio_connection_fetch_finish (GRADIO_CONNECTION (source), result, &error);

  if (page == NULL)
    g_debug ("The visit that wakes a Space: %s", error->message);

  pause_then_ask (task);
}

static void
wake (GTask *task)
{
  Wait                   *self = g_task_get_task_data (task);
  GradioConnection       *connection = g_task_get_source_object (task);
  const char             *host = gradio_space_state_get_host (self->state);
  g_autofree char        *uri = g_strconcat (host != NULL ? host : "", "/", NULL);
  g_autoptr (SoupMessage) message = NULL;

  self->woken = TRUE;
  gradio_credentials_set_app (gradio_connection_get_credentials (connection), uri, TRUE);
  message = gradio_connection_new_message (connection, SOUP_METHOD_GET, uri);
  if (message == NULL) { /* the Hub did not say where it is */
    pause_then_ask (task);
    return;
  }

  gradio_connection_fetch_async (connection, message, GRADIO_PATIENCE_CONNECT, g_task_get_cancellable (task),
                                 visited_cb, task);
}

/* Takes the task, for a Space that does not run yet. */
static void
go_on (GTask *task)
{
  Wait                        *self = g_task_get_task_data (task);
  GradioConnection            *connection = g_task_get_source_object (task);
  g_autoptr (GradioSpaceState) progress = NULL;

  if (!gradio_connection_get_wait (connection)) {
    fail (task, self, _("Try again in a minute, or wait for it."));
    return;
  }

  if (self->start == 0)
    self->start = g_get_monotonic_time ();
  if (get_elapsed (self) >= gradio_space_state_get_timeout (self->state)) {
    fail (task, self, _("It took too long to start. Try again later."));
    return;
  }

  progress = gradio_space_state_new_waiting (self->state, get_elapsed (self));
  gradio_connection_report_space (connection, progress);

  if (gradio_space_state_is_asleep (self->state) && !self->woken)
    wake (task);
  else
    pause_then_ask (task);
}

/* While it is waited for, a hiccup of the network is none of the Space's. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE) ||
         g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOST) ||
         g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_BUSY) ||
         g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_SERVER);
}

static gboolean
is_of_another_kind (GradioSpaceState *state)
{
  const char *sdk = gradio_space_state_get_sdk (state);

  return sdk != NULL && !g_str_equal (sdk, "gradio");
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask)            task = user_data;
  Wait                        *self = g_task_get_task_data (task);
  GError                      *error = NULL;
  g_autoptr (GradioSpaceState) state = gradio_hub_ask_finish (GRADIO_CONNECTION (source), result, &error);

  if (state == NULL && self->state != NULL && is_passing (error)) {
    g_error_free (error);
    go_on (g_steal_pointer (&task));
    return;
  }

  if (state != NULL && (is_of_another_kind (state) || !gradio_connection_get_wait (GRADIO_CONNECTION (source))))
    gradio_connection_report_space (GRADIO_CONNECTION (source), state);

  if (state == NULL || !gradio_space_state_check (state, &error)) {
    g_task_return_error (task, error);
    return;
  }

  g_set_object (&self->state, state);
  if (gradio_space_state_is_waited_for (state)) {
    go_on (g_steal_pointer (&task));
    return;
  }

  if (self->start > 0) {
    g_autoptr (GradioSpaceState) progress = gradio_space_state_new_waiting (state, get_elapsed (self));

    gradio_connection_report_space (GRADIO_CONNECTION (source), progress);
  }
  g_task_return_pointer (task, g_steal_pointer (&state), g_object_unref);
}

/* Takes the task. */
static gboolean
ask (gpointer user_data)
{
  GTask *task = user_data;
  Wait  *self = g_task_get_task_data (task);

  gradio_hub_ask_async (g_task_get_source_object (task), self->address, g_task_get_cancellable (task), asked_cb,
                        task);

  return G_SOURCE_REMOVE;
}

void
gradio_space_wait_async (GradioConnection    *connection,
                         const GradioAddress *address,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (connection, cancellable);
  GTask                   *task = g_task_new (connection, linked, callback, user_data);
  Wait                    *self = g_new0 (Wait, 1);

  g_task_set_source_tag (task, gradio_space_wait_async);
  self->address = gradio_address_copy (address);
  g_task_set_task_data (task, self, (GDestroyNotify) wait_free);
  ask (task);
}

GradioSpaceState *
gradio_space_wait_finish (GradioConnection *connection,
                          GAsyncResult     *result,
                          GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
