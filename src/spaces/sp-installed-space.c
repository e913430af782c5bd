/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-installed-space-private.h"

#include "config.h"

#include <string.h>

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-space-disk.h"
#include "sp-space-lock.h"

struct _SpInstalledSpace {
  GObject                parent_instance;
  char                  *id;
  char                  *title;
  SpInstalledSpaceOrigin origin;
  GFile                 *folder;
  GFile                 *data_folder;
  SpSpace               *space;    /* nullable */
  SpSpaceManifest       *manifest; /* nullable */
  GError                *problem;  /* nullable */
  SpSpaceSettings       *settings;
  gboolean               is_saving;
  gboolean               is_stale; /* settings changed since they were saved last */
};

G_DEFINE_ENUM_TYPE (SpInstalledSpaceOrigin, sp_installed_space_origin, G_DEFINE_ENUM_VALUE (SP_INSTALLED_SPACE_OWN, "own"), G_DEFINE_ENUM_VALUE (SP_INSTALLED_SPACE_EXTENSION, "extension"), G_DEFINE_ENUM_VALUE (SP_INSTALLED_SPACE_BUNDLED, "bundled"))

G_DEFINE_FINAL_TYPE (SpInstalledSpace, sp_installed_space, G_TYPE_OBJECT)

typedef enum {
  PROP_ID = 1,
  PROP_TITLE,
  PROP_ORIGIN,
  PROP_SPACE,
  PROP_VERSION,
  PROP_PREVIOUS_VERSION,
  PROP_IS_DAMAGED,
} SpInstalledSpaceProperty;

static GParamSpec *properties[PROP_IS_DAMAGED + 1];

enum {
  SIGNAL_REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sp_installed_space_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpInstalledSpace *self = SP_INSTALLED_SPACE (object);

  switch ((SpInstalledSpaceProperty) prop_id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_ORIGIN:
    g_value_set_enum (value, self->origin);
    break;
  case PROP_SPACE:
    g_value_set_object (value, self->space);
    break;
  case PROP_VERSION:
    g_value_set_string (value, sp_installed_space_get_version (self));
    break;
  case PROP_PREVIOUS_VERSION:
    g_value_set_string (value, sp_installed_space_get_previous_version (self));
    break;
  case PROP_IS_DAMAGED:
    g_value_set_boolean (value, self->space == NULL);
    break;
  }
}

static void
sp_installed_space_finalize (GObject *object)
{
  SpInstalledSpace *self = SP_INSTALLED_SPACE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_object (&self->folder);
  g_clear_object (&self->data_folder);
  g_clear_object (&self->space);
  g_clear_pointer (&self->manifest, sp_space_manifest_free);
  g_clear_error (&self->problem);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sp_installed_space_parent_class)->finalize (object);
}

static void
sp_installed_space_class_init (SpInstalledSpaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sp_installed_space_get_property;
  object_class->finalize = sp_installed_space_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_ORIGIN] =
    g_param_spec_enum ("origin", NULL, NULL, SP_TYPE_INSTALLED_SPACE_ORIGIN, SP_INSTALLED_SPACE_OWN, flags);
  properties[PROP_SPACE] = g_param_spec_object ("space", NULL, NULL, SP_TYPE_SPACE, flags);
  properties[PROP_VERSION] = g_param_spec_string ("version", NULL, NULL, NULL, flags);
  properties[PROP_PREVIOUS_VERSION] = g_param_spec_string ("previous-version", NULL, NULL, NULL, flags);
  properties[PROP_IS_DAMAGED] = g_param_spec_boolean ("is-damaged", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_REMOVED] =
    g_signal_new ("removed", SP_TYPE_INSTALLED_SPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void save_settings (SpInstalledSpace *self);

static void
settings_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpInstalledSpace) self = user_data;
  g_autoptr (GError)           error = NULL;

  if (!sp_space_settings_save_finish (SP_SPACE_SETTINGS (source), result, &error))
    g_message ("Settings of a Space are not kept: %s", error->message);
  self->is_saving = FALSE;
  if (self->is_stale)
    save_settings (self);
}

/* Saves once at a time, so that the last one wins. */
static void
save_settings (SpInstalledSpace *self)
{
  g_autoptr (GFile) file = g_file_get_child (self->data_folder, "settings.json");

  self->is_stale = self->is_saving;
  if (self->is_saving)
    return;

  self->is_saving = TRUE;
  sp_space_settings_save_async (self->settings, file, settings_saved_cb, g_object_ref (self));
}

static void
sp_installed_space_init (SpInstalledSpace *self)
{
  self->settings = sp_space_settings_new ();
}

static SpInstalledSpace *
new_space (const char *id, SpInstalledSpaceOrigin origin, GFile *folder, GFile *data_folder)
{
  SpInstalledSpace  *self = g_object_new (SP_TYPE_INSTALLED_SPACE, NULL);
  g_autoptr (GFile)  file = g_file_get_child (data_folder, "settings.json");
  g_autoptr (GError) error = NULL;

  self->id = g_strdup (id);
  self->origin = origin;
  self->folder = g_object_ref (folder);
  self->data_folder = g_object_ref (data_folder);
  if (!sp_space_settings_load (self->settings, file, &error))
    g_message ("Settings of a Space have their defaults: %s", error->message);
  g_signal_connect_swapped (self->settings, "changed", G_CALLBACK (save_settings), self);
  return self;
}

