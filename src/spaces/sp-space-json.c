/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_NOFOLLOW */
#include "sp-space-json.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

/* Deeper ones would let the parser run out of stack; ours have three levels. */
#define MAX_DEPTH 32

/* Whether the text is nested no deeper than that, be it JSON or not. */
static gboolean
is_flat (const char *text, gsize length)
{
  gboolean in_text = FALSE;
  int      depth = 0;

  for (gsize i = 0; i < length; i++) {
    if (in_text && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      in_text = !in_text;
    else if (!in_text && (text[i] == '{' || text[i] == '['))
      depth++;
    else if (!in_text && (text[i] == '}' || text[i] == ']'))
      depth--;
    if (depth > MAX_DEPTH)
      return FALSE;
  }
  return TRUE;
}

JsonNode *
sp_space_json_parse (const char *text, gsize length, const char *name, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode              *root = NULL;

  /* json-glib takes no empty text, and what is not UTF-8 only with warnings. */
  if (length > 0 && g_utf8_validate_len (text, length, NULL) && is_flat (text, length) &&
      json_parser_load_from_data (parser, text, length, NULL))
    root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_node_ref (root);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” is damaged: it is no JSON object."), name);
  return NULL;
}

/* Reads an ordinary file up to a size. */
static GByteArray *
read_whole (const char *path, gsize max_size, GError **error)
{
  g_autoptr (GByteArray) content = NULL;
  struct stat            status = { 0 };
  ssize_t                length = 0;
  gsize                  done = 0;
  int                    fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0 || fstat (fd, &status) != 0) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "“%s”: %s", path, g_strerror (errno));
    if (fd >= 0)
      close (fd);
    return NULL;
  }
  if (!S_ISREG (status.st_mode) || (guint64) status.st_size > max_size) {
    close (fd);
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” is damaged: it is no small file."), path);
    return NULL;
  }

  content = g_byte_array_new ();
  g_byte_array_set_size (content, max_size);
  do {
    length = read (fd, content->data + done, max_size - done);
    if (length > 0)
      done += length;
  } while ((length > 0 && done < max_size) || (length < 0 && errno == EINTR));
  close (fd);
  g_byte_array_set_size (content, done);
  return g_steal_pointer (&content);
}

JsonNode *
sp_space_json_load (GFile *file, gsize max_size, GError **error)
{
  g_autoptr (GByteArray) content = read_whole (g_file_peek_path (file), max_size, error);
  g_autofree char       *name = NULL;

  if (content == NULL)
    return NULL;
  name = g_file_get_basename (file);
  return sp_space_json_parse ((const char *) content->data, content->len, name, error);
}

static JsonNode *
get_value (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

const char *
sp_space_json_get_text (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

gboolean
sp_space_json_get_boolean (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}

gboolean
sp_space_json_get_number (JsonObject *object, const char *name, guint64 *number)
{
  JsonNode *node = get_value (object, name, G_TYPE_INT64);

  if (node == NULL || json_node_get_int (node) < 0)
    return FALSE;
  *number = json_node_get_int (node);
  return TRUE;
}

JsonObject *
sp_space_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
sp_space_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

gboolean
sp_space_json_save (const char *text, GFile *file, int mode, GError **error)
{
  const char      *path = g_file_peek_path (file);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The folder “%s” cannot be made: %s"), folder,
                 g_strerror (errno));
    return FALSE;
  }
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, mode,
                                   error);
}

char *
sp_space_json_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char     *text = NULL;

  json_node_take_object (node, object);
  text = json_to_string (node, TRUE);
  return g_strconcat (text, "\n", NULL);
}
