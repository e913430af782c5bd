/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-job-stream.h"

#include "gradio-error.h"
#include "gradio-job-private.h"

#include <glib/gi18n-lib.h>

/* Lives until the job is final, which the end of the stream sees to. */
typedef struct {
  GradioSubmission    *submission; /* owned */
  GradioEventStream   *stream;     /* owned */
  GradioJobMessageFunc message_func;
  GradioJobEventFunc   event_func;
} JobStream;

static void
job_stream_free (JobStream *self)
{
  g_signal_handlers_disconnect_by_data (self->submission->job, self);
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
message_cb (gpointer             user_data,
            const GradioMessage *message)
{
  JobStream                   *self = user_data;
  g_autoptr (GradioSubmission) submission = gradio_submission_ref (self->submission);

  self->message_func (submission, message);
  if (is_refused (submission->job))
    job_stream_free (self);
}

static void
event_cb (gpointer    user_data,
          const char *event,
          JsonNode   *node)
{
  JobStream                   *self = user_data;
  g_autoptr (GradioSubmission) submission = gradio_submission_ref (self->submission);

  self->event_func (submission, event, node);
  if (is_refused (submission->job))
    job_stream_free (self);
}

static void
ended_cb (gpointer      user_data,
          const GError *error)
{
  JobStream                   *self = user_data;
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

static const GradioEventStreamFuncs QUEUE_FUNCS = { .message = message_cb, .ended = ended_cb };
static const GradioEventStreamFuncs EVENT_FUNCS = { .event = event_cb, .ended = ended_cb };

/* Returns: (nullable): it, for the caller to complete at once */
static JobStream *
job_stream_open (GradioSubmission             *submission,
                 const char                   *path,
                 const GradioEventStreamFuncs *funcs)
{
  GradioConnection *connection = gradio_session_get_connection (submission->session);
  JobStream        *self;

  if (gradio_job_is_final (submission->job))
    return NULL;

  self = g_new0 (JobStream, 1);
  self->submission = gradio_submission_ref (submission);
  self->stream = gradio_event_stream_open (connection, path, funcs, self);
  g_signal_connect (submission->job, "notify::state", G_CALLBACK (state_changed_cb), self);

  return self;
}

void
gradio_job_stream_open_queue (GradioSubmission    *submission,
                              const char          *path,
                              GradioJobMessageFunc func)
{
  JobStream *self = job_stream_open (submission, path, &QUEUE_FUNCS);

  if (self != NULL)
    self->message_func = func;
}

void
gradio_job_stream_open_events (GradioSubmission  *submission,
                               const char        *path,
                               GradioJobEventFunc func)
{
  JobStream *self = job_stream_open (submission, path, &EVENT_FUNCS);

  if (self != NULL)
    self->event_func = func;
}
