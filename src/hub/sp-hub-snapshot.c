/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-snapshot.h"

#include "sp-hub-error.h"
#include "sp-hub-folder.h"
#include "sp-hub-group.h"
#include "sp-hub-path.h"
#include "sp-hub-transfer.h"
#include "sp-hub-tree.h"

#include <glib/gi18n-lib.h>

#define MAX_RUNNING 4
#define LARGE (100 * 1000 * 1000) /* bytes; one such file at a time */
#define NOTIFY_INTERVAL (50 * G_TIME_SPAN_MILLISECOND)

struct _SpHubSnapshot {
  GObject       parent_instance;
  SpHubSession *session;
  SpHubRepo    *repo;
  char         *commit;
  char         *revision; /* nullable */
  GPtrArray    *files;    /* element-type SpHubFile */
  GFile        *target;
  GFile        *reuse; /* nullable */
  gboolean      is_cache;

  SpHubFolder  *folder;  /* a thread has what follows while one is at work */
  GPtrArray    *groups;  /* element-type SpHubGroup */
  GQueue        waiting; /* borrowed SpHubGroups */
  guint         n_running;
  gboolean      has_large; /* one of those that run */
  GCancellable *stop;      /* for all that run */
  gulong        cancelled_id;
  GError       *error; /* the first one, while what runs is waited for */

  gint64 done;
  gint64 total;
  gint64 fetched;
  guint  wait;
  gint64 notified; /* monotonic time */
};

G_DEFINE_FINAL_TYPE (SpHubSnapshot, sp_hub_snapshot, G_TYPE_OBJECT)

typedef enum {
  PROP_DONE = 1,
  PROP_TOTAL,
  PROP_FETCHED,
  PROP_WAIT,
} SpHubSnapshotProperty;

static GParamSpec *properties[PROP_WAIT + 1];

static void
sp_hub_snapshot_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SpHubSnapshot *self = SP_HUB_SNAPSHOT (object);

  switch ((SpHubSnapshotProperty) prop_id) {
  case PROP_DONE:
    g_value_set_int64 (value, self->done);
    break;
  case PROP_TOTAL:
    g_value_set_int64 (value, self->total);
    break;
  case PROP_FETCHED:
    g_value_set_int64 (value, self->fetched);
    break;
  case PROP_WAIT:
    g_value_set_uint (value, self->wait);
    break;
  }
}

static void
sp_hub_snapshot_finalize (GObject *object)
{
  SpHubSnapshot *self = SP_HUB_SNAPSHOT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->repo);
  g_clear_object (&self->target);
  g_clear_object (&self->reuse);
  g_clear_object (&self->stop);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->folder, sp_hub_folder_unref);
  g_clear_error (&self->error);
  g_queue_clear (&self->waiting);
  g_free (self->commit);
  g_free (self->revision);

  G_OBJECT_CLASS (sp_hub_snapshot_parent_class)->finalize (object);
}

static GParamSpec *
new_size_property (const char *name)
{
  return g_param_spec_int64 (name, NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
sp_hub_snapshot_class_init (SpHubSnapshotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_hub_snapshot_get_property;
  object_class->finalize = sp_hub_snapshot_finalize;

  properties[PROP_DONE] = new_size_property ("done");
  properties[PROP_TOTAL] = new_size_property ("total");
  properties[PROP_FETCHED] = new_size_property ("fetched");
  properties[PROP_WAIT] = g_param_spec_uint ("wait", NULL, NULL, 0, G_MAXUINT, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_hub_snapshot_init (SpHubSnapshot *self)
{
  g_queue_init (&self->waiting);
  self->stop = g_cancellable_new ();
}

SpHubSnapshot *
sp_hub_snapshot_new (SpHubSession *session,
                     SpHubRepo    *repo,
                     const char   *commit,
                     GPtrArray    *files,
                     GFile        *target)
{
  SpHubSnapshot *self;

  g_return_val_if_fail (SP_IS_HUB_SESSION (session), NULL);
  g_return_val_if_fail (SP_IS_HUB_REPO (repo), NULL);
  g_return_val_if_fail (sp_hub_repo_is_commit (commit), NULL);
  g_return_val_if_fail (files != NULL, NULL);
  g_return_val_if_fail (G_IS_FILE (target), NULL);

  self = g_object_new (SP_TYPE_HUB_SNAPSHOT, NULL);
  self->session = g_object_ref (session);
  self->repo = g_object_ref (repo);
  self->commit = g_strdup (commit);
  self->files = g_ptr_array_ref (files);
  self->target = g_object_ref (target);
  self->total = sp_hub_tree_get_size (files);

  return self;
}

SpHubSnapshot *
sp_hub_snapshot_new_for_cache (SpHubSession *session,
                               SpHubRepo    *repo,
                               const char   *revision,
                               const char   *commit,
                               GPtrArray    *files,
                               GFile        *hub)
{
  g_autofree char  *name = NULL;
  g_autoptr (GFile) target = NULL;
  SpHubSnapshot    *self;

  g_return_val_if_fail (SP_IS_HUB_REPO (repo), NULL);
  g_return_val_if_fail (G_IS_FILE (hub), NULL);

  name = sp_hub_repo_dup_cache_name (repo);
  target = g_file_get_child (hub, name);
  self = sp_hub_snapshot_new (session, repo, commit, files, target);
  self->is_cache = TRUE;
  self->revision = g_strdup (revision != NULL ? revision : "main");

  return self;
}

void
sp_hub_snapshot_set_reuse (SpHubSnapshot *self,
                           GFile         *folder)
{
  g_return_if_fail (SP_IS_HUB_SNAPSHOT (self));
  g_return_if_fail (self->groups == NULL);

  g_set_object (&self->reuse, folder);
}

/* What changes with every block is told at most so often. */
static void
notify_progress (SpHubSnapshot *self,
                 gboolean       at_once)
{
  gint64 now = g_get_monotonic_time ();
  gint64 done = 0;

  if (!at_once && now < self->notified + NOTIFY_INTERVAL)
    return;

  for (guint i = 0; i < self->groups->len; i++)
    done = MIN (done + sp_hub_group_get_done (g_ptr_array_index (self->groups, i)), self->total);

  self->notified = now;
  self->done = done;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FETCHED]);
}

static void
set_wait (SpHubSnapshot *self,
          guint          wait)
{
  if (wait == self->wait)
    return;

  self->wait = wait;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAIT]);
}

