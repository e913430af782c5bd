/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "gradio-endpoint-private.h"
#include "sp-custom.h"
#include "sp-drop-zone.h"
#include "sp-json-editor.h"
#include "sp-schema-form.h"

static GBytes *
to_bytes (char *text)
{
  return g_bytes_new_take (text, strlen (text));
}

/* The only parameter of an app of one endpoint. */
static SpComponent *
new_for (const char *info, const char *component, gboolean input)
{
  g_autoptr (JsonNode)          info_node = component_test_parse (info);
  g_autoptr (JsonNode)          node = component_test_parse (component != NULL ? component : "{}");
  g_autofree char              *info_text = gradio_json_write (info_node);
  g_autofree char              *component_text = NULL;
  g_autoptr (GBytes)            config_bytes = NULL;
  g_autoptr (GBytes)            info_bytes = NULL;
  g_autoptr (GradioDescription) description = NULL;
  g_autoptr (GPtrArray)         endpoints = NULL;
  GPtrArray                    *parameters;

  json_object_set_int_member (json_node_get_object (node), "id", component != NULL ? 1 : 2);
  component_text = gradio_json_write (node);
  config_bytes = to_bytes (g_strdup_printf (
    "{\"components\":[%s],\"dependencies\":[{\"api_name\":\"f\",\"inputs\":[1]}]}", component_text));
  info_bytes = to_bytes (g_strdup_printf ("{\"named_endpoints\":{\"/f\":{\"parameters\":[%s]}}}", info_text));
  description = gradio_description_new (config_bytes, NULL);
  g_assert_true (gradio_description_add_info (description, info_bytes, NULL));
  endpoints = gradio_endpoint_list_new (description);
  parameters = gradio_endpoint_get_parameters (g_ptr_array_index (endpoints, 0));

  return g_object_ref_sink (sp_component_new_for_parameter (g_ptr_array_index (parameters, 0), NULL, input));
}

static void
assert_type (SpComponent *self, const char *expected)
{
  g_autofree char *type_name = NULL;

  g_object_get (self, "type-name", &type_name, NULL);
  g_assert_cmpstr (type_name, ==, expected);
}

static void
check_choice (const char *schema, const char *expected)
{
  g_autofree char *info = g_strdup_printf ("{'label': 'X', 'type': %s}", schema);
  SpComponent     *self = new_for (info, NULL, TRUE);

  if (g_strcmp0 (expected, "form") == 0)
    g_assert_true (SP_IS_SCHEMA_FORM (self));
  else if (expected != NULL)
    assert_type (self, expected);
  else
    g_assert_true (SP_IS_JSON_EDITOR (self));
  g_assert_finalize_object (self);
}

static void
test_table_is_sorted (void)
{
  gsize              n_types = 0;
  const char *const *types = sp_component_registry_get_types (&n_types);

  g_assert_cmpuint (n_types, >=, 10);
  for (gsize i = 0; i < n_types; i++) {
    SpComponent *self = component_test_new (types[i]);

    g_assert_cmpint (i == 0 ? -1 : strcmp (types[i - 1], types[i]), <, 0);
    g_assert_true (!SP_IS_JSON_EDITOR (self) || g_str_equal (types[i], "fallback"));
    assert_type (self, types[i]);
    g_assert_finalize_object (self);
  }
}

static void
test_unknown_types (void)
{
  static const char *const types[] = { "rangeslider", "", "SLIDER2", "../slider", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    SpComponent *self = component_test_new (types[i]);

    g_assert_true (types[i] != NULL && *types[i] != '\0' ? SP_IS_CUSTOM (self) : SP_IS_JSON_EDITOR (self));
    g_assert_finalize_object (self);
  }
}

static void
test_schemas (void)
{
  check_choice ("{'type': 'string'}", "textbox");
  check_choice ("{'type': 'string', 'enum': ['a', 'b']}", "dropdown");
  check_choice ("{'type': 'number'}", "number");
  check_choice ("{'type': 'integer', 'minimum': 1}", "number");
  check_choice ("{'type': 'boolean'}", "checkbox");
  check_choice ("{'oneOf': [{'type': 'number'}, {'type': 'null'}]}", "number");
  check_choice ("{'$ref': '#/$defs/A', '$defs': {'A': {'type': 'boolean'}}}", "checkbox");
  check_choice ("{'type': 'object', 'properties': {'path': {}, 'orig_name': {}}}", "file");
  check_choice (
    "{'type': 'array', 'items': {'type': 'object', 'properties': {'path': {}, 'orig_name': {}}}}",
    "file");
  check_choice ("{'type': 'array', 'items': {'type': 'string', 'enum': ['a']}}", "checkboxgroup");
  check_choice ("{'$ref': '#/$defs/A', '$defs': {'A': {'$ref': '#/$defs/A'}}}", NULL);
  check_choice ("{'type': 'array', 'items': {'type': 'number'}}", "form");
  check_choice ("{'anyOf': [{'type': 'number'}, {'type': 'string'}]}", "form");
  check_choice ("{'type': 'object', 'properties': {'a': {}}}", "form");
  check_choice ("{'type': 'array', 'prefixItems': [{'type': 'number'}, {'type': 'number'}]}", "form");
  check_choice ("{'type': 'array', 'items': {'type': 'string'}}", "dropdown");
  check_choice ("{'type': 'integer', 'minimum': 0, 'maximum': 10}", "slider");
  check_choice ("{'type': 'integer', 'minimum': 0, 'maximum': 1000000}", "number");
  check_choice ("{'const': 'fixed'}", "dropdown");
  check_choice ("{'type': {}}", NULL);
  check_choice ("{'type': 5, 'enum': 7, 'anyOf': [1, null]}", NULL);
  check_choice ("{}", NULL);
}

