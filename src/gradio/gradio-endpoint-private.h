/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-description.h"
#include "gradio-endpoint.h"

G_BEGIN_DECLS

/**
 * gradio_endpoint_list_new:
 * @description: what the app says of itself
 *
 * Makes an endpoint of each dependency that has a function on the server, in the order of /config;
 * those listed in /info first, in its order. What is missing in /info is taken from /config
 * (`api_info`, props). Parameters and returns are read when they are asked for.
 *
 * Returns: (transfer full) (element-type GradioEndpoint): all of them, private ones too
 */
GPtrArray *gradio_endpoint_list_new (GradioDescription *description);

/**
 * gradio_endpoint_new:
 * @description: what the app says of itself
 * @dependency: an entry of it
 * @listing: (nullable): its entry in /info
 * @visibility: who is meant to call it
 *
 * Returns: (transfer full): the endpoint
 */
GradioEndpoint *gradio_endpoint_new (GradioDescription      *description,
                                     const GradioDependency *dependency,
                                     const GradioListing    *listing,
                                     GradioVisibility        visibility);

/**
 * gradio_endpoint_get_dependency:
 * @self: an endpoint
 *
 * Returns: (transfer none): its entry in /config, made when it is first asked for
 */
JsonObject *gradio_endpoint_get_dependency (GradioEndpoint *self);

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
 * @description: what the app says of itself
 * @info: its entry in /info, if there is one
 * @component: (nullable): the component behind it; what is missing in @info is taken from here
 * @fallback_name: name for when the server gives none
 *
 * Returns: (transfer full): a parameter
 */
GradioParameter *gradio_parameter_new (GradioDescription     *description,
                                       GradioJsonRange        info,
                                       const GradioComponent *component,
                                       const char            *fallback_name);

/**
 * gradio_parameter_new_return:
 * @description: what the app says of itself
 * @info: its entry in /info, if there is one
 * @component: (nullable): the component behind it
 * @fallback_name: its name; returns have none of their own
 *
 * Returns: (transfer full): a return: like a parameter, but described as an output and without a
 *   default
 */
GradioParameter *gradio_parameter_new_return (GradioDescription     *description,
                                              GradioJsonRange        info,
                                              const GradioComponent *component,
                                              const char            *fallback_name);

G_END_DECLS
