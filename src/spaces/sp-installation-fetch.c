/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first part of an installation: what it is, and its files. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-archive.h"
#include "sp-file-tree.h"
#include "sp-git-checkout.h"
#include "sp-hub-tree.h"
#include "sp-installation-private.h"
#include "sp-requirements.h"
#include "sp-staging.h"

#define VERSION_LENGTH 12

/* What a thread says about the files that came. */
typedef struct {
  GFile     *folder;
  GPtrArray *entries;
  char      *hash;
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_object_unref (listing->folder);
  g_clear_pointer (&listing->entries, g_ptr_array_unref);
  g_free (listing->hash);
  g_free (listing);
}

/* Whether that version is what the Space runs already, and whole. */
static gboolean
is_there (SpInstallation *self)
{
  return self->old != NULL && !self->repair && sp_installed_space_get_space (self->old) != NULL &&
         g_strcmp0 (sp_installed_space_get_version (self->old), self->version) == 0;
}

static void
finish_unchanged (SpInstallation *self)
{
  self->unchanged = TRUE;
  self->space = g_object_ref (self->old);
  sp_installation_log (self, _("This version is installed already."));
  sp_installation_finish (self);
}

static void
list_in_thread_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Listing *listing = task_data;
  GError  *error = NULL;

  listing->entries = sp_file_tree_list (listing->folder, NULL, NULL, NULL, cancellable, &error);
  if (listing->entries == NULL) {
    g_task_return_error (task, error);
    return;
  }

  listing->hash = sp_file_tree_hash (listing->entries);
  g_task_return_boolean (task, TRUE);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpInstallation *self = user_data;
  Listing        *listing = g_task_get_task_data (G_TASK (result));
  const char     *name;
  GError         *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    sp_installation_fail (self, error);
    return;
  }

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_steal_pointer (&listing->entries);
  name = self->commit != NULL ? self->commit : listing->hash;
  g_free (self->version);
  self->version = g_strndup (name, VERSION_LENGTH);
  if (is_there (self))
    finish_unchanged (self);
  else
    sp_installation_build (self);
}

/* Looks at the files as they are on this disk now: only they count. */
static void
files_came (SpInstallation *self)
{
  g_autoptr (GFile) folder = sp_installation_get_staged (self, "app");
  g_autoptr (GTask) task = NULL;
  g_auto (GStrv)    requirements = NULL;
  g_auto (GStrv)    first = NULL;
  Listing          *listing;
  GError           *error = NULL;

  g_clear_object (&self->staged);
  self->staged = sp_space_new (folder, &error);
  if (self->staged != NULL) {
    requirements = sp_space_dup_requirements (self->staged);
    first = sp_space_dup_pre_requirements (self->staged);
  }
  if (self->staged == NULL ||
      !sp_requirements_check ((const char *const *) requirements, NULL, &error) ||
      !sp_requirements_check ((const char *const *) first, NULL, &error)) {
    sp_installation_fail (self, error);
    return;
  }

  /* The thread may hold the task for longer than this one is wanted. */
  task = g_task_new (NULL, self->cancellable, listed_cb, self);
  g_task_set_source_tag (task, files_came);
  listing = g_new0 (Listing, 1);
  listing->folder = g_object_ref (folder);
  g_task_set_task_data (task, listing, listing_free);
  g_task_run_in_thread (task, list_in_thread_cb);
}

static void
snapshot_changed_cb (SpHubSnapshot *snapshot, GParamSpec *pspec, gpointer user_data)
{
  sp_installation_set_bytes (user_data, sp_hub_snapshot_get_done (snapshot),
                             sp_hub_snapshot_get_total (snapshot));
}

static void
snapshot_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpInstallation *self = user_data;
  SpHubSnapshot  *snapshot = SP_HUB_SNAPSHOT (source);
  GError         *error = NULL;

  g_signal_handlers_disconnect_by_data (snapshot, self);
  if (sp_hub_snapshot_download_finish (snapshot, result, &error))
    files_came (self);
  else
    sp_installation_fail (self, error);
}

static void
download (SpInstallation *self)
{
  g_autoptr (GFile)         folder = sp_installation_get_staged (self, "app");
  g_autoptr (GFile)         older = NULL;
  g_autoptr (SpHubSnapshot) snapshot =
    sp_hub_snapshot_new (sp_preflight_get_session (self->preflight),
                         sp_preflight_get_repo (self->preflight), self->commit,
                         sp_preflight_get_files (self->preflight), folder);

  if (self->old != NULL)
    older = sp_installed_space_dup_version_folder (self->old);
  if (older != NULL) {
    g_autoptr (GFile) files = g_file_get_child (older, "app");

    sp_hub_snapshot_set_reuse (snapshot, files);
  }
  g_signal_connect (snapshot, "notify::done", G_CALLBACK (snapshot_changed_cb), self);
  sp_hub_snapshot_download_async (snapshot, self->cancellable, snapshot_done_cb, self);
}

