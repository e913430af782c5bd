/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-file-cache.h"

#include "gradio-download.h"
#include "gradio-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct {
  GFile        *file;
  char         *folder;      /* of its own, so that equal names do not meet */
  GPtrArray    *waiters;     /* of Waiter; NULL when the file is there, empty when nobody wants it any more */
  GCancellable *cancellable; /* of the download */
} Entry;

typedef struct {
  GTask   *task;
  GSource *source; /* (nullable): of its being cancelled */
} Waiter;

struct _GradioFileCache {
  GObject parent_instance;

  GradioConnection *connection;
  GHashTable       *entries; /* URI -> Entry */
  char             *folder;  /* made when first needed */
  guint             n_folders;
};

G_DEFINE_FINAL_TYPE (GradioFileCache, gradio_file_cache, G_TYPE_OBJECT)

static void
waiter_free (Waiter *waiter)
{
  if (waiter->source != NULL)
    g_source_destroy (waiter->source);
  g_clear_pointer (&waiter->source, g_source_unref);
  g_clear_object (&waiter->task);
  g_free (waiter);
}

static void
entry_free (Entry *entry)
{
  g_unlink (g_file_peek_path (entry->file));
  g_rmdir (entry->folder);
  g_clear_object (&entry->file);
  g_clear_pointer (&entry->waiters, g_ptr_array_unref);
  g_clear_object (&entry->cancellable);
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

  folder = g_strdup_printf ("%s/%u", self->folder, self->n_folders++);
  if (g_mkdir (folder, 0700) != 0) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_FILE,
                         _("There is no room for temporary files. Free some space on your disk."));
    return NULL;
  }

  entry = g_new0 (Entry, 1);
  entry->file = g_file_new_build_filename (folder, name, NULL);
  entry->folder = g_steal_pointer (&folder);
  entry->waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);
  entry->cancellable = g_cancellable_new ();

  return entry;
}

/* Without freeing it. */
static void
forget_entry (GradioFileCache *self,
              const char      *uri)
{
  gpointer key = NULL;

  g_hash_table_steal_extended (self->entries, uri, &key, NULL);
  g_free (key);
}

typedef struct {
  GradioFileCache *self;
  char            *uri;
  Entry           *entry; /* owned once nobody wants it */
} Fetch;

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Fetch                      *fetch = user_data;
  g_autoptr (GradioFileCache) self = fetch->self;
  g_autofree char            *uri = fetch->uri;
  Entry                      *entry = fetch->entry;
  g_autoptr (GPtrArray)       waiters = g_steal_pointer (&entry->waiters);
  g_autoptr (GError)          error = NULL;

  g_free (fetch);
  gradio_download_finish (GRADIO_CONNECTION (source), result, &error);
  if (waiters->len == 0) {
    entry_free (entry);
    return;
  }

  if (error != NULL)
    forget_entry (self, uri);
  for (guint i = 0; i < waiters->len; i++) {
    Waiter *waiter = waiters->pdata[i];

    if (error != NULL)
      g_task_return_error (waiter->task, g_error_copy (error));
    else
      g_task_return_pointer (waiter->task, g_object_ref (entry->file), g_object_unref);
  }
  if (error != NULL)
    entry_free (entry);
}

/* What nobody waits for any more is not downloaded any further. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  GTask            *task = user_data;
  GradioFileCache  *self = g_task_get_source_object (task);
  const char       *uri = g_task_get_task_data (task);
  Entry            *entry = g_hash_table_lookup (self->entries, uri);
  g_autoptr (GTask) owned = g_object_ref (task);

  for (guint i = 0; i < entry->waiters->len; i++) {
    if (((Waiter *) entry->waiters->pdata[i])->task == task) {
      g_ptr_array_remove_index_fast (entry->waiters, i);
      break;
    }
  }
  if (entry->waiters->len == 0) {
    forget_entry (self, uri);
    g_cancellable_cancel (entry->cancellable);
  }
  g_task_return_error_if_cancelled (owned);

  return G_SOURCE_REMOVE;
}

static void
add_waiter (Entry *entry,
            GTask *task)
{
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->task = g_object_ref (task);
  if (g_task_get_cancellable (task) != NULL) {
    waiter->source = g_cancellable_source_new (g_task_get_cancellable (task));
    g_task_attach_source (task, waiter->source, G_SOURCE_FUNC (cancelled_cb));
  }
  g_ptr_array_add (entry->waiters, waiter);
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
  g_task_set_task_data (task, g_strdup (uri), g_free);

  if (entry != NULL && entry->waiters == NULL) {
    g_task_return_pointer (task, g_object_ref (entry->file), g_object_unref);
    return;
  }
  if (entry != NULL) {
    add_waiter (entry, task);
    return;
  }

  entry = entry_new (self, name, &error);
  if (entry == NULL) {
    g_task_return_error (task, error);
    return;
  }

  add_waiter (entry, task);
  g_hash_table_insert (self->entries, g_strdup (uri), entry);

  fetch = g_new0 (Fetch, 1);
  fetch->self = g_object_ref (self);
  fetch->uri = g_strdup (uri);
  fetch->entry = entry;
  gradio_download_async (self->connection, uri, entry->file, NULL, NULL, entry->cancellable, fetched_cb, fetch);
}

GFile *
gradio_file_cache_fetch_finish (GradioFileCache *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
