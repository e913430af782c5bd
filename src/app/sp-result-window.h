/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_RESULT_WINDOW (sp_result_window_get_type ())

/**
 * SpResultWindow:
 *
 * What a job of a form returned, after others of the same endpoint took its place in the form.
 */
G_DECLARE_FINAL_TYPE (SpResultWindow, sp_result_window, SP, RESULT_WINDOW, AdwWindow)

/**
 * sp_result_window_new:
 * @parent: (nullable): the window it belongs to
 * @client: the app
 * @job: one of its forms' jobs
 *
 * Returns: (transfer none): the window
 */
GtkWindow *sp_result_window_new (GtkWindow    *parent,
                                 GradioClient *client,
                                 SpAppJob     *job);

G_END_DECLS
