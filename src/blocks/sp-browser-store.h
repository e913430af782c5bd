/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/**
 * SpBrowserStoreError:
 * @SP_BROWSER_STORE_ERROR_DISK: the database could not be read or written
 * @SP_BROWSER_STORE_ERROR_TOO_LARGE: a value is longer than %SP_BROWSER_STORE_MAX_BYTES, or
 *   there would be more than %SP_BROWSER_STORE_MAX_TOTAL with it
 */
typedef enum {
  SP_BROWSER_STORE_ERROR_DISK,
  SP_BROWSER_STORE_ERROR_TOO_LARGE,
} SpBrowserStoreError;

#define SP_BROWSER_STORE_ERROR (sp_browser_store_error_quark ())
GQuark sp_browser_store_error_quark (void);

/* Of one value as JSON text, its key included, and of all that an app keeps: it may make up as many keys as it wants. */
#define SP_BROWSER_STORE_MAX_BYTES (16 * 1024 * 1024)
#define SP_BROWSER_STORE_MAX_TOTAL (32 * 1024 * 1024)

#define SP_TYPE_BROWSER_STORE (sp_browser_store_get_type ())

/**
 * SpBrowserStore:
 *
 * What one app keeps with the user: the values of its BrowserState components, on disk
 * (blocks-runtime.md 11.2). Several apps share the file, none sees the values of another. Several
 * windows of one app may have a store each: the last one that writes a key decides.
 *
 * Signal: `problem` (text): something is not kept on disk, or was lost there. In memory it stays. A
 * disk that goes on failing is told once until it works again.
 */
G_DECLARE_FINAL_TYPE (SpBrowserStore, sp_browser_store, SP, BROWSER_STORE, GObject)

/**
 * sp_browser_store_new:
 * @path: (type filename): name of the database, usually sp_browser_store_dup_default_path(). Nothing
 *   is made before something is to be kept
 * @app: which app: its address, or its name on the Hub
 *
 * Returns: (transfer full): the store, empty until sp_browser_store_load_async()
 */
SpBrowserStore *sp_browser_store_new (const char *path,
                                      const char *app);

/**
 * sp_browser_store_dup_default_path:
 *
 * Returns: (transfer full) (type filename): the database in the user's data folder
 */
char *sp_browser_store_dup_default_path (void);

/**
 * sp_browser_store_load_async:
 * @self: a store
 * @cancellable: (nullable): to give up
 * @callback: called when all values are there
 * @user_data: for @callback
 *
 * Reads all values of the app. What was set meanwhile wins over what is on disk.
 */
void     sp_browser_store_load_async (SpBrowserStore     *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean sp_browser_store_load_finish (SpBrowserStore *self,
                                       GAsyncResult   *result,
                                       GError        **error);

/**
 * sp_browser_store_lookup:
 * @self: a store
 * @key: name of the value
 *
 * Returns: (transfer none) (nullable): the value, or %NULL when there is none
 */
JsonNode *sp_browser_store_lookup (SpBrowserStore *self,
                                   const char     *key);

/**
 * sp_browser_store_set:
 * @self: a store
 * @key: name of the value
 * @value: the value, null included; kept, and must not change any more
 *
 * Takes the value at once and writes it to disk in a thread, after what was set before.
 */
void sp_browser_store_set (SpBrowserStore *self,
                           const char     *key,
                           JsonNode       *value);

/**
 * sp_browser_store_flush_async:
 * @self: a store
 * @cancellable: (nullable): to stop waiting; the writing goes on
 * @callback: called when all that was set is on disk, or cannot be written
 * @user_data: for @callback
 *
 * Waits for what is being written, and tries again what could not be written before.
 */
void     sp_browser_store_flush_async (SpBrowserStore     *self,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean sp_browser_store_flush_finish (SpBrowserStore *self,
                                        GAsyncResult   *result,
                                        GError        **error);

G_END_DECLS
