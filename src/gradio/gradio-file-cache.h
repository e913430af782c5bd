/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"

G_BEGIN_DECLS

/**
 * GradioFileCache:
 *
 * The files of an app that were brought near, each once, in a private folder that is removed with
 * the cache. Not installed.
 */
#define GRADIO_TYPE_FILE_CACHE (gradio_file_cache_get_type ())

G_DECLARE_FINAL_TYPE (GradioFileCache, gradio_file_cache, GRADIO, FILE_CACHE, GObject)

GradioFileCache *gradio_file_cache_new (GradioConnection *connection);

/**
 * gradio_file_cache_fetch_async:
 * @self: a cache
 * @uri: address of the file
 * @name: sanitised name it is to have
 * @cancellable: (nullable): ends the waiting, and the download when nobody else waits for it
 * @callback: called when it is there
 * @user_data: for @callback
 */
void   gradio_file_cache_fetch_async (GradioFileCache    *self,
                                      const char         *uri,
                                      const char         *name,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
GFile *gradio_file_cache_fetch_finish (GradioFileCache *self,
                                       GAsyncResult    *result,
                                       GError         **error);

G_END_DECLS
