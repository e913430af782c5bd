/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cli-job.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-arguments.h"
#include "sp-cli-text.h"

/* How long the program stays for its request to stop the job to reach the server. */
#define CANCEL_MS 500

/* How often a job is sent again to a server that has no room for it. */
#define BUSY_RETRIES 5

static const char *
get_level_name (GradioLogLevel level)
{
  switch (level) {
  case GRADIO_LOG_INFO:
    return C_("message of an app", "info");
  case GRADIO_LOG_WARNING:
    return C_("message of an app", "warning");
  case GRADIO_LOG_SUCCESS:
    return C_("message of an app", "success");
  case GRADIO_LOG_ERROR:
    return C_("message of an app", "error");
  }
  g_return_val_if_reached ("");
}

static void
logged_cb (GradioJob *job, const GradioLog *log, SpCli *cli)
{
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;

  if (!log->visible)
    return;

  text = sp_cli_text_printable (log->text);
  title = sp_cli_text_printable (log->title);
  sp_cli_progress_clear (cli->progress);
  if (*title == '\0' || g_ascii_strcasecmp (title, get_level_name (log->level)) == 0)
    fprintf (stderr, "%s: %s\n", get_level_name (log->level), text);
  else
    fprintf (stderr, "%s: %s: %s\n", get_level_name (log->level), title, text);
}

/**
 * sp_cli_job_start:
 * @cli: the run, connected
 * @endpoint: what to call
 * @values: one value per parameter
 *
 * Starts a job. From then on signals cancel it.
 *
 * Returns: (transfer full): the job
 */
GradioJob *
sp_cli_job_start (SpCli *cli, GradioEndpoint *endpoint, JsonArray *values)
{
  g_clear_pointer (&cli->values, json_array_unref);
  cli->values = json_array_ref (values);

  sp_cli_watch (cli);
  gradio_client_set_busy_retries (cli->client, cli->no_retry ? 0 : BUSY_RETRIES);
  cli->job = gradio_client_submit (cli->client, endpoint, values);
  if (!cli->quiet)
    g_signal_connect (cli->job, "log", G_CALLBACK (logged_cb), cli);
  sp_cli_progress_watch_job (cli->progress, cli->job);
  return g_object_ref (cli->job);
}

/**
 * sp_cli_job_submit:
 * @cli: the run
 * @operands: app, endpoint, values
 * @status: (out): exit status when it fails
 *
 * Connects and starts a job. Tells why when it fails.
 *
 * Returns: (transfer full) (nullable): the job
 */
GradioJob *
sp_cli_job_submit (SpCli *cli, const char *const *operands, int *status)
{
  GradioEndpoint       *endpoint = sp_cli_find_endpoint (cli, operands[0], operands[1], status);
  g_autoptr (JsonArray) values = NULL;
  g_autoptr (GError)    error = NULL;

  if (endpoint == NULL)
    return NULL;

  values = sp_cli_arguments_parse (endpoint, operands + 2, &error);
  if (values == NULL) {
    *status = sp_cli_fail (cli, SP_CLI_EXIT_ARGUMENTS, error);
    return NULL;
  }
  return sp_cli_job_start (cli, endpoint, values);
}

static gboolean
patience_over_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/*
 * An app's error seldom tells that a value was wrong. The schema does, but is not always right, so it
 * is asked only afterwards.
 */
static void
explain_values (SpCli *cli, GradioJob *job)
{
  g_autoptr (GError) error = NULL;

  if (gradio_endpoint_validate (gradio_job_get_endpoint (job), cli->values, &error) >= 0)
    sp_cli_message (cli, _("A value may be wrong. %s"), error->message);
}

/**
 * sp_cli_job_wait:
 * @cli: the run
 * @job: what sp_cli_job_start() made
 * @error: return location
 *
 * Waits for its end; when it was stopped, waits until the server can know.
 *
 * Returns: (transfer full) (nullable): the values, one per return
 */
JsonArray *
sp_cli_job_wait (SpCli *cli, GradioJob *job, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  JsonArray               *returns = NULL;

  gradio_job_wait_async (job, NULL, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  returns = gradio_job_wait_finish (job, result, error);
  g_clear_object (&cli->job);
  sp_cli_progress_watch_job (cli->progress, NULL);
  sp_cli_progress_clear (cli->progress);

  if (returns == NULL && sp_cli_is_stopped (cli)) {
    g_timeout_add (CANCEL_MS, patience_over_cb, cli->loop);
    g_main_loop_run (cli->loop);
  }
  return returns;
}

/**
 * sp_cli_job_fail:
 * @cli: the run
 * @job: a job that failed
 * @error: why
 *
 * Tells why it failed.
 *
 * Returns: the exit status
 */
int
sp_cli_job_fail (SpCli *cli, GradioJob *job, const GError *error)
{
  int status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_APP))
    explain_values (cli, job);
  return status;
}

/**
 * sp_cli_job_print_returns:
 * @cli: the run
 * @returns: values of a job
 *
 * Prints them as one line: the value itself where the endpoint has one return, else the list.
 */
void
sp_cli_job_print_returns (SpCli *cli, JsonArray *returns)
{
  g_autoptr (JsonNode) list = json_node_init_array (json_node_alloc (), returns);

  if (json_array_get_length (returns) == 1)
    sp_cli_print_json (cli, json_array_get_element (returns, 0));
  else
    sp_cli_print_json (cli, list);
}
