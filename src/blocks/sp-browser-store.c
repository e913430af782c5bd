/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-browser-store.h"

#include <glib/gi18n-lib.h>

#include "sp-browser-file.h"

/* What one run of the thread writes, and what came of it. */
typedef struct {
  char       *path;
  char       *app;
  GHashTable *values;    /* key -> JsonNode */
  GHashTable *sizes;     /* key -> bytes, of those that are written */
  gsize       others;    /* bytes of those on disk that stay as they are */
  GPtrArray  *too_large; /* keys of them that are not written */
  char       *set_aside; /* owned, nullable */
} Batch;

/* What was read. */
typedef struct {
  char       *path;
  char       *app;
  GHashTable *values; /* key -> JsonNode */
  GHashTable *sizes;  /* key -> bytes */
  char       *set_aside;
  guint       n_wrong;
} Load;

struct _SpBrowserStore {
  GObject parent_instance;

  char       *path;
  char       *app;
  GHashTable *values;    /* key -> JsonNode */
  GHashTable *unsaved;   /* the same, of those that are not on disk as they are now */
  GHashTable *writing;   /* (nullable): what the thread has in hand */
  GHashTable *sizes;     /* key -> bytes, of those that are on disk */
  GHashTable *too_large; /* keys of values that cannot be on disk */
  GPtrArray  *flushes;   /* of GTask that wait until nothing is written any more */
  GError     *failure;   /* (nullable): why the last writing failed */
  gboolean    told;      /* that it did */
};

G_DEFINE_FINAL_TYPE (SpBrowserStore, sp_browser_store, G_TYPE_OBJECT)
G_DEFINE_QUARK (sp-browser-store-error-quark, sp_browser_store_error)

enum {
  SIGNAL_PROBLEM,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void write_next (SpBrowserStore *self);

static GHashTable *
new_values (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
}

static GHashTable *
new_sizes (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
copy_sizes (GHashTable *to, GHashTable *from)
{
  GHashTableIter iter;
  char          *key = NULL;
  gpointer       size = NULL;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, &size))
    g_hash_table_replace (to, g_strdup (key), size);
}

static void
copy_value (GHashTable *to, const char *key, JsonNode *value)
{
  g_hash_table_replace (to, g_strdup (key), json_node_ref (value));
}

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_free (batch->path);
  g_free (batch->app);
  g_hash_table_unref (batch->values);
  g_hash_table_unref (batch->sizes);
  g_ptr_array_unref (batch->too_large);
  g_free (batch->set_aside);
  g_free (batch);
}

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->path);
  g_free (load->app);
  g_clear_pointer (&load->values, g_hash_table_unref);
  g_clear_pointer (&load->sizes, g_hash_table_unref);
  g_free (load->set_aside);
  g_free (load);
}

static void
tell (SpBrowserStore *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_PROBLEM], 0, text);
}

static void
tell_set_aside (SpBrowserStore *self, const char *set_aside)
{
  g_autofree char *name = g_filename_display_name (set_aside);
  g_autofree char *text = g_strdup_printf (_("What apps keep on this computer was damaged. The file is now “%s”, "
                                              "and a new one is begun."),
                                           name);

  tell (self, text);
}

/* ---- Writing ---- */

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Batch                 *batch = task_data;
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  GHashTableIter         iter;
  char                  *key = NULL;
  JsonNode              *value = NULL;
  gsize                  total = batch->others;
  GError                *error = NULL;

  g_hash_table_iter_init (&iter, batch->values);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &value)) {
    g_autofree char *text = gradio_json_write (value);
    gsize            size = strlen (key) + strlen (text);

    if (size > SP_BROWSER_STORE_MAX_BYTES || total + size > SP_BROWSER_STORE_MAX_TOTAL) {
      g_ptr_array_add (batch->too_large, g_strdup (key));
      continue;
    }

    total += size;
    g_hash_table_insert (batch->sizes, g_strdup (key), GSIZE_TO_POINTER (size));
    g_hash_table_insert (texts, key, g_steal_pointer (&text));
  }
  if (g_hash_table_size (texts) > 0)
    sp_browser_file_write (batch->path, batch->app, texts, &batch->set_aside, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static GError *
new_too_large_error (const char *key)
{
  g_autofree char *limit = g_format_size_full (SP_BROWSER_STORE_MAX_BYTES, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *total = g_format_size_full (SP_BROWSER_STORE_MAX_TOTAL, G_FORMAT_SIZE_IEC_UNITS);

  return g_error_new (SP_BROWSER_STORE_ERROR, SP_BROWSER_STORE_ERROR_TOO_LARGE,
                      _("“%s” of this app is too large to be kept: %s is the most, and %s for all that the app keeps"),
                      key, limit, total);
}

static void
return_flush (SpBrowserStore *self, GTask *task)
{
  GHashTableIter iter;
  gpointer       key = NULL;

  g_hash_table_iter_init (&iter, self->too_large);
  if (self->failure != NULL)
    g_task_return_error (task, g_error_copy (self->failure));
  else if (g_hash_table_iter_next (&iter, &key, NULL))
    g_task_return_error (task, new_too_large_error (key));
  else
    g_task_return_boolean (task, TRUE);
}

static void
return_flushes (SpBrowserStore *self)
{
  g_autoptr (GPtrArray) flushes = g_steal_pointer (&self->flushes);

  self->flushes = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < flushes->len; i++)
    return_flush (self, flushes->pdata[i]);
}

/* What the disk did not take is unsaved again, except where there is something newer. */
static void
take_back (SpBrowserStore *self, GHashTable *values)
{
  GHashTableIter iter;
  char          *key = NULL;
  JsonNode      *value = NULL;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &value)) {
    if (!g_hash_table_contains (self->unsaved, key))
      copy_value (self->unsaved, key, value);
  }
}

