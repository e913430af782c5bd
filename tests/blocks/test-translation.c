/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-block.h"

#define KEY(key) "__i18n__{\"__type__\": \"translation_metadata\", \"key\": \"" key "\"}"

#define TABLES                                                                              \
  "{\"i18n_translations\":{\"en\":{\"a\":\"one\",\"b\":\"two\",\"c \\\"}\":\"odd\"},"       \
  "\"de\":{\"a\":\"eins\"},\"pt-BR\":{\"a\":\"um\"},\"pt\":{\"a\":\"uma\",\"b\":\"duas\"}," \
  "\"fr\":7,\"it\":{\"a\":8}}}"

static SpTranslation *
new_translation (void)
{
  g_autoptr (JsonNode) config = gradio_json_parse (TABLES, -1, NULL);

  return sp_translation_new (json_node_get_object (config));
}

static void
check_text (const char *languages, const char *text, const char *expected)
{
  g_autoptr (SpTranslation) translation = new_translation ();
  g_autofree char          *result = NULL;

  g_setenv ("LANGUAGE", languages, TRUE);
  result = sp_translation_dup_text (translation, text);
  g_assert_cmpstr (result, ==, expected);
  g_unsetenv ("LANGUAGE");
}

static void
test_languages (void)
{
  check_text ("de_AT", KEY ("a"), "eins");
  check_text ("de_AT", KEY ("b"), "two");
  check_text ("pt_BR", KEY ("a"), "um");
  check_text ("pt_BR", KEY ("b"), "duas");
  check_text ("pt_PT", KEY ("a"), "uma");
  check_text ("sv:pt", KEY ("a"), "uma");
  check_text ("fr", KEY ("a"), "one");
  check_text ("it", KEY ("a"), "one");
  check_text ("de", KEY ("unknown"), "unknown");
  check_text ("C", KEY ("common.submit"), "Submit");
}

static void
test_texts (void)
{
  check_text ("de", "plain", "plain");
  check_text ("de", "", "");
  check_text ("de", "<b>" KEY ("a") "</b> and " KEY ("b"), "<b>eins</b> and two");
  check_text ("de", KEY ("c \\\"}"), "odd");
  check_text ("de", "__i18n__", "__i18n__");
  check_text ("de", "__i18n____i18n__{", "__i18n____i18n__{");
  check_text ("de", "__i18n__{\"key\": \"a\"}", "__i18n__{\"key\": \"a\"}");
  check_text ("de", "__i18n__{\"__type__\": \"translation_metadata\", \"key\": 3}",
              "__i18n__{\"__type__\": \"translation_metadata\", \"key\": 3}");
  check_text ("de", "__i18n__{\"\\", "__i18n__{\"\\");
}

static void
check_props (const char *props, const char *expected)
{
  g_autoptr (SpTranslation) translation = new_translation ();
  g_autofree char          *source = NULL;
  g_autofree char          *wanted = NULL;
  g_autoptr (JsonNode)      node = NULL;
  g_autoptr (JsonNode)      want = NULL;
  g_autoptr (JsonNode)      have = NULL;
  g_autoptr (JsonObject)    result = NULL;
  GString                  *text = g_string_new (props);

  g_string_replace (text, "@a", "__i18n__{\\\"__type__\\\": \\\"translation_metadata\\\", \\\"key\\\": \\\"a\\\"}", 0);
  source = g_string_free (text, FALSE);
  node = gradio_json_parse (source, -1, NULL);
  text = g_string_new (expected);
  g_string_replace (text, "@a", "__i18n__{\\\"__type__\\\": \\\"translation_metadata\\\", \\\"key\\\": \\\"a\\\"}", 0);
  wanted = g_string_free (text, FALSE);
  want = gradio_json_parse (wanted, -1, NULL);
  g_assert_nonnull (node);
  g_assert_nonnull (want);

  result = sp_translation_dup_props (translation, json_node_get_object (node),
                                     json_object_has_member (json_node_get_object (node), "choices"));
  have = json_node_init_object (json_node_alloc (), result);
  g_assert_true (gradio_json_equal (have, want));
}

