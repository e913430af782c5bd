/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-jobs-view.h"

#include "sp-resources.h"
#include "sp-run-row.h"

struct _SpJobsView {
  AdwBin      parent_instance;
  GtkStack   *stack;           /* template child: “nothing”, “jobs” */
  GtkWidget  *running_section; /* template child */
  GtkListBox *running;         /* template child */
  GtkWidget  *done_section;    /* template child */
  GtkListBox *done;            /* template child */
  SpAppJobs  *jobs;            /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpJobsView, sp_jobs_view, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_CHOSEN,
} SpJobsViewSignal;

static guint signals[SIGNAL_CHOSEN + 1];

static void
update (SpJobsView *self)
{
  gboolean any_runs = g_list_model_get_n_items (sp_app_jobs_get_list (self->jobs)) > 0;
  gboolean any_done = g_list_model_get_n_items (sp_app_jobs_get_done (self->jobs)) > 0;

  if (self->stack == NULL)
    return; /* being disposed of */

  gtk_widget_set_visible (self->running_section, any_runs);
  gtk_widget_set_visible (self->done_section, any_done);
  gtk_stack_set_visible_child_name (self->stack, any_runs || any_done ? "jobs" : "nothing");
}

static void
row_activated_cb (SpJobsView *self,
                  SpRunRow   *row)
{
  g_autoptr (SpAppJob) job = g_object_ref (sp_run_row_get_job (row)); /* its row may go away */

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, job);
}

static void
stop_all_cb (SpJobsView *self)
{
  sp_app_jobs_cancel_all (self->jobs);
}

static void
clear_cb (SpJobsView *self)
{
  sp_app_jobs_forget_done (self->jobs);
}

static GtkWidget *
create_row_cb (gpointer job,
               gpointer user_data)
{
  GtkWidget *row = sp_run_row_new (job);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

/* An app may start something with each key that is pressed: there are rows while they can be seen. */
static void
set_rows (SpJobsView *self,
          gboolean    seen)
{
  seen = seen && self->jobs != NULL;
  gtk_list_box_bind_model (self->running, seen ? sp_app_jobs_get_list (self->jobs) : NULL, create_row_cb, NULL, NULL);
  gtk_list_box_bind_model (self->done, seen ? sp_app_jobs_get_done (self->jobs) : NULL, create_row_cb, NULL, NULL);
}

static void
sp_jobs_view_map (GtkWidget *widget)
{
  set_rows (SP_JOBS_VIEW (widget), TRUE);
  GTK_WIDGET_CLASS (sp_jobs_view_parent_class)->map (widget);
}

static void
sp_jobs_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_jobs_view_parent_class)->unmap (widget);
  if (SP_JOBS_VIEW (widget)->running != NULL)
    set_rows (SP_JOBS_VIEW (widget), FALSE);
}

static void
let_go (SpJobsView *self)
{
  if (self->jobs == NULL)
    return;

  g_signal_handlers_disconnect_by_func (sp_app_jobs_get_list (self->jobs), update, self);
  g_signal_handlers_disconnect_by_func (sp_app_jobs_get_done (self->jobs), update, self);
  g_clear_object (&self->jobs);
}

static void
sp_jobs_view_dispose (GObject *object)
{
  SpJobsView *self = SP_JOBS_VIEW (object);

  if (self->running != NULL)
    set_rows (self, FALSE);
  let_go (self);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_JOBS_VIEW);

  G_OBJECT_CLASS (sp_jobs_view_parent_class)->dispose (object);
}

static void
sp_jobs_view_class_init (SpJobsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_jobs_view_dispose;
  widget_class->map = sp_jobs_view_map;
  widget_class->unmap = sp_jobs_view_unmap;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", SP_TYPE_JOBS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, SP_TYPE_APP_JOB);

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-jobs-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SpJobsView, stack);
  gtk_widget_class_bind_template_child (widget_class, SpJobsView, running_section);
  gtk_widget_class_bind_template_child (widget_class, SpJobsView, running);
  gtk_widget_class_bind_template_child (widget_class, SpJobsView, done_section);
  gtk_widget_class_bind_template_child (widget_class, SpJobsView, done);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_all_cb);
}

static void
sp_jobs_view_init (SpJobsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_jobs_view_new (void)
{
  return g_object_new (SP_TYPE_JOBS_VIEW, NULL);
}

void
sp_jobs_view_set_jobs (SpJobsView *self,
                       SpAppJobs  *jobs)
{
  g_return_if_fail (SP_IS_JOBS_VIEW (self));
  g_return_if_fail (SP_IS_APP_JOBS (jobs));

  let_go (self);
  self->jobs = g_object_ref (jobs);
  g_signal_connect_object (sp_app_jobs_get_list (jobs), "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sp_app_jobs_get_done (jobs), "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    set_rows (self, TRUE);
  update (self);
}