static void
write_failed (SpBrowserStore *self, GError *error)
{
  g_autofree char *text = g_strdup_printf (_("What this app keeps could not be saved. %s"), error->message);

  g_clear_error (&self->failure);
  self->failure = error;
  if (!self->told)
    tell (self, text);
  self->told = TRUE;
}

static void
take_too_large (SpBrowserStore *self, const char *key)
{
  g_autoptr (GError) error = new_too_large_error (key);

  if (!g_hash_table_contains (self->unsaved, key)) /* else another value is on its way */
    g_hash_table_add (self->too_large, g_strdup (key));
  tell (self, error->message);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpBrowserStore        *self = SP_BROWSER_STORE (source);
  Batch                 *batch = g_task_get_task_data (G_TASK (result));
  g_autoptr (GHashTable) values = g_steal_pointer (&self->writing);
  GError                *error = NULL;
  gboolean               written = g_task_propagate_boolean (G_TASK (result), &error);

  for (guint i = 0; i < batch->too_large->len; i++)
    g_hash_table_remove (values, batch->too_large->pdata[i]);
  if (written) {
    copy_sizes (self->sizes, batch->sizes);
    self->told = FALSE;
    g_clear_error (&self->failure);
  } else {
    take_back (self, values);
    write_failed (self, error);
  }
  for (guint i = 0; i < batch->too_large->len; i++)
    take_too_large (self, batch->too_large->pdata[i]);
  if (batch->set_aside != NULL) {
    tell_set_aside (self, batch->set_aside);
    take_back (self, self->values); /* a new file has at most what was written just now */
  }
  if (written && g_hash_table_size (self->unsaved) > 0)
    write_next (self);
  else
    return_flushes (self);
}

/* What is on disk and is not written now. */
static gsize
count_others (SpBrowserStore *self)
{
  gsize          total = 0;
  GHashTableIter iter;
  gpointer       key = NULL;
  gpointer       size = NULL;

  g_hash_table_iter_init (&iter, self->sizes);
  while (g_hash_table_iter_next (&iter, &key, &size)) {
    if (!g_hash_table_contains (self->writing, key))
      total += GPOINTER_TO_SIZE (size);
  }

  return total;
}

/* One batch at a time, so that an older value never comes after a newer one. */
static void
write_next (SpBrowserStore *self)
{
  g_autoptr (GTask) task = NULL;
  Batch            *batch = NULL;

  if (self->writing != NULL)
    return;

  self->writing = g_steal_pointer (&self->unsaved);
  self->unsaved = new_values ();
  batch = g_new0 (Batch, 1);
  batch->path = g_strdup (self->path);
  batch->app = g_strdup (self->app);
  batch->values = g_hash_table_ref (self->writing);
  batch->sizes = new_sizes ();
  batch->others = count_others (self);
  batch->too_large = g_ptr_array_new_with_free_func (g_free);

  task = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_source_tag (task, write_next);
  g_task_set_task_data (task, batch, batch_free);
  g_task_run_in_thread (task, write_thread);
}

