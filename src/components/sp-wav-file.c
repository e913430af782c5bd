/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-wav-file.h"

#include <string.h>

#define HEADER_SIZE 44
#define SAMPLE_SIZE 2 /* bytes */

struct _SpWavFile {
  GOutputStream *stream; /* owned */
  int            rate;
  int            channels;
  gsize          size; /* bytes of sound */
};

static void
put (guint8 *header, gsize offset, guint32 number, gsize size)
{
  guint32 little = GUINT32_TO_LE (number);

  memcpy (header + offset, &little, size);
}

static void
put_word (guint8 *header, gsize offset, const char *word)
{
  memcpy (header + offset, word, 4);
}

static gboolean
write_header (SpWavFile *self, GError **error)
{
  guint8  header[HEADER_SIZE] = { 0 };
  guint32 size = (guint32) MIN (self->size, G_MAXUINT32 - HEADER_SIZE); /* there is no more place for it */
  guint32 frame = SAMPLE_SIZE * (guint32) self->channels;

  put_word (header, 0, "RIFF");
  put (header, 4, HEADER_SIZE - 8 + size, 4);
  put_word (header, 8, "WAVE");
  put_word (header, 12, "fmt ");
  put (header, 16, 16, 4); /* of the next six */
  put (header, 20, 1, 2);  /* plain samples */
  put (header, 22, (guint32) self->channels, 2);
  put (header, 24, (guint32) self->rate, 4);
  put (header, 28, (guint32) self->rate * frame, 4);
  put (header, 32, frame, 2);
  put (header, 34, 8 * SAMPLE_SIZE, 2);
  put_word (header, 36, "data");
  put (header, 40, size, 4);

  return g_output_stream_write_all (self->stream, header, sizeof header, NULL, NULL, error);
}

SpWavFile *
sp_wav_file_new (GFile *file, int rate, int channels, GError **error)
{
  g_autoptr (SpWavFile) self = g_new0 (SpWavFile, 1);

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (rate > 0 && channels > 0, NULL);

  self->rate = rate;
  self->channels = channels;
  self->stream = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error));
  if (self->stream == NULL || !write_header (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
sp_wav_file_free (SpWavFile *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->stream);
  g_free (self);
}

gboolean
sp_wav_file_write (SpWavFile *self, gconstpointer samples, gsize size, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!g_output_stream_write_all (self->stream, samples, size, NULL, NULL, error))
    return FALSE;

  self->size += size;

  return TRUE;
}

gsize
sp_wav_file_get_size (SpWavFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->size;
}

gboolean
sp_wav_file_close (SpWavFile *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_seekable_seek (G_SEEKABLE (self->stream), 0, G_SEEK_SET, NULL, error) && write_header (self, error) &&
         g_output_stream_close (self->stream, NULL, error);
}
