/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-transfer.h"

#include "gradio-disk-work.h"
#include "gradio-pause.h"
#include "sp-hub-answer.h"
#include "sp-hub-error.h"
#include "sp-hub-part.h"
#include "sp-hub-session-private.h"

#include <string.h>

/* A trip to the disk's thread costs as much as the writing of 100 KiB. */
#define BUFFER_SIZE (1024 * 1024)
#define MAX_TRIES 6  /* without a new byte */
#define MAX_WAIT 400 /* seconds; the Hub counts in windows of five minutes (hub-api.md 1) */
#define MAX_SHIFT 3  /* the pause grows to eight times of the first */

typedef struct {
  char             *uri;
  SpHubRepo        *repo;
  SpHubFile        *file;
  char             *path;
  SpHubTransferFunc progress;
  gpointer          user_data;

  SpHubPart    *part; /* a thread has it, and the buffer, while one is at work */
  char         *buffer;
  gsize         filled;
  SoupMessage  *message;
  GInputStream *input;
  char         *validator; /* nullable: tag of what is in the part */
  gboolean      answered;  /* the Hub was there once */
  gboolean      at_end;
  gboolean      restarts;  /* what is in the part is of no use */
  gboolean      was_wrong; /* all of it came once and was another file */
  GError       *error;     /* why this try ends when the buffer is written */
  gint64        furthest;
  guint         n_tries;
} Transfer;

static void
end_attempt (Transfer *self)
{
  g_clear_object (&self->input);
  g_clear_object (&self->message);
}

static void
transfer_free (Transfer *self)
{
  end_attempt (self);
  g_free (self->uri);
  g_object_unref (self->repo);
  g_object_unref (self->file);
  g_free (self->path);
  sp_hub_part_free (self->part);
  g_free (self->buffer);
  g_free (self->validator);
  g_clear_error (&self->error);
  g_free (self);
}

static void
return_result (GTask   *task,
               gboolean success,
               GError  *error)
{
  if (success)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Takes @task and @error. */
static void
fail (GTask  *task,
      GError *error)
{
  end_attempt (g_task_get_task_data (task));
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* With what is in the buffer, so that it shows on slow connections too. */
static void
report (Transfer *self,
        gsize     fetched,
        guint     wait)
{
  gint64 written = self->restarts ? 0 : sp_hub_part_get_size (self->part);

  self->progress (written + (gint64) self->filled, fetched, wait, self->user_data);
}

static void fetch (GTask *task);

static void
paused_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask  *task = user_data;
  GError *error = NULL;

  if (gradio_pause_finish (result, &error)) {
    report (g_task_get_task_data (task), 0, 0);
    fetch (task);
  } else {
    fail (task, error);
  }
}

/* A Hub that was never there is said at once; one that went away is waited for. */
static gboolean
is_temporary (Transfer     *self,
              const GError *error)
{
  return sp_hub_answer_is_temporary (error) ||
         (self->answered && g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE));
}

/* Takes @task and @error. */
static void
try_again (GTask  *task,
           GError *error)
{
  g_autoptr (GError) cause = error;
  Transfer          *self = g_task_get_task_data (task);
  guint              wait = self->message != NULL ? sp_hub_answer_get_wait (self->message) : 0;
  guint              pause = sp_hub_session_get_pause (g_task_get_source_object (task));

  if (sp_hub_part_get_size (self->part) > self->furthest) {
    self->furthest = sp_hub_part_get_size (self->part);
    self->n_tries = 0;
  }

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)) || !is_temporary (self, cause) ||
      ++self->n_tries == MAX_TRIES || wait > MAX_WAIT) {
    fail (task, g_steal_pointer (&cause));
    return;
  }

  g_debug ("%s is asked for again: %s", self->path, cause->message);
  end_attempt (self);
  pause <<= MIN (self->n_tries - 1, MAX_SHIFT);
  pause = MAX (pause, wait * 1000);
  if (pause >= 1000)
    report (self, 0, pause / 1000);
  gradio_pause_async (pause, g_task_get_cancellable (task), paused_cb, task);
}

static void
complete_thread (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Transfer *self = task_data;
  GError   *error = NULL;
  gboolean  is_right = sp_hub_part_check (self->part, cancellable, &error);

  if (g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_CONTENT))
    sp_hub_part_restart (self->part, NULL);
  is_right = is_right && sp_hub_part_place (self->part, self->path, &error);

  return_result (task, is_right, error);
}

