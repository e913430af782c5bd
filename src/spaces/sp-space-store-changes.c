/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-space-store.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-space-disk-private.h"
#include "sp-space-secret.h"

/* One change of the folder; data of its task. */
typedef struct {
  GFile           *root;
  char            *id;
  SpSpaceManifest *manifest; /* these three only to adopt */
  char            *version;
  GFile           *staged;
  gboolean         has_secrets;
  guint64          freed;
} Change;

static Change *
change_new (SpSpaceStore *self, const char *id)
{
  Change *change = g_new0 (Change, 1);

  change->root = g_object_ref (sp_space_store_get_root (self));
  change->id = g_strdup (id);
  return change;
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->root);
  g_free (change->id);
  g_clear_pointer (&change->manifest, sp_space_manifest_free);
  g_free (change->version);
  g_clear_object (&change->staged);
  g_free (change);
}

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, TRUE);
}

/* Done on the disk: the list is brought up to date before the caller is told. */
static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    sp_space_store_reload_async (g_task_get_source_object (task), NULL, reloaded_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/* Runs a change in a thread, then reloads. */
static void
run_change (SpSpaceStore       *self,
            Change             *change,
            GTaskThreadFunc     func,
            GAsyncReadyCallback callback,
            gpointer            user_data,
            gpointer            tag)
{
  GTask            *task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GTask) work = g_task_new (NULL, NULL, changed_cb, task); /* not of the store, which does not end in a thread */

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, change, change_free);
  g_task_set_source_tag (work, run_change);
  g_task_set_task_data (work, change, NULL); /* the other task outlives this one */
  g_task_run_in_thread (work, func);
}

static void
return_done (GTask *task, gboolean good, GError *error)
{
  if (good)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
finish (SpSpaceStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
adopt_in_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Change                     *change = task_data;
  g_autoptr (SpSpaceAdoption) adoption = NULL;
  GError                     *error = NULL;
  gboolean                    good;

  adoption = sp_space_adoption_new (change->root, change->manifest, change->version, change->staged, &error);
  good = adoption != NULL;
  for (guint i = 0; good && i < SP_SPACE_ADOPTION_STEPS; i++)
    good = sp_space_adoption_step (adoption, &error);
  g_clear_pointer (&adoption, sp_space_adoption_free); /* the list is read next, under the same lock */
  return_done (task, good, error);
}

void
sp_space_store_adopt_async (SpSpaceStore          *self,
                            const SpSpaceManifest *manifest,
                            const char            *version,
                            GFile                 *staged,
                            GAsyncReadyCallback    callback,
                            gpointer               user_data)
{
  Change *change;

  g_return_if_fail (SP_IS_SPACE_STORE (self));
  g_return_if_fail (manifest != NULL && version != NULL && G_IS_FILE (staged));

  change = change_new (self, manifest->id);
  change->manifest = sp_space_manifest_copy (manifest);
  change->version = g_strdup (version);
  change->staged = g_object_ref (staged);
  run_change (self, change, adopt_in_thread_cb, callback, user_data, sp_space_store_adopt_async);
}

SpInstalledSpace *
sp_space_store_adopt_finish (SpSpaceStore *self, GAsyncResult *result, GError **error)
{
  Change           *change;
  SpInstalledSpace *space;

  if (!finish (self, result, error))
    return NULL;

  change = g_task_get_task_data (G_TASK (result));
  space = sp_space_store_find (self, change->id);
  if (space != NULL)
    return g_object_ref (space);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("“%s” was removed by another program while it was installed."), change->id);
  return NULL;
}

static void
mark_started_in_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Change  *change = task_data;
  GError  *error = NULL;
  gboolean good = sp_space_disk_mark_started (change->root, change->id, &error);

  return_done (task, good, error);
}

void
sp_space_store_mark_started_async (SpSpaceStore       *self,
                                   SpInstalledSpace   *space,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  const SpSpaceManifest *manifest;

  g_return_if_fail (SP_IS_SPACE_STORE (self));
  g_return_if_fail (SP_IS_INSTALLED_SPACE (space));

  manifest = sp_installed_space_get_manifest (space);
  if (manifest == NULL || (manifest->started && manifest->older == NULL)) {
    g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

    g_task_set_source_tag (task, sp_space_store_mark_started_async);
    g_task_return_boolean (task, TRUE);
    return;
  }
  run_change (self, change_new (self, sp_installed_space_get_id (space)), mark_started_in_thread_cb, callback,
              user_data, sp_space_store_mark_started_async);
}

