/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-space-store.h"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-archive.h"
#include "sp-space-verify.h"

/* What a thread needs of a Space, which may change meanwhile; data of its task. */
typedef struct {
  SpSpace         *space; /* nullable */
  GFile           *folder;
  GFile           *data_folder;
  GFile           *version_folder; /* nullable */
  SpSpaceManifest *manifest;       /* nullable; without versions */
  SpFileProgress  *progress;
  GFile           *archive; /* these two only to export; the second nullable */
  GFile           *wheels;
} Report;

static Report *
report_new (SpInstalledSpace *space, SpFileProgressFunc progress, gpointer progress_data)
{
  Report                *report = g_new0 (Report, 1);
  const SpSpaceManifest *manifest = sp_installed_space_get_manifest (space);

  g_set_object (&report->space, sp_installed_space_get_space (space));
  g_set_object (&report->folder, sp_installed_space_get_folder (space));
  g_set_object (&report->data_folder, sp_installed_space_get_data_folder (space));
  report->version_folder = sp_installed_space_dup_version_folder (space);
  report->progress = sp_file_progress_new (progress, progress_data);
  if (manifest != NULL) {
    /* Of a path only the end: an exported Space does not tell where its owner keeps things. */
    g_autofree char *name = manifest->source_kind == SP_SPACE_SOURCE_HUB
                              ? g_strdup (manifest->source_reference)
                              : g_path_get_basename (manifest->source_reference);

    report->manifest = sp_space_manifest_new (manifest->id, manifest->source_kind, name);
    report->manifest->source_endpoint = g_strdup (manifest->source_endpoint);
    report->manifest->commit = g_strdup (manifest->commit);
    report->manifest->extras = g_strdupv (manifest->extras);
  } else {
    report->manifest = sp_space_manifest_new (sp_installed_space_get_id (space), SP_SPACE_SOURCE_EXTENSION,
                                              sp_installed_space_get_id (space));
  }
  report->manifest->title = g_strdup (sp_installed_space_get_title (space));
  return report;
}

static void
report_free (gpointer data)
{
  Report *report = data;

  g_clear_object (&report->space);
  g_clear_object (&report->folder);
  g_clear_object (&report->data_folder);
  g_clear_object (&report->version_folder);
  g_clear_pointer (&report->manifest, sp_space_manifest_free);
  g_clear_pointer (&report->progress, sp_file_progress_free);
  g_clear_object (&report->archive);
  g_clear_object (&report->wheels);
  g_free (report);
}

/* Runs a report in a thread, or fails at once when the Space is damaged. */
static void
run_report (SpSpaceStore       *self,
            SpInstalledSpace   *space,
            Report             *report,
            gboolean            needs_space,
            GTaskThreadFunc     func,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data,
            gpointer            tag)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, report, report_free);
  if (!needs_space || report->space != NULL)
    g_task_run_in_thread (task, func);
  else
    g_task_return_error (task, g_error_copy (sp_installed_space_get_problem (space)));
}

static void
verify_in_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Report *report = task_data;
  GError *error = NULL;
  GStrv   sentences = sp_space_verify (report->space, report->version_folder, report->progress, cancellable, &error);

  if (sentences != NULL)
    g_task_return_pointer (task, sentences, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

void
sp_space_store_verify_async (SpSpaceStore       *self,
                             SpInstalledSpace   *space,
                             SpFileProgressFunc  progress,
                             gpointer            progress_data,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_return_if_fail (SP_IS_SPACE_STORE (self));
  g_return_if_fail (SP_IS_INSTALLED_SPACE (space));

  run_report (self, space, report_new (space, progress, progress_data), TRUE, verify_in_thread_cb, cancellable,
              callback, user_data, sp_space_store_verify_async);
}

GStrv
sp_space_store_verify_finish (SpSpaceStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
add_size (SpFileTreeSize *sum, const SpFileTreeSize *size)
{
  sum->own += size->own;
  sum->shared += size->shared;
  sum->n_files += size->n_files;
}

/* Adds the size of a folder of the Space. */
static gboolean
add_folder (SpFileTreeSize *sum, GFile *folder, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = name != NULL ? g_file_get_child (folder, name) : g_object_ref (folder);
  SpFileTreeSize    size;

  if (!sp_file_tree_measure (file, &size, cancellable, error))
    return FALSE;
  add_size (sum, &size);
  return TRUE;
}

/* Adds the parts of every version there is. */
static gboolean
add_versions (SpSpaceSize *size, GFile *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) versions = g_file_get_child (folder, "versions");
  g_autoptr (GDir)  dir = g_dir_open (g_file_peek_path (versions), 0, NULL);
  const char       *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autoptr (GFile) version = g_file_get_child (versions, name);

    if (!add_folder (&size->app, version, "app", cancellable, error) ||
        !add_folder (&size->environment, version, "environment", cancellable, error))
      return FALSE;
  }
  return TRUE;
}

