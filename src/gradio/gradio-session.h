/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-job.h"
#include "gradio-visibility.h"

GRADIO_BEGIN_DECLS

#define GRADIO_TYPE_SESSION (gradio_session_get_type ())

/**
 * GradioSession:
 *
 * What an app keeps for one visitor: its `session_hash`, the State behind it, rendered parts, and at
 * most one event stream for all jobs (protocol.md 7, 8.3). Made by gradio_client_new_session(); a
 * running job holds its session, closing the client ends both.
 */
G_DECLARE_FINAL_TYPE (GradioSession, gradio_session, GRADIO, SESSION, GObject)

/**
 * gradio_session_get_hash:
 * @self: a session
 *
 * Returns: its `session_hash`. Whoever knows it can read what the session is sent
 */
const char *gradio_session_get_hash (GradioSession *self);

/**
 * gradio_session_get_n_jobs:
 * @self: a session
 *
 * Returns: how many of its jobs are not final yet
 */
guint gradio_session_get_n_jobs (GradioSession *self);

/**
 * gradio_session_submit:
 * @self: a session
 * @endpoint: what to run
 * @values: one value per parameter, see gradio_endpoint_build_data(). Not changed
 *
 * Starts a job. Its errors are the job's.
 *
 * Returns: (transfer full): the job
 */
GradioJob *gradio_session_submit (GradioSession  *self,
                                  GradioEndpoint *endpoint,
                                  JsonArray      *values);

/**
 * gradio_session_trigger:
 * @self: a session
 * @endpoint: what to run
 * @data: one value per input of the dependency; null for State, which the server keeps
 * @event_data: (nullable): what the event was about (protocol.md 17.5)
 * @trigger_id: id of the component whose event it was, or -1
 *
 * Starts a job as the app's own page does, which knows more inputs than an endpoint's parameters.
 *
 * Returns: (transfer full): the job
 */
GradioJob *gradio_session_trigger (GradioSession  *self,
                                   GradioEndpoint *endpoint,
                                   JsonArray      *data,
                                   JsonNode       *event_data,
                                   int             trigger_id);

/**
 * gradio_session_cancel:
 * @self: a session
 * @fn_index: a function (gradio_endpoint_get_fn_index())
 *
 * Cancels all jobs of this function: what an event with `cancels` asks for (protocol.md 12.3).
 */
void gradio_session_cancel (GradioSession *self,
                            int            fn_index);

/**
 * gradio_session_reset:
 * @self: a session
 *
 * Forgets the State: cancels all jobs and goes on under another `session_hash`, as a page that is
 * loaded again.
 */
void gradio_session_reset (GradioSession *self);

/**
 * gradio_session_keep_alive:
 * @self: a session
 *
 * Keeps the server from forgetting it while it lives, as apps with State need (protocol.md 14). Does
 * nothing for a session that is kept already.
 */
void gradio_session_keep_alive (GradioSession *self);

/**
 * gradio_session_call_component_async:
 * @self: a session
 * @component_id: id of a component
 * @function: one of its server functions (`server_fns` in its props)
 * @data: (nullable): the function's argument
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Calls a function of a component, such as `ls` of a file explorer (protocol.md 16.4). It takes as
 * long as it takes.
 */
void gradio_session_call_component_async (GradioSession      *self,
                                          int                 component_id,
                                          const char         *function,
                                          JsonNode           *data,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);

/**
 * gradio_session_call_component_finish:
 * @self: a session
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the function's result, or %NULL with %GRADIO_ERROR_NOT_FOUND when there
 *   is no such function, %GRADIO_ERROR_SERVER when it failed, or one of the network
 */
JsonNode *gradio_session_call_component_finish (GradioSession *self,
                                                GAsyncResult  *result,
                                                GError       **error);

GRADIO_END_DECLS
