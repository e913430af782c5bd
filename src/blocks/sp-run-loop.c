/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens in an app when something happened to one of its components (blocks-runtime.md 7). */
#include "config.h"

#include "sp-blocks-private.h"

#include <glib/gi18n-lib.h>

#include "sp-run-private.h"

/* A page that does so much by itself does not end. */
#define MOST_ROUNDS 100

/* Runs that end at once may start others that do, and those again. An app whose steps do not come to an end by
 * themselves is stopped before the stack is full, and before it has grown as wide as a tree (R43). */
#define DEEPEST 100
#define MOST_WITHIN 10000

/* A run that waits for the one before to end. */
typedef struct {
  JsonNode *data; /* owned, nullable */
  int       trigger_id;
} Deferred;

/* The listeners of one event, of which one after another has its turn. */
typedef struct {
  SpBlocks  *blocks;    /* owned */
  GPtrArray *listeners; /* of SpDependency */
  JsonNode  *data;      /* owned, nullable */
  int        trigger_id;
  guint      next;
} Turns;

void
sp_run_loop_deferred_free (gpointer data)
{
  Deferred *deferred = data;

  g_clear_pointer (&deferred->data, json_node_unref);
  g_free (deferred);
}

static void
turns_free (gpointer data)
{
  Turns *turns = data;

  g_clear_object (&turns->blocks);
  g_clear_pointer (&turns->listeners, g_ptr_array_unref);
  g_clear_pointer (&turns->data, json_node_unref);
  g_free (turns);
}

static guint
get_n_running (SpBlocks *self, SpDependency *dependency)
{
  gpointer id = GINT_TO_POINTER (sp_dependency_get_id (dependency));

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->running, id));
}

static void
add_running (SpBlocks *self, SpDependency *dependency, int more)
{
  guint n = (guint) MAX (0, (int) get_n_running (self, dependency) + more);

  if (n > 0)
    g_hash_table_insert (self->running, GINT_TO_POINTER (sp_dependency_get_id (dependency)), GUINT_TO_POINTER (n));
  else
    g_hash_table_remove (self->running, GINT_TO_POINTER (sp_dependency_get_id (dependency)));
}

/* The newest run of a dependency that goes on. */
static SpRun *
find_run (SpBlocks *self, SpDependency *dependency)
{
  GListModel *runs = G_LIST_MODEL (self->runs);

  for (guint i = g_list_model_get_n_items (runs); i > 0; i--) {
    g_autoptr (SpRun) run = g_list_model_get_item (runs, i - 1);

    if (sp_dependency_get_id (sp_run_get_dependency (run)) == sp_dependency_get_id (dependency))
      return run; /* the list holds it */
  }

  return NULL;
}

/* Ends and followers */

static void
start_followers (SpBlocks *self, SpDependency *dependency, SpAfter outcome, int trigger_id)
{
  GPtrArray            *known = g_hash_table_lookup (self->after, GINT_TO_POINTER (sp_dependency_get_id (dependency)));
  g_autoptr (GPtrArray) followers = NULL;
  int                   before = -1;

  if (known == NULL)
    return;

  followers = g_ptr_array_ref (known); /* a script that ends at once may render */
  for (guint i = 0; i < followers->len; i++) {
    if (sp_dependency_get_after (followers->pdata[i], &before) == outcome)
      sp_run_loop_start (self, followers->pdata[i], NULL, trigger_id);
  }
}

static void
tell_circle (SpBlocks *self)
{
  sp_blocks_tell_problem (self, _("A part of this app changes itself again and again; it was stopped."));
}

/* A State whose change leads to its change again: some values are never equal to themselves, such as components in
 * a chat. After so many rounds without anything else that leads to one it is a circle (R43). */
static gboolean
goes_round (SpBlocks *self, int id, int trigger_id)
{
  gpointer key = GINT_TO_POINTER (id);
  guint    n = trigger_id == id ? GPOINTER_TO_UINT (g_hash_table_lookup (self->rounds, key)) + 1 : 0;

  g_hash_table_insert (self->rounds, key, GUINT_TO_POINTER (n));
  if (n <= MOST_ROUNDS)
    return FALSE;

  g_hash_table_remove (self->rounds, key);
  tell_circle (self);

  return TRUE;
}

