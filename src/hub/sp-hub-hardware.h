/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_HUB_HARDWARE (sp_hub_hardware_get_type ())

/**
 * SpHubHardware:
 *
 * A kind of computer that the Hub runs Spaces on, and what it costs (hub-api.md 5). It never changes.
 */
G_DECLARE_FINAL_TYPE (SpHubHardware, sp_hub_hardware, SP, HUB_HARDWARE, GObject)

/**
 * sp_hub_hardware_list_async:
 * @session: the way to the Hub
 * @cancellable: (nullable): stops it
 * @callback: called with the list
 * @user_data: for @callback
 *
 * Asks what hardware there is. No token is needed; the last list is kept for when there is no network.
 */
void sp_hub_hardware_list_async (SpHubSession       *session,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

/**
 * sp_hub_hardware_list_finish:
 * @session: the way to the Hub
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type SpHubHardware): what there is, in the Hub's order, or %NULL with a #SpHubError
 */
GPtrArray *sp_hub_hardware_list_finish (SpHubSession *session,
                                        GAsyncResult *result,
                                        GError      **error);

/**
 * sp_hub_hardware_parse_list:
 * @node: (nullable): the Hub's answer
 *
 * What is no hardware in it is left out.
 *
 * Returns: (transfer full) (element-type SpHubHardware): what there is
 */
GPtrArray *sp_hub_hardware_parse_list (JsonNode *node);

/**
 * sp_hub_hardware_find:
 * @list: (nullable) (element-type SpHubHardware): what there is
 * @flavour: (nullable): a name such as `t4-small`
 *
 * Returns: (transfer none) (nullable): the hardware of that name
 */
SpHubHardware *sp_hub_hardware_find (GPtrArray  *list,
                                     const char *flavour);

const char *sp_hub_hardware_get_flavour (SpHubHardware *self); /* `t4-small`, for SpHubCare and SpHubDuplicate */
const char *sp_hub_hardware_get_title (SpHubHardware *self);   /* “Nvidia T4 - small”, for people */
double      sp_hub_hardware_get_price (SpHubHardware *self);   /* US dollars an hour; 0 free, -1 not known */
gboolean    sp_hub_hardware_is_free (SpHubHardware *self);     /* surely */

/**
 * sp_hub_hardware_dup_price:
 * @self: a hardware
 *
 * Returns: (transfer full): “Free”, “$0.40 an hour”, or that the price is not known, with the locale's numbers
 */
char *sp_hub_hardware_dup_price (SpHubHardware *self);

/**
 * sp_hub_hardware_dup_specs:
 * @self: a hardware
 *
 * Returns: (transfer full): “4 vCPU · 15 GB · T4, 16 GB”; empty when the Hub says nothing
 */
char *sp_hub_hardware_dup_specs (SpHubHardware *self);

G_END_DECLS
