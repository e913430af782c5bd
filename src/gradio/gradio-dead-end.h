/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A way that leads to nobody, for a #SoupSession whose requests must not leave this program: all that is sent
 * there fails with %GRADIO_ERROR_OTHER_SERVER, before a name is looked up. Not installed. */

#define GRADIO_TYPE_DEAD_END (gradio_dead_end_get_type ())

G_DECLARE_FINAL_TYPE (GradioDeadEnd, gradio_dead_end, GRADIO, DEAD_END, GObject)

GradioDeadEnd *gradio_dead_end_new (void);

/**
 * gradio_dead_end_new_error:
 * @uri: (nullable): what was asked for
 *
 * Returns: (transfer full): what is said of it
 */
GError *gradio_dead_end_new_error (GUri *uri);

G_END_DECLS
