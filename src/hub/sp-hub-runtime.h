/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SpHubStage:
 * @SP_HUB_STAGE_UNKNOWN: a word that is new, or none
 * @SP_HUB_STAGE_RUNNING: it can be called
 * @SP_HUB_STAGE_UPDATING: it can be called, and a new version is built or starts
 * @SP_HUB_STAGE_BUILDING: it is built
 * @SP_HUB_STAGE_STARTING: its app starts
 * @SP_HUB_STAGE_ASLEEP: a visit wakes it
 * @SP_HUB_STAGE_PAUSED: its author stopped it; only they can start it
 * @SP_HUB_STAGE_BROKEN: it has no app, a wrong configuration, or building or running it failed
 * @SP_HUB_STAGE_DELETING: it is about to be gone
 *
 * How a Space is, as far as it makes a difference (hub-api.md 4).
 */
typedef enum {
  SP_HUB_STAGE_UNKNOWN,
  SP_HUB_STAGE_RUNNING,
  SP_HUB_STAGE_UPDATING,
  SP_HUB_STAGE_BUILDING,
  SP_HUB_STAGE_STARTING,
  SP_HUB_STAGE_ASLEEP,
  SP_HUB_STAGE_PAUSED,
  SP_HUB_STAGE_BROKEN,
  SP_HUB_STAGE_DELETING,
} SpHubStage;

#define SP_TYPE_HUB_RUNTIME (sp_hub_runtime_get_type ())

/**
 * SpHubRuntime:
 *
 * What the Hub says about the running of a Space at a moment. It never changes.
 */
G_DECLARE_FINAL_TYPE (SpHubRuntime, sp_hub_runtime, SP, HUB_RUNTIME, GObject)

/**
 * sp_hub_runtime_new_from_json:
 * @node: (nullable): the `runtime` of a Space, or the answer of an action
 *
 * Takes whatever comes; what is missing or of another type is unknown.
 *
 * Returns: (transfer full): the runtime
 */
SpHubRuntime *sp_hub_runtime_new_from_json (JsonNode *node);

SpHubStage  sp_hub_runtime_get_stage (SpHubRuntime *self);
const char *sp_hub_runtime_get_stage_word (SpHubRuntime *self); /* the Hub's own, "" when it gave none */

const char *sp_hub_runtime_get_hardware (SpHubRuntime *self);           /* nullable: flavour it runs on */
const char *sp_hub_runtime_get_requested_hardware (SpHubRuntime *self); /* nullable: flavour it is to run on */
gint64      sp_hub_runtime_get_sleep_time (SpHubRuntime *self);         /* idle seconds until it sleeps, -1 unknown */
const char *sp_hub_runtime_get_replicas (SpHubRuntime *self);           /* nullable: wanted number, or `auto` */
const char *sp_hub_runtime_get_error (SpHubRuntime *self);              /* nullable: why it is broken */
gboolean    sp_hub_runtime_is_dev_mode (SpHubRuntime *self);
gboolean    sp_hub_runtime_is_zero_gpu (SpHubRuntime *self);

gboolean sp_hub_runtime_is_callable (SpHubRuntime *self); /* requests are answered */
gboolean sp_hub_runtime_is_moving (SpHubRuntime *self);   /* it will be in another stage soon, by itself */
gboolean sp_hub_runtime_can_wake (SpHubRuntime *self);    /* a visit starts it */

/* Whether both say the same, so that nothing on the screen needs to change; each may be %NULL. */
gboolean sp_hub_runtime_equal (SpHubRuntime *a, SpHubRuntime *b);

/**
 * sp_hub_runtime_dup_words:
 * @self: a runtime
 *
 * Returns: (transfer full): how it is for people, translated, such as “Running on ZeroGPU”; the
 *   Hub's own word where it is a new one
 */
char *sp_hub_runtime_dup_words (SpHubRuntime *self);

/**
 * sp_hub_hardware_dup_name:
 * @flavour: (nullable): such as `zero-a10g`
 *
 * Returns: (transfer full): such as “ZeroGPU”, the flavour itself where it is a new one, “” for %NULL
 */
char *sp_hub_hardware_dup_name (const char *flavour);

G_END_DECLS
