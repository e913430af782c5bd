/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * gradio_disk_work_run:
 * @task: (transfer full): a task that waits meanwhile
 * @work: what is to be done; its task data are those of @task
 * @callback: called with what came of it, and with @task
 *
 * Does in a thread what the disk is needed for. Not installed.
 */
void gradio_disk_work_run (GTask              *task,
                           GTaskThreadFunc     work,
                           GAsyncReadyCallback callback);

G_END_DECLS