static void
run_on_disk (GTask              *task,
             GTaskThreadFunc     work,
             GAsyncReadyCallback callback)
{
  SpHubSnapshot    *self = g_task_get_source_object (task);
  g_autoptr (GTask) disk = g_task_new (NULL, self->stop, callback, task);

  g_task_set_check_cancellable (disk, FALSE);
  g_task_set_task_data (disk, self, NULL);
  g_task_run_in_thread (disk, work);
}

/* Takes @task. */
static void
end (GTask  *task,
     GError *error)
{
  SpHubSnapshot *self = g_task_get_source_object (task);

  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  set_wait (self, 0);
  notify_progress (self, TRUE);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* The links of a cache, and the commit that a branch has. */
static gboolean
show_snapshot (SpHubSnapshot *self,
               GError       **error)
{
  g_autofree char *ref = g_strconcat ("refs/", self->revision, NULL);

  for (guint i = 0; i < self->groups->len; i++)
    if (!sp_hub_group_show (g_ptr_array_index (self->groups, i), self->folder, self->commit, error))
      return FALSE;

  if (sp_hub_repo_is_commit (self->revision))
    return TRUE;

  return sp_hub_path_check (ref, error) && sp_hub_folder_write (self->folder, ref, self->commit, error);
}

static void
complete_thread (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  SpHubSnapshot *self = task_data;
  GError        *error = NULL;
  gboolean       success = TRUE;

  for (guint i = 0; success && i < self->groups->len; i++)
    success = sp_hub_group_spread (g_ptr_array_index (self->groups, i), self->folder, &error);
  if (success && self->is_cache)
    success = show_snapshot (self, &error);

  if (success) {
    sp_hub_folder_remove_parts (self->folder);
    sp_hub_folder_flush (self->folder);
    g_task_return_boolean (task, TRUE);
  } else {
    g_task_return_error (task, error);
  }
}

static void
completed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask  *task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_set_check_cancellable (task, FALSE); /* it is there, whoever changes his mind now */
  end (task, error);
}

typedef struct {
  GTask      *task;
  SpHubGroup *group;
} Run;

static void
progress_cb (gint64   position,
             gsize    fetched,
             guint    wait,
             gpointer user_data)
{
  Run           *run = user_data;
  SpHubSnapshot *self = g_task_get_source_object (run->task);

  run->group->position = position;
  self->fetched += (gint64) fetched;
  set_wait (self, wait);
  notify_progress (self, FALSE);
}

static gboolean
is_large (SpHubGroup *group)
{
  return sp_hub_group_get_size (group) > LARGE;
}

static void start_more (GTask *task);

static void
transferred_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autofree Run *run = user_data;
  SpHubSnapshot  *self = g_task_get_source_object (run->task);
  GError         *error = NULL;

  self->n_running--;
  if (is_large (run->group))
    self->has_large = FALSE;

  if (sp_hub_transfer_finish (SP_HUB_SESSION (source), result, &error))
    run->group->source = g_ptr_array_index (run->group->targets, 0);
  else if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);

  if (self->error != NULL)
    g_cancellable_cancel (self->stop);
  notify_progress (self, TRUE);
  start_more (run->task);
}

