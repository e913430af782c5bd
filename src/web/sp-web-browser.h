/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As #SpWebViewInterface has them. */
GtkWidget *sp_web_browser_new (const char *uri,
                               GHashTable *headers,
                               gboolean    only_own_server);
void       sp_web_browser_reload (GtkWidget *browser);
void       sp_web_browser_save (GObject    *download,
                                const char *path);

G_END_DECLS
