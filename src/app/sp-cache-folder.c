/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cache-folder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

/* A file is a line, a sum of all that follows, the key, a zero byte and what is kept. */
#define HEAD "Spaceport 1\n"
#define SUM_LENGTH 64 /* of SHA-256 in hexadecimal digits */
#define KEY_OFFSET (strlen (HEAD) + SUM_LENGTH)

struct _SpCacheFolder {
  GObject parent_instance;
  char   *path; /* owned */
  GQueue  jobs; /* of GTask, owned: the first one is being written */
  guint   max_files;
  gsize   max_size;
};

G_DEFINE_FINAL_TYPE (SpCacheFolder, sp_cache_folder, G_TYPE_OBJECT)

typedef struct {
  char   *folder;
  char   *path;
  char   *key;
  GBytes *bytes; /* nullable */
  guint   max_files;
  gsize   max_size;
} Job;

typedef struct {
  char  *path;
  gint64 time; /* of the last use, in nanoseconds */
  gsize  size;
} Entry;

static void
job_free (Job *job)
{
  g_free (job->folder);
  g_free (job->path);
  g_free (job->key);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job);
}

static void
entry_free (Entry *entry)
{
  g_free (entry->path);
  g_free (entry);
}

static void
sp_cache_folder_finalize (GObject *object)
{
  SpCacheFolder *self = SP_CACHE_FOLDER (object);

  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (sp_cache_folder_parent_class)->finalize (object);
}

static void
sp_cache_folder_class_init (SpCacheFolderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_cache_folder_finalize;
}

static void
sp_cache_folder_init (SpCacheFolder *self)
{
  g_queue_init (&self->jobs);
}

SpCacheFolder *
sp_cache_folder_new (const char *path, guint max_files, gsize max_size)
{
  SpCacheFolder *self = g_object_new (SP_TYPE_CACHE_FOLDER, NULL);

  self->path = g_strdup (path);
  self->max_files = max_files;
  self->max_size = max_size;

  return self;
}

static Job *
job_new (SpCacheFolder *self, const char *key, GBytes *bytes)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  Job             *job = g_new0 (Job, 1);

  job->folder = g_strdup (self->path);
  job->path = g_build_filename (self->path, name, NULL);
  job->key = g_strdup (key);
  job->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  job->max_files = self->max_files;
  job->max_size = self->max_size;

  return job;
}

/* Reading */

/* What is kept in a file of @length bytes; NULL when it is none of ours, or not whole. */
static GBytes *
check_content (const char *content, gsize length, const char *key)
{
  gsize            offset = KEY_OFFSET + strlen (key) + 1;
  g_autofree char *sum = NULL;

  if (length < offset || memcmp (content, HEAD, strlen (HEAD)) != 0 ||
      memcmp (content + KEY_OFFSET, key, strlen (key) + 1) != 0)
    return NULL;

  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content + KEY_OFFSET, length - KEY_OFFSET);
  if (memcmp (content + strlen (HEAD), sum, SUM_LENGTH) != 0)
    return NULL;

  return g_bytes_new (content + offset, length - offset);
}

static gboolean
is_small_enough (const char *path, gsize max_size)
{
  GStatBuf status;

  return g_lstat (path, &status) == 0 && S_ISREG (status.st_mode) && (guint64) status.st_size <= max_size;
}

static void
read_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Job               *job = task_data;
  g_autofree char   *content = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize              length = 0;

  if (is_small_enough (job->path, job->max_size) && g_file_get_contents (job->path, &content, &length, NULL))
    bytes = check_content (content, length, job->key);
  if (bytes == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "Nothing is kept");
    return;
  }

  g_utime (job->path, NULL);
  g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
}

void
sp_cache_folder_read_async (SpCacheFolder      *self,
                            const char         *key,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SP_IS_CACHE_FOLDER (self));
  g_return_if_fail (key != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_cache_folder_read_async);
  g_task_set_task_data (task, job_new (self, key, NULL), (GDestroyNotify) job_free);
  g_task_run_in_thread (task, read_thread);
}

