/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-file-cache.h"

#include "gradio-download.h"
#include "gradio-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct {
  GFile     *file;
  char      *folder;  /* of its own, so that equal names do not meet */
  GPtrArray *waiters; /* of GTask; NULL when the file is there */
} Entry;

struct _GradioFileCache {
  GObject parent_instance;

  GradioConnection *connection;
  GHashTable       *entries; /* URI -> Entry */
  char             *folder;  /* made when first needed */
};

G_DEFINE_FINAL_TYPE (GradioFileCache, gradio_file_cache, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  g_unlink (g_file_peek_path (entry->file));
  g_rmdir (entry->folder);
  g_clear_object (&entry->file);
  g_clear_pointer (&entry->waiters, g_ptr_array_unref);
  g_free (entry->folder);
  g_free (entry);
}

static void
gradio_file_cache_finalize (GObject *object)
{
  GradioFileCache *self = GRADIO_FILE_CACHE (object);

  g_clear_pointer (&self->entries, g_hash_table_unref);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (gradio_file_cache_parent_class)->finalize (object);
}

static void
gradio_file_cache_class_init (GradioFileCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gradio_file_cache_finalize;
}

static void
gradio_file_cache_init (GradioFileCache *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) entry_free);
}

GradioFileCache *
gradio_file_cache_new (GradioConnection *connection)
{
  GradioFileCache *self = g_object_new (GRADIO_TYPE_FILE_CACHE, NULL);

  self->connection = g_object_ref (connection);

  return self;
}

/* In the user's cache folder, for /tmp is often small; in /tmp when that cannot be written. */
static gboolean
make_folder (GradioFileCache *self,
             GError         **error)
{
  g_autofree char *parent = NULL;

  if (self->folder != NULL)
    return TRUE;

  parent = g_build_filename (g_get_user_cache_dir (), "spaceport", "files", NULL);
  if (g_mkdir_with_parents (parent, 0700) == 0) {
    self->folder = g_build_filename (parent, "XXXXXX", NULL);
    if (g_mkdtemp (self->folder) != NULL)
      return TRUE;
    g_clear_pointer (&self->folder, g_free);
  }

  self->folder = g_dir_make_tmp ("spaceport-XXXXXX", error);

  return self->folder != NULL;
}

static Entry *
entry_new (GradioFileCache *self,
           const char      *name,
           GError         **error)
{
  g_autofree char *folder = NULL;
  Entry           *entry;

  if (!make_folder (self, error))
    return NULL;

  folder = g_strdup_printf ("%s/%u", self->folder, g_hash_table_size (self->entries));
  if (g_mkdir (folder, 0700) != 0) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_FILE,
                         _("There is no room for temporary files. Free some space on your disk."));
    return NULL;
  }

  entry = g_new0 (Entry, 1);
  entry->file = g_file_new_build_filename (folder, name, NULL);
  entry->folder = g_steal_pointer (&folder);
  entry->waiters = g_ptr_array_new_with_free_func (g_object_unref);

  return entry;
}

typedef struct {
  GradioFileCache *self;
  char            *uri;
} Fetch;

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Fetch                      *fetch = user_data;
  g_autoptr (GradioFileCache) self = fetch->self;
  g_autofree char            *uri = fetch->uri;
  Entry                      *entry = g_hash_table_lookup (self->entries, uri);
  g_autoptr (GPtrArray)       waiters = g_steal_pointer (&entry->waiters);
  g_autoptr (GError)          error = NULL;

  g_free (fetch);
  gradio_download_finish (GRADIO_CONNECTION (source), result, &error);

  for (guint i = 0; i < waiters->len; i++) {
    if (error != NULL)
      g_task_return_error (waiters->pdata[i], g_error_copy (error));
    else
      g_task_return_pointer (waiters->pdata[i], g_object_ref (entry->file), g_object_unref);
  }

  if (error != NULL)
    g_hash_table_remove (self->entries, uri);
}

void
gradio_file_cache_fetch_async (GradioFileCache    *self,
                               const char         *uri,
                               const char         *name,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Entry            *entry = g_hash_table_lookup (self->entries, uri);
  GError           *error = NULL;
  Fetch            *fetch;

  g_task_set_source_tag (task, gradio_file_cache_fetch_async);

  if (entry != NULL && entry->waiters == NULL) {
    g_task_return_pointer (task, g_object_ref (entry->file), g_object_unref);
    return;
  }
  if (entry != NULL) {
    g_ptr_array_add (entry->waiters, g_steal_pointer (&task));
    return;
  }

  entry = entry_new (self, name, &error);
  if (entry == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_ptr_array_add (entry->waiters, g_steal_pointer (&task));
  g_hash_table_insert (self->entries, g_strdup (uri), entry);

  fetch = g_new0 (Fetch, 1);
  fetch->self = g_object_ref (self);
  fetch->uri = g_strdup (uri);
  gradio_download_async (self->connection, uri, entry->file, NULL, NULL, NULL, fetched_cb, fetch);
}

GFile *
gradio_file_cache_fetch_finish (GradioFileCache *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
