/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gradio's `file_types`: suffixes with or without dot, kinds such as `image`, MIME types; see components.md 3.2. */

/**
 * sp_file_types_new_from_json:
 * @node: (nullable): the prop `file_types`
 *
 * Returns: (transfer full) (nullable): the words in lower case, %NULL when any file is taken
 */
GStrv sp_file_types_new_from_json (JsonNode *node);

/**
 * sp_file_types_match:
 * @types: (nullable): words, %NULL for any file
 * @name: a file's name
 * @mime_type: (nullable): its MIME type as far as it is known
 *
 * Returns: whether the file may be taken
 */
gboolean sp_file_types_match (const char *const *types,
                              const char        *name,
                              const char        *mime_type);

/**
 * sp_file_types_dup_filters:
 * @types: (nullable): words
 *
 * Returns: (transfer full) (nullable): a list of one #GtkFileFilter for a file dialog, %NULL when
 *   any file is taken
 */
GListModel *sp_file_types_dup_filters (const char *const *types);

/**
 * sp_file_types_dup_text:
 * @types: words
 *
 * Returns: (transfer full): the words as a person reads them: “pictures, .pdf”
 */
char *sp_file_types_dup_text (const char *const *types);

/**
 * sp_file_types_dup_mime_type:
 * @file: a file
 *
 * Returns: (transfer full) (nullable): its MIME type, guessed from its name where it does not say
 */
char *sp_file_types_dup_mime_type (GradioFile *file);

G_END_DECLS
