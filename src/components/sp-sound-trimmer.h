/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_SOUND_TRIMMER (sp_sound_trimmer_get_type ())

/**
 * SpSoundTrimmer:
 *
 * Lets the user keep a part of a sound: its waveform with a handle for either end. Enter trims and
 * Escape leaves everything as it was. The files go away with it.
 *
 * Signal: `finished` (#GFile or %NULL, text or %NULL): the part, if there is another one; what went
 * wrong, in words.
 */
G_DECLARE_FINAL_TYPE (SpSoundTrimmer, sp_sound_trimmer, SP, SOUND_TRIMMER, GtkWidget)

GtkWidget *sp_sound_trimmer_new (void);

/**
 * sp_sound_trimmer_open:
 * @self: a trimmer
 * @file: a sound
 * @client: (nullable): where it comes from
 *
 * Fetches and shows a sound, all of it first.
 */
void sp_sound_trimmer_open (SpSoundTrimmer *self,
                            GradioFile     *file,
                            GradioClient   *client);

/**
 * sp_sound_trimmer_close:
 * @self: a trimmer
 *
 * Ends without a part, as *Cancel* does.
 */
void sp_sound_trimmer_close (SpSoundTrimmer *self);

/**
 * sp_sound_trimmer_get_ready:
 * @self: a trimmer
 *
 * Returns: whether the sound is there
 */
gboolean sp_sound_trimmer_get_ready (SpSoundTrimmer *self);

/**
 * sp_sound_trimmer_set_color:
 * @self: a trimmer
 * @color: (nullable): of the bars
 */
void sp_sound_trimmer_set_color (SpSoundTrimmer *self,
                                 const GdkRGBA  *color);

G_END_DECLS
