/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-cli-events.h"

struct _SpCliEvents {
  SpCli     *cli;
  int        call;  /* number of the call, or -1 when there is only one */
  guint      place; /* idle: tells the place in the queue, when both its parts are known */
  GradioJob *job;   /* owned, nullable */
};

static const char *
get_state_word (GradioJobState state)
{
  switch (state) {
  case GRADIO_JOB_UPLOADING:
    return "uploading";
  case GRADIO_JOB_QUEUED:
    return "queued";
  case GRADIO_JOB_PROCESSING:
    return "processing";
  case GRADIO_JOB_GENERATING:
    return "generating";
  case GRADIO_JOB_COMPLETE:
    return "complete";
  case GRADIO_JOB_CANCELLED:
    return "cancelled";
  case GRADIO_JOB_FAILED:
    return "failed";
  }
  g_return_val_if_reached ("");
}

const char *
sp_cli_events_get_level_word (GradioLogLevel level)
{
  switch (level) {
  case GRADIO_LOG_INFO:
    return "info";
  case GRADIO_LOG_WARNING:
    return "warning";
  case GRADIO_LOG_SUCCESS:
    return "success";
  case GRADIO_LOG_ERROR:
    return "error";
  }
  g_return_val_if_reached ("");
}

/* One word for each thing that a caller can do differently; the message is for people. */
static const char *
get_error_word (const GError *error)
{
  static const struct {
    GradioError code;
    const char *word;
  } words[] = {
    { GRADIO_ERROR_APP, "app" },
    { GRADIO_ERROR_VALUE, "value" },
    { GRADIO_ERROR_FILE, "file" },
    { GRADIO_ERROR_TOO_LARGE, "too-large" },
    { GRADIO_ERROR_BUSY, "busy" },
    { GRADIO_ERROR_LOST, "lost" },
    { GRADIO_ERROR_LOGIN, "login" },
    { GRADIO_ERROR_CREDENTIALS, "login" },
    { GRADIO_ERROR_ACCESS, "access" },
    { GRADIO_ERROR_QUOTA, "quota" },
    { GRADIO_ERROR_SERVER, "server" },
  };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    if (g_error_matches (error, GRADIO_ERROR, words[i].code))
      return words[i].word;
  }
  return error->domain == GRADIO_ERROR ? "network" : "other";
}

static JsonObject *
event_new (SpCliEvents *self, const char *name)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "event", name);
  if (self->call >= 0)
    json_object_set_int_member (object, "call", self->call);
  return object;
}

static void
print_event (SpCliEvents *self, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  sp_cli_print_json (self->cli, node);
  sp_cli_flush (self->cli);
}

