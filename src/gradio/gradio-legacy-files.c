/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-legacy-files.h"

#include "gradio-file.h"
#include "gradio-json.h"

/* Deeper values stay as they are: no component nests its files like that. */
#define MAX_DEPTH 64

typedef JsonNode *(*Convert) (JsonNode   *node,
                              const char *component,
                              guint       depth);

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

static JsonNode *
take_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);

  return node;
}

/* Converts what is inside of a list or an object. */
static JsonNode *
convert_members (JsonNode   *node,
                 const char *component,
                 guint       depth,
                 Convert     convert)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  if (depth < MAX_DEPTH && JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);
    JsonArray *copy = json_array_sized_new (json_array_get_length (array));

    for (guint i = 0; i < json_array_get_length (array); i++)
      json_array_add_element (copy, convert (json_array_get_element (array, i), component, depth + 1));

    return take_array (copy);
  }

  if (depth < MAX_DEPTH && JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObject *copy = json_object_new ();

    json_object_iter_init_ordered (&iter, json_node_get_object (node));
    while (json_object_iter_next_ordered (&iter, &name, &member))
      json_object_set_member (copy, name, convert (member, component, depth + 1));

    return take_object (copy);
  }

  return json_node_ref (node);
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static JsonNode *
new_file_data (const char *path,
               const char *url,
               const char *name)
{
  JsonObject *object = json_object_new ();
  JsonObject *meta = json_object_new ();

  set_text (object, "path", path);
  set_text (object, "url", url);
  if (name != NULL)
    json_object_set_string_member (object, "orig_name", name);
  json_object_set_string_member (meta, "_type", "gradio.FileData");
  json_object_set_object_member (object, "meta", meta);

  return take_object (object);
}

/* reading */

static gboolean
is_data_address (const char *text)
{
  return text != NULL && g_ascii_strncasecmp (text, "data:", 5) == 0;
}

static JsonNode *
read_file (JsonObject *legacy)
{
  const char *name = gradio_json_get_string (legacy, "name", NULL);
  const char *data = gradio_json_get_string (legacy, "data", NULL);
  const char *orig_name = gradio_json_get_string (legacy, "orig_name", NULL);
  gboolean    is_stream = gradio_json_get_boolean (legacy, "is_stream", FALSE);
  JsonNode   *node;

  if (name != NULL && (is_stream || gradio_json_get_boolean (legacy, "is_file", FALSE)))
    node = new_file_data (name, NULL, orig_name);
  else if (is_data_address (data))
    node = new_file_data (NULL, data, orig_name != NULL ? orig_name : name);
  else
    return NULL;

  if (is_stream)
    json_object_set_boolean_member (json_node_get_object (node), "is_stream", TRUE);
  if (json_object_has_member (legacy, "size"))
    json_object_set_member (json_node_get_object (node), "size", json_object_dup_member (legacy, "size"));
  if (json_object_has_member (legacy, "mime_type"))
    json_object_set_member (json_node_get_object (node), "mime_type", json_object_dup_member (legacy, "mime_type"));

  return node;
}

static gboolean
shows_pictures (const char *component)
{
  return g_str_equal (component, "image") || g_str_equal (component, "gallery") ||
         g_str_equal (component, "annotatedimage");
}

