/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

/**
 * GRADIO_PRIORITY_READ:
 *
 * For reading what may come without a pause, in a program that may draw without a pause: a server's stream, the output
 * of a process. It is GDK_PRIORITY_REDRAW, so in a turn of the main loop there is one part of either. Higher, and a
 * server that never pauses would stop the window; lower, and a window that takes all of a slow computer, as that of a
 * camera does, would stop the stream until it seems lost.
 */
#define GRADIO_PRIORITY_READ (G_PRIORITY_HIGH_IDLE + 20)
