/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server that writes exactly the bytes it is told to, also such that are no HTTP. It runs in the
 * test's own main context; each connection has one request. */
typedef struct _RawServer RawServer;

/**
 * RawServerFunc:
 * @head: the request up to its empty line
 * @number: 0 for the first request
 * @response: where the answer goes
 * @user_data: data of raw_server_new()
 *
 * Returns: whether the connection is closed behind the answer; else it stays open and silent
 */
typedef gboolean (*RawServerFunc) (const char *head, guint number, GString *response, gpointer user_data);

RawServer *raw_server_new (RawServerFunc func, gpointer user_data);
void       raw_server_free (RawServer *self);
guint16    raw_server_get_port (RawServer *self);
guint      raw_server_count_requests (RawServer *self);
guint      raw_server_count_connections (RawServer *self); /* also those without a request */

/* Writes more on the newest of the connections that stay open, before it returns. */
void raw_server_write (RawServer *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawServer, raw_server_free)

G_END_DECLS
