/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-session-private.h"

#include "gradio-error.h"
#include "gradio-job-private.h"
#include "gradio-submission.h"
#include "gradio-timer.h"

#include <glib/gi18n-lib.h>

/* The event stream of a session: open while it has jobs that wait for messages, and what becomes of
 * them when it is lost. */

/* How long a stream without jobs stays open, for the next job (protocol.md 21). */
#define IDLE_MS 1000
/* How long a stream that was lost and reopened may be silent: some servers never say that the jobs
 * are gone (13.1). */
#define REOPENED_MS 2000
/* A stream without a word for so long is held back by a proxy until the job ends (4.2). */
#define HELD_BACK_MS 20000

static void open_stream (GradioSession *self);

static guint
scale (GradioSession *self,
       guint          milliseconds)
{
  return gradio_connection_scale_time (self->connection, milliseconds);
}

void
gradio_session_close_stream (GradioSession *self)
{
  gradio_timer_clear (&self->reopened_timer);
  gradio_timer_clear (&self->held_back_timer);
  if (self->stream != NULL) {
    gradio_event_stream_close (self->stream);
    g_clear_object (&self->stream);
  }
  gradio_timer_clear (&self->idle_timer); /* may be the last to hold the session */
}

static gboolean
idle_cb (gpointer user_data)
{
  gradio_session_close_stream (user_data);

  return G_SOURCE_REMOVE;
}

/* The timer holds the session, so that its stream ends in order after the last job. */
void
gradio_session_close_when_idle (GradioSession *self)
{
  if (g_hash_table_size (self->jobs) > 0 || self->n_joining > 0 || self->stream == NULL ||
      self->idle_timer != NULL)
    return;

  self->idle_timer = gradio_timer_start (scale (self, IDLE_MS), idle_cb, g_object_ref (self),
                                         g_object_unref);
}

static void
end_jobs (GradioSession *self,
          const GError  *error)
{
  g_autoptr (GHashTable) jobs = gradio_session_steal_jobs (self);
  GHashTableIter         iter;
  gpointer               job;

  g_hash_table_iter_init (&iter, jobs);
  while (g_hash_table_iter_next (&iter, NULL, &job))
    gradio_job_fail (job, g_error_copy (error));

  gradio_session_close_stream (self);
}

static void
lose_jobs (GradioSession *self)
{
  g_autoptr (GError) error = g_error_new_literal (
    GRADIO_ERROR, GRADIO_ERROR_LOST,
    _("The connection to the app was lost while it was working. What it gave so far is kept; run it again."));

  end_jobs (self, error);
}

static gboolean
reopened_cb (gpointer user_data)
{
  GradioSession            *self = user_data;
  g_autoptr (GradioSession) keep = g_object_ref (self);

  gradio_timer_clear (&self->reopened_timer);
  if (self->refusal != NULL)
    end_jobs (self, self->refusal);
  else
    lose_jobs (self);

  return G_SOURCE_REMOVE;
}

/* A server of several computers may know the session on another one only (protocol.md 20). What the
 * job did nobody will hear of, so it is tried once more; not where State would be lost. */
static gboolean
join_again (GradioSession *self)
{
  g_autoptr (GHashTable) jobs = NULL;
  GHashTableIter         iter;
  gpointer               job;

  if (self->shared || self->renewed || self->ever_heard || g_hash_table_size (self->jobs) == 0)
    return FALSE;

  self->renewed = TRUE;
  self->last = NULL;
  jobs = gradio_session_steal_jobs (self);
  gradio_session_close_stream (self);
  gradio_session_renew_hash (self);

  g_hash_table_iter_init (&iter, jobs);
  while (g_hash_table_iter_next (&iter, NULL, &job)) {
    gradio_job_set_event_id (job, NULL);
    gradio_submission_start (self, job);
  }

  return TRUE;
}

/* Ends all jobs of the stream (protocol.md 13.2). The texts of servers' own faults are of no use to
 * people. */
static void
handle_unexpected_error (GradioSession       *self,
                         const GradioMessage *message)
{
  g_autofree char   *given = gradio_message_dup_message (message);
  const char        *text = given != NULL ? given : "";
  gboolean           not_found = message->session_not_found || g_str_has_prefix (text, "404:");
  g_autoptr (GError) error = NULL;

  g_debug ("unexpected_error: %s", text);
  if (not_found && join_again (self))
    return;

  if (g_str_has_prefix (text, "Server stopped"))
    error = g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOST,
                                 _("The app was stopped while it was working. Run it again when it is back."));
  else if (not_found || *text == '\'' || *text == '\0') /* “'5fed…'” is a KeyError of the server */
    error = g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOST,
                                 _("The app was restarted or the connection to it was lost. Run it again."));
  else
    error = g_error_new (GRADIO_ERROR, GRADIO_ERROR_SERVER, _("The app’s server failed: %s"), text);

  end_jobs (self, error);
}

static void
deliver (GradioSession       *self,
         GradioJob           *job,
         const GradioMessage *message)
{
  g_autoptr (GradioJob) keep = g_object_ref (job);

  gradio_timer_clear (&self->reopened_timer);
  self->last = job;
  self->reopened = FALSE;
  self->heard = TRUE;
  self->ever_heard = TRUE;
  gradio_job_handle_message (job, message);
}