static void
files_progress_cb (guint64 n_files, guint64 n_bytes, gpointer user_data)
{
  SpInstallation *self = user_data;
  gint64          total = sp_preflight_get_facts (self->preflight)->files;

  sp_installation_set_bytes (self, MIN ((gint64) n_bytes, total), total);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpInstallation *self = user_data;
  GError         *error = NULL;

  if (sp_git_checkout_copy_finish (result, &error))
    files_came (self);
  else
    sp_installation_fail (self, error);
}

/* Moves something that an archive has beside `app`, if it is there and what it should be. */
static gboolean
take_beside (SpInstallation *self, const char *name, GFileType type, const char *to, GError **error)
{
  g_autoptr (GFile) unpacked = sp_installation_get_staged (self, "unpacked");
  g_autoptr (GFile) file = g_file_get_child (unpacked, name);
  g_autoptr (GFile) target = sp_installation_get_staged (self, to);

  return g_file_query_file_type (file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) != type ||
         g_file_move (file, target, G_FILE_COPY_NO_FALLBACK_FOR_MOVE, NULL, NULL, NULL, error);
}

/* Moves what was unpacked to where the Space's files and its packages are looked for. */
static gboolean
sort_unpacked (SpInstallation *self, GError **error)
{
  g_autoptr (GFile) unpacked = sp_installation_get_staged (self, "unpacked");
  g_autoptr (GFile) found = sp_archive_find_space (unpacked);
  g_autoptr (GFile) app = sp_installation_get_staged (self, "app");
  g_autoptr (GFile) beside = g_file_get_child (unpacked, "app");

  /* Only an archive of ours brings those; elsewhere what is called so is the Space's own. */
  if (g_file_equal (found, beside) &&
      (!take_beside (self, "wheels", G_FILE_TYPE_DIRECTORY, "wheels", error) ||
       !take_beside (self, "requirements.lock", G_FILE_TYPE_REGULAR, SP_INSTALLATION_LOCK, error)))
    return FALSE;

  return g_file_move (found, app, G_FILE_COPY_NO_FALLBACK_FOR_MOVE, NULL, NULL, NULL, error);
}

static void
unpacked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpInstallation *self = user_data;
  GError         *error = NULL;

  if (sp_archive_unpack_finish (result, &error) && sort_unpacked (self, &error))
    files_came (self);
  else
    sp_installation_fail (self, error);
}

static void
copy (SpInstallation *self)
{
  g_autoptr (GFile) from = g_file_new_for_path (sp_space_source_get_reference (self->source));
  g_autoptr (GFile) folder = sp_installation_get_staged (self, "app");

  sp_git_checkout_copy_async (from, folder, files_progress_cb, self, self->cancellable, copied_cb,
                              self);
}

static void
unpack (SpInstallation *self)
{
  g_autoptr (GFile) archive = g_file_new_for_path (sp_space_source_get_reference (self->source));
  g_autoptr (GFile) folder = sp_installation_get_staged (self, "unpacked");

  sp_archive_unpack_async (archive, folder, NULL, files_progress_cb, self, self->cancellable,
                           unpacked_cb, self);
}

/* The Hub's name for what may have been asked for by an older one. */
static const char *
get_reference (SpInstallation *self)
{
  SpHubRepo *repo = sp_preflight_get_repo (self->preflight);

  return repo != NULL ? sp_hub_repo_get_id (repo) : sp_space_source_get_reference (self->source);
}

/* Opens the log and keeps what it takes to go on with this another time. */
static gboolean
open_staging (SpInstallation *self, GError **error)
{
  g_autoptr (GFile)         log = sp_installation_get_staged (self, "install.log");
  g_autoptr (SpSpaceSource) source =
    sp_space_source_new (sp_space_source_get_kind (self->source),
                         get_reference (self), self->commit);
  SpStaging staging = { self->id, self->title, source,
                        self->offline, !self->without_models, self->first_start };

  if (!sp_staging_save (&staging, self->staging, error))
    return FALSE;

  self->log = fopen (g_file_peek_path (log), "we");
  for (GList *link = self->lines.head; self->log != NULL && link != NULL; link = link->next)
    fprintf (self->log, "%s\n", (const char *) link->data);
  return TRUE;
}

