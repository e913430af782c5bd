/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-job-private.h"

#include "gradio-error.h"
#include "gradio-json.h"

#include <glib/gi18n-lib.h>

/* What a server says about a job (protocol.md 9). */

static void
handle_estimation (GradioJob  *self,
                   JsonObject *message)
{
  gint64 rank = gradio_json_get_int (message, "rank", -1);
  gint64 size = gradio_json_get_int (message, "queue_size", 0);

  if (self->state > GRADIO_JOB_QUEUED)
    return;

  gradio_job_set_state (self, GRADIO_JOB_QUEUED);
  gradio_job_set_queue_place (self, (int) CLAMP (rank + 1, 0, G_MAXINT),
                              (int) CLAMP (MAX (size, rank + 1), 0, G_MAXINT));
  gradio_job_set_eta (self, gradio_json_get_double (message, "rank_eta", -1));
}

static void
start_processing (GradioJob *self)
{
  gradio_job_set_queue_place (self, 0, 0);
  gradio_job_set_state (self, GRADIO_JOB_PROCESSING);
}

static void
handle_start (GradioJob  *self,
              JsonObject *message)
{
  start_processing (self);
  gradio_job_set_eta (self, gradio_json_get_double (message, "eta", -1));
  gradio_job_input_answered (self);
}

static void
handle_progress (GradioJob  *self,
                 JsonObject *message)
{
  start_processing (self);
  g_ptr_array_unref (self->progress);
  self->progress = gradio_progress_list_from_json (gradio_json_get_array (message, "progress_data"));
  gradio_job_notify_progress (self);
}

void
gradio_job_take_partial (GradioJob *self,
                         JsonArray *data,
                         gboolean   diffs)
{
  g_autoptr (JsonArray) legacy = gradio_job_read_legacy_data (self, data);

  start_processing (self);
  if (legacy != NULL)
    gradio_outputs_take (self->outputs, legacy);
  else if (diffs && !gradio_outputs_is_empty (self->outputs))
    gradio_outputs_apply (self->outputs, data);
  else
    gradio_outputs_take (self->outputs, data);

  gradio_job_set_state (self, GRADIO_JOB_GENERATING);
  gradio_job_outputs_changed (self);
  gradio_job_emit_partial (self);
}

static void
handle_partial (GradioJob  *self,
                JsonObject *message,
                gboolean    diffs)
{
  JsonObject *output = gradio_json_get_object (message, "output");
  JsonArray  *data = gradio_json_get_array (output, "data");

  if (!gradio_json_get_boolean (message, "success", TRUE))
    gradio_job_fail_app (self, output);
  else if (data != NULL)
    gradio_job_take_partial (self, data, diffs);
}

static void
handle_streaming (GradioJob  *self,
                  JsonObject *message)
{
  handle_partial (self, message, FALSE);
  self->listening = TRUE;
  gradio_job_input_answered (self);
}

static void
handle_completed (GradioJob  *self,
                  JsonObject *message)
{
  JsonObject *output = gradio_json_get_object (message, "output");
  JsonArray  *data = gradio_json_get_array (output, "data");

  if (!gradio_json_get_boolean (message, "success", TRUE))
    gradio_job_fail_app (self, output);
  else if (data != NULL)
    gradio_job_complete (self, data);
  else /* success without data is how the server says that the job was cancelled */
    gradio_job_fail (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                _("The job was cancelled.")));
}

void
gradio_job_handle_message (GradioJob  *self,
                           JsonObject *message)
{
  const char *msg = gradio_json_get_string (message, "msg", "");

  g_return_if_fail (GRADIO_IS_JOB (self));

  if (gradio_job_is_final (self))
    return;

  self->n_messages++;
  gradio_job_emit_message (self, message);

  if (g_str_equal (msg, "process_generating"))
    handle_partial (self, message, self->diffs);
  else if (g_str_equal (msg, "progress"))
    handle_progress (self, message);
  else if (g_str_equal (msg, "process_completed"))
    handle_completed (self, message);
  else if (g_str_equal (msg, "estimation"))
    handle_estimation (self, message);
  else if (g_str_equal (msg, "process_starts"))
    handle_start (self, message);
  else if (g_str_equal (msg, "log"))
    gradio_job_add_log (self, gradio_log_new_from_json (message));
  else if (g_str_equal (msg, "process_streaming"))
    handle_streaming (self, message);
  else
    g_debug ("A message of a kind that is not known: %s", msg);
}
