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

G_END_DECLS
