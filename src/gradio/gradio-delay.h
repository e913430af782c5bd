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

/**
 * gradio_wait_for:
 * @task: (transfer full): a task, whose cancellable ends the waiting
 * @signal: (nullable): what is cancelled when the task may go on
 * @callback: called with @task (transfer full) then, unless it was cancelled; at once without @signal
 */
void gradio_wait_for (GTask        *task,
                      GCancellable *signal,
                      GSourceFunc   callback);

G_END_DECLS
