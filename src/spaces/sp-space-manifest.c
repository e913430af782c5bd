/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-space-manifest.h"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-space-json.h"
#include "sp-space.h"

#define FORMAT 1
#define FILE_NAME "space.json"
#define MAX_SIZE (64 * 1024)
#define MAX_TEXT_LENGTH 1024
#define MAX_EXTRAS 100
#define MAX_VERSION_LENGTH 64
#define VERSION_CHARACTERS G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "._-"

static const char *const kind_names[] = {
  [SP_SPACE_SOURCE_HUB] = "hub",
  [SP_SPACE_SOURCE_FOLDER] = "folder",
  [SP_SPACE_SOURCE_ARCHIVE] = "archive",
  [SP_SPACE_SOURCE_EXTENSION] = "extension",
};

SpSpaceManifest *
sp_space_manifest_new (const char *id, SpSpaceSourceKind kind, const char *reference)
{
  SpSpaceManifest *self = g_new0 (SpSpaceManifest, 1);

  self->id = g_strdup (id);
  self->source_kind = kind;
  self->source_reference = g_strdup (reference);
  return self;
}

SpSpaceManifest *
sp_space_manifest_copy (const SpSpaceManifest *self)
{
  SpSpaceManifest *copy = sp_space_manifest_new (self->id, self->source_kind, self->source_reference);

  copy->title = g_strdup (self->title);
  copy->source_endpoint = g_strdup (self->source_endpoint);
  copy->commit = g_strdup (self->commit);
  copy->current = g_strdup (self->current);
  copy->previous = g_strdup (self->previous);
  copy->older = g_strdup (self->older);
  copy->adopting = g_strdup (self->adopting);
  copy->started = self->started;
  copy->previous_started = self->previous_started;
  copy->extras = g_strdupv (self->extras);
  return copy;
}

void
sp_space_manifest_free (SpSpaceManifest *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->source_reference);
  g_free (self->source_endpoint);
  g_free (self->commit);
  g_free (self->current);
  g_free (self->previous);
  g_free (self->older);
  g_free (self->adopting);
  g_strfreev (self->extras);
  g_free (self);
}

gboolean
sp_space_version_is_name (const char *name)
{
  gsize length = name != NULL ? strlen (name) : 0;

  return length > 0 && length <= MAX_VERSION_LENGTH && g_ascii_isalnum (name[0]) &&
         strspn (name, VERSION_CHARACTERS) == length;
}

static gboolean
fail (const char *what, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _("Its space.json is damaged: “%s” is not what it should be. Remove the Space and install it again."),
               what);
  return FALSE;
}

/* Takes a text that may be missing, but not be something else. */
static gboolean
read_text (JsonObject *object, const char *name, char **text, GError **error)
{
  JsonNode   *node = json_object_get_member (object, name);
  const char *value = sp_space_json_get_text (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (value == NULL || strlen (value) > MAX_TEXT_LENGTH)
    return fail (name, error);
  *text = g_strdup (value);
  return TRUE;
}

/* Takes the name of a version; it becomes that of a folder. */
static gboolean
read_version (JsonObject *object, const char *name, char **version, GError **error)
{
  if (!read_text (object, name, version, error))
    return FALSE;
  return *version == NULL || sp_space_version_is_name (*version) || fail (name, error);
}

static gboolean
read_source (SpSpaceManifest *self, JsonObject *root, GError **error)
{
  JsonObject *source = sp_space_json_get_object (root, "source");
  const char *kind = source != NULL ? sp_space_json_get_text (source, "kind") : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kind_names); i++) {
    if (g_strcmp0 (kind, kind_names[i]) != 0)
      continue;
    self->source_kind = i;
    if (sp_space_json_get_text (source, "reference") == NULL)
      return fail ("reference", error);
    return read_text (source, "reference", &self->source_reference, error) &&
           read_text (source, "endpoint", &self->source_endpoint, error) &&
           read_text (source, "commit", &self->commit, error);
  }
  return fail ("source", error);
}