void
sp_run_loop_fire_changed_states (SpBlocks *self, SpRun *run)
{
  GradioJob            *job = sp_run_get_job (run);
  JsonArray            *changed = job != NULL ? gradio_job_get_changed_states (job) : NULL;
  g_autoptr (JsonArray) ids = changed != NULL ? json_array_ref (changed) : NULL;

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++) {
    int id = JSON_NODE_HOLDS_VALUE (json_array_get_element (ids, i)) ? (int) json_array_get_int_element (ids, i) : -1;

    if (id >= 0 && !goes_round (self, id, sp_run_get_trigger_id (run)))
      sp_blocks_dispatch (self, id, "change", NULL);
  }
}

static void
start_deferred (SpBlocks *self, SpDependency *dependency)
{
  gpointer  id = GINT_TO_POINTER (sp_dependency_get_id (dependency));
  Deferred *deferred = NULL;

  if (get_n_running (self, dependency) > 0 ||
      !g_hash_table_steal_extended (self->deferred, id, NULL, (gpointer *) &deferred))
    return;

  sp_run_loop_start (self, dependency, deferred->data, deferred->trigger_id);
  sp_run_loop_deferred_free (deferred);
}

static void
scroll_to_output (SpBlocks *self, SpDependency *dependency)
{
  GArray *outputs = sp_dependency_get_outputs (dependency);

  if (sp_dependency_scrolls (dependency) && outputs->len > 0)
    sp_blocks_emit_scroll_to (self, g_array_index (outputs, int, 0));
}

/* What follows a run, in the order of 7.4. */
static void
finish (SpBlocks *self, SpRun *run, SpAfter outcome)
{
  SpDependency *dependency = sp_run_get_dependency (run);
  int           trigger_id = sp_run_get_trigger_id (run);

  start_followers (self, dependency, outcome, trigger_id);
  if (outcome == SP_AFTER_SUCCESS)
    sp_run_loop_fire_changed_states (self, run);
  start_followers (self, dependency, SP_AFTER_ANY, trigger_id);
  start_deferred (self, dependency);
}

static void
take_off (SpBlocks *self, SpRun *run)
{
  guint position = 0;

  if (!g_list_store_find (self->runs, run, &position))
    return;

  add_running (self, sp_run_get_dependency (run), -1);
  g_list_store_remove (self->runs, position);
}

static gboolean
was_lost (const GError *error)
{
  return g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOST) ||
         g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE);
}

/* Texts of the network and of servers that are no app's own message. */
static void
tell_error (SpBlocks *self, const GError *error)
{
  g_autoptr (GradioLog) log = g_new0 (GradioLog, 1);

  log->level = GRADIO_LOG_ERROR;
  log->title = g_strdup (_("Error"));
  log->text = g_strdup (error->message);
  log->duration = 10;
  log->visible = TRUE;
  sp_blocks_emit_log (self, log);
}

static void
tell_failure (SpBlocks *self, GradioJob *job)
{
  const GradioLog *log = gradio_job_get_error_log (job);

  if (log != NULL)
    sp_blocks_emit_log (self, log);
  else
    tell_error (self, gradio_job_get_error (job));
}

static void
job_failed (SpBlocks *self, SpRun *run)
{
  GradioJob *job = sp_run_get_job (run);

  if (sp_run_values_take_refusal (self, run)) {
    take_off (self, run);
    start_deferred (self, sp_run_get_dependency (run));
    return;
  }
  if (gradio_job_get_state (job) == GRADIO_JOB_FAILED && was_lost (gradio_job_get_error (job))) {
    take_off (self, run);
    sp_blocks_lost_connection (self, run); /* what follows waits until it is back */
    return;
  }
  if (gradio_job_get_state (job) == GRADIO_JOB_FAILED)
    tell_failure (self, job);
  take_off (self, run);
  finish (self, run, SP_AFTER_FAILURE);
}

static void
job_complete (SpBlocks *self, SpRun *run)
{
  SpDependency *dependency = sp_run_get_dependency (run);
  GradioJob    *job = sp_run_get_job (run);

  if (gradio_job_get_render_config (job) != NULL) /* Gradio 4 does not say beforehand that it renders */
    sp_blocks_render (self, dependency, gradio_job_get_render_config (job));
  else
    sp_run_values_apply (self, dependency, gradio_job_get_outputs (job), FALSE);
  scroll_to_output (self, dependency);
  take_off (self, run);
  finish (self, run, SP_AFTER_SUCCESS);
}

