/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-visibility.h"

#include <gio/gio.h>

GRADIO_BEGIN_DECLS

#define GRADIO_TYPE_SPACE_STATE (gradio_space_state_get_type ())

/**
 * GradioSpaceState:
 *
 * How a Space of the Hub is: whether its app runs, and if not, why, and whether that will change by
 * itself. It is a moment's picture and never changes.
 */
G_DECLARE_FINAL_TYPE (GradioSpaceState, gradio_space_state, GRADIO, SPACE_STATE, GObject)

/**
 * gradio_space_state_get_space_id:
 * @self: a state
 *
 * Returns: (nullable): `owner/name` as the Hub writes it now, also where it had another name before
 */
const char *gradio_space_state_get_space_id (GradioSpaceState *self);

/**
 * gradio_space_state_get_stage:
 * @self: a state
 *
 * Returns: the Hub's word, such as `RUNNING`, `SLEEPING`, `BUILDING`, `APP_STARTING`, `PAUSED`,
 *   `RUNTIME_ERROR`; there may be new ones
 */
const char *gradio_space_state_get_stage (GradioSpaceState *self);

/**
 * gradio_space_state_get_message:
 * @self: a state
 *
 * Returns: a sentence for people that says how it is, and a second with the next step where there
 *   is one
 */
const char *gradio_space_state_get_message (GradioSpaceState *self);

/**
 * gradio_space_state_get_host:
 * @self: a state
 *
 * Returns: (nullable): address of the app
 */
const char *gradio_space_state_get_host (GradioSpaceState *self);

/**
 * gradio_space_state_get_sdk:
 * @self: a state
 *
 * Returns: (nullable): what the Space is made with: `gradio`, `docker`, `static`, …
 */
const char *gradio_space_state_get_sdk (GradioSpaceState *self);

/**
 * gradio_space_state_get_error:
 * @self: a state
 *
 * Returns: (nullable): what the Hub says of why it does not run: a stranger's text of any length, in several lines
 */
const char *gradio_space_state_get_error (GradioSpaceState *self);

/**
 * gradio_space_state_get_elapsed:
 * @self: a state
 *
 * Returns: seconds that a client has been waiting for the Space, 0 when it does not
 */
guint gradio_space_state_get_elapsed (GradioSpaceState *self);

/**
 * gradio_space_state_is_running:
 * @self: a state
 *
 * Returns: whether the app can be called
 */
gboolean gradio_space_state_is_running (GradioSpaceState *self);

/**
 * gradio_space_state_is_waited_for:
 * @self: a state
 *
 * Returns: whether it will run by itself after a while: it sleeps and a visit wakes it, it is built,
 *   or it starts
 */
gboolean gradio_space_state_is_waited_for (GradioSpaceState *self);

/**
 * gradio_space_state_query_async:
 * @reference: `owner/name`, the address of the Space's page or of its app
 * @token: (nullable): a token of the Hub, for private Spaces
 * @cancellable: (nullable): stops it
 * @callback: called when the Hub has answered
 * @user_data: for @callback
 *
 * Asks the Hub how a Space is. Wakes nothing.
 */
void gradio_space_state_query_async (const char         *reference,
                                     const char         *token,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);

/**
 * gradio_space_state_query_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the state, or %NULL with %GRADIO_ERROR_NOT_FOUND (or private),
 *   %GRADIO_ERROR_ACCESS, %GRADIO_ERROR_CREDENTIALS, %GRADIO_ERROR_ADDRESS or one of the network
 */
GradioSpaceState *gradio_space_state_query_finish (GAsyncResult *result,
                                                   GError      **error);

GRADIO_END_DECLS
