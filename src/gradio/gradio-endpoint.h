/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-parameter.h"
#include "gradio-visibility.h"

#include <gio/gio.h>

GRADIO_BEGIN_DECLS

#define GRADIO_TYPE_ENDPOINT (gradio_endpoint_get_type ())

/**
 * GradioVisibility:
 * @GRADIO_VISIBILITY_PUBLIC: listed
 * @GRADIO_VISIBILITY_UNDOCUMENTED: callable by those who know its name (`show_api=False`)
 * @GRADIO_VISIBILITY_PRIVATE: the page's own; not to be offered (protocol.md 6.2)
 *
 * Who is meant to call an endpoint.
 */
typedef enum {
  GRADIO_VISIBILITY_PUBLIC,
  GRADIO_VISIBILITY_UNDOCUMENTED,
  GRADIO_VISIBILITY_PRIVATE,
} GradioVisibility;

/**
 * GradioEndpoint:
 *
 * A function of an app that can be called: a dependency of /config with its description in /info.
 * It never changes.
 */
G_DECLARE_FINAL_TYPE (GradioEndpoint, gradio_endpoint, GRADIO, ENDPOINT, GObject)

/**
 * gradio_endpoint_get_name:
 * @self: an endpoint
 *
 * Returns: the name with its slash (`/predict`), or the `fn_index` as text (`13`) of an endpoint
 *   without a name
 */
const char *gradio_endpoint_get_name (GradioEndpoint *self);

/**
 * gradio_endpoint_is_named:
 * @self: an endpoint
 *
 * Returns: whether it has a name of its own
 */
gboolean gradio_endpoint_is_named (GradioEndpoint *self);

/**
 * gradio_endpoint_get_fn_index:
 * @self: an endpoint
 *
 * Returns: the dependency's `id`, which is `fn_index` on the wire
 */
int gradio_endpoint_get_fn_index (GradioEndpoint *self);

/**
 * gradio_endpoint_get_description:
 * @self: an endpoint
 *
 * Returns: what the author wrote about it, `""` when nothing
 */
const char *gradio_endpoint_get_description (GradioEndpoint *self);

/**
 * gradio_endpoint_get_visibility:
 * @self: an endpoint
 *
 * Returns: who is meant to call it
 */
GradioVisibility gradio_endpoint_get_visibility (GradioEndpoint *self);

/**
 * gradio_endpoint_get_parameters:
 * @self: an endpoint
 *
 * Returns: (transfer none) (element-type GradioParameter): what a caller gives, without State
 */
GPtrArray *gradio_endpoint_get_parameters (GradioEndpoint *self);

/**
 * gradio_endpoint_get_returns:
 * @self: an endpoint
 *
 * Returns: (transfer none) (element-type GradioParameter): what a caller gets, without State and
 *   layout
 */
GPtrArray *gradio_endpoint_get_returns (GradioEndpoint *self);

/**
 * gradio_endpoint_is_generator:
 * @self: an endpoint
 *
 * Returns: whether it sends partial results
 */
gboolean gradio_endpoint_is_generator (GradioEndpoint *self);

/**
 * gradio_endpoint_is_queued:
 * @self: an endpoint
 *
 * Returns: %FALSE when it is called by plain HTTP, without position, progress and cancel
 *   (protocol.md 8.1)
 */
gboolean gradio_endpoint_is_queued (GradioEndpoint *self);

/**
 * gradio_endpoint_uses_session:
 * @self: an endpoint
 *
 * Returns: whether it reads or writes something kept by session (State, rendered parts), so that
 *   its jobs must share one
 */
gboolean gradio_endpoint_uses_session (GradioEndpoint *self);

/**
 * gradio_endpoint_is_stream:
 * @self: an endpoint
 *
 * Returns: whether it takes more input while it runs, see gradio_job_push() (protocol.md 16.2)
 */
gboolean gradio_endpoint_is_stream (GradioEndpoint *self);

/**
 * gradio_endpoint_get_stream_every:
 * @self: an endpoint
 *
 * Returns: seconds between two pieces of input that the author wants, 0.5 where nothing is said
 */
double gradio_endpoint_get_stream_every (GradioEndpoint *self);

/**
 * gradio_endpoint_get_time_limit:
 * @self: an endpoint
 *
 * Returns: seconds after the first piece of input at which the server ends the job, 0 for no limit
 */
double gradio_endpoint_get_time_limit (GradioEndpoint *self);

/**
 * gradio_endpoint_is_batch:
 * @self: an endpoint
 *
 * Returns: whether the server runs several jobs of it at once; callers give and get single values
 *   all the same
 */
gboolean gradio_endpoint_is_batch (GradioEndpoint *self);

/**
 * gradio_endpoint_build_data:
 * @self: an endpoint
 * @positional: (nullable): values in the order of the parameters
 * @named: (nullable): values by name of parameter
 * @error: return location
 *
 * Makes one value per parameter: what was given, else the default (protocol.md 6.4 step 1). Fails
 * for a missing value without default, too many values, a name that is not known (the message lists
 * those that are) and a parameter given twice.
 *
 * Returns: (transfer full): the values, or %NULL with %GRADIO_ERROR_VALUE
 */
JsonArray *gradio_endpoint_build_data (GradioEndpoint *self,
                                       JsonArray      *positional,
                                       JsonObject     *named,
                                       GError        **error);

/**
 * gradio_endpoint_validate:
 * @self: an endpoint
 * @values: one value per parameter
 * @error: return location
 *
 * Checks each value by gradio_parameter_validate().
 *
 * Returns: -1 when all fit, else the position of the first that does not, with %GRADIO_ERROR_VALUE
 *   naming its label
 */
int gradio_endpoint_validate (GradioEndpoint *self,
                              JsonArray      *values,
                              GError        **error);

/**
 * gradio_endpoint_pick_values:
 * @self: an endpoint
 * @data: one value per input of the dependency, as for gradio_session_trigger()
 *
 * Returns: (transfer full): one value per parameter, without State and layout. The values are shared
 *   with @data, not copied
 */
JsonArray *gradio_endpoint_pick_values (GradioEndpoint *self,
                                        JsonArray      *data);

GRADIO_END_DECLS
