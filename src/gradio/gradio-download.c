/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-download.h"

#include "gradio-data-uri.h"
#include "gradio-delay.h"
#include "gradio-disk-work.h"
#include "gradio-download-target.h"
#include "gradio-error.h"
#include "gradio-pause.h"
#include "gradio-response.h"
#include "gradio-watchdog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The network is read until this much is there, so that few trips to the disk's thread are made: a
 * trip costs as much as the writing of 100 KiB. */
#define BUFFER_SIZE (1024 * 1024)

#define PATIENCE (30 * 1000) /* milliseconds */
#define MAX_TRIES 5
#define PROGRESS_INTERVAL (50 * G_TIME_SPAN_MILLISECOND)

typedef struct {
  char                 *uri;
  GradioDownloadTarget *target; /* a thread has it, and the buffer, while one is at work */
  SoupMessage          *message;
  GInputStream         *input;
  GCancellable         *attempt;
  GradioWatchdog       *watchdog;
  char                 *buffer;
  gsize                 filled;    /* bytes in the buffer */
  gboolean              at_end;    /* nothing comes after the buffer */
  gboolean              restarts;  /* what was written is of no use */
  gboolean              answered;  /* the server was there once */
  gboolean              is_open;   /* the answer ends with its connection */
  GError               *error;     /* why this try ends when the buffer is written, or all ends */
  goffset               written;   /* bytes on the disk */
  goffset               furthest;  /* the most there ever were */
  goffset               total;     /* -1 when unknown */
  char                 *validator; /* nullable: what If-Range asks about */
  gint64                modified;  /* seconds since 1970, or -1 */
  guint                 n_tries;   /* without a new byte */
  gint64                progress_time;
  GradioTransferFunc    progress;
  gpointer              progress_data;
} Download;

static void
end_attempt (Download *self)
{
  g_clear_pointer (&self->watchdog, gradio_watchdog_free);
  g_clear_object (&self->input);
  g_clear_object (&self->message);
  g_clear_object (&self->attempt);
}

static void
download_free (Download *self)
{
  end_attempt (self);
  gradio_download_target_free (self->target);
  g_clear_error (&self->error);
  g_free (self->uri);
  g_free (self->buffer);
  g_free (self->validator);
  g_free (self);
}

static void
discard_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  gradio_download_target_discard (((Download *) task_data)->target);
  g_task_return_boolean (task, TRUE);
}

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Download         *self = g_task_get_task_data (task);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_error (task, g_steal_pointer (&self->error));
}

/* Nothing half done is left behind. Takes @task. */
static void
fail (GTask  *task,
      GError *error)
{
  Download *self = g_task_get_task_data (task);

  end_attempt (self);
  g_clear_error (&self->error);
  self->error = error;
  gradio_disk_work_run (task, discard_thread, discarded_cb);
}

static void
complete_thread (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Download *self = task_data;
  GError   *error = NULL;
  GFile    *place = gradio_download_target_complete (self->target, self->modified, cancellable, &error);

  if (place != NULL)
    g_task_return_pointer (task, place, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
completed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask  *task = user_data;
  GError *error = NULL;
  GFile  *place = g_task_propagate_pointer (G_TASK (result), &error);

  if (place == NULL) {
    fail (task, error);
    return;
  }

  g_task_set_check_cancellable (task, FALSE); /* it is there, whoever changes his mind now */
  g_task_return_pointer (task, place, g_object_unref);
  g_object_unref (task);
}

static void
report_progress (Download *self,
                 gboolean  at_once)
{
  gint64 now = g_get_monotonic_time ();

  if (self->progress == NULL || (!at_once && now < self->progress_time + PROGRESS_INTERVAL))
    return;

  self->progress_time = now;
  self->progress (MAX (self->furthest, self->written + (goffset) self->filled), self->total,
                  self->progress_data);
}

static GError *
new_cut_error (void)
{
  return g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOST,
                              _("The download was cut off before its end. Try again."));
}

static gboolean fetch (gpointer user_data);

static void
paused_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask  *task = user_data;
  GError *error = NULL;

  if (gradio_pause_finish (result, &error))
    fetch (task);
  else
    fail (task, error);
}

static guint
get_patience (GTask *task)
{
  guint patience = gradio_connection_get_transfer_timeout (g_task_get_source_object (task));

  return patience > 0 ? patience : PATIENCE;
}

