/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-space.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * sp_hub_facts_new:
 * @space: a Space of the Hub
 *
 * Returns: (transfer floating): what is known of it, a row for each
 */
GtkWidget *sp_hub_facts_new (SpHubSpace *space);

/**
 * sp_hub_facts_dup_sleep:
 * @seconds: idle time after which a Space sleeps; 0 or less for never
 *
 * Returns: (transfer full): the same in words
 */
char *sp_hub_facts_dup_sleep (gint64 seconds);

G_END_DECLS
