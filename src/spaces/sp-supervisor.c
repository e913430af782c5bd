/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-supervisor.h"

#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gio/gunixconnection.h>
#include <gio/gunixfdmessage.h>
#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "gradio-priority.h"
#include "sp-supervisor-event.h"

#define N_LAST_LINES 10
#define READ_SIZE 16384
#define MAX_EVENT_LENGTH (128 * 1024)
#define MAX_ERROR_LINE 4096
#define KILL_SECONDS 10    /* after it was asked to stop; it kills the app itself after three */
#define SILENCE_SECONDS 60 /* it tells what is used every two */

/* A stream of lines. */
typedef struct {
  GInputStream *stream; /* NULL when it ended */
  GString      *rest;
  char          buffer[READ_SIZE];
} Lines;

struct _SpSupervisor {
  GObject         parent_instance;
  SpSandbox      *sandbox;
  GSocket        *control; /* NULL when it was asked to stop */
  Lines           events;
  Lines           errors;
  GQueue          last_lines; /* owned */
  SpSupervisorEnd end;
  int             status;
  int             signal;
  guint           watchdog_id;
  gboolean        started;
  gboolean        stopping;
};

/* clang-format off */
G_DEFINE_ENUM_TYPE (SpSupervisorEnd, sp_supervisor_end,
  G_DEFINE_ENUM_VALUE (SP_SUPERVISOR_END_STOPPED, "stopped"),
  G_DEFINE_ENUM_VALUE (SP_SUPERVISOR_END_CRASHED, "crashed"),
  G_DEFINE_ENUM_VALUE (SP_SUPERVISOR_END_MEMORY, "memory"),
  G_DEFINE_ENUM_VALUE (SP_SUPERVISOR_END_PROCESSES, "processes"),
  G_DEFINE_ENUM_VALUE (SP_SUPERVISOR_END_DISK, "disk"),
  G_DEFINE_ENUM_VALUE (SP_SUPERVISOR_END_TIMEOUT, "timeout"),
  G_DEFINE_ENUM_VALUE (SP_SUPERVISOR_END_LOST, "lost"))
/* clang-format on */

G_DEFINE_FINAL_TYPE (SpSupervisor, sp_supervisor, G_TYPE_OBJECT)

enum {
  LINE,
  READY,
  USAGE,
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void read_next (SpSupervisor *self, Lines *lines);

static gboolean
watchdog_cb (gpointer user_data)
{
  SpSupervisor *self = user_data;

  self->watchdog_id = 0;
  g_debug ("The supervisor of a Space gives no sign any more");
  sp_sandbox_kill (self->sandbox);
  return G_SOURCE_REMOVE;
}

static void
set_watchdog (SpSupervisor *self, guint seconds)
{
  g_clear_handle_id (&self->watchdog_id, g_source_remove);
  self->watchdog_id = g_timeout_add_seconds (seconds, watchdog_cb, self);
}

static void
tell_line (SpSupervisor *self, const char *line)
{
  g_queue_push_tail (&self->last_lines, g_strdup (line));
  if (self->last_lines.length > N_LAST_LINES)
    g_free (g_queue_pop_head (&self->last_lines));
  g_signal_emit (self, signals[LINE], 0, line);
}

static void
tell_skipped (SpSupervisor *self, guint n_lines)
{
  g_autofree char *line =
    g_strdup_printf (ngettext ("(%u line left out: more than can be read)",
                               "(%u lines left out: more than can be read)", n_lines),
                     n_lines);

  g_signal_emit (self, signals[LINE], 0, line);
}

static void
handle_event (SpSupervisor *self, SpSupervisorEvent *event)
{
  switch (event->type) {
  case SP_SUPERVISOR_EVENT_STARTING:
    break;
  case SP_SUPERVISOR_EVENT_LOG:
    tell_line (self, event->line);
    break;
  case SP_SUPERVISOR_EVENT_SKIPPED:
    tell_skipped (self, event->lines);
    break;
  case SP_SUPERVISOR_EVENT_READY:
    g_signal_emit (self, signals[READY], 0, event->mount, event->version);
    break;
  case SP_SUPERVISOR_EVENT_USAGE:
    g_signal_emit (self, signals[USAGE], 0, &event->usage);
    break;
  case SP_SUPERVISOR_EVENT_EXITED:
    self->end = event->end;
    self->status = event->status;
    self->signal = event->signal;
    break;
  }
}

static void
take_event (SpSupervisor *self, const char *text, gsize length)
{
  g_autoptr (GError)            error = NULL;
  g_autoptr (SpSupervisorEvent) event = sp_supervisor_event_parse (text, length, &error);

  if (!self->stopping)
    set_watchdog (self, SILENCE_SECONDS);
  if (event != NULL)
    handle_event (self, event);
  else
    g_debug ("%s", error->message);
}

static void
take_error_line (SpSupervisor *self, const char *text, gsize length)
{
  g_autofree char *line = g_utf8_make_valid (text, MIN (length, MAX_ERROR_LINE));

  g_strchomp (line);
  if (*line != '\0')
    tell_line (self, line);
}

/* Takes the whole lines of what was read, and all of it at the end. */
static void
take_lines (SpSupervisor *self, Lines *lines, gboolean all)
{
  void (*take) (SpSupervisor *, const char *, gsize) =
    lines == &self->events ? take_event : take_error_line;
  gsize start = 0;

  for (;;) {
    const char *from = lines->rest->str + start;
    const char *end = memchr (from, '\n', lines->rest->len - start);

    if (end == NULL)
      break;
    take (self, from, end - from);
    start += end - from + 1;
  }
  g_string_erase (lines->rest, 0, start);

  if (all && lines->rest->len > 0)
    take (self, lines->rest->str, lines->rest->len);
  if (all || lines->rest->len > MAX_EVENT_LENGTH)
    g_string_truncate (lines->rest, 0);
}

static void
end_if_done (SpSupervisor *self)
{
  if (self->events.stream != NULL || self->errors.stream != NULL)
    return;

  g_clear_handle_id (&self->watchdog_id, g_source_remove);
  g_clear_object (&self->control);
  g_signal_emit (self, signals[ENDED], 0, self->end);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpSupervisor) self = user_data;
  g_autoptr (GError)       error = NULL;
  Lines                   *lines = source == G_OBJECT (self->events.stream) ? &self->events : &self->errors;
  gssize                   length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (length > 0) {
    g_string_append_len (lines->rest, lines->buffer, length);
    take_lines (self, lines, FALSE);
    read_next (self, lines);
    return;
  }

