/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-job-result.h"

#include "sp-component-registry.h"
#include "sp-resources.h"
#include "sp-time-words.h"
#include "sp-value-targets.h"

#include <glib/gi18n-lib.h>

struct _SpJobResult {
  AdwBin        parent_instance;
  GtkWidget    *content;    /* template child, hidden before the first values */
  GtkLabel     *duration;   /* template child */
  GtkLabel     *nothing;    /* template child */
  GtkBox       *outputs;    /* template child */
  GPtrArray    *components; /* owned, of SpComponent: one per return, made for the first values */
  GSignalGroup *signals;    /* owned */
  GradioClient *client;     /* owned */
  GradioJob    *job;        /* owned */
  gboolean      pending;    /* the job has values that are not shown */
  guint         tick;
};

G_DEFINE_FINAL_TYPE (SpJobResult, sp_job_result, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_UPDATED,
} SpJobResultSignal;

static guint signals[SIGNAL_UPDATED + 1];

static void
notice_cb (SpJobResult *self,
           const char  *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", text, 4);
}

static void
make_components (SpJobResult *self)
{
  GPtrArray *returns = gradio_endpoint_get_returns (gradio_job_get_endpoint (self->job));

  if (self->components != NULL)
    return;

  self->components = g_ptr_array_new ();
  for (guint i = 0; i < returns->len; i++) {
    SpComponent *component =
      sp_component_new_for_parameter (g_ptr_array_index (returns, i), self->client, FALSE);

    g_signal_connect_object (component, "notice", G_CALLBACK (notice_cb), self, G_CONNECT_SWAPPED);
    sp_value_targets_connect (component, g_ptr_array_index (returns, i), self->client);
    gtk_box_append (self->outputs, GTK_WIDGET (component));
    g_ptr_array_add (self->components, component);
  }
}

/* Values of a job that goes on are changed by it where they are. */
static void
show_value (SpJobResult *self,
            SpComponent *component,
            JsonNode    *value)
{
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) snapshot = NULL;

  if (value != NULL && !gradio_job_is_final (self->job)) {
    before = sp_component_dup_value (component);
    snapshot = gradio_json_snapshot (value, before);
  }
  sp_component_set_value (component, snapshot != NULL ? snapshot : value);
}

static void
show_values (SpJobResult *self,
             JsonArray   *values)
{
  make_components (self);
  for (guint i = 0; i < self->components->len; i++)
    show_value (self, g_ptr_array_index (self->components, i),
                i < json_array_get_length (values) ? json_array_get_element (values, i) : NULL);

  gtk_widget_remove_css_class (self->content, "outdated");
  gtk_widget_set_visible (self->content, TRUE);
}

static void
show_end (SpJobResult *self)
{
  g_autofree char *text = sp_time_words_duration (gradio_job_get_elapsed (self->job));
  gboolean         complete = gradio_job_get_state (self->job) == GRADIO_JOB_COMPLETE;
  GPtrArray       *returns = gradio_endpoint_get_returns (gradio_job_get_endpoint (self->job));

  gtk_widget_remove_css_class (self->content, "outdated");
  if (!complete)
    return;

  gtk_label_set_text (self->duration, text);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), returns->len == 0);
  gtk_widget_set_visible (self->content, TRUE);
}

static void
update (SpJobResult *self)
{
  g_autoptr (JsonArray) values = NULL;
  gboolean              final;

  if (!self->pending)
    return;

  self->pending = FALSE;
  final = gradio_job_is_final (self->job);
  values = gradio_job_dup_returns (self->job);
  if (values != NULL)
    show_values (self, values);
  if (final)
    show_end (self);
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0, final);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  SpJobResult *self = SP_JOB_RESULT (widget);

  self->tick = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
queue_update (SpJobResult *self)
{
  self->pending = TRUE;
  if (self->tick == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
state_changed_cb (SpJobResult *self)
{
  if (gradio_job_is_final (self->job))
    queue_update (self);
}

static void
sp_job_result_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_job_result_parent_class)->map (widget);

  update (SP_JOB_RESULT (widget));
}

static void
sp_job_result_unmap (GtkWidget *widget)
{
  SpJobResult *self = SP_JOB_RESULT (widget);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (widget, self->tick);
  self->tick = 0;

  GTK_WIDGET_CLASS (sp_job_result_parent_class)->unmap (widget);
}

static void
sp_job_result_dispose (GObject *object)
{
  SpJobResult *self = SP_JOB_RESULT (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->job);
  g_clear_object (&self->client);
  g_clear_pointer (&self->components, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_JOB_RESULT);

  G_OBJECT_CLASS (sp_job_result_parent_class)->dispose (object);
}

static void
sp_job_result_class_init (SpJobResultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_job_result_dispose;
  widget_class->map = sp_job_result_map;
  widget_class->unmap = sp_job_result_unmap;

  signals[SIGNAL_UPDATED] = g_signal_new ("updated", SP_TYPE_JOB_RESULT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-job-result.ui");
  gtk_widget_class_bind_template_child (widget_class, SpJobResult, content);
  gtk_widget_class_bind_template_child (widget_class, SpJobResult, duration);
  gtk_widget_class_bind_template_child (widget_class, SpJobResult, nothing);
  gtk_widget_class_bind_template_child (widget_class, SpJobResult, outputs);
}

static void
sp_job_result_init (SpJobResult *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (GRADIO_TYPE_JOB);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (state_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "partial", G_CALLBACK (queue_update), self);
}

GtkWidget *
sp_job_result_new (void)
{
  return g_object_new (SP_TYPE_JOB_RESULT, NULL);
}

void
sp_job_result_set_job (SpJobResult  *self,
                       GradioClient *client,
                       GradioJob    *job)
{
  g_return_if_fail (SP_IS_JOB_RESULT (self));
  g_return_if_fail (GRADIO_IS_CLIENT (client));
  g_return_if_fail (GRADIO_IS_JOB (job));

  g_set_object (&self->client, client);
  g_set_object (&self->job, job);
  g_signal_group_set_target (self->signals, job);
  self->pending = FALSE;
  gtk_label_set_text (self->duration, "");
  gtk_widget_add_css_class (self->content, "outdated");
}