GBytes *
sp_cache_folder_read_finish (SpCacheFolder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Writing */

static Entry *
entry_new (GFileInfo *info, const char *folder)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->path = g_build_filename (folder, g_file_info_get_name (info), NULL);
  entry->size = (gsize) g_file_info_get_size (info);
  entry->time = (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) * G_USEC_PER_SEC +
                g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC);

  return entry;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = *(const Entry *const *) a;
  const Entry *second = *(const Entry *const *) b;

  if (first->time != second->time)
    return first->time > second->time ? -1 : 1;

  return strcmp (first->path, second->path);
}

/* Returns: (transfer container): the files of the folder, the one that was used last first */
static GPtrArray *
list_entries (const char *folder)
{
  GPtrArray                  *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  g_autoptr (GFile)           file = g_file_new_for_path (folder);
  g_autoptr (GFileEnumerator) files = NULL;
  GFileInfo                  *info = NULL;

  files = g_file_enumerate_children (file,
                                     G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
                                     G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  while (files != NULL && g_file_enumerator_iterate (files, &info, NULL, NULL, NULL) && info != NULL)
    g_ptr_array_add (entries, entry_new (info, folder));
  g_ptr_array_sort (entries, compare_entries);

  return entries;
}

/* What a program that was killed left half written is a file like the others, and the first to go. */
static void
evict (Job *job)
{
  g_autoptr (GPtrArray) entries = list_entries (job->folder);
  gsize                 size = 0;

  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = entries->pdata[i];

    size += entry->size;
    if (i >= job->max_files || size > job->max_size) {
      size -= entry->size;
      g_unlink (entry->path);
    }
  }
}

static GBytes *
new_content (Job *job)
{
  GByteArray      *content = g_byte_array_new ();
  gsize            length = 0;
  const guint8    *data = g_bytes_get_data (job->bytes, &length);
  g_autofree char *sum = NULL;

  g_byte_array_set_size (content, (guint) KEY_OFFSET);
  memcpy (content->data, HEAD, strlen (HEAD));
  g_byte_array_append (content, (const guint8 *) job->key, (guint) strlen (job->key) + 1);
  if (length > 0)
    g_byte_array_append (content, data, (guint) length);
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, content->data + KEY_OFFSET, content->len - KEY_OFFSET);
  memcpy (content->data + strlen (HEAD), sum, SUM_LENGTH);

  return g_byte_array_free_to_bytes (content);
}

static void
write_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Job               *job = task_data;
  g_autoptr (GBytes) content = NULL;
  GError            *error = NULL;
  gsize              length = 0;
  const char        *data = NULL;

  /* What would push out all the others is not worth it. */
  if (job->bytes == NULL || g_bytes_get_size (job->bytes) > job->max_size / 2) {
    g_unlink (job->path);
    g_task_return_boolean (task, TRUE);
    return;
  }

  content = new_content (job);
  data = g_bytes_get_data (content, &length);
  g_mkdir_with_parents (job->folder, 0700);
  if (!g_file_set_contents_full (job->path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error)) {
    g_task_return_error (task, error);
    return;
  }

  evict (job);
  g_task_return_boolean (task, TRUE);
}

static void start_next (SpCacheFolder *self);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpCacheFolder    *self = SP_CACHE_FOLDER (source);
  g_autoptr (GTask) task = g_queue_pop_head (&self->jobs);
  GError           *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_boolean (task, TRUE);
  } else {
    g_debug ("Not kept: %s", error->message);
    g_task_return_error (task, error);
  }
  start_next (self);
}

static void
start_next (SpCacheFolder *self)
{
  g_autoptr (GTask) writing = NULL;
  Job              *job = NULL;

  if (g_queue_is_empty (&self->jobs))
    return;

  job = g_task_get_task_data (g_queue_peek_head (&self->jobs));
  writing = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_task_data (writing, job, NULL); /* the queue has it until this is done */
  g_task_run_in_thread (writing, write_thread);
}

void
sp_cache_folder_write_async (SpCacheFolder      *self,
                             const char         *key,
                             GBytes             *bytes,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task = NULL;

  g_return_if_fail (SP_IS_CACHE_FOLDER (self));
  g_return_if_fail (key != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sp_cache_folder_write_async);
  g_task_set_task_data (task, job_new (self, key, bytes), (GDestroyNotify) job_free);
  g_queue_push_tail (&self->jobs, task);
  if (g_queue_get_length (&self->jobs) == 1)
    start_next (self);
}

gboolean
sp_cache_folder_write_finish (SpCacheFolder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
