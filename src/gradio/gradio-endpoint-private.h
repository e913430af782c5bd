/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-endpoint.h"

G_BEGIN_DECLS

/**
 * gradio_endpoint_list_new:
 * @config: /config
 * @info: (nullable): /info; what is missing there is taken from @config (`api_info`, props)
 *
 * Makes an endpoint of each dependency that has a function on the server, in the order of /config;
 * those listed in @info first, in its order. Never fails: entries that make no sense are left out.
 * May run in a worker thread.
 *
 * Returns: (transfer full) (element-type GradioEndpoint): all of them, private ones too
 */
GPtrArray *gradio_endpoint_list_new (JsonObject *config,
                                     JsonObject *info);

/**
 * gradio_endpoint_new:
 * @dependency: its entry in /config
 * @fn_index: its number on the wire
 * @visibility: who is meant to call it
 * @queued: whether it is called through the queue
 * @info: (nullable): its entry in /info
 * @components: (element-type int JsonObject): components of /config by id
 *
 * Returns: (transfer full): the endpoint
 */
GradioEndpoint *gradio_endpoint_new (JsonObject      *dependency,
                                     int              fn_index,
                                     GradioVisibility visibility,
                                     gboolean         queued,
                                     JsonObject      *info,
                                     GHashTable      *components);

/**
 * gradio_endpoint_fill_data:
 * @self: an endpoint
 * @values: one value per parameter
 *
 * Returns: (transfer full): `data` for the wire, one entry per input of the dependency, null at the
 *   places of State and other inputs that callers do not give (protocol.md 6.4 step 2)
 */
JsonArray *gradio_endpoint_fill_data (GradioEndpoint *self,
                                      JsonArray      *values);

/**
 * gradio_endpoint_pick_returns:
 * @self: an endpoint
 * @data: `output.data`: one entry per output of the dependency
 *
 * Returns: (transfer full): one value per return; a missing one is null. The values are shared with
 *   @data, not copied
 */
JsonArray *gradio_endpoint_pick_returns (GradioEndpoint *self,
                                         JsonArray      *data);

/* The parameter at a place of `data`; %NULL for State and others that callers do not give, or get. */
GradioParameter *gradio_endpoint_get_input (GradioEndpoint *self, guint place);
GradioParameter *gradio_endpoint_get_output (GradioEndpoint *self, guint place);

/**
 * gradio_parameter_new:
 * @info: (nullable): its entry in /info
 * @component: (nullable): the component behind it in /config; what is missing in @info is taken
 *   from here
 * @fallback_name: name for when the server gives none
 *
 * Returns: (transfer full): a parameter
 */
GradioParameter *gradio_parameter_new (JsonObject *info,
                                       JsonObject *component,
                                       const char *fallback_name);

/**
 * gradio_parameter_new_return:
 * @info: (nullable): its entry in /info
 * @component: (nullable): the component behind it in /config
 * @fallback_name: its name; returns have none of their own
 *
 * Returns: (transfer full): a return: like a parameter, but described as an output and without a
 *   default
 */
GradioParameter *gradio_parameter_new_return (JsonObject *info,
                                              JsonObject *component,
                                              const char *fallback_name);

G_END_DECLS