void
sp_run_loop_job_ended (SpBlocks *self, SpRun *run)
{
  if (self->closed)
    take_off (self, run);
  else if (gradio_job_get_state (sp_run_get_job (run)) == GRADIO_JOB_COMPLETE)
    job_complete (self, run);
  else
    job_failed (self, run);
  sp_blocks_update_busy (self);
}

/* Starting */

void
sp_run_loop_end (SpBlocks *self, SpRun *run, SpAfter outcome, const GError *error)
{
  g_autoptr (SpRun) keep = g_object_ref (run);

  take_off (self, run);
  sp_run_end (run, error);
  if (!self->closed)
    finish (self, run, outcome);
  sp_blocks_update_busy (self);
}

/* It was not sent: what follows waits as it does behind one that was interrupted (R35). */
static void
wait_for_connection (SpBlocks *self, SpRun *run)
{
  g_autoptr (SpRun)  keep = g_object_ref (run);
  g_autoptr (GError) error = g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOST, _("The connection was lost."));

  take_off (self, run);
  sp_run_end (run, error);
  sp_blocks_lost_connection (self, run);
  sp_blocks_update_busy (self);
}

void
sp_run_loop_send (SpBlocks *self, SpRun *run)
{
  SpDependency         *dependency = sp_run_get_dependency (run);
  gpointer              id = GINT_TO_POINTER (sp_dependency_get_id (dependency));
  GradioEndpoint       *endpoint = g_hash_table_lookup (self->endpoints, id);
  g_autoptr (GradioJob) job = NULL;
  g_autoptr (GError)    error = NULL;

  if (endpoint == NULL) {
    error = g_error_new (GRADIO_ERROR, GRADIO_ERROR_ENDPOINT, _("The app names a function %d that it does not have."),
                         sp_dependency_get_id (dependency));
    tell_error (self, error);
    sp_run_loop_end (self, run, SP_AFTER_FAILURE, error);
    return;
  }

  sp_blocks_emit_run (self, run);
  if (self->closed || g_cancellable_is_cancelled (sp_run_get_cancellable (run))) { /* by whoever was told of it */
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The job was cancelled."));
    sp_run_loop_end (self, run, SP_AFTER_FAILURE, error);
    return;
  }
  if (self->connection != SP_CONNECTION_FINE) { /* while its script ran */
    wait_for_connection (self, run);
    return;
  }
  job = gradio_session_trigger (self->session, endpoint, sp_run_get_data (run), sp_run_get_event_data (run),
                                sp_run_get_trigger_id (run));
  sp_run_job_watch (self, run, job);
  sp_run_set_job (run, job);
  sp_blocks_emit_job (self, job, dependency);
}

static void
defer (SpBlocks *self, SpDependency *dependency, JsonNode *data, int trigger_id)
{
  Deferred *deferred = g_new0 (Deferred, 1);

  deferred->data = data != NULL ? json_node_ref (data) : NULL;
  deferred->trigger_id = trigger_id;
  g_hash_table_insert (self->deferred, GINT_TO_POINTER (sp_dependency_get_id (dependency)), deferred);
}

/* Whether it is not to be started now, because it runs already. */
static gboolean
is_held_back (SpBlocks *self, SpDependency *dependency, JsonNode *data, int trigger_id)
{
  if (get_n_running (self, dependency) == 0)
    return FALSE;

  if (sp_dependency_is_stream (dependency)) {
    SpRun                *run = find_run (self, dependency);
    g_autoptr (JsonArray) values = sp_run_values_gather (self, dependency);

    if (run != NULL && sp_run_get_job (run) != NULL)
      gradio_job_push (sp_run_get_job (run), values);
    return TRUE;
  }

  switch (sp_dependency_get_trigger_mode (dependency)) {
  case SP_TRIGGER_ALWAYS_LAST:
    defer (self, dependency, data, trigger_id);
    return TRUE;
  case SP_TRIGGER_ONCE:
    return TRUE;
  case SP_TRIGGER_MULTIPLE:
    break;
  }

  return FALSE;
}

static void
put_on (SpBlocks *self, SpRun *run)
{
  SpDependency *dependency = sp_run_get_dependency (run);
  GArray       *shown_on = sp_dependency_get_status_outputs (dependency);

  add_running (self, dependency, 1);
  g_list_store_append (self->runs, run);
  for (guint i = 0; i < shown_on->len; i++)
    g_hash_table_insert (self->last_runs, GINT_TO_POINTER (g_array_index (shown_on, int, i)), g_object_ref (run));
}

