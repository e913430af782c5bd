/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-preflight.h"

#include "config.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "gradio.h"
#include "sp-archive.h"
#include "sp-file-tree.h"
#include "sp-hub-file.h"
#include "sp-hub-preload.h"
#include "sp-hub-tree.h"
#include "sp-preflight-facts.h"
#include "sp-requirements.h"

struct _SpPreflight {
  GObject          parent_instance;
  SpSpaceSource   *source;
  GFile           *target;
  gboolean         offline;
  gboolean         without_models;
  gboolean         anonymous;
  char            *token;
  SpPreflightFacts facts;
  GPtrArray       *warnings;
  SpHubSession    *session;
  SpHubRepo       *repo;
  GPtrArray       *files;
  GPtrArray       *repos;    /* of SpPreflightRepo */
  GQueue           preloads; /* of SpHubPreload, left to be asked for */
  SpHubSpaceInfo  *preload_info;
  GFile           *folder; /* of small files, for the time being */
  SpSpace         *space;
  GError          *error;
};

G_DEFINE_FINAL_TYPE (SpPreflight, sp_preflight, G_TYPE_OBJECT)

static void ask_next_repo (GTask *task);

static void
repo_free (gpointer data)
{
  SpPreflightRepo *repo = data;

  g_object_unref (repo->repo);
  g_free (repo->revision);
  g_free (repo->commit);
  g_ptr_array_unref (repo->files);
  g_free (repo);
}

static void
folder_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  SpPreflight       *self = g_task_get_source_object (task);

  if (!sp_file_tree_remove_finish (result, &error))
    g_debug ("What was looked at stays: %s", error->message);
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Ends the look. Takes the error (nullable). */
static void
end (GTask *task, GError *error)
{
  SpPreflight          *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  sp_preflight_facts_complete (&self->facts, self->target, self->warnings);
  if (error == NULL)
    sp_preflight_facts_check_room (&self->facts, &error);
  g_clear_object (&self->space);
  self->error = error;
  if (self->folder != NULL)
    g_ptr_array_add (files, g_object_ref (self->folder));
  g_clear_object (&self->folder);
  sp_file_tree_remove_async (files, folder_removed_cb, g_object_ref (task));
}

/* Makes the folder that small files are put into to be read. */
static GFile *
make_folder (SpPreflight *self, GError **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "spaceport", NULL);
  g_autofree char *path = g_build_filename (parent, "preflight-XXXXXX", NULL);

  if (g_mkdir_with_parents (parent, 0700) != 0 || g_mkdtemp_full (path, 0700) == NULL) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                 _("The folder “%s” cannot be written to: %s"), parent, g_strerror (errno));
    return NULL;
  }

  self->folder = g_file_new_for_path (path);
  return self->folder;
}

static void
add_repo (SpPreflight *self, SpHubPreload *preload, SpHubSpaceInfo *info, GPtrArray *files)
{
  SpPreflightRepo *repo = g_new0 (SpPreflightRepo, 1);

  repo->repo = g_object_ref (preload->repo);
  repo->revision = g_strdup (preload->revision);
  repo->commit = g_strdup (sp_hub_space_info_get_commit (info));
  repo->files = g_ptr_array_ref (files);
  repo->size = sp_hub_tree_get_size (files);
  self->facts.models += repo->size;
  g_ptr_array_add (self->repos, repo);
}

/* A model that cannot be had is no reason against the Space: it may do without, or say so itself. */
static void
pass_repo_over (GTask *task, GError *error)
{
  SpPreflight  *self = g_task_get_source_object (task);
  SpHubPreload *preload = g_queue_pop_head (&self->preloads);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    sp_hub_preload_free (preload);
    end (task, error);
    return;
  }

  g_ptr_array_add (self->warnings,
                   g_strdup_printf (_("“%s”, which it uses, cannot be loaded: %s"),
                                    sp_hub_repo_get_id (preload->repo), error->message));
  sp_hub_preload_free (preload);
  g_error_free (error);
  ask_next_repo (task);
}

static void
repo_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)     task = user_data;
  SpPreflight          *self = g_task_get_source_object (task);
  SpHubPreload         *preload = g_queue_peek_head (&self->preloads);
  GError               *error = NULL;
  g_autoptr (GPtrArray) all = sp_hub_tree_fetch_finish (self->session, result, &error);
  g_autoptr (GPtrArray) files = all != NULL ? sp_hub_preload_select (preload, all, &error) : NULL;

  if (files == NULL) {
    pass_repo_over (task, error);
    return;
  }

  add_repo (self, preload, self->preload_info, files);
  sp_hub_preload_free (g_queue_pop_head (&self->preloads));
  ask_next_repo (task);
}

