/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-result-window.h"

#include "sp-job-result.h"
#include "sp-resources.h"

struct _SpResultWindow {
  AdwWindow    parent_instance;
  GtkLabel    *outcome; /* template child */
  SpJobResult *result;  /* template child */
  SpAppJob    *job;     /* owned */
};

G_DEFINE_FINAL_TYPE (SpResultWindow, sp_result_window, ADW_TYPE_WINDOW)

/* What its components have to say is said where all is. */
static void
toast_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (parent), name, parameter);
}

static void
update (SpResultWindow *self)
{
  g_autofree char *outcome = sp_app_job_get_final (self->job) ? sp_app_job_dup_outcome (self->job) : NULL;

  gtk_label_set_label (self->outcome, outcome != NULL ? outcome : "");
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), outcome != NULL);
}

static void
sp_result_window_dispose (GObject *object)
{
  SpResultWindow *self = SP_RESULT_WINDOW (object);

  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
  adw_window_set_content (ADW_WINDOW (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_RESULT_WINDOW);

  G_OBJECT_CLASS (sp_result_window_parent_class)->dispose (object);
}

static void
sp_result_window_class_init (SpResultWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_result_window_dispose;

  g_type_ensure (SP_TYPE_JOB_RESULT);
  gtk_widget_class_install_action (widget_class, "win.toast", "(su)", toast_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-result-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SpResultWindow, outcome);
  gtk_widget_class_bind_template_child (widget_class, SpResultWindow, result);
}

static void
sp_result_window_init (SpResultWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
sp_result_window_new (GtkWindow    *parent,
                      GradioClient *client,
                      SpAppJob     *job)
{
  SpResultWindow *self = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);
  g_return_val_if_fail (SP_IS_APP_JOB (job), NULL);
  g_return_val_if_fail (sp_app_job_get_job (job) != NULL, NULL);

  self = g_object_new (SP_TYPE_RESULT_WINDOW, "transient-for", parent, "title", sp_app_job_get_name (job), NULL);
  self->job = g_object_ref (job);
  sp_job_result_set_job (self->result, client, sp_app_job_get_job (job));
  g_signal_connect_object (job, "notify::final", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WINDOW (self);
}