static void
cancel_others (SpBlocks *self, SpDependency *dependency)
{
  GArray *ids = sp_dependency_get_cancels (dependency);

  for (guint i = 0; i < ids->len; i++) {
    int                   id = g_array_index (ids, int, i);
    g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
    guint                 n = g_list_model_get_n_items (G_LIST_MODEL (self->runs));

    for (guint j = 0; j < n; j++) {
      g_autoptr (SpRun) run = g_list_model_get_item (G_LIST_MODEL (self->runs), j);

      if (sp_dependency_get_id (sp_run_get_dependency (run)) == id)
        g_ptr_array_add (runs, g_steal_pointer (&run));
    }
    g_hash_table_remove (self->deferred, GINT_TO_POINTER (id));
    for (guint j = 0; j < runs->len; j++)
      sp_run_cancel (runs->pdata[j]);
  }
}

static gboolean
is_too_deep (SpBlocks *self)
{
  if (self->depth == 0)
    self->n_within = 0;
  if (self->depth < DEEPEST && self->n_within++ < MOST_WITHIN)
    return FALSE;

  tell_circle (self);

  return TRUE;
}

static void
begin (SpBlocks *self, SpRun *run)
{
  SpDependency         *dependency = sp_run_get_dependency (run);
  g_autoptr (JsonArray) values = sp_run_values_gather (self, dependency);

  sp_run_set_data (run, values);
  sp_run_values_forget_refusal (self, dependency);
  put_on (self, run);
  sp_blocks_update_busy (self);
  scroll_to_output (self, dependency);

  if (sp_dependency_get_js (dependency) != NULL)
    sp_run_script_start (self, run);
  else if (sp_dependency_has_backend (dependency))
    sp_run_loop_send (self, run);
  else
    sp_run_script_take_result (self, run, NULL);
}

/* As its trigger mode says; what it cancels has ended. */
static SpRun *
start (SpBlocks *self, SpDependency *dependency, JsonNode *data, int trigger_id)
{
  g_autoptr (SpRun) run = NULL;

  if (self->closed || self->connection != SP_CONNECTION_FINE || is_held_back (self, dependency, data, trigger_id) ||
      is_too_deep (self))
    return NULL;

  run = sp_run_new (dependency, trigger_id, data);
  self->depth++;
  begin (self, run);
  self->depth--;

  return sp_run_get_final (run) || !g_list_store_find (self->runs, run, NULL) ? NULL : run; /* the list holds it */
}

SpRun *
sp_run_loop_start (SpBlocks *self, SpDependency *dependency, JsonNode *data, int trigger_id)
{
  g_autoptr (SpDependency) keep = g_object_ref (dependency); /* what is cancelled may lead to a render */

  if (self->closed || self->connection != SP_CONNECTION_FINE)
    return NULL;

  cancel_others (self, dependency);

  return start (self, dependency, data, trigger_id);
}

/* Events */

static void take_turn (Turns *turns);

static void
turn_ended_cb (SpRun *run, GParamSpec *pspec, Turns *turns)
{
  if (!sp_run_get_final (run))
    return;

  g_signal_handlers_disconnect_by_data (run, turns);
  turns->blocks->n_waiting--;
  take_turn (turns);
}

/* The next one begins when the one before has ended, or was not started at all (R28). */
static void
take_turn (Turns *turns)
{
  SpBlocks            *self = turns->blocks;
  g_autoptr (SpBlocks) keep = g_object_ref (self);

  while (turns->next < turns->listeners->len && !self->closed) {
    SpDependency *listener = turns->listeners->pdata[turns->next++];
    SpRun        *run = start (self, listener, turns->data, turns->trigger_id);

    if (run == NULL || turns->next == turns->listeners->len)
      continue;

    self->n_waiting++;
    g_signal_connect_after (run, "notify::final", G_CALLBACK (turn_ended_cb), turns);
    sp_blocks_update_busy (self);
    return;
  }

  turns_free (turns);
  sp_blocks_update_busy (keep);
}

