/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the job of a run gives on its way, and that it ended. */
#include "sp-blocks-private.h"

#include "sp-run-private.h"

/* Partial outputs that come faster than this nobody sees one by one (R40), in ms. */
#define LEAST_INTERVAL 16
/* A text that grows word by word is drawn with a few words at once, or with those that came in this time: to show it
 * costs the same for one word as for ten. */
#define WORDS_INTERVAL 80
#define WORDS_AT_ONCE 8

/* A job and whose it is. */
typedef struct {
  SpBlocks *blocks;    /* owned */
  SpRun    *run;       /* owned */
  gint64    applied;   /* when the last partial outputs were, in µs of the monotonic clock */
  guint     n_waiting; /* partial outputs that came since */
  guint     later;     /* source that applies them */
} Watch;

static void
watch_free (gpointer data, GClosure *closure)
{
  Watch *watch = data;

  g_clear_handle_id (&watch->later, g_source_remove);
  g_clear_object (&watch->blocks);
  g_clear_object (&watch->run);
  g_free (watch);
}

static void
apply_partial (Watch *watch)
{
  g_autoptr (SpBlocks) self = g_object_ref (watch->blocks); /* a listener may end the job, and the watch with it */
  g_autoptr (SpRun)    run = g_object_ref (watch->run);

  g_clear_handle_id (&watch->later, g_source_remove);
  watch->applied = g_get_monotonic_time ();
  watch->n_waiting = 0;
  if (!self->closed)
    sp_run_values_apply (self, sp_run_get_dependency (run), gradio_job_get_outputs (sp_run_get_job (run)), TRUE);
  if (!self->closed)
    sp_run_loop_fire_changed_states (self, run);
}

static gboolean
changes_states (GradioJob *job)
{
  JsonArray *ids = gradio_job_get_changed_states (job);

  return ids != NULL && json_array_get_length (ids) > 0;
}

static gboolean
apply_partial_cb (gpointer watch)
{
  ((Watch *) watch)->later = 0;
  apply_partial (watch);

  return G_SOURCE_REMOVE;
}

/* Pictures and the like are shown one by one. */
static gboolean
gives_words_only (SpBlocks *self, SpDependency *dependency)
{
  static const char *const types[] = { "chatbot", "code", "markdown", "state", "textbox", NULL };

  GArray *outputs = sp_dependency_get_outputs (dependency);

  for (guint i = 0; i < outputs->len; i++) {
    SpBlock *block = sp_blocks_get_block (self, g_array_index (outputs, int, i));

    if (block != NULL && !g_strv_contains (types, sp_block_get_type_name (block)))
      return FALSE;
  }

  return TRUE;
}

static void
partial_cb (GradioJob *job, Watch *watch)
{
  SpDependency *dependency = sp_run_get_dependency (watch->run);
  gint64        passed = (g_get_monotonic_time () - watch->applied) / G_TIME_SPAN_MILLISECOND;
  gint64        wait = LEAST_INTERVAL - passed;

  watch->n_waiting++;
  if (watch->n_waiting < WORDS_AT_ONCE && gives_words_only (watch->blocks, dependency))
    wait = WORDS_INTERVAL - passed;
  if (wait <= 0 || sp_dependency_is_stream (dependency) || changes_states (job)) {
    apply_partial (watch); /* what changed of the States is known with this message only */
  } else if (watch->later == 0 || watch->n_waiting == WORDS_AT_ONCE) {
    g_clear_handle_id (&watch->later, g_source_remove);
    watch->later = g_timeout_add ((guint) wait, apply_partial_cb, watch);
  }
}

static void
log_cb (GradioJob *job, const GradioLog *log, Watch *watch)
{
  sp_blocks_emit_log (watch->blocks, log);
}

static void
state_cb (GradioJob *job, GParamSpec *pspec, Watch *watch)
{
  SpBlocks         *self = watch->blocks;
  g_autoptr (SpRun) run = NULL;

  if (!gradio_job_is_final (job) || !g_list_store_find (self->runs, watch->run, NULL))
    return;

  run = g_object_ref (watch->run);
  g_object_ref (self);
  if (watch->later != 0 && gradio_job_get_state (job) != GRADIO_JOB_COMPLETE)
    apply_partial (watch);                           /* the last that it gave */
  g_signal_handlers_disconnect_by_data (job, watch); /* job, run and watch hold each other */
  sp_run_loop_job_ended (self, run);
  g_object_unref (self);
}

void
sp_run_job_watch (SpBlocks *self, SpRun *run, GradioJob *job)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->blocks = g_object_ref (self);
  watch->run = g_object_ref (run);
  g_signal_connect_data (job, "notify::state", G_CALLBACK (state_cb), watch, watch_free, 0);
  g_signal_connect (job, "partial", G_CALLBACK (partial_cb), watch);
  g_signal_connect (job, "log", G_CALLBACK (log_cb), watch);
}
