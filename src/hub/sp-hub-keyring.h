/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_HUB_KEYRING (sp_hub_keyring_get_type ())

/**
 * SpHubKeyring:
 *
 * Where accounts of one Hub are kept: texts by name in the Secret Service (in a Flatpak a file that only the program
 * can read). Calls are done one after the other, in their order.
 *
 * Where there is no keyring, or it stays locked, the error is %G_IO_ERROR_NOT_SUPPORTED: a sentence with the next step.
 */
G_DECLARE_FINAL_TYPE (SpHubKeyring, sp_hub_keyring, SP, HUB_KEYRING, GObject)

/**
 * sp_hub_keyring_new:
 * @hub: address of the Hub
 *
 * Returns: (transfer full): what is kept for that Hub
 */
SpHubKeyring *sp_hub_keyring_new (const char *hub);

/* All texts, by name. Returns: (transfer full) (element-type utf8 utf8): NULL with an error */
void        sp_hub_keyring_load_async (SpHubKeyring       *self,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
GHashTable *sp_hub_keyring_load_finish (SpHubKeyring *self,
                                        GAsyncResult *result,
                                        GError      **error);

/**
 * sp_hub_keyring_write_async:
 * @self: a keyring
 * @name: (nullable): name of a text; %NULL for the token that gradio_token_find_async() finds
 * @label: how the user sees it in a keyring
 * @text: (nullable): the text, in the place of what there was; %NULL to remove that
 * @cancellable: (nullable): stops it
 * @callback: (nullable): called when it is done
 * @user_data: for @callback
 */
void     sp_hub_keyring_write_async (SpHubKeyring       *self,
                                     const char         *name,
                                     const char         *label,
                                     const char         *text,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean sp_hub_keyring_write_finish (SpHubKeyring *self,
                                      GAsyncResult *result,
                                      GError      **error);

/* Waits until all calls from before are done. */
void sp_hub_keyring_flush_async (SpHubKeyring       *self,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
void sp_hub_keyring_flush_finish (SpHubKeyring *self,
                                  GAsyncResult *result);

/**
 * sp_hub_keyring_lock_async:
 * @self: a keyring
 * @cancellable: (nullable): stops the waiting
 * @callback: called when no other program of this user has the lock
 * @user_data: for @callback
 *
 * A token that is used to fetch a new one can be used once: only one program may do so at a time. Not in the order of
 * the other calls.
 */
void sp_hub_keyring_lock_async (SpHubKeyring       *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);

/* Returns: a file descriptor whose closing gives the lock back, -1 with an error */
int sp_hub_keyring_lock_finish (SpHubKeyring *self,
                                GAsyncResult *result,
                                GError      **error);

G_END_DECLS
