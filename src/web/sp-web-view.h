/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The module with WebKitGTK. The libraries it brings cost 25 MiB and a part of the start, and most apps
 * have nothing for a web view: so it is loaded when the first one is wanted, by components/sp-web-part.c. */

/**
 * SpWebViewInterface:
 * @create: makes a view, as sp_web_part_new() has it, with the paths of the libraries' files; floating
 * @call_async: as sp_web_part_call_async(); the #GAsyncResult is a #GTask that gives a boolean
 * @snapshot_async: as sp_web_part_snapshot_async(); the #GAsyncResult is a #GTask that gives a #GdkTexture
 *
 * What the module can do with a view. Its signals: `message (const char *name, const char *json)` and
 * `failed (const char *words)` as #SpWebPart has them; `open-uri (const char *uri)`: the user followed a link.
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
} SpWebViewInterface;

#define SP_WEB_VIEW_GET_INTERFACE "sp_web_view_get_interface"

typedef const SpWebViewInterface *(*SpWebViewGetInterface) (void);

G_MODULE_EXPORT const SpWebViewInterface *sp_web_view_get_interface (void);

G_END_DECLS
