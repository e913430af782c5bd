/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sp-file-tree.h"
#include "sp-hub-error.h"
#include "sp-installation-private.h"
#include "sp-space-lock.h"
#include "sp-staging.h"

#define MAX_LINES 1000

/* clang-format off */
G_DEFINE_ENUM_TYPE (SpInstallationState, sp_installation_state,
  G_DEFINE_ENUM_VALUE (SP_INSTALLATION_READY, "ready"),
  G_DEFINE_ENUM_VALUE (SP_INSTALLATION_RUNNING, "running"),
  G_DEFINE_ENUM_VALUE (SP_INSTALLATION_DONE, "done"),
  G_DEFINE_ENUM_VALUE (SP_INSTALLATION_FAILED, "failed"),
  G_DEFINE_ENUM_VALUE (SP_INSTALLATION_CANCELLED, "cancelled"))

G_DEFINE_ENUM_TYPE (SpInstallationStep, sp_installation_step,
  G_DEFINE_ENUM_VALUE (SP_INSTALLATION_LIST, "list"),
  G_DEFINE_ENUM_VALUE (SP_INSTALLATION_DOWNLOAD, "download"),
  G_DEFINE_ENUM_VALUE (SP_INSTALLATION_RUNTIME, "runtime"),
  G_DEFINE_ENUM_VALUE (SP_INSTALLATION_PACKAGES, "packages"),
  G_DEFINE_ENUM_VALUE (SP_INSTALLATION_MODELS, "models"),
  G_DEFINE_ENUM_VALUE (SP_INSTALLATION_FIRST_START, "first-start"))
/* clang-format on */

G_DEFINE_FINAL_TYPE (SpInstallation, sp_installation, G_TYPE_OBJECT)

typedef enum {
  PROP_STATE = 1,
  PROP_STEP,
  PROP_TITLE,
} SpInstallationProperty;

static GParamSpec *properties[PROP_TITLE + 1];

enum {
  PROGRESS,
  LOG,
  WARNING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
sp_installation_log (SpInstallation *self, const char *line)
{
  g_queue_push_tail (&self->lines, g_strdup (line));
  if (self->lines.length > MAX_LINES)
    g_free (g_queue_pop_head (&self->lines));
  if (self->log != NULL)
    fprintf (self->log, "%s\n", line);
  g_signal_emit (self, signals[LOG], 0, line);
}

void
sp_installation_warn (SpInstallation *self, const char *text)
{
  sp_installation_log (self, text);
  g_signal_emit (self, signals[WARNING], 0, text);
}

void
sp_installation_set_step (SpInstallation *self, SpInstallationStep step)
{
  if (self->step == step)
    return;

  self->step = step;
  self->bytes_done = 0;
  self->bytes_total = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP]);
  g_signal_emit (self, signals[PROGRESS], 0);
}

void
sp_installation_set_bytes (SpInstallation *self, gint64 done, gint64 total)
{
  if (self->bytes_done == done && self->bytes_total == total)
    return;

  self->bytes_done = done;
  self->bytes_total = total;
  g_signal_emit (self, signals[PROGRESS], 0);
}

GFile *
sp_installation_get_staged (SpInstallation *self, const char *name)
{
  return g_file_get_child (self->staging, name);
}

/* Lets go of all that is needed while it is under way, itself at last: it holds itself. */
static void
end (SpInstallation *self, SpInstallationState state)
{
  g_clear_pointer (&self->log, fclose);
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  g_clear_object (&self->environment);
  g_clear_object (&self->staged);

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_unref (self);
}

static void
end_failed (SpInstallation *self)
{
  end (self, g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
               ? SP_INSTALLATION_CANCELLED
               : SP_INSTALLATION_FAILED);
}

static void
staging_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpInstallation    *self = user_data;
  g_autoptr (GFile)  parent = g_file_get_parent (self->staging);
  g_autoptr (GError) error = NULL;

  if (!sp_file_tree_remove_finish (result, &error))
    g_debug ("What was prepared stays: %s", error->message);
  g_rmdir (g_file_peek_path (parent)); /* when it is the last one */

  if (self->error != NULL)
    end_failed (self);
  else
    end (self, SP_INSTALLATION_DONE);
}

static void
remove_staging (SpInstallation *self)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, g_object_ref (self->staging));
  sp_file_tree_remove_async (files, staging_removed_cb, self);
}

/* Whether it is worth going on later, with what is there. */
static gboolean
can_go_on (SpInstallation *self)
{
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return self->keep;
  return g_error_matches (self->error, SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE) ||
         g_error_matches (self->error, SP_HUB_ERROR, SP_HUB_ERROR_SERVER) ||
         g_error_matches (self->error, SP_HUB_ERROR, SP_HUB_ERROR_BUSY) ||
         g_error_matches (self->error, SP_HUB_ERROR, SP_HUB_ERROR_DISK_FULL);
}

void
sp_installation_fail (SpInstallation *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sp_installation_log (self, error->message);

  /* Without the lock the folder is another one's. */
  if (self->lock < 0 || self->space != NULL || can_go_on (self))
    end_failed (self);
  else
    remove_staging (self);
}

