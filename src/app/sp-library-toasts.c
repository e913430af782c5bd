/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-library-toasts.h"

#include "sp-plain-words.h"

#include <glib/gi18n-lib.h>

/* What can be taken back. */
typedef struct {
  SpSavedApps *apps;     /* owned */
  SpSavedApp  *app;      /* owned, nullable */
  char        *name;     /* owned, nullable: a collection as it was called */
  char        *new_name; /* owned, nullable */
  GPtrArray   *members;  /* owned, nullable */
} Change;

static void
change_free (gpointer  data,
             GClosure *closure)
{
  Change *change = data;

  g_object_unref (change->apps);
  g_clear_object (&change->app);
  g_clear_pointer (&change->members, g_ptr_array_unref);
  g_free (change->name);
  g_free (change->new_name);
  g_free (change);
}

static Change *
change_new (SpSavedApps *apps,
            SpSavedApp  *app)
{
  Change *change = g_new0 (Change, 1);

  change->apps = g_object_ref (apps);
  g_set_object (&change->app, app);

  return change;
}

/* Takes the text and the change. */
static AdwToast *
new_toast (char     *words,
           GCallback undo,
           Change   *change)
{
  AdwToast *toast = sp_plain_words_undo_toast (words);

  g_free (words);
  g_signal_connect_data (toast, "button-clicked", undo, change, change_free, 0);

  return toast;
}

static void
undo_saved_cb (AdwToast *toast,
               Change   *change)
{
  sp_saved_apps_remove (change->apps, change->app);
}

AdwToast *
sp_library_toast_saved (SpSavedApps *apps,
                        SpSavedApp  *app)
{
  return new_toast (g_strdup_printf (_("“%s” saved to the library"), sp_saved_app_get_title (app)),
                    G_CALLBACK (undo_saved_cb), change_new (apps, app));
}

static void
undo_removed_cb (AdwToast *toast,
                 Change   *change)
{
  sp_saved_apps_add (change->apps, change->app);
}

AdwToast *
sp_library_toast_removed (SpSavedApps *apps,
                          SpSavedApp  *app)
{
  return new_toast (g_strdup_printf (_("“%s” removed from the library"), sp_saved_app_get_title (app)),
                    G_CALLBACK (undo_removed_cb), change_new (apps, app));
}

static void
undo_deleted_cb (AdwToast *toast,
                 Change   *change)
{
  g_autofree char *name = sp_saved_apps_add_collection (change->apps, change->name, NULL);

  for (guint i = 0; name != NULL && i < change->members->len; i++)
    sp_saved_apps_set_in (change->apps, g_ptr_array_index (change->members, i), name, TRUE);
}

AdwToast *
sp_library_toast_deleted (SpSavedApps *apps,
                          const char  *name,
                          GPtrArray   *members)
{
  Change *change = change_new (apps, NULL);

  change->name = g_strdup (name);
  change->members = g_ptr_array_ref (members);

  return new_toast (g_strdup_printf (_("Collection “%s” deleted; its apps stay in the library"), name),
                    G_CALLBACK (undo_deleted_cb), change);
}

static void
undo_renamed_cb (AdwToast *toast,
                 Change   *change)
{
  g_free (sp_saved_apps_rename_collection (change->apps, change->new_name, change->name, NULL));
}

AdwToast *
sp_library_toast_renamed (SpSavedApps *apps,
                          const char  *old_name,
                          const char  *name)
{
  Change *change = change_new (apps, NULL);

  change->name = g_strdup (old_name);
  change->new_name = g_strdup (name);

  return new_toast (g_strdup_printf (_("Collection “%s” is called “%s” now"), old_name, name),
                    G_CALLBACK (undo_renamed_cb), change);
}
