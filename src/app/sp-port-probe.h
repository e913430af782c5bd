/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_PORT_PROBE (sp_port_probe_get_type ())

/**
 * SpPortProbe:
 *
 * Asks whatever listens on this computer whether it is a Gradio app. It leaves this computer for nothing: no proxy, no
 * redirect, no cookies.
 */
G_DECLARE_FINAL_TYPE (SpPortProbe, sp_port_probe, SP, PORT_PROBE, GObject)

SpPortProbe *sp_port_probe_new (void);

/**
 * sp_port_probe_ask_async:
 * @self: a probe
 * @port: a port of 127.0.0.1
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for /config (protocol.md 3), for a few seconds and a few MiB at most.
 */
void sp_port_probe_ask_async (SpPortProbe        *self,
                              guint               port,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

/**
 * sp_port_probe_ask_finish:
 * @self: a probe
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the title of the app, `""` when it does not say (it asks for a login first, or says more
 *   than is read), or %NULL when it is no app
 */
char *sp_port_probe_ask_finish (SpPortProbe  *self,
                                GAsyncResult *result,
                                GError      **error);

/**
 * sp_port_probe_read_config:
 * @config: what it answered
 * @status: its HTTP status
 *
 * Returns: (transfer full) (nullable): as sp_port_probe_ask_finish()
 */
char *sp_port_probe_read_config (GBytes *config,
                                 guint   status);

G_END_DECLS
