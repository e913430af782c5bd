/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-space-state.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * gradio_space_state_new:
 * @space: what the Hub says about a Space
 *
 * Returns: (transfer full): its state
 */
GradioSpaceState *gradio_space_state_new (JsonObject *space);

/**
 * gradio_space_state_new_waiting:
 * @self: a state
 * @elapsed: seconds
 *
 * Returns: (transfer full): the same after some waiting
 */
GradioSpaceState *gradio_space_state_new_waiting (GradioSpaceState *self,
                                                  guint             elapsed);

guint    gradio_space_state_get_timeout (GradioSpaceState *self); /* seconds that a start may take */
gboolean gradio_space_state_is_asleep (GradioSpaceState *self);   /* a visit wakes it */
gboolean gradio_space_state_is_gated (GradioSpaceState *self);

/**
 * gradio_space_state_check:
 * @self: a state
 * @error: return location
 *
 * Returns: %FALSE with a #GradioError when there is no use in asking the Space's host, now or later
 */
gboolean gradio_space_state_check (GradioSpaceState *self,
                                   GError          **error);

G_END_DECLS
