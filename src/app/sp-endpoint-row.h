/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-endpoint-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_ENDPOINT_ROW (sp_endpoint_row_get_type ())

/**
 * SpEndpointRow:
 *
 * A row of the list of endpoints: name, first line of the description, and whether a job runs.
 *
 * Property: `item` (#SpEndpointItem).
 */
G_DECLARE_FINAL_TYPE (SpEndpointRow, sp_endpoint_row, SP, ENDPOINT_ROW, AdwBin)

G_END_DECLS
