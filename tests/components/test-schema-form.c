/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-json-editor.h"
#include "sp-schema-form.h"

static SpComponent *
new_form (const char *schema)
{
  g_autoptr (JsonNode) node = component_test_parse (schema);

  return g_object_ref_sink (sp_schema_form_new_component (node, NULL));
}

static SpComponent *
find_component (SpComponent *self, guint index)
{
  return SP_COMPONENT (component_test_find (GTK_WIDGET (self), SP_TYPE_COMPONENT, index));
}

static void
type_text (SpComponent *self, guint index, const char *text)
{
  GtkWidget *entry = component_test_find (GTK_WIDGET (find_component (self, index)), GTK_TYPE_EDITABLE, 0);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* The first of these tools that is at or after @skip others. */
static void
click (SpComponent *self, const char *words, guint skip)
{
  for (guint i = 0;; i++) {
    GtkWidget  *button = component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, i);
    const char *tooltip = gtk_widget_get_tooltip_text (button);

    if (g_strcmp0 (tooltip, words) == 0 && skip-- == 0) {
      g_signal_emit_by_name (button, "clicked");
      return;
    }
  }
}

static void
click_add (SpComponent *self)
{
  for (guint i = 0;; i++) {
    GtkWidget *button = component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, i);

    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), "_Add") == 0 && gtk_widget_get_visible (button)) {
      g_signal_emit_by_name (button, "clicked");
      return;
    }
  }
}

#define PERSON                                                                                 \
  "{'type': 'object', 'required': ['name', 'age'], 'properties': {'name': {'type': 'string', " \
  "'title': 'Full name', 'description': 'As in the *passport*'}, 'age': {'anyOf': [{'type': "  \
  "'integer'}, {'type': 'null'}]}, 'note': {'type': 'string'}, 'limit': {'type': 'number', 'default': 5}}}"

static void
test_object (void)
{
  SpComponent        *self = new_form (PERSON);
  g_autoptr (GString) events = component_test_watch (self);

  g_assert_true (SP_IS_SCHEMA_FORM (self));
  g_assert_cmpstr (sp_component_get_label (find_component (self, 1)), ==, "Full name");
  component_test_assert_value (self, "{'name': '', 'age': null, 'limit': 5}");
  type_text (self, 1, "Ann");
  type_text (self, 2, "30");
  component_test_assert_value (self, "{'name': 'Ann', 'age': 30, 'limit': 5}");
  g_assert_nonnull (strstr (events->str, "change input"));
  type_text (self, 3, "x");
  component_test_assert_value (self, "{'name': 'Ann', 'age': 30, 'note': 'x', 'limit': 5}");
  g_assert_finalize_object (self);
}

/* What is not edited comes back as it was, and what the schema does not know stays. */
static void
test_given_value (void)
{
  SpComponent *self = new_form (PERSON);

  component_test_set_value (self, "{'name': 'Ann', 'age': 3.0, 'more': [1, {}]}");
  component_test_assert_value (self, "{'name': 'Ann', 'age': 3.0, 'more': [1, {}]}");
  type_text (self, 1, "Bea");
  component_test_assert_value (self, "{'name': 'Bea', 'age': 3.0, 'more': [1, {}]}");
  sp_component_set_value (self, NULL);
  component_test_assert_value (self, "null");
  component_test_set_value (self, "'no object'");
  component_test_assert_value (self, "'no object'");
  component_test_find (GTK_WIDGET (self), SP_TYPE_JSON_EDITOR, 0);
  component_test_set_value (self, "{}");
  component_test_assert_value (self, "{}");
  g_assert_finalize_object (self);
}

static void
test_check (void)
{
  SpComponent       *self = new_form (PERSON);
  g_autoptr (GError) error = NULL;

  g_assert_true (sp_component_check (self, NULL));
  type_text (self, 2, "many");
  g_assert_false (sp_component_check (self, &error));
  g_assert_true (g_str_has_prefix (error->message, "age: "));
  g_assert_finalize_object (self);
}

