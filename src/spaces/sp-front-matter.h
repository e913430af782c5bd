/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sp_front_matter_parse:
 * @text: the start of a README.md, not necessarily valid UTF-8
 * @length: its length in bytes
 * @error: return location
 *
 * Reads the block between the first two lines of three dashes: of YAML only `key: value` on one
 * line, plain or in quotes. Lists and other structures are passed over, so their keys are missing;
 * so are keys without a value. A later line wins over an earlier one.
 *
 * Returns: (transfer full) (element-type utf8 utf8): the values by their keys, or %NULL with
 *   %G_IO_ERROR_INVALID_DATA
 */
GHashTable *sp_front_matter_parse (const char *text,
                                   gsize       length,
                                   GError    **error);

/**
 * sp_front_matter_dup_list:
 * @text: the start of a README.md, not necessarily valid UTF-8
 * @length: its length in bytes
 * @key: a key
 *
 * Reads a list of texts of the same block: `- item` lines below the key, `[a, b]` on its line, or a single text.
 * Entries that are no text are left out, and all after the first 256.
 *
 * Returns: (transfer full): its entries, none when there is no such list
 */
GStrv sp_front_matter_dup_list (const char *text,
                                gsize       length,
                                const char *key);

G_END_DECLS