static void
set_number (JsonObject *object, const char *name, double value)
{
  if (value >= 0)
    json_object_set_double_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static gboolean
place_cb (gpointer user_data)
{
  SpCliEvents *self = user_data;
  JsonObject  *object = NULL;

  self->place = 0;
  if (gradio_job_get_queue_position (self->job) <= 0)
    return G_SOURCE_REMOVE;

  object = event_new (self, "position");
  json_object_set_int_member (object, "position", gradio_job_get_queue_position (self->job));
  json_object_set_int_member (object, "size", gradio_job_get_queue_size (self->job));
  print_event (self, object);
  return G_SOURCE_REMOVE;
}

static void
place_changed_cb (SpCliEvents *self)
{
  if (self->place == 0)
    self->place = g_idle_add_full (G_PRIORITY_DEFAULT, place_cb, self, NULL);
}

/* Keeps the order of events. */
static void
flush_place (SpCliEvents *self)
{
  if (self->place != 0) {
    g_clear_handle_id (&self->place, g_source_remove);
    place_cb (self);
  }
}

static void
state_changed_cb (SpCliEvents *self)
{
  JsonObject *object = event_new (self, "state");

  flush_place (self);
  json_object_set_string_member (object, "state", get_state_word (gradio_job_get_state (self->job)));
  print_event (self, object);
}

static void
eta_changed_cb (SpCliEvents *self)
{
  double      eta = gradio_job_get_eta (self->job);
  JsonObject *object;

  if (eta < 0)
    return;

  flush_place (self);
  object = event_new (self, "eta");
  json_object_set_double_member (object, "seconds", eta);
  print_event (self, object);
}

static void
retry_changed_cb (SpCliEvents *self)
{
  double      seconds = gradio_job_get_retry_in (self->job);
  JsonObject *object;

  if (seconds < 0)
    return;

  object = event_new (self, "retry");
  json_object_set_double_member (object, "seconds", seconds);
  print_event (self, object);
}

static void
upload_changed_cb (SpCliEvents *self)
{
  JsonObject *object = event_new (self, "upload");

  set_number (object, "fraction", gradio_job_get_upload_fraction (self->job));
  print_event (self, object);
}

static void
progress_changed_cb (SpCliEvents *self)
{
  GPtrArray  *units = gradio_job_get_progress (self->job);
  JsonArray  *array = json_array_sized_new (units->len);
  JsonObject *object = event_new (self, "progress");

  flush_place (self);
  for (guint i = 0; i < units->len; i++) {
    const GradioProgress *unit = g_ptr_array_index (units, i);
    JsonObject           *member = json_object_new ();

    set_number (member, "index", unit->index);
    set_number (member, "length", unit->length);
    set_number (member, "fraction", unit->fraction);
    set_text (member, "unit", unit->unit);
    set_text (member, "desc", unit->desc);
    json_array_add_object_element (array, member);
  }
  json_object_set_array_member (object, "units", array);
  print_event (self, object);
}

static void
logged_cb (SpCliEvents *self, const GradioLog *log)
{
  JsonObject *object = event_new (self, "log");

  flush_place (self);
  json_object_set_string_member (object, "level", sp_cli_events_get_level_word (log->level));
  json_object_set_string_member (object, "title", log->title);
  json_object_set_string_member (object, "text", log->text);
  json_object_set_double_member (object, "duration", log->duration);
  json_object_set_boolean_member (object, "visible", log->visible);
  print_event (self, object);
}

static void
partial_cb (SpCliEvents *self)
{
  JsonArray  *returns = gradio_job_dup_returns (self->job);
  JsonObject *object;

  if (returns == NULL)
    return;

  flush_place (self);
  object = event_new (self, "partial");
  json_object_set_array_member (object, "outputs", returns);
  print_event (self, object);
}

static void
forget_job (SpCliEvents *self)
{
  g_clear_handle_id (&self->place, g_source_remove);
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
}

/**
 * sp_cli_events_new:
 * @cli: the run
 *
 * Returns: (transfer full): a printer of events
 */
SpCliEvents *
sp_cli_events_new (SpCli *cli)
{
  SpCliEvents *self = g_new0 (SpCliEvents, 1);

  self->cli = cli;
  self->call = -1;
  return self;
}

void
sp_cli_events_free (SpCliEvents *self)
{
  forget_job (self);
  g_free (self);
}

/**
 * sp_cli_events_set_call:
 * @self: a printer
 * @call: number of the call that what comes belongs to, from 0
 */
void
sp_cli_events_set_call (SpCliEvents *self, int call)
{
  self->call = call;
}

/**
 * sp_cli_events_watch:
 * @self: a printer
 * @job: a job that was just submitted
 *
 * Prints its events from now on, in place of those of the job before.
 */
void
sp_cli_events_watch (SpCliEvents *self, GradioJob *job)
{
  static const struct {
    const char *signal;
    GCallback   handler;
  } handlers[] = {
    { "notify::state", G_CALLBACK (state_changed_cb) },
    { "notify::queue-position", G_CALLBACK (place_changed_cb) },
    { "notify::queue-size", G_CALLBACK (place_changed_cb) },
    { "notify::eta", G_CALLBACK (eta_changed_cb) },
    { "notify::retry-in", G_CALLBACK (retry_changed_cb) },
    { "notify::upload-fraction", G_CALLBACK (upload_changed_cb) },
    { "notify::progress", G_CALLBACK (progress_changed_cb) },
    { "partial", G_CALLBACK (partial_cb) },
    { "log", G_CALLBACK (logged_cb) },
  };

  forget_job (self);
  self->job = g_object_ref (job);
  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_swapped (job, handlers[i].signal, handlers[i].handler, self);
  state_changed_cb (self);
}

/**
 * sp_cli_events_print_result:
 * @self: a printer
 * @job: a job that ended well
 * @returns: its values
 */
void
sp_cli_events_print_result (SpCliEvents *self, GradioJob *job, JsonArray *returns)
{
  JsonObject *object = event_new (self, "result");

  json_object_set_array_member (object, "outputs", json_array_ref (returns));
  json_object_set_double_member (object, "duration", gradio_job_get_elapsed (job));
  print_event (self, object);
}

static void
set_parameter (JsonObject *object, GradioJob *job)
{
  GPtrArray *parameters = gradio_endpoint_get_parameters (gradio_job_get_endpoint (job));
  int        index = gradio_job_get_error_parameter (job);

  if (index >= 0 && (guint) index < parameters->len)
    json_object_set_string_member (object, "parameter",
                                   gradio_parameter_get_name (parameters->pdata[index]));
}

/**
 * sp_cli_events_print_error:
 * @self: a printer
 * @job: (nullable): the job that failed, %NULL when there was none yet
 * @error: why
 */
void
sp_cli_events_print_error (SpCliEvents *self, GradioJob *job, const GError *error)
{
  JsonObject      *object = event_new (self, "error");
  const GradioLog *log = job != NULL ? gradio_job_get_error_log (job) : NULL;

  json_object_set_string_member (object, "kind",
                                 self->cli->timed_out ? "timeout" : get_error_word (error));
  json_object_set_string_member (object, "message", error->message);
  if (log != NULL)
    json_object_set_string_member (object, "title", log->title);
  if (job != NULL)
    set_parameter (object, job);
  print_event (self, object);
}
