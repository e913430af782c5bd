/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-upload.h"

#include "gradio-error.h"
#include "gradio-upload-list.h"
#include "gradio-upload-request.h"

#include <glib/gi18n-lib.h>

#define MAX_RUNNING 2
/* A request of small files: few enough for a server's limit of parts (1,000) and for a repetition. */
#define MAX_BATCH_FILES 250
#define MAX_BATCH_SIZE (16 * 1024 * 1024)

typedef struct {
  GradioUploadList  *list;    /* NULL until it was made */
  GQueue             batches; /* of GPtrArray of borrowed GradioUploadItem: not sent yet */
  GPtrArray         *running; /* of borrowed Batch */
  GPtrArray         *waiting; /* of borrowed GradioUploadItem: others are sending the same */
  GError            *fatal;   /* what stops all that was not sent yet */
  gulong             changed_id;
  GSource           *cancelled;
  goffset            total;
  goffset            finished;
  goffset            reported;
  GradioTransferFunc progress;
  gpointer           progress_data;
} Upload;

/* A request on its way. */
typedef struct {
  GTask     *task;
  GPtrArray *items;
  goffset    sent;
} Batch;

typedef struct {
  JsonArray *objects;
  GPtrArray *errors; /* of GError; NULL where there is none */
} Outcome;

/* What the thread looks at; it knows of nothing else. */
typedef struct {
  GPtrArray *files;
  GPtrArray *rivals; /* NULL when nothing is to be compared */
} Choice;

static void
upload_free (Upload *self)
{
  g_clear_pointer (&self->list, gradio_upload_list_free);
  g_ptr_array_unref (self->running);
  g_ptr_array_unref (self->waiting);
  g_clear_error (&self->fatal);
  g_free (self);
}

static void
batch_free (Batch *self)
{
  g_object_unref (self->task);
  g_ptr_array_unref (self->items);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, batch_free)

