/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-snapshot.h"
#include "sp-hub-space-info.h"
#include "sp-space-source.h"
#include "sp-space.h"

G_BEGIN_DECLS

/**
 * SpPreflightRepo:
 * @repo: a model or a data set
 * @revision: (nullable): the revision that is asked for
 * @commit: the commit it is at
 * @files: (element-type SpHubFile): which of its files
 * @size: bytes of them
 *
 * What a Space wants to find on the disk when it starts.
 */
typedef struct {
  SpHubRepo *repo;
  char      *revision;
  char      *commit;
  GPtrArray *files;
  gint64     size;
} SpPreflightRepo;

/**
 * SpPreflightFacts:
 * @title: its title
 * @license: (nullable): its licence
 * @hardware: (nullable): what it has or suggests on the Hub, such as `t4-small`
 * @python: (nullable): version of Python it asks for
 * @commit: (nullable): commit of the Hub
 * @files: bytes of its own files
 * @models: bytes of models and data sets
 * @packages: bytes of wheels, about
 * @disk: bytes on the disk, about, models and what others share included
 * @disk_free: bytes that are free where it goes
 * @memory: bytes of memory, about
 * @memory_here: bytes of memory of this computer
 * @wants_gpu: whether it is meant for a graphics card
 * @has_gpu: whether this computer has one that computes
 * @is_private: whether only some see it on the Hub
 * @is_gated: whether its terms had to be accepted
 * @wants_sign_in: whether it signs its visitors in with the Hub
 * @requirements: (nullable): what pip is to install, as sp_space_dup_requirements() has it
 * @missing: system packages it asks for that are not here
 * @warnings: sentences on what may not work
 *
 * What is known about a Space before any of it is installed.
 */
typedef struct {
  char    *title;
  char    *license;
  char    *hardware;
  char    *python;
  char    *commit;
  gint64   files;
  gint64   models;
  gint64   packages;
  gint64   disk;
  gint64   disk_free;
  gint64   memory;
  gint64   memory_here;
  gboolean wants_gpu;
  gboolean has_gpu;
  gboolean is_private;
  gboolean is_gated;
  gboolean wants_sign_in;
  GStrv    requirements;
  GStrv    missing;
  GStrv    warnings;
} SpPreflightFacts;

#define SP_TYPE_PREFLIGHT (sp_preflight_get_type ())

/**
 * SpPreflight:
 *
 * A look at a Space before it is installed. Of one on the Hub only its lists and small files are
 * fetched.
 */
G_DECLARE_FINAL_TYPE (SpPreflight, sp_preflight, SP, PREFLIGHT, GObject)

/**
 * sp_preflight_new:
 * @source: what is to be installed
 * @target: the folder it will be installed below, for its free space
 */
SpPreflight *sp_preflight_new (SpSpaceSource *source,
                               GFile         *target);

/* Whether it may use no network, and whether models are to be loaded (they are unless said
 * otherwise). */
void sp_preflight_set_offline (SpPreflight *self,
                               gboolean     offline);
void sp_preflight_set_models (SpPreflight *self,
                              gboolean     models);

/* Whether the Hub is asked without any token: none is looked for. */
void sp_preflight_set_anonymous (SpPreflight *self,
                                 gboolean     anonymous);

/**
 * sp_preflight_run_async:
 * @self: a look that was not taken yet
 * @token: (nullable): the user's token for the Hub; else it is looked for where
 *   gradio_token_find_async() does, unless it is to be anonymous
 * @cancellable: (nullable): stops it
 * @callback: called when all is known
 * @user_data: for @callback
 */
void sp_preflight_run_async (SpPreflight        *self,
                             const char         *token,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);

/**
 * sp_preflight_run_finish:
 * @self: a look
 * @result: the result
 * @error: return location
 *
 * Returns: whether the Space can be installed here; if not the error says why and what to do
 *   instead: a #SpHubError, or a #GIOError
 *   (%G_IO_ERROR_NOT_SUPPORTED for another SDK, options in its requirements …). The facts may be
 *   there all the same
 */
gboolean sp_preflight_run_finish (SpPreflight  *self,
                                  GAsyncResult *result,
                                  GError      **error);

SpSpaceSource          *sp_preflight_get_source (SpPreflight *self);
const SpPreflightFacts *sp_preflight_get_facts (SpPreflight *self);

/* For the installation that follows; NULL but for Spaces of the Hub. */
SpHubSession *sp_preflight_get_session (SpPreflight *self);
SpHubRepo    *sp_preflight_get_repo (SpPreflight *self);
GPtrArray    *sp_preflight_get_files (SpPreflight *self); /* of SpHubFile */
GPtrArray    *sp_preflight_get_repos (SpPreflight *self); /* of SpPreflightRepo, never NULL */

G_END_DECLS
