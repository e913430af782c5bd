/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-library-file.h"

G_BEGIN_DECLS

/**
 * SpLibraryMerge:
 * @added: apps that are in the library now
 * @there: apps that were in it before
 * @refused: entries that could not be used
 *
 * What became of a list of apps.
 */
typedef struct {
  guint added;
  guint there;
  guint refused;
} SpLibraryMerge;

#define SP_TYPE_SAVED_APPS (sp_saved_apps_get_type ())

/**
 * SpSavedApps:
 *
 * The apps that the user saved: a #GListModel of #SpSavedApp, that which was used last first. They are kept in a file,
 * which is written as a whole after each change; a program that ends waits for that. A file that cannot be understood
 * is put aside and not lost.
 *
 * Signals: `loaded`: the file was read; `failed` (#GError): it could not be read or written, in a sentence for the
 * user; `changed` (#SpSavedApp): something of that app changed.
 */
G_DECLARE_FINAL_TYPE (SpSavedApps, sp_saved_apps, SP, SAVED_APPS, GObject)

/**
 * sp_saved_apps_new:
 * @file: (nullable): where they are kept; %NULL is the place of the program
 *
 * Returns: (transfer full): the apps, which are read from now on
 */
SpSavedApps *sp_saved_apps_new (GFile *file);

gboolean sp_saved_apps_get_loaded (SpSavedApps *self);
gboolean sp_saved_apps_is_saving (SpSavedApps *self); /* whether something is not on the disk yet */

/**
 * sp_saved_apps_find:
 * @self: the apps
 * @reference: what opens an app, in any spelling
 *
 * Returns: (transfer none) (nullable): it, if it is saved
 */
SpSavedApp *sp_saved_apps_find (SpSavedApps *self,
                                const char  *reference);

/* Returns whether it is saved now that was not before; %FALSE also when there are too many. */
gboolean sp_saved_apps_add (SpSavedApps *self,
                            SpSavedApp  *app);

/* An app that was removed can be added again, and is in its collections then. */
void sp_saved_apps_remove (SpSavedApps *self,
                           SpSavedApp  *app);

/**
 * sp_saved_apps_touch:
 * @self: the apps
 * @reference: what opened an app
 * @title: (nullable): what the app calls itself, for an app without a title
 *
 * Says that an app is used now; nothing happens when it is not saved.
 */
void sp_saved_apps_touch (SpSavedApps *self,
                          const char  *reference,
                          const char  *title);

/* After the look of one of the apps changed: it is kept. */
void sp_saved_apps_keep (SpSavedApps *self,
                         SpSavedApp  *app);

/* The names of the collections (of GtkStringObject), in their order. */
GListModel *sp_saved_apps_get_collections (SpSavedApps *self);

/**
 * sp_saved_apps_add_collection:
 * @self: the apps
 * @name: what the user calls it
 * @error: return location
 *
 * Returns: (transfer full): its name, or %NULL with %G_IO_ERROR_INVALID_ARGUMENT when it has none, and
 *   %G_IO_ERROR_EXISTS when there is one of that name
 */
char *sp_saved_apps_add_collection (SpSavedApps *self,
                                    const char  *name,
                                    GError     **error);

/* Its apps stay. Returns (element-type SpSavedApp) (transfer container): those that were in it. */
GPtrArray *sp_saved_apps_remove_collection (SpSavedApps *self,
                                            const char  *name);

/* As sp_saved_apps_add_collection(). */
char *sp_saved_apps_rename_collection (SpSavedApps *self,
                                       const char  *name,
                                       const char  *new_name,
                                       GError     **error);

void sp_saved_apps_set_in (SpSavedApps *self,
                           SpSavedApp  *app,
                           const char  *collection,
                           gboolean     is_in);

/**
 * sp_saved_apps_merge:
 * @self: the apps
 * @file: a list of apps
 *
 * Adds what is not there yet; apps that are get into the collections that they have in @file, too.
 *
 * Returns: what became of it
 */
SpLibraryMerge sp_saved_apps_merge (SpSavedApps   *self,
                                    SpLibraryFile *file);

/* In words for the user. */
char *sp_library_merge_dup_words (const SpLibraryMerge *merge);

GBytes *sp_saved_apps_export (SpSavedApps *self);

G_END_DECLS