static void
test_array (void)
{
  SpComponent *self = new_form ("{'type': 'array', 'items': {'type': 'object', 'properties': "
                                "{'x': {'type': 'string'}}, 'required': ['x']}}");
  GtkWidget   *window = component_test_show (self);

  component_test_assert_value (self, "[]");
  component_test_set_value (self, "[{'x': 'a'}, {'x': 'b'}]");
  type_text (self, 2, "A");
  component_test_assert_value (self, "[{'x': 'A'}, {'x': 'b'}]");
  click (self, "Move Up", 1);
  component_test_assert_value (self, "[{'x': 'b'}, {'x': 'A'}]");
  click (self, "Remove", 0);
  component_test_assert_value (self, "[{'x': 'A'}]");
  click_add (self);
  component_test_assert_value (self, "[{'x': 'A'}, {'x': ''}]");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_tuple (void)
{
  SpComponent *self = new_form ("{'type': 'array', 'prefixItems': [{'type': 'number'}, {'type': "
                                "'number'}], 'minItems': 2, 'maxItems': 2}");

  component_test_set_value (self, "[1, 2]");
  type_text (self, 2, "7");
  component_test_assert_value (self, "[1, 7]");
  component_test_set_value (self, "[1, 2, 3]");
  component_test_assert_value (self, "[1, 2, 3]");
  g_assert_finalize_object (self);
}

static void
test_variants (void)
{
  SpComponent *self = new_form ("{'anyOf': [{'type': 'number'}, {'type': 'object', 'title': 'Point', "
                                "'properties': {'x': {'type': 'string'}}}, {'type': 'null'}]}");
  GtkDropDown *chooser = GTK_DROP_DOWN (component_test_find (GTK_WIDGET (self), GTK_TYPE_DROP_DOWN, 0));

  component_test_set_value (self, "{'x': 'a'}");
  g_assert_cmpuint (gtk_drop_down_get_selected (chooser), ==, 1);
  component_test_assert_value (self, "{'x': 'a'}");
  gtk_drop_down_set_selected (chooser, 0);
  component_test_assert_value (self, "null");
  type_text (self, 1, "4");
  component_test_assert_value (self, "4");
  gtk_drop_down_set_selected (chooser, 2);
  component_test_assert_value (self, "null");
  g_assert_finalize_object (self);
}

static guint
count (GtkWidget *widget, GType type)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count (child, type);

  return n;
}

/* A schema that has itself inside, and one with more members than anybody fills in. */
static void
test_limits (void)
{
  SpComponent        *self = new_form ("{'$ref': '#/$defs/A', '$defs': {'A': {'type': 'object', "
                                              "'properties': {'a': {'$ref': '#/$defs/A'}}}}}");
  g_autoptr (GString) schema = g_string_new ("{'type': 'object', 'properties': {");

  g_assert_cmpuint (count (GTK_WIDGET (self), SP_TYPE_SCHEMA_FORM), ==, 6);
  g_assert_cmpuint (count (GTK_WIDGET (self), SP_TYPE_JSON_EDITOR), ==, 1);
  g_assert_finalize_object (self);

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (schema, "%s'a%u': {'type': 'string'}", i > 0 ? ", " : "", i);
  g_string_append (schema, "}}");
  self = new_form (schema->str);
  g_assert_true (SP_IS_JSON_EDITOR (self));
  g_assert_finalize_object (self);
}

static void
test_hostile_schemas (void)
{
  static const char *const schemas[] = {
    "{'type': 'object', 'properties': {'a': null, 'b': 3, 'c': []}, 'required': 'x'}",
    "{'type': 'object', 'properties': {'a': {'default': {}, 'title': 5, 'description': []}}, 'required': [1]}",
    "{'type': 'array', 'items': {'$ref': '#/$defs/none'}}",
    "{'type': 'array', 'prefixItems': [null, 1, {}]}",
    "{'anyOf': [1, null, {}, {'type': 'string'}]}",
    "{'anyOf': []}",
    "{'const': {'a': 1}}",
    "{'enum': []}",
    "[]",
    "7",
    "null",
  };
  static const char *const values[] = { "null", "{}", "[]", "[1, null]", "'x'", "{'a': {'b': 1}}", "1e300" };

  for (gsize i = 0; i < G_N_ELEMENTS (schemas); i++) {
    SpComponent *self = new_form (schemas[i]);

    for (gsize j = 0; j < G_N_ELEMENTS (values); j++) {
      component_test_set_value (self, values[j]);
      sp_component_set_interactive (self, j % 2 == 0);
      if (SP_IS_SCHEMA_FORM (self))
        component_test_assert_value (self, values[j]);
      sp_component_check (self, NULL);
    }
    g_assert_finalize_object (self);
  }
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/schema-form/object", test_object);
  g_test_add_func ("/schema-form/given-value", test_given_value);
  g_test_add_func ("/schema-form/check", test_check);
  g_test_add_func ("/schema-form/array", test_array);
  g_test_add_func ("/schema-form/tuple", test_tuple);
  g_test_add_func ("/schema-form/variants", test_variants);
  g_test_add_func ("/schema-form/limits", test_limits);
  g_test_add_func ("/schema-form/hostile-schemas", test_hostile_schemas);

  return g_test_run ();
}