/* Texts that are given to uv: entries that look like options are none. */
static gboolean
read_extras (SpSpaceManifest *self, JsonObject *root, GError **error)
{
  JsonArray               *array = sp_space_json_get_array (root, "extras");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint                    length = array != NULL ? json_array_get_length (array) : 0;

  if (length > MAX_EXTRAS)
    return fail ("extras", error);
  for (guint i = 0; i < length; i++) {
    JsonNode   *node = json_array_get_element (array, i);
    const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

    if (text == NULL || *text == '\0' || *text == '-' || strlen (text) > MAX_TEXT_LENGTH)
      return fail ("extras", error);
    g_strv_builder_add (builder, text);
  }
  if (length > 0)
    self->extras = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
check_format (JsonObject *root, GError **error)
{
  guint64 format = 0;

  if (!sp_space_json_get_number (root, "format", &format) || format == 0)
    return fail ("format", error);
  if (format == FORMAT)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               _("It was installed by a newer version of the program. Update the program, or remove the Space and "
                  "install it again."));
  return FALSE;
}

SpSpaceManifest *
sp_space_manifest_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (SpSpaceManifest) self = g_new0 (SpSpaceManifest, 1);
  g_autoptr (JsonNode)        node = sp_space_json_parse (text, length, FILE_NAME, error);
  JsonObject                 *root;

  if (node == NULL)
    return NULL;

  root = json_node_get_object (node);
  if (!check_format (root, error) || !read_text (root, "id", &self->id, error) ||
      !read_text (root, "title", &self->title, error) || !read_source (self, root, error) ||
      !read_version (root, "current", &self->current, error) ||
      !read_version (root, "previous", &self->previous, error) ||
      !read_version (root, "older", &self->older, error) ||
      !read_version (root, "adopting", &self->adopting, error) || !read_extras (self, root, error))
    return NULL;
  if (!sp_space_is_id (self->id)) {
    fail ("id", error);
    return NULL;
  }

  self->started = sp_space_json_get_boolean (root, "started");
  self->previous_started = sp_space_json_get_boolean (root, "previous-started");
  return g_steal_pointer (&self);
}

static void
add_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

char *
sp_space_manifest_to_text (const SpSpaceManifest *self)
{
  JsonObject *root = json_object_new ();
  JsonObject *source = json_object_new ();

  json_object_set_int_member (root, "format", FORMAT);
  add_text (root, "id", self->id);
  add_text (root, "title", self->title);
  add_text (source, "kind", kind_names[self->source_kind]);
  add_text (source, "reference", self->source_reference);
  add_text (source, "endpoint", self->source_endpoint);
  add_text (source, "commit", self->commit);
  json_object_set_object_member (root, "source", source);
  add_text (root, "current", self->current);
  add_text (root, "previous", self->previous);
  add_text (root, "older", self->older);
  add_text (root, "adopting", self->adopting);
  json_object_set_boolean_member (root, "started", self->started);
  json_object_set_boolean_member (root, "previous-started", self->previous_started);

  if (self->extras != NULL && self->extras[0] != NULL) {
    JsonArray *extras = json_array_new ();

    for (char **extra = self->extras; *extra != NULL; extra++)
      json_array_add_string_element (extras, *extra);
    json_object_set_array_member (root, "extras", extras);
  }
  return sp_space_json_to_text (root);
}

SpSpaceManifest *
sp_space_manifest_load (GFile *folder, GError **error)
{
  g_autoptr (GFile)    file = g_file_get_child (folder, FILE_NAME);
  g_autoptr (JsonNode) node = sp_space_json_load (file, MAX_SIZE, error);
  g_autofree char     *text = NULL;

  if (node == NULL)
    return NULL;
  text = json_to_string (node, FALSE);
  return sp_space_manifest_parse (text, strlen (text), error);
}

gboolean
sp_space_manifest_save (const SpSpaceManifest *self, GFile *folder, GError **error)
{
  g_autoptr (GFile) file = g_file_get_child (folder, FILE_NAME);
  g_autofree char  *text = sp_space_manifest_to_text (self);

  return sp_space_json_save (text, file, 0600, error);
}
