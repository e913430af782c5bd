/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-space-store.h"

/* A folder of installed Spaces for the tests, in the scratch cache. */
typedef struct {
  char  *path;
  GFile *root;
} StoreFixture;

void store_fixture_set_up (StoreFixture *fixture, gconstpointer data);
void store_fixture_tear_down (StoreFixture *fixture, gconstpointer data);

/* Prepares a version as an installation does: app.py with @content, README.md, an environment with a Python, progress
 * and lock. Returns its folder. */
GFile *store_fixture_stage (StoreFixture *fixture,
                            const char   *id,
                            const char   *content);

/* What an installation says of a Space. */
SpSpaceManifest *store_fixture_make_manifest (const char *id,
                                              const char *commit);

/* Adopts a version directly on the disk. Stops after so many steps. */
void store_fixture_adopt (StoreFixture *fixture,
                          const char   *id,
                          const char   *version,
                          const char   *content,
                          guint         n_steps);

/* All files and folders of the root, one a line, sorted; the second only those of a folder in it. */
char *store_fixture_list (StoreFixture *fixture);
char *store_fixture_list_below (StoreFixture *fixture, const char *folder);

/* The manifest of a Space, NULL when there is none. */
SpSpaceManifest *store_fixture_load (StoreFixture *fixture, const char *id);

/* The app.py of the current version. */
char *store_fixture_read_app (StoreFixture *fixture, const char *id);

/* Writes a file below the root, with its folders. */
void store_fixture_write (StoreFixture *fixture,
                          const char   *name,
                          const char   *content);

/* Reads the folder; the model has it after that. */
void store_fixture_reload (SpSpaceStore *store);

/* Callback that keeps the result in a GAsyncResult**, and waiting for it. */
void store_fixture_result_cb (GObject *source, GAsyncResult *result, gpointer user_data);
void store_fixture_wait (GAsyncResult **result);
