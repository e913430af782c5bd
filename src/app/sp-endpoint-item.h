/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

#define SP_TYPE_ENDPOINT_ITEM (sp_endpoint_item_get_type ())

/**
 * SpEndpointItem:
 *
 * An endpoint in the list of an API view, with what the list shows beyond it.
 *
 * Properties: `search-text`, what a search looks at; `running` (notified), whether its form has a job.
 */
G_DECLARE_FINAL_TYPE (SpEndpointItem, sp_endpoint_item, SP, ENDPOINT_ITEM, GObject)

SpEndpointItem *sp_endpoint_item_new (GradioEndpoint *endpoint);
GradioEndpoint *sp_endpoint_item_get_endpoint (SpEndpointItem *self);

G_END_DECLS
