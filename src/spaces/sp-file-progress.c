/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-file-progress.h"

#include "config.h"

#define INTERVAL_US (100 * 1000)

/* What is told to the context: a copy, for the thread goes on counting. */
typedef struct {
  SpFileProgressFunc func;
  gpointer           user_data;
  guint64            n_files;
  guint64            n_bytes;
} Report;

struct _SpFileProgress {
  Report        report;
  GMainContext *context;
  gint64        told; /* when it was, g_get_monotonic_time() */
};

SpFileProgress *
sp_file_progress_new (SpFileProgressFunc func, gpointer user_data)
{
  SpFileProgress *self = g_new0 (SpFileProgress, 1);

  self->report.func = func;
  self->report.user_data = user_data;
  self->context = g_main_context_ref_thread_default ();
  return self;
}

void
sp_file_progress_free (SpFileProgress *self)
{
  g_main_context_unref (self->context);
  g_free (self);
}

static gboolean
tell_cb (gpointer user_data)
{
  Report *report = user_data;

  report->func (report->n_files, report->n_bytes, report->user_data);
  return G_SOURCE_REMOVE;
}

void
sp_file_progress_add (SpFileProgress *self, guint64 n_files, guint64 n_bytes)
{
  g_autoptr (GSource) source = NULL;
  gint64              now;

  if (self == NULL || self->report.func == NULL)
    return;

  self->report.n_files += n_files;
  self->report.n_bytes += n_bytes;
  now = g_get_monotonic_time ();
  if (now - self->told < INTERVAL_US)
    return;

  /* Before the end of the task, which has the same priority and comes later. */
  self->told = now;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, g_memdup2 (&self->report, sizeof self->report), g_free);
  g_source_attach (source, self->context);
}
