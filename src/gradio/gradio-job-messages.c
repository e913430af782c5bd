/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-job-private.h"

#include "gradio-error.h"
#include "gradio-json.h"

#include <glib/gi18n-lib.h>

/* What a server says about a job (protocol.md 9). */

static void
handle_estimation (GradioJob           *self,
                   const GradioMessage *message)
{
  gint64 position = CLAMP (message->rank, -1, G_MAXINT - 1) + 1;

  if (self->state > GRADIO_JOB_QUEUED)
    return;

  gradio_job_set_state (self, GRADIO_JOB_QUEUED);
  gradio_job_set_queue_place (self, (int) position, (int) CLAMP (message->queue_size, position, G_MAXINT));
  gradio_job_set_eta (self, message->eta);
}

static void
start_processing (GradioJob *self)
{
  gradio_job_set_queue_place (self, 0, 0);
  gradio_job_set_state (self, GRADIO_JOB_PROCESSING);
}

static void
handle_start (GradioJob           *self,
              const GradioMessage *message)
{
  start_processing (self);
  self->input_time = g_get_monotonic_time ();
  gradio_job_set_eta (self, message->eta);
  gradio_job_input_answered (self);
}

static void
handle_progress (GradioJob           *self,
                 const GradioMessage *message)
{
  g_autoptr (JsonArray) progress = gradio_message_get_progress (message);

  start_processing (self);
  g_ptr_array_unref (self->progress);
  self->progress = gradio_progress_list_from_json (progress);
  gradio_job_notify_progress (self);
}

static void
handle_log (GradioJob           *self,
            const GradioMessage *message)
{
  g_autoptr (JsonObject) object = gradio_message_get_object (message);

  gradio_job_add_log (self, gradio_log_new_from_json (object));
}

static void
give_partial (GradioJob *self)
{
  gradio_job_set_state (self, GRADIO_JOB_GENERATING);
  gradio_job_outputs_changed (self);
  gradio_job_emit_partial (self);
}

void
gradio_job_take_partial (GradioJob *self,
                         JsonArray *data)
{
  start_processing (self);
  gradio_outputs_take (self->outputs, data);
  give_partial (self);
}

/* Whether there was something to take. */
static gboolean
read_outputs (GradioJob           *self,
              const GradioMessage *message,
              gboolean             diffs)
{
  g_autoptr (JsonObject) output = NULL;
  g_autoptr (JsonArray)  legacy = NULL;

  if (message->data.text == NULL)
    return FALSE;

  if (gradio_job_is_legacy (self)) {
    output = gradio_message_get_output (message);
    legacy = gradio_job_read_legacy_data (self, gradio_json_get_array (output, "data"));
    gradio_outputs_take (self->outputs, legacy);
  } else {
    gradio_outputs_read (self->outputs, message, diffs);
  }

  return TRUE;
}

static void
handle_failure (GradioJob           *self,
                const GradioMessage *message)
{
  g_autoptr (JsonObject) output = gradio_message_get_output (message);

  gradio_job_fail_app (self, output);
}

static void
handle_partial (GradioJob           *self,
                const GradioMessage *message,
                gboolean             diffs)
{
  g_autoptr (JsonArray) changed_states = NULL;

  if (!message->success) {
    handle_failure (self, message);
    return;
  }

  start_processing (self);
  if (!read_outputs (self, message, diffs))
    return;

  changed_states = gradio_message_get_changed_states (message);
  gradio_job_set_changed_states (self, changed_states);
  give_partial (self);
}

static void
handle_streaming (GradioJob           *self,
                  const GradioMessage *message)
{
  handle_partial (self, message, FALSE);
  self->listening = TRUE;
  gradio_job_input_answered (self);
}

static void
complete (GradioJob           *self,
          const GradioMessage *message)
{
  g_autoptr (JsonArray)  changed_states = gradio_message_get_changed_states (message);
  g_autoptr (JsonObject) render_config = gradio_message_get_render_config (message);

  gradio_job_set_changed_states (self, changed_states);
  gradio_job_set_cache (self, message->cache_use, message->cache_duration, message->usual_duration);
  gradio_job_set_render_config (self, render_config);
  gradio_job_complete (self);
}

static void
handle_completed (GradioJob           *self,
                  const GradioMessage *message)
{
  if (!message->success)
    handle_failure (self, message);
  else if (read_outputs (self, message, FALSE))
    complete (self, message);
  else /* success without data is how the server says that the job was cancelled */
    gradio_job_fail (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                _("The job was cancelled.")));
}

static void
show_message (GradioJob           *self,
              const GradioMessage *message)
{
  g_autoptr (JsonObject) object = NULL;

  if (!gradio_job_has_message_handler (self))
    return;

  object = gradio_message_get_object (message);
  gradio_job_emit_message (self, object);
}

void
gradio_job_handle_message (GradioJob           *self,
                           const GradioMessage *message)
{
  g_return_if_fail (GRADIO_IS_JOB (self));

  if (gradio_job_is_final (self))
    return;

  self->n_messages++;
  show_message (self, message);

  switch (message->kind) {
  case GRADIO_MESSAGE_PROCESS_GENERATING:
    handle_partial (self, message, self->diffs);
    break;
  case GRADIO_MESSAGE_PROGRESS:
    handle_progress (self, message);
    break;
  case GRADIO_MESSAGE_PROCESS_COMPLETED:
    handle_completed (self, message);
    break;
  case GRADIO_MESSAGE_ESTIMATION:
    handle_estimation (self, message);
    break;
  case GRADIO_MESSAGE_PROCESS_STARTS:
    handle_start (self, message);
    break;
  case GRADIO_MESSAGE_LOG:
    handle_log (self, message);
    break;
  case GRADIO_MESSAGE_PROCESS_STREAMING:
    handle_streaming (self, message);
    break;
  default:
    g_debug ("A message of a kind that a job has no use for");
    break;
  }
}
