/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drive-status.h"

#include "sp-drive-record.h"

static gboolean
is_told (SpRun *run)
{
  const char *how = sp_dependency_get_show_progress (sp_run_get_dependency (run));

  return !g_str_equal (how, "hidden");
}

/* The newest run that goes on and shows its status on the component; several may do so at once. */
static SpRun *
dup_running (SpBlocks *blocks, int id)
{
  GListModel *runs = sp_blocks_get_runs (blocks);

  for (guint i = g_list_model_get_n_items (runs); i > 0; i--) {
    g_autoptr (SpRun) run = g_list_model_get_item (runs, i - 1);
    GArray           *ids = sp_dependency_get_status_outputs (sp_run_get_dependency (run));

    for (guint j = 0; is_told (run) && j < ids->len; j++) {
      if (g_array_index (ids, int, j) == id)
        return g_steal_pointer (&run);
    }
  }

  return NULL;
}

static const char *
get_run_word (SpRun *run)
{
  GradioJob *job = sp_run_get_job (run);

  if (job != NULL && gradio_job_get_state (job) == GRADIO_JOB_GENERATING)
    return "generating";

  return "pending";
}

/* Nobody needs telling of what was stopped on purpose, and a refused value has its own words. */
static const GError *
get_failure (SpRun *run)
{
  const GError *error = run != NULL && sp_run_get_final (run) ? sp_run_get_error (run) : NULL;
  GradioJob    *job = run != NULL ? sp_run_get_job (run) : NULL;

  if (error == NULL || !is_told (run) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      (job != NULL && gradio_job_get_error_parameter (job) >= 0))
    return NULL;

  return error;
}

/**
 * sp_drive_status_get_word:
 * @blocks: an app
 * @block: one of its components
 *
 * Returns: `pending`, `generating`, `error`, `invalid` when its value was refused, or `complete` when
 *   there is nothing to be seen
 */
const char *
sp_drive_status_get_word (SpBlocks *blocks, SpBlock *block)
{
  g_autoptr (SpRun) running = dup_running (blocks, sp_block_get_id (block));

  if (running != NULL)
    return get_run_word (running);
  if (sp_block_get_error (block) != NULL)
    return "invalid";
  if (get_failure (sp_blocks_get_last_run (blocks, sp_block_get_id (block))) != NULL)
    return "error";

  return "complete";
}

static void
set_number (JsonObject *object, const char *name, double number)
{
  if (number >= 0)
    json_object_set_double_member (object, name, number);
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

static JsonArray *
describe_progress (GradioJob *job)
{
  GPtrArray *units = gradio_job_get_progress (job);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < units->len; i++) {
    const GradioProgress *unit = units->pdata[i];
    JsonObject           *object = json_object_new ();

    set_number (object, "index", unit->index);
    set_number (object, "length", unit->length);
    set_text (object, "unit", unit->unit);
    set_number (object, "progress", unit->fraction);
    set_text (object, "desc", unit->desc);
    json_array_add_object_element (array, object);
  }

  return array;
}

/* Before it was sent there is nothing to say of it. */
static void
describe_run (JsonObject *object, SpRun *run)
{
  GradioJob *job = sp_run_get_job (run);
  int        size = job != NULL ? gradio_job_get_queue_size (job) : 0;

  json_object_set_string_member (object, "state", get_run_word (run));
  if (job != NULL && gradio_job_get_queue_position (job) > 0)
    json_object_set_int_member (object, "position", gradio_job_get_queue_position (job));
  if (size > 0)
    json_object_set_int_member (object, "size", size);
  if (job != NULL && gradio_job_get_eta (job) >= 0)
    json_object_set_double_member (object, "eta", gradio_job_get_eta (job));
  if (job != NULL && gradio_job_get_progress (job)->len > 0)
    json_object_set_array_member (object, "progress", describe_progress (job));
}

static JsonObject *
describe_component (SpBlocks *blocks, SpDriveItem *item)
{
  const char       *word = sp_drive_status_get_word (blocks, item->block);
  g_autoptr (SpRun) running = dup_running (blocks, item->id);
  const GError     *failure = get_failure (sp_blocks_get_last_run (blocks, item->id));
  JsonObject       *object = NULL;

  if (g_str_equal (word, "complete"))
    return NULL;

  object = json_object_new ();
  json_object_set_int_member (object, "id", item->id);
  json_object_set_string_member (object, "state", word);
  if (running != NULL)
    describe_run (object, running);
  else if (sp_block_get_error (item->block) != NULL)
    json_object_set_string_member (object, "message", sp_block_get_error (item->block));
  else if (failure != NULL)
    json_object_set_string_member (object, "message", failure->message);

  return object;
}

static JsonArray *
describe_components (SpBlocks *blocks, GPtrArray *items)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < items->len; i++) {
    SpDriveItem *item = items->pdata[i];
    JsonObject  *object = item->block != NULL ? describe_component (blocks, item) : NULL;

    if (object != NULL)
      json_array_add_object_element (array, object);
  }

  return array;
}

static JsonArray *
describe_jobs (SpBlocks *blocks)
{
  GListModel *runs = sp_blocks_get_runs (blocks);
  JsonArray  *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++) {
    g_autoptr (SpRun) run = g_list_model_get_item (runs, i);
    JsonObject       *object = json_object_new ();

    sp_drive_record_add_name (object, run);
    describe_run (object, run);
    json_array_add_object_element (array, object);
  }

  return array;
}

/**
 * sp_drive_status_describe:
 * @blocks: an app
 * @items: what is on its page
 *
 * Returns: (transfer full): `components` that have something to show, `jobs` that go on
 */
JsonObject *
sp_drive_status_describe (SpBlocks *blocks, GPtrArray *items)
{
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "components", describe_components (blocks, items));
  json_object_set_array_member (object, "jobs", describe_jobs (blocks));

  return object;
}