/* ---- Reading ---- */

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Load                  *load = task_data;
  GError                *error = NULL;
  g_autoptr (GHashTable) texts = sp_browser_file_read (load->path, load->app, &load->set_aside, &error);
  GHashTableIter         iter;
  const char            *key = NULL;
  const char            *text = NULL;

  if (texts == NULL) {
    g_task_return_error (task, error);
    return;
  }

  load->values = new_values ();
  load->sizes = new_sizes ();
  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &text)) {
    g_autoptr (JsonNode) value = gradio_json_parse (text, -1, NULL);

    g_hash_table_insert (load->sizes, g_strdup (key), GSIZE_TO_POINTER (strlen (key) + strlen (text)));
    if (value != NULL)
      copy_value (load->values, key, value);
    else
      load->n_wrong++;
  }
  g_task_return_boolean (task, TRUE);
}

static void
take_loaded (SpBrowserStore *self, Load *load)
{
  GHashTableIter iter;
  char          *key = NULL;
  JsonNode      *value = NULL;
  gpointer       size = NULL;

  g_hash_table_iter_init (&iter, load->values);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &value)) {
    if (!g_hash_table_contains (self->values, key))
      copy_value (self->values, key, value);
  }
  g_hash_table_iter_init (&iter, load->sizes);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, &size)) {
    if (!g_hash_table_contains (self->sizes, key)) /* else it was written meanwhile */
      g_hash_table_insert (self->sizes, g_strdup (key), size);
  }
  if (load->set_aside != NULL)
    tell_set_aside (self, load->set_aside);
  if (load->n_wrong > 0)
    tell (self, _("Some of what this app keeps on this computer could not be read."));
}

/* ---- The object ---- */

static void
sp_browser_store_finalize (GObject *object)
{
  SpBrowserStore *self = SP_BROWSER_STORE (object);

  g_free (self->path);
  g_free (self->app);
  g_hash_table_unref (self->values);
  g_hash_table_unref (self->unsaved);
  g_hash_table_unref (self->sizes);
  g_hash_table_unref (self->too_large);
  g_ptr_array_unref (self->flushes);
  g_clear_error (&self->failure);

  G_OBJECT_CLASS (sp_browser_store_parent_class)->finalize (object);
}

static void
sp_browser_store_class_init (SpBrowserStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_browser_store_finalize;

  signals[SIGNAL_PROBLEM] = g_signal_new ("problem", SP_TYPE_BROWSER_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_browser_store_init (SpBrowserStore *self)
{
  self->values = new_values ();
  self->unsaved = new_values ();
  self->sizes = new_sizes ();
  self->too_large = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->flushes = g_ptr_array_new_with_free_func (g_object_unref);
}

SpBrowserStore *
sp_browser_store_new (const char *path, const char *app)
{
  SpBrowserStore *self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (app != NULL, NULL);

  self = g_object_new (SP_TYPE_BROWSER_STORE, NULL);
  self->path = g_strdup (path);
  self->app = g_strdup (app);

  return self;
}

char *
sp_browser_store_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "spaceport", "browser-state.sqlite", NULL);
}

void
sp_browser_store_load_async (SpBrowserStore     *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Load             *load = NULL;

  g_return_if_fail (SP_IS_BROWSER_STORE (self));

  load = g_new0 (Load, 1);
  load->path = g_strdup (self->path);
  load->app = g_strdup (self->app);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_browser_store_load_async);
  g_task_set_task_data (task, load, load_free);
  g_task_run_in_thread (task, load_thread);
}

gboolean
sp_browser_store_load_finish (SpBrowserStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  take_loaded (self, g_task_get_task_data (G_TASK (result)));

  return TRUE;
}

JsonNode *
sp_browser_store_lookup (SpBrowserStore *self, const char *key)
{
  g_return_val_if_fail (SP_IS_BROWSER_STORE (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return g_hash_table_lookup (self->values, key);
}

void
sp_browser_store_set (SpBrowserStore *self, const char *key, JsonNode *value)
{
  g_return_if_fail (SP_IS_BROWSER_STORE (self));
  g_return_if_fail (key != NULL);
  g_return_if_fail (value != NULL);

  copy_value (self->values, key, value);
  copy_value (self->unsaved, key, value);
  g_hash_table_remove (self->too_large, key);
  write_next (self);
}

void
sp_browser_store_flush_async (SpBrowserStore     *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = NULL;

  g_return_if_fail (SP_IS_BROWSER_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_browser_store_flush_async);
  g_ptr_array_add (self->flushes, task);
  if (g_hash_table_size (self->unsaved) > 0)
    write_next (self);
  if (self->writing == NULL)
    return_flushes (self);
}

gboolean
sp_browser_store_flush_finish (SpBrowserStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
