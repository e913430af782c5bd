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
 * sp_space_make_id:
 * @name: “owner/name” of the Hub, or the name of a folder
 *
 * Makes the id of a Space: lower-case letters, digits and “-”, neither at its start nor its end, at most 63, so that
 * it can be the name of a host (`ID.localhost`) and of a folder. The Hub's “Acme/Page_Reader” is “acme--page-reader”.
 * What cannot be said that way is “space-” and part of a hash; a long one is cut and ends with part of a hash.
 *
 * Returns: (transfer full): the id
 */
char *sp_space_make_id (const char *name);

/* Whether a text is an id as sp_space_make_id() makes them. */
gboolean sp_space_is_id (const char *id);

/**
 * SpSpacePlaces:
 * @id: (nullable): its id, made of the folder's name when %NULL
 * @environment: (nullable): its virtual Python environment, in the cache folder when %NULL
 * @packages: (nullable): a folder of packages (site-packages of a Flatpak extension) that stands in for an
 * environment: the system's Python finds them by PYTHONPATH
 * @data_folder: (nullable): where the Space's own files are, in the cache folder when %NULL
 *
 * Where the parts of a Space are that is no plain folder.
 */
typedef struct {
  const char *id;
  GFile      *environment;
  GFile      *packages;
  GFile      *data_folder;
} SpSpacePlaces;

/**
 * sp_space_read:
 * @folder: the folder
 * @places: (nullable): where its parts are
 * @error: return location
 *
 * Reads a Space, also one that cannot run here: sp_space_check() says that. Small files are read, so that it takes no
 * thread.
 *
 * A folder with an app.py and no README.md is taken for a Gradio Space of the newest version, with a warning.
 *
 * Returns: (transfer full): the Space, or %NULL with a #GIOError when the folder cannot be read
 */
SpSpace *sp_space_read (GFile               *folder,
                        const SpSpacePlaces *places,
                        GError             **error);

/**
 * sp_space_check:
 * @self: a Space
 * @error: return location
 *
 * Whether it can run on this computer. If not the error says why and what can be done instead:
 * %G_IO_ERROR_NOT_SUPPORTED for another SDK (docker, streamlit; static ones open in the web view) or options in
 * requirements.txt, %G_IO_ERROR_INVALID_DATA for what cannot be read, %G_IO_ERROR_NOT_FOUND for a file that is not
 * there or leads out of the folder.
 */
gboolean sp_space_check (SpSpace *self,
                         GError **error);

/**
 * sp_space_new:
 * @folder: the folder
 * @error: return location
 *
 * Reads a Space that can run here: sp_space_read() and sp_space_check().
 *
 * Returns: (transfer full): the Space, or %NULL with a #GIOError
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

const char *sp_space_get_id (SpSpace *self);
const char *sp_space_get_title (SpSpace *self);
const char *sp_space_get_emoji (SpSpace *self);      /* nullable */
const char *sp_space_get_summary (SpSpace *self);    /* short_description, nullable */
const char *sp_space_get_color_from (SpSpace *self); /* one of the Hub's eight names, nullable */
const char *sp_space_get_color_to (SpSpace *self);   /* likewise */
const char *sp_space_get_app_file (SpSpace *self);   /* inside the folder when sp_space_check() lets it pass */
GFile      *sp_space_get_folder (SpSpace *self);

/* The front matter's other facts, as https://huggingface.co/docs/hub/spaces-config-reference has them. Texts are NULL
 * and lists empty when it does not name them; they are a stranger's words. */
const char        *sp_space_get_sdk (SpSpace *self);                /* “gradio”, “docker”, “static”, “streamlit” … */
const char        *sp_space_get_sdk_version (SpSpace *self);        /* a version */
const char        *sp_space_get_python_version (SpSpace *self);     /* what it asks for: “3.10”, “3.11.4” */
guint              sp_space_get_app_port (SpSpace *self);           /* of docker ones; 0 for none */
const char        *sp_space_get_base_path (SpSpace *self);          /* first page, begins with “/” */
const char        *sp_space_get_suggested_hardware (SpSpace *self); /* “cpu-basic”, “t4-small”, “zero-a10g” … */
const char        *sp_space_get_license (SpSpace *self);            /* “apache-2.0” … */
gboolean           sp_space_get_hf_oauth (SpSpace *self);           /* has a sign-in with the Hub */
const char *const *sp_space_get_models (SpSpace *self);             /* “owner/name” */
const char *const *sp_space_get_datasets (SpSpace *self);           /* “owner/name” */
const char *const *sp_space_get_tags (SpSpace *self);
const char *const *sp_space_get_preload_from_hub (SpSpace *self); /* “repo”, “repo file1,file2”, “repo file1 commit” */
const char *const *
sp_space_get_system_packages (SpSpace *self); /* names in packages.txt: not installed here, only said */

/**
 * sp_space_get_warnings:
 * @self: a Space
 *
 * Returns: (transfer none): sentences on what may not be as its author meant it: no README.md, values that are passed
 * over, system packages that have to be there
 */
const char *const *sp_space_get_warnings (SpSpace *self);

/**
 * sp_space_dup_requirements:
 * @self: a Space
 *
 * Returns: (transfer full): what pip is to install, one requirement an entry:
 *   `gradio==<sdk_version>` and the lines of requirements.txt
 */
GStrv sp_space_dup_requirements (SpSpace *self);

/* The lines of pre-requirements.txt, which are installed before the others: they are needed to build them. */
GStrv sp_space_dup_pre_requirements (SpSpace *self);

/**
 * sp_space_get_environment:
 * @self: a Space
 *
 * Returns: (transfer none): the folder of its Python environment; unless it is an installed Space in the cache folder
 *   ($XDG_CACHE_HOME/spaceport/environments/…), named after a hash of its requirements so that
 *   equal ones are shared; it need not exist
 */
GFile *sp_space_get_environment (SpSpace *self);

/* Packages for the system's Python in the place of an environment, see SpSpacePlaces; nullable. */
GFile *sp_space_get_packages (SpSpace *self);

/**
 * sp_space_get_data_folder:
 * @self: a Space
 *
 * Returns: (transfer none): the folder of its own files: home/, models/, logs/, run/, settings.json. Unless it is
 * installed it is $XDG_CACHE_HOME/spaceport/spaces/ID. It need not exist
 */
GFile *sp_space_get_data_folder (SpSpace *self);

/**
 * sp_space_is_installed:
 * @self: a Space
 *
 * Returns: whether its environment, or the packages in its place, are complete
 */
gboolean sp_space_is_installed (SpSpace *self);

G_END_DECLS