gboolean
sp_space_store_mark_started_finish (SpSpaceStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static void
rollback_in_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Change  *change = task_data;
  GError  *error = NULL;
  gboolean good = sp_space_disk_rollback (change->root, change->id, &error);

  return_done (task, good, error);
}

/* Fails when a Space is none of the store's own. */
static gboolean
check_own (SpInstalledSpace *space, GError **error)
{
  if (sp_installed_space_get_origin (space) == SP_INSTALLED_SPACE_OWN)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               _("“%s” was not installed here, so there is no earlier version of it."),
               sp_installed_space_get_title (space));
  return FALSE;
}

static void
return_early (SpSpaceStore *self, GError *error, GAsyncReadyCallback callback, gpointer user_data, gpointer tag)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_return_error (task, error);
}

void
sp_space_store_rollback_async (SpSpaceStore       *self,
                               SpInstalledSpace   *space,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GError *error = NULL;

  g_return_if_fail (SP_IS_SPACE_STORE (self));
  g_return_if_fail (SP_IS_INSTALLED_SPACE (space));

  if (check_own (space, &error))
    run_change (self, change_new (self, sp_installed_space_get_id (space)), rollback_in_thread_cb, callback, user_data,
                sp_space_store_rollback_async);
  else
    return_early (self, error, callback, user_data, sp_space_store_rollback_async);
}

gboolean
sp_space_store_rollback_finish (SpSpaceStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static void
remove_in_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Change  *change = task_data;
  GError  *error = NULL;
  gboolean good = sp_space_disk_remove (change->root, change->id, &change->freed, &error);

  if (good && change->has_secrets)
    sp_space_secret_clear (change->id);
  return_done (task, good, error);
}

static gboolean
has_secrets (SpInstalledSpace *space)
{
  SpSpaceSettings *settings = sp_installed_space_get_settings (space);
  g_auto (GStrv)   names = sp_space_settings_dup_variables (settings);

  for (char **name = names; *name != NULL; name++)
    if (sp_space_settings_get_variable (settings, *name) == NULL)
      return TRUE;
  return FALSE;
}

void
sp_space_store_remove_async (SpSpaceStore       *self,
                             SpInstalledSpace   *space,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GError *error = NULL;
  Change *change;

  g_return_if_fail (SP_IS_SPACE_STORE (self));
  g_return_if_fail (SP_IS_INSTALLED_SPACE (space));

  if (!sp_installed_space_check_removable (space, &error)) {
    return_early (self, error, callback, user_data, sp_space_store_remove_async);
    return;
  }

  change = change_new (self, sp_installed_space_get_id (space));
  change->has_secrets = has_secrets (space);
  run_change (self, change, remove_in_thread_cb, callback, user_data, sp_space_store_remove_async);
}

gboolean
sp_space_store_remove_finish (SpSpaceStore *self, GAsyncResult *result, guint64 *freed, GError **error)
{
  if (!finish (self, result, error))
    return FALSE;

  if (freed != NULL)
    *freed = ((Change *) g_task_get_task_data (G_TASK (result)))->freed;
  return TRUE;
}

/* Others read the settings again when the list changes. */
static void
tell_in_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Change *change = task_data;
  GError *error = NULL;
  int     lock = sp_space_disk_lock (change->root, TRUE, &error);

  if (lock >= 0)
    sp_space_disk_unlock (change->root, lock, TRUE);
  return_done (task, lock >= 0, error);
}

static void
told_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  gboolean          good = finish (SP_SPACE_STORE (source), result, &error);

  return_done (task, good, error);
}

static void
settings_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SpSpaceStore     *self = g_task_get_source_object (task);
  const char       *id = g_task_get_task_data (task);
  GError           *error = NULL;

  if (sp_space_settings_save_finish (SP_SPACE_SETTINGS (source), result, &error))
    run_change (self, change_new (self, id), tell_in_thread_cb, told_cb, g_object_ref (task),
                sp_space_store_save_settings_async);
  else
    g_task_return_error (task, error);
}

void
sp_space_store_save_settings_async (SpSpaceStore       *self,
                                    SpInstalledSpace   *space,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr (GFile) file = NULL;
  GTask            *task;

  g_return_if_fail (SP_IS_SPACE_STORE (self));
  g_return_if_fail (SP_IS_INSTALLED_SPACE (space));

  file = g_file_get_child (sp_installed_space_get_data_folder (space), "settings.json");
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sp_space_store_save_settings_async);
  g_task_set_task_data (task, g_strdup (sp_installed_space_get_id (space)), g_free);
  sp_space_settings_save_async (sp_installed_space_get_settings (space), file, settings_saved_cb, task);
}

gboolean
sp_space_store_save_settings_finish (SpSpaceStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}
