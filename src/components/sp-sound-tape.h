/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * SpSoundTape:
 *
 * What a recorder has recorded: the end of a pipeline, which writes all that comes into one file and
 * tells of it on the bus of the pipeline. One pipeline at a time writes on it.
 */
typedef struct _SpSoundTape SpSoundTape;

/**
 * sp_sound_tape_new:
 * @file: where the sound goes
 * @chunk_length: seconds of a piece, 0 for none
 *
 * Returns: (transfer full): an empty tape
 */
SpSoundTape *sp_sound_tape_new (GFile *file,
                                double chunk_length);

void sp_sound_tape_unref (SpSoundTape *self);

/**
 * sp_sound_tape_create_sink:
 * @self: a tape
 *
 * Returns: (transfer floating) (nullable): an element that writes on it from now on, instead of the
 *   one before; %NULL when GStreamer lacks it. It takes sound of the same kind as the one before
 */
GstElement *sp_sound_tape_create_sink (SpSoundTape *self);

/**
 * sp_sound_tape_cut_off:
 * @self: a tape
 *
 * Nothing is written any more.
 */
void sp_sound_tape_cut_off (SpSoundTape *self);

/**
 * sp_sound_tape_read_message:
 * @message: of the bus
 * @level: (out): how loud it was, 0 to 1
 * @chunk: (out) (transfer full) (nullable): the samples of a piece that is complete
 *
 * Returns: whether the message came from a tape
 */
gboolean sp_sound_tape_read_message (GstMessage *message,
                                     double     *level,
                                     GBytes    **chunk);

/**
 * sp_sound_tape_take_rest:
 * @self: a tape that is cut off
 *
 * Returns: (transfer full) (nullable): the samples of the last piece, which is shorter
 */
GBytes *sp_sound_tape_take_rest (SpSoundTape *self);

double sp_sound_tape_get_duration (SpSoundTape *self);
int    sp_sound_tape_get_rate (SpSoundTape *self);
int    sp_sound_tape_get_channels (SpSoundTape *self);

/**
 * sp_sound_tape_close:
 * @self: a tape that is cut off
 * @error: set when the file is not whole, or there was no sound
 *
 * Returns: whether the file is whole
 */
gboolean sp_sound_tape_close (SpSoundTape *self,
                              GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpSoundTape, sp_sound_tape_unref)

G_END_DECLS