/* Names it once all is read. */
static void
complete (SpInstalledSpace *self)
{
  const char *title = self->id;

  if (self->space != NULL)
    title = sp_space_get_title (self->space);
  else if (self->manifest != NULL && self->manifest->title != NULL)
    title = self->manifest->title;
  self->title = g_strdup (title);

  if (self->space != NULL && self->problem == NULL)
    sp_space_check (self->space, &self->problem);
}

static gboolean
is_folder (GFile *file)
{
  return g_file_query_file_type (file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) == G_FILE_TYPE_DIRECTORY;
}

/* Whether there are versions that a manifest could have named. */
static gboolean
has_versions (GFile *folder)
{
  g_autoptr (GFile) versions = g_file_get_child (folder, "versions");
  g_autoptr (GDir)  dir = g_dir_open (g_file_peek_path (versions), 0, NULL);

  return dir != NULL && g_dir_read_name (dir) != NULL;
}

static GFile *
get_version_file (SpInstalledSpace *self, const char *name)
{
  return g_file_new_build_filename (g_file_peek_path (self->folder), "versions", self->manifest->current, name, NULL);
}

static void
read_version (SpInstalledSpace *self)
{
  g_autoptr (GFile) app = get_version_file (self, "app");
  g_autoptr (GFile) environment = get_version_file (self, "environment");
  SpSpacePlaces     places = { self->id, environment, NULL, self->data_folder };

  self->space = sp_space_read (app, &places, &self->problem);
  if (self->space == NULL) {
    g_autofree char *sentence =
      g_strdup_printf (_("The files of “%s” are not all there. Remove it and install it again."), self->id);

    g_prefix_error (&self->problem, "%s ", sentence);
  }
}

SpInstalledSpace *
sp_installed_space_read (GFile *folder)
{
  g_autoptr (SpInstalledSpace) self = NULL;
  g_autofree char             *id = g_file_get_basename (folder);

  if (!sp_space_is_id (id) || !is_folder (folder))
    return NULL;

  self = new_space (id, SP_INSTALLED_SPACE_OWN, folder, folder);
  self->manifest = sp_space_manifest_load (folder, &self->problem);
  if (g_error_matches (self->problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) && !has_versions (folder))
    return NULL;
  if (self->manifest != NULL && self->manifest->current == NULL)
    return NULL;

  if (self->manifest != NULL && !g_str_equal (self->manifest->id, id)) {
    g_set_error (&self->problem, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _("Its space.json is that of another Space, “%s”. Remove the Space and install it again."),
                 self->manifest->id);
    g_clear_pointer (&self->manifest, sp_space_manifest_free);
  }
  if (self->manifest != NULL)
    read_version (self);
  complete (self);
  return g_steal_pointer (&self);
}

SpInstalledSpace *
sp_installed_space_read_extension (GFile *folder, const char *id, GFile *data_folder)
{
  SpInstalledSpace *self = new_space (id, SP_INSTALLED_SPACE_EXTENSION, folder, data_folder);
  g_autoptr (GFile) app = g_file_get_child (folder, "app");
  g_autoptr (GFile) packages = g_file_get_child (folder, "site-packages");
  SpSpacePlaces     places = { id, NULL, packages, data_folder };

  self->space = sp_space_read (app, &places, &self->problem);
  complete (self);
  return self;
}

SpInstalledSpace *
sp_installed_space_new_bundled (SpSpace *space)
{
  SpInstalledSpace *self = new_space (sp_space_get_id (space), SP_INSTALLED_SPACE_BUNDLED, sp_space_get_folder (space),
                                      sp_space_get_data_folder (space));

  self->space = g_object_ref (space);
  complete (self);
  return self;
}

/* Whether two versions of the same Space are the same to whoever looks. */
static gboolean
is_same_version (SpInstalledSpace *self, SpInstalledSpace *newer)
{
  return (self->space == NULL) == (newer->space == NULL) &&
         g_strcmp0 (sp_installed_space_get_version (self), sp_installed_space_get_version (newer)) == 0 &&
         g_strcmp0 (self->problem != NULL ? self->problem->message : NULL,
                    newer->problem != NULL ? newer->problem->message : NULL) == 0;
}

