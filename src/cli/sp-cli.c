/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cli.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "sp-cli-text.h"

#define TWICE_MS 200

void
sp_cli_init (SpCli *self, const SpCliVerb *verb)
{
  self->verb = verb;
  self->output = g_string_new (NULL);
  self->loop = g_main_loop_new (NULL, FALSE);
  self->cancellable = g_cancellable_new ();
  self->progress = sp_cli_progress_new (STDERR_FILENO, SP_CLI_PROGRESS_NONE);
  self->way.headers = g_ptr_array_new ();
  self->way.cookies = g_ptr_array_new ();
}

/* A program that ends does without. */
void
sp_cli_clear (SpCli *self)
{
  g_string_free (self->output, TRUE);
  g_main_loop_unref (self->loop);
  g_object_unref (self->cancellable);
  sp_cli_progress_free (self->progress);
  g_ptr_array_unref (self->way.headers);
  g_ptr_array_unref (self->way.cookies);
}

/*
 * JSON leaves DEL and the control characters above it as they are, and a terminal obeys some of them.
 * Escaped they are the same JSON.
 */
static void
escape_controls (GString *string, gsize start)
{
  for (gsize i = start; i < string->len; i++) {
    guchar first = string->str[i];
    guchar second = string->str[i + 1];

    if (first == 0x7f) {
      g_string_erase (string, i, 1);
      g_string_insert (string, i, "\\u007f");
    } else if (first == 0xc2 && second >= 0x80 && second <= 0x9f) {
      g_autofree char *escape = g_strdup_printf ("\\u%04x", second);

      g_string_erase (string, i, 2);
      g_string_insert (string, i, escape);
    }
  }
}

/**
 * sp_cli_print_json:
 * @self: the run
 * @node: (nullable): a value
 *
 * Puts a line of compact JSON into the output.
 */
void
sp_cli_print_json (SpCli *self, JsonNode *node)
{
  gsize start = self->output->len;

  gradio_json_append (self->output, node);
  if (isatty (STDOUT_FILENO))
    escape_controls (self->output, start);
  g_string_append_c (self->output, '\n');
}

/**
 * sp_cli_flush:
 * @self: the run
 *
 * Writes what was printed. A reader that went away is no news; any other failure is told once.
 *
 * Returns: whether all that was ever printed is written
 */
gboolean
sp_cli_flush (SpCli *self)
{
  gsize done = 0;

  if (self->output->len > 0)
    sp_cli_progress_clear (self->progress);

  while (done < self->output->len && !self->output_failed) {
    gssize n = write (STDOUT_FILENO, self->output->str + done, self->output->len - done);

    if (n >= 0) {
      done += n;
    } else if (errno != EINTR && errno != EAGAIN) {
      self->output_failed = TRUE;
      if (errno != EPIPE)
        sp_cli_message (self, _("The output cannot be written: %s"), g_strerror (errno));
    }
  }
  g_string_truncate (self->output, 0);
  return !self->output_failed;
}

static void
write_message (SpCli *self, const char *text)
{
  g_autofree char *printable = sp_cli_text_printable (text);

  sp_cli_progress_clear (self->progress);
  fprintf (stderr, "spaceport-cli: %s\n", printable);
}

/**
 * sp_cli_message:
 * @self: the run
 * @format: a sentence
 * @...: its parts
 *
 * Tells the user something on standard error.
 */
void
sp_cli_message (SpCli *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  write_message (self, text);
}

/**
 * sp_cli_fail:
 * @self: the run
 * @status: exit status
 * @error: why
 *
 * Tells why it failed, unless the user stopped it and knows.
 *
 * Returns: @status, or the one of the signal or the time-out that stopped it
 */
int
sp_cli_fail (SpCli *self, int status, const GError *error)
{
  if (self->signal != 0)
    return SP_CLI_EXIT_SIGNAL + self->signal;
  if (self->timed_out) {
    g_autofree char *text = g_strdup_printf (_("It took longer than %s s."), self->way.timeout);

    write_message (self, text);
    return SP_CLI_EXIT_TIMEOUT;
  }

  write_message (self, error->message);
  return status;
}

/**
 * sp_cli_misused:
 * @self: the run
 * @format: a sentence
 * @...: its parts
 *
 * Tells what is wrong with the arguments and where to read more.
 *
 * Returns: the exit status
 */
int
sp_cli_misused (SpCli *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *command = NULL;
  va_list          args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  write_message (self, text);
  if (*self->verb->name != '\0')
    command = g_strdup_printf ("spaceport-cli %s --help", self->verb->name);
  else
    command = g_strdup ("spaceport-cli --help");
  fprintf (stderr, _("Try “%s”.\n"), command);
  return SP_CLI_EXIT_ARGUMENTS;
}

/**
 * sp_cli_result_cb:
 * @source: not looked at
 * @result: the result
 * @user_data: the run
 *
 * A #GAsyncReadyCallback for sp_cli_wait().
 */
void
sp_cli_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpCli *self = user_data;

  g_set_object (&self->result, result);
  g_main_loop_quit (self->loop);
}

/**
 * sp_cli_wait:
 * @self: the run
 *
 * Runs the main loop until sp_cli_result_cb() is called.
 *
 * Returns: (transfer full): the result
 */
GAsyncResult *
sp_cli_wait (SpCli *self)
{
  while (self->result == NULL)
    g_main_loop_run (self->loop);
  return g_steal_pointer (&self->result);
}

/**
 * sp_cli_is_stopped:
 * @self: the run
 *
 * Returns: whether a signal or the time-out ended it
 */
gboolean
sp_cli_is_stopped (SpCli *self)
{
  return self->signal != 0 || self->timed_out;
}

/**
 * sp_cli_stop:
 * @self: the run
 *
 * Cancels all that goes on, on the server too.
 */
void
sp_cli_stop (SpCli *self)
{
  if (self->job != NULL)
    gradio_job_cancel (self->job);
  g_cancellable_cancel (self->cancellable);
  g_main_loop_quit (self->loop); /* whoever waits for something else looks around */
}

/* Asked twice, the program waits for nothing. Some tools send a signal twice to ask once. */
static void
receive_signal (SpCli *self, int number)
{
  gint64 now = g_get_monotonic_time ();

  if (self->signal != 0) {
    if (now - self->signal_time >= TWICE_MS * 1000)
      _exit (SP_CLI_EXIT_SIGNAL + number);
    return;
  }

  self->signal = number;
  self->signal_time = now;
  sp_cli_stop (self);
}

static gboolean
interrupted_cb (gpointer user_data)
{
  receive_signal (user_data, SIGINT);
  return G_SOURCE_CONTINUE;
}

static gboolean
terminated_cb (gpointer user_data)
{
  receive_signal (user_data, SIGTERM);
  return G_SOURCE_CONTINUE;
}

static gboolean
hung_up_cb (gpointer user_data)
{
  receive_signal (user_data, SIGHUP);
  return G_SOURCE_CONTINUE;
}

/**
 * sp_cli_watch:
 * @self: the run
 *
 * From now on signals cancel what goes on instead of ending the program. Jobs on the server and
 * processes need that; whatever else there is ends with the program.
 */
void
sp_cli_watch (SpCli *self)
{
  if (self->watching)
    return;

  self->watching = TRUE;
  g_unix_signal_add (SIGINT, interrupted_cb, self);
  g_unix_signal_add (SIGTERM, terminated_cb, self);
  g_unix_signal_add (SIGHUP, hung_up_cb, self);
}
