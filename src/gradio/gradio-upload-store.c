/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-upload-store.h"

struct _GradioUploadStore {
  GObject parent_instance;

  GPtrArray  *records;    /* of GradioUploadRecord */
  GHashTable *by_key;     /* borrowed key -> borrowed record */
  GHashTable *by_digest;  /* likewise; those whose digest was known at once */
  GPtrArray  *late;       /* borrowed records without a digest when they came */
  GHashTable *on_the_way; /* set of identities */
  gboolean    enabled;
};

G_DEFINE_FINAL_TYPE (GradioUploadStore, gradio_upload_store, G_TYPE_OBJECT)

typedef enum {
  SIGNAL_CHANGED,
  SIGNAL_PROGRESS,
} GradioUploadStoreSignal;

static guint signals[SIGNAL_PROGRESS + 1];

static void
clear_record (gpointer data)
{
  GradioUploadRecord *self = data;

  g_object_unref (self->file);
  g_free (self->key);
  g_free (self->digest);
  g_free (self->path);
}

void
gradio_upload_record_unref (GradioUploadRecord *self)
{
  g_atomic_rc_box_release_full (self, clear_record);
}

const char *
gradio_upload_record_get_digest (GradioUploadRecord *self)
{
  return g_atomic_pointer_get (&self->digest);
}

void
gradio_upload_record_take_digest (GradioUploadRecord *self,
                                  char               *digest)
{
  if (!g_atomic_pointer_compare_and_exchange (&self->digest, NULL, digest))
    g_free (digest);
}

static void
gradio_upload_store_finalize (GObject *object)
{
  GradioUploadStore *self = GRADIO_UPLOAD_STORE (object);

  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_digest);
  g_hash_table_unref (self->on_the_way);
  g_ptr_array_unref (self->late);
  g_ptr_array_unref (self->records);

  G_OBJECT_CLASS (gradio_upload_store_parent_class)->finalize (object);
}

static void
gradio_upload_store_class_init (GradioUploadStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gradio_upload_store_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_FILE, G_TYPE_INT64,
                                           G_TYPE_INT64);
}

static void
gradio_upload_store_init (GradioUploadStore *self)
{
  self->enabled = TRUE;
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) gradio_upload_record_unref);
  self->late = g_ptr_array_new ();
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_digest = g_hash_table_new (g_str_hash, g_str_equal);
  self->on_the_way = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

GradioUploadStore *
gradio_upload_store_new (void)
{
  return g_object_new (GRADIO_TYPE_UPLOAD_STORE, NULL);
}

void
gradio_upload_store_set_enabled (GradioUploadStore *self,
                                 gboolean           enabled)
{
  self->enabled = enabled;
}

gboolean
gradio_upload_store_get_enabled (GradioUploadStore *self)
{
  return self->enabled;
}

/* Digests that came late are not in the table. */
static GradioUploadRecord *
find_late_digest (GradioUploadStore *self,
                  const char        *digest)
{
  for (guint i = 0; i < self->late->len; i++)
    if (g_strcmp0 (gradio_upload_record_get_digest (self->late->pdata[i]), digest) == 0)
      return self->late->pdata[i];

  return NULL;
}

const char *
gradio_upload_store_lookup (GradioUploadStore *self,
                            const char        *key,
                            const char        *digest)
{
  GradioUploadRecord *record = self->enabled ? g_hash_table_lookup (self->by_key, key) : NULL;

  if (!self->enabled)
    return NULL;
  if (record == NULL && digest != NULL)
    record = g_hash_table_lookup (self->by_digest, digest);
  if (record == NULL && digest != NULL)
    record = find_late_digest (self, digest);

  return record != NULL ? record->path : NULL;
}

static void
index_record (GradioUploadStore  *self,
              GradioUploadRecord *record)
{
  const char *digest = gradio_upload_record_get_digest (record);

  g_hash_table_replace (self->by_key, record->key, record);
  if (digest != NULL)
    g_hash_table_replace (self->by_digest, (char *) digest, record);
  else
    g_ptr_array_add (self->late, record);
}

void
gradio_upload_store_remember (GradioUploadStore *self,
                              GFile             *file,
                              const char        *key,
                              goffset            size,
                              const char        *digest,
                              const char        *path)
{
  GradioUploadRecord *record;

  if (!self->enabled)
    return;

  record = g_atomic_rc_box_new0 (GradioUploadRecord);
  record->file = g_object_ref (file);
  record->key = g_strdup (key);
  record->size = size;
  record->digest = g_strdup (digest);
  record->path = g_strdup (path);

  g_ptr_array_add (self->records, record);
  index_record (self, record);
}

GPtrArray *
gradio_upload_store_list_larger (GradioUploadStore *self,
                                 goffset            size)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) gradio_upload_record_unref);

  for (guint i = 0; i < self->records->len; i++) {
    GradioUploadRecord *record = self->records->pdata[i];

    if (record->size > size)
      g_ptr_array_add (found, g_atomic_rc_box_acquire (record));
  }

  return found;
}

/* The tables borrow from the records, so they are made anew. */
void
gradio_upload_store_forget (GradioUploadStore *self)
{
  g_hash_table_remove_all (self->by_key);
  g_hash_table_remove_all (self->by_digest);
  g_ptr_array_set_size (self->late, 0);
  g_ptr_array_set_size (self->records, 0);
}

gboolean
gradio_upload_store_begin (GradioUploadStore *self,
                           const char        *identity)
{
  if (!self->enabled)
    return TRUE;
  if (g_hash_table_contains (self->on_the_way, identity))
    return FALSE;

  g_hash_table_add (self->on_the_way, g_strdup (identity));

  return TRUE;
}

void
gradio_upload_store_end (GradioUploadStore *self,
                         const char        *identity)
{
  if (g_hash_table_remove (self->on_the_way, identity))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
gradio_upload_store_report (GradioUploadStore *self,
                            GFile             *file,
                            goffset            sent,
                            goffset            total)
{
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0, file, sent, total);
}
