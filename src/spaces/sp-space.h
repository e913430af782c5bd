/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_SPACE (sp_space_get_type ())

/**
 * SpSpace:
 *
 * A Space on this computer: a folder laid out as its repository is (README.md with front matter,
 * app file, requirements.txt), and the Python environment made for it. It never changes once read.
 */
G_DECLARE_FINAL_TYPE (SpSpace, sp_space, SP, SPACE, GObject)

/**
 * sp_space_new:
 * @folder: the folder
 * @error: return location
 *
 * Reads the front matter.
 *
 * Returns: (transfer full): the Space, or %NULL with a #GIOError when there is none, or it is no
 *   Gradio Space
 */
SpSpace *sp_space_new (GFile   *folder,
                       GError **error);

/**
 * sp_space_list_bundled:
 *
 * Returns: (transfer full) (element-type SpSpace): the Spaces that ship with the program: in
 *   $SPACEPORT_SPACES_DIR where it is set, else in its data folder; those that cannot be read are
 *   left out
 */
GPtrArray *sp_space_list_bundled (void);

const char *sp_space_get_id (SpSpace *self); /* name of its folder */
const char *sp_space_get_title (SpSpace *self);
const char *sp_space_get_emoji (SpSpace *self);   /* nullable */
const char *sp_space_get_summary (SpSpace *self); /* short_description, nullable */
const char *sp_space_get_app_file (SpSpace *self);
GFile      *sp_space_get_folder (SpSpace *self);

const char *sp_space_get_python_version (SpSpace *self); /* what it asks for, nullable */

/**
 * sp_space_dup_requirements:
 * @self: a Space
 *
 * Returns: (transfer full): what pip is to install, one requirement an entry:
 *   `gradio==<sdk_version>` and the lines of requirements.txt
 */
GStrv sp_space_dup_requirements (SpSpace *self);

/**
 * sp_space_get_environment:
 * @self: a Space
 *
 * Returns: (transfer none): the folder of its Python environment in the cache folder
 *   ($XDG_CACHE_HOME/spaceport/environments/…), named after a hash of its requirements so that
 *   equal ones are shared; it need not exist
 */
GFile *sp_space_get_environment (SpSpace *self);

/**
 * sp_space_is_installed:
 * @self: a Space
 *
 * Returns: whether its environment is complete
 */
gboolean sp_space_is_installed (SpSpace *self);

G_END_DECLS
