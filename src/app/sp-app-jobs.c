/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-app-jobs.h"

/* Seconds, as gradio_client has it: who waits for longer may want a copy of the app. */
#define LONG_WAIT 30

/* Of those that have ended, which hold what they returned. */
#define MAX_DONE 30

struct _SpAppJobs {
  GObject     parent_instance;
  GListStore *list;   /* owned, of SpAppJob */
  GListStore *done;   /* owned, of SpAppJob: the newest first */
  SpBlocks   *blocks; /* owned, nullable */
  char       *title;  /* owned, nullable */
  SpAppJob   *last;   /* owned, nullable: that ended just now */
  guint       idle;
};

G_DEFINE_FINAL_TYPE (SpAppJobs, sp_app_jobs, G_TYPE_OBJECT)

typedef enum {
  PROP_TITLE = 1,
} SpAppJobsProperty;

static GParamSpec *properties[PROP_TITLE + 1];

typedef enum {
  SIGNAL_ENDED,
  SIGNAL_LONG_WAIT,
  SIGNAL_QUOTA_USED_UP,
} SpAppJobsSignal;

static guint signals[SIGNAL_QUOTA_USED_UP + 1];

/* What an app does when it is opened nobody waits for, and a stream ends when its time is over. */
static gboolean
is_wanted (SpAppJob *job)
{
  SpRun        *run = sp_app_job_get_run (job);
  SpDependency *dependency = run != NULL ? sp_run_get_dependency (run) : NULL;

  return run == NULL || (!sp_dependency_is_stream (dependency) &&
                         !sp_dependency_has_target (dependency, sp_run_get_trigger_id (run), "load"));
}

static void
eta_cb (SpAppJobs *self, GParamSpec *pspec, GradioJob *job)
{
  double eta = gradio_job_get_eta (job);

  if (gradio_job_get_state (job) == GRADIO_JOB_QUEUED && eta > LONG_WAIT)
    g_signal_emit (self, signals[SIGNAL_LONG_WAIT], 0, eta);
}

static void
watch_job (SpAppJobs *self, GradioJob *job)
{
  if (job != NULL)
    g_signal_connect_object (job, "notify::eta", G_CALLBACK (eta_cb), self, G_CONNECT_SWAPPED);
}

static void
job_cb (SpAppJobs *self, GParamSpec *pspec, SpAppJob *job)
{
  watch_job (self, sp_app_job_get_job (job));
}

/* What follows from it has begun by now. */
static gboolean
ended_cb (gpointer user_data)
{
  SpAppJobs           *self = user_data;
  g_autoptr (SpAppJob) job = g_steal_pointer (&self->last);

  self->idle = 0;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    g_signal_emit (self, signals[SIGNAL_ENDED], 0, job);

  return G_SOURCE_REMOVE;
}

static void
keep_done (SpAppJobs *self, SpAppJob *job)
{
  g_list_store_insert (self->done, 0, job);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->done)) > MAX_DONE)
    g_list_store_remove (self->done, MAX_DONE);
}

static void
final_cb (SpAppJobs *self, GParamSpec *pspec, SpAppJob *job)
{
  g_autoptr (SpAppJob) alive = g_object_ref (job);
  GradioJob           *its_job = sp_app_job_get_job (job);
  const GError        *error = its_job != NULL ? gradio_job_get_error (its_job) : NULL;
  guint                position = 0;

  if (!g_list_store_find (self->list, job, &position))
    return;

  g_list_store_remove (self->list, position);
  if (is_wanted (job))
    keep_done (self, job);
  if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_BUSY))
    g_signal_emit (self, signals[SIGNAL_LONG_WAIT], 0, -1.0);
  if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_QUOTA))
    g_signal_emit (self, signals[SIGNAL_QUOTA_USED_UP], 0, job);
  if (!is_wanted (job) || sp_app_job_get_stopped (job))
    return;

  g_set_object (&self->last, job);
  if (self->idle == 0)
    self->idle = g_idle_add (ended_cb, self);
}

static void
add (SpAppJobs *self, SpAppJob *job)
{
  sp_app_job_set_app (job, self->title);
  g_list_store_append (self->list, job);
  g_signal_connect_object (job, "notify::job", G_CALLBACK (job_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "notify::final", G_CALLBACK (final_cb), self, G_CONNECT_SWAPPED);
  watch_job (self, sp_app_job_get_job (job));
  if (sp_app_job_get_final (job)) /* it may have failed at once */
    final_cb (self, NULL, job);
}

static gboolean
is_tick (SpAppJobs *self, SpRun *run)
{
  SpBlock *trigger = sp_blocks_get_block (self->blocks, sp_run_get_trigger_id (run));

  return trigger != NULL && g_str_equal (sp_block_get_type_name (trigger), "timer");
}

static void
run_cb (SpAppJobs *self, SpRun *run)
{
  SpDependency        *dependency = sp_run_get_dependency (run);
  g_autoptr (SpAppJob) job = NULL;

  if (!sp_dependency_has_backend (dependency) || is_tick (self, run) ||
      g_str_equal (sp_dependency_get_show_progress (dependency), "hidden"))
    return;

  job = sp_app_job_new_for_run (self->blocks, run);
  add (self, job);
}

static void
sp_app_jobs_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpAppJobsProperty) prop_id) {
  case PROP_TITLE:
    g_value_set_string (value, SP_APP_JOBS (object)->title);
    break;
  }
}

