/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a script of spaceport-cli drive says, and what it means by it. The apps are in the other tests. */
#include "sp-drive-script.h"
#include "sp-drive-selector.h"
#include "sp-drive-value.h"
#include "sp-drive.h"

static void
test_script (void)
{
  static const char text[] =
    "[{\"set\": \"#a\", \"value\": null}, {\"fire\": 3, \"event\": \"click\"},"
    " {\"fire\": 3, \"event\": \"like\", \"data\": {}}, {\"example\": \"type:dataset\", \"row\": 0},"
    " {\"tab\": \"label:A\"}, {\"page\": \"/a\"}, {\"open\": 1}, {\"stop\": 1}, {\"wait\": \"idle\"},"
    " {\"wait\": \"idle\", \"timeout\": 0.5}, {\"wait\": {\"seconds\": 2}}, {\"wait\": {\"value\": 1, \"is\": []}},"
    " {\"wait\": {\"value\": 1, \"contains\": \"x\"}}, {\"wait\": {\"status\": 1, \"is\": \"pending\"}},"
    " {\"dump\": \"values\"}, {\"dump\": \"values\", \"of\": [1, \"#a\"]}, {\"dump\": \"tree\"},"
    " {\"shot\": \"a.png\", \"width\": 360, \"height\": 640}]";
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonArray) steps = sp_drive_script_parse (text, &error);
  g_autoptr (JsonArray) none = sp_drive_script_parse ("[]", NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (steps), ==, 18);
  g_assert_cmpstr (sp_drive_script_get_verb (json_array_get_object_element (steps, 2)), ==, "fire");
  g_assert_cmpuint (json_array_get_length (none), ==, 0);
}

/* Each is the second step of a script, and said to be at fault. */
static void
test_wrong_steps (void)
{
  static const char *const wrong[] = {
    "1",
    "{}",
    "{\"sing\": 1}",
    "{\"set\": 1}",
    "{\"set\": [], \"value\": 1}",
    "{\"set\": 1, \"value\": 1, \"more\": 1}",
    "{\"set\": 1, \"fire\": 1, \"value\": 1}",
    "{\"fire\": 1}",
    "{\"fire\": 1, \"event\": 1}",
    "{\"example\": 1, \"row\": -1}",
    "{\"example\": 1, \"row\": \"0\"}",
    "{\"page\": 1}",
    "{\"wait\": \"a moment\"}",
    "{\"wait\": \"idle\", \"timeout\": \"soon\"}",
    "{\"wait\": {}}",
    "{\"wait\": {\"seconds\": -1}}",
    "{\"wait\": {\"value\": 1}}",
    "{\"wait\": {\"value\": 1, \"contains\": 1}}",
    "{\"wait\": {\"status\": 1, \"is\": 1}}",
    "{\"dump\": \"everything\"}",
    "{\"dump\": \"values\", \"of\": 1}",
    "{\"dump\": \"values\", \"of\": [[]]}",
    "{\"shot\": 1}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char   *text = g_strdup_printf ("[{\"dump\": \"log\"}, %s]", wrong[i]);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", wrong[i]);
    g_assert_null (sp_drive_script_parse (text, &error));
    g_assert_error (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_SCRIPT);
    g_assert_nonnull (strstr (error->message, "Step 2"));
  }
}

static void
test_wrong_scripts (void)
{
  static const char *const wrong[] = { "", "[", "{\"dump\": \"log\"}", "null", "[{\"dump\": \"log\"}] more" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sp_drive_script_parse (wrong[i], &error));
    g_assert_error (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_SCRIPT);
  }
}

/* Type, props, whether it is seen; the ids count from 10. */
static const struct {
  const char *type;
  const char *props;
  gboolean    shown;
} page[] = {
  { "textbox", "{\"label\": \"Name\", \"elem_id\": \"who\"}", TRUE },
  { "textbox", "{\"label\": \"Name\"}", FALSE },
  { "textbox", "{\"label\": \"Name\"}", TRUE },
  { "textbox", "{\"label\": \"Stop!\"}", TRUE },
  { "textbox", "{\"label\": \"Box [1]\"}", TRUE },
  { "button", "{\"value\": \"Run\"}", TRUE },
  { "uploadbutton", "{\"label\": \"Send\", \"value\": null}", TRUE },
  { "slider", "{\"label\": 5, \"elem_id\": \"lost\"}", FALSE },
};

static GPtrArray *
build_page (JsonArray *keep)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (page); i++) {
    SpDriveItem *item = g_new0 (SpDriveItem, 1);
    JsonNode    *props = gradio_json_parse (page[i].props, -1, NULL);

    json_array_add_element (keep, props);
    item->id = (int) i + 10;
    item->type = page[i].type;
    item->props = json_node_get_object (props);
    item->flags = sp_drive_types_get_flags (item->type);
    item->shown = page[i].shown;
    g_ptr_array_add (items, item);
  }

  return items;
}