/* Most messages are for the job that had the one before. */
static GradioJob *
find_job (GradioSession       *self,
          const GradioMessage *message)
{
  g_autofree char *event_id = NULL;

  if (self->last != NULL && gradio_message_is_for (message, gradio_job_get_event_id (self->last)))
    return self->last;

  event_id = gradio_message_dup_event_id (message);

  return event_id != NULL ? g_hash_table_lookup (self->jobs, event_id) : NULL;
}

static void
message_cb (gpointer             user_data,
            const GradioMessage *message)
{
  GradioSession            *self = user_data;
  g_autoptr (GradioSession) keep = g_object_ref (self);
  GradioJob                *job = find_job (self, message);

  gradio_timer_clear (&self->held_back_timer);
  if (job != NULL)
    deliver (self, job, message);
  else if (message->kind == GRADIO_MESSAGE_UNEXPECTED_ERROR)
    handle_unexpected_error (self, message);
  else if (message->kind == GRADIO_MESSAGE_CLOSE_STREAM)
    self->server_closes = TRUE;
  else if (message->event_id.text != NULL && self->n_joining > 0)
    g_queue_push_tail (&self->early, g_bytes_new (message->text.text, message->text.length));
}

static gboolean
says_more_than_loss (const GError *error)
{
  return error != NULL && !g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOST) &&
         !g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE);
}

static gboolean
try_again (GradioSession *self,
           const GError  *error)
{
  if (self->reopened || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN))
    return FALSE;

  self->reopened = TRUE;
  g_clear_error (&self->refusal);
  if (says_more_than_loss (error))
    self->refusal = g_error_copy (error);
  open_stream (self);
  self->reopened_timer = gradio_timer_start (scale (self, REOPENED_MS), reopened_cb, self, NULL);

  return TRUE;
}

static void
ended_cb (gpointer      user_data,
          const GError *error)
{
  GradioSession            *self = user_data;
  g_autoptr (GradioSession) keep = g_object_ref (self);
  gboolean                  expected = self->server_closes && self->heard && error == NULL;

  g_debug ("Stream of %s ended: %s", self->hash, error != NULL ? error->message : "end of body");
  gradio_session_close_stream (self);
  self->server_closes = FALSE;

  if (g_hash_table_size (self->jobs) == 0)
    return;

  if (expected) /* a job joined while the server was closing: its messages wait there */
    open_stream (self);
  else if (!try_again (self, error)) {
    if (says_more_than_loss (error))
      end_jobs (self, error);
    else
      lose_jobs (self);
  }
}

static gboolean
held_back_cb (gpointer user_data)
{
  GradioSession         *self = user_data;
  g_autoptr (JsonObject) message = json_object_new ();
  GHashTableIter         iter;
  gpointer               job;

  json_object_set_string_member (message, "log",
                                 _("This server tells nothing until a job is done. The result will come all the same."));
  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &job))
    gradio_job_add_log (job, gradio_log_new_from_json (message));
  gradio_timer_clear (&self->held_back_timer);

  return G_SOURCE_REMOVE;
}

static const GradioEventStreamFuncs STREAM_FUNCS = { .message = message_cb, .ended = ended_cb };

static void
open_stream (GradioSession *self)
{
  g_autofree char *path = g_strconcat ("/queue/data?session_hash=", self->hash, NULL);

  self->server_closes = FALSE;
  self->heard = FALSE; /* a server that only closes is not asked for ever */
  self->stream = gradio_event_stream_open (self->connection, path, &STREAM_FUNCS, self);
  gradio_timer_clear (&self->held_back_timer);
  self->held_back_timer = gradio_timer_start (scale (self, HELD_BACK_MS), held_back_cb, self, NULL);
}

void
gradio_session_begin_join (GradioSession *self)
{
  self->n_joining++;
  gradio_timer_clear (&self->idle_timer);
}

static void
deliver_early (GradioSession *self)
{
  g_autoptr (GradioSession) keep = g_object_ref (self);
  guint                     n = g_queue_get_length (&self->early);

  while (n-- > 0) {
    g_autoptr (GBytes)     bytes = g_queue_pop_head (&self->early);
    g_auto (GradioMessage) message = { 0 };
    gsize                  length;
    const char            *text = g_bytes_get_data (bytes, &length);

    if (gradio_message_read (&message, text, length, NULL)) /* as it was before */
      message_cb (self, &message);                          /* puts it back when its join is still under way */
  }
}

void
gradio_session_end_join (GradioSession *self,
                         GradioJob     *job,
                         const char    *event_id)
{
  g_return_if_fail (self->n_joining > 0);

  self->n_joining--;

  if (event_id != NULL) {
    gradio_job_set_event_id (job, event_id);
    if (gradio_job_is_final (job)) /* stopped while it was joining */
      gradio_submission_cancel (self, job);
    else {
      g_hash_table_insert (self->jobs, g_strdup (event_id), g_object_ref (job));
      gradio_job_joined (job);
      if (self->stream == NULL)
        open_stream (self);
    }
  }

  deliver_early (self);
  gradio_session_close_when_idle (self);
}

void
gradio_session_close_if_idle (GradioSession *self)
{
  if (g_hash_table_size (self->jobs) == 0 && self->n_joining == 0)
    gradio_session_close_stream (self);
}