void
sp_installation_finish (SpInstallation *self)
{
  if (self->lock >= 0)
    remove_staging (self);
  else
    end (self, SP_INSTALLATION_DONE);
}

gboolean
sp_installation_lock (SpInstallation *self, GError **error)
{
  g_autoptr (GFile)  lock = NULL;
  g_autoptr (GError) local_error = NULL;

  g_set_object (&self->staging, NULL);
  self->staging = sp_space_store_get_staging_folder (self->store, self->id);
  lock = sp_installation_get_staged (self, "lock");
  self->lock = sp_space_lock_take (lock, &local_error);
  if (self->lock >= 0)
    return TRUE;

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_BUSY))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                 _("“%s” is being installed or updated already. Wait until that is done."),
                 self->title);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
sp_installation_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpInstallation *self = SP_INSTALLATION (object);

  switch ((SpInstallationProperty) prop_id) {
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_STEP:
    g_value_set_enum (value, self->step);
    break;
  case PROP_TITLE:
    g_value_set_string (value, sp_installation_get_title (self));
    break;
  }
}

static void
sp_installation_finalize (GObject *object)
{
  SpInstallation *self = SP_INSTALLATION (object);

  g_clear_object (&self->store);
  g_clear_object (&self->source);
  g_clear_object (&self->preflight);
  g_clear_pointer (&self->token, g_free);
  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_object (&self->old);
  g_clear_object (&self->space);
  g_clear_object (&self->staging);
  g_queue_clear_full (&self->lines, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->commit, g_free);
  g_clear_pointer (&self->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (sp_installation_parent_class)->finalize (object);
}

static void
sp_installation_class_init (SpInstallationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_installation_get_property;
  object_class->finalize = sp_installation_finalize;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SP_TYPE_INSTALLATION_STATE, SP_INSTALLATION_READY,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STEP] =
    g_param_spec_enum ("step", NULL, NULL, SP_TYPE_INSTALLATION_STEP, SP_INSTALLATION_LIST,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[PROGRESS] = g_signal_new ("progress", SP_TYPE_INSTALLATION, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  signals[LOG] = g_signal_new ("log", SP_TYPE_INSTALLATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[WARNING] = g_signal_new ("warning", SP_TYPE_INSTALLATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_installation_init (SpInstallation *self)
{
  self->cancellable = g_cancellable_new ();
  self->lock = -1;
  self->run_lock = -1;
  g_queue_init (&self->lines);
}

SpInstallation *
sp_installation_new (SpSpaceStore *store, SpSpaceSource *source)
{
  SpInstallation *self;

  g_return_val_if_fail (SP_IS_SPACE_STORE (store), NULL);
  g_return_val_if_fail (SP_IS_SPACE_SOURCE (source), NULL);

  self = g_object_new (SP_TYPE_INSTALLATION, NULL);
  self->store = g_object_ref (store);
  self->source = g_object_ref (source);
  self->title = sp_space_source_dup_name (source);
  return self;
}

SpInstallation *
sp_installation_new_update (SpSpaceStore *store, SpInstalledSpace *space, GError **error)
{
  const SpSpaceManifest    *manifest = sp_installed_space_get_manifest (space);
  g_autoptr (SpSpaceSource) source = NULL;

  if (manifest == NULL || sp_installed_space_get_origin (space) != SP_INSTALLED_SPACE_OWN) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 _("“%s” is updated together with the program or the extension it came with."),
                 sp_installed_space_get_title (space));
    return NULL;
  }

  source = sp_space_source_new (manifest->source_kind, manifest->source_reference, NULL);
  return sp_installation_new (store, source);
}

GPtrArray *
sp_installation_list_staged (SpSpaceStore *store, gboolean under_way)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GFile)     folder = g_file_get_child (sp_space_store_get_root (store), ".staging");
  g_autoptr (GDir)      dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  const char           *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autoptr (GFile)     staging = g_file_get_child (folder, name);
    g_autoptr (GFile)     lock = g_file_get_child (staging, "lock");
    g_autoptr (SpStaging) staged = sp_staging_load (staging, NULL);
    SpInstallation       *self;

    if (staged == NULL || !g_str_equal (staged->id, name) ||
        (!under_way && sp_space_lock_is_taken (lock)))
      continue;

    self = sp_installation_new (store, staged->source);
    if (staged->title != NULL) {
      g_free (self->title);
      self->title = g_strdup (staged->title);
    }
    self->id = g_strdup (staged->id);
    self->staging = g_object_ref (staging);
    self->offline = staged->offline;
    self->without_models = !staged->models;
    self->first_start = staged->first_start;
    g_ptr_array_add (list, self);
  }
  return g_steal_pointer (&list);
}

GPtrArray *
sp_installation_list_unfinished (SpSpaceStore *store)
{
  g_return_val_if_fail (SP_IS_SPACE_STORE (store), NULL);

  return sp_installation_list_staged (store, FALSE);
}

void
sp_installation_set_token (SpInstallation *self, const char *token)
{
  g_return_if_fail (SP_IS_INSTALLATION (self));

  g_free (self->token);
  self->token = g_strdup (token);
}

