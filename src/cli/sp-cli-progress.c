/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cli-progress.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-text.h"

#define REDRAW_MS 50
#define DEFAULT_COLUMNS 80

struct _SpCliProgress {
  int               fd;
  SpCliProgressMode mode;
  GString          *text;    /* to be shown */
  GString          *shown;   /* last line in mode LINES */
  int               columns; /* taken by what stands on the terminal's line */
  gint64            drawn;   /* when, monotonic */
  guint             timeout; /* draws what came too soon after the last */
  guint             idle;    /* describes the job once after several changes */
  GradioJob        *job;     /* owned */
};

static void
append_part (GString *string, char *part)
{
  if (string->len > 0)
    g_string_append (string, " · ");
  g_string_append (string, part);
  g_free (part);
}

static void
append_units (GString *string, GPtrArray *units)
{
  for (guint i = 0; i < units->len; i++) {
    const GradioProgress *unit = g_ptr_array_index (units, i);
    char                 *text = gradio_progress_dup_text (unit);

    if (unit->index < 0 && unit->fraction >= 0) {
      g_autofree char *name = text;

      text = g_strdup_printf ("%s%s%.0f %%", name, *name != '\0' ? " " : "", unit->fraction * 100);
    }
    append_part (string, text);
  }
}

/**
 * sp_cli_status_describe:
 * @self: what a job is doing
 *
 * Returns: (transfer full): a line such as “Queue position 3 of 10 · about 12 s left”; `""` for a job
 *   that ended
 */
char *
sp_cli_status_describe (const SpCliStatus *self)
{
  GString *string = g_string_new (NULL);

  if (self->retry_in > 0) {
    append_part (string, g_strdup_printf (_("The queue is full, trying again in %.0f s"), self->retry_in));
    return g_string_free (string, FALSE);
  }

  switch (self->state) {
  case GRADIO_JOB_UPLOADING:
    if (self->upload_fraction >= 0)
      append_part (string, g_strdup_printf (_("Uploading %d %%"), (int) (self->upload_fraction * 100)));
    break;
  case GRADIO_JOB_QUEUED:
    if (self->queue_position > 0 && self->queue_size > 0)
      append_part (string, g_strdup_printf (_("Queue position %d of %d"), self->queue_position,
                                            self->queue_size));
    else
      append_part (string, g_strdup (_("Waiting")));
    break;
  case GRADIO_JOB_PROCESSING:
  case GRADIO_JOB_GENERATING:
    if (self->units != NULL && self->units->len > 0)
      append_units (string, self->units);
    else
      append_part (string, g_strdup (_("Running")));
    break;
  case GRADIO_JOB_COMPLETE:
  case GRADIO_JOB_CANCELLED:
  case GRADIO_JOB_FAILED:
    return g_string_free (string, FALSE);
  }

  if (self->eta >= 0.5 && self->state != GRADIO_JOB_UPLOADING)
    append_part (string, g_strdup_printf (_("about %.0f s left"), self->eta));
  return g_string_free (string, FALSE);
}

static void
write_all (int fd, const char *text, gsize length)
{
  while (length > 0) {
    gssize n = write (fd, text, length);

    if (n < 0 && errno != EINTR)
      return; /* nobody reads it: there is nowhere left to complain */
    if (n > 0) {
      text += n;
      length -= n;
    }
  }
}

