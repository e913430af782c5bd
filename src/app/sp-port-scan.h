/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-saved-app.h"

G_BEGIN_DECLS

#define SP_TYPE_PORT_SCAN (sp_port_scan_get_type ())

/**
 * SpPortScan:
 *
 * The apps that run on this computer: a #GListModel of #SpSavedApp, by port. It looks for them on 127.0.0.1 and no
 * other address, and only while it is active: now and then it is tried whether something listens, and what does is
 * asked for its /config once.
 *
 * Property: `active`. Signal: `looked`: all ports were tried once more.
 */
G_DECLARE_FINAL_TYPE (SpPortScan, sp_port_scan, SP, PORT_SCAN, GObject)

/**
 * sp_port_scan_new:
 * @first: the first port
 * @last: the last port, at most 99 after it
 *
 * Returns: (transfer full): a scan that is not active
 */
SpPortScan *sp_port_scan_new (guint first,
                              guint last);

/**
 * sp_port_scan_new_usual:
 *
 * Returns: (transfer full): a scan of the ports where Gradio puts apps that name none, 7860 to 7880, or of those that
 *   `SPACEPORT_PORTS` tells, such as `8000-8010`; nothing is looked for when that is empty
 */
SpPortScan *sp_port_scan_new_usual (void);

gboolean sp_port_scan_get_active (SpPortScan *self);
void     sp_port_scan_set_active (SpPortScan *self,
                                  gboolean    active);

/* Looks now, if it is active. */
void sp_port_scan_look (SpPortScan *self);

/**
 * sp_port_scan_covers:
 * @self: a scan
 * @key: key of an app
 * @answers: (out): whether it is found there
 *
 * Returns: whether the scan knows: it is active, has looked, and @key is at a port of it on this computer
 */
gboolean sp_port_scan_covers (SpPortScan *self,
                              const char *key,
                              gboolean   *answers);

G_END_DECLS
