/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-arguments.h"
#include "sp-cli-options.h"
#include "sp-cli-verbs.h"

#define MAX_CALLS 1000000

typedef struct {
  SpCli          *cli;
  GradioEndpoint *endpoint;
  JsonArray      *values;
  GArray         *times; /* of double, ms */
  GError         *error; /* the first */
  gint64          start; /* of all */
  guint           n_calls;
  guint           n_submitted;
  guint           n_pending;
  gboolean        shared; /* jobs run side by side, and their times run from the start of all */
} Bench;

typedef struct {
  Bench *bench;
  gint64 start;
} Call;

static void submit (Bench *self);

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Call      *call = user_data;
  Bench                *self = call->bench;
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonArray) returns = gradio_job_wait_finish (GRADIO_JOB (source), result, &error);
  double                ms = (g_get_monotonic_time () - call->start) / 1e3;

  self->n_pending--;
  if (returns == NULL && self->error == NULL)
    self->error = g_steal_pointer (&error);
  else
    g_array_append_val (self->times, ms);

  if (self->error == NULL && self->n_submitted < self->n_calls)
    submit (self);
  else if (self->error != NULL || self->n_pending == 0)
    g_main_loop_quit (self->cli->loop);
}

static void
submit (Bench *self)
{
  Call                 *call = g_new (Call, 1);
  g_autoptr (GradioJob) job = NULL;

  call->bench = self;
  call->start = self->shared ? self->start : g_get_monotonic_time ();
  job = self->shared ? gradio_client_submit_shared (self->cli->client, self->endpoint, self->values)
                     : gradio_client_submit (self->cli->client, self->endpoint, self->values);
  self->n_submitted++;
  self->n_pending++;
  gradio_job_wait_async (job, self->cli->cancellable, ended_cb, call);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_quantile (GArray *times, double share)
{
  return g_array_index (times, double, (guint) ((times->len - 1) * share));
}

static void
print_summary (Bench *self)
{
  JsonObject          *object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_int_member (object, "calls", self->times->len);
  json_object_set_double_member (object, "wall_s", (g_get_monotonic_time () - self->start) / 1e6);
  g_array_sort (self->times, compare_times);
  json_object_set_double_member (object, "min_ms", get_quantile (self->times, 0));
  json_object_set_double_member (object, "p50_ms", get_quantile (self->times, 0.5));
  json_object_set_double_member (object, "p95_ms", get_quantile (self->times, 0.95));
  json_object_set_double_member (object, "max_ms", get_quantile (self->times, 1));
  json_node_take_object (node, object);
  sp_cli_print_json (self->cli, node);
}

static gboolean
parse_count (SpCli *cli, const char *text, guint *count, int *status)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, MAX_CALLS, &value, NULL)) {
    *status = sp_cli_misused (cli, _("“%s” is no number from 1 to %d."), text, MAX_CALLS);
    return FALSE;
  }
  *count = value;
  return TRUE;
}

static int
run_calls (Bench *self, guint n_jobs)
{
  int status = 0;

  self->times = g_array_sized_new (FALSE, FALSE, sizeof (double), self->n_calls);
  self->start = g_get_monotonic_time ();
  for (guint i = 0; i < n_jobs && i < self->n_calls; i++)
    submit (self);
  while (self->error == NULL && self->n_pending > 0)
    g_main_loop_run (self->cli->loop);

  if (self->error == NULL)
    print_summary (self);
  else
    status = sp_cli_fail (self->cli, SP_CLI_EXIT_ERROR, self->error);
  return status;
}

static int
connect_and_run (Bench *self, GStrv operands, guint n_jobs)
{
  SpCli             *cli = self->cli;
  g_autoptr (GError) error = NULL;
  int                status = 0;

  self->endpoint = sp_cli_find_endpoint (cli, operands[0], operands[1], &status);
  if (self->endpoint == NULL)
    return status;
  self->values = sp_cli_arguments_parse (self->endpoint, (const char *const *) operands + 3, &error);
  if (self->values == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ARGUMENTS, error);
  return run_calls (self, n_jobs);
}

static int
run (SpCli *cli, GStrv arguments)
{
  Bench             bench = { .cli = cli };
  const char       *jobs = NULL;
  guint             n_jobs = 1;
  int               status = 0;
  const SpCliOption options[] = {
    { "jobs", 0, NULL, &jobs, "N", N_("Run N jobs at once in one session") },
    { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 3, G_MAXUINT, &status))
    return status;
  if (!parse_count (cli, arguments[2], &bench.n_calls, &status))
    return status;
  if (jobs != NULL && !parse_count (cli, jobs, &n_jobs, &status))
    return status;

  bench.shared = jobs != NULL;
  status = connect_and_run (&bench, arguments, n_jobs);

  /* Jobs that are still under way after an error end with the client, when no loop runs any more. */
  g_clear_pointer (&bench.times, g_array_unref);
  g_clear_pointer (&bench.values, json_array_unref);
  g_clear_error (&bench.error);
  return status;
}

const SpCliVerb sp_cli_verb_bench_calls = {
  "bench-calls",
  "[OPTION…] TARGET ENDPOINT N [VALUE|name=value]…",
  N_("Calls an endpoint N times, one after the other, and prints how long that took."),
  N_("Prints one line of JSON. A call is measured from before its request is built to\n"
      "after its outputs are parsed; with --jobs the times run from the start of all.\n"
      "Stops at the first error."),
  run,
};
