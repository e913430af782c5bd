/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-accounts.h"
#include "sp-installation.h"
#include "sp-runner.h"
#include "sp-saved-apps.h"
#include "sp-settings.h"

G_BEGIN_DECLS

/* What the address of a Space of this computer begins with; its id follows. */
#define SP_SPACE_SCHEME "space:"

#define SP_TYPE_LIBRARY (sp_library_get_type ())

/**
 * SpLibrary:
 *
 * The Spaces of this computer as the program has them: those that are installed, what runs of them, and what is being
 * installed. All that runs ends with it. The apps that the user saved, wherever they are, are here too.
 *
 * Signals: `loaded`: what is installed is known; `state-changed` (id): the Space of that id was started, runs, stopped
 * or failed; `installed` (#SpInstalledSpace): an installation is done; `removed` (title, bytes): a Space is gone, and
 * that many bytes are free again; `failed` (#GError): it could not be removed.
 */
G_DECLARE_FINAL_TYPE (SpLibrary, sp_library, SP, LIBRARY, GObject)

/**
 * sp_library_new:
 * @root: (nullable): folder of the installed Spaces, see sp_space_store_new()
 * @settings: what the program remembers
 *
 * Returns: (transfer full): a library, which reads its folder from now on
 */
SpLibrary *sp_library_new (GFile      *root,
                           SpSettings *settings);

SpSpaceStore *sp_library_get_store (SpLibrary *self);

/* The apps that the user saved; read when they are asked for the first time. */
SpSavedApps *sp_library_get_saved (SpLibrary *self);

/* Whether it is known yet what is installed. */
gboolean sp_library_get_loaded (SpLibrary *self);

/* What is shown of the store (of SpInstalledSpace): without what comes with the program, and what is about to be
 * removed. */
GListModel *sp_library_get_spaces (SpLibrary *self);

/* What is under way, failed or was left from the last time (of SpInstallation). */
GListModel *sp_library_get_installations (SpLibrary *self);

/**
 * sp_library_dup_space:
 * @self: a library
 * @id: id of a Space
 *
 * Returns: (transfer full) (nullable): the Space as it is installed, or as it comes with the program
 */
SpSpace *sp_library_dup_space (SpLibrary  *self,
                               const char *id);

/**
 * sp_library_get_runner:
 * @self: a library
 * @space: a Space
 *
 * Returns: (transfer none): what runs it, with what its settings allow; another one when the Space was updated and does
 *   not run
 */
SpRunner *sp_library_get_runner (SpLibrary *self,
                                 SpSpace   *space);

/**
 * sp_library_start:
 * @self: a library
 * @space: a Space
 * @error: set to %G_IO_ERROR_BUSY when another program runs or changes it
 *
 * Starts its runner, see sp_runner_start(), and keeps other programs from changing the Space until it stops.
 *
 * Returns: whether it is on its way
 */
gboolean sp_library_start (SpLibrary *self,
                           SpSpace   *space,
                           GError   **error);

/* How it is with the Space of that id: stopped when it was never started. */
SpRunnerState sp_library_get_state (SpLibrary  *self,
                                    const char *id);

void sp_library_stop (SpLibrary  *self,
                      const char *id);

/* Nobody looks at it any more: it is stopped unless it is to go on. */
void sp_library_release (SpLibrary  *self,
                         const char *id);

/* Whether a Space goes on when its tab is closed. */
gboolean sp_library_get_keeps_running (SpLibrary  *self,
                                       const char *id);
void     sp_library_set_keeps_running (SpLibrary  *self,
                                       const char *id,
                                       gboolean    keep);

/* Whose accounts what is installed is fetched with: each with that which the Space is opened with. */
void           sp_library_set_accounts (SpLibrary     *self,
                                        SpHubAccounts *accounts);
SpHubAccounts *sp_library_get_accounts (SpLibrary *self); /* nullable */

/**
 * sp_library_install:
 * @self: a library
 * @installation: (transfer none): an installation that was not started yet
 *
 * Starts it and keeps it until it is done.
 */
void sp_library_install (SpLibrary      *self,
                         SpInstallation *installation);

/* The same once more, of one that is over; the old one goes away. */
void sp_library_install_again (SpLibrary      *self,
                               SpInstallation *installation);

/* Stops it, or removes what it left, and forgets it. */
void sp_library_give_up (SpLibrary      *self,
                         SpInstallation *installation);

/**
 * sp_library_hide:
 * @self: a library
 * @space: a Space that is to be removed
 *
 * Stops it and shows it no longer; sp_library_show() takes that back, sp_library_remove() does what was announced.
 */
void sp_library_hide (SpLibrary        *self,
                      SpInstalledSpace *space);
void sp_library_show (SpLibrary        *self,
                      SpInstalledSpace *space);
void sp_library_remove (SpLibrary        *self,
                        SpInstalledSpace *space);

/* Ends all that runs. */
void sp_library_stop_all (SpLibrary *self);

G_END_DECLS
