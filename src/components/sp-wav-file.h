/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SpWavFile:
 *
 * A WAV file of 16-bit samples while it is being written. It may be used in any thread, but in one
 * at a time.
 */
typedef struct _SpWavFile SpWavFile;

/**
 * sp_wav_file_new:
 * @file: where to write; what is there is replaced
 * @rate: samples per second and channel
 * @channels: how many channels there are
 * @error: set when it cannot be written
 *
 * Returns: (transfer full) (nullable): the file, without sound
 */
SpWavFile *sp_wav_file_new (GFile   *file,
                            int      rate,
                            int      channels,
                            GError **error);

/**
 * sp_wav_file_free:
 * @self: (nullable): a file; without sp_wav_file_close() before, it is of no use
 */
void sp_wav_file_free (SpWavFile *self);

/**
 * sp_wav_file_write:
 * @self: a file
 * @samples: whole frames of little-endian samples
 * @size: bytes
 * @error: set when the disk is full, or the file gone
 *
 * Returns: whether they were written
 */
gboolean sp_wav_file_write (SpWavFile    *self,
                            gconstpointer samples,
                            gsize         size,
                            GError      **error);

/**
 * sp_wav_file_get_size:
 * @self: a file
 *
 * Returns: bytes of sound in it
 */
gsize sp_wav_file_get_size (SpWavFile *self);

/**
 * sp_wav_file_close:
 * @self: a file
 * @error: set when it could not be finished
 *
 * Writes how long it is. Nothing can be added after that.
 *
 * Returns: whether the file is whole
 */
gboolean sp_wav_file_close (SpWavFile *self,
                            GError   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpWavFile, sp_wav_file_free)

G_END_DECLS
