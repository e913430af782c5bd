/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdio.h>

#include "sp-environment.h"
#include "sp-installation.h"
#include "sp-runner.h"

G_BEGIN_DECLS

/* The list of packages that an archive brings, beside `app` while it is installed. */
#define SP_INSTALLATION_LOCK "archive.lock"

struct _SpInstallation {
  GObject             parent_instance;
  SpSpaceStore       *store;
  SpSpaceSource      *source;
  SpPreflight        *preflight;
  gboolean            looked; /* preflight was run by somebody else */
  char               *token;
  gboolean            offline;
  gboolean            without_models;
  gboolean            anonymous;
  gboolean            first_start;
  gboolean            repair;
  SpInstallationState state;
  SpInstallationStep  step;
  GError             *error;
  GCancellable       *cancellable;
  gboolean            keep; /* what came, when it ends early */
  char               *id;
  char               *title;
  SpInstalledSpace   *old; /* the Space as it is before */
  SpInstalledSpace   *space;
  gboolean            unchanged;
  GFile              *staging;
  int                 lock; /* descriptor, or -1 */
  FILE               *log;
  GQueue              lines;
  char               *version;
  char               *commit;
  SpSpace            *staged;  /* the Space as it is prepared */
  GPtrArray          *entries; /* of SpFileTreeEntry: its files */
  SpEnvironment      *environment;
  guint               repo_index; /* of the preflight's, being loaded */
  SpRunner           *runner;
  int                 run_lock; /* descriptor while it is tried, or -1 */
  gint64              bytes_done;
  gint64              bytes_total;
};

/* The ways of an installation, in turn. Each ends by calling the next, or sp_installation_fail(). */
void sp_installation_fetch (SpInstallation *self);  /* files, into `app` of the staging folder */
void sp_installation_build (SpInstallation *self);  /* environment and models */
void sp_installation_settle (SpInstallation *self); /* puts it in place and tries it */

/* Like sp_installation_list_unfinished(), with those that are under way if wished for. */
GPtrArray *sp_installation_list_staged (SpSpaceStore *store,
                                        gboolean      under_way);

/* Takes the lock of the folder where it is prepared, which makes that. */
gboolean sp_installation_lock (SpInstallation *self,
                               GError        **error);

/* Takes the error; ends the installation and removes what is not kept. */
void sp_installation_fail (SpInstallation *self,
                           GError         *error);

/* Ends it well. */
void sp_installation_finish (SpInstallation *self);

void   sp_installation_set_step (SpInstallation    *self,
                                 SpInstallationStep step);
void   sp_installation_set_bytes (SpInstallation *self,
                                  gint64          done,
                                  gint64          total);
void   sp_installation_log (SpInstallation *self,
                            const char     *line);
void   sp_installation_warn (SpInstallation *self,
                             const char     *text);
GFile *sp_installation_get_staged (SpInstallation *self,
                                   const char     *name); /* transfer full */

G_END_DECLS