static void
outcome_free (Outcome *self)
{
  json_array_unref (self->objects);
  g_ptr_array_unref (self->errors);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

static void
choice_free (Choice *self)
{
  g_ptr_array_unref (self->files);
  g_clear_pointer (&self->rivals, g_ptr_array_unref);
  g_free (self);
}

static void
clear_error (gpointer data)
{
  if (data != NULL)
    g_error_free (data);
}

static GradioUploadStore *
get_store (GTask *task)
{
  return gradio_connection_get_uploads (g_task_get_source_object (task));
}

/* The object that values carry, with the name that the file has here (the server changes names). */
static JsonNode *
new_file_object (GradioUploadItem *item)
{
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *meta = json_object_new ();

  json_object_set_string_member (object, "path", item->path);
  json_object_set_string_member (object, "orig_name", item->name);
  json_object_set_int_member (object, "size", item->size);
  json_object_set_string_member (object, "mime_type",
                                 item->mime_type != NULL ? item->mime_type : "application/octet-stream");
  json_object_set_string_member (meta, "_type", "gradio.FileData");
  json_object_set_object_member (object, "meta", meta);

  json_node_take_object (node, object);

  return node;
}

/* Items first to last as one value; the first error among them stands for all. */
static void
add_outcome (Outcome          *outcome,
             GradioUploadList *list,
             guint             chosen)
{
  guint                 first = g_array_index (list->starts, guint, chosen);
  guint                 end = chosen + 1 < list->starts->len ? g_array_index (list->starts, guint, chosen + 1)
                                                             : list->items->len;
  gboolean              is_folder = g_array_index (list->folders, gboolean, chosen);
  GError               *error = NULL;
  g_autoptr (JsonArray) objects = json_array_new ();

  for (guint i = first; i < end && error == NULL; i++) {
    GradioUploadItem *item = list->items->pdata[i];

    if (item->error != NULL)
      error = g_error_copy (item->error);
    else
      json_array_add_element (objects, new_file_object (item));
  }

  g_ptr_array_add (outcome->errors, error);
  if (error != NULL)
    json_array_add_null_element (outcome->objects);
  else if (is_folder)
    json_array_add_array_element (outcome->objects, g_steal_pointer (&objects));
  else
    json_array_add_element (outcome->objects, json_array_dup_element (objects, 0));
}

static void
drop_batches (GTask *task)
{
  Upload *self = g_task_get_task_data (task);

  while (!g_queue_is_empty (&self->batches)) {
    g_autoptr (GPtrArray) items = g_queue_pop_head (&self->batches);

    for (guint i = 0; i < items->len; i++) {
      GradioUploadItem *item = items->pdata[i];

      item->error = self->fatal != NULL ? g_error_copy (self->fatal) : NULL;
      gradio_upload_store_end (get_store (task), gradio_upload_item_get_identity (item));
    }
  }
}

static void
finish (GTask *task)
{
  g_autoptr (GTask) kept = g_object_ref (task); /* the signal's reference goes */
  Upload           *self = g_task_get_task_data (task);
  Outcome          *outcome;

  g_clear_signal_handler (&self->changed_id, get_store (task));
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
  drop_batches (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  outcome = g_new0 (Outcome, 1);
  outcome->objects = json_array_new ();
  outcome->errors = g_ptr_array_new_with_free_func (clear_error);
  for (guint i = 0; i < self->list->starts->len; i++)
    add_outcome (outcome, self->list, i);
  g_task_return_pointer (task, outcome, (GDestroyNotify) outcome_free);
}

static void
report_progress (Upload *self)
{
  goffset sent = self->finished;

  for (guint i = 0; i < self->running->len; i++)
    sent += ((Batch *) self->running->pdata[i])->sent;

  /* A repetition starts at its beginning; what was told stays. */
  sent = MIN (sent, self->total);
  if (self->progress == NULL || sent < self->reported)
    return;

  self->reported = sent;
  self->progress (sent, self->total, self->progress_data);
}

/* The files of a request go one after the other: those that these bytes are of. */
static void
report_items (Batch  *batch,
              goffset from,
              goffset to)
{
  goffset start = 0;

  for (guint i = 0; i < batch->items->len && start <= to; i++) {
    GradioUploadItem *item = batch->items->pdata[i];

    if (start + item->size >= from)
      gradio_upload_store_report (get_store (batch->task), item->file, MIN (to - start, item->size), item->size);
    start += item->size;
  }
}

static void
report_end (Batch   *batch,
            gboolean success)
{
  for (guint i = 0; i < batch->items->len; i++) {
    GradioUploadItem *item = batch->items->pdata[i];

    gradio_upload_store_report (get_store (batch->task), item->file, success ? item->size : -1, item->size);
  }
}

static void
progress_cb (goffset  transferred,
             goffset  total,
             gpointer user_data)
{
  Batch *batch = user_data;

  report_items (batch, batch->sent <= transferred ? batch->sent : 0, transferred);
  batch->sent = transferred;
  report_progress (g_task_get_task_data (batch->task));
}

/* Refused for all that comes after, too: there is no network, no login, no server. */
static gboolean
is_fatal (GError *error)
{
  return error->domain != GRADIO_ERROR ||
         (error->code != GRADIO_ERROR_FILE && error->code != GRADIO_ERROR_TOO_LARGE &&
          error->code != GRADIO_ERROR_SERVER && error->code != GRADIO_ERROR_VALUE);
}

static void advance (GTask *task);

static void
queue_single (Upload           *self,
              GradioUploadItem *item)
{
  GPtrArray *items = g_ptr_array_new ();

  g_ptr_array_add (items, item);
  g_queue_push_tail (&self->batches, items);
}

/* Of several files the server does not say which one it means: each is asked for by itself. */
static void
take_failure (Batch  *batch,
              GError *error)
{
  Upload *self = g_task_get_task_data (batch->task);

  if (is_fatal (error) && self->fatal == NULL)
    self->fatal = g_error_copy (error);

  for (guint i = 0; i < batch->items->len; i++) {
    GradioUploadItem *item = batch->items->pdata[i];

    if (batch->items->len > 1 && self->fatal == NULL) {
      queue_single (self, item);
    } else {
      item->error = g_error_copy (error);
      gradio_upload_store_end (get_store (batch->task), gradio_upload_item_get_identity (item));
    }
  }
}

static void
take_success (Batch *batch)
{
  Upload            *self = g_task_get_task_data (batch->task);
  GradioUploadStore *store = get_store (batch->task);

  for (guint i = 0; i < batch->items->len; i++) {
    GradioUploadItem *item = batch->items->pdata[i];

    self->finished += item->size;
    gradio_upload_store_remember (store, item->file, item->key, item->size, item->digest, item->path);
  }
  for (guint i = 0; i < batch->items->len; i++)
    gradio_upload_store_end (store, gradio_upload_item_get_identity (batch->items->pdata[i]));
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Batch)  batch = user_data;
  g_autoptr (GError) error = NULL;
  Upload            *self = g_task_get_task_data (batch->task);

  report_end (batch, gradio_upload_request_finish (GRADIO_CONNECTION (source), result, &error));
  if (error == NULL)
    take_success (batch);
  else
    take_failure (batch, error);

  /* Only now: until here it counts as running, so that nothing ends the task. */
  g_ptr_array_remove (self->running, batch);
  report_progress (self);
  advance (batch->task);
}

static void
start_batch (GTask     *task,
             GPtrArray *items)
{
  Upload *self = g_task_get_task_data (task);
  Batch  *batch = g_new0 (Batch, 1);

  batch->task = g_object_ref (task);
  batch->items = items;
  g_ptr_array_add (self->running, batch);
  gradio_upload_request_async (g_task_get_source_object (task), items, progress_cb, batch,
                               g_task_get_cancellable (task), sent_cb, batch);
}

static void
advance (GTask *task)
{
  Upload *self = g_task_get_task_data (task);

  if (self->changed_id == 0)
    return; /* it has ended */

  if (self->fatal != NULL || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    drop_batches (task);
  while (self->running->len < MAX_RUNNING && !g_queue_is_empty (&self->batches))
    start_batch (task, g_queue_pop_head (&self->batches));

  /* Dropping may have ended it already. */
  if (self->changed_id != 0 && self->running->len == 0 &&
      (self->waiting->len == 0 || g_cancellable_is_cancelled (g_task_get_cancellable (task))))
    finish (task);
}

/* Returns whether the item is to be sent. */
static gboolean
settle (GTask            *task,
        GradioUploadItem *item)
{
  Upload            *self = g_task_get_task_data (task);
  GradioUploadStore *store = get_store (task);

  item->path = g_strdup (gradio_upload_store_lookup (store, item->key, item->digest));
  if (item->path != NULL) {
    /* What another file brought there is found by this one's name, too, to be forgotten by it. */
    if (gradio_upload_store_lookup (store, item->key, NULL) == NULL)
      gradio_upload_store_remember (store, item->file, item->key, item->size, item->digest, item->path);
    return FALSE;
  }

  if (self->fatal != NULL) {
    item->error = g_error_copy (self->fatal);
    return FALSE;
  }

  if (gradio_upload_store_begin (store, gradio_upload_item_get_identity (item)))
    return TRUE;

  g_ptr_array_add (self->waiting, item);

  return FALSE;
}

static void
store_changed_cb (GradioUploadStore *store,
                  gpointer           user_data)
{
  GTask                *task = user_data;
  Upload               *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) waiting = NULL;

  if (self->waiting->len == 0)
    return;

  waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new ();
  for (guint i = 0; i < waiting->len; i++)
    if (settle (task, waiting->pdata[i]))
      queue_single (self, waiting->pdata[i]);

  advance (task);
}

static GError *
new_limit_error (GradioUploadItem *item,
                 goffset           limit)
{
  g_autofree char *size_text = g_format_size (item->size);
  g_autofree char *limit_text = g_format_size (limit);

  return g_error_new (GRADIO_ERROR, GRADIO_ERROR_TOO_LARGE,
                      _("“%s” has %s, but this app takes at most %s. Choose a smaller file."),
                      item->name, size_text, limit_text);
}

static void
queue_items (GTask *task)
{
  Upload    *self = g_task_get_task_data (task);
  goffset    limit = gradio_connection_get_max_file_size (g_task_get_source_object (task));
  goffset    batch_size = 0;
  GPtrArray *batch = NULL;

  for (guint i = 0; i < self->list->items->len; i++) {
    GradioUploadItem *item = self->list->items->pdata[i];

    if (item->error == NULL && limit >= 0 && item->size > limit)
      item->error = new_limit_error (item, limit);
    if (item->error != NULL || !settle (task, item))
      continue;

    self->total += item->size;
    if (item->size > GRADIO_UPLOAD_SMALL_SIZE) {
      queue_single (self, item);
      continue;
    }

    if (batch == NULL || batch->len == MAX_BATCH_FILES || batch_size + item->size > MAX_BATCH_SIZE) {
      batch = g_ptr_array_new ();
      batch_size = 0;
      g_queue_push_tail (&self->batches, batch);
    }
    g_ptr_array_add (batch, item);
    batch_size += item->size;
  }
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  advance (user_data);

  return G_SOURCE_REMOVE;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Upload           *self = g_task_get_task_data (task);

  self->list = g_task_propagate_pointer (G_TASK (result), NULL);
  if (g_task_return_error_if_cancelled (task))
    return;

  self->changed_id = g_signal_connect_data (get_store (task), "changed", G_CALLBACK (store_changed_cb),
                                            g_object_ref (task), (GClosureNotify) (GCallback) g_object_unref, 0);
  self->cancelled = g_cancellable_source_new (g_task_get_cancellable (task));
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (self->cancelled, g_main_context_get_thread_default ());

  queue_items (task);
  advance (task);
}

static void
list_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Choice *choice = task_data;

  g_task_return_pointer (task, gradio_upload_list_new (choice->files, choice->rivals, cancellable),
                         (GDestroyNotify) gradio_upload_list_free);
}

