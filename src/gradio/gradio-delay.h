/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * gradio_delay:
 * @task: (transfer full): a task, whose cancellable ends the pause
 * @milliseconds: how long
 * @callback: called with @task (transfer full) after the pause, unless it was cancelled
 *
 * Goes on with a task after a while. Not installed.
 */
void gradio_delay (GTask      *task,
                   guint       milliseconds,
                   GSourceFunc callback);

G_END_DECLS
