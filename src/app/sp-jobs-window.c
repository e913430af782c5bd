/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-jobs-window.h"

#include "sp-resources.h"
#include "sp-run-row.h"

struct _SpJobsWindow {
  AdwWindow   parent_instance;
  GtkStack   *stack; /* template child: “nothing”, “jobs” */
  GtkListBox *rows;  /* template child */
  GListModel *jobs;  /* owned */
};

G_DEFINE_FINAL_TYPE (SpJobsWindow, sp_jobs_window, ADW_TYPE_WINDOW)

typedef enum {
  SIGNAL_CHOSEN,
} SpJobsWindowSignal;

static guint signals[SIGNAL_CHOSEN + 1];

static void
row_activated_cb (SpJobsWindow *self, SpRunRow *row)
{
  g_autoptr (SpAppJob) job = g_object_ref (sp_run_row_get_job (row));

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, job);
}

static void
sp_jobs_window_dispose (GObject *object)
{
  SpJobsWindow *self = SP_JOBS_WINDOW (object);

  if (self->rows != NULL)
    gtk_list_box_bind_model (self->rows, NULL, NULL, NULL, NULL);
  g_clear_object (&self->jobs);
  adw_window_set_content (ADW_WINDOW (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_JOBS_WINDOW);

  G_OBJECT_CLASS (sp_jobs_window_parent_class)->dispose (object);
}

static void
sp_jobs_window_class_init (SpJobsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_jobs_window_dispose;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", SP_TYPE_JOBS_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, SP_TYPE_APP_JOB);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-jobs-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SpJobsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SpJobsWindow, rows);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

/* The name of an app, above the first of its rows. */
static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *app = sp_app_job_get_app (sp_run_row_get_job (SP_RUN_ROW (row)));
  GtkWidget  *label = NULL;

  if (before != NULL && g_strcmp0 (app, sp_app_job_get_app (sp_run_row_get_job (SP_RUN_ROW (before)))) == 0) {
    gtk_list_box_row_set_header (row, NULL);
    return;
  }

  label = gtk_label_new (app);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "jobs-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_box_row_set_header (row, label);
}

static void
sp_jobs_window_init (SpJobsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->rows, header_cb, NULL, NULL);
}

static GtkWidget *
create_row_cb (gpointer job, gpointer user_data)
{
  GtkWidget *row = sp_run_row_new (job);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

static void
update (SpJobsWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (self->jobs) > 0 ? "jobs" : "nothing");
}

GtkWindow *
sp_jobs_window_new (GtkWindow *parent, GListModel *jobs)
{
  SpJobsWindow *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (jobs), NULL);

  self = g_object_new (SP_TYPE_JOBS_WINDOW, "transient-for", parent, NULL);
  self->jobs = g_object_ref (jobs);
  gtk_list_box_bind_model (self->rows, jobs, create_row_cb, NULL, NULL);
  g_signal_connect_object (jobs, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WINDOW (self);
}
