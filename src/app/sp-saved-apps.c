/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-saved-apps-private.h"

#include <glib/gi18n-lib.h>

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SpSavedApps,
                               sp_saved_apps,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum {
  SIGNAL_CHANGED,
  SIGNAL_FAILED,
  SIGNAL_LOADED,
} SpSavedAppsSignal;

static guint signals[SIGNAL_LOADED + 1];

static GType
get_item_type (GListModel *model)
{
  return SP_TYPE_SAVED_APP;
}

static guint
get_n_items (GListModel *model)
{
  return SP_SAVED_APPS (model)->apps->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  SpSavedApps *self = SP_SAVED_APPS (model);

  return position < self->apps->len ? g_object_ref (g_ptr_array_index (self->apps, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Takes the sentence. */
static void
fail (SpSavedApps *self,
      char        *sentence)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, sentence);

  g_free (sentence);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

/* Saving */

/* The program does not end before. */
static void
hold (SpSavedApps *self,
      gboolean     saving)
{
  GApplication *application = g_application_get_default ();

  self->saving = saving;
  if (application != NULL && saving)
    g_application_hold (application);
  else if (application != NULL)
    g_application_release (application);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SpSavedApps) self = user_data;
  g_autoptr (GError)      error = NULL;
  gboolean                worked = sp_library_file_save_finish (result, &error);

  hold (self, FALSE);
  if (self->dirty)
    sp_saved_apps_save (self);
  else if (!worked)
    fail (self, g_strdup_printf (_("The library could not be saved: %s. This is tried again with the next change."),
                                 error->message));
}

void
sp_saved_apps_save (SpSavedApps *self)
{
  g_autoptr (GBytes) content = NULL;

  self->dirty = self->saving || !self->loaded;
  if (self->dirty || self->unwritable)
    return;

  hold (self, TRUE);
  content = sp_saved_apps_export (self);
  sp_library_file_save_async (self->file, content, saved_cb, g_object_ref (self));
}

/* Loading */

static void
set_loaded (SpSavedApps *self)
{
  self->loaded = TRUE;
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
  if (self->dirty)
    sp_saved_apps_save (self);
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SpSavedApps) self = user_data;
  g_autoptr (GError)      error = NULL;

  self->unwritable = !g_file_move_finish (G_FILE (source), result, &error);
  if (self->unwritable)
    fail (self, g_strdup_printf (_("The library cannot be read, and changes of it are not kept: %s"), error->message));
  set_loaded (self);
}

/* What is not understood is not written over. */
static void
put_aside (SpSavedApps *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char      *time = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char      *path = g_strdup_printf ("%s.%s", g_file_peek_path (self->file), time);
  g_autoptr (GFile)     aside = g_file_new_for_path (path);

  fail (self, g_strdup_printf (_("The library could not be read as a whole. What was in it is kept as “%s”."), path));
  self->dirty = TRUE;
  g_file_move_async (self->file, aside, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, NULL, NULL, NULL, moved_cb,
                     g_object_ref (self));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SpSavedApps)   self = user_data;
  g_autoptr (GError)        error = NULL;
  g_autoptr (SpLibraryFile) file = sp_library_file_read_finish (result, &error);
  gboolean                  is_broken = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  gboolean                  changed = self->dirty;

  if (file != NULL)
    sp_saved_apps_merge (self, file); /* what was added meanwhile stays */
  self->dirty = changed;
  if (is_broken || (file != NULL && file->refused > 0)) {
    put_aside (self);
    return;
  }

  self->unwritable = error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  if (self->unwritable)
    fail (self, g_strdup_printf (_("The library cannot be read, and changes of it are not kept: %s"), error->message));
  set_loaded (self);
}

/* The list */

static void
sp_saved_apps_finalize (GObject *object)
{
  SpSavedApps *self = SP_SAVED_APPS (object);

  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_clear_pointer (&self->apps, g_ptr_array_unref);
  g_clear_object (&self->collections);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (sp_saved_apps_parent_class)->finalize (object);
}

static void
sp_saved_apps_class_init (SpSavedAppsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_saved_apps_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_SAVED_APPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, SP_TYPE_SAVED_APP);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", SP_TYPE_SAVED_APPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", SP_TYPE_SAVED_APPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
sp_saved_apps_init (SpSavedApps *self)
{
  self->apps = g_ptr_array_new_with_free_func (g_object_unref);
  self->keys = g_hash_table_new (g_str_hash, g_str_equal);
  self->collections = gtk_string_list_new (NULL);
}