/* A server that was never there is said at once; one that went away is waited for. */
static gboolean
is_temporary (Download *self,
              GError   *error)
{
  if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOST))
    return TRUE;

  return self->answered && error->domain == GRADIO_ERROR &&
         (error->code == GRADIO_ERROR_UNREACHABLE || error->code == GRADIO_ERROR_HOST_NOT_FOUND ||
          error->code == GRADIO_ERROR_CERTIFICATE);
}

/* Takes @task and @error. */
static void
try_again (GTask  *task,
           GError *error)
{
  g_autoptr (GError) cause = error;
  Download          *self = g_task_get_task_data (task);
  gboolean           stalled = gradio_watchdog_has_bitten (self->watchdog);

  if (self->written > self->furthest) {
    self->furthest = self->written;
    self->n_tries = 0;
  }

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)) || self->n_tries == MAX_TRIES ||
      (!stalled && !is_temporary (self, cause))) {
    if (stalled)
      fail (task, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE,
                                       _("The download stands still: the server sends nothing more. "
                                          "Try again later.")));
    else
      fail (task, g_steal_pointer (&cause));
    return;
  }

  g_debug ("Download is tried again at %" G_GOFFSET_FORMAT ": %s", self->written, cause->message);
  end_attempt (self);
  gradio_pause_async (get_patience (task) / 30 << self->n_tries++, g_task_get_cancellable (task), paused_cb,
                      task);
}

static void
write_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Download *self = task_data;
  GError   *error = NULL;

  if ((!self->restarts || gradio_download_target_restart (self->target, &error)) &&
      gradio_download_target_write (self->target, self->buffer, self->filled, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Cut in the middle of its head, an answer looks to libsoup like one without a length and a body. */
static gboolean
lacks_end (Download *self)
{
  return self->total >= 0 ? self->written != self->total : self->is_open && self->written == 0;
}

static void read_more (GTask *task);

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask    *task = user_data;
  Download *self = g_task_get_task_data (task);
  GError   *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    fail (task, error);
    return;
  }

  self->written += (goffset) self->filled;
  self->filled = 0;
  self->restarts = FALSE;
  gradio_watchdog_feed (self->watchdog); /* a slow disk is nobody's silence */

  if (self->error != NULL) {
    try_again (task, g_steal_pointer (&self->error));
  } else if (!self->at_end) {
    read_more (task);
  } else if (lacks_end (self)) {
    try_again (task, new_cut_error ());
  } else {
    report_progress (self, TRUE);
    end_attempt (self);
    gradio_disk_work_run (task, complete_thread, completed_cb);
  }
}

/* What has come is worth keeping also when the connection broke behind it. Takes @error. */
static void
take_read_error (GTask  *task,
                 GError *error)
{
  Download *self = g_task_get_task_data (task);

  g_debug ("Download: %s", error->message);
  g_error_free (error);
  self->error = new_cut_error ();
  gradio_disk_work_run (task, write_thread, written_cb);
}

static gboolean
readable_cb (GObject *stream,
             gpointer user_data)
{
  read_more (user_data);

  return G_SOURCE_REMOVE;
}

static void
wait_until_readable (GTask *task)
{
  Download           *self = g_task_get_task_data (task);
  g_autoptr (GSource) source = g_pollable_input_stream_create_source (
    G_POLLABLE_INPUT_STREAM (self->input), self->attempt);

  g_source_set_callback (source, G_SOURCE_FUNC (readable_cb), task, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
read_more (GTask *task)
{
  Download *self = g_task_get_task_data (task);
  GError   *error = NULL;

  while (self->filled < BUFFER_SIZE) {
    gssize n_read = g_pollable_input_stream_read_nonblocking (
      G_POLLABLE_INPUT_STREAM (self->input), self->buffer + self->filled, BUFFER_SIZE - self->filled,
      self->attempt, &error);

    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
      g_clear_error (&error);
      wait_until_readable (task);
      return;
    }
    if (n_read < 0) {
      take_read_error (task, error);
      return;
    }

    self->at_end = n_read == 0;
    if (self->at_end)
      break;

    self->filled += (gsize) n_read;
    gradio_watchdog_feed (self->watchdog);
    report_progress (self, FALSE);
  }

  gradio_disk_work_run (task, write_thread, written_cb);
}

static GError *
new_status_error (Download *self)
{
  GError *error = NULL;
  guint   status = soup_message_get_status (self->message);

  if (status == SOUP_STATUS_FORBIDDEN || status == SOUP_STATUS_NOT_FOUND)
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_FILE,
                        _("The server does not hand this file out (%u). Run the endpoint again."), status);

  if (status == SOUP_STATUS_BAD_GATEWAY || status == SOUP_STATUS_SERVICE_UNAVAILABLE ||
      status == SOUP_STATUS_GATEWAY_TIMEOUT || status == SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE)
    return new_cut_error ();

  if (gradio_response_check (self->message, NULL, &error)) /* a 204, say */
    return g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_SERVER, _("The server’s answer makes no sense."));

  return error;
}