static void
repo_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SpPreflight      *self = g_task_get_source_object (task);
  SpHubPreload     *preload = g_queue_peek_head (&self->preloads);
  GError           *error = NULL;

  g_clear_object (&self->preload_info);
  self->preload_info = sp_hub_space_info_fetch_finish (self->session, result, &error);
  if (self->preload_info == NULL)
    pass_repo_over (task, error);
  else
    sp_hub_tree_fetch_async (self->session, preload->repo,
                             sp_hub_space_info_get_commit (self->preload_info),
                             g_task_get_cancellable (task), repo_listed_cb, g_object_ref (task));
}

static void
ask_next_repo (GTask *task)
{
  SpPreflight  *self = g_task_get_source_object (task);
  SpHubPreload *preload = g_queue_peek_head (&self->preloads);

  if (preload == NULL)
    end (task, NULL);
  else
    sp_hub_space_info_fetch_async (self->session, preload->repo, preload->revision,
                                   g_task_get_cancellable (task), repo_known_cb,
                                   g_object_ref (task));
}

static void
add_preload (SpPreflight *self, SpHubKind kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  SpHubPreload      *preload = sp_hub_preload_parse (kind, text, &error);

  if (preload == NULL) {
    g_ptr_array_add (self->warnings, g_strdup (error->message));
    return;
  }

  /* What is preloaded is often named as a model as well. */
  for (GList *link = self->preloads.head; link != NULL; link = link->next) {
    SpHubPreload *other = link->data;

    if (sp_hub_repo_get_kind (other->repo) == kind &&
        g_str_equal (sp_hub_repo_get_id (other->repo), sp_hub_repo_get_id (preload->repo))) {
      sp_hub_preload_free (preload);
      return;
    }
  }
  g_queue_push_tail (&self->preloads, preload);
}

static void
collect_repos (SpPreflight *self)
{
  const char *const *texts = sp_space_get_preload_from_hub (self->space);

  for (; texts != NULL && *texts != NULL; texts++)
    add_preload (self, SP_HUB_KIND_MODEL, *texts);
  for (texts = sp_space_get_models (self->space); texts != NULL && *texts != NULL; texts++)
    add_preload (self, SP_HUB_KIND_MODEL, *texts);
  for (texts = sp_space_get_datasets (self->space); texts != NULL && *texts != NULL; texts++)
    add_preload (self, SP_HUB_KIND_DATASET, *texts);
}

static void
begin_repos (GTask *task, const char *token)
{
  SpPreflight *self = g_task_get_source_object (task);

  self->session = sp_hub_session_new (token);
  ask_next_repo (task);
}

static void
repo_token_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  SpPreflight       *self = g_task_get_source_object (task);
  g_autofree char   *token = gradio_token_find_finish (result, &error);

  if (error != NULL)
    g_ptr_array_add (self->warnings, g_strdup (error->message));
  begin_repos (task, token);
}

/* Takes the Space's own files into account, which are in a folder now. */
static void
take_space (GTask *task, GFile *folder)
{
  SpPreflight   *self = g_task_get_source_object (task);
  g_auto (GStrv) requirements = NULL;
  g_auto (GStrv) first = NULL;
  GError        *error = NULL;

  self->space = sp_space_read (folder, NULL, &error);
  if (self->space != NULL)
    sp_preflight_facts_take_space (&self->facts, self->space, self->warnings);
  if (self->space == NULL || !sp_space_check (self->space, &error)) {
    end (task, error);
    return;
  }

  requirements = sp_space_dup_requirements (self->space);
  first = sp_space_dup_pre_requirements (self->space);
  if (!sp_requirements_check ((const char *const *) requirements, self->warnings, &error) ||
      !sp_requirements_check ((const char *const *) first, self->warnings, &error)) {
    end (task, error);
    return;
  }

  if (!self->without_models)
    collect_repos (self);
  if (self->offline && self->preloads.length > 0) {
    g_ptr_array_add (self->warnings, g_strdup (_("Its models are not loaded without a network.")));
    g_queue_clear_full (&self->preloads, (GDestroyNotify) sp_hub_preload_free);
  }
  if (self->session != NULL || self->preloads.length == 0)
    ask_next_repo (task);
  else if (self->anonymous)
    begin_repos (task, NULL);
  else
    gradio_token_find_async (self->token, g_task_get_cancellable (task), repo_token_found_cb,
                             g_object_ref (task));
}

static void
small_files_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SpPreflight      *self = g_task_get_source_object (task);
  GError           *error = NULL;

  if (sp_hub_snapshot_download_finish (SP_HUB_SNAPSHOT (source), result, &error))
    take_space (task, self->folder);
  else
    end (task, error);
}

/* Whether a file says something about the Space. */
static gboolean
is_telling (SpHubFile *file, const char *app_file)
{
  static const char *const names[] = { "README.md", "requirements.txt", "pre-requirements.txt",
                                       "packages.txt", "app.py", NULL };
  const char              *path = sp_hub_file_get_path (file);

  return g_strv_contains (names, path) || g_strcmp0 (path, app_file) == 0;
}