  if (error != NULL)
    g_debug ("A sandbox is not read on: %s", error->message);
  take_lines (self, lines, TRUE);
  g_clear_object (&lines->stream);
  end_if_done (self);
}

static void
read_next (SpSupervisor *self, Lines *lines)
{
  g_input_stream_read_async (lines->stream, lines->buffer, sizeof lines->buffer,
                             GRADIO_PRIORITY_READ, NULL, read_cb, g_object_ref (self));
}

/* The descriptors of the sandbox; data of the task that starts it. */
typedef struct {
  int descriptors[3];
} Ends;

static void
ends_free (gpointer data)
{
  Ends *ends = data;

  for (gsize i = 0; i < G_N_ELEMENTS (ends->descriptors); i++)
    if (ends->descriptors[i] >= 0)
      close (ends->descriptors[i]);
  g_free (ends);
}

static gboolean
open_lines (Lines *lines, int *descriptor, GError **error)
{
  int pipe_fds[2];

  if (!g_unix_open_pipe (pipe_fds, FD_CLOEXEC, error))
    return FALSE;

  lines->stream = g_unix_input_stream_new (pipe_fds[0], TRUE);
  *descriptor = pipe_fds[1];
  return TRUE;
}

static gboolean
open_control (SpSupervisor *self, int *descriptor, GError **error)
{
  int pair[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
    return FALSE;
  }

  *descriptor = pair[1];
  self->control = g_socket_new_from_fd (pair[0], error);
  if (self->control == NULL)
    close (pair[0]);
  return self->control != NULL;
}

/* Sends the first message: it waits in the socket until the supervisor is there to read it. */
static gboolean
send_first_message (SpSupervisor *self, GSocket *listener, GError **error)
{
  g_autofree char                  *text = sp_sandbox_dup_control_message (self->sandbox);
  g_autoptr (GSocketControlMessage) message = g_unix_fd_message_new ();
  GSocketControlMessage            *messages[] = { message };
  GOutputVector                     vector = { .buffer = text, .size = strlen (text) };
  gssize                            sent;

  if (!g_unix_fd_message_append_fd (G_UNIX_FD_MESSAGE (message), g_socket_get_fd (listener), error))
    return FALSE;

  g_socket_set_blocking (self->control, FALSE);
  sent = g_socket_send_message (self->control, NULL, &vector, 1, messages, 1, G_SOCKET_MSG_NONE,
                                NULL, error);
  if (sent >= 0 && (gsize) sent < vector.size)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                         _("The environment variables of the Space are too long."));
  return sent == (gssize) vector.size;
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SpSupervisor     *self = g_task_get_source_object (task);
  GError           *error = NULL;

  if (!sp_sandbox_launch_finish (SP_SANDBOX (source), result, &error)) {
    g_clear_object (&self->control);
    g_clear_object (&self->events.stream);
    g_clear_object (&self->errors.stream);
    g_task_return_error (task, error);
    return;
  }

  self->started = TRUE;
  read_next (self, &self->events);
  read_next (self, &self->errors);
  set_watchdog (self, self->stopping ? KILL_SECONDS : SILENCE_SECONDS);
  g_task_return_boolean (task, TRUE);
}

