/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-job-private.h"

#include "gradio-error.h"
#include "gradio-response.h"

/* What went wrong with a job. */

void
gradio_job_fail (GradioJob *self,
                 GError    *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (gradio_job_is_final (self)) {
    g_error_free (error);
    return;
  }

  self->error = error;
  gradio_job_finish (self, cancelled ? GRADIO_JOB_CANCELLED : GRADIO_JOB_FAILED);
}

void
gradio_job_fail_app (GradioJob  *self,
                     JsonObject *output)
{
  g_autoptr (JsonObject) nothing = json_object_new ();
  gboolean               quota;

  if (gradio_job_is_final (self))
    return;

  if (output == NULL || !json_object_has_member (output, "error"))
    json_object_set_null_member (nothing, "error");

  g_clear_pointer (&self->error_log, gradio_log_free);
  self->error_log = gradio_log_new_from_json (
    output != NULL && json_object_has_member (output, "error") ? output : nothing);
  quota = gradio_response_is_quota (self->error_log->title, self->error_log->text);
  gradio_job_fail (self, g_error_new_literal (GRADIO_ERROR, quota ? GRADIO_ERROR_QUOTA : GRADIO_ERROR_APP,
                                              self->error_log->text));
}

const GError *
gradio_job_get_error (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), NULL);

  return self->error;
}

const GradioLog *
gradio_job_get_error_log (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), NULL);

  return self->error_log;
}

int
gradio_job_get_error_parameter (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), -1);

  return self->error_parameter;
}

const char *
gradio_job_get_parameter_error (GradioJob *self,
                                guint      parameter)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), NULL);

  if (self->parameter_errors == NULL || parameter >= self->parameter_errors->len)
    return NULL;

  return self->parameter_errors->pdata[parameter];
}

void
gradio_job_set_parameter_error (GradioJob  *self,
                                guint       parameter,
                                const char *text)
{
  if (self->parameter_errors == NULL) {
    self->parameter_errors = g_ptr_array_new_with_free_func (g_free);
    g_ptr_array_set_size (self->parameter_errors,
                          gradio_endpoint_get_parameters (self->endpoint)->len);
  }
  if (parameter >= self->parameter_errors->len)
    return;

  g_free (self->parameter_errors->pdata[parameter]);
  self->parameter_errors->pdata[parameter] = g_strdup (text);
  if (self->error_parameter < 0 || parameter < (guint) self->error_parameter)
    self->error_parameter = (int) parameter;
}

const char *
gradio_job_get_input_error (GradioJob *self,
                            guint      input)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), NULL);

  if (self->input_errors == NULL || input >= self->input_errors->len)
    return NULL;

  return self->input_errors->pdata[input];
}

void
gradio_job_set_input_error (GradioJob  *self,
                            guint       input,
                            const char *text)
{
  if (self->input_errors == NULL)
    self->input_errors = g_ptr_array_new_with_free_func (g_free);
  if (input >= self->input_errors->len)
    g_ptr_array_set_size (self->input_errors, (int) input + 1);

  g_free (self->input_errors->pdata[input]);
  self->input_errors->pdata[input] = g_strdup (text);
}