void
gradio_upload_many_async (GradioConnection   *connection,
                          GPtrArray          *files,
                          GradioTransferFunc  progress,
                          gpointer            progress_data,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (connection, cancellable);
  GTask                   *task = g_task_new (connection, linked, callback, user_data);
  Upload                  *self = g_new0 (Upload, 1);
  Choice                  *choice = g_new0 (Choice, 1);
  GradioUploadStore       *store = gradio_connection_get_uploads (connection);
  g_autoptr (GTask)        listing = NULL;

  g_task_set_source_tag (task, gradio_upload_many_async);
  g_queue_init (&self->batches);
  self->running = g_ptr_array_new ();
  self->waiting = g_ptr_array_new ();
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_task_data (task, self, (GDestroyNotify) upload_free);

  choice->files = g_ptr_array_copy (files, (GCopyFunc) (GCallback) g_object_ref, NULL);
  g_ptr_array_set_free_func (choice->files, g_object_unref);
  if (gradio_upload_store_get_enabled (store))
    choice->rivals = gradio_upload_store_list_larger (store, GRADIO_UPLOAD_SMALL_SIZE);

  /* Without the connection: the thread may hold its task a moment longer than anyone else. */
  listing = g_task_new (NULL, linked, listed_cb, task);
  g_task_set_check_cancellable (listing, FALSE);
  g_task_set_task_data (listing, choice, (GDestroyNotify) choice_free);
  g_task_run_in_thread (listing, list_thread);
}

