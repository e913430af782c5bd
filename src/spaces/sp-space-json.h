/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Small JSON files of installed Spaces. They may have been written by anybody: every member can be missing or of
 * another type. */

/**
 * sp_space_json_parse:
 * @text: JSON, not necessarily UTF-8
 * @length: its length in bytes
 * @name: what to call it in sentences
 * @error: return location
 *
 * Returns: (transfer full): the root, which holds an object, or %NULL with %G_IO_ERROR_INVALID_DATA
 */
JsonNode *sp_space_json_parse (const char *text,
                               gsize       length,
                               const char *name,
                               GError    **error);

/**
 * sp_space_json_load:
 * @file: a file; a link is not followed, nor more read than @max_size bytes
 * @max_size: larger ones are refused
 * @error: return location
 *
 * Returns: (transfer full): the root, which holds an object
 */
JsonNode *sp_space_json_load (GFile   *file,
                              gsize    max_size,
                              GError **error);

/* Members of an object, NULL, FALSE and 0 when they are missing or not of that type. */
const char *sp_space_json_get_text (JsonObject *object,
                                    const char *name);
gboolean    sp_space_json_get_boolean (JsonObject *object,
                                       const char *name);
JsonObject *sp_space_json_get_object (JsonObject *object,
                                      const char *name);
JsonArray  *sp_space_json_get_array (JsonObject *object,
                                     const char *name);

/* Sets @number when the member is a whole number of at least zero. */
gboolean sp_space_json_get_number (JsonObject *object,
                                   const char *name,
                                   guint64    *number);

/* Writes an object to a file in one step, with its folder; @mode are the permissions of the file. */
gboolean sp_space_json_save (const char *text,
                             GFile      *file,
                             int         mode,
                             GError    **error);

/* Text of an object, of which it takes the reference (transfer full). */
char *sp_space_json_to_text (JsonObject *object);

G_END_DECLS
