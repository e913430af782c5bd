/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_LOG_VIEW (sp_log_view_get_type ())

/**
 * SpLogView:
 *
 * What a program writes, in the colours that it wants, as it comes: at most 5,000 lines, of which the oldest go away.
 * It stays at the end unless the user scrolled up, can be searched and copied.
 *
 * Property: `compact` (construct only): for a place within other things: only the text, without empty state and bar.
 */
G_DECLARE_FINAL_TYPE (SpLogView, sp_log_view, SP, LOG_VIEW, AdwBin)

GtkWidget *sp_log_view_new (void);

/**
 * sp_log_view_append:
 * @self: a log
 * @bytes: what was written; it may be cut anywhere
 * @length: number of bytes, -1 if it ends with a NUL
 *
 * Adds it at the end. It is shown with the next frame.
 */
void sp_log_view_append (SpLogView  *self,
                         const char *bytes,
                         gssize      length);

/* The same with the end of a line after it. */
void sp_log_view_append_line (SpLogView  *self,
                              const char *line);

void     sp_log_view_clear (SpLogView *self);
gboolean sp_log_view_is_empty (SpLogView *self);

/* Opens the bar for searching. */
void sp_log_view_find (SpLogView *self);

/**
 * sp_log_view_dup_text:
 * @self: a log
 *
 * Returns: (transfer full): all its lines
 */
char *sp_log_view_dup_text (SpLogView *self);

G_END_DECLS
