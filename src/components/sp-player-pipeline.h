/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-stream-reader.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_PLAYER_PIPELINE (sp_player_pipeline_get_type ())

/**
 * SpPlayerPipeline:
 *
 * GStreamer's part of a player: one file or stream, its sound and, when wanted, its picture. Nothing of GStreamer
 * is loaded before the first of them is
 * made, and all of one is freed with it.
 *
 * Signals: `changed`: the duration, or whether it plays, is another one; `ended`: the end was
 * reached; `failed` (text): a sentence
 * on why it cannot be played; `frame`: there is another picture.
 */
G_DECLARE_FINAL_TYPE (SpPlayerPipeline, sp_player_pipeline, SP, PLAYER_PIPELINE, GObject)

/**
 * sp_player_pipeline_new:
 * @uri: (nullable): address of a file on this computer
 * @stream: (nullable): what reads a stream, instead of a file
 * @with_picture: whether pictures are decoded, too
 * @error: return location
 *
 * Returns: (transfer full): a pipeline that is paused at the start, or %NULL when GStreamer
 *   cannot be used
 */
SpPlayerPipeline *sp_player_pipeline_new (const char     *uri,
                                          SpStreamReader *stream,
                                          gboolean        with_picture,
                                          GError        **error);

/**
 * sp_player_pipeline_get_frame:
 * @self: a pipeline
 *
 * Returns: (transfer none) (nullable): the picture that is to be seen now
 */
GdkPaintable *sp_player_pipeline_get_frame (SpPlayerPipeline *self);

/**
 * sp_player_pipeline_set_rate:
 * @self: a pipeline
 * @rate: 1 for the speed it was made for, 2 for twice as fast
 */
void sp_player_pipeline_set_rate (SpPlayerPipeline *self,
                                  double            rate);

/**
 * sp_player_pipeline_get_streaming:
 * @self: a pipeline
 *
 * Returns: whether it plays a stream while that comes: it can be played once, at its own speed
 */
gboolean sp_player_pipeline_get_streaming (SpPlayerPipeline *self);

/**
 * sp_player_pipeline_get_live:
 * @self: a pipeline
 *
 * Returns: whether it plays a stream that is still being made
 */
gboolean sp_player_pipeline_get_live (SpPlayerPipeline *self);

/**
 * sp_player_pipeline_get_waiting:
 * @self: a pipeline
 *
 * Returns: whether there is nothing to play yet
 */
gboolean sp_player_pipeline_get_waiting (SpPlayerPipeline *self);

/**
 * sp_player_pipeline_get_ended:
 * @self: a pipeline
 *
 * Returns: whether it has been played to its end and is there still
 */
gboolean sp_player_pipeline_get_ended (SpPlayerPipeline *self);
void     sp_player_pipeline_set_playing (SpPlayerPipeline *self, gboolean playing);
gboolean sp_player_pipeline_get_playing (SpPlayerPipeline *self);
gboolean sp_player_pipeline_get_ready (SpPlayerPipeline *self);
double   sp_player_pipeline_get_duration (SpPlayerPipeline *self);
double   sp_player_pipeline_get_position (SpPlayerPipeline *self);
void     sp_player_pipeline_seek (SpPlayerPipeline *self, double seconds);
void     sp_player_pipeline_set_volume (SpPlayerPipeline *self, double volume);

G_END_DECLS
