/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The module with WebKitGTK. The libraries it brings cost 25 MiB and a part of the start, and most apps
 * have nothing for a web view: so it is loaded when the first one is wanted, by components/sp-web-module.c. */

/**
 * SpWebViewInterface:
 * @create: makes a view, as sp_web_part_new() has it, with the paths of the libraries' files; floating
 * @call_async: as sp_web_part_call_async(); the #GAsyncResult is a #GTask that gives a boolean
 * @snapshot_async: as sp_web_part_snapshot_async(); the #GAsyncResult is a #GTask that gives a #GdkTexture
 * @browse: makes a view of a whole page, with what is sent to its server (element-type utf8 utf8), and whether no other
 *   server is asked for anything; floating
 * @reload: loads the page of such a view again
 * @save: says where a download of it goes, or with %NULL that it is not wanted
 *
 * What the module can do with a view. Its signals: `message (const char *name, const char *json)` and
 * `failed (const char *words)` as #SpWebPart has them; `open-uri (const char *uri)`: the user followed a link.
 * Those of a whole page: `failed`, `open-uri`, `save (GObject *download, const char *name)`, one at a time and only
 * after a key or click, and `save-failed (const char *words)`; it has a property `title`.
 */
typedef struct {
  GtkWidget *(*create) (const char        *policy,
                        const char        *base_uri,
                        const char *const *libraries,
                        const char        *script);
  void (*call_async) (GtkWidget          *view,
                      const char         *function,
                      const char         *json,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  void (*snapshot_async) (GtkWidget          *view,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
  GtkWidget *(*browse) (const char *uri,
                        GHashTable *headers,
                        gboolean    only_own_server);
  void (*reload) (GtkWidget *browser);
  void (*save) (GObject    *download,
                const char *path);
} SpWebViewInterface;

#define SP_WEB_VIEW_GET_INTERFACE "sp_web_view_get_interface"

typedef const SpWebViewInterface *(*SpWebViewGetInterface) (void);

G_MODULE_EXPORT const SpWebViewInterface *sp_web_view_get_interface (void);

G_END_DECLS
