/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-log.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SpHubSample:
 * @cpu: percent of its processors, -1 when not known
 * @memory: bytes in use, -1 when not known
 * @memory_total: bytes there are, -1 when not known
 * @received: bytes a second from the network, -1 when not known
 * @sent: bytes a second to the network, -1 when not known
 * @n_gpus: how many graphics cards are told about
 * @gpu: percent of them, on the average, -1 when not known
 * @gpu_memory: bytes in use on all of them, -1 when not known
 * @gpu_memory_total: bytes there are on all of them, -1 when not known
 *
 * What a Space needs at a moment. The shape of these events is documented for jobs of the Hub only (hub-api.md 6), so
 * anything may be missing.
 */
typedef struct {
  double cpu;
  gint64 memory;
  gint64 memory_total;
  double received;
  double sent;
  guint  n_gpus;
  double gpu;
  gint64 gpu_memory;
  gint64 gpu_memory_total;
} SpHubSample;

/**
 * sp_hub_sample_parse:
 * @sample: (out): what it says
 * @node: (nullable): data of an event
 *
 * Returns: whether it says anything
 */
gboolean sp_hub_sample_parse (SpHubSample *sample,
                              JsonNode    *node);

#define SP_TYPE_HUB_METRICS (sp_hub_metrics_get_type ())

/**
 * SpHubMetrics:
 *
 * What an own Space needs, live.
 *
 * Properties: `state` (int, #SpHubLiveState, read-only, notified), `error` (#GError, nullable, read-only, notified).
 *
 * Signal `sample` (pointer to a const #SpHubSample, valid during the call): a new one.
 */
G_DECLARE_FINAL_TYPE (SpHubMetrics, sp_hub_metrics, SP, HUB_METRICS, GObject)

/**
 * sp_hub_metrics_new:
 * @session: the way to the Hub, with a token
 * @id: `owner/name`
 *
 * Returns: (transfer full): the metrics of a Space; nothing is asked for yet
 */
SpHubMetrics *sp_hub_metrics_new (SpHubSession *session,
                                  const char   *id);

/* Begins, also again after an error. A connection that is lost is opened again until it is stopped. */
void sp_hub_metrics_start (SpHubMetrics *self);
void sp_hub_metrics_stop (SpHubMetrics *self);

SpHubLiveState sp_hub_metrics_get_state (SpHubMetrics *self);

G_END_DECLS
