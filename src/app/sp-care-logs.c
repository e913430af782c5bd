/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-care-logs.h"

#include "sp-hub-metrics.h"
#include "sp-log-view.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpCareLogs {
  AdwBin           parent_instance;
  GtkToggleButton *build;   /* template child */
  GtkLabel        *usage;   /* template child */
  GtkLabel        *note;    /* template child */
  SpLogView       *view;    /* template child */
  SpCareSpace     *space;   /* owned, nullable */
  SpHubLog        *log;     /* owned, nullable: the one that is shown */
  SpHubMetrics    *metrics; /* owned, nullable */
  gboolean         moving;  /* the Space was on its way when it was looked at last */
};

G_DEFINE_FINAL_TYPE (SpCareLogs, sp_care_logs, ADW_TYPE_BIN)

static void
lines_cb (SpCareLogs *self,
          GStrv       lines)
{
  for (gsize i = 0; lines[i] != NULL; i++)
    sp_log_view_append_line (self->view, lines[i]);
}

static void
log_state_cb (SpCareLogs *self)
{
  const GError    *error = sp_hub_log_get_error (self->log);
  gboolean         waits = sp_hub_log_get_state (self->log) == SP_HUB_LIVE_WAITING;
  g_autofree char *text = NULL;

  if (error != NULL && waits)
    text = g_strdup_printf (_("%s It is tried again by itself."), error->message);
  else if (error != NULL)
    text = g_strdup (error->message);
  gtk_label_set_label (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
}

static void
append (GPtrArray *words,
        char      *text)
{
  g_ptr_array_add (words, text);
}

static char *
dup_sample_words (const SpHubSample *sample)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char      *memory = g_format_size ((guint64) MAX (sample->memory, 0));
  g_autofree char      *total = g_format_size ((guint64) MAX (sample->memory_total, 0));

  if (sample->cpu >= 0)
    append (words, g_strdup_printf (_("Processor %.0f %%"), sample->cpu));
  if (sample->memory >= 0 && sample->memory_total > 0)
    append (words, g_strdup_printf (_("Memory %s of %s"), memory, total));
  else if (sample->memory >= 0)
    append (words, g_strdup_printf (_("Memory %s"), memory));
  if (sample->n_gpus > 0 && sample->gpu >= 0)
    append (words, g_strdup_printf (_("Graphics card %.0f %%"), sample->gpu));
  g_ptr_array_add (words, NULL);

  return g_strjoinv (" · ", (char **) words->pdata);
}

static void
sample_cb (SpCareLogs  *self,
           SpHubSample *sample)
{
  g_autofree char *words = dup_sample_words (sample);

  gtk_label_set_label (self->usage, words);
}

/* What does not run needs nothing. */
static void
metrics_state_cb (SpCareLogs *self)
{
  if (sp_hub_metrics_get_state (self->metrics) != SP_HUB_LIVE_OPEN)
    gtk_label_set_label (self->usage, "");
}

static void
drop_log (SpCareLogs *self)
{
  if (self->log != NULL) {
    g_signal_handlers_disconnect_by_data (self->log, self);
    sp_hub_log_stop (self->log);
  }
  g_clear_object (&self->log);
}

static void
drop_metrics (SpCareLogs *self)
{
  if (self->metrics != NULL) {
    g_signal_handlers_disconnect_by_data (self->metrics, self);
    sp_hub_metrics_stop (self->metrics);
  }
  g_clear_object (&self->metrics);
}

