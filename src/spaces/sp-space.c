/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-space.h"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-front-matter.h"

/* More than that of a file is not looked at; front matter and requirements are a few lines. */
#define MAX_FILE_SIZE (256 * 1024)

struct _SpSpace {
  GObject    parent_instance;
  GFile     *folder;
  char      *id;
  char      *title;
  char      *emoji;
  char      *summary;
  char      *app_file;
  char      *python_version;
  GPtrArray *requirements; /* of char*, without the NULL at the end */
  GFile     *environment;
};

G_DEFINE_FINAL_TYPE (SpSpace, sp_space, G_TYPE_OBJECT)

static void
sp_space_finalize (GObject *object)
{
  SpSpace *self = SP_SPACE (object);

  g_clear_object (&self->folder);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->emoji, g_free);
  g_clear_pointer (&self->summary, g_free);
  g_clear_pointer (&self->app_file, g_free);
  g_clear_pointer (&self->python_version, g_free);
  g_clear_pointer (&self->requirements, g_ptr_array_unref);
  g_clear_object (&self->environment);

  G_OBJECT_CLASS (sp_space_parent_class)->finalize (object);
}

static void
sp_space_class_init (SpSpaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_space_finalize;
}

static void
sp_space_init (SpSpace *self)
{
  self->requirements = g_ptr_array_new_with_free_func (g_free);
}

/* Reads the start of a file of the Space's folder. */
static GByteArray *
read_start (GFile *folder, const char *name, GError **error)
{
  g_autoptr (GFile)            file = g_file_get_child (folder, name);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GByteArray)       content = g_byte_array_new ();
  gsize                        length = 0;

  if (stream == NULL)
    return NULL;

  g_byte_array_set_size (content, MAX_FILE_SIZE);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), content->data, MAX_FILE_SIZE, &length,
                                NULL, error))
    return NULL;

  g_byte_array_set_size (content, length);
  return g_steal_pointer (&content);
}

static GHashTable *
read_front_matter (SpSpace *self, GError **error)
{
  g_autoptr (GByteArray) readme = NULL;
  g_autoptr (GError)     local_error = NULL;

  readme = read_start (self->folder, "README.md", &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("“%s” is no Space: it has no README.md."), self->id);
    return NULL;
  }
  if (readme == NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }

  return sp_front_matter_parse ((const char *) readme->data, readme->len, error);
}

/* A version as Python packages have it; it becomes part of a requirement. */
static gboolean
is_version (const char *text)
{
  return g_ascii_isdigit (*text) &&
         text[strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ".+!-")] == '\0';
}

/* Whether a path stays in the folder it is relative to. */
static gboolean
is_inner_path (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  return !g_path_is_absolute (path) && path[0] != '-' &&
         !g_strv_contains ((const char *const *) parts, "..");
}

static gboolean
check_sdk (SpSpace *self, GHashTable *values, GError **error)
{
  const char *sdk = g_hash_table_lookup (values, "sdk");
  const char *version = g_hash_table_lookup (values, "sdk_version");

  if (g_strcmp0 (sdk, "gradio") != 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 _("“%s” is no Gradio Space: its README.md names “%s” as its SDK."), self->id,
                 sdk != NULL ? sdk : "");
    return FALSE;
  }
  if (version != NULL && !is_version (version)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _("“%s” in README.md is not a version of Gradio."), version);
    return FALSE;
  }

  g_ptr_array_add (self->requirements,
                   version != NULL ? g_strconcat ("gradio==", version, NULL) : g_strdup ("gradio"));
  return TRUE;
}

static gboolean
check_app_file (SpSpace *self, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (is_inner_path (self->app_file)) {
    file = g_file_get_child (self->folder, self->app_file);
    if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_REGULAR)
      return TRUE;
  }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("“%s” has no app file “%s”."), self->id,
               self->app_file);
  return FALSE;
}

/* Adds one line of requirements.txt. Options are refused: they could name another index, or files
 * anywhere. */
static gboolean
add_requirement (SpSpace *self, char *line, GError **error)
{
  for (char *mark = strchr (line, '#'); mark != NULL; mark = strchr (mark + 1, '#')) {
    if (mark == line || g_ascii_isspace (mark[-1])) {
      *mark = '\0';
      break;
    }
  }

  g_strstrip (line);
  if (*line == '-') {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 _("requirements.txt of “%s” has the option “%s”; only packages are supported."),
                 self->id, line);
    return FALSE;
  }
  if (*line != '\0')
    g_ptr_array_add (self->requirements, g_strdup (line));
  return TRUE;
}