/* @wanted: its id, or 0 when there is none: then @part is in the reason. */
static void
check_selector (GPtrArray *items, const char *json, gboolean reading, int wanted, const char *part)
{
  g_autoptr (JsonNode) selector = gradio_json_parse (json, -1, NULL);
  g_autoptr (GError)   error = NULL;
  SpDriveItem         *item = sp_drive_selector_find (selector, items, reading, &error);

  g_test_message ("%s", json);
  if (wanted == 0) {
    g_assert_null (item);
    g_assert_error (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_STEP);
    g_assert_nonnull (strstr (error->message, part));
  } else {
    g_assert_no_error (error);
    g_assert_cmpint (item->id, ==, wanted);
  }
}

static void
test_selectors (void)
{
  g_autoptr (JsonArray) keep = json_array_new ();
  g_autoptr (GPtrArray) items = build_page (keep);

  check_selector (items, "10", FALSE, 10, NULL);
  check_selector (items, "11", FALSE, 0, "hidden");
  check_selector (items, "11", TRUE, 11, NULL);
  check_selector (items, "99", TRUE, 0, "no component");
  check_selector (items, "\"#who\"", FALSE, 10, NULL);
  check_selector (items, "\"#lost\"", FALSE, 0, "hidden");
  check_selector (items, "\"#lost\"", TRUE, 0, "hidden");
  check_selector (items, "\"#lost!\"", FALSE, 17, NULL);
  check_selector (items, "\"#none\"", FALSE, 0, "no component");
  check_selector (items, "\"label:Name\"", FALSE, 10, NULL);
  check_selector (items, "\"label:Name[1]\"", FALSE, 12, NULL);
  check_selector (items, "\"label:Name[1]!\"", FALSE, 11, NULL);
  check_selector (items, "\"label:Name[2]\"", FALSE, 0, "hidden");
  check_selector (items, "\"label:Name[3]!\"", FALSE, 0, "no component");
  check_selector (items, "\"label:Name[99999999999999999999]\"", FALSE, 0, "no component");
  check_selector (items, "\"label:Stop!\"", FALSE, 13, NULL);
  check_selector (items, "\"label:Stop\"", FALSE, 0, "no component");
  check_selector (items, "\"label:Box [1]\"", FALSE, 14, NULL);
  check_selector (items, "\"text:Run\"", FALSE, 15, NULL);
  check_selector (items, "\"text:Send\"", FALSE, 16, NULL);
  check_selector (items, "\"text:Name\"", FALSE, 0, "no component");
  check_selector (items, "\"type:textbox[3]\"", FALSE, 14, NULL);
  check_selector (items, "\"type:slider[0]!\"", FALSE, 17, NULL);
  check_selector (items, "\"Name\"", FALSE, 0, "neither");
  check_selector (items, "\"\"", FALSE, 0, "neither");
  check_selector (items, "\"[0]!\"", FALSE, 0, "neither");
}

static void
test_types (void)
{
  g_assert_true (sp_drive_types_have_event ("textbox", "submit"));
  g_assert_false (sp_drive_types_have_event ("textbox", "click"));
  g_assert_false (sp_drive_types_have_event ("row", "click"));
  g_assert_true (sp_drive_types_have_event ("html", "rated"));
  g_assert_true (sp_drive_types_have_event ("pdf", "upload"));
  g_assert_true (sp_drive_types_have_event ("workflowcanvas", "change"));
  g_assert_true (sp_drive_types_have_event ("accordion", "expand"));

  g_assert_true (sp_drive_types_event_needs_interactive ("button", "click"));
  g_assert_true (sp_drive_types_event_needs_interactive ("textbox", "submit"));
  g_assert_true (sp_drive_types_event_needs_interactive ("radio", "select"));
  g_assert_false (sp_drive_types_event_needs_interactive ("dataframe", "select"));
  g_assert_false (sp_drive_types_event_needs_interactive ("textbox", "stop"));
  g_assert_false (sp_drive_types_event_needs_interactive ("chatbot", "like"));
}

/* @part is in the reason why people could not enter @value, NULL when they could. */
static void
check_value (const char *type, const char *props, const char *value, const char *part)
{
  g_autoptr (JsonNode) node = gradio_json_parse (props, -1, NULL);
  g_autoptr (JsonNode) entered = gradio_json_parse (value, -1, NULL);
  g_autoptr (GError)   error = NULL;
  SpDriveItem          item = { .id = 7, .type = type, .props = json_node_get_object (node) };

  g_test_message ("%s %s %s", type, props, value);
  g_assert_true (sp_drive_value_check (&item, entered, &error) == (part == NULL));
  if (part != NULL) {
    g_assert_error (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_STEP);
    g_assert_nonnull (strstr (error->message, part));
    g_assert_nonnull (strstr (error->message, "7"));
  }
}

