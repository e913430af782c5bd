/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Ports of this computer behind which an app without network is. Other programs of ours that are given such an
 * address must know it, so that they do not fetch for the app what it cannot fetch itself
 * (gradio_client_set_only_own_server()). */

/**
 * sp_offline_port_take:
 * @port: a port that leads to an app without network
 * @error: return location
 *
 * Tells all programs of this user.
 *
 * Returns: a descriptor, which says so until it is closed; -1 with an error
 */
int sp_offline_port_take (guint16  port,
                          GError **error);

/**
 * sp_offline_port_is_one:
 * @address: what names an app, as gradio_address_parse() takes it
 *
 * Returns: whether it leads to a port that was taken by sp_offline_port_take()
 */
gboolean sp_offline_port_is_one (const char *address);

G_END_DECLS
