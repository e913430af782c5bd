/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-disk-work.h"

void
gradio_disk_work_run (GTask              *task,
                      GTaskThreadFunc     work,
                      GAsyncReadyCallback callback)
{
  /* Without the source of the task: the thread may hold its own a moment longer than anyone else. */
  g_autoptr (GTask) disk = g_task_new (NULL, g_task_get_cancellable (task), callback, task);

  g_task_set_source_tag (disk, gradio_disk_work_run);
  g_task_set_check_cancellable (disk, FALSE);
  g_task_set_task_data (disk, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (disk, work);
}
