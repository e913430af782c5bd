/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"
#include "sp-web-part.h"

G_BEGIN_DECLS

/**
 * sp_plot_save_button_new:
 *
 * Returns: (transfer floating): a menu button for the heading of a component with the actions `chart.save`
 *   (`png` or `svg`), `plot.save-picture`, `plot.save-json` and `plot.save-page`; those that are disabled
 *   are not in the menu
 */
GtkWidget *sp_plot_save_button_new (void);

/**
 * sp_plot_save_encode_async:
 * @part: a web part that shows a figure
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes a picture of the figure as it is shown, on the colour that it lies on.
 */
void sp_plot_save_encode_async (SpWebPart          *part,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);

/**
 * sp_plot_save_encode_finish:
 * @part: the web part
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): a PNG file
 */
GBytes *sp_plot_save_encode_finish (SpWebPart    *part,
                                    GAsyncResult *result,
                                    GError      **error);

/**
 * sp_plot_save_picture:
 * @component: what the figure is in
 * @part: a web part that shows it
 *
 * Asks where to put a picture of the figure, as it is shown, and writes it there; tells in a notice how it went.
 */
void sp_plot_save_picture (SpComponent *component,
                           SpWebPart   *part);

G_END_DECLS