gboolean
sp_installed_space_update (SpInstalledSpace *self, SpInstalledSpace *newer)
{
  gboolean new_version = !is_same_version (self, newer);
  gboolean new_previous =
    g_strcmp0 (sp_installed_space_get_previous_version (self), sp_installed_space_get_previous_version (newer)) != 0;
  gboolean new_title = !g_str_equal (self->title, newer->title);

  g_return_val_if_fail (g_str_equal (self->id, newer->id), FALSE);

  /* What is being saved is newer than what was read. */
  if (!self->is_saving) {
    g_signal_handlers_block_by_func (self->settings, save_settings, self);
    sp_space_settings_assign (self->settings, newer->settings);
    g_signal_handlers_unblock_by_func (self->settings, save_settings, self);
  }

  g_clear_pointer (&self->manifest, sp_space_manifest_free);
  self->manifest = newer->manifest != NULL ? sp_space_manifest_copy (newer->manifest) : NULL;
  g_clear_error (&self->problem);
  self->problem = newer->problem != NULL ? g_error_copy (newer->problem) : NULL;
  g_free (self->title);
  self->title = g_strdup (newer->title);
  g_set_object (&self->folder, newer->folder);
  if (new_version || new_title)
    g_set_object (&self->space, newer->space);

  g_object_freeze_notify (G_OBJECT (self));
  if (new_version || new_title)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPACE]);
  if (new_version) {
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERSION]);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_DAMAGED]);
  }
  if (new_title)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  if (new_previous)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PREVIOUS_VERSION]);
  g_object_thaw_notify (G_OBJECT (self));
  return new_version || new_previous || new_title;
}

void
sp_installed_space_emit_removed (SpInstalledSpace *self)
{
  g_return_if_fail (SP_IS_INSTALLED_SPACE (self));

  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

const char *
sp_installed_space_get_id (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return self->id;
}

const char *
sp_installed_space_get_title (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return self->title;
}

SpInstalledSpaceOrigin
sp_installed_space_get_origin (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), SP_INSTALLED_SPACE_OWN);

  return self->origin;
}

SpSpace *
sp_installed_space_get_space (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return self->space;
}

const char *
sp_installed_space_get_version (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return self->manifest != NULL ? self->manifest->current : NULL;
}

const char *
sp_installed_space_get_previous_version (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return self->manifest != NULL ? self->manifest->previous : NULL;
}

const SpSpaceManifest *
sp_installed_space_get_manifest (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return self->manifest;
}

const GError *
sp_installed_space_get_problem (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return self->problem;
}

static GFile *
get_run_lock (SpInstalledSpace *self)
{
  return g_file_get_child (self->data_folder, SP_SPACE_DISK_LOCK);
}

static gboolean
is_being_installed (SpInstalledSpace *self)
{
  g_autoptr (GFile) root = g_file_get_parent (self->folder);
  g_autoptr (GFile) lock = g_file_new_build_filename (g_file_peek_path (root), ".staging", self->id, "lock", NULL);

  return sp_space_lock_is_taken (lock);
}

gboolean
sp_installed_space_check_removable (SpInstalledSpace *self, GError **error)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), FALSE);

  if (self->origin == SP_INSTALLED_SPACE_BUNDLED)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 _("“%s” is a part of the program and cannot be removed."), self->title);
  else if (self->origin == SP_INSTALLED_SPACE_EXTENSION)
    g_set_error (
      error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
      _("“%s” was installed with Flatpak. Remove it with that: “flatpak uninstall”, or in the software centre."),
      self->title);
  else if (sp_installed_space_is_running (self))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("“%s” is running. Stop it first."), self->title);
  else if (is_being_installed (self))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("“%s” is being installed. Wait for that or cancel it first."),
                 self->title);
  else
    return TRUE;
  return FALSE;
}

SpSpaceSettings *
sp_installed_space_get_settings (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return self->settings;
}

GFile *
sp_installed_space_get_folder (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return self->folder;
}

GFile *
sp_installed_space_dup_version_folder (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return self->manifest != NULL ? get_version_file (self, NULL) : NULL;
}

GFile *
sp_installed_space_get_data_folder (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return self->data_folder;
}

GFile *
sp_installed_space_dup_home (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return g_file_get_child (self->data_folder, "home");
}

GFile *
sp_installed_space_dup_models (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return g_file_get_child (self->data_folder, "models");
}

GFile *
sp_installed_space_dup_logs (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return g_file_get_child (self->data_folder, "logs");
}

GFile *
sp_installed_space_dup_run_folder (SpInstalledSpace *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), NULL);

  return g_file_get_child (self->data_folder, "run");
}

int
sp_installed_space_take_run_lock (SpInstalledSpace *self, GError **error)
{
  g_autoptr (GFile)  lock = NULL;
  g_autoptr (GError) local_error = NULL;
  const char        *version;
  int                fd;

  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), -1);

  version = sp_installed_space_get_version (self);

  lock = get_run_lock (self);
  fd = sp_space_lock_take (lock, &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_BUSY))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                 _("“%s” runs already, in another window or by spaceport-cli. Stop it there first."), self->title);
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  /* So that other versions can be removed meanwhile. */
  if (fd >= 0 && version != NULL && (ftruncate (fd, 0) != 0 || write (fd, version, strlen (version)) < 0))
    g_debug ("The lock of “%s” does not say which version runs.", self->id);
  return fd;
}

gboolean
sp_installed_space_is_running (SpInstalledSpace *self)
{
  g_autoptr (GFile) lock = NULL;

  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (self), FALSE);

  lock = get_run_lock (self);
  return sp_space_lock_is_taken (lock);
}
