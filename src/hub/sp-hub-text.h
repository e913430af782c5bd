/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Texts of strangers, as a screen bears them. */

/**
 * sp_hub_text_dup:
 * @text: (nullable): a text in UTF-8
 * @max: characters
 *
 * Returns: (transfer full) (nullable): the text in one line without control characters and without
 *   marks that turn the direction of what stands beside it; %NULL when nothing is left
 */
char *sp_hub_text_dup (const char *text,
                       gsize       max);

/* The same, with its line breaks and tabs. */
char *sp_hub_text_dup_lines (const char *text,
                             gsize       max);

/* Returns: (transfer full): the texts of a list, which may be %NULL; what else is in it is passed over */
GStrv sp_hub_text_dup_list (JsonArray *array,
                            guint      max_texts,
                            gsize      max);

/* Returns: (nullable): an address of the web that begins with http: or https:, nothing else; @base is for those that
 * begin with a slash */
char *sp_hub_text_dup_address (const char *text,
                               const char *base);

/* Returns: Unix time of a date as the Hub writes it, 0 when it is none */
gint64 sp_hub_text_read_date (const char *text);

G_END_DECLS
