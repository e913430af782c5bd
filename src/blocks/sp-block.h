/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-translation.h"

G_BEGIN_DECLS

#define SP_TYPE_BLOCK (sp_block_get_type ())

/**
 * SpBlock:
 *
 * One component of an app in motion: its type, its props and its value, whether a widget shows it or
 * not.
 *
 * Property: `error` (text, nullable, notified): what the app has against its value.
 *
 * Signal: `update` (props as #JsonObject): the app changed these props; `value` among them is the
 * new value, null included. Emitted after the block has taken them.
 */
G_DECLARE_FINAL_TYPE (SpBlock, sp_block, SP, BLOCK, GObject)

/**
 * SpBlockValueFunc:
 * @user_data: what sp_block_set_source() got
 *
 * Returns: (transfer full): the value as it is now, in wire form
 */
typedef JsonNode *(*SpBlockValueFunc) (gpointer user_data);

/**
 * sp_block_new:
 * @component: an element of `components` of /config; kept
 * @translation: the texts of the app, which take the place of their keys
 *
 * Returns: (transfer full): the block
 */
SpBlock *sp_block_new (JsonObject    *component,
                       SpTranslation *translation);

int         sp_block_get_id (SpBlock *self);
const char *sp_block_get_type_name (SpBlock *self);

/**
 * sp_block_get_schema:
 * @self: a block
 *
 * Returns: (transfer none) (nullable): what the app says of the values that it takes: its `api_info`
 */
JsonNode *sp_block_get_schema (SpBlock *self);

/**
 * sp_block_get_props:
 * @self: a block
 *
 * Returns: (transfer none): the props as they are now, translated: those of /config with all updates.
 *   `value` among them is the last one that the app gave
 */
JsonObject *sp_block_get_props (SpBlock *self);

/**
 * sp_block_get_key:
 * @self: a block
 *
 * Returns: (nullable): its `key` as JSON: a part that is made again is the same one when it has the
 *   same (blocks-runtime.md R57)
 */
JsonNode *sp_block_get_key (SpBlock *self);

/**
 * sp_block_is_shown:
 * @self: a block
 *
 * Returns: whether its own `visible` says so; those around it have a say, too
 */
gboolean sp_block_is_shown (SpBlock *self);

/**
 * sp_block_began_empty:
 * @self: a block
 *
 * Returns: whether its author gave it no value: null, `""`, 0, false or an empty list
 */
gboolean sp_block_began_empty (SpBlock *self);

/**
 * sp_block_get_error:
 * @self: a block
 *
 * Returns: (nullable): what the app has against its value, until it is run with it again
 */
const char *sp_block_get_error (SpBlock *self);

void sp_block_set_error (SpBlock    *self,
                         const char *error);

/**
 * sp_block_dup_value:
 * @self: a block
 *
 * Returns: (transfer full): the value in wire form; null is a #JsonNode that holds null
 */
JsonNode *sp_block_dup_value (SpBlock *self);

/**
 * sp_block_dup_change_data:
 * @self: a block
 *
 * Returns: (transfer full) (nullable): what its `change` is about, whoever changed it: its value
 *   (blocks-runtime.md R42); %NULL for types whose `change` says nothing
 */
JsonNode *sp_block_dup_change_data (SpBlock *self);

/**
 * sp_block_is_state:
 * @self: a block
 *
 * Returns: %TRUE for State, whose value the server keeps: it is sent and received as null
 */
gboolean sp_block_is_state (SpBlock *self);

/**
 * sp_block_set_source:
 * @self: a block
 * @func: (nullable): gives the value from now on: that of a widget; %NULL makes the block keep it
 *   itself again, beginning with what @func of before gives
 * @user_data: for @func
 */
void sp_block_set_source (SpBlock         *self,
                          SpBlockValueFunc func,
                          gpointer         user_data);

/**
 * sp_block_has_source:
 * @self: a block
 *
 * Returns: whether something else keeps its value, and tells of changes
 */
gboolean sp_block_has_source (SpBlock *self);

/**
 * sp_block_output_is_update:
 * @output: an element of a job's outputs
 *
 * Returns: whether it is an update of props, `value` perhaps among them, and no value itself
 */
gboolean sp_block_output_is_update (JsonNode *output);

/**
 * sp_block_apply:
 * @self: a block
 * @output: an element of a job's outputs: a value, or an update of props (components.md 2.6)
 *
 * Takes what a function returned for it.
 *
 * Returns: whether the block keeps its value itself and it is another one now: a `change`
 */
gboolean sp_block_apply (SpBlock  *self,
                         JsonNode *output);

/**
 * sp_block_apply_props:
 * @self: a block
 * @props: some of its props, `value` perhaps among them
 *
 * Like sp_block_apply() with an update of these.
 */
gboolean sp_block_apply_props (SpBlock    *self,
                               JsonObject *props);

/**
 * sp_block_translate:
 * @self: a block
 *
 * Gives it its texts in the language that its translation has now; what the user typed stays.
 */
void sp_block_translate (SpBlock *self);

/**
 * sp_block_take:
 * @self: a block
 * @value: what the user chose for it, in wire form
 *
 * For users without a widget. What shows the block is told like of an update.
 *
 * Returns: whether it is another value than before
 */
gboolean sp_block_take (SpBlock  *self,
                        JsonNode *value);

/**
 * sp_block_render:
 * @self: a block
 * @component: the same component as it was just made again
 *
 * Takes its props, but what the user changed of those that are to be kept (blocks-runtime.md R57).
 *
 * Returns: whether the block keeps its value itself and it is another one now
 */
gboolean sp_block_render (SpBlock    *self,
                          JsonObject *component);

G_END_DECLS
