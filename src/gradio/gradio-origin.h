/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Whose server an address is: scheme, host and port. Not installed. */

gboolean gradio_origin_equal (GUri *a, GUri *b);

/**
 * gradio_origin_is_space:
 * @uri: an address
 *
 * Returns: whether the Hub's proxy stands before it, which takes tokens off: a host below `hf.space`
 */
gboolean gradio_origin_is_space (GUri *uri);

gboolean gradio_origin_is_hub (GUri *uri);

/* Whether it is this computer itself, to which no proxy leads. */
gboolean gradio_origin_is_local (GUri *uri);

G_END_DECLS
