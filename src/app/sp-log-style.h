/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SpLogStyle:
 *
 * How a character of a program's output looks, as SGR sequences (ECMA-48) say it: bits of #SpLogStyleFlags, and two
 * colours of the palette of 256 that terminals have. Any other colour is the nearest one of these, so that there is an
 * end to the number of styles. 0 is plain.
 */
typedef guint32 SpLogStyle;

typedef enum {
  SP_LOG_STYLE_BOLD = 1 << 0,
  SP_LOG_STYLE_DIM = 1 << 1,
  SP_LOG_STYLE_ITALIC = 1 << 2,
  SP_LOG_STYLE_UNDERLINE = 1 << 3,
  SP_LOG_STYLE_REVERSE = 1 << 4,
  SP_LOG_STYLE_STRIKE = 1 << 5,
} SpLogStyleFlags;

#define SP_LOG_STYLE_DEFAULT (-1) /* the colour that plain text has, or stands on */

/**
 * sp_log_style_apply:
 * @style: how text looked so far
 * @parameters: the numbers of an SGR sequence, 0 where one was left out
 * @joined: for each, whether a colon joins it to the one before
 * @n: how many there are
 *
 * Returns: how text looks from there on
 */
SpLogStyle sp_log_style_apply (SpLogStyle      style,
                               const guint    *parameters,
                               const gboolean *joined,
                               gsize           n);

guint sp_log_style_get_flags (SpLogStyle style);
int   sp_log_style_get_text_color (SpLogStyle style); /* of the palette, or SP_LOG_STYLE_DEFAULT */
int   sp_log_style_get_background (SpLogStyle style); /* likewise */

/**
 * sp_log_style_set_tag:
 * @style: a style
 * @tag: how text of this style is to look in a #GtkTextView
 *
 * Colours can be read on what the desktop's style, light or dark, has texts stand on now.
 */
void sp_log_style_set_tag (SpLogStyle  style,
                           GtkTextTag *tag);

G_END_DECLS