#define CHOICES "{\"choices\": [[\"A\", \"a\"], [\"One\", 1]]}"
#define SEVERAL "{\"choices\": [[\"A\", \"a\"], [\"One\", 1]], \"multiselect\": true, \"max_choices\": 1}"
#define CUSTOM "{\"choices\": [[\"A\", \"a\"]], \"allow_custom_value\": true}"

static void
test_values (void)
{
  check_value ("textbox", "{}", "\"\"", NULL);
  check_value ("textbox", "{}", "1", "text");
  check_value ("textbox", "{}", "null", "text");
  check_value ("textbox", "{\"max_length\": 3}", "\"ööö\"", NULL);
  check_value ("textbox", "{\"max_length\": 3}", "\"four\"", "longer");
  check_value ("number", "{}", "1.5", NULL);
  check_value ("number", "{}", "null", NULL);
  check_value ("number", "{}", "\"1\"", "number");
  check_value ("slider", "{\"minimum\": 0, \"maximum\": 10}", "10", NULL);
  check_value ("slider", "{\"minimum\": 0, \"maximum\": 10}", "10.5", "scale");
  check_value ("slider", "{\"minimum\": 0, \"maximum\": 10}", "null", "number");
  check_value ("checkbox", "{}", "false", NULL);
  check_value ("checkbox", "{}", "1", "true");
  check_value ("radio", CHOICES, "1", NULL);
  check_value ("radio", CHOICES, "\"1\"", "choices");
  check_value ("radio", CHOICES, "\"A\"", "choices");
  check_value ("dropdown", CHOICES, "null", NULL);
  check_value ("dropdown", CHOICES, "\"b\"", "choices");
  check_value ("dropdown", CUSTOM, "\"b\"", NULL);
  check_value ("dropdown", SEVERAL, "[1]", NULL);
  check_value ("dropdown", SEVERAL, "[1, \"a\"]", "more");
  check_value ("dropdown", SEVERAL, "\"a\"", "list");
  check_value ("checkboxgroup", CHOICES, "[\"a\", 1]", NULL);
  check_value ("checkboxgroup", CHOICES, "[\"a\", 2]", "choices");
  check_value ("json", "{}", "{}", NULL);
}

static void
check_json (JsonNode *node, const char *wanted)
{
  g_autofree char *text = gradio_json_write (node);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_lists (void)
{
  g_autoptr (JsonNode) list = gradio_json_parse ("[1, 2]", -1, NULL);
  g_autoptr (JsonNode) one = gradio_json_parse ("1", -1, NULL);
  g_autoptr (JsonNode) nothing = gradio_json_parse ("null", -1, NULL);
  g_autoptr (JsonNode) without = sp_drive_value_dup_without (list, one);
  g_autoptr (JsonNode) with = sp_drive_value_dup_with (list, one);
  g_autoptr (JsonNode) first = sp_drive_value_dup_with (nothing, one);

  check_json (without, "[2]");
  check_json (with, "[2,1]");
  check_json (first, "[1]");
  check_json (list, "[1,2]");
}

static void
test_cells (void)
{
  g_autoptr (JsonNode) table = gradio_json_parse ("{\"headers\": [\"a\"], \"data\": [[1], [2]], \"metadata\": null}", -1, NULL);
  g_autoptr (JsonNode) wider = gradio_json_parse ("{\"headers\": [\"a\"], \"data\": [[1], [2, 3]]}", -1, NULL);
  g_autoptr (JsonNode) named = gradio_json_parse ("{\"headers\": [\"b\"], \"data\": [[1], [2]]}", -1, NULL);
  g_autoptr (JsonNode) wrong = gradio_json_parse ("{\"headers\": [\"a\"], \"data\": [1, 2]}", -1, NULL);
  g_autoptr (JsonNode) cell = gradio_json_parse ("\"x\"", -1, NULL);
  g_autoptr (JsonNode) edited = sp_drive_value_dup_with_cell (table, 1, 0, cell);
  JsonArray           *old = NULL;
  JsonArray           *rows = NULL;

  check_json (edited, "{\"headers\":[\"a\"],\"data\":[[1],[\"x\"]],\"metadata\":null}");
  g_assert_true (sp_drive_value_have_same_cells (table, edited, &old, &rows));
  g_assert_false (sp_drive_value_have_same_cells (table, wider, &old, &rows));
  g_assert_false (sp_drive_value_have_same_cells (table, named, &old, &rows));
  g_assert_false (sp_drive_value_have_same_cells (table, wrong, &old, &rows));
  g_assert_false (sp_drive_value_have_same_cells (table, cell, &old, &rows));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drive/script", test_script);
  g_test_add_func ("/drive/wrong-steps", test_wrong_steps);
  g_test_add_func ("/drive/wrong-scripts", test_wrong_scripts);
  g_test_add_func ("/drive/selectors", test_selectors);
  g_test_add_func ("/drive/types", test_types);
  g_test_add_func ("/drive/values", test_values);
  g_test_add_func ("/drive/lists", test_lists);
  g_test_add_func ("/drive/cells", test_cells);

  return g_test_run ();
}
