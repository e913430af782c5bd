/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-app-job.h"

#include "sp-run-words.h"

struct _SpAppJob {
  GObject    parent_instance;
  SpRun     *run;    /* owned, nullable */
  GradioJob *job;    /* owned, NULL for a run, which has its own */
  JsonArray *values; /* owned, nullable: of a form’s job */
  char      *name;   /* owned */
  char      *app;    /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpAppJob, sp_app_job, G_TYPE_OBJECT)

typedef enum {
  PROP_FINAL = 1,
  PROP_JOB,
} SpAppJobProperty;

static GParamSpec *properties[PROP_JOB + 1];

static void
sp_app_job_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpAppJob *self = SP_APP_JOB (object);

  switch ((SpAppJobProperty) prop_id) {
  case PROP_FINAL:
    g_value_set_boolean (value, sp_app_job_get_final (self));
    break;
  case PROP_JOB:
    g_value_set_object (value, sp_app_job_get_job (self));
    break;
  }
}

static void
sp_app_job_finalize (GObject *object)
{
  SpAppJob *self = SP_APP_JOB (object);

  g_clear_object (&self->run);
  g_clear_object (&self->job);
  g_clear_pointer (&self->values, json_array_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->app, g_free);

  G_OBJECT_CLASS (sp_app_job_parent_class)->finalize (object);
}

static void
sp_app_job_class_init (SpAppJobClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_app_job_get_property;
  object_class->finalize = sp_app_job_finalize;

  properties[PROP_FINAL] = g_param_spec_boolean ("final", NULL, NULL, FALSE, flags);
  properties[PROP_JOB] = g_param_spec_object ("job", NULL, NULL, GRADIO_TYPE_JOB, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_app_job_init (SpAppJob *self)
{
}

static void
notify_final_cb (SpAppJob *self)
{
  if (sp_app_job_get_final (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FINAL]);
}

static void
notify_job_cb (SpAppJob *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOB]);
}

SpAppJob *
sp_app_job_new (const char *name, GradioJob *job, JsonArray *values)
{
  SpAppJob *self = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (GRADIO_IS_JOB (job), NULL);

  self = g_object_new (SP_TYPE_APP_JOB, NULL);
  self->name = g_strdup (name);
  self->job = g_object_ref (job);
  self->values = values != NULL ? json_array_ref (values) : NULL;
  g_signal_connect_object (job, "notify::state", G_CALLBACK (notify_final_cb), self, G_CONNECT_SWAPPED);

  return self;
}

SpAppJob *
sp_app_job_new_for_run (SpBlocks *blocks, SpRun *run)
{
  SpAppJob *self = NULL;

  g_return_val_if_fail (SP_IS_BLOCKS (blocks), NULL);
  g_return_val_if_fail (SP_IS_RUN (run), NULL);

  self = g_object_new (SP_TYPE_APP_JOB, NULL);
  self->name = sp_run_words_name (blocks, run);
  self->run = g_object_ref (run);
  g_signal_connect_object (run, "notify::job", G_CALLBACK (notify_job_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (run, "notify::final", G_CALLBACK (notify_final_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
sp_app_job_set_app (SpAppJob *self, const char *app)
{
  g_return_if_fail (SP_IS_APP_JOB (self));

  g_free (self->app);
  self->app = g_strdup (app);
}

const char *
sp_app_job_get_app (SpAppJob *self)
{
  g_return_val_if_fail (SP_IS_APP_JOB (self), NULL);

  return self->app;
}

const char *
sp_app_job_get_name (SpAppJob *self)
{
  g_return_val_if_fail (SP_IS_APP_JOB (self), NULL);

  return self->name;
}

SpRun *
sp_app_job_get_run (SpAppJob *self)
{
  g_return_val_if_fail (SP_IS_APP_JOB (self), NULL);

  return self->run;
}

JsonArray *
sp_app_job_get_values (SpAppJob *self)
{
  g_return_val_if_fail (SP_IS_APP_JOB (self), NULL);

  return self->values;
}

GradioJob *
sp_app_job_get_job (SpAppJob *self)
{
  g_return_val_if_fail (SP_IS_APP_JOB (self), NULL);

  return self->run != NULL ? sp_run_get_job (self->run) : self->job;
}

gboolean
sp_app_job_get_final (SpAppJob *self)
{
  g_return_val_if_fail (SP_IS_APP_JOB (self), TRUE);

  return self->run != NULL ? sp_run_get_final (self->run) : gradio_job_is_final (self->job);
}

gboolean
sp_app_job_get_stopped (SpAppJob *self)
{
  g_return_val_if_fail (SP_IS_APP_JOB (self), FALSE);

  if (self->run != NULL)
    return g_error_matches (sp_run_get_error (self->run), G_IO_ERROR, G_IO_ERROR_CANCELLED);

  return gradio_job_get_state (self->job) == GRADIO_JOB_CANCELLED;
}

char *
sp_app_job_dup_outcome (SpAppJob *self)
{
  g_return_val_if_fail (SP_IS_APP_JOB (self), NULL);

  return self->run != NULL ? sp_run_words_outcome (self->run) : sp_run_words_job_outcome (self->job);
}

void
sp_app_job_cancel (SpAppJob *self)
{
  g_return_if_fail (SP_IS_APP_JOB (self));

  if (self->run != NULL)
    sp_run_cancel (self->run);
  else
    gradio_job_cancel (self->job);
}
