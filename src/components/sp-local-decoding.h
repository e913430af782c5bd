/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * sp_local_decoding_keep:
 * @decoder: a `uridecodebin` or `decodebin` that does not run yet
 *
 * A file that is a list of addresses (HLS, DASH, Smooth Streaming, SDP) makes GStreamer ask whoever is named in it.
 * What is in a file is for the decoder only: such files cannot be played.
 */
void sp_local_decoding_keep (GstElement *decoder);

G_END_DECLS