JsonArray *
gradio_upload_many_finish (GradioConnection *connection,
                           GAsyncResult     *result,
                           GPtrArray       **errors,
                           GError          **error)
{
  g_autoptr (Outcome) outcome = NULL;

  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  outcome = g_task_propagate_pointer (G_TASK (result), error);
  if (outcome == NULL)
    return NULL;

  for (guint i = 0; errors == NULL && i < outcome->errors->len; i++) {
    if (outcome->errors->pdata[i] != NULL) {
      g_propagate_error (error, g_error_copy (outcome->errors->pdata[i]));
      return NULL;
    }
  }

  if (errors != NULL)
    *errors = g_ptr_array_ref (outcome->errors);

  return json_array_ref (outcome->objects);
}

void
gradio_upload_async (GradioConnection   *connection,
                     GFile              *file,
                     GradioTransferFunc  progress,
                     gpointer            progress_data,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  g_ptr_array_add (files, file);
  gradio_upload_many_async (connection, files, progress, progress_data, cancellable, callback, user_data);
}

JsonNode *
gradio_upload_finish (GradioConnection *connection,
                      GAsyncResult     *result,
                      GError          **error)
{
  g_autoptr (JsonArray) objects = gradio_upload_many_finish (connection, result, NULL, error);

  return objects != NULL ? json_array_dup_element (objects, 0) : NULL;
}
