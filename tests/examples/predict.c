/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a program does with an app, in C: predict ADDRESS FILE. The app is tests/apps/proto_basic.py. */
#include <gradio.h>

static void
partial_cb (GradioJob *job,
            gpointer   user_data)
{
  g_autoptr (JsonArray) returns = gradio_job_dup_returns (job);

  g_print ("partial %s\n", json_array_get_string_element (returns, 0));
}

static void
progress_cb (GradioJob *job)
{
  GPtrArray       *bars = gradio_job_get_progress (job);
  g_autofree char *text = bars->len > 0 ? gradio_progress_dup_text (bars->pdata[0]) : NULL;

  if (text != NULL)
    g_print ("progress %s\n", text);
}

static void
log_cb (GradioJob *job,
        GradioLog *log)
{
  g_print ("message %s: %s\n", log->title, log->text);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonArray) returns = gradio_job_wait_finish (GRADIO_JOB (source), result, &error);

  if (returns != NULL)
    g_print ("returns %s\n", json_array_get_string_element (returns, 0));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_print ("cancelled\n");
  else
    g_print ("error %s\n", error->message);

  g_main_loop_quit (user_data);
}

static void
list_endpoints (GradioClient *client)
{
  GListModel *endpoints = gradio_client_get_endpoints (client);

  for (guint i = 0; i < g_list_model_get_n_items (endpoints); i++) {
    g_autoptr (GradioEndpoint) endpoint = g_list_model_get_item (endpoints, i);
    GPtrArray                 *parameters = gradio_endpoint_get_parameters (endpoint);

    g_print ("%s", gradio_endpoint_get_name (endpoint));
    for (guint j = 0; j < parameters->len; j++)
      g_print (" %s", gradio_parameter_get_name (parameters->pdata[j]));
    g_print ("\n");
  }
}

/* Starts a job and follows it to its end; handler is for its partial outputs. */
static gboolean
follow (GradioClient *client,
        const char   *name,
        const char   *arguments,
        GCallback     handler,
        GError      **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (JsonNode)  node = gradio_json_parse (arguments, -1, error);
  g_autoptr (JsonArray) values = NULL;
  g_autoptr (GradioJob) job = NULL;
  GradioEndpoint       *endpoint = gradio_client_find_endpoint (client, name, error);

  if (node == NULL || endpoint == NULL)
    return FALSE;

  values = gradio_endpoint_build_data (endpoint, json_node_get_array (node), NULL, error);
  if (values == NULL)
    return FALSE;

  job = gradio_client_submit (client, endpoint, values);
  g_signal_connect (job, "partial", handler, NULL);
  g_signal_connect (job, "notify::progress", G_CALLBACK (progress_cb), NULL);
  g_signal_connect (job, "log", G_CALLBACK (log_cb), NULL);
  gradio_job_wait_async (job, NULL, ended_cb, loop);
  g_main_loop_run (loop);

  return TRUE;
}

static gboolean
send_and_fetch (GradioClient *client,
                const char   *path,
                GError      **error)
{
  g_autoptr (GFile)      source = g_file_new_for_commandline_arg (path);
  g_autofree char       *copy_path = g_strconcat (path, ".copy", NULL);
  g_autoptr (GFile)      copy = g_file_new_for_commandline_arg (copy_path);
  g_autoptr (JsonNode)   uploaded = gradio_client_upload_sync (client, source, NULL, error);
  g_autoptr (GradioFile) file = NULL;

  if (uploaded == NULL)
    return FALSE;

  file = gradio_file_new_from_json (uploaded);
  g_print ("uploaded %s\n", gradio_file_get_name (file));

  return gradio_client_download_sync (client, file, copy, NULL, error);
}

static gboolean
run (GradioClient *client,
     const char   *path,
     GError      **error)
{
  g_autofree char *greeting = NULL;

  if (!gradio_client_connect_sync (client, NULL, error))
    return FALSE;

  g_print ("%s\n", gradio_client_get_title (client));
  list_endpoints (client);

  greeting = gradio_client_predict_json_sync (client, "/direct", "{\"x\": \"Ahoy\"}", NULL, error);
  if (greeting == NULL)
    return FALSE;
  g_print ("%s\n", greeting);

  return follow (client, "/gen_text", "[\"Ahoy\"]", G_CALLBACK (partial_cb), error) &&
         follow (client, "/progress", "[3]", G_CALLBACK (partial_cb), error) &&
         follow (client, "/alerts", "[\"ahoy\"]", G_CALLBACK (partial_cb), error) &&
         follow (client, "/fail", "[\"gr\"]", G_CALLBACK (partial_cb), error) &&
         follow (client, "/gen_sleep", "[60]", G_CALLBACK (gradio_job_cancel), error) &&
         send_and_fetch (client, path, error);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (GradioClient) client = NULL;

  if (argc != 3) {
    g_printerr ("usage: predict ADDRESS FILE\n");
    return 2;
  }

  client = gradio_client_new (argv[1]);
  if (run (client, argv[2], &error))
    return 0;

  g_printerr ("%s\n", error->message);
  return 1;
}
