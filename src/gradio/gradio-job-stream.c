/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-job-stream.h"

#include "gradio-error.h"
#include "gradio-job-private.h"

#include <glib/gi18n-lib.h>

/* Lives until the job is final, which the end of the stream sees to. */
typedef struct {
  GradioSubmission   *submission; /* owned */
  GradioEventStream  *stream;     /* owned */
  GradioJobStreamFunc func;
} JobStream;

static void
job_stream_free (JobStream *self)
{
  g_signal_handlers_disconnect_by_data (self->submission->job, self);
  g_signal_handlers_disconnect_by_data (self->stream, self);
  gradio_event_stream_close (self->stream);
  g_object_unref (self->stream);
  gradio_submission_unref (self->submission);
  g_free (self);
}

static void
state_changed_cb (GradioJob  *job,
                  GParamSpec *pspec,
                  JobStream  *self)
{
  if (gradio_job_is_final (job))
    job_stream_free (self);
}

/* A job that will be sent again gets another stream; the end of this one is no loss. */
static gboolean
is_refused (GradioJob *job)
{
  return !gradio_job_is_final (job) && job->retry != NULL;
}

static void
message_cb (JobStream  *self,
            const char *event,
            JsonNode   *node)
{
  g_autoptr (GradioSubmission) submission = gradio_submission_ref (self->submission);

  self->func (submission, event, node);
  if (is_refused (submission->job))
    job_stream_free (self);
}

static void
ended_cb (JobStream    *self,
          const GError *error)
{
  g_autoptr (GradioSubmission) submission = gradio_submission_ref (self->submission);

  if (error != NULL)
    gradio_submission_refused (submission, NULL, g_error_copy (error));
  else
    gradio_job_fail (submission->job,
                     g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOST,
                                          _("The connection to the app was lost while it was working. "
                                             "What it gave so far is kept; run it again.")));

  if (is_refused (submission->job))
    job_stream_free (self);
}

void
gradio_job_stream_open (GradioSubmission   *submission,
                        const char         *path,
                        GradioJobStreamFunc func)
{
  JobStream *self;

  if (gradio_job_is_final (submission->job))
    return;

  self = g_new0 (JobStream, 1);
  self->submission = gradio_submission_ref (submission);
  self->func = func;
  self->stream = gradio_event_stream_open (gradio_session_get_connection (submission->session), path, TRUE);
  g_signal_connect_swapped (self->stream, "message", G_CALLBACK (message_cb), self);
  g_signal_connect_swapped (self->stream, "ended", G_CALLBACK (ended_cb), self);
  g_signal_connect (submission->job, "notify::state", G_CALLBACK (state_changed_cb), self);
}
