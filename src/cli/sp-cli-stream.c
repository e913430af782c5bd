/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-job.h"
#include "sp-cli-options.h"
#include "sp-cli-verbs.h"

typedef struct {
  SpCli   *cli;
  gboolean print;
  guint    n_values;
} Stream;

static void
partial_cb (GradioJob *job, Stream *self)
{
  g_autoptr (JsonArray) returns = NULL;

  self->n_values++;
  if (!self->print)
    return;

  returns = gradio_job_dup_returns (job);
  if (returns == NULL)
    return;
  sp_cli_job_print_returns (self->cli, returns);
  sp_cli_flush (self->cli);
}

static glong
count_characters (JsonArray *returns)
{
  g_autoptr (JsonNode) list = json_node_init_array (json_node_alloc (), returns);
  JsonNode            *value = list;
  g_autofree char     *json = NULL;

  if (json_array_get_length (returns) == 1)
    value = json_array_get_element (returns, 0);
  if (gradio_json_is_string (value))
    return g_utf8_strlen (json_node_get_string (value), -1);
  json = gradio_json_write (value);
  return g_utf8_strlen (json, -1);
}

static JsonNode *
summary_new (GradioJob *job, Stream *stream, JsonArray *returns, double seconds)
{
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_int_member (object, "messages", gradio_job_get_n_messages (job));
  json_object_set_int_member (object, "values", stream->n_values);
  json_object_set_int_member (object, "final_chars", count_characters (returns));
  json_object_set_double_member (object, "wall_s", seconds);
  json_node_take_object (node, object);
  return node;
}

static int
run (SpCli *cli, GStrv arguments)
{
  Stream                stream = { .cli = cli };
  g_autoptr (GradioJob) job = NULL;
  g_autoptr (JsonArray) returns = NULL;
  g_autoptr (JsonNode)  summary = NULL;
  g_autoptr (GError)    error = NULL;
  g_autofree char      *text = NULL;
  gint64                start;
  int                   status = 0;
  const SpCliOption     options[] = {
        { "print", 0, &stream.print, NULL, NULL, N_("Print each value, the numbers to standard error") },
        { "no-retry", 0, &cli->no_retry, NULL, NULL, N_("Fail at once when the server has no room for the call") },
        { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 2, G_MAXUINT, &status))
    return status;
  job = sp_cli_job_submit (cli, (const char *const *) arguments, &status);
  if (job == NULL)
    return status;

  start = g_get_monotonic_time ();
  g_signal_connect (job, "partial", G_CALLBACK (partial_cb), &stream);
  returns = sp_cli_job_wait (cli, job, &error);
  if (returns == NULL)
    return sp_cli_job_fail (cli, job, error);

  stream.n_values++;
  summary = summary_new (job, &stream, returns, (g_get_monotonic_time () - start) / 1e6);
  if (!stream.print) {
    sp_cli_print_json (cli, summary);
    return 0;
  }

  sp_cli_job_print_returns (cli, returns);
  sp_cli_flush (cli);
  text = gradio_json_write (summary);
  if (!cli->quiet)
    fprintf (stderr, "%s\n", text);
  return 0;
}

const SpCliVerb sp_cli_verb_stream = {
  "stream",
  "[OPTION…] TARGET ENDPOINT [VALUE|name=value]…",
  N_("Follows a job to its end and counts what came."),
  N_("Prints one line of JSON: messages of the server, values that a caller could have seen\n"
      "(partial ones and the result), the length of the result (characters of a text, else\n"
      "of its JSON) and the seconds from the submission to the result. Every change is\n"
      "applied as it comes; none are merged. Values are given as to predict."),
  run,
};