static GPtrArray *
list_listeners (SpBlocks *self, int component_id, const char *event)
{
  GPtrArray *known = g_hash_table_lookup (self->by_target, GINT_TO_POINTER (component_id));
  GPtrArray *listeners = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; known != NULL && i < known->len; i++) {
    if (sp_dependency_has_target (known->pdata[i], component_id, event))
      g_ptr_array_add (listeners, g_object_ref (known->pdata[i]));
  }

  return listeners;
}

void
sp_blocks_dispatch (SpBlocks *self, int component_id, const char *event, JsonNode *data)
{
  g_autoptr (GPtrArray) listeners = NULL;
  SpBlock              *block = NULL;
  Turns                *turns = NULL;

  g_return_if_fail (SP_IS_BLOCKS (self));
  g_return_if_fail (event != NULL);

  if (self->closed || sp_blocks_keep_event (self, component_id, event, data))
    return;

  block = sp_blocks_get_block (self, component_id);
  if (block != NULL && sp_block_get_error (block) != NULL && g_str_equal (event, "input"))
    sp_block_set_error (block, NULL);

  listeners = list_listeners (self, component_id, event);
  for (guint i = 0; i < listeners->len; i++) /* all that is to end ends first (R27) */
    cancel_others (self, listeners->pdata[i]);

  if (!self->serial) {
    for (guint i = 0; i < listeners->len; i++)
      start (self, listeners->pdata[i], data, component_id);
    return;
  }

  turns = g_new0 (Turns, 1);
  turns->blocks = g_object_ref (self);
  turns->listeners = g_steal_pointer (&listeners);
  turns->data = data != NULL ? json_node_ref (data) : NULL;
  turns->trigger_id = component_id;
  take_turn (turns);
}

void
sp_run_loop_finish_interrupted (SpBlocks *self)
{
  g_autoptr (GPtrArray) runs = g_steal_pointer (&self->interrupted);

  self->interrupted = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < runs->len && !self->closed; i++)
    finish (self, runs->pdata[i], SP_AFTER_FAILURE);
  sp_blocks_update_busy (self);
}

void
sp_blocks_run_again (SpBlocks *self, SpRun *run)
{
  g_return_if_fail (SP_IS_BLOCKS (self));
  g_return_if_fail (SP_IS_RUN (run));

  sp_run_loop_start (self, sp_run_get_dependency (run), sp_run_get_event_data (run), sp_run_get_trigger_id (run));
}

static gboolean
equal_ids (GArray *first, GArray *second)
{
  return first->len == second->len && memcmp (first->data, second->data, first->len * sizeof (int)) == 0;
}

/* The app may have been made again since, with parts of the same ids as long as its author left it as it was. */
static SpDependency *
find_same (SpBlocks *self, SpDependency *wanted)
{
  for (guint i = 0; i < self->dependencies->len; i++) {
    SpDependency *dependency = self->dependencies->pdata[i];

    if (sp_dependency_get_id (dependency) == sp_dependency_get_id (wanted) &&
        g_strcmp0 (sp_dependency_get_name (dependency), sp_dependency_get_name (wanted)) == 0 &&
        equal_ids (sp_dependency_get_inputs (dependency), sp_dependency_get_inputs (wanted)) &&
        equal_ids (sp_dependency_get_outputs (dependency), sp_dependency_get_outputs (wanted)))
      return g_object_ref (dependency); /* what is cancelled may lead to a render */
  }

  return NULL;
}

gboolean
sp_blocks_repeat (SpBlocks *self, SpRun *run, GError **error)
{
  g_autoptr (SpDependency) dependency = NULL;
  g_autoptr (SpRun)        again = NULL;

  g_return_val_if_fail (SP_IS_BLOCKS (self), FALSE);
  g_return_val_if_fail (SP_IS_RUN (run) && sp_run_get_job (run) != NULL, FALSE);

  dependency = find_same (self, sp_run_get_dependency (run));
  if (dependency == NULL) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_ENDPOINT,
                         _("The app has changed since. Start the run again yourself."));
    return FALSE;
  }
  if (self->closed || sp_blocks_is_held (self) || self->connection != SP_CONNECTION_FINE ||
      get_n_running (self, dependency) > 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("The app cannot run it now."));
    return FALSE;
  }

  cancel_others (self, dependency);
  again = sp_run_new (dependency, sp_run_get_trigger_id (run), sp_run_get_event_data (run));
  sp_run_set_data (again, sp_run_get_data (run));
  put_on (self, again);
  sp_blocks_update_busy (self);
  sp_run_loop_send (self, again);

  return TRUE;
}
