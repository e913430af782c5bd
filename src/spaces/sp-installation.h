/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-preflight.h"
#include "sp-space-store.h"

G_BEGIN_DECLS

/**
 * SpInstallationState:
 * @SP_INSTALLATION_READY: it was not started yet
 * @SP_INSTALLATION_RUNNING: it is under way, see its step
 * @SP_INSTALLATION_DONE: the Space is in the store
 * @SP_INSTALLATION_FAILED: sp_installation_get_error() says why
 * @SP_INSTALLATION_CANCELLED: it was stopped
 */
typedef enum {
  SP_INSTALLATION_READY,
  SP_INSTALLATION_RUNNING,
  SP_INSTALLATION_DONE,
  SP_INSTALLATION_FAILED,
  SP_INSTALLATION_CANCELLED,
} SpInstallationState;

#define SP_TYPE_INSTALLATION_STATE (sp_installation_state_get_type ())
GType sp_installation_state_get_type (void);

/**
 * SpInstallationStep:
 * @SP_INSTALLATION_LIST: it is looked at
 * @SP_INSTALLATION_DOWNLOAD: its files come
 * @SP_INSTALLATION_RUNTIME: its Python environment is made
 * @SP_INSTALLATION_PACKAGES: its packages come
 * @SP_INSTALLATION_MODELS: models and data sets come
 * @SP_INSTALLATION_FIRST_START: it is started for a try
 */
typedef enum {
  SP_INSTALLATION_LIST,
  SP_INSTALLATION_DOWNLOAD,
  SP_INSTALLATION_RUNTIME,
  SP_INSTALLATION_PACKAGES,
  SP_INSTALLATION_MODELS,
  SP_INSTALLATION_FIRST_START,
} SpInstallationStep;

#define SP_TYPE_INSTALLATION_STEP (sp_installation_step_get_type ())
GType sp_installation_step_get_type (void);

#define SP_TYPE_INSTALLATION (sp_installation_get_type ())

/**
 * SpInstallation:
 *
 * A job that puts a Space, or a newer version of it, into the store. It is prepared in a folder
 * beside
 * (sp_space_store_get_staging_folder()) and put in place in one step, so that a Space is there
 * whole or
 * not at all; while a new version is prepared the old one can be used.
 *
 * Properties (read only, notified): `state`, `step`, `title`. Signals: `progress`: a number of a
 * getter changed; `log` (text): a line of its log; `warning` (text): a sentence the user should
 * know.
 *
 * It lives on until it is over, whoever holds it.
 */
G_DECLARE_FINAL_TYPE (SpInstallation, sp_installation, SP, INSTALLATION, GObject)

/**
 * sp_installation_new:
 * @store: where to
 * @source: where from
 *
 * Returns: (transfer full): an installation that was not started yet
 */
SpInstallation *sp_installation_new (SpSpaceStore  *store,
                                     SpSpaceSource *source);

/**
 * sp_installation_new_update:
 * @store: where the Space is
 * @space: one of the user's own
 * @error: return location
 *
 * Returns: (transfer full): an installation of the newest version from where the Space came from;
 *   %NULL with %G_IO_ERROR_NOT_SUPPORTED
 *   when it has no such place
 */
SpInstallation *sp_installation_new_update (SpSpaceStore     *store,
                                            SpInstalledSpace *space,
                                            GError          **error);

/**
 * sp_installation_list_unfinished:
 * @store: a store
 *
 * Finds installations that ended with their program, or were cancelled to go on later. It reads
 * small files.
 *
 * Returns: (transfer full) (element-type SpInstallation): one for each, which goes on with what
 *   is there when it is started, or
 *   removes it when it is cancelled
 */
GPtrArray *sp_installation_list_unfinished (SpSpaceStore *store);

/* Before it is started. */
void sp_installation_set_token (SpInstallation *self,
                                const char     *token); /* nullable, see sp_preflight_run_async() */
void sp_installation_set_anonymous (SpInstallation *self,
                                    gboolean        anonymous); /* see sp_preflight_set_anonymous() */
void sp_installation_set_offline (SpInstallation *self,
                                  gboolean        offline);
void sp_installation_set_models (SpInstallation *self,
                                 gboolean        models); /* TRUE unless set */
void sp_installation_set_first_start (SpInstallation *self,
                                      gboolean        first_start); /* try it; FALSE unless set */
void sp_installation_set_repair (SpInstallation *self,
                                 gboolean        repair); /* also when that version is there */

/* A look that was taken already (transfer none), so that what is installed is what was shown. */
void sp_installation_set_preflight (SpInstallation *self,
                                    SpPreflight    *preflight);

void sp_installation_start (SpInstallation *self);

/**
 * sp_installation_cancel:
 * @self: an installation
 * @keep: whether what came is kept, to go on later
 *
 * Stops it; it is over when `state` says so. Too late once the Space is in the store.
 */
void sp_installation_cancel (SpInstallation *self,
                             gboolean        keep);

SpInstallationState sp_installation_get_state (SpInstallation *self);
SpInstallationStep  sp_installation_get_step (SpInstallation *self);
const char         *sp_installation_get_id (SpInstallation *self);    /* nullable until it is listed */
const char         *sp_installation_get_title (SpInstallation *self); /* of the source until it is listed */
SpSpaceSource      *sp_installation_get_source (SpInstallation *self);
gint64              sp_installation_get_bytes_done (SpInstallation *self);  /* of this step */
gint64              sp_installation_get_bytes_total (SpInstallation *self); /* of this step, 0 when not known */
double              sp_installation_get_fraction (SpInstallation *self);    /* of all of it, about; 0 to 1 */

/* Why it failed: a sentence and what to do (nullable). */
const GError *sp_installation_get_error (SpInstallation *self);

/* The last lines of its log, at most 1000 (transfer full). */
GStrv sp_installation_dup_log (SpInstallation *self);

/* The Space when it is in the store (nullable), also when it failed to start then. */
SpInstalledSpace *sp_installation_get_space (SpInstallation *self);

/* Whether there was nothing to do, for that version is installed. */
gboolean sp_installation_is_unchanged (SpInstallation *self);

G_END_DECLS
