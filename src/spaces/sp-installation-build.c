/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second part of an installation: its Python environment and its models. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-installation-private.h"

static void load_next_repo (SpInstallation *self);

static void
repo_changed_cb (SpHubSnapshot *snapshot, GParamSpec *pspec, gpointer user_data)
{
  SpInstallation *self = user_data;
  GPtrArray      *repos = sp_preflight_get_repos (self->preflight);
  gint64          done = sp_hub_snapshot_get_done (snapshot);

  for (guint i = 0; i < self->repo_index; i++)
    done += ((SpPreflightRepo *) g_ptr_array_index (repos, i))->size;
  sp_installation_set_bytes (self, done, sp_preflight_get_facts (self->preflight)->models);
}

static void
repo_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpInstallation *self = user_data;
  SpHubSnapshot  *snapshot = SP_HUB_SNAPSHOT (source);
  GError         *error = NULL;

  g_signal_handlers_disconnect_by_data (snapshot, self);
  if (!sp_hub_snapshot_download_finish (snapshot, result, &error)) {
    sp_installation_fail (self, error);
    return;
  }
  self->repo_index++;
  load_next_repo (self);
}

static void
load_next_repo (SpInstallation *self)
{
  GPtrArray                *repos = sp_preflight_get_repos (self->preflight);
  g_autoptr (GFile)         models = sp_installation_get_staged (self, "models");
  g_autoptr (GFile)         hub = g_file_get_child (models, "hub");
  g_autoptr (SpHubSnapshot) snapshot = NULL;
  g_autofree char          *line = NULL;
  SpPreflightRepo          *repo;

  if (self->repo_index >= repos->len) {
    sp_installation_settle (self);
    return;
  }

  repo = g_ptr_array_index (repos, self->repo_index);
  line = g_strdup_printf (_("Getting “%s”…"), sp_hub_repo_get_id (repo->repo));
  sp_installation_log (self, line);
  snapshot = sp_hub_snapshot_new_for_cache (sp_preflight_get_session (self->preflight), repo->repo,
                                            repo->revision, repo->commit, repo->files, hub);
  g_signal_connect (snapshot, "notify::done", G_CALLBACK (repo_changed_cb), self);
  sp_hub_snapshot_download_async (snapshot, self->cancellable, repo_loaded_cb, self);
}

static void
environment_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpInstallation *self = user_data;
  GError         *error = NULL;

  g_signal_handlers_disconnect_by_data (source, self);
  if (!sp_environment_make_finish (SP_ENVIRONMENT (source), result, &error)) {
    sp_installation_fail (self, error);
    return;
  }

  self->repo_index = 0;
  if (sp_preflight_get_repos (self->preflight)->len > 0)
    sp_installation_set_step (self, SP_INSTALLATION_MODELS);
  load_next_repo (self);
}

static void
environment_progress_cb (SpEnvironment *environment, gpointer user_data)
{
  SpInstallation *self = user_data;

  if (sp_environment_get_n_packages (environment) > 0)
    sp_installation_set_step (self, SP_INSTALLATION_PACKAGES);
  if (sp_environment_get_bytes_total (environment) > 0)
    sp_installation_set_bytes (self, sp_environment_get_bytes_done (environment),
                               sp_environment_get_bytes_total (environment));
}

void
sp_installation_build (SpInstallation *self)
{
  g_autoptr (GFile) wheels = sp_installation_get_staged (self, "wheels");
  g_auto (GStrv)    first = sp_space_dup_pre_requirements (self->staged);
  g_auto (GStrv)    requirements = sp_space_dup_requirements (self->staged);
  g_autoptr (GFile) lock = sp_installation_get_staged (self, SP_INSTALLATION_LOCK);
  gboolean          has_wheels = g_file_query_exists (wheels, NULL);

  sp_installation_set_step (self, SP_INSTALLATION_RUNTIME);
  self->environment = sp_environment_new (self->staging);
  sp_environment_set_requirements (self->environment, (const char *const *) first,
                                   (const char *const *) requirements);
  sp_environment_set_python_version (self->environment,
                                     sp_space_get_python_version (self->staged));
  sp_environment_set_offline (self->environment, self->offline,
                              has_wheels ? g_file_peek_path (wheels) : NULL);
  if (g_file_query_exists (lock, NULL))
    sp_environment_set_lock (self->environment, g_file_peek_path (lock));
  g_signal_connect_swapped (self->environment, "line", G_CALLBACK (sp_installation_log), self);
  g_signal_connect_swapped (self->environment, "warning", G_CALLBACK (sp_installation_warn), self);
  g_signal_connect (self->environment, "progress", G_CALLBACK (environment_progress_cb), self);
  sp_environment_make_async (self->environment, self->cancellable, environment_made_cb, self);
}