static void
completed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask    *task = user_data;
  Transfer *self = g_task_get_task_data (task);
  GError   *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_set_check_cancellable (task, FALSE); /* it is there, whoever changes his mind now */
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
  } else if (g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_CONTENT) && !self->was_wrong) {
    /* The part was of another day, or something on the way keeps an old file. */
    self->was_wrong = TRUE;
    g_error_free (error);
    g_clear_pointer (&self->validator, g_free);
    report (self, 0, 0);
    fetch (task);
  } else {
    fail (task, error);
  }
}

/* Takes @task. */
static void
complete (GTask *task)
{
  end_attempt (g_task_get_task_data (task));
  gradio_disk_work_run (task, complete_thread, completed_cb);
}

static void
write_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Transfer *self = task_data;
  GError   *error = NULL;
  gboolean  done = (!self->restarts || sp_hub_part_restart (self->part, &error)) &&
                  sp_hub_part_write (self->part, self->buffer, self->filled, &error);

  return_result (task, done, error);
}

static void read_more (GTask *task);

/* Whether more came than the file has. It is not waited for what else may come. */
static gboolean
is_too_long (Transfer *self)
{
  gint64 whole = sp_hub_file_get_size (self->file);

  return whole >= 0 && sp_hub_part_get_size (self->part) > whole;
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask    *task = user_data;
  Transfer *self = g_task_get_task_data (task);
  GError   *error = NULL;

  self->filled = 0;
  self->restarts = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    fail (task, error);
    return;
  }

  report (self, 0, 0);
  if (self->error != NULL)
    try_again (task, g_steal_pointer (&self->error));
  else if (is_too_long (self))
    complete (task);
  else if (!self->at_end)
    read_more (task);
  else if (sp_hub_part_get_size (self->part) < sp_hub_file_get_size (self->file))
    try_again (task, sp_hub_answer_new_cut_error ());
  else
    complete (task);
}

/* What has come is worth keeping also when the connection broke behind it. */
static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask    *task = user_data;
  Transfer *self = g_task_get_task_data (task);
  GError   *error = NULL;
  gssize    n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n_read < 0)
    self->error = sp_hub_answer_translate_error (error, soup_message_get_uri (self->message));

  self->at_end = n_read == 0;
  self->filled += (gsize) MAX (n_read, 0);
  report (self, (gsize) MAX (n_read, 0), 0);
  if (n_read > 0 && self->filled < BUFFER_SIZE)
    read_more (task);
  else
    gradio_disk_work_run (task, write_thread, written_cb);
}

/* Takes @task. */
static void
read_more (GTask *task)
{
  Transfer *self = g_task_get_task_data (task);

  g_input_stream_read_async (self->input, self->buffer + self->filled, BUFFER_SIZE - self->filled, G_PRIORITY_DEFAULT,
                             g_task_get_cancellable (task), read_cb, task);
}

/* A weak tag does not promise the same bytes. */
static char *
dup_validator (SoupMessage *message)
{
  const char *tag = soup_message_headers_get_one (soup_message_get_response_headers (message), "ETag");

  return tag != NULL && *tag == '"' ? g_strdup (tag) : NULL;
}

/* Whether the answer goes on where the part ends. */
static gboolean
is_rest (Transfer *self)
{
  goffset start = -1;
  goffset end = -1;
  goffset total = -1;
  gint64  whole = sp_hub_file_get_size (self->file);

  return soup_message_headers_get_content_range (soup_message_get_response_headers (self->message), &start, &end,
                                                 &total) &&
         start == sp_hub_part_get_size (self->part) && (whole < 0 || total < 0 || total == whole);
}

static gboolean
is_page (Transfer *self)
{
  const char *path = sp_hub_file_get_path (self->file);

  return sp_hub_answer_is_html (self->message) && !g_str_has_suffix (path, ".html") && !g_str_has_suffix (path, ".htm");
}