static void
staging_cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpInstallation *self = user_data;
  GError         *error = NULL;

  if (sp_file_tree_remove_finish (result, &error))
    open_staging (self, &error);
  if (error != NULL) {
    sp_installation_fail (self, error);
    return;
  }

  sp_installation_set_step (self, SP_INSTALLATION_DOWNLOAD);
  sp_installation_log (self, _("Getting its files…"));
  switch (sp_space_source_get_kind (self->source)) {
  case SP_SPACE_SOURCE_HUB:
    download (self);
    break;
  case SP_SPACE_SOURCE_FOLDER:
    copy (self);
    break;
  case SP_SPACE_SOURCE_ARCHIVE:
  case SP_SPACE_SOURCE_EXTENSION: /* refused before */
    unpack (self);
    break;
  }
}

/* Removes what an earlier installation left and this one cannot use: all but files of the same
 * commit and
 * models. */
static void
clear_staging (SpInstallation *self)
{
  static const char *const names[] = { "unpacked", "wheels", SP_INSTALLATION_LOCK, "environment", "requirements.lock",
                                       "version.json", "app" };
  g_autoptr (SpStaging)    before = sp_staging_load (self->staging, NULL);
  g_autoptr (GPtrArray)    files = g_ptr_array_new_with_free_func (g_object_unref);
  gsize                    n_names = G_N_ELEMENTS (names);

  if (before != NULL && self->commit != NULL &&
      g_strcmp0 (sp_space_source_get_revision (before->source), self->commit) == 0)
    n_names--;
  for (gsize i = 0; i < n_names; i++)
    g_ptr_array_add (files, sp_installation_get_staged (self, names[i]));
  sp_file_tree_remove_async (files, staging_cleared_cb, self);
}

/* An installation from there that was stopped goes on under its id; one that is under way has it,
 * which the lock says then.
 * Returns NULL when there is none. */
static char *
find_unfinished (SpInstallation *self)
{
  g_autoptr (GPtrArray) list = sp_installation_list_staged (self->store, TRUE);

  for (guint i = 0; i < list->len; i++) {
    SpInstallation *other = g_ptr_array_index (list, i);

    if (sp_space_source_get_kind (other->source) == sp_space_source_get_kind (self->source) &&
        g_str_equal (sp_space_source_get_reference (other->source), get_reference (self)))
      return g_strdup (other->id);
  }
  return NULL;
}

static void
take_preflight (SpInstallation *self)
{
  const SpPreflightFacts *facts = sp_preflight_get_facts (self->preflight);
  SpSpaceSourceKind       kind = sp_space_source_get_kind (self->source);
  g_autofree char        *name = sp_space_source_dup_name (self->source);
  SpInstalledSpace       *old;
  GError                 *error = NULL;

  for (guint i = 0; !self->looked && facts->warnings[i] != NULL; i++)
    sp_installation_warn (self, facts->warnings[i]);
  if (facts->title != NULL) {
    g_free (self->title);
    self->title = g_strdup (facts->title);
    g_object_notify (G_OBJECT (self), "title");
  }
  self->commit = g_strdup (facts->commit);
  if (self->commit != NULL)
    self->version = g_strndup (self->commit, VERSION_LENGTH);

  if (self->id == NULL)
    self->id = find_unfinished (self);
  if (self->id == NULL)
    self->id = sp_space_store_choose_id (self->store, kind, get_reference (self), name);
  old = sp_space_store_find (self->store, self->id);
  if (old != NULL && sp_installed_space_get_origin (old) == SP_INSTALLED_SPACE_OWN)
    g_set_object (&self->old, old);

  if (!sp_installation_lock (self, &error))
    sp_installation_fail (self, error);
  else if (is_there (self))
    finish_unchanged (self);
  else
    clear_staging (self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpInstallation *self = user_data;
  GError         *error = NULL;

  if (sp_preflight_run_finish (SP_PREFLIGHT (source), result, &error))
    take_preflight (self);
  else
    sp_installation_fail (self, error);
}

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpInstallation *self = user_data;
  GError         *error = NULL;

  if (!sp_space_store_reload_finish (SP_SPACE_STORE (source), result, &error)) {
    sp_installation_fail (self, error);
    return;
  }
  if (self->looked) {
    take_preflight (self);
    return;
  }

  self->preflight = sp_preflight_new (self->source, sp_space_store_get_root (self->store));
  sp_preflight_set_offline (self->preflight, self->offline);
  sp_preflight_set_models (self->preflight, !self->without_models);
  sp_preflight_set_anonymous (self->preflight, self->anonymous);
  sp_preflight_run_async (self->preflight, self->token, self->cancellable, looked_cb, self);
}

void
sp_installation_fetch (SpInstallation *self)
{
  sp_installation_log (self, _("Looking at the Space…"));
  sp_space_store_reload_async (self->store, self->cancellable, reloaded_cb, self);
}
