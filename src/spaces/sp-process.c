/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-process.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib-unix.h>

#include "gradio-priority.h"

#define KILL_AFTER_SECONDS 3
#define DRAIN_SECONDS 1
#define MAX_LINE_LENGTH 4096 /* longer ones are told in pieces */
#define N_LAST_LINES 10

struct _SpProcess {
  GObject       parent_instance;
  GInputStream *output;
  pid_t         group;
  int           wait_status;
  GCancellable *reading;
  GString      *line;  /* what was read of the next line */
  GQueue        lines; /* the last ones, owned */
  guint         kill_id;
  guint         drain_id;
  gboolean      exited;
  gboolean      drained;
  char          buffer[MAX_LINE_LENGTH];
};

G_DEFINE_FINAL_TYPE (SpProcess, sp_process, G_TYPE_OBJECT)

enum {
  LINE,
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
take_line (SpProcess *self)
{
  g_autofree char *text = g_utf8_make_valid (self->line->str, self->line->len);

  g_string_truncate (self->line, 0);
  g_strchomp (text);
  if (*text == '\0')
    return;

  g_queue_push_tail (&self->lines, g_strdup (text));
  if (self->lines.length > N_LAST_LINES)
    g_free (g_queue_pop_head (&self->lines));
  g_signal_emit (self, signals[LINE], 0, text);
}

static void
end_if_done (SpProcess *self)
{
  if (!self->exited || !self->drained)
    return;

  g_clear_handle_id (&self->drain_id, g_source_remove);
  g_signal_emit (self, signals[ENDED], 0);
}

static void read_next (SpProcess *self);

static void
output_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpProcess) self = user_data;
  g_autoptr (GError)    error = NULL;
  gssize                length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  for (gssize i = 0; i < length; i++) {
    if (self->buffer[i] != '\n' && self->buffer[i] != '\r')
      g_string_append_c (self->line, self->buffer[i] != '\0' ? self->buffer[i] : ' ');
    if (self->buffer[i] == '\n' || self->buffer[i] == '\r' || self->line->len >= MAX_LINE_LENGTH)
      take_line (self);
  }

  if (length > 0) {
    read_next (self);
    return;
  }

  if (error != NULL)
    g_debug ("The output of a process is not read on: %s", error->message);
  take_line (self);
  self->drained = TRUE;
  end_if_done (self);
}

static void
read_next (SpProcess *self)
{
  g_input_stream_read_async (self->output, self->buffer, sizeof self->buffer,
                             GRADIO_PRIORITY_READ, self->reading, output_read_cb,
                             g_object_ref (self));
}

static gboolean
drain_timeout_cb (gpointer user_data)
{
  SpProcess *self = user_data;

  self->drain_id = 0;
  g_cancellable_cancel (self->reading);
  return G_SOURCE_REMOVE;
}

static void
process_exited_cb (GPid pid, int wait_status, gpointer user_data)
{
  SpProcess *self = user_data;

  self->wait_status = wait_status;
  g_clear_handle_id (&self->kill_id, g_source_remove);
  kill (-self->group, SIGKILL); /* what it left behind in its group */
  self->exited = TRUE;

  /* A daemon it started in another group may keep the pipe open for ever. */
  if (!self->drained)
    self->drain_id = g_timeout_add_seconds (DRAIN_SECONDS, drain_timeout_cb, self);
  end_if_done (self);
}

static gboolean
kill_timeout_cb (gpointer user_data)
{
  SpProcess *self = user_data;

  self->kill_id = 0;
  kill (-self->group, SIGKILL);
  return G_SOURCE_REMOVE;
}

/* Runs in the child before the program, so it may call async-signal-safe functions only. */
static void
child_setup_cb (gpointer user_data)
{
  pid_t parent = GPOINTER_TO_INT (user_data);

  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != parent)
    _exit (1); /* the parent was gone before it could be watched */
}

static void
sp_process_finalize (GObject *object)
{
  SpProcess *self = SP_PROCESS (object);

  g_clear_object (&self->output);
  g_clear_object (&self->reading);
  g_string_free (self->line, TRUE);
  g_queue_clear_full (&self->lines, g_free);

  G_OBJECT_CLASS (sp_process_parent_class)->finalize (object);
}

static void
sp_process_class_init (SpProcessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_process_finalize;

  signals[LINE] = g_signal_new ("line", SP_TYPE_PROCESS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ENDED] =
    g_signal_new ("ended", SP_TYPE_PROCESS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sp_process_init (SpProcess *self)
{
  self->reading = g_cancellable_new ();
  self->line = g_string_new (NULL);
  g_queue_init (&self->lines);
}

SpProcess *
sp_process_new (const char *const *argv,
                const char *const *envp,
                const char        *folder,
                GError           **error)
{
  g_autoptr (SpProcess) self = g_object_new (SP_TYPE_PROCESS, NULL);
  int                   pipe_fds[2];
  gboolean              started;

  g_return_val_if_fail (argv != NULL && argv[0] != NULL, NULL);

  if (!g_unix_open_pipe (pipe_fds, FD_CLOEXEC, error))
    return NULL;

  self->output = g_unix_input_stream_new (pipe_fds[0], TRUE);
  started = g_spawn_async_with_pipes_and_fds (
    folder, argv, envp, G_SPAWN_DO_NOT_REAP_CHILD, child_setup_cb, GINT_TO_POINTER (getpid ()), -1,
    pipe_fds[1], pipe_fds[1], NULL, NULL, 0, &self->group, NULL, NULL, NULL, error);
  close (pipe_fds[1]);
  if (!started)
    return NULL;

  g_child_watch_add_full (G_PRIORITY_DEFAULT, self->group, process_exited_cb, g_object_ref (self),
                          g_object_unref);
  read_next (self);
  return g_steal_pointer (&self);
}

void
sp_process_stop (SpProcess *self)
{
  g_return_if_fail (SP_IS_PROCESS (self));

  if (self->exited || self->kill_id != 0)
    return;

  kill (-self->group, SIGTERM);
  self->kill_id = g_timeout_add_seconds (KILL_AFTER_SECONDS, kill_timeout_cb, self);
}

int
sp_process_get_wait_status (SpProcess *self)
{
  g_return_val_if_fail (SP_IS_PROCESS (self) && self->exited, -1);

  return self->wait_status;
}

GStrv
sp_process_dup_last_lines (SpProcess *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (SP_IS_PROCESS (self), NULL);

  for (GList *link = self->lines.head; link != NULL; link = link->next)
    g_strv_builder_add (builder, link->data);
  return g_strv_builder_end (builder);
}