static void
start_one (GTask      *task,
           SpHubGroup *group)
{
  SpHubSnapshot      *self = g_task_get_source_object (task);
  const char         *path = g_ptr_array_index (group->paths, 0);
  g_autofree char    *place = sp_hub_repo_dup_file_path (self->repo, self->commit, path);
  g_autofree char    *uri = g_strconcat (sp_hub_session_get_endpoint (self->session), place, NULL);
  Run                *run = g_new0 (Run, 1);
  SpHubTransferTarget target = {
    .folder = self->folder,
    .path = g_ptr_array_index (group->targets, 0),
    .progress = progress_cb,
    .user_data = run,
  };

  run->task = task;
  run->group = group;
  self->n_running++;
  self->has_large = self->has_large || is_large (group);
  sp_hub_transfer_async (self->session, uri, self->repo, group->file, &target, self->stop, transferred_cb, run);
}

/* Nullable: of large files one is enough for the whole line. */
static SpHubGroup *
take_next (SpHubSnapshot *self)
{
  for (GList *link = self->waiting.head; link != NULL; link = link->next) {
    SpHubGroup *group = link->data;

    if (!self->has_large || !is_large (group)) {
      g_queue_delete_link (&self->waiting, link);
      return group;
    }
  }

  return NULL;
}

/* Takes @task when nothing runs any more. */
static void
start_more (GTask *task)
{
  SpHubSnapshot *self = g_task_get_source_object (task);
  SpHubGroup    *group;

  while (self->error == NULL && self->n_running < MAX_RUNNING && (group = take_next (self)) != NULL)
    start_one (task, group);

  if (self->n_running > 0)
    return;

  if (self->error != NULL)
    end (task, g_steal_pointer (&self->error));
  else
    run_on_disk (task, complete_thread, completed_cb);
}

/* Whether what is still to come has room. */
static gboolean
check_room (SpHubSnapshot *self,
            GError       **error)
{
  guint64          room = sp_hub_folder_get_free (self->folder);
  guint64          missing = 0;
  g_autofree char *needed = NULL;
  g_autofree char *free_size = NULL;

  for (guint i = 0; i < self->groups->len; i++) {
    SpHubGroup *group = g_ptr_array_index (self->groups, i);

    if (group->source == NULL)
      missing = MIN (missing + (guint64) (sp_hub_group_get_size (group) - sp_hub_group_get_done (group)), G_MAXINT64);
  }

  if (missing <= room)
    return TRUE;

  needed = g_format_size (missing);
  free_size = g_format_size (room);
  g_set_error (error, SP_HUB_ERROR, SP_HUB_ERROR_DISK_FULL,
               _("%s are still to be downloaded, and %s are free on the disk. Make room, then try again."), needed,
               free_size);

  return FALSE;
}

static gboolean
prepare (SpHubSnapshot *self,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr (SpHubFolder) reuse = NULL;

  if (!sp_hub_tree_check (self->files, error))
    return FALSE;

  self->folder = sp_hub_folder_open (self->target, TRUE, error);
  if (self->folder == NULL)
    return FALSE;

  if (self->reuse != NULL)
    reuse = sp_hub_folder_open (self->reuse, FALSE, NULL);
  for (guint i = 0; i < self->groups->len; i++)
    if (!sp_hub_group_find (g_ptr_array_index (self->groups, i), self->folder, reuse, cancellable, error))
      return FALSE;

  return check_room (self, error);
}

static void
prepare_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GError *error = NULL;

  if (prepare (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask         *task = user_data;
  SpHubSnapshot *self = g_task_get_source_object (task);
  GError        *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    end (task, error);
    return;
  }

  for (guint i = 0; i < self->groups->len; i++) {
    SpHubGroup *group = g_ptr_array_index (self->groups, i);

    if (group->source == NULL)
      g_queue_push_tail (&self->waiting, group);
  }

  notify_progress (self, TRUE);
  start_more (task);
}

static void
cancelled_cb (GCancellable *cancellable,
              GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

void
sp_hub_snapshot_download_async (SpHubSnapshot      *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (SP_IS_HUB_SNAPSHOT (self));
  g_return_if_fail (self->groups == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_snapshot_download_async);
  self->groups = sp_hub_group_list (self->files, self->is_cache);
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (self->stop),
                                                g_object_unref);
  run_on_disk (task, prepare_thread, prepared_cb);
}

gboolean
sp_hub_snapshot_download_finish (SpHubSnapshot *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gint64
sp_hub_snapshot_get_done (SpHubSnapshot *self)
{
  g_return_val_if_fail (SP_IS_HUB_SNAPSHOT (self), 0);

  return self->done;
}

gint64
sp_hub_snapshot_get_total (SpHubSnapshot *self)
{
  g_return_val_if_fail (SP_IS_HUB_SNAPSHOT (self), 0);

  return self->total;
}

gint64
sp_hub_snapshot_get_fetched (SpHubSnapshot *self)
{
  g_return_val_if_fail (SP_IS_HUB_SNAPSHOT (self), 0);

  return self->fetched;
}

guint
sp_hub_snapshot_get_wait (SpHubSnapshot *self)
{
  g_return_val_if_fail (SP_IS_HUB_SNAPSHOT (self), 0);

  return self->wait;
}
