/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-staging.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "sp-space.h"

#define NAME "progress.json"
#define MAX_SIZE (64 * 1024)

static const char *const kinds[] = { "hub", "folder", "archive", "extension" };

/* Returns NULL for what is no text. */
static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
             json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static gboolean
get_flag (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static SpStaging *
parse (JsonObject *object)
{
  const char *id = get_text (object, "id");
  const char *kind = get_text (object, "kind");
  const char *reference = get_text (object, "reference");
  SpStaging  *self;

  if (id == NULL || !sp_space_is_id (id) || kind == NULL || reference == NULL)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (!g_str_equal (kind, kinds[i]))
      continue;

    self = g_new0 (SpStaging, 1);
    self->id = g_strdup (id);
    self->title = g_strdup (get_text (object, "title"));
    self->source =
      sp_space_source_new ((SpSpaceSourceKind) i, reference, get_text (object, "revision"));
    self->offline = get_flag (object, "offline");
    self->models = get_flag (object, "models");
    self->first_start = get_flag (object, "first_start");
    return self;
  }
  return NULL;
}

SpStaging *
sp_staging_load (GFile *folder, GError **error)
{
  g_autoptr (GFile)      file = g_file_get_child (folder, NAME);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char       *content = NULL;
  gsize                  length = 0;
  JsonNode              *root = NULL;
  SpStaging             *self = NULL;

  if (!g_file_load_contents (file, NULL, &content, &length, NULL, error))
    return NULL;

  /* json-glib does not bear an empty text. */
  if (length > 0 && length < MAX_SIZE && json_parser_load_from_data (parser, content, length, NULL))
    root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    self = parse (json_node_get_object (root));
  if (self == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” cannot be read."),
                 g_file_peek_path (file));
  return self;
}

gboolean
sp_staging_save (const SpStaging *self, GFile *folder, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GFile)      file = g_file_get_child (folder, NAME);
  g_autofree char       *text = NULL;

  json_object_set_string_member (object, "id", self->id);
  if (self->title != NULL)
    json_object_set_string_member (object, "title", self->title);
  json_object_set_string_member (object, "kind", kinds[sp_space_source_get_kind (self->source)]);
  json_object_set_string_member (object, "reference", sp_space_source_get_reference (self->source));
  if (sp_space_source_get_revision (self->source) != NULL)
    json_object_set_string_member (object, "revision", sp_space_source_get_revision (self->source));
  json_object_set_boolean_member (object, "offline", self->offline);
  json_object_set_boolean_member (object, "models", self->models);
  json_object_set_boolean_member (object, "first_start", self->first_start);
  json_node_set_object (node, object);
  text = json_to_string (node, TRUE);
  return g_file_set_contents_full (g_file_peek_path (file), text, -1, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error);
}

void
sp_staging_free (SpStaging *self)
{
  g_free (self->id);
  g_free (self->title);
  g_clear_object (&self->source);
  g_free (self);
}
