/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-saved-apps.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shared by sp-saved-apps.c (the apps, and the file they are kept in) and sp-saved-collections.c (the collections, and
 * lists of others). */
struct _SpSavedApps {
  GObject        parent_instance;
  GPtrArray     *apps;        /* owned, of SpSavedApp: the last used first */
  GHashTable    *keys;        /* owned: key to SpSavedApp, both of the app */
  GtkStringList *collections; /* owned */
  GFile         *file;        /* owned */
  gboolean       loaded;
  gboolean       unwritable; /* what is there is not known, and stays */
  gboolean       saving;
  gboolean       dirty; /* it changed since */
};

/* Puts an app where it belongs, without saving; whether there was room for it. */
gboolean sp_saved_apps_insert (SpSavedApps *self,
                               SpSavedApp  *app);

void sp_saved_apps_save (SpSavedApps *self);

/* Tells that something of an app changed. */
void sp_saved_apps_changed (SpSavedApps *self,
                            SpSavedApp  *app);

G_END_DECLS
