/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-downloads.h"
#include "sp-cli-job.h"
#include "sp-cli-options.h"

typedef struct {
  SpCli   *cli;
  char    *last; /* line that was printed */
  gboolean json;
} Partials;

static const char *
get_level_word (GradioLogLevel level)
{
  static const char *const words[] = { "info", "warning", "success", "error" };

  return words[level];
}

static JsonArray *
log_to_json (GPtrArray *log)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < log->len; i++) {
    const GradioLog *message = g_ptr_array_index (log, i);
    JsonObject      *object = json_object_new ();

    json_object_set_string_member (object, "level", get_level_word (message->level));
    json_object_set_string_member (object, "title", message->title);
    json_object_set_string_member (object, "text", message->text);
    json_array_add_object_element (array, object);
  }
  return array;
}

static void
print_document (SpCli *cli, GradioJob *job, JsonArray *returns)
{
  JsonObject          *object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "endpoint",
                                 gradio_endpoint_get_name (gradio_job_get_endpoint (job)));
  json_object_set_array_member (object, "outputs", json_array_ref (returns));
  json_object_set_double_member (object, "duration", gradio_job_get_elapsed (job));
  json_object_set_array_member (object, "log", log_to_json (gradio_job_get_log (job)));
  json_node_take_object (node, object);
  sp_cli_print_json (cli, node);
}

static void
print_each (SpCli *cli, JsonArray *returns)
{
  for (guint i = 0; i < json_array_get_length (returns); i++)
    sp_cli_print_json (cli, json_array_get_element (returns, i));
}

/* The last partial values usually come again as the result: they are printed once. */
static void
print_values (Partials *self, JsonArray *returns)
{
  GString *output = self->cli->output;
  gsize    start = output->len;

  sp_cli_job_print_returns (self->cli, returns);
  if (g_strcmp0 (self->last, output->str + start) == 0) {
    g_string_truncate (output, start);
    return;
  }

  g_free (self->last);
  self->last = g_strdup (output->str + start);
  sp_cli_flush (self->cli);
}

static void
partial_cb (GradioJob *job, Partials *self)
{
  g_autoptr (JsonArray) returns = gradio_job_dup_returns (job);
  g_autoptr (JsonNode)  node = NULL;
  JsonObject           *object;

  if (returns == NULL)
    return;
  if (!self->json) {
    print_values (self, returns);
    return;
  }

  object = json_object_new ();
  json_object_set_array_member (object, "partial", json_array_ref (returns));
  node = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);
  sp_cli_print_json (self->cli, node);
  sp_cli_flush (self->cli);
}

static int
finish (SpCli *cli, GradioJob *job, Partials *partials, gboolean stream, const char *folder)
{
  int                   status = 0;
  g_autoptr (JsonArray) returns = sp_cli_job_wait (cli, job, &status);
  g_autoptr (JsonArray) local = NULL;

  if (returns == NULL)
    return status;

  if (folder != NULL) {
    local = sp_cli_downloads_run (cli, gradio_job_get_endpoint (job), returns, folder, &status);
    if (local == NULL)
      return status;
  }
  if (partials->json)
    print_document (cli, job, local != NULL ? local : returns);
  else if (stream)
    print_values (partials, local != NULL ? local : returns);
  else
    print_each (cli, local != NULL ? local : returns);
  return status;
}

static int
run (SpCli *cli, GStrv arguments)
{
  Partials              partials = { .cli = cli };
  gboolean              stream = FALSE;
  const char           *folder = NULL;
  g_autoptr (GradioJob) job = NULL;
  int                   status = 0;
  const SpCliOption     options[] = {
        { "json", 0, &partials.json, NULL, NULL, N_("Print outputs, duration and log as JSON") },
        { "stream", 0, &stream, NULL, NULL, N_("Print partial values as they come, a line each") },
        { "output-dir", 'o', NULL, &folder, "DIR", N_("Download the files of the outputs to DIR") },
        { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 2, G_MAXUINT, &status))
    return status;

  job = sp_cli_job_submit (cli, (const char *const *) arguments, &status);
  if (job == NULL)
    return status;

  if (stream)
    g_signal_connect (job, "partial", G_CALLBACK (partial_cb), &partials);
  status = finish (cli, job, &partials, stream, folder);
  g_free (partials.last);
  return status;
}

const SpCliVerb sp_cli_verb_predict = {
  "predict",
  "TARGET ENDPOINT [VALUE|name=value]… [--json] [--stream] [-o DIR]",
  N_("Calls an endpoint and prints its outputs, one line of JSON each."),
  N_("ENDPOINT is a name (/predict) or the number of a function; \"\" stands for the only\n"
      "one of an app. Values are taken in order or by name (name=value); parameters that\n"
      "are left out have their defaults.\n"
      "\n"
      "A VALUE is JSON. A text needs no quotes where the parameter takes texts and the text\n"
      "is no JSON. @FILE stands for a file that is uploaded; {\"$file\": \"PATH\"} does so\n"
      "inside of JSON. Put -- in front of texts that begin with a dash.\n"
      "\n"
      "With --stream a line is the value of an endpoint with one return, else the list of\n"
      "its values; together with --json it is {\"partial\": […]}, and the document comes last.\n"
      "\n"
      "With -o, files get the name they have on the server, and a number where that name is\n"
      "taken; the outputs then have the local path in the place of the file."),
  run,
};
