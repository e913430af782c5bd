/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chat-events.h"

static JsonNode *
new_object (JsonObject *object)
{
  return json_node_init_object (json_node_alloc (), object);
}

/* What a message says in one value: its text, else what it shows. */
static JsonNode *
new_content (SpChatMessage *message)
{
  g_autofree char *source = sp_chat_message_dup_source (message);
  guint            n_parts = sp_chat_message_get_n_parts (message);

  if (source != NULL)
    return json_node_init_string (json_node_alloc (), source);
  if (n_parts > 0)
    return sp_chat_message_dup_content (message, n_parts - 1);

  return json_node_init_string (json_node_alloc (), "");
}

JsonNode *
sp_chat_events_new_select (SpChatMessage *message)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_member (object, "index", sp_chat_message_dup_index (message));
  json_object_set_member (object, "value", new_content (message));

  return new_object (object);
}

JsonNode *
sp_chat_events_new_turn (SpChatList *list)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (list)); i > 0; i--) {
    SpChatMessage *message = sp_chat_list_get (list, i - 1);

    if (sp_chat_message_is_user (message))
      return sp_chat_events_new_select (message);
  }

  return NULL;
}

static void
find_group (SpChatList *list, SpChatMessage *message, guint *first, guint *last)
{
  guint n_messages = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint position = 0;

  while (position < n_messages && sp_chat_list_get (list, position) != message)
    position++;
  g_return_if_fail (position < n_messages);

  *first = *last = position;
  while (*first > 0 && !sp_chat_message_starts_group (sp_chat_list_get (list, *first)))
    (*first)--;
  while (*last + 1 < n_messages && !sp_chat_message_ends_group (sp_chat_list_get (list, *last)))
    (*last)++;
}

static void
add_contents (JsonArray *contents, SpChatMessage *message)
{
  GPtrArray *children = sp_chat_message_get_children (message);

  for (guint i = 0; i < sp_chat_message_get_n_parts (message); i++)
    json_array_add_element (contents, sp_chat_message_dup_content (message, i));
  for (guint i = 0; i < children->len; i++)
    add_contents (contents, g_ptr_array_index (children, i));
}

static gboolean
is_before (const char *version, int major)
{
  return version != NULL && g_ascii_strtoll (version, NULL, 10) < major;
}

static void
set_liked (JsonObject *object, const char *word, gboolean is_old)
{
  if (is_old || g_str_equal (word, "Like") || g_str_equal (word, "Dislike"))
    json_object_set_boolean_member (object, "liked", g_str_equal (word, "Like"));
  else
    json_object_set_string_member (object, "liked", word);
}

/* Gradio 4 tells the first and the last message, those after it the first one only. Up to 4 there
 * is yes and no. Messages of pairs are liked one by one. */
JsonNode *
sp_chat_events_new_like (SpChatList    *list,
                         SpChatMessage *message,
                         const char    *word,
                         const char    *version)
{
  g_autoptr (JsonObject) object = json_object_new ();
  gboolean               is_old = is_before (version, 5);
  JsonArray             *contents = NULL;
  guint                  first = 0;
  guint                  last = 0;

  find_group (list, message, &first, &last);
  if (sp_chat_message_get_side (message) >= 0) {
    json_object_set_member (object, "index", sp_chat_message_dup_index (message));
    json_object_set_member (object, "value", new_content (message));
    set_liked (object, word, is_old);
    return new_object (object);
  }

  contents = json_array_new ();
  for (guint i = first; i <= last; i++)
    add_contents (contents, sp_chat_list_get (list, i));
  if (is_old) {
    JsonArray *ends = json_array_new ();

    json_array_add_int_element (ends, sp_chat_message_get_index (sp_chat_list_get (list, first)));
    json_array_add_int_element (ends, sp_chat_message_get_index (sp_chat_list_get (list, last)));
    json_object_set_array_member (object, "index", ends);
  } else {
    json_object_set_member (object, "index",
                            sp_chat_message_dup_index (sp_chat_list_get (list, first)));
  }
  json_object_set_array_member (object, "value", contents);
  set_liked (object, word, is_old);

  return new_object (object);
}

JsonNode *
sp_chat_events_get_option_value (JsonNode *option)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (option) ? json_node_get_object (option) : NULL;

  if (object == NULL)
    return option;
  if (json_object_has_member (object, "value"))
    return json_object_get_member (object, "value");

  return json_object_has_member (object, "label") ? json_object_get_member (object, "label") : option;
}

JsonNode *
sp_chat_events_new_option (SpChatMessage *message, guint number)
{
  JsonArray             *options = sp_chat_message_get_options (message);
  g_autoptr (JsonObject) object = NULL;
  JsonNode              *value = NULL;

  if (options == NULL || number >= json_array_get_length (options))
    return NULL;

  object = json_object_new ();
  value = sp_chat_events_get_option_value (json_array_get_element (options, number));
  json_object_set_int_member (object, "index", number);
  json_object_set_member (object, "value", json_node_copy (value));

  return new_object (object);
}