SpSavedApps *
sp_saved_apps_new (GFile *file)
{
  SpSavedApps     *self = g_object_new (SP_TYPE_SAVED_APPS, NULL);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "spaceport", "library.json", NULL);

  self->file = file != NULL ? g_object_ref (file) : g_file_new_for_path (path);
  sp_library_file_read_async (self->file, NULL, read_cb, g_object_ref (self));

  return self;
}

gboolean
sp_saved_apps_get_loaded (SpSavedApps *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APPS (self), FALSE);

  return self->loaded;
}

gboolean
sp_saved_apps_is_saving (SpSavedApps *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APPS (self), FALSE);

  return self->saving || self->dirty;
}

SpSavedApp *
sp_saved_apps_find (SpSavedApps *self,
                    const char  *reference)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (SP_IS_SAVED_APPS (self), NULL);
  g_return_val_if_fail (reference != NULL, NULL);

  key = sp_saved_app_dup_key (reference, NULL, NULL);

  return key != NULL ? g_hash_table_lookup (self->keys, key) : NULL;
}

/* One that was never used stands where it was added. */
static gint64
get_rank (SpSavedApp *app)
{
  return MAX (sp_saved_app_get_used (app), sp_saved_app_get_added (app));
}

gboolean
sp_saved_apps_insert (SpSavedApps *self,
                      SpSavedApp  *app)
{
  guint position = 0;

  if (self->apps->len >= SP_LIBRARY_MAX_APPS || g_hash_table_contains (self->keys, sp_saved_app_get_key (app)))
    return FALSE;

  while (position < self->apps->len && get_rank (g_ptr_array_index (self->apps, position)) > get_rank (app))
    position++;
  g_hash_table_insert (self->keys, (gpointer) sp_saved_app_get_key (app), app);
  g_ptr_array_insert (self->apps, (int) position, g_object_ref (app));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);

  return TRUE;
}

gboolean
sp_saved_apps_add (SpSavedApps *self,
                   SpSavedApp  *app)
{
  const char *const *collections = NULL;

  g_return_val_if_fail (SP_IS_SAVED_APPS (self), FALSE);
  g_return_val_if_fail (SP_IS_SAVED_APP (app), FALSE);

  if (!sp_saved_apps_insert (self, app))
    return FALSE;

  for (collections = sp_saved_app_get_collections (app); *collections != NULL; collections++)
    g_free (sp_saved_apps_add_collection (self, *collections, NULL));
  sp_saved_apps_save (self);

  return TRUE;
}

/* Takes it off the list, without saving. */
static void
take_out (SpSavedApps *self,
          SpSavedApp  *app)
{
  guint position = 0;

  if (!g_ptr_array_find (self->apps, app, &position))
    return;

  g_hash_table_remove (self->keys, sp_saved_app_get_key (app));
  g_ptr_array_remove_index (self->apps, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

void
sp_saved_apps_remove (SpSavedApps *self,
                      SpSavedApp  *app)
{
  g_return_if_fail (SP_IS_SAVED_APPS (self));
  g_return_if_fail (SP_IS_SAVED_APP (app));

  take_out (self, app);
  sp_saved_apps_save (self);
}

void
sp_saved_apps_touch (SpSavedApps *self,
                     const char  *reference,
                     const char  *title)
{
  g_autoptr (SpSavedApp) app = NULL;

  g_return_if_fail (SP_IS_SAVED_APPS (self));

  g_set_object (&app, sp_saved_apps_find (self, reference));
  if (app == NULL)
    return;

  take_out (self, app);
  sp_saved_app_set_times (app, sp_saved_app_get_added (app), g_get_real_time () / G_USEC_PER_SEC);
  if (!sp_saved_app_has_title (app))
    sp_saved_app_set_title (app, title);
  sp_saved_apps_insert (self, app);
  sp_saved_apps_save (self);
}

void
sp_saved_apps_changed (SpSavedApps *self,
                       SpSavedApp  *app)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, app);
}

void
sp_saved_apps_keep (SpSavedApps *self,
                    SpSavedApp  *app)
{
  g_return_if_fail (SP_IS_SAVED_APPS (self));
  g_return_if_fail (SP_IS_SAVED_APP (app));

  sp_saved_apps_changed (self, app);
  sp_saved_apps_save (self);
}