static void
fetch_small_files (GTask *task, SpHubSpaceInfo *info)
{
  SpPreflight              *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray)     telling = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SpHubSnapshot) snapshot = NULL;
  GError                   *error = NULL;

  for (guint i = 0; i < self->files->len; i++) {
    SpHubFile *file = g_ptr_array_index (self->files, i);

    if (is_telling (file, sp_hub_space_info_get_fact (info, "app_file")))
      g_ptr_array_add (telling, g_object_ref (file));
  }

  if (make_folder (self, &error) == NULL) {
    end (task, error);
    return;
  }
  snapshot =
    sp_hub_snapshot_new (self->session, self->repo, self->facts.commit, telling, self->folder);
  sp_hub_snapshot_download_async (snapshot, g_task_get_cancellable (task), small_files_fetched_cb,
                                  g_object_ref (task));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)          task = user_data;
  SpPreflight               *self = g_task_get_source_object (task);
  g_autoptr (SpHubSpaceInfo) info = g_steal_pointer (&self->preload_info);
  GError                    *error = NULL;

  self->files = sp_hub_tree_fetch_finish (self->session, result, &error);
  if (self->files == NULL) {
    end (task, error);
    return;
  }

  self->facts.files = sp_hub_tree_get_size (self->files);
  fetch_small_files (task, info);
}

static void
take_info (SpPreflight *self, SpHubSpaceInfo *info)
{
  SpPreflightFacts *facts = &self->facts;

  self->repo = g_object_ref (sp_hub_space_info_get_repo (info));
  facts->title = g_strdup (sp_hub_space_info_get_title (info));
  facts->license = g_strdup (sp_hub_space_info_get_fact (info, "license"));
  facts->hardware = g_strdup (sp_hub_space_info_get_hardware (info));
  facts->commit = g_strdup (sp_hub_space_info_get_commit (info));
  facts->is_private = sp_hub_space_info_is_private (info);
  facts->is_gated = sp_hub_space_info_is_gated (info);
}

static void
info_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)          task = user_data;
  SpPreflight               *self = g_task_get_source_object (task);
  GError                    *error = NULL;
  g_autoptr (SpHubSpaceInfo) info =
    sp_hub_space_info_fetch_finish (self->session, result, &error);

  if (info == NULL) {
    end (task, error);
    return;
  }

  take_info (self, info);
  if (sp_hub_space_info_is_disabled (info)) {
    end (task, g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                            _("“%s” has been disabled on the Hub. Its page may say why."),
                            self->facts.title));
    return;
  }
  self->preload_info = g_steal_pointer (&info);
  sp_hub_tree_fetch_async (self->session, self->repo, self->facts.commit,
                           g_task_get_cancellable (task), listed_cb, g_object_ref (task));
}

static void
ask_hub (GTask *task, const char *token)
{
  SpPreflight          *self = g_task_get_source_object (task);
  GError               *error = NULL;
  g_autoptr (SpHubRepo) repo = NULL;

  repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, sp_space_source_get_reference (self->source), &error);
  if (repo == NULL) {
    end (task, error);
    return;
  }

  self->session = sp_hub_session_new (token);
  sp_hub_space_info_fetch_async (self->session, repo, sp_space_source_get_revision (self->source),
                                 g_task_get_cancellable (task), info_fetched_cb,
                                 g_object_ref (task));
}

static void
token_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  g_autofree char  *token = gradio_token_find_finish (result, &error);

  if (error != NULL)
    end (task, error);
  else
    ask_hub (task, token);
}

static void
look_at_hub (GTask *task)
{
  SpPreflight *self = g_task_get_source_object (task);

  if (self->offline)
    end (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                    _("A Space of the Hub cannot be installed without a network. "
                                       "Install it from a .space archive or a folder.")));
  else if (self->anonymous)
    ask_hub (task, NULL);
  else
    gradio_token_find_async (self->token, g_task_get_cancellable (task), token_found_cb,
                             g_object_ref (task));
}

static void
unpacked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SpPreflight      *self = g_task_get_source_object (task);
  g_autoptr (GFile) folder = NULL;
  GError           *error = NULL;

  if (!sp_archive_unpack_finish (result, &error)) {
    end (task, error);
    return;
  }
  folder = sp_archive_find_space (self->folder);
  take_space (task, folder);
}

static void
unpacking_cb (guint64 n_files, guint64 n_bytes, gpointer user_data)
{
  SP_PREFLIGHT (user_data)->facts.files = n_bytes;
}

