/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-sync.h"

#include "gradio-error.h"
#include "gradio-json.h"

#include <glib/gi18n-lib.h>

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

/* Runs the context that the callback of the call comes back to until it did. */
static void
wait_for (GAsyncResult **result)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  while (*result == NULL)
    g_main_context_iteration (context, TRUE);
}

gboolean
gradio_client_connect_sync (GradioClient *self,
                            GCancellable *cancellable,
                            GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), FALSE);

  gradio_client_connect_async (self, cancellable, result_cb, &result);
  wait_for (&result);

  return gradio_client_connect_finish (self, result, error);
}

/* A cancelled wait does not end the job by itself; here nobody else could. */
static JsonArray *
run_job (GradioJob    *job,
         GCancellable *cancellable,
         GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  JsonArray               *returns;

  gradio_job_wait_async (job, cancellable, result_cb, &result);
  wait_for (&result);
  returns = gradio_job_wait_finish (job, result, error);
  gradio_job_cancel (job);

  return returns;
}

JsonArray *
gradio_client_predict_sync (GradioClient *self,
                            const char   *endpoint_name,
                            JsonArray    *positional,
                            JsonObject   *named,
                            GCancellable *cancellable,
                            GError      **error)
{
  GradioEndpoint       *endpoint;
  g_autoptr (JsonArray) values = NULL;
  g_autoptr (GradioJob) job = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (endpoint_name != NULL, NULL);

  endpoint = gradio_client_find_endpoint (self, endpoint_name, error);
  if (endpoint == NULL)
    return NULL;

  values = gradio_endpoint_build_data (endpoint, positional, named, error);
  if (values == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  job = gradio_client_submit (self, endpoint, values);

  return run_job (job, cancellable, error);
}

static gboolean
parse_arguments (const char *text,
                 JsonNode  **arguments,
                 GError    **error)
{
  *arguments = gradio_json_parse (text != NULL ? text : "[]", -1, error);
  if (*arguments == NULL)
    return FALSE;

  if (JSON_NODE_HOLDS_ARRAY (*arguments) || JSON_NODE_HOLDS_OBJECT (*arguments))
    return TRUE;

  g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
               _("Arguments must be a list, or a JSON object of values by name."));
  return FALSE;
}

char *
gradio_client_predict_json_sync (GradioClient *self,
                                 const char   *endpoint_name,
                                 const char   *arguments_json,
                                 GCancellable *cancellable,
                                 GError      **error)
{
  g_autoptr (JsonNode)  arguments = NULL;
  g_autoptr (JsonArray) returns = NULL;
  g_autoptr (JsonNode)  list = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  if (!parse_arguments (arguments_json, &arguments, error))
    return NULL;

  returns = gradio_client_predict_sync (
    self, endpoint_name, JSON_NODE_HOLDS_ARRAY (arguments) ? json_node_get_array (arguments) : NULL,
    JSON_NODE_HOLDS_OBJECT (arguments) ? json_node_get_object (arguments) : NULL, cancellable, error);
  if (returns == NULL)
    return NULL;

  list = json_node_init_array (json_node_alloc (), returns);

  return gradio_json_write (list);
}

JsonNode *
gradio_client_upload_sync (GradioClient *self,
                           GFile        *file,
                           GCancellable *cancellable,
                           GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  /* The asynchronous call would refuse the same without calling back. */
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (gradio_client_get_base_uri (self) != NULL, NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  gradio_client_upload_async (self, file, NULL, NULL, NULL, cancellable, result_cb, &result);
  wait_for (&result);

  return gradio_client_upload_finish (self, result, error);
}

gboolean
gradio_client_download_sync (GradioClient *self,
                             GradioFile   *file,
                             GFile        *destination,
                             GCancellable *cancellable,
                             GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), FALSE);
  g_return_val_if_fail (gradio_client_get_base_uri (self) != NULL, FALSE);
  g_return_val_if_fail (GRADIO_IS_FILE (file), FALSE);
  g_return_val_if_fail (G_IS_FILE (destination), FALSE);

  gradio_client_download_async (self, file, destination, NULL, NULL, NULL, cancellable, result_cb,
                                &result);
  wait_for (&result);

  return gradio_client_download_finish (self, result, error);
}
