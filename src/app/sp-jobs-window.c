/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-jobs-window.h"

#include "sp-installation-row.h"
#include "sp-resources.h"
#include "sp-run-row.h"

struct _SpJobsWindow {
  AdwWindow   parent_instance;
  GtkStack   *stack;               /* template child: “nothing”, “jobs” */
  GtkWidget  *installations_title; /* template child */
  GtkListBox *installations;       /* template child */
  GtkListBox *rows;                /* template child */
  GListModel *jobs;                /* owned */
  SpLibrary  *library;             /* owned */
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

  if (self->rows != NULL) {
    gtk_list_box_bind_model (self->installations, NULL, NULL, NULL, NULL);
    gtk_list_box_bind_model (self->rows, NULL, NULL, NULL, NULL);
  }
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_data (sp_library_get_installations (self->library), self);
  g_clear_object (&self->jobs);
  g_clear_object (&self->library);
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
  gtk_widget_class_bind_template_child (widget_class, SpJobsWindow, installations_title);
  gtk_widget_class_bind_template_child (widget_class, SpJobsWindow, installations);
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

static GtkWidget *
create_installation_cb (gpointer item, gpointer user_data)
{
  return sp_installation_row_new (SP_JOBS_WINDOW (user_data)->library, item);
}

static void
update (SpJobsWindow *self)
{
  gboolean any_jobs = g_list_model_get_n_items (self->jobs) > 0;
  gboolean any_installations = g_list_model_get_n_items (sp_library_get_installations (self->library)) > 0;

  gtk_widget_set_visible (self->installations_title, any_installations);
  gtk_widget_set_visible (GTK_WIDGET (self->installations), any_installations);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), any_jobs);
  gtk_stack_set_visible_child_name (self->stack, any_jobs || any_installations ? "jobs" : "nothing");
}

GtkWindow *
sp_jobs_window_new (GtkWindow *parent, GListModel *jobs, SpLibrary *library)
{
  GListModel   *installations = NULL;
  SpJobsWindow *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (jobs), NULL);
  g_return_val_if_fail (SP_IS_LIBRARY (library), NULL);

  self = g_object_new (SP_TYPE_JOBS_WINDOW, "transient-for", parent, NULL);
  self->jobs = g_object_ref (jobs);
  self->library = g_object_ref (library);
  installations = sp_library_get_installations (library);
  gtk_list_box_bind_model (self->installations, installations, create_installation_cb, self, NULL);
  g_signal_connect_object (installations, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->rows, jobs, create_row_cb, NULL, NULL);
  g_signal_connect_object (jobs, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WINDOW (self);
}