static void
measured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GFile) folder = NULL;
  SpPreflight      *self = g_task_get_source_object (task);
  SpFileTreeSize    size = { 0 };
  GError           *error = NULL;

  if (!sp_file_tree_measure_finish (result, &size, &error)) {
    end (task, error);
    return;
  }

  self->facts.files = size.own + size.shared;
  folder = g_file_new_for_path (sp_space_source_get_reference (self->source));
  take_space (task, folder);
}

static void
sp_preflight_finalize (GObject *object)
{
  SpPreflight *self = SP_PREFLIGHT (object);

  g_clear_object (&self->source);
  g_clear_object (&self->target);
  g_clear_pointer (&self->token, g_free);
  sp_preflight_facts_clear (&self->facts);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_clear_object (&self->session);
  g_clear_object (&self->repo);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->repos, g_ptr_array_unref);
  g_queue_clear_full (&self->preloads, (GDestroyNotify) sp_hub_preload_free);
  g_clear_object (&self->preload_info);
  g_clear_object (&self->folder);
  g_clear_object (&self->space);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sp_preflight_parent_class)->finalize (object);
}

static void
sp_preflight_class_init (SpPreflightClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_preflight_finalize;
}

static void
sp_preflight_init (SpPreflight *self)
{
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->repos = g_ptr_array_new_with_free_func (repo_free);
  g_queue_init (&self->preloads);
}

SpPreflight *
sp_preflight_new (SpSpaceSource *source, GFile *target)
{
  SpPreflight *self;

  g_return_val_if_fail (SP_IS_SPACE_SOURCE (source), NULL);

  self = g_object_new (SP_TYPE_PREFLIGHT, NULL);
  self->source = g_object_ref (source);
  self->target = g_object_ref (target);
  return self;
}

void
sp_preflight_set_offline (SpPreflight *self, gboolean offline)
{
  g_return_if_fail (SP_IS_PREFLIGHT (self));

  self->offline = offline;
}

void
sp_preflight_set_models (SpPreflight *self, gboolean models)
{
  g_return_if_fail (SP_IS_PREFLIGHT (self));

  self->without_models = !models;
}

void
sp_preflight_set_anonymous (SpPreflight *self, gboolean anonymous)
{
  g_return_if_fail (SP_IS_PREFLIGHT (self));

  self->anonymous = anonymous;
}

static void
look_at_archive (GTask *task)
{
  SpPreflight      *self = g_task_get_source_object (task);
  g_autoptr (GFile) archive = g_file_new_for_path (sp_space_source_get_reference (self->source));
  GError           *error = NULL;

  if (make_folder (self, &error) == NULL)
    end (task, error);
  else
    sp_archive_unpack_async (archive, self->folder, NULL, unpacking_cb, self,
                             g_task_get_cancellable (task), unpacked_cb, g_object_ref (task));
}

void
sp_preflight_run_async (SpPreflight        *self,
                        const char         *token,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GFile) folder = NULL;

  g_return_if_fail (SP_IS_PREFLIGHT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_preflight_run_async);
  self->token = g_strdup (token);

  switch (sp_space_source_get_kind (self->source)) {
  case SP_SPACE_SOURCE_HUB:
    look_at_hub (task);
    break;
  case SP_SPACE_SOURCE_FOLDER:
    folder = g_file_new_for_path (sp_space_source_get_reference (self->source));
    sp_file_tree_measure_async (folder, cancellable, measured_cb, g_object_ref (task));
    break;
  case SP_SPACE_SOURCE_ARCHIVE:
    look_at_archive (task);
    break;
  case SP_SPACE_SOURCE_EXTENSION:
    end (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                    _("It came with a Flatpak extension and is in the library "
                                       "already. “flatpak update” updates it.")));
    break;
  }
}

gboolean
sp_preflight_run_finish (SpPreflight *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

SpSpaceSource *
sp_preflight_get_source (SpPreflight *self)
{
  g_return_val_if_fail (SP_IS_PREFLIGHT (self), NULL);

  return self->source;
}

const SpPreflightFacts *
sp_preflight_get_facts (SpPreflight *self)
{
  g_return_val_if_fail (SP_IS_PREFLIGHT (self), NULL);

  return &self->facts;
}

SpHubSession *
sp_preflight_get_session (SpPreflight *self)
{
  g_return_val_if_fail (SP_IS_PREFLIGHT (self), NULL);

  return self->session;
}

SpHubRepo *
sp_preflight_get_repo (SpPreflight *self)
{
  g_return_val_if_fail (SP_IS_PREFLIGHT (self), NULL);

  return self->repo;
}

GPtrArray *
sp_preflight_get_files (SpPreflight *self)
{
  g_return_val_if_fail (SP_IS_PREFLIGHT (self), NULL);

  return self->files;
}

GPtrArray *
sp_preflight_get_repos (SpPreflight *self)
{
  g_return_val_if_fail (SP_IS_PREFLIGHT (self), NULL);

  return self->repos;
}
