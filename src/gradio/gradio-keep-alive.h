/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * gradio_keep_alive_watch:
 * @message: a request that is answered when the app's function ends, whenever that is
 *
 * Has the kernel ask whether the other end is still there: a minute after the last byte and then every
 * 15 s, four times. A host that vanished without a word fails the request with
 * %G_IO_ERROR_TIMED_OUT instead of never. Not installed.
 */
void gradio_keep_alive_watch (SoupMessage *message);

G_END_DECLS
