/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_ENVIRONMENT (sp_environment_get_type ())

/**
 * SpEnvironment:
 *
 * The making of the Python environment of one version of a Space, by uv: `environment/` in its folder,
 * of links into the cache of wheels that all share, and `requirements.lock` with the hashes that
 * were installed. Bytecode is not compiled: that takes six seconds and 85 MB a Space for Gradio
 * alone, while what Python compiles at the first start goes into the Space's own home, as it must for
 * an environment that is mounted read-only.
 *
 * Signals: `line` (text): output, or what is being done; `warning` (text): a sentence the user should
 * know; `progress`: a getter's number has changed.
 */
G_DECLARE_FINAL_TYPE (SpEnvironment, sp_environment, SP, ENVIRONMENT, GObject)

/**
 * sp_environment_new:
 * @folder: the folder of the version, which is there; it can be renamed later
 *
 * Returns: (transfer full): a making that was not started yet
 */
SpEnvironment *sp_environment_new (GFile *folder);

/* What to install: checked by sp_requirements_check(). Those of @first are installed before the others. */
void sp_environment_set_requirements (SpEnvironment     *self,
                                      const char *const *first,
                                      const char *const *requirements);

/* The version of Python that is wished for, %NULL for any; another one is taken, with a warning, when
 * neither this computer nor uv has it. */
void sp_environment_set_python_version (SpEnvironment *self,
                                        const char    *version);

/* Whether it may use no network, and a folder of wheels to take packages from alone (nullable). */
void sp_environment_set_offline (SpEnvironment *self,
                                 gboolean       offline,
                                 const char    *wheels);

/* A file with the packages and their hashes that were installed elsewhere (nullable). It is installed in the place of
 * looking for packages where sp_requirements_check_lock() lets it pass and it fits this computer; else there is a
 * warning, and they are looked for. */
void sp_environment_set_lock (SpEnvironment *self,
                              const char    *path);

/**
 * sp_environment_make_async:
 * @self: a making
 * @cancellable: (nullable): stops it; what there is stays, for the next one to begin anew
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes it. Wheels that were fetched before are not fetched again.
 */
void     sp_environment_make_async (SpEnvironment      *self,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean sp_environment_make_finish (SpEnvironment *self,
                                     GAsyncResult  *result,
                                     GError       **error);

const char *sp_environment_get_python (SpEnvironment *self);      /* version it got, nullable */
guint       sp_environment_get_n_packages (SpEnvironment *self);  /* 0 until resolved */
gint64      sp_environment_get_bytes_done (SpEnvironment *self);  /* of large wheels */
gint64      sp_environment_get_bytes_total (SpEnvironment *self); /* of those that it began */

G_END_DECLS
