/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-job.h"
#include "sp-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_JOBS_WINDOW (sp_jobs_window_get_type ())

/**
 * SpJobsWindow:
 *
 * What goes on in all open apps, below the name of each: where it is in the queue, how far, and a way to stop it; above
 * them the Spaces that are being installed.
 *
 * Signal: `chosen` (#SpAppJob): the user wants to see its app.
 */
G_DECLARE_FINAL_TYPE (SpJobsWindow, sp_jobs_window, SP, JOBS_WINDOW, AdwWindow)

/**
 * sp_jobs_window_new:
 * @parent: the window that it belongs to
 * @jobs: list of #SpAppJob, those of one app one after another
 * @library: what is being installed
 *
 * Returns: (transfer none): the window
 */
GtkWindow *sp_jobs_window_new (GtkWindow  *parent,
                               GListModel *jobs,
                               SpLibrary  *library);

G_END_DECLS
