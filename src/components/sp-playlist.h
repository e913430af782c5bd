/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SP_PLAYLIST_LONGEST_SEGMENT 3600.0 /* seconds; what claims to be longer is cut */

/**
 * SpPlaylistSegment:
 * @uri: its address, as a rule beside the playlist's
 * @duration: seconds
 *
 * A piece of a sound or a film.
 */
typedef struct {
  char  *uri;
  double duration;
} SpPlaylistSegment;

/**
 * SpPlaylist:
 * @first: number of the first segment in the list
 * @segments: (element-type SpPlaylistSegment): in the order they are played
 * @ended: whether there will be no more
 *
 * What a media playlist of HLS (RFC 8216) says, as far as a stream of Gradio needs it.
 */
typedef struct {
  guint64    first;
  GPtrArray *segments;
  gboolean   ended;
} SpPlaylist;

/**
 * sp_playlist_parse:
 * @text: what a server sent
 * @length: bytes in it
 *
 * Returns: (transfer full) (nullable): what it says; %NULL for what is no playlist
 */
SpPlaylist *sp_playlist_parse (const char *text,
                               gsize       length);
void        sp_playlist_free (SpPlaylist *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpPlaylist, sp_playlist_free)

G_END_DECLS