static int
get_columns (int fd)
{
  struct winsize size;

  if (ioctl (fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 1)
    return size.ws_col;
  return DEFAULT_COLUMNS;
}

/*
 * Spaces wipe out the rest of a longer line, which every terminal understands. The last column stays
 * free: some terminals would scroll.
 */
static void
draw (SpCliProgress *self)
{
  g_autofree char    *line = sp_cli_text_one_line (self->text->str, get_columns (self->fd) - 1);
  g_autoptr (GString) out = g_string_new ("\r");
  int                 width = sp_cli_text_width (line);

  if (self->columns > width)
    g_string_append_printf (out, "%*s\r", self->columns, "");
  g_string_append (out, line);
  write_all (self->fd, out->str, out->len);

  self->columns = width;
  self->drawn = g_get_monotonic_time ();
}

static gboolean
redraw_cb (gpointer user_data)
{
  SpCliProgress *self = user_data;

  self->timeout = 0;
  draw (self);
  return G_SOURCE_REMOVE;
}

/**
 * sp_cli_progress_new:
 * @fd: where to write
 * @mode: how
 *
 * Returns: (transfer full): a progress display
 */
SpCliProgress *
sp_cli_progress_new (int fd, SpCliProgressMode mode)
{
  SpCliProgress *self = g_new0 (SpCliProgress, 1);

  self->fd = fd;
  self->mode = mode;
  self->text = g_string_new (NULL);
  self->shown = g_string_new (NULL);
  return self;
}

void
sp_cli_progress_free (SpCliProgress *self)
{
  sp_cli_progress_watch_job (self, NULL);
  sp_cli_progress_clear (self);
  g_string_free (self->text, TRUE);
  g_string_free (self->shown, TRUE);
  g_free (self);
}

void
sp_cli_progress_set_mode (SpCliProgress *self, SpCliProgressMode mode)
{
  self->mode = mode;
}

/**
 * sp_cli_progress_show:
 * @self: a progress display
 * @text: what is going on; `""` shows nothing new
 *
 * Shows @text, at most twenty times a second on a terminal.
 */
void
sp_cli_progress_show (SpCliProgress *self, const char *text)
{
  if (*text == '\0' || g_str_equal (self->text->str, text))
    return;
  g_string_assign (self->text, text);

  switch (self->mode) {
  case SP_CLI_PROGRESS_NONE:
    break;
  case SP_CLI_PROGRESS_LINES: {
    g_autofree char *line = sp_cli_text_one_line (text, 1000);

    if (g_str_equal (self->shown->str, line))
      break;
    g_string_printf (self->shown, "%s\n", line);
    write_all (self->fd, self->shown->str, self->shown->len);
    g_string_assign (self->shown, line);
    break;
  }
  case SP_CLI_PROGRESS_REWRITE:
    if (self->timeout != 0)
      break;
    if (g_get_monotonic_time () - self->drawn >= REDRAW_MS * 1000)
      draw (self);
    else
      self->timeout = g_timeout_add (REDRAW_MS, redraw_cb, self);
    break;
  }
}

/**
 * sp_cli_progress_clear:
 * @self: a progress display
 *
 * Empties the terminal's line, for something else to be written there.
 */
void
sp_cli_progress_clear (SpCliProgress *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_string_truncate (self->text, 0);
  if (self->mode == SP_CLI_PROGRESS_REWRITE && self->columns > 0)
    draw (self);
}

static gboolean
describe_cb (gpointer user_data)
{
  SpCliProgress   *self = user_data;
  GradioJob       *job = self->job;
  SpCliStatus      status = { 0 };
  g_autofree char *text = NULL;

  status.state = gradio_job_get_state (job);
  status.upload_fraction = gradio_job_get_upload_fraction (job);
  status.queue_position = gradio_job_get_queue_position (job);
  status.queue_size = gradio_job_get_queue_size (job);
  status.eta = gradio_job_get_eta (job);
  status.retry_in = gradio_job_get_retry_in (job);
  status.units = gradio_job_get_progress (job);
  text = sp_cli_status_describe (&status);
  self->idle = 0;
  sp_cli_progress_show (self, text);
  return G_SOURCE_REMOVE;
}

/* One message of the server changes several properties: what is between two of them never was. */
static void
job_changed_cb (SpCliProgress *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_DEFAULT, describe_cb, self, NULL);
}

/* Lines are a record: what a message told is there, also when the next one has come already. */
static void
job_progressed_cb (SpCliProgress *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  describe_cb (self);
}

/**
 * sp_cli_progress_watch_job:
 * @self: a progress display
 * @job: (nullable): a job, or %NULL to watch none
 *
 * Shows what @job is doing from now on.
 */
void
sp_cli_progress_watch_job (SpCliProgress *self, GradioJob *job)
{
  static const char *const signals[] = {
    "notify::state", "notify::queue-position", "notify::queue-size",
    "notify::eta", "notify::progress", "notify::upload-fraction", "notify::retry-in"
  };

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->job != NULL) {
    g_signal_handlers_disconnect_by_data (self->job, self);
    g_clear_object (&self->job);
  }
  if (job == NULL || self->mode == SP_CLI_PROGRESS_NONE)
    return;

  self->job = g_object_ref (job);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_swapped (job, signals[i], G_CALLBACK (job_changed_cb), self);
  if (self->mode == SP_CLI_PROGRESS_LINES)
    g_signal_connect_swapped (job, "notify::progress", G_CALLBACK (job_progressed_cb), self);
  job_changed_cb (self);
}
