/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-capture-device.h"
#include "sp-temp-folder.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_SOUND_RECORDER (sp_sound_recorder_get_type ())

/**
 * SpSoundRecorder:
 *
 * Records what a microphone hears as one WAV file, with 16 bits, at the rate of the device. It holds
 * the device from sp_sound_recorder_start() until it is stopped, cancelled or finalized.
 *
 * Property: `duration` (seconds of sound so far).
 *
 * Signal: `level` (double): how loud the last twentieth of a second was at most, 0 to 1.
 *
 * Signal: `chunk` (#GFile): the next piece, if there are any; a whole WAV file which begins where the
 * one before ended.
 *
 * Signal: `hold`: whether a piece is to wait, and to be joined to the next one; the last one does not.
 *
 * Signal: `failed` (#GError): nothing more is heard; what was recorded can still be stopped for.
 */
G_DECLARE_FINAL_TYPE (SpSoundRecorder, sp_sound_recorder, SP, SOUND_RECORDER, GObject)

/**
 * sp_sound_recorder_new:
 * @folder: (transfer none): where the files go; it must live longer
 * @chunk_length: seconds of a piece, 0 for none
 *
 * Returns: (transfer full): a recorder of one recording
 */
SpSoundRecorder *sp_sound_recorder_new (SpTempFolder *folder,
                                        double        chunk_length);

/**
 * sp_sound_recorder_start:
 * @self: a recorder
 * @device: the microphone
 * @error: what to tell the user
 *
 * Begins, or goes on with another microphone.
 *
 * Returns: whether it was begun
 */
gboolean sp_sound_recorder_start (SpSoundRecorder *self,
                                  SpCaptureDevice *device,
                                  GError         **error);

/**
 * sp_sound_recorder_set_paused:
 * @self: a recorder that was started
 * @paused: whether nothing is to be recorded for now
 */
void     sp_sound_recorder_set_paused (SpSoundRecorder *self, gboolean paused);
gboolean sp_sound_recorder_get_paused (SpSoundRecorder *self);
double   sp_sound_recorder_get_duration (SpSoundRecorder *self);

/**
 * sp_sound_recorder_stop_async:
 * @self: a recorder that was started
 *
 * Records to the end what was heard up to now, emits the last `chunk` and frees the microphone.
 */
void sp_sound_recorder_stop_async (SpSoundRecorder    *self,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);

/**
 * sp_sound_recorder_stop_finish:
 * @self: a recorder
 * @result: of sp_sound_recorder_stop_async()
 * @error: what to tell the user
 *
 * Returns: (transfer full) (nullable): the recording
 */
GFile *sp_sound_recorder_stop_finish (SpSoundRecorder *self,
                                      GAsyncResult    *result,
                                      GError         **error);

/**
 * sp_sound_recorder_cancel:
 * @self: a recorder
 *
 * Frees the microphone at once; there is no recording.
 */
void sp_sound_recorder_cancel (SpSoundRecorder *self);

G_END_DECLS
