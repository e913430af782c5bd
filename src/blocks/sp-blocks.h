/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-block.h"
#include "sp-dependency.h"

G_BEGIN_DECLS

#define SP_TYPE_BLOCKS (sp_blocks_get_type ())

/**
 * SpBlocks:
 *
 * An app in motion, without a screen: its components and what it does when something happens to one
 * of them (blocks-runtime.md 7). It has a session of its own, in which the server keeps its State.
 *
 * What it cannot do yet it tells once, by the signal `problem`: scripts that are more than constant
 * results, and parts that are made while the app runs (`gr.render`).
 *
 * Signal: `job` (#GradioJob, #SpDependency): a function was started.
 *
 * Signal: `problem` (text): something that the app wants is not possible here.
 */
G_DECLARE_FINAL_TYPE (SpBlocks, sp_blocks, SP, BLOCKS, GObject)

/**
 * sp_blocks_new:
 * @client: a connected app whose /config was loaded (gradio_client_load_config_async())
 *
 * Returns: (transfer full): the app as its author left it; nothing runs yet
 */
SpBlocks *sp_blocks_new (GradioClient *client);

/**
 * sp_blocks_get_layout:
 * @self: an app
 *
 * Returns: (transfer none) (nullable): the tree of the page: `id`, `children`
 */
JsonObject *sp_blocks_get_layout (SpBlocks *self);

/**
 * sp_blocks_get_block:
 * @self: an app
 * @id: id of a component
 *
 * Returns: (transfer none) (nullable): the component
 */
SpBlock *sp_blocks_get_block (SpBlocks *self,
                              int       id);

/**
 * sp_blocks_is_interactive:
 * @self: an app
 * @block: one of its components
 *
 * Returns: whether the user may change it when the author does not say (blocks-runtime.md R6)
 */
gboolean sp_blocks_is_interactive (SpBlocks *self,
                                   SpBlock  *block);

GradioSession *sp_blocks_get_session (SpBlocks *self);

/**
 * sp_blocks_load:
 * @self: an app
 *
 * Starts what the app does when its page is opened.
 */
void sp_blocks_load (SpBlocks *self);

/**
 * sp_blocks_dispatch:
 * @self: an app
 * @component_id: id of a component
 * @event: word for what happened to it
 * @data: (nullable): data of the event
 *
 * Starts what the app does then.
 */
void sp_blocks_dispatch (SpBlocks   *self,
                         int         component_id,
                         const char *event,
                         JsonNode   *data);

/**
 * sp_blocks_close:
 * @self: an app
 *
 * Cancels what runs; nothing is started any more.
 */
void sp_blocks_close (SpBlocks *self);

G_END_DECLS
