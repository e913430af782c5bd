/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-thumbnail-loader.h"

#include "sp-data-uri.h"
#include "sp-file-fetch.h"
#include "sp-video-still.h"

#define MAX_RUNNING 4
#define MAX_CACHE (32 * 1024 * 1024)
#define SMALLEST_SIDE 64
#define LARGEST_SIDE 2048

/* A thumbnail that is kept. */
typedef struct {
  char             *key;  /* owned */
  GradioFile       *file; /* held, for its address is the key of one that is not on a server */
  SpDecodedPicture *picture;
  gsize             size;
  GList             link; /* in `recent` */
} Entry;

/* A thumbnail that was asked for. */
typedef struct {
  GradioFile   *file;
  GradioClient *client;
  char         *key;
  int           side;
} Request;

struct _SpThumbnailLoader {
  GObject parent_instance;

  GQueue      waiting; /* of GTask, owned */
  guint       n_running;
  GHashTable *entries; /* of Entry, by key */
  GQueue      recent;  /* of Entry, the last used first */
  gsize       size;    /* of all entries */
};

G_DEFINE_FINAL_TYPE (SpThumbnailLoader, sp_thumbnail_loader, G_TYPE_OBJECT)

static void run_waiting (SpThumbnailLoader *self);

static void
entry_free (Entry *entry)
{
  g_free (entry->key);
  g_object_unref (entry->file);
  sp_decoded_picture_free (entry->picture);
  g_free (entry);
}

static void
request_free (Request *request)
{
  g_clear_object (&request->file);
  g_clear_object (&request->client);
  g_free (request->key);
  g_free (request);
}

/* Few sizes, so that a window that is being resized finds what it needs. */
static int
round_side (int side)
{
  int rounded = SMALLEST_SIDE;

  while (rounded < side && rounded < LARGEST_SIDE)
    rounded *= 2;

  return rounded;
}

/* What is on a server has an address that stays; the rest is known by its object only. */
static char *
make_key (GradioFile *file, GradioClient *client, int side)
{
  const char *base = client != NULL ? gradio_client_get_base_uri (client) : NULL;

  if (gradio_file_get_local (file) != NULL || gradio_file_get_path (file) == NULL)
    return g_strdup_printf ("%p %d", (gpointer) file, side);

  return g_strdup_printf ("%s %s %d", base != NULL ? base : "", gradio_file_get_path (file), side);
}

static Entry *
find_entry (SpThumbnailLoader *self, const char *key)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry != NULL) {
    g_queue_unlink (&self->recent, &entry->link);
    g_queue_push_head_link (&self->recent, &entry->link);
  }

  return entry;
}

static void
forget_entry (SpThumbnailLoader *self, Entry *entry)
{
  g_queue_unlink (&self->recent, &entry->link);
  self->size -= entry->size;
  g_hash_table_remove (self->entries, entry->key); /* frees it */
}

static void
keep (SpThumbnailLoader *self, Request *request, SpDecodedPicture *picture)
{
  Entry *entry = g_hash_table_lookup (self->entries, request->key);

  if (entry != NULL)
    forget_entry (self, entry);

  entry = g_new0 (Entry, 1);
  entry->key = g_strdup (request->key);
  entry->file = g_object_ref (request->file);
  entry->picture = sp_decoded_picture_copy (picture);
  entry->size = (gsize) gdk_texture_get_width (picture->texture) * 4 *
                (gsize) gdk_texture_get_height (picture->texture);
  entry->link.data = entry;
  g_hash_table_insert (self->entries, entry->key, entry);
  g_queue_push_head_link (&self->recent, &entry->link);
  self->size += entry->size;

  while (self->size > MAX_CACHE)
    forget_entry (self, g_queue_peek_tail (&self->recent));
}

static void
finish_task (GTask *task, SpDecodedPicture *picture, GError *error)
{
  g_autoptr (SpThumbnailLoader) self = g_object_ref (g_task_get_source_object (task));

  self->n_running--;
  if (picture != NULL) {
    g_clear_object (&picture->animation); /* Small pictures do not move. */
    keep (self, g_task_get_task_data (task), picture);
    g_task_return_pointer (task, picture, (GDestroyNotify) sp_decoded_picture_free);
  } else {
    g_task_return_error (task, error);
  }
  run_waiting (self);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  SpDecodedPicture *picture = sp_picture_decode_finish (result, &error);

  finish_task (task, picture, error);
}