/* A weak tag does not promise the same bytes. */
static char *
dup_validator (SoupMessageHeaders *headers)
{
  const char *tag = soup_message_headers_get_one (headers, "ETag");

  if (tag != NULL && *tag == '"')
    return g_strdup (tag);

  return g_strdup (soup_message_headers_get_one (headers, "Last-Modified"));
}

static gint64
parse_modified (SoupMessageHeaders *headers)
{
  const char           *text = soup_message_headers_get_one (headers, "Last-Modified");
  g_autoptr (GDateTime) time = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : -1;
}

static void
start_over (Download *self)
{
  self->restarts = TRUE;
  self->written = 0;
  g_clear_pointer (&self->validator, g_free);
}

/* The whole file, whether it was asked for or not. Compressed against our wish, its length is not
 * the file's and no part of it can be asked for. */
static void
accept_whole (Download           *self,
              SoupMessageHeaders *headers)
{
  const char *coding = soup_message_headers_get_one (headers, "Content-Encoding");
  gboolean    plain = coding == NULL || g_ascii_strcasecmp (coding, "identity") == 0;

  if (self->written > 0)
    start_over (self);

  self->total = -1;
  self->is_open = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_EOF;
  if (plain && soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    self->total = soup_message_headers_get_content_length (headers);
  g_free (self->validator);
  self->validator = plain ? dup_validator (headers) : NULL;
  self->modified = parse_modified (headers);
}

/* Some servers give another part than was asked for, or one of a newer file. */
static gboolean
accept_rest (Download           *self,
             SoupMessageHeaders *headers)
{
  g_autofree char *validator = dup_validator (headers);
  goffset          start = -1;
  goffset          end = -1;
  goffset          total = -1;

  if (!soup_message_headers_get_content_range (headers, &start, &end, &total) || start != self->written ||
      (self->total >= 0 && total >= 0 && total != self->total) ||
      (validator != NULL && g_strcmp0 (validator, self->validator) != 0)) {
    start_over (self);
    return FALSE;
  }

  if (total >= 0)
    self->total = total;

  return TRUE;
}

/* “bytes * / N” after N bytes: there was no rest, and all is here. */
static gboolean
has_all (Download           *self,
         SoupMessageHeaders *headers)
{
  const char *range = soup_message_headers_get_one (headers, "Content-Range");
  guint64     total;

  return range != NULL && g_str_has_prefix (range, "bytes */") &&
         g_ascii_string_to_unsigned (range + strlen ("bytes */"), 10, 0, G_MAXINT64, &total, NULL) &&
         (goffset) total == self->written;
}

/* libsoup does not go from an app's socket into the network. */
static gboolean
leave_socket (GTask *task)
{
  Download        *self = g_task_get_task_data (task);
  g_autofree char *elsewhere = gradio_connection_dup_elsewhere (g_task_get_source_object (task), self->message);

  if (elsewhere == NULL)
    return FALSE;

  g_free (self->uri);
  self->uri = g_steal_pointer (&elsewhere);
  end_attempt (self);
  fetch (task);

  return TRUE;
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask              *task = user_data;
  Download           *self = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  GError             *error = NULL;
  guint               status;

  self->input = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->input == NULL) {
    try_again (task, gradio_response_translate_error (error, soup_message_get_uri (self->message)));
    return;
  }

  if (leave_socket (task))
    return;

  self->answered = TRUE;
  self->at_end = FALSE;
  gradio_watchdog_feed (self->watchdog);
  status = soup_message_get_status (self->message);
  if (status == SOUP_STATUS_OK) {
    accept_whole (self, headers);
    read_more (task);
  } else if (status == SOUP_STATUS_PARTIAL_CONTENT && accept_rest (self, headers)) {
    read_more (task);
  } else if (status == SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE && has_all (self, headers)) {
    self->total = self->written;
    self->at_end = TRUE;
    gradio_disk_work_run (task, write_thread, written_cb);
  } else {
    if (status == SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE)
      start_over (self);
    try_again (task, status == SOUP_STATUS_PARTIAL_CONTENT ? new_cut_error () : new_status_error (self));
  }
}

