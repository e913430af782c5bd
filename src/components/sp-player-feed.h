/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-stream-reader.h"

#include <gst/gst.h>

G_BEGIN_DECLS

#define SP_TYPE_PLAYER_FEED (sp_player_feed_get_type ())

/**
 * SpPlayerFeed:
 *
 * Gives playbin what a #SpStreamReader reads, when it needs it. GStreamer's own source and HLS
 * demuxer are not used: the latter starts at the end of what there is, and takes Gradio's short
 * pieces for no sound.
 *
 * Signal: `changed`: it is over; `failed`: it is over, and nothing came.
 */
G_DECLARE_FINAL_TYPE (SpPlayerFeed, sp_player_feed, SP, PLAYER_FEED, GObject)

/**
 * sp_player_feed_new:
 * @reader: what reads the stream
 * @playbin: what plays it; it must not have been started
 */
SpPlayerFeed *sp_player_feed_new (SpStreamReader *reader,
                                  GstElement     *playbin);

/**
 * sp_player_feed_handle_message:
 * @self: a feed
 * @message: an application message of playbin's bus
 *
 * Returns: whether it was for the feed
 */
gboolean sp_player_feed_handle_message (SpPlayerFeed *self,
                                        GstMessage   *message);

/**
 * sp_player_feed_stop:
 * @self: a feed
 *
 * Asks for nothing more.
 */
void sp_player_feed_stop (SpPlayerFeed *self);

/**
 * sp_player_feed_get_over:
 * @self: a feed
 *
 * Returns: whether GStreamer has been given all there will be
 */
gboolean sp_player_feed_get_over (SpPlayerFeed *self);

/**
 * sp_player_feed_get_error_text:
 * @self: a feed
 *
 * Returns: (nullable): why the stream ended too soon
 */
const char     *sp_player_feed_get_error_text (SpPlayerFeed *self);
SpStreamReader *sp_player_feed_get_reader (SpPlayerFeed *self);

G_END_DECLS
