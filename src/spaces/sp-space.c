/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-space-private.h"

#include "config.h"

#include <string.h>

#define MAX_ID_LENGTH 63
#define ID_CHARACTERS G_CSET_a_2_z G_CSET_DIGITS "-"

struct _SpSpace {
  GObject       parent_instance;
  GFile        *folder;
  char         *id;
  SpSpaceFacts *facts;
  GFile        *environment;
  GFile        *packages; /* nullable */
  GFile        *data_folder;
};

G_DEFINE_FINAL_TYPE (SpSpace, sp_space, G_TYPE_OBJECT)

static void
sp_space_finalize (GObject *object)
{
  SpSpace *self = SP_SPACE (object);

  g_clear_object (&self->folder);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->facts, sp_space_facts_free);
  g_clear_object (&self->environment);
  g_clear_object (&self->packages);
  g_clear_object (&self->data_folder);

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
}

/* Appends a name as an id has it: every run of other characters is one dash. */
static void
append_id_part (GString *id, const char *part)
{
  gsize start = id->len;

  for (; *part != '\0'; part++) {
    if (g_ascii_isalnum (*part))
      g_string_append_c (id, g_ascii_tolower (*part));
    else if (id->len > start && id->str[id->len - 1] != '-')
      g_string_append_c (id, '-');
  }
  while (id->len > start && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
}

char *
sp_space_make_id (const char *name)
{
  GString         *id = g_string_new (NULL);
  g_auto (GStrv)   parts = g_strsplit (name, "/", -1);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

  for (char **part = parts; *part != NULL; part++) {
    gsize length = id->len;

    if (length > 0)
      g_string_append (id, "--");
    append_id_part (id, *part);
    if (length > 0 && id->len == length + 2)
      g_string_truncate (id, length);
  }

  hash[8] = '\0';
  if (id->len == 0)
    g_string_printf (id, "space-%s", hash);
  if (id->len > MAX_ID_LENGTH) {
    g_string_truncate (id, MAX_ID_LENGTH - 9);
    while (id->str[id->len - 1] == '-')
      g_string_truncate (id, id->len - 1);
    g_string_append_printf (id, "-%s", hash);
  }
  return g_string_free (id, FALSE);
}

gboolean
sp_space_is_id (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  return length > 0 && length <= MAX_ID_LENGTH && strspn (id, ID_CHARACTERS) == length && id[0] != '-' &&
         id[length - 1] != '-';
}

static GFile *
make_environment (SpSpace *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char      *name = NULL;
  GPtrArray            *lists[] = { self->facts->requirements, self->facts->pre_requirements };

  for (gsize list = 0; list < G_N_ELEMENTS (lists); list++) {
    for (guint i = 0; i < lists[list]->len; i++) {
      const char *requirement = g_ptr_array_index (lists[list], i);

      if (i == 0 && list > 0)
        g_checksum_update (checksum, (const guchar *) "", 1);
      g_checksum_update (checksum, (const guchar *) requirement, strlen (requirement) + 1);
    }
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
sp_space_read (GFile *folder, const SpSpacePlaces *places, GError **error)
{
  static const SpSpacePlaces none;
  g_autoptr (SpSpace)        self = NULL;
  g_autofree char           *name = NULL;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  if (places == NULL)
    places = &none;
  self = g_object_new (SP_TYPE_SPACE, NULL);
  self->folder = g_object_ref (folder);
  name = places->id != NULL ? g_strdup (places->id) : dup_display_name (folder);
  self->id = sp_space_make_id (name);

  self->facts = sp_space_facts_read (folder, name, error);
  if (self->facts == NULL)
    return NULL;

  if (places->environment != NULL)
    self->environment = g_object_ref (places->environment);
  else
    self->environment = make_environment (self);
  if (places->data_folder != NULL)
    self->data_folder = g_object_ref (places->data_folder);
  else
    self->data_folder = g_file_new_build_filename (g_get_user_cache_dir (), "spaceport", "spaces", self->id, NULL);
  g_set_object (&self->packages, places->packages);
  return g_steal_pointer (&self);
}

gboolean
sp_space_check (SpSpace *self, GError **error)
{
  g_return_val_if_fail (SP_IS_SPACE (self), FALSE);

  if (self->facts->problem == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (self->facts->problem);
  return FALSE;
}

SpSpace *
sp_space_new (GFile *folder, GError **error)
{
  g_autoptr (SpSpace) self = sp_space_read (folder, NULL, error);

  if (self == NULL || !sp_space_check (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static int
compare_titles (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (sp_space_get_title (*(SpSpace *const *) a), sp_space_get_title (*(SpSpace *const *) b));
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

  return self->facts->title;
}

const char *
sp_space_get_emoji (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->facts->emoji;
}

const char *
sp_space_get_summary (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->facts->summary;
}

const char *
sp_space_get_color_from (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->facts->color_from;
}

const char *
sp_space_get_color_to (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->facts->color_to;
}

const char *
sp_space_get_app_file (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->facts->app_file;
}

GFile *
sp_space_get_folder (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->folder;
}

const char *
sp_space_get_sdk (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->facts->sdk;
}

const char *
sp_space_get_sdk_version (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->facts->sdk_version;
}

const char *
sp_space_get_python_version (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->facts->python_version;
}

guint
sp_space_get_app_port (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), 0);

  return self->facts->app_port;
}

const char *
sp_space_get_base_path (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->facts->base_path;
}

const char *
sp_space_get_suggested_hardware (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->facts->hardware;
}

const char *
sp_space_get_license (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->facts->license;
}

gboolean
sp_space_get_hf_oauth (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), FALSE);

  return self->facts->hf_oauth;
}

const char *const *
sp_space_get_models (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return (const char *const *) self->facts->models;
}

const char *const *
sp_space_get_datasets (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return (const char *const *) self->facts->datasets;
}

const char *const *
sp_space_get_tags (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return (const char *const *) self->facts->tags;
}

const char *const *
sp_space_get_preload_from_hub (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return (const char *const *) self->facts->preload;
}

const char *const *
sp_space_get_system_packages (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return (const char *const *) self->facts->system_packages;
}

const char *const *
sp_space_get_warnings (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return (const char *const *) self->facts->warnings->pdata;
}

static GStrv
dup_entries (GPtrArray *entries)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < entries->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (entries, i));
  return g_strv_builder_end (builder);
}

GStrv
sp_space_dup_requirements (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return dup_entries (self->facts->requirements);
}

GStrv
sp_space_dup_pre_requirements (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return dup_entries (self->facts->pre_requirements);
}

GFile *
sp_space_get_environment (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->environment;
}

GFile *
sp_space_get_packages (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->packages;
}

GFile *
sp_space_get_data_folder (SpSpace *self)
{
  g_return_val_if_fail (SP_IS_SPACE (self), NULL);

  return self->data_folder;
}

gboolean
sp_space_is_installed (SpSpace *self)
{
  g_autofree char *python = NULL;

  g_return_val_if_fail (SP_IS_SPACE (self), FALSE);

  if (self->packages != NULL)
    return g_file_test (g_file_peek_path (self->packages), G_FILE_TEST_IS_DIR);

  /* The folder gets its name when it is complete. Its Python is a link, which leads nowhere once
   * the system has another one. */
  python = g_build_filename (g_file_peek_path (self->environment), "bin", "python", NULL);
  return g_file_test (python, G_FILE_TEST_IS_EXECUTABLE);
}
