/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_APP_INFO (sp_app_info_get_type ())

/**
 * SpAppInfo:
 *
 * A window that says what an app is, where what the user enters goes, and what is kept of it here.
 */
G_DECLARE_FINAL_TYPE (SpAppInfo, sp_app_info, SP, APP_INFO, AdwWindow)

/**
 * sp_app_info_new:
 * @client: a connected app
 *
 * Returns: (transfer none): the window, not shown yet
 */
GtkWidget *sp_app_info_new (GradioClient *client);

G_END_DECLS
