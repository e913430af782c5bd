/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dates and times as texts, as Gradio sends them. */

/**
 * sp_date_text_parse:
 * @text: `2024-05-01 10:00:00`, `2024-05-01`, also with a T between them, a fraction and a zone
 *
 * Returns: (transfer full) (nullable): the date and time that @text says, as if in UTC
 */
GDateTime *sp_date_text_parse (const char *text);

/**
 * sp_date_text_is_relative:
 * @text: a text
 *
 * Returns: whether it is `now` or the like of `now - 5m`, which the server works out
 */
gboolean sp_date_text_is_relative (const char *text);

/**
 * sp_date_text_check:
 * @text: what somebody typed
 * @include_time: whether the server wants a time
 * @error: return location
 *
 * Returns: %FALSE with %GRADIO_ERROR_VALUE when the server would refuse @text
 */
gboolean sp_date_text_check (const char *text, gboolean include_time, GError **error);

/**
 * sp_date_text_new:
 * @time: a date and time
 * @include_time: whether to write the time
 *
 * Returns: (transfer full): the text
 */
char *sp_date_text_new (GDateTime *time, gboolean include_time);

G_END_DECLS