/* Never with an end: old servers hang at one behind the file's (protocol.md 15.6). */
static void
ask_for_rest (Download           *self,
              SoupMessageHeaders *headers)
{
  if (self->validator == NULL)
    start_over (self);
  if (self->written == 0)
    return;

  soup_message_headers_set_range (headers, self->written, -1);
  soup_message_headers_replace (headers, "If-Range", self->validator);
}

/* Takes the task. */
static gboolean
fetch (gpointer user_data)
{
  GTask              *task = user_data;
  Download           *self = g_task_get_task_data (task);
  GradioConnection   *connection = g_task_get_source_object (task);
  SoupMessageHeaders *headers;
  SoupSession        *soup;

  self->message = gradio_connection_new_message (connection, SOUP_METHOD_GET, self->uri);
  if (self->message == NULL) {
    fail (task, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_FILE,
                                     _("The app gave an address for this file that cannot be used.")));
    return G_SOURCE_REMOVE;
  }

  headers = soup_message_get_request_headers (self->message);
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  if (self->answered)
    ask_for_rest (self, headers);

  self->attempt = gradio_connection_link_cancellable (connection, g_task_get_cancellable (task));
  self->watchdog = gradio_watchdog_new (get_patience (task), self->attempt);
  soup = gradio_connection_get_soup_session (connection, self->message, GRADIO_PATIENCE_ENDLESS);
  soup_session_send_async (soup, self->message, G_PRIORITY_DEFAULT, self->attempt, sent_cb, task);

  return G_SOURCE_REMOVE;
}

/* What is on this computer already, or in the address itself. */
static gboolean
store_local (Download     *self,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr (GFile)  file = NULL;
  g_autoptr (GBytes) content = NULL;

  if (g_str_has_prefix (self->uri, "file:")) {
    file = g_file_new_for_uri (self->uri);
    return gradio_download_target_copy (self->target, file, cancellable, error);
  }

  content = gradio_data_uri_decode (self->uri, error);
  if (content == NULL)
    return FALSE;

  self->written = (goffset) g_bytes_get_size (content);

  return gradio_download_target_write (self->target, g_bytes_get_data (content, NULL),
                                       g_bytes_get_size (content), cancellable, error);
}

static void
store_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GError *error = NULL;

  if (store_local (task_data, cancellable, &error))
    complete_thread (task, source_object, task_data, cancellable);
  else
    g_task_return_error (task, error);
}

/* Takes @target. */
static void
start (GradioConnection     *connection,
       gpointer              source_tag,
       const char           *uri,
       GradioDownloadTarget *target,
       GradioTransferFunc    progress,
       gpointer              progress_data,
       GCancellable         *cancellable,
       GAsyncReadyCallback   callback,
       gpointer              user_data)
{
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (connection, cancellable);
  GTask                   *task = g_task_new (connection, linked, callback, user_data);
  Download                *self = g_new0 (Download, 1);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, self, (GDestroyNotify) download_free);
  self->uri = g_strdup (uri);
  self->target = target;
  self->progress = progress;
  self->progress_data = progress_data;
  self->total = -1;
  self->modified = -1;

  if (g_str_has_prefix (uri, "file:") || g_str_has_prefix (uri, "data:")) {
    gradio_disk_work_run (task, store_thread, completed_cb);
  } else {
    self->buffer = g_malloc (BUFFER_SIZE);
    gradio_wait_for (task, gradio_connection_get_hold (connection), fetch);
  }
}

void
gradio_download_async (GradioConnection   *connection,
                       const char         *uri,
                       GFile              *destination,
                       GradioTransferFunc  progress,
                       gpointer            progress_data,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  start (connection, gradio_download_async, uri, gradio_download_target_new (destination), progress,
         progress_data, cancellable, callback, user_data);
}

gboolean
gradio_download_finish (GradioConnection *connection,
                        GAsyncResult     *result,
                        GError          **error)
{
  g_autoptr (GFile) place = gradio_download_into_finish (connection, result, error);

  return place != NULL;
}

void
gradio_download_into_async (GradioConnection   *connection,
                            const char         *uri,
                            GFile              *folder,
                            const char         *name,
                            GradioTransferFunc  progress,
                            gpointer            progress_data,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  start (connection, gradio_download_into_async, uri, gradio_download_target_new_in_folder (folder, name),
         progress, progress_data, cancellable, callback, user_data);
}

GFile *
gradio_download_into_finish (GradioConnection *connection,
                             GAsyncResult     *result,
                             GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
