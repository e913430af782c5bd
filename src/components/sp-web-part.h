/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_WEB_PART (sp_web_part_get_type ())

/**
 * SpWebPart:
 *
 * A page of ours in a web view, for what only a browser's parts can draw. The page has no network
 * but what its policy gives it, no files, no storage, no permissions; links open outside. The web
 * view is made when the part is first seen, and as high as its content.
 *
 * Without WebKitGTK (`-Dwebview=disabled`) there is none: sp_web_module_is_built().
 *
 * Signals: `message (const char *name, const char *json)`: the page's script called `tell (name, data)`;
 * `failed (const char *words)`: the page is gone, and why.
 */
G_DECLARE_FINAL_TYPE (SpWebPart, sp_web_part, SP, WEB_PART, GtkWidget)

/**
 * sp_web_part_has_libraries:
 * @names: names of JavaScript files in the data folder `web`, as data/web/libraries has them
 *
 * Returns: whether all of them are there
 */
gboolean sp_web_part_has_libraries (const char *const *names);

/**
 * sp_web_part_new:
 * @policy: Content-Security-Policy of the page, in which `default-src 'none'` is already said
 * @base_uri: (nullable): the address that relative ones in the page are relative to
 * @libraries: files of the data folder that run before
 * @script: resource path of the page's own script
 *
 * The page's own script has `tell (name, data)`, which emits #SpWebPart::message.
 *
 * Returns: (transfer floating): a part with an empty page
 */
SpWebPart *sp_web_part_new (const char        *policy,
                            const char        *base_uri,
                            const char *const *libraries,
                            const char        *script);

/**
 * sp_web_part_call_async:
 * @self: a web part
 * @function: name of a function of the page's script; it may be `async`
 * @json: what it is called with, as JSON text
 * @cancellable: (nullable): stops waiting
 * @callback: called when the function has ended, with no source object, or when the part goes
 * @user_data: for @callback
 *
 * Calls a function of the page, as soon as there is a page; calls are made in their order.
 */
void sp_web_part_call_async (SpWebPart          *self,
                             const char         *function,
                             const char         *json,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);

/**
 * sp_web_part_call_finish:
 * @result: what @callback got
 * @error: return location: the script's exception, or that the page is gone
 *
 * Returns: whether the function ended without an exception
 */
gboolean sp_web_part_call_finish (GAsyncResult *result,
                                  GError      **error);

/**
 * sp_web_part_snapshot_async:
 * @self: a web part that was seen
 * @cancellable: (nullable): stops waiting
 * @callback: called when there is a picture, with no source object
 * @user_data: for @callback
 *
 * Takes a picture of the whole page, without a background of its own.
 */
void sp_web_part_snapshot_async (SpWebPart          *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

/**
 * sp_web_part_snapshot_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the picture
 */
GdkTexture *sp_web_part_snapshot_finish (GAsyncResult *result,
                                         GError      **error);

G_END_DECLS