static void
test_input (void)
{
  SpComponent *self =
    new_for ("{'label': 'Steps', 'parameter_name': 'steps', 'component': 'Slider',"
             " 'parameter_has_default': true, 'parameter_default': 20, 'type': {'type': 'number'}}",
             "{'id': 3, 'type': 'slider', 'props': {'minimum': 5, 'maximum': 50, 'value': 7,"
             " 'visible': false, 'interactive': false, 'show_label': false}}",
             TRUE);

  assert_type (self, "slider");
  g_assert_cmpstr (sp_component_get_label (self), ==, "Steps");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self)));
  g_assert_true (sp_component_get_interactive (self));
  component_test_assert_value (self, "20");
  g_assert_finalize_object (self);
}

static void
test_output (void)
{
  SpComponent *self =
    new_for ("{'label': 'Kind', 'component': 'Label', 'type': {}}",
             "{'id': 3, 'type': 'label', 'props': {'value': {'label': 'cat'}}}", FALSE);

  assert_type (self, "label");
  g_assert_false (sp_component_get_interactive (self));
  component_test_assert_value (self, "null");
  g_assert_finalize_object (self);
}

/* What only shows is no form: its value is edited as JSON, from the example. */
/* Whoever calls a function has the file at hand that a microphone would make. */
static void
test_files_for_devices (void)
{
  static const char *const props[] = { "{'sources': ['microphone']}", "{'source': 'microphone'}", "{'sources': []}" };

  for (gsize i = 0; i < G_N_ELEMENTS (props); i++) {
    g_autofree char *component = g_strdup_printf ("{'id': 1, 'type': 'audio', 'props': %s}", props[i]);
    SpComponent     *self = new_for ("{'label': 'X', 'type': {'type': 'string'}}", component, TRUE);
    SpDropZone      *zone = SP_DROP_ZONE (component_test_find (GTK_WIDGET (self), SP_TYPE_DROP_ZONE, 0));

    g_assert_true (sp_drop_zone_has_source (zone, "upload"));
    g_assert_true (sp_drop_zone_has_source (zone, "microphone") == (i < 2));
    g_assert_finalize_object (self);
  }
}

static void
test_label_as_input (void)
{
  SpComponent *self = new_for ("{'label': 'Kind', 'component': 'Label', 'type': {'type': {}},"
                               " 'example_input': {'label': 'dog'}}",
                               "{'id': 3, 'type': 'label', 'props': {}}", TRUE);

  g_assert_true (SP_IS_JSON_EDITOR (self));
  g_signal_emit_by_name (component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, 0), "clicked");
  component_test_assert_value (self, "{'label': 'dog'}");
  g_assert_finalize_object (self);
}

/* Those of all generations, each once. */
static void
test_every_type_of_every_generation (void)
{
  static const char *const versions[] = { "3.50.2", "4.44.1", "5.49.1", "6.31.0" };
  g_autoptr (GHashTable)   seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++) {
    g_autoptr (JsonObject) components = component_test_load (versions[i]);
    g_autoptr (GList)      types = json_object_get_members (components);

    for (GList *type = types; type != NULL; type = type->next) {
      SpComponent *self = NULL;

      if (!g_hash_table_add (seen, g_strdup (type->data)))
        continue;

      self = component_test_new (type->data);
      component_test_set_props (self, "{'visible': true, 'choices': null}");
      sp_component_set_value (self, NULL);
      g_assert_finalize_object (self);
    }
  }
  g_assert_cmpuint (g_hash_table_size (seen), >, 20);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/component-registry/table-is-sorted", test_table_is_sorted);
  g_test_add_func ("/component-registry/unknown-types", test_unknown_types);
  g_test_add_func ("/component-registry/schemas", test_schemas);
  g_test_add_func ("/component-registry/input", test_input);
  g_test_add_func ("/component-registry/output", test_output);
  g_test_add_func ("/component-registry/files-for-devices", test_files_for_devices);
  g_test_add_func ("/component-registry/label-as-input", test_label_as_input);
  g_test_add_func ("/component-registry/every-type-of-every-generation",
                   test_every_type_of_every_generation);

  return g_test_run ();
}
