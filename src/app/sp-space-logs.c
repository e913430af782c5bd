/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-space-logs.h"

#include "sp-gpu-usage.h"
#include "sp-log-view.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpSpaceLogs {
  AdwBin     parent_instance;
  GtkLabel  *usage;   /* template child */
  GtkLabel  *warning; /* template child */
  GtkWidget *stop;    /* template child */
  SpLogView *log;     /* template child */
  SpRunner  *runner;  /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpSpaceLogs, sp_space_logs, ADW_TYPE_BIN)

char *
sp_space_logs_dup_usage (SpRunner *runner)
{
  g_autoptr (SpGpuUsage) gpu = NULL;
  g_autofree char       *gpu_words = NULL;
  g_autofree char       *memory_size = NULL;
  g_autofree char       *disk_size = NULL;
  g_autofree char       *words = NULL;
  guint64                memory = 0, disk = 0;
  double                 cpu = 0;

  g_return_val_if_fail (SP_IS_RUNNER (runner), NULL);

  g_object_get (runner, "memory", &memory, "disk", &disk, "cpu", &cpu, "gpu-usage", &gpu, NULL);
  if (sp_runner_get_state (runner) != SP_RUNNER_RUNNING || memory == 0)
    return NULL;

  memory_size = g_format_size (memory);
  disk_size = g_format_size (disk);

  /* Translators: what a Space uses now: sizes, and percent of one processor. */
  words = g_strdup_printf (_("Memory %s · Processor %.0f %% · Disk %s"), memory_size, cpu, disk_size);
  gpu_words = gpu != NULL ? sp_gpu_usage_dup_words (gpu) : NULL;
  return gpu_words != NULL ? g_strjoin (" · ", words, gpu_words, NULL) : g_steal_pointer (&words);
}

static const char *
get_state_words (SpRunnerState state)
{
  switch (state) {
  case SP_RUNNER_STOPPED:
    return _("Not running");
  case SP_RUNNER_INSTALLING:
  case SP_RUNNER_STARTING:
    return _("Starting…");
  case SP_RUNNER_RUNNING:
    return _("Running");
  case SP_RUNNER_FAILED:
    return _("Stopped by an error");
  case SP_RUNNER_WAITING:
    return _("Ended by itself, starts again");
  }

  return "";
}

static void
update (SpSpaceLogs *self)
{
  SpRunnerState    state = sp_runner_get_state (self->runner);
  const char      *warning = sp_runner_get_warning (self->runner);
  g_autofree char *usage = sp_space_logs_dup_usage (self->runner);

  gtk_label_set_label (self->usage, usage != NULL ? usage : get_state_words (state));
  gtk_label_set_label (self->warning, warning != NULL ? warning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning), warning != NULL);
  gtk_widget_set_visible (self->stop, state != SP_RUNNER_STOPPED && state != SP_RUNNER_FAILED);
}

static void
output_cb (SpSpaceLogs *self,
           const char  *line)
{
  sp_log_view_append_line (self->log, line);
}

static void
sp_space_logs_dispose (GObject *object)
{
  SpSpaceLogs *self = SP_SPACE_LOGS (object);

  if (self->runner != NULL)
    g_signal_handlers_disconnect_by_data (self->runner, self);
  g_clear_object (&self->runner);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_SPACE_LOGS);

  G_OBJECT_CLASS (sp_space_logs_parent_class)->dispose (object);
}

static void
sp_space_logs_class_init (SpSpaceLogsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_space_logs_dispose;

  g_type_ensure (SP_TYPE_LOG_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-space-logs.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSpaceLogs, usage);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceLogs, warning);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceLogs, stop);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceLogs, log);
}

static void
sp_space_logs_init (SpSpaceLogs *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sp_space_logs_set_runner (SpSpaceLogs *self,
                          SpRunner    *runner)
{
  g_auto (GStrv) lines = NULL;

  g_return_if_fail (SP_IS_SPACE_LOGS (self));
  g_return_if_fail (SP_IS_RUNNER (runner));

  if (self->runner == runner)
    return;

  if (self->runner != NULL)
    g_signal_handlers_disconnect_by_data (self->runner, self);
  g_set_object (&self->runner, runner);
  lines = sp_runner_dup_last_lines (runner);
  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++)
    sp_log_view_append_line (self->log, lines[i]);
  g_signal_connect_object (runner, "output", G_CALLBACK (output_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
sp_space_logs_find (SpSpaceLogs *self)
{
  g_return_if_fail (SP_IS_SPACE_LOGS (self));

  sp_log_view_find (self->log);
}
