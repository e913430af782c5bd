/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-json-item.h"
#include "sp-json-tree.h"

static void
test_generations (void)
{
  component_test_generations ("json");
}

static void
test_hostile (void)
{
  component_test_hostile ("json");
}

static SpJsonItem *
dup_item (SpJsonTree *tree, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (sp_json_tree_get_model (tree), position);

  return gtk_tree_list_row_get_item (row);
}

static void
test_tree (void)
{
  g_autoptr (JsonNode)   value = component_test_parse ("{'a':{'b':[1,'two',[null]]},'c \\u0022':true,'d':{}}");
  SpJsonTree            *tree = SP_JSON_TREE (g_object_ref_sink (sp_json_tree_new ()));
  g_autoptr (SpJsonItem) item = NULL;
  g_autoptr (SpJsonItem) quoted = NULL;
  g_autofree char       *summary = NULL;

  sp_json_tree_set_value (tree, value);
  g_assert_cmpuint (g_list_model_get_n_items (sp_json_tree_get_model (tree)), ==, 7);
  sp_json_tree_set_open (tree, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (sp_json_tree_get_model (tree)), ==, 8);

  item = dup_item (tree, 3);
  summary = sp_json_item_dup_summary (item);
  g_assert_cmpstr (sp_json_item_get_path (item), ==, "[\"a\"][\"b\"][1]");
  g_assert_cmpstr (summary, ==, "“two”");
  quoted = dup_item (tree, 6);
  g_assert_cmpstr (sp_json_item_get_path (quoted), ==, "[\"c \\\"\"]");

  sp_json_tree_set_search (tree, "TWO");
  g_assert_cmpuint (g_list_model_get_n_items (sp_json_tree_get_model (tree)), ==, 1);
  sp_json_tree_set_search (tree, "no such thing");
  g_assert_cmpuint (g_list_model_get_n_items (sp_json_tree_get_model (tree)), ==, 0);
  sp_json_tree_set_search (tree, "");
  g_assert_cmpuint (g_list_model_get_n_items (sp_json_tree_get_model (tree)), ==, 8);
  sp_json_tree_set_value (tree, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (sp_json_tree_get_model (tree)), ==, 0);
  g_assert_finalize_object (tree);
}

static void
test_scalars (void)
{
  const char *const values[] = { "7", "'text'", "true", "[]", "{}" };

  SpJsonTree *tree = SP_JSON_TREE (g_object_ref_sink (sp_json_tree_new ()));

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autoptr (JsonNode) value = component_test_parse (values[i]);

    sp_json_tree_set_value (tree, value);
    g_assert_cmpuint (g_list_model_get_n_items (sp_json_tree_get_model (tree)), ==, 1);
  }
  g_assert_finalize_object (tree);
}

static void
test_large (void)
{
  g_autoptr (JsonArray)  array = json_array_new ();
  g_autoptr (JsonNode)   value = NULL;
  g_autoptr (SpJsonItem) part = NULL;
  g_autoptr (GListModel) elements = NULL;
  SpComponent           *json = component_test_new ("json");
  GtkWindow             *window = media_test_show (GTK_WIDGET (json));
  SpJsonTree            *tree = NULL;

  for (int i = 0; i < 123456; i++)
    json_array_add_int_element (array, i);
  value = json_node_init_array (json_node_alloc (), array);
  sp_component_set_value (json, value);
  tree = SP_JSON_TREE (component_test_find (GTK_WIDGET (json), SP_TYPE_JSON_TREE, 0));
  g_assert_cmpuint (g_list_model_get_n_items (sp_json_tree_get_model (tree)), ==, 124);
  part = dup_item (tree, 123);
  g_assert_cmpstr (sp_json_item_get_key (part), ==, "123000 … 123455");
  elements = sp_json_item_create_children (part);
  g_assert_cmpuint (g_list_model_get_n_items (elements), ==, 456);
  sp_json_tree_set_search (tree, "12345");
  g_assert_cmpuint (g_list_model_get_n_items (sp_json_tree_get_model (tree)), >=, 2);

  gtk_window_destroy (window);
  g_assert_finalize_object (json);
}

static void
test_deep (void)
{
  g_autoptr (GString)  text = g_string_new (NULL);
  g_autoptr (JsonNode) value = NULL;
  SpComponent         *json = component_test_new ("json");
  GtkWindow           *window = media_test_show (GTK_WIDGET (json));
  SpJsonTree          *tree = NULL;

  for (int i = 0; i < 500; i++)
    g_string_append (text, i % 2 == 0 ? "[" : "{\"a\":");
  g_string_append (text, "\"needle\"");
  for (int i = 499; i >= 0; i--)
    g_string_append_c (text, i % 2 == 0 ? ']' : '}');
  value = component_test_parse (text->str);
  sp_component_set_value (json, value);
  tree = SP_JSON_TREE (component_test_find (GTK_WIDGET (json), SP_TYPE_JSON_TREE, 0));
  sp_json_tree_set_search (tree, "needle");
  g_assert_cmpuint (g_list_model_get_n_items (sp_json_tree_get_model (tree)), ==, 1);
  gtk_window_destroy (window);
  g_assert_finalize_object (json);
}

static void
test_fold (void)
{
  g_autoptr (JsonNode) value = component_test_parse ("{'a':{'b':[1,[2,[3,[4]]]]},'c':[]}");
  SpJsonTree          *tree = SP_JSON_TREE (g_object_ref_sink (sp_json_tree_new ()));
  GListModel          *lines = sp_json_tree_get_model (tree);

  sp_json_tree_set_value (tree, value);
  sp_json_tree_unfold_all (tree, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (lines), ==, 2);
  sp_json_tree_unfold_all (tree, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (lines), ==, 10);
  sp_json_tree_unfold_all (tree, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (lines), ==, 2);
  g_assert_finalize_object (tree);
}

static void
test_indices (void)
{
  SpComponent *json = component_test_new ("json");
  GtkWindow   *window = NULL;
  GtkWidget   *key = NULL;
  GtkWidget   *expander = NULL;

  component_test_set_value (json, "['x','y']");
  window = media_test_show (GTK_WIDGET (json));
  expander = component_test_find (GTK_WIDGET (json), GTK_TYPE_TREE_EXPANDER, 1);
  key = gtk_widget_get_first_child (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander)));
  g_assert_false (gtk_widget_get_visible (key));
  component_test_set_props (json, "{'show_indices':true}");
  expander = component_test_find (GTK_WIDGET (json), GTK_TYPE_TREE_EXPANDER, 1);
  key = gtk_widget_get_first_child (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander)));
  g_assert_true (gtk_widget_get_visible (key));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (key)), ==, "1");
  gtk_window_destroy (window);
  g_assert_finalize_object (json);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/json/generations", test_generations);
  g_test_add_func ("/json/hostile", test_hostile);
  g_test_add_func ("/json/tree", test_tree);
  g_test_add_func ("/json/scalars", test_scalars);
  g_test_add_func ("/json/large", test_large);
  g_test_add_func ("/json/deep", test_deep);

  g_test_add_func ("/json/fold", test_fold);
  g_test_add_func ("/json/indices", test_indices);

  return g_test_run ();
}
