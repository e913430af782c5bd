/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

#define SP_TYPE_SUBTITLES (sp_subtitles_get_type ())

/**
 * SpSubtitles:
 *
 * What is said in a film or a sound and when.
 *
 * Signal: `changed`: they have been read, or are gone.
 */
G_DECLARE_FINAL_TYPE (SpSubtitles, sp_subtitles, SP, SUBTITLES, GObject)

SpSubtitles *sp_subtitles_new (void);

/**
 * sp_subtitles_set_source:
 * @self: subtitles
 * @source: (nullable): a file of a value, which is fetched and read, or a list of objects with `text`,
 *   `start` and `end` in seconds; what cannot be read has no lines
 * @client: (nullable): where it comes from
 */
void sp_subtitles_set_source (SpSubtitles  *self,
                              JsonNode     *source,
                              GradioClient *client);

/**
 * sp_subtitles_read:
 * @self: subtitles
 * @text: text of a WebVTT or SubRip file
 */
void sp_subtitles_read (SpSubtitles *self,
                        const char  *text);

/**
 * sp_subtitles_dup_text:
 * @self: subtitles
 * @seconds: a place in it
 *
 * Returns: (transfer full) (nullable): the lines to show there, %NULL for none
 */
char *sp_subtitles_dup_text (SpSubtitles *self,
                             double       seconds);

/**
 * sp_subtitles_get_n_lines:
 * @self: subtitles
 *
 * Returns: how many there are
 */
guint sp_subtitles_get_n_lines (SpSubtitles *self);

G_END_DECLS
