/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sp_environment_python_list:
 * @wanted: (nullable): the version that is wished for; a stranger's word
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8): what to ask uv for, the best first: the system's
 *   Python of that version, any of it (which uv may get), the system's nearest ones, and what
 *   sp_tool_find_python() gives; %NULL with an error when there is none
 */
GPtrArray *sp_environment_python_list (const char *wanted,
                                       GError    **error);

/**
 * sp_environment_python_read_version:
 * @folder: the folder of a version, with an environment
 *
 * Returns: (transfer full) (nullable): the version of the Python in it
 */
char *sp_environment_python_read_version (GFile *folder);

/**
 * sp_environment_python_is_version:
 * @version: a version, `3.11.2`
 * @wanted: a version, or its beginning
 *
 * Returns: whether it is what is wished for, apart from the third number
 */
gboolean sp_environment_python_is_version (const char *version,
                                           const char *wanted);

G_END_DECLS
