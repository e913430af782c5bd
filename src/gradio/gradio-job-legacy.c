/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-endpoint-private.h"
#include "gradio-job-private.h"
#include "gradio-legacy-files.h"
#include "gradio-session-private.h"

/* What is different about the values of a job on a server with Gradio 3. */

gboolean
gradio_job_is_legacy (GradioJob *self)
{
  return self->session != NULL && gradio_session_get_protocol (self->session) == GRADIO_PROTOCOL_WS;
}

static const char *
get_component (GradioParameter *parameter)
{
  return parameter != NULL ? gradio_parameter_get_component (parameter) : "";
}

GPtrArray *
gradio_job_list_legacy_components (GradioJob *self)
{
  GPtrArray *parameters = gradio_endpoint_get_parameters (self->endpoint);
  GPtrArray *components;

  if (!gradio_job_is_legacy (self))
    return NULL;

  components = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < json_array_get_length (self->values); i++) {
    GradioParameter *parameter = i < parameters->len ? parameters->pdata[i] : NULL;

    if (self->from_app)
      parameter = gradio_endpoint_get_input (self->endpoint, i);
    g_ptr_array_add (components, g_strdup (get_component (parameter)));
  }

  return components;
}

JsonArray *
gradio_job_read_legacy_data (GradioJob *self,
                             JsonArray *data)
{
  JsonArray *outputs = json_array_sized_new (json_array_get_length (data));

  for (guint i = 0; i < json_array_get_length (data); i++)
    json_array_add_element (outputs,
                            gradio_legacy_files_read (json_array_get_element (data, i),
                                                      get_component (gradio_endpoint_get_output (self->endpoint, i))));

  return outputs;
}
