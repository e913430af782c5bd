/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-client-private.h"

#include "gradio-download.h"
#include "gradio-file-uri.h"
#include "gradio-upload.h"

#include <glib/gi18n-lib.h>

char *
gradio_client_dup_file_uri (GradioClient *self,
                            GradioFile   *file)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (GRADIO_IS_FILE (file), NULL);

  return gradio_file_uri_new (self->connection, file);
}

char *
gradio_client_dup_playlist_file_uri (GradioClient *self,
                                     GradioFile   *file)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (GRADIO_IS_FILE (file), NULL);

  return gradio_file_uri_new_playlist_file (self->connection, file);
}

void
gradio_client_set_transfer_timeout (GradioClient *self,
                                    guint         milliseconds)
{
  g_return_if_fail (GRADIO_IS_CLIENT (self));

  gradio_connection_set_transfer_timeout (self->connection, milliseconds);
}

/* A call of the connection becomes one of the client by handing its result on as it is. */
static void
transferred_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, g_object_ref (result), g_object_unref);
}

static GTask *
new_transfer (GradioClient       *self,
              gpointer            source_tag,
              gpointer            progress_data,
              GDestroyNotify      progress_destroy,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, progress_data, progress_destroy);
  g_task_set_check_cancellable (task, FALSE); /* the inner result says it */

  return task;
}

static GAsyncResult *
get_transfer_result (GradioClient *self,
                     GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
gradio_client_upload_async (GradioClient       *self,
                            GFile              *file,
                            GradioTransferFunc  progress,
                            gpointer            progress_data,
                            GDestroyNotify      progress_destroy,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (self->description != NULL);

  gradio_upload_async (self->connection, file, progress, progress_data, cancellable, transferred_cb,
                       new_transfer (self, gradio_client_upload_async, progress_data, progress_destroy, cancellable, callback, user_data));
}

JsonNode *
gradio_client_upload_finish (GradioClient *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_autoptr (GAsyncResult) inner = get_transfer_result (self, result);

  return inner != NULL ? gradio_upload_finish (self->connection, inner, error) : NULL;
}

void
gradio_client_upload_many_async (GradioClient       *self,
                                 GPtrArray          *files,
                                 GradioTransferFunc  progress,
                                 gpointer            progress_data,
                                 GDestroyNotify      progress_destroy,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (self->description != NULL);

  gradio_upload_many_async (self->connection, files, progress, progress_data, cancellable, transferred_cb,
                            new_transfer (self, gradio_client_upload_many_async, progress_data, progress_destroy, cancellable, callback,
                                          user_data));
}

JsonArray *
gradio_client_upload_many_finish (GradioClient *self,
                                  GAsyncResult *result,
                                  GPtrArray   **errors,
                                  GError      **error)
{
  g_autoptr (GAsyncResult) inner = get_transfer_result (self, result);

  return inner != NULL ? gradio_upload_many_finish (self->connection, inner, errors, error) : NULL;
}

void
gradio_client_set_reuse_uploads (GradioClient *self,
                                 gboolean      reuse)
{
  g_return_if_fail (GRADIO_IS_CLIENT (self));

  gradio_upload_store_set_enabled (gradio_connection_get_uploads (self->connection), reuse);
}

void
gradio_client_forget_uploads (GradioClient *self)
{
  g_return_if_fail (GRADIO_IS_CLIENT (self));

  gradio_upload_store_forget (gradio_connection_get_uploads (self->connection));
}

void
gradio_client_download_async (GradioClient       *self,
                              GradioFile         *file,
                              GFile              *destination,
                              GradioTransferFunc  progress,
                              gpointer            progress_data,
                              GDestroyNotify      progress_destroy,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autofree char *uri = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (self->description != NULL);

  uri = gradio_file_uri_new_download (self->connection, file);
  gradio_download_async (self->connection, uri, destination, progress, progress_data, cancellable,
                         transferred_cb,
                         new_transfer (self, gradio_client_download_async, progress_data, progress_destroy, cancellable, callback, user_data));
}

gboolean
gradio_client_download_finish (GradioClient *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_autoptr (GAsyncResult) inner = get_transfer_result (self, result);

  return inner != NULL && gradio_download_finish (self->connection, inner, error);
}

void
gradio_client_download_into_async (GradioClient       *self,
                                   GradioFile         *file,
                                   GFile              *folder,
                                   GradioTransferFunc  progress,
                                   gpointer            progress_data,
                                   GDestroyNotify      progress_destroy,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autofree char *uri = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (self->description != NULL);

  uri = gradio_file_uri_new_download (self->connection, file);
  gradio_download_into_async (self->connection, uri, folder, gradio_file_get_name (file), progress,
                              progress_data, cancellable, transferred_cb,
                              new_transfer (self, gradio_client_download_into_async, progress_data, progress_destroy, cancellable, callback,
                                            user_data));
}

GFile *
gradio_client_download_into_finish (GradioClient *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  g_autoptr (GAsyncResult) inner = get_transfer_result (self, result);

  return inner != NULL ? gradio_download_into_finish (self->connection, inner, error) : NULL;
}

static void
cached_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  GFile            *file = gradio_file_cache_fetch_finish (GRADIO_FILE_CACHE (source), result, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
gradio_client_cache_async (GradioClient       *self,
                           GradioFile         *file,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask           *task;
  g_autofree char *uri = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (self->description != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_client_cache_async);

  if (gradio_file_get_local (file) != NULL) {
    g_task_return_pointer (task, g_object_ref (gradio_file_get_local (file)), g_object_unref);
    g_object_unref (task);
    return;
  }

  uri = gradio_file_uri_new_download (self->connection, file); /* not the list of a stream's parts */
  gradio_file_cache_fetch_async (self->cache, uri, gradio_file_get_name (file), cancellable, cached_cb,
                                 task);
}

GFile *
gradio_client_cache_finish (GradioClient *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
