/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drive-record.h"

#include "sp-cli-events.h"

struct _SpDriveRecord {
  SpBlocks  *blocks; /* owned */
  JsonArray *log;    /* of objects */
  GPtrArray *runs;   /* of SpRun whose calls were not told yet */
};

static void
tell (SpDriveRecord *self, const char *kind, const char *title, const char *text, double duration)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", kind);
  if (title != NULL)
    json_object_set_string_member (object, "title", title);
  else
    json_object_set_null_member (object, "title");
  json_object_set_string_member (object, "text", text);
  if (duration > 0)
    json_object_set_double_member (object, "duration", duration);
  else
    json_object_set_null_member (object, "duration");
  json_array_add_object_element (self->log, object);
}

/**
 * sp_drive_record_tell:
 * @self: the record
 * @kind: word for what it is
 * @text: what people read
 *
 * Adds something that stays until people close it.
 */
void
sp_drive_record_tell (SpDriveRecord *self, const char *kind, const char *text)
{
  tell (self, kind, NULL, text, 0);
}

static void
log_cb (SpDriveRecord *self, const GradioLog *log)
{
  if (log->visible)
    tell (self, sp_cli_events_get_level_word (log->level), log->title, log->text, log->duration);
}

static void
problem_cb (SpDriveRecord *self, const char *text)
{
  sp_drive_record_tell (self, "problem", text);
}

static void
open_uri_cb (SpDriveRecord *self, const char *uri)
{
  sp_drive_record_tell (self, "open", uri);
}

static void
known_script_cb (SpDriveRecord *self, const char *word)
{
  sp_drive_record_tell (self, "script", word);
}

static void
connection_cb (SpDriveRecord *self)
{
  static const char *const words[] = {
    [SP_CONNECTION_FINE] = "fine",
    [SP_CONNECTION_LOST] = "lost",
    [SP_CONNECTION_RESTARTED] = "restarted",
  };

  sp_drive_record_tell (self, "connection", words[sp_blocks_get_connection (self->blocks)]);
}

static void
run_cb (SpDriveRecord *self, SpRun *run)
{
  g_ptr_array_add (self->runs, g_object_ref (run));
}

/**
 * sp_drive_record_new:
 * @blocks: an app
 *
 * Returns: (transfer full): the record, which begins now
 */
SpDriveRecord *
sp_drive_record_new (SpBlocks *blocks)
{
  SpDriveRecord *self = g_new0 (SpDriveRecord, 1);

  self->blocks = g_object_ref (blocks);
  self->log = json_array_new ();
  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (blocks, "log", G_CALLBACK (log_cb), self);
  g_signal_connect_swapped (blocks, "problem", G_CALLBACK (problem_cb), self);
  g_signal_connect_swapped (blocks, "open-uri", G_CALLBACK (open_uri_cb), self);
  g_signal_connect_swapped (blocks, "known-script", G_CALLBACK (known_script_cb), self);
  g_signal_connect_swapped (blocks, "notify::connection", G_CALLBACK (connection_cb), self);
  g_signal_connect_swapped (blocks, "run", G_CALLBACK (run_cb), self);

  return self;
}

void
sp_drive_record_free (SpDriveRecord *self)
{
  g_signal_handlers_disconnect_by_data (self->blocks, self);
  g_clear_object (&self->blocks);
  json_array_unref (self->log);
  g_ptr_array_unref (self->runs);
  g_free (self);
}

/**
 * sp_drive_record_steal_log:
 * @self: the record
 *
 * Returns: (transfer full): what people were told so far; forgotten from then on
 */
JsonArray *
sp_drive_record_steal_log (SpDriveRecord *self)
{
  JsonArray *log = self->log;

  self->log = json_array_new ();

  return log;
}

/**
 * sp_drive_record_add_name:
 * @object: what a run is described in
 * @run: the run
 *
 * Adds what its function is called: `endpoint`, or the number `fn_index` when it has no name.
 */
void
sp_drive_record_add_name (JsonObject *object, SpRun *run)
{
  GradioJob      *job = sp_run_get_job (run);
  GradioEndpoint *endpoint = job != NULL ? gradio_job_get_endpoint (job) : NULL;

  if (endpoint != NULL && gradio_endpoint_is_named (endpoint))
    json_object_set_string_member (object, "endpoint", gradio_endpoint_get_name (endpoint));
  else
    json_object_set_int_member (object, "fn_index", sp_dependency_get_id (sp_run_get_dependency (run)));
}

static JsonObject *
describe_call (SpRun *run)
{
  JsonObject *object = json_object_new ();
  JsonNode   *data = sp_run_get_event_data (run);

  sp_drive_record_add_name (object, run);
  if (sp_run_get_trigger_id (run) >= 0)
    json_object_set_int_member (object, "trigger", sp_run_get_trigger_id (run));
  else
    json_object_set_null_member (object, "trigger");
  json_object_set_array_member (object, "arguments", json_array_ref (sp_run_get_data (run)));
  if (data != NULL)
    json_object_set_member (object, "event_data", json_node_ref (data));

  return object;
}

/**
 * sp_drive_record_steal_calls:
 * @self: the record
 *
 * Returns: (transfer full): what was sent so far; forgotten from then on. What waits to be sent is
 *   told the next time
 */
JsonArray *
sp_drive_record_steal_calls (SpDriveRecord *self)
{
  JsonArray            *calls = json_array_new ();
  g_autoptr (GPtrArray) runs = g_steal_pointer (&self->runs);

  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < runs->len; i++) {
    SpRun *run = runs->pdata[i];

    if (sp_run_get_data (run) != NULL && sp_run_get_job (run) != NULL)
      json_array_add_object_element (calls, describe_call (run));
    else if (!sp_run_get_final (run))
      g_ptr_array_add (self->runs, g_object_ref (run));
  }

  return calls;
}