static gboolean
read_requirements (SpSpace *self, GError **error)
{
  g_autoptr (GByteArray) content = NULL;
  g_autoptr (GError)     local_error = NULL;
  g_autoptr (GString)    text = NULL;
  g_auto (GStrv)         lines = NULL;

  content = read_start (self->folder, "requirements.txt", &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE; /* Gradio is all it needs */
  if (content == NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (content->len == MAX_FILE_SIZE ||
      !g_utf8_validate_len ((const char *) content->data, content->len, NULL)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _("requirements.txt of “%s” is not a list of packages."), self->id);
    return FALSE;
  }

  text = g_string_new_len ((const char *) content->data, content->len);
  g_string_replace (text, "\xef\xbb\xbf", "", 1);
  g_string_replace (text, "\r\n", "\n", 0);
  g_string_replace (text, "\\\n", " ", 0); /* a line that goes on */
  lines = g_strsplit (text->str, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (!add_requirement (self, *line, error))
      return FALSE;

  return TRUE;
}

static GFile *
make_environment (SpSpace *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char      *name = NULL;

  for (guint i = 0; i < self->requirements->len; i++) {
    const char *requirement = g_ptr_array_index (self->requirements, i);

    g_checksum_update (checksum, (const guchar *) requirement, strlen (requirement) + 1);
  }

  name = g_strndup (g_checksum_get_string (checksum), 16);
  return g_file_new_build_filename (g_get_user_cache_dir (), "spaceport", "environments", name,
                                    NULL);
}

static char *
dup_display_name (GFile *folder)
{
  g_autofree char *name = g_file_get_basename (folder);

  return g_filename_display_name (name != NULL ? name : "");
}

SpSpace *
sp_space_new (GFile *folder, GError **error)
{
  g_autoptr (SpSpace)    self = NULL;
  g_autoptr (GHashTable) values = NULL;
  const char            *value;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  self = g_object_new (SP_TYPE_SPACE, NULL);
  self->folder = g_object_ref (folder);
  self->id = dup_display_name (folder);

  values = read_front_matter (self, error);
  if (values == NULL || !check_sdk (self, values, error))
    return NULL;

  value = g_hash_table_lookup (values, "title");
  self->title = g_strdup (value != NULL ? value : self->id);
  value = g_hash_table_lookup (values, "app_file");
  self->app_file = g_strdup (value != NULL ? value : "app.py");
  self->emoji = g_strdup (g_hash_table_lookup (values, "emoji"));
  self->summary = g_strdup (g_hash_table_lookup (values, "short_description"));
  self->python_version = g_strdup (g_hash_table_lookup (values, "python_version"));
  if (!check_app_file (self, error) || !read_requirements (self, error))
    return NULL;

  self->environment = make_environment (self);
  return g_steal_pointer (&self);
}

static int
compare_titles (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate ((*(SpSpace *const *) a)->title, (*(SpSpace *const *) b)->title);
}

GPtrArray *
sp_space_list_bundled (void)
{
  g_autoptr (GPtrArray) spaces = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GDir)      dir = NULL;
  g_autoptr (GError)    dir_error = NULL;
  const char           *path = g_getenv ("SPACEPORT_SPACES_DIR");
  const char           *name;

  if (path == NULL || *path == '\0')
    path = PKGDATADIR "/spaces";

  dir = g_dir_open (path, 0, &dir_error);
  if (dir == NULL)
    g_debug ("No Spaces in the data folder: %s", dir_error->message);

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autoptr (GFile)  folder = g_file_new_build_filename (path, name, NULL);
    g_autoptr (GError) error = NULL;
    SpSpace           *space = sp_space_new (folder, &error);

    if (space != NULL)
      g_ptr_array_add (spaces, space);
    else
      g_debug ("A Space is left out: %s", error->message);
  }

  g_ptr_array_sort (spaces, compare_titles);
  return g_steal_pointer (&spaces);
}

const char *
sp_space_get_id (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->id;
}

const char *
sp_space_get_title (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->title;
}

const char *
sp_space_get_emoji (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->emoji;
}

const char *
sp_space_get_summary (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->summary;
}

const char *
sp_space_get_app_file (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->app_file;
}

const char *
sp_space_get_python_version (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->python_version;
}

GFile *
sp_space_get_folder (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->folder;
}

GStrv
sp_space_dup_requirements (SpSpace *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  for (guint i = 0; i < self->requirements->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->requirements, i));
  return g_strv_builder_end (builder);
}

GFile *
sp_space_get_environment (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->environment;
}

gboolean
sp_space_is_installed (SpSpace *self)
{
  g_autofree char *python = NULL;

  g_return_val_if_fail (SP_IS_SPACE (self), FALSE);

  /* The folder gets its name when it is complete. Its Python is a link, which leads nowhere once
   * the system has another one. */
  python = g_build_filename (g_file_peek_path (self->environment), "bin", "python", NULL);
  return g_file_test (python, G_FILE_TEST_IS_EXECUTABLE);
}
