/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_MICROPHONE_VIEW (sp_microphone_view_get_type ())

/**
 * SpMicrophoneView:
 *
 * What is shown while a microphone records: how loud it is, for how long, which microphone, and the
 * buttons *Cancel*, *Pause* and *Stop*. It lets go of the microphone, and keeps what was recorded,
 * when it leaves the screen. The files go away with it.
 *
 * Property: `recording`: whether it holds the microphone, or is about to.
 *
 * Signal: `started`: the first sound is there to be heard.
 *
 * Signal: `paused`: the user paused.
 *
 * Signal: `chunk` (#GFile): the next piece, see #SpSoundRecorder.
 *
 * Signal: `finished` (#GFile or %NULL, text or %NULL): there is a recording, or the user wanted none;
 * what went wrong, in words.
 */
G_DECLARE_FINAL_TYPE (SpMicrophoneView, sp_microphone_view, SP, MICROPHONE_VIEW, GtkWidget)

GtkWidget *sp_microphone_view_new (void);

/**
 * sp_microphone_view_start:
 * @self: a view
 * @chunk_length: seconds of a piece, 0 for none
 * @max_length: seconds after which it stops by itself, 0 for never
 *
 * Looks for a microphone and records with it.
 */
void sp_microphone_view_start (SpMicrophoneView *self,
                               double            chunk_length,
                               double            max_length);

/**
 * sp_microphone_view_stop:
 * @self: a view
 *
 * Ends the recording, as *Stop* does.
 */
void     sp_microphone_view_stop (SpMicrophoneView *self);
gboolean sp_microphone_view_get_recording (SpMicrophoneView *self);

/**
 * sp_microphone_view_get_length:
 * @self: a view
 *
 * Returns: seconds of the recording that was finished last
 */
double sp_microphone_view_get_length (SpMicrophoneView *self);

/**
 * sp_microphone_view_make_compact:
 * @self: a view
 *
 * Puts all of it into one row without a frame, beside something else that can be done.
 */
void sp_microphone_view_make_compact (SpMicrophoneView *self);

/**
 * sp_microphone_view_set_color:
 * @self: a view
 * @color: (nullable): of the bars
 * @shown: whether there are bars at all
 */
void sp_microphone_view_set_color (SpMicrophoneView *self,
                                   const GdkRGBA    *color,
                                   gboolean          shown);

G_END_DECLS
