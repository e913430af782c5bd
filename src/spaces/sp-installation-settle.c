/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last part of an installation: what was prepared is put in place, and started for a try. */
#include "config.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-file-tree.h"
#include "sp-installation-private.h"
#include "sp-runner-settings.h"
#include "sp-version-record.h"

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpInstallation    *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sp_space_store_mark_started_finish (SP_SPACE_STORE (source), result, &error))
    sp_installation_warn (self, error->message);
  sp_installation_finish (self);
}

static void
rolled_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpInstallation    *self = user_data;
  g_autoptr (GError) local_error = NULL;
  GError            *error = g_steal_pointer (&self->error);

  if (sp_space_store_rollback_finish (SP_SPACE_STORE (source), result, &local_error))
    g_prefix_error (&error, "%s ", _("The new version does not start, so the old one is back."));
  else
    g_prefix_error (&error, "%s ", local_error->message);
  sp_installation_fail (self, error);
}

/* The new version does not start. An old one that did is better. */
static void
first_start_failed (SpInstallation *self, GError *error)
{
  if (sp_installed_space_get_previous_version (self->space) == NULL) {
    g_prefix_error (&error, "%s ", _("It is installed, but it does not start."));
    sp_installation_fail (self, error);
    return;
  }

  self->error = error;
  sp_space_store_rollback_async (self->store, self->space, rolled_back_cb, self);
}

/* What is to be done when the runner has stopped is said by whether it failed before. */
static void
runner_over (SpInstallation *self)
{
  g_autoptr (SpRunner) runner = g_steal_pointer (&self->runner);
  const GError        *error = sp_runner_get_error (runner);

  g_signal_handlers_disconnect_by_data (runner, self);
  close (self->run_lock);
  self->run_lock = -1;
  if (g_cancellable_is_cancelled (self->cancellable))
    sp_installation_fail (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                     _("It was cancelled.")));
  else if (error != NULL)
    first_start_failed (self, g_error_copy (error));
  else
    sp_space_store_mark_started_async (self->store, self->space, marked_cb, self);
}

static void
runner_state_cb (SpRunner *runner, GParamSpec *pspec, gpointer user_data)
{
  SpInstallation *self = user_data;

  switch (sp_runner_get_state (runner)) {
  case SP_RUNNER_INSTALLING:
  case SP_RUNNER_STARTING:
    break;
  case SP_RUNNER_RUNNING:
    sp_installation_log (self, _("It has started."));
    sp_runner_stop (runner);
    break;
  case SP_RUNNER_WAITING:
  case SP_RUNNER_STOPPED:
  case SP_RUNNER_FAILED:
    runner_over (self);
    break;
  }
}

static void
start (SpInstallation *self)
{
  GError *error = NULL;

  self->run_lock = sp_installed_space_take_run_lock (self->space, &error);
  if (self->run_lock < 0) {
    sp_installation_warn (self, error->message);
    g_error_free (error);
    sp_installation_finish (self);
    return;
  }

  sp_installation_set_step (self, SP_INSTALLATION_FIRST_START);
  sp_installation_log (self, _("Starting it for a try…"));
  self->runner = sp_runner_new (sp_installed_space_get_space (self->space));
  sp_runner_take_settings (self->runner, sp_installed_space_get_settings (self->space));
  g_signal_connect_swapped (self->runner, "output", G_CALLBACK (sp_installation_log), self);
  g_signal_connect (self->runner, "notify::state", G_CALLBACK (runner_state_cb), self);
  sp_runner_start (self->runner);
}

static void
adopted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpInstallation *self = user_data;
  GError         *error = NULL;

  self->space = sp_space_store_adopt_finish (SP_SPACE_STORE (source), result, &error);
  if (self->space == NULL) {
    sp_installation_fail (self, error);
    return;
  }

  /* The folder of the lock is the version's now. */
  close (self->lock);
  self->lock = -1;
  if (self->first_start && sp_installed_space_get_space (self->space) != NULL)
    start (self);
  else
    sp_installation_finish (self);
}

static void
adopt (SpInstallation *self)
{
  SpSpaceSourceKind           kind = sp_space_source_get_kind (self->source);
  SpHubRepo                  *repo = sp_preflight_get_repo (self->preflight);
  g_autoptr (SpSpaceManifest) manifest = sp_space_manifest_new (
    self->id, kind,
    repo != NULL ? sp_hub_repo_get_id (repo) : sp_space_source_get_reference (self->source));

  manifest->title = g_strdup (sp_space_get_title (self->staged));
  manifest->commit = g_strdup (self->commit);
  if (kind == SP_SPACE_SOURCE_HUB)
    manifest->source_endpoint =
      g_strdup (sp_hub_session_get_endpoint (sp_preflight_get_session (self->preflight)));

  g_clear_pointer (&self->log, fclose);
  sp_space_store_adopt_async (self->store, manifest, self->version, self->staging, adopted_cb, self);
}

static void
extras_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpInstallation *self = user_data;
  GError         *error = NULL;

  if (sp_file_tree_remove_finish (result, &error))
    adopt (self);
  else
    sp_installation_fail (self, error);
}

/* Removes what was needed to prepare it only. */
static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  static const char *const names[] = { "wheels", "unpacked", SP_INSTALLATION_LOCK };
  SpInstallation          *self = user_data;
  g_autoptr (GPtrArray)    files = g_ptr_array_new_with_free_func (g_object_unref);
  GError                  *error = NULL;

  if (!sp_version_record_write_finish (result, &error) ||
      g_cancellable_set_error_if_cancelled (self->cancellable, &error)) {
    sp_installation_fail (self, error);
    return;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (files, sp_installation_get_staged (self, names[i]));
  sp_file_tree_remove_async (files, extras_removed_cb, self);
}

void
sp_installation_settle (SpInstallation *self)
{
  sp_installation_log (self, _("Putting it in place…"));
  sp_version_record_write_async (self->staging, self->entries, self->commit,
                                 sp_environment_get_python (self->environment), self->cancellable,
                                 recorded_cb, self);
}