/* What a component gets; data is not looked through, and a choice keeps its value. */
static void
test_props (void)
{
  check_props ("{}", "{}");
  check_props ("{\"label\":\"@a\",\"info\":null,\"lines\":3}", "{\"label\":\"one\",\"info\":null,\"lines\":3}");
  check_props ("{\"label\":{\"__type__\":\"translation_metadata\",\"key\":\"a\"}}", "{\"label\":\"one\"}");
  check_props ("{\"label\":\"a\",\"info\":\"a\",\"value\":\"a\"}", "{\"label\":\"one\",\"info\":\"a\",\"value\":\"a\"}");
  check_props ("{\"label\":\"common.submit\"}", "{\"label\":\"Submit\"}");
  check_props ("{\"value\":\"@a\"}", "{\"value\":\"one\"}");
  check_props ("{\"value\":[\"@a\"]}", "{\"value\":[\"@a\"]}");
  check_props ("{\"choices\":[[\"@a\",\"@a\"],[\"x\",1],\"@a\"],\"value\":\"@a\"}",
               "{\"choices\":[[\"one\",\"@a\"],[\"x\",1],\"@a\"],\"value\":\"@a\"}");
  check_props ("{\"buttons\":[\"copy\",{\"value\":\"@a\",\"deep\":[[\"@a\"],7]}]}",
               "{\"buttons\":[\"copy\",{\"value\":\"one\",\"deep\":[[\"one\"],7]}]}");
}

/* The language of this app is another one than the desktop's. */
static void
test_chosen_language (void)
{
  g_autoptr (SpTranslation) translation = new_translation ();
  g_auto (GStrv)            languages = sp_translation_list_languages (translation);
  g_autofree char          *german = NULL;
  g_autofree char          *portuguese = NULL;
  g_autofree char          *english = NULL;
  g_autofree char          *back = NULL;

  g_assert_cmpuint (g_strv_length (languages), ==, 5);
  g_assert_true (g_strv_contains ((const char *const *) languages, "pt-BR"));
  sp_translation_set_language (translation, "de");
  german = sp_translation_dup_text (translation, KEY ("a"));
  g_assert_cmpstr (german, ==, "eins");
  sp_translation_set_language (translation, "pt-BR");
  portuguese = sp_translation_dup_text (translation, KEY ("a") KEY ("b"));
  g_assert_cmpstr (portuguese, ==, "umduas");
  sp_translation_set_language (translation, "xx");
  english = sp_translation_dup_text (translation, KEY ("a"));
  g_assert_cmpstr (english, ==, "one");
  sp_translation_set_language (translation, NULL);
  back = sp_translation_dup_text (translation, KEY ("b"));
  g_assert_cmpstr (back, ==, "two");
}

/* What Gradio names by key, first and last of the catalogue among them. */
static void
test_own_texts (void)
{
  check_text ("C", KEY ("annotated_image.annotated_image"), "Annotated Image");
  check_text ("C", KEY ("chat_interface.new_chat"), "New Chat");
  check_text ("C", KEY ("video.drop_to_upload"), "Drop a film here");
  check_text ("C", KEY ("common."), "common.");
}

static JsonNode *
new_keyed (const char *text)
{
  g_autoptr (JsonObject) props = json_object_new ();
  g_autoptr (JsonObject) component = json_object_new ();
  JsonArray             *preserved = json_array_new ();

  json_array_add_string_element (preserved, "value");
  json_object_set_string_member (props, "value", text);
  json_object_set_array_member (props, "preserved_by_key", preserved);
  json_object_set_string_member (component, "type", "textbox");
  json_object_set_string_member (component, "key", "k");
  json_object_set_object_member (component, "props", g_steal_pointer (&props));

  return json_node_init_object (json_node_alloc (), component);
}

/* A text that a render translates is none that the user wrote. */
static void
test_keyed (void)
{
  g_autoptr (SpTranslation) translation = new_translation ();
  g_autoptr (JsonNode)      first = new_keyed (KEY ("a"));
  g_autoptr (JsonNode)      other = new_keyed ("other");
  g_autoptr (SpBlock)       block = sp_block_new (json_node_get_object (first), translation);
  g_autoptr (JsonNode)      value = NULL;

  sp_block_render (block, json_node_get_object (first));
  sp_block_render (block, json_node_get_object (other));
  value = sp_block_dup_value (block);
  g_assert_cmpstr (json_node_get_string (value), ==, "other");
}

static void
test_no_tables (void)
{
  g_autoptr (SpTranslation) translation = sp_translation_new (NULL);
  g_autofree char          *text = sp_translation_dup_text (translation, KEY ("a"));

  g_assert_cmpstr (text, ==, "a");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/translation/languages", test_languages);
  g_test_add_func ("/translation/chosen-language", test_chosen_language);
  g_test_add_func ("/translation/own-texts", test_own_texts);
  g_test_add_func ("/translation/texts", test_texts);
  g_test_add_func ("/translation/props", test_props);
  g_test_add_func ("/translation/keyed", test_keyed);
  g_test_add_func ("/translation/no-tables", test_no_tables);

  return g_test_run ();
}
