/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-saved-apps-private.h"

#include <glib/gi18n-lib.h>

GListModel *
sp_saved_apps_get_collections (SpSavedApps *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APPS (self), NULL);

  return G_LIST_MODEL (self->collections);
}

static gboolean
find_collection (SpSavedApps *self,
                 const char  *name,
                 guint       *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->collections)); i++) {
    if (!g_str_equal (gtk_string_list_get_string (self->collections, i), name))
      continue;
    *position = i;
    return TRUE;
  }

  return FALSE;
}

/* Returns: (transfer full) (nullable): the name as it is kept, when it is a new one */
static char *
check_name (SpSavedApps *self,
            const char  *name,
            GError     **error)
{
  g_autofree char *line = sp_saved_app_dup_line (name, SP_LIBRARY_MAX_NAME);
  guint            position = 0;

  if (line == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("Give the collection a name."));
    return NULL;
  }
  if (find_collection (self, line, &position)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("There is a collection “%s” already."), line);
    return NULL;
  }

  return g_steal_pointer (&line);
}

char *
sp_saved_apps_add_collection (SpSavedApps *self,
                              const char  *name,
                              GError     **error)
{
  g_autofree char *line = NULL;

  g_return_val_if_fail (SP_IS_SAVED_APPS (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  line = check_name (self, name, error);
  if (line == NULL)
    return NULL;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->collections)) >= SP_LIBRARY_MAX_COLLECTIONS) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                         _("There are too many collections. Delete one first."));
    return NULL;
  }

  gtk_string_list_append (self->collections, line);
  sp_saved_apps_save (self);

  return g_steal_pointer (&line);
}

static void
set_in (SpSavedApps *self,
        SpSavedApp  *app,
        const char  *collection,
        gboolean     is_in)
{
  if (sp_saved_app_is_in (app, collection) == is_in)
    return;

  sp_saved_app_set_in (app, collection, is_in);
  sp_saved_apps_changed (self, app);
}

GPtrArray *
sp_saved_apps_remove_collection (SpSavedApps *self,
                                 const char  *name)
{
  GPtrArray *apps = g_ptr_array_new_with_free_func (g_object_unref);
  guint      position = 0;

  g_return_val_if_fail (SP_IS_SAVED_APPS (self), apps);
  g_return_val_if_fail (name != NULL, apps);

  for (guint i = 0; i < self->apps->len; i++) {
    SpSavedApp *app = g_ptr_array_index (self->apps, i);

    if (sp_saved_app_is_in (app, name))
      g_ptr_array_add (apps, g_object_ref (app));
    set_in (self, app, name, FALSE);
  }
  if (find_collection (self, name, &position))
    gtk_string_list_remove (self->collections, position);
  sp_saved_apps_save (self);

  return apps;
}

char *
sp_saved_apps_rename_collection (SpSavedApps *self,
                                 const char  *name,
                                 const char  *new_name,
                                 GError     **error)
{
  const char      *additions[] = { NULL, NULL };
  g_autofree char *line = NULL;
  guint            position = 0;

  g_return_val_if_fail (SP_IS_SAVED_APPS (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (new_name != NULL, NULL);

  line = check_name (self, new_name, error);
  if (line == NULL)
    return NULL;

  additions[0] = line;
  for (guint i = 0; i < self->apps->len; i++) {
    SpSavedApp *app = g_ptr_array_index (self->apps, i);

    if (!sp_saved_app_is_in (app, name))
      continue;
    sp_saved_app_set_in (app, name, FALSE);
    set_in (self, app, line, TRUE);
  }
  if (find_collection (self, name, &position))
    gtk_string_list_splice (self->collections, position, 1, additions);
  sp_saved_apps_save (self);

  return g_steal_pointer (&line);
}

void
sp_saved_apps_set_in (SpSavedApps *self,
                      SpSavedApp  *app,
                      const char  *collection,
                      gboolean     is_in)
{
  g_return_if_fail (SP_IS_SAVED_APPS (self));
  g_return_if_fail (SP_IS_SAVED_APP (app));
  g_return_if_fail (collection != NULL);

  set_in (self, app, collection, is_in);
  sp_saved_apps_save (self);
}

/* Lists of others */

static gboolean
merge_app (SpSavedApps *self,
           SpSavedApp  *app)
{
  SpSavedApp        *own = sp_saved_apps_find (self, sp_saved_app_get_reference (app));
  const char *const *collections = sp_saved_app_get_collections (app);

  if (own == NULL)
    return sp_saved_apps_insert (self, app);

  for (; *collections != NULL; collections++)
    set_in (self, own, *collections, TRUE);

  return FALSE;
}

SpLibraryMerge
sp_saved_apps_merge (SpSavedApps   *self,
                     SpLibraryFile *file)
{
  SpLibraryMerge merge = { 0 };

  g_return_val_if_fail (SP_IS_SAVED_APPS (self), merge);
  g_return_val_if_fail (file != NULL, merge);

  for (guint i = 0; i < file->collections->len; i++) {
    const char *name = g_ptr_array_index (file->collections, i);
    guint       position = 0;

    if (!find_collection (self, name, &position))
      gtk_string_list_append (self->collections, name);
  }
  merge.refused = file->refused;
  for (guint i = 0; i < file->apps->len; i++) {
    SpSavedApp *app = g_ptr_array_index (file->apps, i);

    if (merge_app (self, app))
      merge.added++;
    else if (sp_saved_apps_find (self, sp_saved_app_get_reference (app)) != NULL)
      merge.there++;
    else
      merge.refused++; /* there is no room */
  }
  sp_saved_apps_save (self);

  return merge;
}

char *
sp_library_merge_dup_words (const SpLibraryMerge *merge)
{
  g_autoptr (GString) words = g_string_new (NULL);

  g_return_val_if_fail (merge != NULL, NULL);

  g_string_append_printf (words, ngettext ("%u app added", "%u apps added", merge->added), merge->added);
  if (merge->there > 0) {
    g_string_append (words, ", ");
    g_string_append_printf (words, ngettext ("%u was there", "%u were there", merge->there), merge->there);
  }
  if (merge->refused > 0) {
    g_string_append (words, ", ");
    g_string_append_printf (words, ngettext ("%u is no app", "%u are no apps", merge->refused), merge->refused);
  }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

GBytes *
sp_saved_apps_export (SpSavedApps *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APPS (self), NULL);

  return sp_library_file_write (G_LIST_MODEL (self), G_LIST_MODEL (self->collections));
}