/* Adds the parts of a Space that was not installed here. */
static gboolean
add_foreign (SpSpaceSize *size, SpSpace *space, GFile *folder, GCancellable *cancellable, GError **error)
{
  GFile *environment;

  if (space == NULL)
    return add_folder (&size->total, folder, NULL, cancellable, error);

  environment =
    sp_space_get_packages (space) != NULL ? sp_space_get_packages (space) : sp_space_get_environment (space);
  if (!add_folder (&size->app, sp_space_get_folder (space), NULL, cancellable, error) ||
      !add_folder (&size->environment, environment, NULL, cancellable, error))
    return FALSE;
  add_size (&size->total, &size->app);
  add_size (&size->total, &size->environment);
  return TRUE;
}

static gboolean
measure (Report *report, SpSpaceSize *size, GCancellable *cancellable, GError **error)
{
  if (!add_folder (&size->total, report->data_folder, NULL, cancellable, error) ||
      !add_folder (&size->models, report->data_folder, "models", cancellable, error) ||
      !add_folder (&size->home, report->data_folder, "home", cancellable, error) ||
      !add_folder (&size->home, report->data_folder, "logs", cancellable, error))
    return FALSE;
  if (g_file_equal (report->folder, report->data_folder))
    return add_versions (size, report->folder, cancellable, error);
  return add_foreign (size, report->space, report->folder, cancellable, error);
}

static void
measure_in_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  SpSpaceSize *size = g_new0 (SpSpaceSize, 1);
  GError      *error = NULL;

  if (measure (task_data, size, cancellable, &error)) {
    g_task_return_pointer (task, size, g_free);
  } else {
    g_free (size);
    g_task_return_error (task, error);
  }
}

void
sp_space_store_measure_async (SpSpaceStore       *self,
                              SpInstalledSpace   *space,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_return_if_fail (SP_IS_SPACE_STORE (self));
  g_return_if_fail (SP_IS_INSTALLED_SPACE (space));

  run_report (self, space, report_new (space, NULL, NULL), FALSE, measure_in_thread_cb, cancellable, callback,
              user_data, sp_space_store_measure_async);
}

gboolean
sp_space_store_measure_finish (SpSpaceStore *self, GAsyncResult *result, SpSpaceSize *size, GError **error)
{
  g_autofree SpSpaceSize *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *size = *found;
  return TRUE;
}

static void
export_in_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Report           *report = task_data;
  g_autofree char  *manifest = sp_space_manifest_to_text (report->manifest);
  g_autoptr (GFile) requirements = NULL;
  GError           *error = NULL;
  SpArchiveItem     items[] = {
        { "space.json", NULL, manifest },
        { "app", sp_space_get_folder (report->space), NULL },
        { "requirements.lock", NULL, NULL },
        { "wheels", report->wheels, NULL },
  };

  if (report->version_folder != NULL)
    items[2].file = requirements = g_file_get_child (report->version_folder, "requirements.lock");
  if (sp_archive_pack (report->archive, items, G_N_ELEMENTS (items), report->progress, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
sp_space_store_export_async (SpSpaceStore       *self,
                             SpInstalledSpace   *space,
                             GFile              *archive,
                             GFile              *wheels,
                             SpFileProgressFunc  progress,
                             gpointer            progress_data,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  Report *report;

  g_return_if_fail (SP_IS_SPACE_STORE (self));
  g_return_if_fail (SP_IS_INSTALLED_SPACE (space));

  report = report_new (space, progress, progress_data);
  report->archive = g_object_ref (archive);
  g_set_object (&report->wheels, wheels);
  run_report (self, space, report, TRUE, export_in_thread_cb, cancellable, callback, user_data,
              sp_space_store_export_async);
}

gboolean
sp_space_store_export_finish (SpSpaceStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