void
sp_installation_set_anonymous (SpInstallation *self, gboolean anonymous)
{
  g_return_if_fail (SP_IS_INSTALLATION (self));

  self->anonymous = anonymous;
}

void
sp_installation_set_offline (SpInstallation *self, gboolean offline)
{
  g_return_if_fail (SP_IS_INSTALLATION (self));

  self->offline = offline;
}

void
sp_installation_set_models (SpInstallation *self, gboolean models)
{
  g_return_if_fail (SP_IS_INSTALLATION (self));

  self->without_models = !models;
}

void
sp_installation_set_first_start (SpInstallation *self, gboolean first_start)
{
  g_return_if_fail (SP_IS_INSTALLATION (self));

  self->first_start = first_start;
}

void
sp_installation_set_repair (SpInstallation *self, gboolean repair)
{
  g_return_if_fail (SP_IS_INSTALLATION (self));

  self->repair = repair;
}

void
sp_installation_set_preflight (SpInstallation *self, SpPreflight *preflight)
{
  g_return_if_fail (SP_IS_INSTALLATION (self));
  g_return_if_fail (SP_IS_PREFLIGHT (preflight));

  g_set_object (&self->preflight, preflight);
  self->looked = TRUE;
}

void
sp_installation_start (SpInstallation *self)
{
  g_return_if_fail (SP_IS_INSTALLATION (self));
  g_return_if_fail (self->state == SP_INSTALLATION_READY);

  g_object_ref (self); /* until end() */
  self->state = SP_INSTALLATION_RUNNING;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  sp_installation_fetch (self);
}

void
sp_installation_cancel (SpInstallation *self, gboolean keep)
{
  g_return_if_fail (SP_IS_INSTALLATION (self));

  self->keep = keep;
  if (self->state == SP_INSTALLATION_RUNNING) {
    g_cancellable_cancel (self->cancellable);
    if (self->runner != NULL)
      sp_runner_stop (self->runner);
  } else if (self->state == SP_INSTALLATION_READY) {
    GError *error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("It was cancelled."));

    g_object_ref (self); /* until end() */
    self->state = SP_INSTALLATION_RUNNING;
    if (self->staging != NULL && !keep && !sp_installation_lock (self, NULL))
      g_debug ("An unfinished installation goes on elsewhere");
    sp_installation_fail (self, error);
  }
}

SpInstallationState
sp_installation_get_state (SpInstallation *self)
{
  g_return_val_if_fail (SP_IS_INSTALLATION (self), SP_INSTALLATION_READY);

  return self->state;
}

SpInstallationStep
sp_installation_get_step (SpInstallation *self)
{
  g_return_val_if_fail (SP_IS_INSTALLATION (self), SP_INSTALLATION_LIST);

  return self->step;
}

const char *
sp_installation_get_id (SpInstallation *self)
{
  g_return_val_if_fail (SP_IS_INSTALLATION (self), NULL);

  return self->id;
}

const char *
sp_installation_get_title (SpInstallation *self)
{
  g_return_val_if_fail (SP_IS_INSTALLATION (self), NULL);

  return self->title;
}

SpSpaceSource *
sp_installation_get_source (SpInstallation *self)
{
  g_return_val_if_fail (SP_IS_INSTALLATION (self), NULL);

  return self->source;
}

gint64
sp_installation_get_bytes_done (SpInstallation *self)
{
  g_return_val_if_fail (SP_IS_INSTALLATION (self), 0);

  return self->bytes_done;
}

gint64
sp_installation_get_bytes_total (SpInstallation *self)
{
  g_return_val_if_fail (SP_IS_INSTALLATION (self), 0);

  return self->bytes_total;
}

double
sp_installation_get_fraction (SpInstallation *self)
{
  /* Where each step begins, by the time steps take. */
  static const double begins[] = { 0, 0.05, 0.25, 0.3, 0.7, 0.9, 1 };
  double              part = 0;

  g_return_val_if_fail (SP_IS_INSTALLATION (self), 0);

  if (self->state == SP_INSTALLATION_DONE)
    return 1;
  if (self->bytes_total > 0)
    part = CLAMP ((double) self->bytes_done / self->bytes_total, 0, 1);
  return begins[self->step] + (begins[self->step + 1] - begins[self->step]) * part;
}

const GError *
sp_installation_get_error (SpInstallation *self)
{
  g_return_val_if_fail (SP_IS_INSTALLATION (self), NULL);

  return self->error;
}

GStrv
sp_installation_dup_log (SpInstallation *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (SP_IS_INSTALLATION (self), NULL);

  for (GList *link = self->lines.head; link != NULL; link = link->next)
    g_strv_builder_add (builder, link->data);
  return g_strv_builder_end (builder);
}

SpInstalledSpace *
sp_installation_get_space (SpInstallation *self)
{
  g_return_val_if_fail (SP_IS_INSTALLATION (self), NULL);

  return self->space;
}

gboolean
sp_installation_is_unchanged (SpInstallation *self)
{
  g_return_val_if_fail (SP_IS_INSTALLATION (self), FALSE);

  return self->unchanged;
}
