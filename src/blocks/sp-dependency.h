/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-known-js.h"

G_BEGIN_DECLS

/**
 * SpTriggerMode:
 * @SP_TRIGGER_ONCE: what happens while it runs is dropped
 * @SP_TRIGGER_MULTIPLE: runs beside itself
 * @SP_TRIGGER_ALWAYS_LAST: the latest of what happened while it ran is done afterwards
 */
typedef enum {
  SP_TRIGGER_ONCE,
  SP_TRIGGER_MULTIPLE,
  SP_TRIGGER_ALWAYS_LAST,
} SpTriggerMode;

/**
 * SpAfter:
 * @SP_AFTER_NOTHING: it follows no other
 * @SP_AFTER_ANY: whatever became of the other
 * @SP_AFTER_SUCCESS: when the other ended well
 * @SP_AFTER_FAILURE: when it did not
 */
typedef enum {
  SP_AFTER_NOTHING,
  SP_AFTER_ANY,
  SP_AFTER_SUCCESS,
  SP_AFTER_FAILURE,
} SpAfter;

#define SP_TYPE_DEPENDENCY (sp_dependency_get_type ())

/**
 * SpDependency:
 *
 * What an app does when something happens: an element of `dependencies` of /config
 * (blocks-runtime.md 6). Does not change.
 */
G_DECLARE_FINAL_TYPE (SpDependency, sp_dependency, SP, DEPENDENCY, GObject)

/**
 * sp_dependency_new:
 * @object: an element of `dependencies`; kept
 * @index: its position, which is its id on old servers
 *
 * Returns: (transfer full): the dependency
 */
SpDependency *sp_dependency_new (JsonObject *object,
                                 int         index);

int           sp_dependency_get_id (SpDependency *self);
SpTriggerMode sp_dependency_get_trigger_mode (SpDependency *self);

/**
 * sp_dependency_has_target:
 * @self: a dependency
 * @component_id: id of a component
 * @event: word for what happened
 *
 * Returns: whether it is to be started then
 */
gboolean sp_dependency_has_target (SpDependency *self,
                                   int           component_id,
                                   const char   *event);

/**
 * sp_dependency_get_targets:
 * @self: a dependency
 *
 * Returns: (transfer none) (element-type gint): ids of the components that can start it; one may be
 *   in it several times
 */
GArray *sp_dependency_get_targets (SpDependency *self);

/**
 * sp_dependency_get_inputs:
 * @self: a dependency
 *
 * Returns: (transfer none) (element-type gint): ids of the components whose values it wants
 */
GArray *sp_dependency_get_inputs (SpDependency *self);
GArray *sp_dependency_get_outputs (SpDependency *self);

/**
 * sp_dependency_get_status_outputs:
 * @self: a dependency
 *
 * Returns: (transfer none) (element-type gint): ids of the components that show how far it is
 */
GArray *sp_dependency_get_status_outputs (SpDependency *self);

/**
 * sp_dependency_get_cancels:
 * @self: a dependency
 *
 * Returns: (transfer none) (element-type gint): ids of the dependencies that it ends
 */
GArray *sp_dependency_get_cancels (SpDependency *self);

/**
 * sp_dependency_get_after:
 * @self: a dependency
 * @id: (out): id of the dependency that it follows
 *
 * Returns: when it follows the other
 */
SpAfter sp_dependency_get_after (SpDependency *self,
                                 int          *id);

/**
 * sp_dependency_has_backend:
 * @self: a dependency
 *
 * Returns: whether there is a function on the server
 */
gboolean sp_dependency_has_backend (SpDependency *self);

/**
 * sp_dependency_get_js:
 * @self: a dependency
 *
 * Returns: (nullable): a JavaScript function that the page calls with the inputs. What is `true`
 *   needs none: the server does the same
 */
const char *sp_dependency_get_js (SpDependency *self);

/**
 * sp_dependency_find_target:
 * @self: a dependency
 * @event: name of an event
 * @id: (out): id of the first component whose event it is
 *
 * Returns: whether it listens to such an event at all
 */
gboolean sp_dependency_find_target (SpDependency *self,
                                    const char   *event,
                                    int          *id);

/**
 * sp_dependency_get_known_js:
 * @self: a dependency
 *
 * Returns: (transfer none) (nullable): what that function is, when it is one that needs no engine
 */
SpKnownJs *sp_dependency_get_known_js (SpDependency *self);

/**
 * sp_dependency_get_show_progress:
 * @self: a dependency
 *
 * Returns: `full`, `minimal` or `hidden`
 */
const char *sp_dependency_get_show_progress (SpDependency *self);

/**
 * sp_dependency_is_stream:
 * @self: a dependency
 *
 * Returns: whether it takes more input while it runs (blocks-runtime.md 13)
 */
gboolean sp_dependency_is_stream (SpDependency *self);

/**
 * sp_dependency_get_stream_every:
 * @self: a dependency
 *
 * Returns: seconds between two pieces of a stream that it takes
 */
double sp_dependency_get_stream_every (SpDependency *self);

/**
 * sp_dependency_wants_props:
 * @self: a dependency
 * @input: position of an input
 *
 * Returns: whether it wants all props of that component, not its value alone
 */
gboolean sp_dependency_wants_props (SpDependency *self,
                                    guint         input);

/**
 * sp_dependency_scrolls:
 * @self: a dependency
 *
 * Returns: whether its first output is to be brought into view
 */
gboolean sp_dependency_scrolls (SpDependency *self);

/**
 * sp_dependency_get_render_id:
 * @self: a dependency
 *
 * Returns: the number of the part of the app that is its result (`gr.render`), -1 for none
 */
int sp_dependency_get_render_id (SpDependency *self);

/**
 * sp_dependency_get_rendered_in:
 * @self: a dependency
 *
 * Returns: the number of the part that it was made with, -1 for none
 */
int sp_dependency_get_rendered_in (SpDependency *self);

/**
 * sp_dependency_get_name:
 * @self: a dependency
 *
 * Returns: (nullable): its name as an endpoint, without a slash
 */
const char *sp_dependency_get_name (SpDependency *self);

/**
 * sp_dependency_is_render:
 * @self: a dependency
 *
 * Returns: whether its result is a part of the app (`gr.render`)
 */
gboolean sp_dependency_is_render (SpDependency *self);

G_END_DECLS
