/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-playlist.h"

#include <math.h>
#include <string.h>

#define HEADER "#EXTM3U"

static void
segment_free (gpointer data)
{
  SpPlaylistSegment *segment = data;

  g_free (segment->uri);
  g_free (segment);
}

static double
parse_duration (const char *text)
{
  double duration = g_ascii_strtod (text, NULL);

  return isfinite (duration) ? CLAMP (duration, 0, SP_PLAYLIST_LONGEST_SEGMENT) : 0;
}

SpPlaylist *
sp_playlist_parse (const char *text, gsize length)
{
  g_autofree char *copy = g_utf8_make_valid (text, (gssize) length);
  g_auto (GStrv)   lines = NULL;
  SpPlaylist      *self = NULL;
  double           duration = 0;

  if (!g_str_has_prefix (copy, HEADER))
    return NULL;

  self = g_new0 (SpPlaylist, 1);
  self->segments = g_ptr_array_new_with_free_func (segment_free);
  lines = g_strsplit (copy, "\n", -1);
  for (gsize i = 0; lines[i] != NULL && !self->ended; i++) {
    const char *line = g_strstrip (lines[i]);

    if (g_str_has_prefix (line, "#EXT-X-MEDIA-SEQUENCE:")) {
      self->first = g_ascii_strtoull (strchr (line, ':') + 1, NULL, 10);
    } else if (g_str_has_prefix (line, "#EXTINF:")) {
      duration = parse_duration (strchr (line, ':') + 1);
    } else if (g_str_has_prefix (line, "#EXT-X-ENDLIST")) {
      self->ended = TRUE;
    } else if (*line != '\0' && *line != '#') {
      SpPlaylistSegment *segment = g_new0 (SpPlaylistSegment, 1);

      segment->uri = g_strdup (line);
      segment->duration = duration;
      g_ptr_array_add (self->segments, segment);
      duration = 0;
    }
  }

  return self;
}

void
sp_playlist_free (SpPlaylist *self)
{
  g_ptr_array_unref (self->segments);
  g_free (self);
}
