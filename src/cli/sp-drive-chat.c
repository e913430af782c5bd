/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drive-chat.h"

static JsonNode *
text_parts_new (const char *text)
{
  g_autoptr (JsonArray) array = json_array_new ();
  JsonObject           *part = json_object_new ();

  json_object_set_string_member (part, "type", "text");
  json_object_set_string_member (part, "text", text);
  json_array_add_object_element (array, part);

  return json_node_init_array (json_node_alloc (), array);
}

/* A message with another text: Gradio 6 has a list of parts in it, Gradio 5 a plain text. */
static JsonNode *
dup_with_text (JsonNode *message, const char *text)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObjectIter         iter;
  const char            *name = NULL;
  JsonNode              *member = NULL;

  json_object_iter_init_ordered (&iter, json_node_get_object (message));
  while (json_object_iter_next_ordered (&iter, &name, &member)) {
    if (!g_str_equal (name, "content"))
      json_object_set_member (object, name, json_node_ref (member));
    else if (JSON_NODE_HOLDS_ARRAY (member))
      json_object_set_member (object, name, text_parts_new (text));
    else
      json_object_set_string_member (object, name, text);
  }

  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
dup_edited (JsonNode *value, gint64 index, const char *text)
{
  JsonArray            *old = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++) {
    JsonNode *message = json_array_get_element (old, i);

    if (i == index && JSON_NODE_HOLDS_OBJECT (message))
      json_array_add_element (array, dup_with_text (message, text));
    else
      json_array_add_element (array, json_node_ref (message));
  }

  return json_node_init_array (json_node_alloc (), array);
}

/* What the chat has after the event, NULL when the app decides that. */
static JsonNode *
dup_after (JsonNode *before, const char *event, JsonNode *data)
{
  JsonObject           *object = NULL;
  g_autoptr (JsonArray) nothing = NULL;

  if (data != NULL && JSON_NODE_HOLDS_OBJECT (data))
    object = json_node_get_object (data);
  if (object != NULL && g_str_equal (event, "edit"))
    return dup_edited (before, gradio_json_get_int (object, "index", -1),
                       gradio_json_get_string (object, "value", ""));
  if (!g_str_equal (event, "clear"))
    return NULL;

  nothing = json_array_new ();

  return json_node_init_array (json_node_alloc (), nothing);
}

/**
 * sp_drive_chat_act:
 * @self: the app
 * @item: a chat
 * @event: word for what people do to it
 * @data: (nullable): data of the event
 *
 * Clears it or changes a message, with the events that come of it.
 *
 * Returns: whether that is what @event is about
 */
gboolean
sp_drive_chat_act (SpDrive *self, SpDriveItem *item, const char *event, JsonNode *data)
{
  g_autoptr (JsonNode) before = sp_block_dup_value (item->block);
  g_autoptr (JsonNode) after = dup_after (before, event, data);
  gboolean             is_new = FALSE;

  if (after == NULL)
    return FALSE;

  is_new = sp_block_take (item->block, after);
  sp_blocks_dispatch (self->blocks, item->id, event, data);
  if (is_new)
    sp_blocks_dispatch (self->blocks, item->id, "change", after);

  return TRUE;
}
