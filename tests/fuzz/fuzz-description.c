/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An app's description: /config, and in the lines after the first /info, which may be missing. */
#include "fuzz.h"

#include "gradio-endpoint-private.h"
#include "gradio-error.h"
#include "gradio-schema.h"

/* An app may give a default that it refuses itself; then it says why. */
static void
check (GradioParameter *parameter,
       JsonNode        *value)
{
  g_autoptr (GError) error = NULL;

  if (gradio_parameter_validate (parameter, value, &error))
    g_assert_no_error (error);
  else
    g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
}

static void
look_at_parameter (GradioParameter *parameter)
{
  JsonNode        *fallback = gradio_parameter_get_default (parameter);
  JsonNode        *schema = gradio_parameter_get_schema (parameter);
  g_autofree char *shape = gradio_schema_describe (schema);

  g_assert_nonnull (gradio_parameter_get_name (parameter));
  g_assert_cmpstr (gradio_parameter_get_label (parameter), !=, "");
  g_assert_nonnull (gradio_parameter_get_component (parameter));
  g_assert_nonnull (gradio_parameter_get_python_type (parameter));
  g_assert_nonnull (shape);
  g_assert_true (gradio_parameter_get_required (parameter) == (fallback == NULL));

  gradio_parameter_get_props (parameter);
  gradio_parameter_get_description (parameter);
  gradio_schema_contains_file (schema);
  check (parameter, NULL);
  check (parameter, fallback);
  check (parameter, gradio_parameter_get_example (parameter));
}

static void
look_at (GradioEndpoint *endpoint)
{
  GPtrArray            *parameters = gradio_endpoint_get_parameters (endpoint);
  GPtrArray            *returns = gradio_endpoint_get_returns (endpoint);
  g_autoptr (JsonArray) values = NULL;
  g_autoptr (GError)    error = NULL;

  g_assert_nonnull (gradio_endpoint_get_name (endpoint));
  gradio_endpoint_uses_session (endpoint);
  g_ptr_array_foreach (parameters, (GFunc) look_at_parameter, NULL);
  g_ptr_array_foreach (returns, (GFunc) look_at_parameter, NULL);

  values = gradio_endpoint_build_data (endpoint, NULL, NULL, &error);
  if (values != NULL) {
    g_autoptr (JsonArray) data = gradio_endpoint_fill_data (endpoint, values);
    g_autoptr (JsonArray) picked = gradio_endpoint_pick_returns (endpoint, data);

    g_assert_cmpuint (json_array_get_length (values), ==, parameters->len);
    g_assert_nonnull (picked);
    gradio_endpoint_validate (endpoint, values, NULL);
  } else {
    g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
  }
}

static void
look_at_all (GradioDescription *description)
{
  g_autoptr (GPtrArray) endpoints = gradio_endpoint_list_new (description);

  g_ptr_array_foreach (endpoints, (GFunc) look_at, NULL);
}

/* Of a server whose author took /config for something else. */
static void
look_at_info_alone (GBytes *info)
{
  g_autoptr (GradioDescription) description = gradio_description_new_from_info (info);

  if (description != NULL)
    look_at_all (description);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes)            config = NULL;
  g_autoptr (GBytes)            info = NULL;
  g_autoptr (GradioDescription) description = NULL;
  g_autoptr (GError)            error = NULL;

  fuzz_split (data, size, &config, &info);
  if (info != NULL)
    look_at_info_alone (info);
  description = gradio_description_new (config, &error);
  if (description == NULL) {
    g_assert_nonnull (error);
    return 0;
  }

  if (info != NULL)
    gradio_description_add_info (description, info, NULL);
  if (gradio_description_is_app (description))
    look_at_all (description);

  return 0;
}
