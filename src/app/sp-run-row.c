/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-run-row.h"

#include "sp-job-status.h"
#include "sp-resources.h"
#include "sp-run-words.h"

struct _SpRunRow {
  GtkListBoxRow parent_instance;
  GtkLabel     *name;    /* template child */
  GtkLabel     *outcome; /* template child */
  SpJobStatus  *status;  /* template child */
  GtkWidget    *stop;    /* template child */
  SpRun        *run;     /* owned */
};

G_DEFINE_FINAL_TYPE (SpRunRow, sp_run_row, GTK_TYPE_LIST_BOX_ROW)

static void
update (SpRunRow *self)
{
  gboolean         final = sp_run_get_final (self->run);
  g_autofree char *outcome = final ? sp_run_words_outcome (self->run) : NULL;

  sp_job_status_set_job (self->status, final ? NULL : sp_run_get_job (self->run));
  gtk_widget_set_visible (GTK_WIDGET (self->status), !final);
  gtk_widget_set_visible (self->stop, !final);
  gtk_label_set_label (self->outcome, outcome != NULL ? outcome : "");
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), final);
}

static void
stop_cb (SpRunRow *self)
{
  sp_run_cancel (self->run);
}

static void
sp_run_row_dispose (GObject *object)
{
  SpRunRow *self = SP_RUN_ROW (object);

  g_clear_object (&self->run);
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
sp_run_row_new (SpBlocks *blocks, SpRun *run)
{
  SpRunRow        *self = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (SP_IS_BLOCKS (blocks), NULL);
  g_return_val_if_fail (SP_IS_RUN (run), NULL);

  self = g_object_new (SP_TYPE_RUN_ROW, NULL);
  self->run = g_object_ref (run);
  name = sp_run_words_name (blocks, run);
  gtk_label_set_label (self->name, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (run, "notify::job", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (run, "notify::final", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
