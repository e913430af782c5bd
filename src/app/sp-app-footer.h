/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-translation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sp_app_footer_new:
 * @client: a connected app whose /config was loaded
 * @translation: its texts
 *
 * Makes the links below an app that its author wants there: to its API, to Gradio, to the settings,
 * and links of the author's own.
 *
 * Returns: (transfer floating) (nullable): the links; %NULL when there is to be none
 */
GtkWidget *sp_app_footer_new (GradioClient  *client,
                              SpTranslation *translation);

G_END_DECLS