static void
sp_app_jobs_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpAppJobs *self = SP_APP_JOBS (object);

  switch ((SpAppJobsProperty) prop_id) {
  case PROP_TITLE:
    g_free (self->title);
    self->title = g_value_dup_string (value);
    break;
  }
}

static void
sp_app_jobs_dispose (GObject *object)
{
  SpAppJobs *self = SP_APP_JOBS (object);

  g_list_store_remove_all (self->list);
  g_list_store_remove_all (self->done);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->last);
  g_clear_object (&self->blocks);

  G_OBJECT_CLASS (sp_app_jobs_parent_class)->dispose (object);
}

static void
sp_app_jobs_finalize (GObject *object)
{
  SpAppJobs *self = SP_APP_JOBS (object);

  g_clear_object (&self->list);
  g_clear_object (&self->done);
  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (sp_app_jobs_parent_class)->finalize (object);
}

static void
sp_app_jobs_class_init (SpAppJobsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_app_jobs_get_property;
  object_class->set_property = sp_app_jobs_set_property;
  object_class->dispose = sp_app_jobs_dispose;
  object_class->finalize = sp_app_jobs_finalize;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_ENDED] = g_signal_new ("ended", SP_TYPE_APP_JOBS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                        1, SP_TYPE_APP_JOB);
  signals[SIGNAL_LONG_WAIT] = g_signal_new ("long-wait", SP_TYPE_APP_JOBS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[SIGNAL_QUOTA_USED_UP] = g_signal_new ("quota-used-up", SP_TYPE_APP_JOBS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                NULL, G_TYPE_NONE, 1, SP_TYPE_APP_JOB);
}

static void
sp_app_jobs_init (SpAppJobs *self)
{
  self->list = g_list_store_new (SP_TYPE_APP_JOB);
  self->done = g_list_store_new (SP_TYPE_APP_JOB);
}

SpAppJobs *
sp_app_jobs_new (void)
{
  return g_object_new (SP_TYPE_APP_JOBS, NULL);
}

GListModel *
sp_app_jobs_get_list (SpAppJobs *self)
{
  g_return_val_if_fail (SP_IS_APP_JOBS (self), NULL);

  return G_LIST_MODEL (self->list);
}

GListModel *
sp_app_jobs_get_done (SpAppJobs *self)
{
  g_return_val_if_fail (SP_IS_APP_JOBS (self), NULL);

  return G_LIST_MODEL (self->done);
}

void
sp_app_jobs_forget_done (SpAppJobs *self)
{
  g_return_if_fail (SP_IS_APP_JOBS (self));

  g_list_store_remove_all (self->done);
}

void
sp_app_jobs_set_blocks (SpAppJobs *self, SpBlocks *blocks)
{
  g_return_if_fail (SP_IS_APP_JOBS (self));
  g_return_if_fail (blocks == NULL || SP_IS_BLOCKS (blocks));

  if (self->blocks == blocks)
    return;

  if (self->blocks != NULL)
    g_signal_handlers_disconnect_by_func (self->blocks, run_cb, self);
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->list)); i > 0; i--) {
    g_autoptr (SpAppJob) job = g_list_model_get_item (G_LIST_MODEL (self->list), i - 1);

    if (sp_app_job_get_run (job) != NULL)
      g_list_store_remove (self->list, i - 1);
  }
  g_set_object (&self->blocks, blocks);
  if (blocks != NULL)
    g_signal_connect_object (blocks, "run", G_CALLBACK (run_cb), self, G_CONNECT_SWAPPED);
}

void
sp_app_jobs_add (SpAppJobs *self, const char *name, GradioJob *job, JsonArray *values)
{
  g_autoptr (SpAppJob) added = NULL;

  g_return_if_fail (SP_IS_APP_JOBS (self));
  g_return_if_fail (GRADIO_IS_JOB (job));

  added = sp_app_job_new (name, job, values);
  add (self, added);
}

void
sp_app_jobs_cancel_all (SpAppJobs *self)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (SP_IS_APP_JOBS (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    g_ptr_array_add (jobs, g_list_model_get_item (G_LIST_MODEL (self->list), i));
  for (guint i = 0; i < jobs->len; i++) /* each may start others, which change the list */
    sp_app_job_cancel (jobs->pdata[i]);
}
