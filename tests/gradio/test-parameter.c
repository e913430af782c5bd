/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "described-app.h"
#include "gradio-error.h"

static void
assert_fits (GradioParameter *parameter, const char *value)
{
  g_autoptr (JsonNode) node = parse (value);
  g_autoptr (GError)   error = NULL;

  gradio_parameter_validate (parameter, node, &error);
  g_assert_no_error (error);
}

static void
assert_refused (GradioParameter *parameter, const char *value, const char *message)
{
  g_autoptr (JsonNode) node = parse (value);
  g_autoptr (GError)   error = NULL;

  g_assert_false (gradio_parameter_validate (parameter, node, &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

/* An app of one endpoint with one parameter. */
static App *
app_with_parameter (const char *info, const char *component)
{
  g_autofree char *config = g_strdup_printf (
    "{\"components\":[%s],\"dependencies\":[{\"id\":0,\"api_name\":\"f\",\"inputs\":[7]}]}", component);
  g_autofree char *listed = g_strdup_printf ("{\"named_endpoints\":{\"/f\":{\"parameters\":[%s]}}}", info);

  return app_new (parse (config), parse (listed));
}

static void
assert_label (const char *info, const char *component, const char *expected)
{
  g_autoptr (App) app = app_with_parameter (info, component);

  g_assert_cmpstr (gradio_parameter_get_label (find_parameter (app, "/f", 0)), ==, expected);
}

static void
test_labels (void)
{
  assert_label ("{\"label\":\"Text\",\"parameter_name\":\"t\"}", "{}", "Text");
  assert_label ("{\"label\":\"\",\"parameter_name\":\"t\"}", "{}", "t");
  assert_label ("{\"label\":\" \"}", "{}", "param_0");
  assert_label ("{\"label\":\"parameter_7\",\"parameter_name\":\"t\"}", "{\"id\":7}", "t");
  assert_label ("{\"label\":\"parameter_8\",\"parameter_name\":\"t\"}", "{\"id\":7}", "parameter_8");
  assert_label ("{\"label\":\"value_7\"}", "{\"id\":7}", "param_0");
  assert_label ("{\"label\":\"parameter_x\"}", "{\"id\":7}", "parameter_x");
  assert_label ("{\"label\":{\"en\":\"x\"}}", "{\"id\":7,\"props\":{\"label\":\"From props\"}}", "From props");
  assert_label ("{\"label\":null}", "{\"id\":7,\"props\":null}", "param_0");
}

static void
test_bare_parameter (void)
{
  g_autoptr (App)  app = app_with_parameter ("null", "null");
  GradioParameter *parameter = find_parameter (app, "/f", 0);

  g_assert_cmpstr (gradio_parameter_get_name (parameter), ==, "param_0");
  g_assert_cmpstr (gradio_parameter_get_component (parameter), ==, "");
  g_assert_cmpstr (gradio_parameter_get_python_type (parameter), ==, "");
  g_assert_cmpint (gradio_parameter_get_component_id (parameter), ==, -1);
  g_assert_null (gradio_parameter_get_props (parameter));
  g_assert_null (gradio_parameter_get_schema (parameter));
  g_assert_null (gradio_parameter_get_example (parameter));
  g_assert_null (gradio_parameter_get_description (parameter));
  g_assert_true (gradio_parameter_get_required (parameter));
  assert_fits (parameter, "{\"any\":1}");
  assert_fits (parameter, "null");
}

static void
assert_example (const char *info,
                const char *expected)
{
  g_autoptr (App)  app = app_with_parameter (info, "{\"id\":7}");
  JsonNode        *example = gradio_parameter_get_example (find_parameter (app, "/f", 0));
  g_autofree char *text = example != NULL ? gradio_json_write (example) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

#define FILE_SCHEMA                                                                                         \
  "{\"type\":\"object\",\"$defs\":{\"Meta\":{\"properties\":{\"_type\":{\"const\":\"gradio.FileData\"}}}}," \
  "\"properties\":{\"path\":{\"type\":\"string\"},\"meta\":{\"$ref\":\"#/$defs/Meta\"}}}"

/* Authors of components may give the bare address of a file. */
static void
test_example (void)
{
  assert_example ("{\"type\":{\"type\":\"string\"},\"example_input\":\"https://example.org/a.pdf\"}",
                  "\"https://example.org/a.pdf\"");
  assert_example ("{\"type\":" FILE_SCHEMA ",\"example_input\":\"https://example.org/a.pdf\"}",
                  "{\"path\":\"https://example.org/a.pdf\",\"url\":\"https://example.org/a.pdf\","
                  "\"meta\":{\"_type\":\"gradio.FileData\"}}");
  assert_example ("{\"type\":" FILE_SCHEMA ",\"example_input\":{\"path\":\"a\"}}", "{\"path\":\"a\"}");
  assert_example ("{\"type\":" FILE_SCHEMA "}", NULL);
  assert_example ("{\"example_input\":7}", "7");
}

static void
test_validate_choices (void)
{
  g_autoptr (App)  app = app_load ("kitchen-6.31.0", TRUE);
  GradioParameter *radio = find_parameter (app, "/radio", 0);
  GradioParameter *group = find_parameter (app, "/checkboxgroup", 0);
  GradioParameter *multi = find_parameter (app, "/dropdown_multi", 0);

  assert_fits (radio, "1"); /* /info has the text "1" in its enum */
  assert_fits (radio, "1.0");
  assert_fits (radio, "null");
  assert_refused (radio, "\"1\"", "must be one of: 1, 2, three");
  assert_refused (radio, "\"One\"", NULL);

  assert_fits (group, "[]");
  assert_fits (group, "[2,\"three\"]");
  assert_refused (group, "null", "must have a value");
  assert_refused (group, "1", "must be a list");
  assert_refused (group, "[1,\"four\"]", "item 2: must be one of: 1, 2, three");

  assert_fits (multi, "null");
  assert_fits (multi, "[\"a\",\"b\",\"c\"]");
  assert_refused (multi, "[\"a\",\"b\",\"c\",\"d\"]", "must have at most 3 choices");
  assert_refused (multi, "\"a\"", "must be a list");
  assert_fits (find_parameter (app, "/dropdown_custom", 0), "\"anything\"");
  assert_refused (find_parameter (app, "/dropdown", 0), "true", NULL);
}

static void
test_validate_numbers (void)
{
  g_autoptr (App)  app = app_load ("kitchen-6.31.0", TRUE);
  GradioParameter *integer = find_parameter (app, "/number_int", 0);
  GradioParameter *slider = find_parameter (app, "/slider", 0);

  assert_fits (integer, "6.6"); /* its schema asks for an integer, the server rounds */
  assert_fits (integer, "-5");
  assert_fits (integer, "9007199254740993");
  assert_fits (integer, "null");
  assert_refused (integer, "-5.5", "must be at least -5");
  assert_refused (integer, "\"6\"", "must be a number");
  assert_refused (integer, "1e400", "must be a number");
  assert_refused (integer, "true", NULL);

  assert_fits (slider, "1");
  assert_refused (slider, "1.01", "must be at most 1");
  assert_refused (slider, "null", "must have a value");
}

static void
test_validate_others (void)
{
  g_autoptr (App) app = app_load ("kitchen-6.31.0", TRUE);

  assert_fits (find_parameter (app, "/textbox", 0), "\"text\"");
  assert_fits (find_parameter (app, "/textbox", 0), "null");
  assert_refused (find_parameter (app, "/textbox", 0), "3", "must be a text");
  assert_fits (find_parameter (app, "/checkbox", 0), "false");
  assert_refused (find_parameter (app, "/checkbox", 0), "\"yes\"", NULL);
  assert_fits (find_parameter (app, "/json", 0), "{\"any\":[1]}");
  assert_fits (find_parameter (app, "/dataframe", 0), "{\"headers\":[\"a\"],\"data\":[[1]],\"metadata\":null}");
  assert_refused (find_parameter (app, "/dataframe", 0), "null", "must have a value");
  assert_refused (find_parameter (app, "/dataframe", 0), "[]", NULL);
}

/* Where the schema of a server says less than the server takes. */
static void
test_validate_wrong_schemas (void)
{
  g_autoptr (App) sketch = app_with_parameter (
    "{\"type\":{\"type\":\"string\"},\"component\":\"Image\"}",
    "{\"id\":7,\"type\":\"image\",\"props\":{\"tool\":\"sketch\"}}");
  g_autoptr (App) picture = app_with_parameter ("{\"type\":{\"type\":\"string\"},\"component\":\"Image\"}",
                                                "{\"id\":7,\"type\":\"image\",\"props\":{}}");
  g_autoptr (App) film = app_with_parameter (
    "{\"type\":{\"type\":\"string\"},\"component\":\"Video\"}", "{\"id\":7,\"type\":\"video\"}");
  g_autoptr (App) html = app_with_parameter (
    "{\"type\":{\"type\":\"string\"},\"component\":\"Html\",\"parameter_has_default\":true,"
    "\"parameter_default\":3}",
    "{\"id\":7,\"type\":\"html\"}");
  const char *mask = "{\"image\":\"data:image/png;base64,AA\",\"mask\":\"data:image/png;base64,AA\"}";

  assert_fits (find_parameter (sketch, "/f", 0), mask);
  assert_refused (find_parameter (picture, "/f", 0), mask, NULL);
  assert_fits (find_parameter (film, "/f", 0), "[\"clip.mp4\",null]");
  assert_fits (find_parameter (film, "/f", 0), "{\"video\":\"clip.mp4\",\"subtitles\":null}");
  assert_refused (find_parameter (film, "/f", 0), "[3,null]", NULL);
  assert_fits (find_parameter (html, "/f", 0), "4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/parameter/labels", test_labels);
  g_test_add_func ("/parameter/bare", test_bare_parameter);
  g_test_add_func ("/parameter/example", test_example);
  g_test_add_func ("/parameter/validate/choices", test_validate_choices);
  g_test_add_func ("/parameter/validate/numbers", test_validate_numbers);
  g_test_add_func ("/parameter/validate/others", test_validate_others);
  g_test_add_func ("/parameter/validate/wrong-schemas", test_validate_wrong_schemas);

  return g_test_run ();
}