/* Pictures as text: inside, or at a web address. */
static gboolean
is_picture (JsonNode   *node,
            const char *component)
{
  const char *text = gradio_json_is_string (node) && shows_pictures (component) ? json_node_get_string (node) : NULL;

  return is_data_address (text) ||
         (text != NULL && (g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://")));
}

static JsonNode *
read_node (JsonNode   *node,
           const char *component,
           guint       depth)
{
  JsonNode *file = NULL;

  if (is_picture (node, component)) {
    const char *text = json_node_get_string (node);

    return is_data_address (text) ? new_file_data (NULL, text, NULL) : new_file_data (text, NULL, NULL);
  }

  if (JSON_NODE_HOLDS_OBJECT (node))
    file = read_file (json_node_get_object (node));

  return file != NULL ? file : convert_members (node, component, depth, read_node);
}

static JsonNode *
read_picture_of_gallery (JsonNode *entry)
{
  JsonObject *object = json_object_new ();
  JsonArray  *pair = JSON_NODE_HOLDS_ARRAY (entry) ? json_node_get_array (entry) : NULL;
  JsonNode   *picture = pair != NULL && json_array_get_length (pair) > 0 ? json_array_get_element (pair, 0) : entry;

  json_object_set_member (object, "image", read_node (picture, "gallery", 0));
  if (pair != NULL && json_array_get_length (pair) > 1)
    json_object_set_member (object, "caption", json_array_dup_element (pair, 1));
  else
    json_object_set_null_member (object, "caption");

  return take_object (object);
}

static JsonNode *
read_gallery (JsonNode *value)
{
  JsonArray *gallery = json_array_new ();
  JsonArray *entries = json_node_get_array (value);

  for (guint i = 0; i < json_array_get_length (entries); i++)
    json_array_add_element (gallery, read_picture_of_gallery (json_array_get_element (entries, i)));

  return take_array (gallery);
}

/* The film alone, or a pair with its subtitles. */
static JsonNode *
read_film (JsonNode *value)
{
  JsonObject *object = json_object_new ();
  JsonArray  *pair = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  guint       length = pair != NULL ? json_array_get_length (pair) : 0;

  if (length == 0) {
    json_object_set_member (object, "video", read_node (value, "video", 0));
    json_object_set_null_member (object, "subtitles");
  } else {
    json_object_set_member (object, "video", read_node (json_array_get_element (pair, 0), "video", 0));
    json_object_set_member (object, "subtitles",
                            length > 1 ? read_node (json_array_get_element (pair, 1), "video", 0)
                                       : json_node_new (JSON_NODE_NULL));
  }

  return take_object (object);
}

/* A picture in a chat is an object of its own from Gradio 4 on. */
static JsonNode *
read_chat (JsonNode   *node,
           const char *component,
           guint       depth)
{
  JsonNode   *file = JSON_NODE_HOLDS_OBJECT (node) ? read_file (json_node_get_object (node)) : NULL;
  JsonObject *message;

  if (file == NULL)
    return convert_members (node, component, depth, read_chat);

  message = json_object_new ();
  json_object_set_member (message, "file", file);
  set_text (message, "alt_text", gradio_json_get_string (json_node_get_object (node), "alt_text", NULL));

  return take_object (message);
}

static gboolean
is_update (JsonNode *value)
{
  return JSON_NODE_HOLDS_OBJECT (value) &&
         gradio_json_get_string (json_node_get_object (value), "__type__", NULL) != NULL;
}

static JsonNode *
convert_update (JsonNode   *update,
                const char *component,
                JsonNode *(*convert) (JsonNode *value, const char *component))
{
  JsonObject    *copy = json_object_new ();
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  json_object_iter_init_ordered (&iter, json_node_get_object (update));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (copy, name,
                            g_str_equal (name, "value") ? convert (member, component) : json_node_ref (member));

  return take_object (copy);
}

JsonNode *
gradio_legacy_files_read (JsonNode   *value,
                          const char *component)
{
  if (g_str_equal (component, "json")) /* whatever it looks like, it is data */
    return json_node_ref (value);
  if (is_update (value))
    return convert_update (value, component, gradio_legacy_files_read);
  if (g_str_equal (component, "gallery") && JSON_NODE_HOLDS_ARRAY (value))
    return read_gallery (value);
  if (g_str_equal (component, "video") && (JSON_NODE_HOLDS_ARRAY (value) || JSON_NODE_HOLDS_OBJECT (value)))
    return read_film (value);
  if (g_str_equal (component, "chatbot"))
    return read_chat (value, component, 0);

  return read_node (value, component, 0);
}

/* writing */

gboolean
gradio_legacy_files_want_content (const char *component)
{
  return g_str_equal (component, "image");
}

static JsonNode *
write_file (GradioFile *file,
            const char *component)
{
  const char *path = gradio_file_get_path (file);
  const char *url = gradio_file_get_url (file);
  JsonObject *object;

  if (path == NULL && gradio_legacy_files_want_content (component))
    return json_node_init_string (json_node_alloc (), url);

  object = json_object_new ();
  json_object_set_string_member (object, "name", path != NULL ? path : gradio_file_get_name (file));
  set_text (object, "data", path != NULL ? NULL : url);
  json_object_set_boolean_member (object, "is_file", path != NULL);
  json_object_set_string_member (object, "orig_name", gradio_file_get_name (file));
  if (gradio_file_get_size (file) >= 0)
    json_object_set_int_member (object, "size", gradio_file_get_size (file));

  return take_object (object);
}

/* `{"image": …, "caption": …}` is a pair; `{"video": …}` and `{"file": …}` are what is in them. */
static JsonNode *
write_wrapper (JsonObject *object,
               const char *component,
               guint       depth,
               Convert     convert)
{
  JsonNode  *member;
  JsonArray *pair;

  if (g_str_equal (component, "gallery") && (member = json_object_get_member (object, "image")) != NULL) {
    pair = json_array_new ();
    json_array_add_element (pair, convert (member, component, depth + 1));
    member = json_object_get_member (object, "caption");
    json_array_add_element (pair, member != NULL ? json_node_ref (member) : json_node_new (JSON_NODE_NULL));
    return take_array (pair);
  }

  if (g_str_equal (component, "video") && (member = json_object_get_member (object, "video")) != NULL)
    return convert (member, component, depth + 1);
  if (g_str_equal (component, "chatbot") && (member = json_object_get_member (object, "file")) != NULL)
    return convert (member, component, depth + 1);

  return NULL;
}

static JsonNode *
write_node (JsonNode   *node,
            const char *component,
            guint       depth)
{
  g_autoptr (GradioFile) file = gradio_file_new_from_json (node);
  JsonNode              *written = NULL;

  if (file != NULL && gradio_file_get_local (file) == NULL)
    return write_file (file, component);

  if (depth < MAX_DEPTH && JSON_NODE_HOLDS_OBJECT (node))
    written = write_wrapper (json_node_get_object (node), component, depth, write_node);

  return written != NULL ? written : convert_members (node, component, depth, write_node);
}

JsonNode *
gradio_legacy_files_write (JsonNode   *value,
                           const char *component)
{
  return g_str_equal (component, "json") ? json_node_ref (value) : write_node (value, component, 0);
}
