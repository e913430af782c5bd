/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gradio_page_has_config:
 * @html: a web page
 *
 * Not installed.
 *
 * Returns: whether it is a page of Gradio, whatever may be wrong with it
 */
gboolean gradio_page_has_config (GBytes *html);

/**
 * gradio_page_find_config:
 * @html: (nullable): a web page
 *
 * Apps put their configuration into their page too: Gradio 3, and where a server gives no /config.
 * Not installed.
 *
 * Returns: (transfer full) (nullable): its text, a JSON object if nothing is wrong with it
 */
GBytes *gradio_page_find_config (GBytes *html);

G_END_DECLS
