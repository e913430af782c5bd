/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-arguments.h"
#include "sp-cli-downloads.h"
#include "sp-cli-events.h"
#include "sp-cli-input.h"
#include "sp-cli-job.h"
#include "sp-cli-options.h"
#include "sp-cli-verbs.h"

typedef struct {
  SpCli       *cli;
  const char  *folder; /* nullable */
  char        *last;   /* line that was printed */
  SpCliEvents *events; /* with --jsonl */
  gboolean     stream;
  gboolean     json;
  gboolean     jsonl;
} Predict;

static JsonArray *
log_to_json (GPtrArray *log)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < log->len; i++) {
    const GradioLog *message = g_ptr_array_index (log, i);
    JsonObject      *object = json_object_new ();

    json_object_set_string_member (object, "level", sp_cli_events_get_level_word (message->level));
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
print_values (Predict *self, JsonArray *returns)
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
partial_cb (GradioJob *job, Predict *self)
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

static void
print_returns (Predict *self, GradioJob *job, JsonArray *returns)
{
  if (self->jsonl)
    sp_cli_events_print_result (self->events, job, returns);
  else if (self->json)
    print_document (self->cli, job, returns);
  else if (self->stream)
    print_values (self, returns);
  else
    print_each (self->cli, returns);
}

static int
call (Predict *self, GradioEndpoint *endpoint, JsonArray *values)
{
  SpCli                *cli = self->cli;
  g_autoptr (GradioJob) job = sp_cli_job_start (cli, endpoint, values);
  g_autoptr (JsonArray) returns = NULL;
  g_autoptr (JsonArray) local = NULL;
  g_autoptr (GError)    error = NULL;
  int                   status = 0;

  if (self->jsonl)
    sp_cli_events_watch (self->events, job);
  else if (self->stream)
    g_signal_connect (job, "partial", G_CALLBACK (partial_cb), self);

  returns = sp_cli_job_wait (cli, job, &error);
  if (returns == NULL) {
    if (self->jsonl)
      sp_cli_events_print_error (self->events, job, error);
    return sp_cli_job_fail (cli, job, error);
  }

  if (self->folder != NULL) {
    local = sp_cli_downloads_run (cli, endpoint, returns, self->folder, &status);
    if (local == NULL)
      return status;
  }
  print_returns (self, job, local != NULL ? local : returns);
  return status;
}

static int
refuse (Predict *self, const GError *error)
{
  if (self->jsonl)
    sp_cli_events_print_error (self->events, NULL, error);
  return sp_cli_fail (self->cli, SP_CLI_EXIT_ARGUMENTS, error);
}

static int
call_from_text (Predict *self, GradioEndpoint *endpoint, const char *text)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonArray) values = sp_cli_arguments_parse_json (endpoint, text, &error);

  return values != NULL ? call (self, endpoint, values) : refuse (self, error);
}

/* One call for each line. What fails is told, and the next one follows. */
static int
call_for_lines (Predict *self, GradioEndpoint *endpoint, SpCliInput *input)
{
  g_autoptr (GError) error = NULL;
  char              *text;
  int                n_calls = 0;
  int                status = 0;

  while ((text = sp_cli_input_read_line (input, &error)) != NULL) {
    g_autofree char *line = text;
    int              one;

    if (*g_strstrip (line) == '\0')
      continue;
    sp_cli_events_set_call (self->events, n_calls++);
    one = call_from_text (self, endpoint, line);
    status = one != 0 ? one : status;
    if (sp_cli_is_stopped (self->cli))
      return one;
  }
  return error != NULL ? sp_cli_fail (self->cli, SP_CLI_EXIT_ERROR, error) : status;
}

static int
call_from_input (Predict *self, GradioEndpoint *endpoint)
{
  g_autoptr (SpCliInput) input = sp_cli_input_new (self->cli, STDIN_FILENO);
  g_autoptr (GError)     error = NULL;
  g_autofree char       *text = NULL;

  sp_cli_watch (self->cli);
  if (self->jsonl)
    return call_for_lines (self, endpoint, input);

  text = sp_cli_input_read_all (input, &error);
  if (text == NULL)
    return sp_cli_fail (self->cli, SP_CLI_EXIT_ERROR, error);
  return call_from_text (self, endpoint, text);
}

static int
call_from_arguments (Predict *self, GradioEndpoint *endpoint, GStrv texts)
{
  g_autoptr (JsonArray) values = NULL;
  g_autoptr (GError)    error = NULL;

  if (g_strcmp0 (texts[0], "-") == 0 && texts[1] == NULL)
    return call_from_input (self, endpoint);

  values = sp_cli_arguments_parse (endpoint, (const char *const *) texts, &error);
  return values != NULL ? call (self, endpoint, values) : refuse (self, error);
}

static int
run (SpCli *cli, GStrv arguments)
{
  Predict           predict = { .cli = cli };
  GradioEndpoint   *endpoint;
  int               status = 0;
  const SpCliOption options[] = {
    { "json", 0, &predict.json, NULL, NULL, N_("Print outputs, duration and log as JSON") },
    { "jsonl", 0, &predict.jsonl, NULL, NULL, N_("Print all that happens, one line of JSON an event") },
    { "stream", 0, &predict.stream, NULL, NULL, N_("Print partial values as they come, a line each") },
    { "output-dir", 'o', NULL, &predict.folder, "DIR", N_("Download the files of the outputs to DIR") },
    { "no-retry", 0, &cli->no_retry, NULL, NULL, N_("Fail at once when the server has no room for the call") },
    { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 2, G_MAXUINT, &status))
    return status;
  if (predict.jsonl && (predict.json || predict.stream))
    return sp_cli_misused (cli, _("“--jsonl” does not go together with “%s”."),
                           predict.json ? "--json" : "--stream");

  endpoint = sp_cli_find_endpoint (cli, arguments[0], arguments[1], &status);
  if (endpoint == NULL)
    return status;

  predict.events = sp_cli_events_new (cli);
  status = call_from_arguments (&predict, endpoint, arguments + 2);
  sp_cli_events_free (predict.events);
  g_free (predict.last);
  return status;
}

const SpCliVerb sp_cli_verb_predict = {
  "predict",
  "[OPTION…] TARGET ENDPOINT [VALUE|name=value]…|-",
  N_("Calls an endpoint and prints its outputs, one line of JSON each."),
  N_("ENDPOINT is a name (/predict) or the number of a function; \"\" stands for the only\n"
      "one of an app. Values are taken in order or by name (name=value); parameters that\n"
      "are left out have their defaults.\n"
      "\n"
      "A VALUE is JSON. A text needs no quotes where the parameter takes texts and the text\n"
      "is no JSON. @FILE stands for a file that is uploaded, @FOLDER for the files in it,\n"
      "@URL for one that the server fetches; {\"$file\": \"PATH\"} does so inside of JSON. Put\n"
      "-- in front of texts that begin with a dash.\n"
      "\n"
      "A dash alone reads the values from standard input: a JSON list in order, or an object\n"
      "by name. With --jsonl each line is a call of its own, one after the other.\n"
      "\n"
      "With --stream a line is the value of an endpoint with one return, else the list of\n"
      "its values; together with --json it is {\"partial\": […]}, and the document comes last.\n"
      "\n"
      "With --jsonl a line is an object whose “event” is state, position, eta, retry,\n"
      "upload, progress, log, partial, result or error; man spaceport-cli tells their members.\n"
      "\n"
      "With -o, files get the name they have on the server, and a number where that name is\n"
      "taken; the outputs then have the local path in the place of the file."),
  run,
};