static void
sp_supervisor_finalize (GObject *object)
{
  SpSupervisor *self = SP_SUPERVISOR (object);

  g_clear_handle_id (&self->watchdog_id, g_source_remove);
  g_clear_object (&self->sandbox);
  g_clear_object (&self->control);
  g_clear_object (&self->events.stream);
  g_clear_object (&self->errors.stream);
  g_string_free (self->events.rest, TRUE);
  g_string_free (self->errors.rest, TRUE);
  g_queue_clear_full (&self->last_lines, g_free);

  G_OBJECT_CLASS (sp_supervisor_parent_class)->finalize (object);
}

static void
sp_supervisor_class_init (SpSupervisorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_supervisor_finalize;

  signals[LINE] = g_signal_new ("line", SP_TYPE_SUPERVISOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[READY] = g_signal_new ("ready", SP_TYPE_SUPERVISOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[USAGE] = g_signal_new ("usage", SP_TYPE_SUPERVISOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ENDED] = g_signal_new ("ended", SP_TYPE_SUPERVISOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, SP_TYPE_SUPERVISOR_END);
}

static void
sp_supervisor_init (SpSupervisor *self)
{
  self->end = SP_SUPERVISOR_END_LOST;
  self->status = -1;
  self->events.rest = g_string_new (NULL);
  self->errors.rest = g_string_new (NULL);
  g_queue_init (&self->last_lines);
}

SpSupervisor *
sp_supervisor_new (SpSandbox *sandbox)
{
  SpSupervisor *self;

  g_return_val_if_fail (SP_IS_SANDBOX (sandbox), NULL);

  self = g_object_new (SP_TYPE_SUPERVISOR, NULL);
  self->sandbox = g_object_ref (sandbox);
  return self;
}

SpSandbox *
sp_supervisor_get_sandbox (SpSupervisor *self)
{
  g_return_val_if_fail (SP_IS_SUPERVISOR (self), NULL);

  return self->sandbox;
}

void
sp_supervisor_start_async (SpSupervisor       *self,
                           GSocket            *listener,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  GError           *error = NULL;
  Ends             *ends;

  g_return_if_fail (SP_IS_SUPERVISOR (self) && self->events.stream == NULL && !self->started);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_supervisor_start_async);
  g_task_set_check_cancellable (task, FALSE); /* what was started has to end in order */
  ends = g_new (Ends, 1);
  *ends = (Ends){ { -1, -1, -1 } };
  g_task_set_task_data (task, ends, ends_free);

  if (!open_control (self, &ends->descriptors[0], &error) ||
      !open_lines (&self->events, &ends->descriptors[1], &error) ||
      !open_lines (&self->errors, &ends->descriptors[2], &error) ||
      !send_first_message (self, listener, &error)) {
    g_task_return_error (task, error);
    return;
  }

  sp_sandbox_launch_async (self->sandbox, ends->descriptors, cancellable, launched_cb,
                           g_steal_pointer (&task));
}

gboolean
sp_supervisor_start_finish (SpSupervisor *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sp_supervisor_stop (SpSupervisor *self)
{
  g_return_if_fail (SP_IS_SUPERVISOR (self));

  if (self->stopping)
    return;

  self->stopping = TRUE;
  g_clear_object (&self->control);
  if (self->events.stream != NULL)
    set_watchdog (self, KILL_SECONDS);
}

int
sp_supervisor_get_status (SpSupervisor *self, int *signal)
{
  g_return_val_if_fail (SP_IS_SUPERVISOR (self), -1);

  *signal = self->signal;
  return self->status;
}

GStrv
sp_supervisor_dup_last_lines (SpSupervisor *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (SP_IS_SUPERVISOR (self), NULL);

  for (GList *link = self->last_lines.head; link != NULL; link = link->next)
    g_strv_builder_add (builder, link->data);
  return g_strv_builder_end (builder);
}
