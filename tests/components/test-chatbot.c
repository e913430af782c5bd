/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"
#include "sp-chat-list.h"

static void
set_list (SpChatList *list, const char *text)
{
  g_autoptr (JsonNode) value = component_test_parse (text);

  sp_chat_list_set_value (list, value);
}

static void
test_diff (void)
{
  SpChatList    *list = sp_chat_list_new ();
  SpChatMessage *first = NULL;
  SpChatMessage *last = NULL;

  set_list (list, "[{'role':'user','content':'a'},{'role':'assistant','content':'b'}]");
  first = sp_chat_list_get (list, 0);
  last = sp_chat_list_get (list, 1);
  set_list (list, "[{'role':'user','content':'a'},{'role':'assistant','content':'bc'}]");
  g_assert_true (sp_chat_list_get (list, 0) == first);
  g_assert_true (sp_chat_list_get (list, 1) == last);
  g_assert_cmpstr (sp_chat_message_get_part (last, 0)->text, ==, "bc");
  set_list (list, "[['x','y'],[null,'z']]");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
  g_assert_finalize_object (list);
}

/* Whatever comes, and in whichever order: the list is that of the last value. */
static void
assert_is_list_of (SpChatList *list, JsonNode *value)
{
  SpChatList *fresh = sp_chat_list_new ();
  guint       n_messages = g_list_model_get_n_items (G_LIST_MODEL (list));

  sp_chat_list_set_value (fresh, value);
  g_assert_cmpuint (n_messages, ==, g_list_model_get_n_items (G_LIST_MODEL (fresh)));
  for (guint i = 0; i < n_messages; i++) {
    SpChatMessage   *a = sp_chat_list_get (list, i);
    SpChatMessage   *b = sp_chat_list_get (fresh, i);
    g_autofree char *text_a = sp_chat_message_dup_text (a);
    g_autofree char *text_b = sp_chat_message_dup_text (b);

    g_assert_cmpstr (text_a, ==, text_b);
    g_assert_cmpuint (sp_chat_message_get_index (a), ==, sp_chat_message_get_index (b));
    g_assert_cmpint (sp_chat_message_get_side (a), ==, sp_chat_message_get_side (b));
    g_assert_cmpint (sp_chat_message_is_user (a), ==, sp_chat_message_is_user (b));
    g_assert_cmpint (sp_chat_message_starts_group (a), ==, sp_chat_message_starts_group (b));
    g_assert_cmpint (sp_chat_message_ends_group (a), ==, sp_chat_message_ends_group (b));
    g_assert_cmpint (sp_chat_message_is_last (a), ==, sp_chat_message_is_last (b));
  }
  g_assert_finalize_object (fresh);
}

/* Values share what did not change, as those of a job that goes on do. */
static void
test_shared (void)
{
  static const char *const elements[] = {
    "{'role':'user','content':'a'}",
    "{'role':'user','content':''}",
    "{'role':'assistant','content':'b'}",
    "{'role':'assistant','content':'t','metadata':{'title':'T','id':1}}",
    "{'role':'assistant','content':'u','metadata':{'title':'U','id':2,'parent_id':1}}",
    "{'role':'system','content':'s'}",
    "['x','y']",
    "[null,'z']",
    "['w',null]",
    "null",
    "7",
  };
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  SpChatList           *list = sp_chat_list_new ();

  for (guint round = 0; round < 2000; round++) {
    g_autoptr (JsonNode) value = json_node_new (JSON_NODE_ARRAY);
    JsonArray           *array = json_array_new ();
    guint                place = (guint) g_test_rand_int_range (0, (int) nodes->len + 1);
    int                  what = g_test_rand_int_range (0, 8);
    const char          *text = elements[g_test_rand_int_range (0, G_N_ELEMENTS (elements))];

    if (nodes->len > 30)
      g_ptr_array_set_size (nodes, (int) place);
    else if (what == 0 && place < nodes->len)
      g_ptr_array_remove_index (nodes, place);
    else if (what == 1)
      g_ptr_array_insert (nodes, (int) place, component_test_parse (text));
    else
      g_ptr_array_add (nodes, component_test_parse (text));
    for (guint i = 0; i < nodes->len; i++)
      json_array_add_element (array, json_node_ref (g_ptr_array_index (nodes, i)));
    json_node_take_array (value, array);
    sp_chat_list_set_value (list, value);
    assert_is_list_of (list, value);
  }
  g_assert_finalize_object (list);
}

static void
test_generations (void)
{
  component_test_generations ("chatbot");
}

static void
test_hostile (void)
{
  component_test_hostile ("chatbot");
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/chatbot/diff", test_diff);
  g_test_add_func ("/chatbot/shared", test_shared);
  g_test_add_func ("/chatbot/generations", test_generations);
  g_test_add_func ("/chatbot/hostile", test_hostile);

  return g_test_run ();
}
