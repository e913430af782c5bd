/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/**
 * sp_source_buffer_follow_style:
 * @buffer: a buffer
 *
 * Gives it the colours for a light or a dark desktop, now and whenever that changes.
 */
void sp_source_buffer_follow_style (GtkSourceBuffer *buffer);

/**
 * sp_source_buffer_show_controls:
 * @buffer: a buffer
 *
 * Makes characters visible that change the direction of the text around them: code must not look
 * like other code than it is.
 */
void sp_source_buffer_show_controls (GtkSourceBuffer *buffer);

/**
 * sp_source_buffer_find_language:
 * @name: (nullable): a language as Gradio calls it: `python`, `sql-sqlite`, `shell`…
 *
 * Returns: (transfer none) (nullable): its colours, %NULL when there are none
 */
GtkSourceLanguage *sp_source_buffer_find_language (const char *name);

/**
 * sp_source_buffer_get_suffix:
 * @name: (nullable): a language as Gradio calls it
 *
 * Returns: what the names of its files end in, without the dot
 */
const char *sp_source_buffer_get_suffix (const char *name);

G_END_DECLS