static void
open_log (SpCareLogs *self)
{
  gboolean build = gtk_toggle_button_get_active (self->build);

  drop_log (self);
  sp_log_view_clear (self->view);
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  self->log = sp_hub_log_new (sp_care_space_get_session (self->space), sp_care_space_get_id (self->space),
                              build ? SP_HUB_LOG_BUILD : SP_HUB_LOG_RUN);
  g_signal_connect_object (self->log, "lines", G_CALLBACK (lines_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->log, "notify::state", G_CALLBACK (log_state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->log, "notify::error", G_CALLBACK (log_state_cb), self, G_CONNECT_SWAPPED);
}

/* Where they were stopped they go on. */
static void
start (SpCareLogs *self)
{
  if (self->log == NULL)
    open_log (self);
  sp_hub_log_start (self->log);

  if (self->metrics == NULL) {
    self->metrics = sp_hub_metrics_new (sp_care_space_get_session (self->space), sp_care_space_get_id (self->space));
    g_signal_connect_object (self->metrics, "sample", G_CALLBACK (sample_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->metrics, "notify::state", G_CALLBACK (metrics_state_cb), self, G_CONNECT_SWAPPED);
  }
  sp_hub_metrics_start (self->metrics);
}

static void
start_again (SpCareLogs *self)
{
  if (sp_hub_log_get_state (self->log) == SP_HUB_LIVE_ENDED)
    drop_log (self);
  if (sp_hub_metrics_get_state (self->metrics) == SP_HUB_LIVE_ENDED)
    drop_metrics (self);
  start (self);
}

/* The Hub gives no log of what does not run: once it does there is one. */
static void
space_changed_cb (SpCareLogs *self)
{
  SpHubRuntime *runtime = sp_care_space_get_runtime (self->space);
  gboolean      was_moving = self->moving;

  self->moving = runtime != NULL && sp_hub_runtime_is_moving (runtime);
  if (was_moving == self->moving || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  start_again (self);
}

static void
kind_cb (SpCareLogs *self)
{
  if (self->space == NULL)
    return;

  drop_log (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    start (self);
}

static void
sp_care_logs_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_care_logs_parent_class)->map (widget);
  if (SP_CARE_LOGS (widget)->space != NULL)
    start (SP_CARE_LOGS (widget));
}

static void
sp_care_logs_unmap (GtkWidget *widget)
{
  SpCareLogs *self = SP_CARE_LOGS (widget);

  if (self->log != NULL)
    sp_hub_log_stop (self->log);
  if (self->metrics != NULL)
    sp_hub_metrics_stop (self->metrics);
  GTK_WIDGET_CLASS (sp_care_logs_parent_class)->unmap (widget);
}

static void
sp_care_logs_dispose (GObject *object)
{
  SpCareLogs *self = SP_CARE_LOGS (object);

  drop_log (self);
  drop_metrics (self);
  if (self->space != NULL)
    g_signal_handlers_disconnect_by_data (self->space, self);
  g_clear_object (&self->space);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CARE_LOGS);

  G_OBJECT_CLASS (sp_care_logs_parent_class)->dispose (object);
}

static void
sp_care_logs_class_init (SpCareLogsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_care_logs_dispose;
  widget_class->map = sp_care_logs_map;
  widget_class->unmap = sp_care_logs_unmap;

  g_type_ensure (SP_TYPE_LOG_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-care-logs.ui");
  gtk_widget_class_bind_template_child (widget_class, SpCareLogs, build);
  gtk_widget_class_bind_template_child (widget_class, SpCareLogs, usage);
  gtk_widget_class_bind_template_child (widget_class, SpCareLogs, note);
  gtk_widget_class_bind_template_child (widget_class, SpCareLogs, view);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
}

static void
sp_care_logs_init (SpCareLogs *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sp_care_logs_set_space (SpCareLogs  *self,
                        SpCareSpace *space)
{
  g_return_if_fail (SP_IS_CARE_LOGS (self));
  g_return_if_fail (SP_IS_CARE_SPACE (space));

  g_return_if_fail (self->space == NULL);

  self->space = g_object_ref (space);
  g_signal_connect_object (space, "changed", G_CALLBACK (space_changed_cb), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    start (self);
}

void
sp_care_logs_find (SpCareLogs *self)
{
  g_return_if_fail (SP_IS_CARE_LOGS (self));

  sp_log_view_find (self->view);
}

void
sp_care_logs_reload (SpCareLogs *self)
{
  g_return_if_fail (SP_IS_CARE_LOGS (self));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (sp_hub_log_get_state (self->log) == SP_HUB_LIVE_WAITING)
    sp_hub_log_stop (self->log); /* and is tried again now */
  if (sp_hub_metrics_get_state (self->metrics) == SP_HUB_LIVE_WAITING)
    sp_hub_metrics_stop (self->metrics);
  start_again (self);
}
