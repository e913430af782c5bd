/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-visibility.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

GRADIO_BEGIN_DECLS

#define GRADIO_TYPE_FILE (gradio_file_get_type ())

/**
 * GradioFile:
 *
 * A file on its way to or from an app: one on this computer that is to be uploaded, one on the
 * app's server, one at a web address, or one whose content stands in a `data:` address. It never
 * changes.
 *
 * Inside of values (#JsonNode) files are objects. What a server sent is its own object, unchanged.
 * A local file is `{"path": "file:///…", "orig_name", "size", "mime_type", "meta": {"_type":
 * "gradio.LocalFile", "grant": …}}`: the grant is a keyed hash that only this process can make, so
 * a server's answer can never name a file of the user for upload.
 */
G_DECLARE_FINAL_TYPE (GradioFile, gradio_file, GRADIO, FILE, GObject)

/**
 * gradio_file_new_local:
 * @file: a file on this computer; not read here
 *
 * Returns: (transfer full): the file
 */
GradioFile *gradio_file_new_local (GFile *file);

/**
 * gradio_file_new_local_in:
 * @file: a file on this computer; not read here
 * @folder: a folder that it is in, at any depth
 *
 * Of a folder that was chosen as a whole: the app is told the way from @folder on, as in
 * `photos/may/a.png`. gradio_file_get_name() has its last part.
 *
 * Returns: (transfer full): the file
 */
GradioFile *gradio_file_new_local_in (GFile *file,
                                      GFile *folder);

/**
 * gradio_file_new_from_json:
 * @node: (nullable): any value
 *
 * Recognises file objects of Gradio 4 to 6 (protocol.md 15.3, 15.5) and those of
 * gradio_file_to_json(). A web address as plain text is none.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL when @node is none
 */
GradioFile *gradio_file_new_from_json (JsonNode *node);

/**
 * gradio_file_to_json:
 * @self: a file
 *
 * Returns: (transfer full): the object for use in values; a job uploads local files before it sends
 *   them
 */
JsonNode *gradio_file_to_json (GradioFile *self);

/**
 * gradio_file_get_local:
 * @self: a file
 *
 * Returns: (transfer none) (nullable): the file on this computer, or %NULL for others
 */
GFile *gradio_file_get_local (GradioFile *self);

/**
 * gradio_file_get_path:
 * @self: a file
 *
 * Returns: (nullable): the path on the server, or a web address
 */
const char *gradio_file_get_path (GradioFile *self);

/**
 * gradio_file_get_url:
 * @self: a file
 *
 * Returns: (nullable): what the server calls its address; may be wrong or a `data:` address.
 *   gradio_client_dup_file_uri() knows better
 */
const char *gradio_file_get_url (GradioFile *self);

/**
 * gradio_file_get_name:
 * @self: a file
 *
 * Returns: a name to show and to save under: one path segment without control and bidirectional
 *   characters, leading dots or slashes, at most 200 bytes; never empty
 */
const char *gradio_file_get_name (GradioFile *self);

/**
 * gradio_file_get_size:
 * @self: a file
 *
 * Returns: bytes, or -1 when unknown. For remote files it is the server's word
 */
goffset gradio_file_get_size (GradioFile *self);

/**
 * gradio_file_get_mime_type:
 * @self: a file
 *
 * Returns: (nullable): the MIME type as the server says it, else guessed from the name
 */
const char *gradio_file_get_mime_type (GradioFile *self);

/**
 * gradio_file_is_stream:
 * @self: a file
 *
 * Returns: whether it is a growing stream (`is_stream`)
 */
gboolean gradio_file_is_stream (GradioFile *self);

/**
 * gradio_file_sanitize_name:
 * @name: (nullable): a name from a server, maybe with folders
 *
 * Returns: (transfer full): what gradio_file_get_name() makes of it; “file” when nothing is left
 */
char *gradio_file_sanitize_name (const char *name);

/**
 * gradio_file_collect:
 * @value: (nullable): any value
 *
 * Finds the file objects in a value: in lists and objects, not inside other file objects, at most
 * 64 levels deep.
 *
 * Returns: (transfer container) (element-type GradioFile): the files in order
 */
GPtrArray *gradio_file_collect (JsonNode *value);

/**
 * gradio_file_collect_for_component:
 * @value: (nullable): a value of a component
 * @component: type of the component, see gradio_parameter_get_component()
 *
 * Like gradio_file_collect() for components that hold files; what looks like a file in the data of
 * a `json` component is none.
 *
 * Returns: (transfer full) (element-type GradioFile): the files in order
 */
GPtrArray *gradio_file_collect_for_component (JsonNode   *value,
                                              const char *component);

GRADIO_END_DECLS
