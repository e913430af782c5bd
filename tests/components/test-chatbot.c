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
  g_test_add_func ("/chatbot/generations", test_generations);
  g_test_add_func ("/chatbot/hostile", test_hostile);

  return g_test_run ();
}