JsonNode *
sp_chat_events_new_copy (const char *text)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "value", text);

  return new_object (object);
}

JsonNode *
sp_chat_events_new_edit (SpChatMessage *message, const char *text)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_member (object, "index", sp_chat_message_dup_index (message));
  json_object_set_member (object, "previous_value", new_content (message));
  json_object_set_string_member (object, "value", text);

  return new_object (object);
}

static gboolean
is_text (JsonNode *part)
{
  return gradio_json_is_string (part) ||
         (JSON_NODE_HOLDS_OBJECT (part) &&
          gradio_json_get_string (json_node_get_object (part), "text", NULL) != NULL);
}

static JsonNode *
new_text_part (JsonNode *part, const char *text)
{
  g_autoptr (JsonObject) object = NULL;

  if (JSON_NODE_HOLDS_OBJECT (part)) {
    object = json_object_new ();
    json_object_set_string_member (object, "text", text);
    json_object_set_string_member (object, "type", "text");
    return new_object (object);
  }

  return json_node_init_string (json_node_alloc (), text);
}

/* The first text becomes the new one, other texts were part of what was edited. */
static JsonNode *
new_edited_content (JsonNode *content, const char *text)
{
  JsonArray *parts = NULL;
  JsonArray *edited = NULL;
  JsonNode  *node = NULL;
  gboolean   is_done = FALSE;

  if (content == NULL || !JSON_NODE_HOLDS_ARRAY (content))
    return json_node_init_string (json_node_alloc (), text);

  parts = json_node_get_array (content);
  edited = json_array_new ();
  for (guint i = 0; i < json_array_get_length (parts); i++) {
    JsonNode *part = json_array_get_element (parts, i);

    if (!is_text (part))
      json_array_add_element (edited, json_node_copy (part));
    else if (!is_done)
      json_array_add_element (edited, new_text_part (part, text));
    is_done |= is_text (part);
  }

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, edited);

  return node;
}

static JsonNode *
new_edited_message (JsonNode *message, const char *text)
{
  g_autoptr (JsonObject) edited = json_object_new ();
  JsonObjectIter         iter;
  const char            *name = NULL;
  JsonNode              *member = NULL;

  json_object_iter_init_ordered (&iter, json_node_get_object (message));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (edited, name,
                            g_str_equal (name, "content") ? new_edited_content (member, text)
                                                          : json_node_copy (member));

  return new_object (edited);
}

static JsonNode *
new_edited_pair (JsonNode *pair, int side, const char *text)
{
  JsonArray *sides = json_node_get_array (pair);
  JsonArray *edited = json_array_new ();
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < json_array_get_length (sides); i++) {
    if ((int) i == side)
      json_array_add_string_element (edited, text);
    else
      json_array_add_element (edited, json_node_copy (json_array_get_element (sides, i)));
  }
  json_node_take_array (node, edited);

  return node;
}

static JsonNode *
new_edited_element (JsonNode *element, int side, const char *text)
{
  if (side >= 0 && JSON_NODE_HOLDS_ARRAY (element))
    return new_edited_pair (element, side, text);
  if (side < 0 && JSON_NODE_HOLDS_OBJECT (element) &&
      json_object_has_member (json_node_get_object (element), "content"))
    return new_edited_message (element, text);

  return json_node_init_string (json_node_alloc (), text);
}

JsonNode *
sp_chat_events_new_edited_value (JsonNode *value, SpChatMessage *message, const char *text)
{
  guint      index = sp_chat_message_get_index (message);
  int        side = sp_chat_message_get_side (message);
  JsonArray *edited = NULL;
  JsonArray *array = NULL;
  JsonNode  *node = NULL;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    return new_edited_element (value, side, text);

  array = json_node_get_array (value);
  edited = json_array_sized_new (json_array_get_length (array));
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);

    json_array_add_element (edited, i == index ? new_edited_element (element, side, text)
                                               : json_node_copy (element));
  }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, edited);

  return node;
}

char *
sp_chat_events_dup_group_text (SpChatList *list, SpChatMessage *message)
{
  GString *text = g_string_new (NULL);
  guint    first = 0;
  guint    last = 0;

  find_group (list, message, &first, &last);
  for (guint i = first; i <= last; i++) {
    g_autofree char *one = sp_chat_message_dup_text (sp_chat_list_get (list, i));

    g_string_append_printf (text, "%s%s", i > first ? "\n" : "", one);
  }

  return g_string_free (text, FALSE);
}

char *
sp_chat_events_dup_text (SpChatList *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    SpChatMessage   *message = sp_chat_list_get (list, i);
    g_autofree char *one = sp_chat_message_dup_text (message);

    g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n\n" : "",
                            sp_chat_message_is_user (message) ? "user" : "assistant", one);
  }

  return g_string_free (text, FALSE);
}