/* Storage refuses links that are too old; the Hub gives new ones. */
static gboolean
check_status (SpHubSession *session,
              Transfer     *self,
              GError      **error)
{
  const SpHubAsker asker = { .repo = self->repo,
                             .has_token = sp_hub_session_has_token (session),
                             .clock_offset = sp_hub_session_get_clock_offset (session) };
  guint            status = soup_message_get_status (self->message);

  if (status == SOUP_STATUS_OK || status == SOUP_STATUS_PARTIAL_CONTENT ||
      status == SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE)
    return TRUE;

  if (!sp_hub_session_is_home (session, soup_message_get_uri (self->message)) && status < 500) {
    g_propagate_error (error, sp_hub_answer_new_cut_error ());
    return FALSE;
  }

  return sp_hub_answer_check (self->message, &asker, error);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask    *task = user_data;
  Transfer *self = g_task_get_task_data (task);
  GError   *error = NULL;
  guint     status;

  self->input = sp_hub_session_send_finish (SP_HUB_SESSION (source), result, &self->message, &error);
  self->answered = self->answered || self->input != NULL;
  if (self->input == NULL || !check_status (SP_HUB_SESSION (source), self, &error)) {
    try_again (task, error);
    return;
  }
  if (is_page (self)) {
    fail (task, sp_hub_answer_new_foreign_error ());
    return;
  }

  status = soup_message_get_status (self->message);
  self->restarts = status != SOUP_STATUS_PARTIAL_CONTENT || !is_rest (self);
  g_free (self->validator);
  self->validator = dup_validator (self->message);
  if (status == SOUP_STATUS_OK || (status == SOUP_STATUS_PARTIAL_CONTENT && !self->restarts)) {
    read_more (task);
  } else {
    /* Another part than was asked for, or none is left: from the beginning. */
    self->error = sp_hub_answer_new_cut_error ();
    gradio_disk_work_run (task, write_thread, written_cb);
  }
}

/* Small files are tagged with the hash that the listing has, those of the storage with one of its own. */
static void
ask (GTask *task)
{
  Transfer        *self = g_task_get_task_data (task);
  g_autofree char *tag = NULL;
  SpHubAsk         question = {
            .uri = self->uri,
            .start = sp_hub_part_get_size (self->part),
            .validator = self->validator,
            .leaves = TRUE,
  };

  if (question.validator == NULL && sp_hub_file_get_sha256 (self->file) == NULL)
    question.validator = tag = g_strdup_printf ("\"%s\"", sp_hub_file_get_oid (self->file));
  sp_hub_session_send_async (g_task_get_source_object (task), &question, g_task_get_cancellable (task), sent_cb, task);
}

/* Takes @task. */
static void
fetch (GTask *task)
{
  Transfer *self = g_task_get_task_data (task);

  self->at_end = FALSE;
  if (sp_hub_part_get_size (self->part) == sp_hub_file_get_size (self->file))
    complete (task);
  else
    ask (task);
}

static void
open_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError  *error = NULL;
  gboolean opened = sp_hub_part_open (((Transfer *) task_data)->part, cancellable, &error);

  return_result (task, opened, error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask    *task = user_data;
  Transfer *self = g_task_get_task_data (task);
  GError   *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    fail (task, error);
    return;
  }

  self->furthest = sp_hub_part_get_size (self->part);
  report (self, 0, 0);
  fetch (task);
}

void
sp_hub_transfer_async (SpHubSession              *session,
                       const char                *uri,
                       SpHubRepo                 *repo,
                       SpHubFile                 *file,
                       const SpHubTransferTarget *target,
                       GCancellable              *cancellable,
                       GAsyncReadyCallback        callback,
                       gpointer                   user_data)
{
  GTask    *task = g_task_new (session, cancellable, callback, user_data);
  Transfer *self = g_new0 (Transfer, 1);

  g_task_set_source_tag (task, sp_hub_transfer_async);
  g_task_set_task_data (task, self, (GDestroyNotify) transfer_free);
  self->uri = g_strdup (uri);
  self->repo = g_object_ref (repo);
  self->file = g_object_ref (file);
  self->path = g_strdup (target->path);
  self->progress = target->progress;
  self->user_data = target->user_data;
  self->part = sp_hub_part_new (target->folder, file);
  self->buffer = g_malloc (BUFFER_SIZE);
  gradio_disk_work_run (task, open_thread, opened_cb);
}

gboolean
sp_hub_transfer_finish (SpHubSession *session,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
