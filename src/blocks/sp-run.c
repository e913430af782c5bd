/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-run-private.h"

struct _SpRun {
  GObject parent_instance;

  SpDependency *dependency; /* owned */
  JsonArray    *data;       /* owned, nullable */
  JsonNode     *event_data; /* owned, nullable */
  GradioJob    *job;        /* owned, nullable */
  GCancellable *cancellable;
  GError       *error; /* of a script */
  int           trigger_id;
  gboolean      ended; /* without a job */
};

G_DEFINE_FINAL_TYPE (SpRun, sp_run, G_TYPE_OBJECT)

typedef enum {
  PROP_JOB = 1,
  PROP_FINAL,
} SpRunProperty;

static GParamSpec *properties[PROP_FINAL + 1];

static void
sp_run_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpRunProperty) prop_id) {
  case PROP_JOB:
    g_value_set_object (value, SP_RUN (object)->job);
    break;
  case PROP_FINAL:
    g_value_set_boolean (value, sp_run_get_final (SP_RUN (object)));
    break;
  }
}

static void
sp_run_finalize (GObject *object)
{
  SpRun *self = SP_RUN (object);

  g_clear_object (&self->dependency);
  g_clear_pointer (&self->data, json_array_unref);
  g_clear_pointer (&self->event_data, json_node_unref);
  g_clear_object (&self->job);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sp_run_parent_class)->finalize (object);
}

static void
sp_run_class_init (SpRunClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sp_run_get_property;
  object_class->finalize = sp_run_finalize;
  properties[PROP_JOB] = g_param_spec_object ("job", NULL, NULL, GRADIO_TYPE_JOB, flags);
  properties[PROP_FINAL] = g_param_spec_boolean ("final", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_run_init (SpRun *self)
{
  self->cancellable = g_cancellable_new ();
}

SpRun *
sp_run_new (SpDependency *dependency, int trigger_id, JsonNode *event_data)
{
  SpRun *self = g_object_new (SP_TYPE_RUN, NULL);

  self->dependency = g_object_ref (dependency);
  self->trigger_id = trigger_id;
  self->event_data = event_data != NULL ? json_node_ref (event_data) : NULL;

  return self;
}

void
sp_run_set_data (SpRun *self, JsonArray *data)
{
  json_array_ref (data);
  g_clear_pointer (&self->data, json_array_unref);
  self->data = data;
}

static void
job_state_cb (SpRun *self)
{
  if (gradio_job_is_final (self->job))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FINAL]);
}

void
sp_run_set_job (SpRun *self, GradioJob *job)
{
  g_return_if_fail (self->job == NULL);

  self->job = g_object_ref (job);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (job_state_cb), self, G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOB]);
}

void
sp_run_end (SpRun *self, const GError *error)
{
  if (self->ended)
    return;

  self->ended = TRUE;
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FINAL]);
}

GCancellable *
sp_run_get_cancellable (SpRun *self)
{
  return self->cancellable;
}

SpDependency *
sp_run_get_dependency (SpRun *self)
{
  g_return_val_if_fail (SP_IS_RUN (self), NULL);

  return self->dependency;
}

GradioJob *
sp_run_get_job (SpRun *self)
{
  g_return_val_if_fail (SP_IS_RUN (self), NULL);

  return self->job;
}

int
sp_run_get_trigger_id (SpRun *self)
{
  g_return_val_if_fail (SP_IS_RUN (self), -1);

  return self->trigger_id;
}

gboolean
sp_run_is_pressed (SpRun *self)
{
  g_return_val_if_fail (SP_IS_RUN (self), FALSE);

  return sp_dependency_has_target (self->dependency, self->trigger_id, "click");
}

JsonArray *
sp_run_get_data (SpRun *self)
{
  g_return_val_if_fail (SP_IS_RUN (self), NULL);

  return self->data;
}

JsonNode *
sp_run_get_event_data (SpRun *self)
{
  g_return_val_if_fail (SP_IS_RUN (self), NULL);

  return self->event_data;
}

gboolean
sp_run_get_final (SpRun *self)
{
  g_return_val_if_fail (SP_IS_RUN (self), TRUE);

  return self->ended || (self->job != NULL && gradio_job_is_final (self->job));
}

const GError *
sp_run_get_error (SpRun *self)
{
  g_return_val_if_fail (SP_IS_RUN (self), NULL);

  return self->job != NULL ? gradio_job_get_error (self->job) : self->error;
}

void
sp_run_cancel (SpRun *self)
{
  g_return_if_fail (SP_IS_RUN (self));

  g_cancellable_cancel (self->cancellable);
  if (self->job != NULL)
    gradio_job_cancel (self->job);
}
