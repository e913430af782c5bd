/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_PLAYER_PIPELINE (sp_player_pipeline_get_type ())

/**
 * SpPlayerPipeline:
 *
 * GStreamer's part of a player: one file on this computer, its sound only. Nothing of GStreamer
 * is loaded before the first of them is
 * made, and all of one is freed with it.
 *
 * Signals: `changed`: the duration, or whether it plays, is another one; `ended`: the end was
 * reached; `failed` (text): a sentence
 * on why it cannot be played.
 */
G_DECLARE_FINAL_TYPE (SpPlayerPipeline, sp_player_pipeline, SP, PLAYER_PIPELINE, GObject)

/**
 * sp_player_pipeline_new:
 * @file: a file on this computer
 * @error: return location
 *
 * Returns: (transfer full): a pipeline that is paused at the start, or %NULL when GStreamer
 *   cannot be used
 */
SpPlayerPipeline *sp_player_pipeline_new (GFile   *file,
                                          GError **error);

void     sp_player_pipeline_set_playing (SpPlayerPipeline *self, gboolean playing);
gboolean sp_player_pipeline_get_playing (SpPlayerPipeline *self);
gboolean sp_player_pipeline_get_ready (SpPlayerPipeline *self);
double   sp_player_pipeline_get_duration (SpPlayerPipeline *self);
double   sp_player_pipeline_get_position (SpPlayerPipeline *self);
void     sp_player_pipeline_seek (SpPlayerPipeline *self, double seconds);
void     sp_player_pipeline_set_volume (SpPlayerPipeline *self, double volume);

G_END_DECLS
