/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-space.h"
#include "sp-space-manifest.h"
#include "sp-space-settings.h"

G_BEGIN_DECLS

/**
 * SpInstalledSpaceOrigin:
 * @SP_INSTALLED_SPACE_OWN: installed by the user into the store
 * @SP_INSTALLED_SPACE_EXTENSION: a Flatpak extension of the program; cannot be changed or removed here
 * @SP_INSTALLED_SPACE_BUNDLED: ships with the program; likewise
 */
typedef enum {
  SP_INSTALLED_SPACE_OWN,
  SP_INSTALLED_SPACE_EXTENSION,
  SP_INSTALLED_SPACE_BUNDLED,
} SpInstalledSpaceOrigin;

#define SP_TYPE_INSTALLED_SPACE_ORIGIN (sp_installed_space_origin_get_type ())
GType sp_installed_space_origin_get_type (void);

#define SP_TYPE_INSTALLED_SPACE (sp_installed_space_get_type ())

/**
 * SpInstalledSpace:
 *
 * A Space of the library. It stays the same object while the Space changes on the disk (an update, a rollback): then
 * its properties are notified.
 *
 * Properties (read only, notified): `id`, `title`, `origin`, `space` (the current version as an #SpSpace; %NULL when
 * it is damaged), `version` (nullable), `previous-version` (nullable), `is-damaged`.
 *
 * Signal: `removed`: it is not in the store any more.
 */
G_DECLARE_FINAL_TYPE (SpInstalledSpace, sp_installed_space, SP, INSTALLED_SPACE, GObject)

/**
 * sp_installed_space_read:
 * @folder: a folder of the store, named after the Space's id
 *
 * Reads one of the user's own. Never fails: what is broken makes a damaged one. It blocks; the store does it in a
 * thread.
 *
 * Returns: (transfer full) (nullable): the Space; %NULL for a folder without a version, that is where a first
 * installation ended early
 */
SpInstalledSpace *sp_installed_space_read (GFile *folder);

/**
 * sp_installed_space_read_extension:
 * @folder: the folder of the extension: app, site-packages, space.json (may be missing)
 * @id: its id
 * @data_folder: where its own files are
 *
 * Returns: (transfer full): the Space, damaged when it cannot be read
 */
SpInstalledSpace *sp_installed_space_read_extension (GFile      *folder,
                                                     const char *id,
                                                     GFile      *data_folder);

/* One that ships with the program. */
SpInstalledSpace *sp_installed_space_new_bundled (SpSpace *space);

/* Takes over what another object for the same Space says, notifies what changed. Returns whether anything did. */
gboolean sp_installed_space_update (SpInstalledSpace *self,
                                    SpInstalledSpace *newer);

const char            *sp_installed_space_get_id (SpInstalledSpace *self);
const char            *sp_installed_space_get_title (SpInstalledSpace *self); /* the id when it is damaged */
SpInstalledSpaceOrigin sp_installed_space_get_origin (SpInstalledSpace *self);
SpSpace               *sp_installed_space_get_space (SpInstalledSpace *self);            /* nullable */
const char            *sp_installed_space_get_version (SpInstalledSpace *self);          /* nullable */
const char            *sp_installed_space_get_previous_version (SpInstalledSpace *self); /* nullable */

/**
 * sp_installed_space_get_manifest:
 * @self: a Space
 *
 * Returns: (nullable) (transfer none): its manifest as it was read last; %NULL when that cannot be read, and for
 * others than the user's own
 */
const SpSpaceManifest *sp_installed_space_get_manifest (SpInstalledSpace *self);

/**
 * sp_installed_space_get_problem:
 * @self: a Space
 *
 * Returns: (nullable) (transfer none): why it cannot be run: it is damaged, or sp_space_check() refuses it
 */
const GError *sp_installed_space_get_problem (SpInstalledSpace *self);

/**
 * sp_installed_space_check_removable:
 * @self: a Space
 * @error: return location
 *
 * Whether it can be removed here, else the sentence says how it can: %G_IO_ERROR_NOT_SUPPORTED for extensions and
 * bundled ones, %G_IO_ERROR_BUSY for one that runs or is being updated.
 */
gboolean sp_installed_space_check_removable (SpInstalledSpace *self,
                                             GError          **error);

/**
 * sp_installed_space_get_settings:
 * @self: a Space
 *
 * Returns: (transfer none): its settings. They are saved by themselves when they change
 */
SpSpaceSettings *sp_installed_space_get_settings (SpInstalledSpace *self);

/* Its places; none need exist but for the first. Those with “dup” are (transfer full). */
GFile *sp_installed_space_get_folder (SpInstalledSpace *self);         /* ROOT/ID, or that of the extension */
GFile *sp_installed_space_get_data_folder (SpInstalledSpace *self);    /* that home and the like are in */
GFile *sp_installed_space_dup_version_folder (SpInstalledSpace *self); /* ROOT/ID/versions/V; NULL without a manifest */
GFile *sp_installed_space_dup_home (SpInstalledSpace *self);
GFile *sp_installed_space_dup_models (SpInstalledSpace *self);
GFile *sp_installed_space_dup_logs (SpInstalledSpace *self);
GFile *sp_installed_space_dup_run_folder (SpInstalledSpace *self);

/**
 * sp_installed_space_take_run_lock:
 * @self: a Space
 * @error: return location
 *
 * To be called before it is started, so that no other process starts, removes or replaces it meanwhile.
 *
 * Returns: a descriptor that is kept open while it runs and closed after that, or -1; %G_IO_ERROR_BUSY when it runs
 * already
 */
int sp_installed_space_take_run_lock (SpInstalledSpace *self,
                                      GError          **error);

/* Whether it runs, in whichever process. */
gboolean sp_installed_space_is_running (SpInstalledSpace *self);

G_END_DECLS