static void
still_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  SpDecodedPicture *picture = sp_video_still_finish (result, &error);

  finish_task (task, picture, error);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request          *request = g_task_get_task_data (task);
  GCancellable     *cancellable = g_task_get_cancellable (task);
  GError           *error = NULL;
  g_autoptr (GFile) local = sp_file_fetch_finish (result, &error);

  if (local == NULL)
    finish_task (task, NULL, error);
  else if (sp_thumbnail_loader_is_video (request->file))
    sp_video_still_async (local, request->side, cancellable, still_cb, g_steal_pointer (&task));
  else
    sp_picture_decode_async (local, NULL, request->side, cancellable, decoded_cb,
                             g_steal_pointer (&task));
}

static void
run (SpThumbnailLoader *self, GTask *task)
{
  Request           *request = g_task_get_task_data (task);
  g_autoptr (GBytes) data = sp_data_uri_decode (gradio_file_get_url (request->file), NULL);
  GCancellable      *cancellable = g_task_get_cancellable (task);

  self->n_running++;
  if (data != NULL && gradio_file_get_local (request->file) == NULL)
    sp_picture_decode_async (NULL, data, request->side, cancellable, decoded_cb, g_object_ref (task));
  else
    sp_file_fetch_async (request->file, request->client, cancellable, fetched_cb,
                         g_object_ref (task));
}

static void
run_waiting (SpThumbnailLoader *self)
{
  while (self->n_running < MAX_RUNNING && !g_queue_is_empty (&self->waiting)) {
    g_autoptr (GTask) task = g_queue_pop_head (&self->waiting);

    if (!g_task_return_error_if_cancelled (task))
      run (self, task);
  }
}

static void
sp_thumbnail_loader_finalize (GObject *object)
{
  SpThumbnailLoader *self = SP_THUMBNAIL_LOADER (object);

  /* A task holds its loader, so nothing waits any more. */
  g_assert (g_queue_is_empty (&self->waiting));
  g_hash_table_unref (self->entries);

  G_OBJECT_CLASS (sp_thumbnail_loader_parent_class)->finalize (object);
}

static void
sp_thumbnail_loader_class_init (SpThumbnailLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_thumbnail_loader_finalize;
}

static void
sp_thumbnail_loader_init (SpThumbnailLoader *self)
{
  self->entries =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) entry_free);
}

SpThumbnailLoader *
sp_thumbnail_loader_new (void)
{
  return g_object_new (SP_TYPE_THUMBNAIL_LOADER, NULL);
}

gboolean
sp_thumbnail_loader_is_video (GradioFile *file)
{
  const char *type = file != NULL ? gradio_file_get_mime_type (file) : NULL;

  return type != NULL && g_ascii_strncasecmp (type, "video/", 6) == 0;
}

gboolean
sp_thumbnail_loader_is_possible (GradioFile *file)
{
  const char *type = file != NULL ? gradio_file_get_mime_type (file) : NULL;

  if (file == NULL)
    return FALSE;

  return type == NULL || g_ascii_strncasecmp (type, "image/", 6) == 0 ||
         strcmp (type, "application/octet-stream") == 0 || sp_thumbnail_loader_is_video (file);
}

const SpDecodedPicture *
sp_thumbnail_loader_peek (SpThumbnailLoader *self,
                          GradioFile        *file,
                          GradioClient      *client,
                          int                side)
{
  g_autofree char *key = NULL;
  Entry           *entry = NULL;

  g_return_val_if_fail (SP_IS_THUMBNAIL_LOADER (self), NULL);
  g_return_val_if_fail (GRADIO_IS_FILE (file), NULL);

  key = make_key (file, client, round_side (side));
  entry = find_entry (self, key);

  return entry != NULL ? entry->picture : NULL;
}

void
sp_thumbnail_loader_load_async (SpThumbnailLoader  *self,
                                GradioFile         *file,
                                GradioClient       *client,
                                int                 side,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  GTask   *task = NULL;
  Request *request = NULL;

  g_return_if_fail (SP_IS_THUMBNAIL_LOADER (self));
  g_return_if_fail (GRADIO_IS_FILE (file));

  request = g_new0 (Request, 1);
  request->file = g_object_ref (file);
  g_set_object (&request->client, client);
  request->side = round_side (side);
  request->key = make_key (file, client, request->side);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_thumbnail_loader_load_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_queue_push_tail (&self->waiting, task);
  run_waiting (self);
}

SpDecodedPicture *
sp_thumbnail_loader_load_finish (SpThumbnailLoader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
