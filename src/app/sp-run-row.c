/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-run-row.h"

#include "sp-job-status.h"
#include "sp-resources.h"

struct _SpRunRow {
  GtkListBoxRow parent_instance;
  GtkLabel     *name;    /* template child */
  GtkLabel     *outcome; /* template child */
  SpJobStatus  *status;  /* template child */
  GtkWidget    *stop;    /* template child */
  SpAppJob     *job;     /* owned */
};

G_DEFINE_FINAL_TYPE (SpRunRow, sp_run_row, GTK_TYPE_LIST_BOX_ROW)

static void
update (SpRunRow *self)
{
  gboolean         final = sp_app_job_get_final (self->job);
  g_autofree char *outcome = final ? sp_app_job_dup_outcome (self->job) : NULL;

  sp_job_status_set_job (self->status, final ? NULL : sp_app_job_get_job (self->job));
  gtk_widget_set_visible (GTK_WIDGET (self->status), !final);
  gtk_widget_set_visible (self->stop, !final);
  gtk_label_set_label (self->outcome, outcome != NULL ? outcome : "");
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), final);
}

static void
stop_cb (SpRunRow *self)
{
  sp_app_job_cancel (self->job);
}

static void
sp_run_row_dispose (GObject *object)
{
  SpRunRow *self = SP_RUN_ROW (object);

  g_clear_object (&self->job);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_RUN_ROW);

  G_OBJECT_CLASS (sp_run_row_parent_class)->dispose (object);
}

static void
sp_run_row_class_init (SpRunRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_run_row_dispose;

  g_type_ensure (SP_TYPE_JOB_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-run-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpRunRow, name);
  gtk_widget_class_bind_template_child (widget_class, SpRunRow, outcome);
  gtk_widget_class_bind_template_child (widget_class, SpRunRow, status);
  gtk_widget_class_bind_template_child (widget_class, SpRunRow, stop);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
sp_run_row_init (SpRunRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_run_row_new (SpAppJob *job)
{
  SpRunRow *self = NULL;

  g_return_val_if_fail (SP_IS_APP_JOB (job), NULL);

  self = g_object_new (SP_TYPE_RUN_ROW, NULL);
  self->job = g_object_ref (job);
  gtk_label_set_label (self->name, sp_app_job_get_name (job));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sp_app_job_get_name (job), -1);
  g_signal_connect_object (job, "notify::job", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "notify::final", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

SpAppJob *
sp_run_row_get_job (SpRunRow *self)
{
  g_return_val_if_fail (SP_IS_RUN_ROW (self), NULL);

  return self->job;
}
