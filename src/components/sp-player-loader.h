/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-player-pipeline.h"

#include "gradio.h"

G_BEGIN_DECLS

/**
 * SpPlayerSource:
 * @SP_PLAYER_SOURCE_AS_IT_IS: a file is fetched first, a stream is played while it is made
 * @SP_PLAYER_SOURCE_WHOLE: all of a stream that is over, as one file
 *
 * What of a file is played.
 */
typedef enum {
  SP_PLAYER_SOURCE_AS_IT_IS,
  SP_PLAYER_SOURCE_WHOLE,
} SpPlayerSource;

/**
 * sp_player_loader_load_async:
 * @file: a file of a value
 * @client: (nullable): where it comes from
 * @source: what of it
 * @with_picture: whether pictures are decoded, too
 * @cancellable: (nullable): stops it
 * @callback: called when it can be played
 * @user_data: for @callback
 *
 * Brings a file near, and GStreamer up.
 */
void              sp_player_loader_load_async (GradioFile         *file,
                                               GradioClient       *client,
                                               SpPlayerSource      source,
                                               gboolean            with_picture,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
SpPlayerPipeline *sp_player_loader_load_finish (GAsyncResult *result,
                                                GError      **error);

/**
 * sp_player_loader_is_stream:
 * @file: (nullable): a file of a value
 * @client: (nullable): where it comes from
 *
 * Returns: whether it can be played while it is made
 */
gboolean sp_player_loader_is_stream (GradioFile   *file,
                                     GradioClient *client);

G_END_DECLS
