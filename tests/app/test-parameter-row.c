/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A parameter in a form. */
#include "app-fixture.h"

#include "sp-json-editor.h"
#include "sp-parameter-row.h"

static SpParameterRow *
new_row (AppFixture *fixture,
         const char *endpoint,
         guint       position)
{
  GPtrArray *parameters = gradio_endpoint_get_parameters (app_fixture_get_endpoint (fixture, endpoint));

  return g_object_ref_sink (
    SP_PARAMETER_ROW (sp_parameter_row_new (g_ptr_array_index (parameters, position), fixture->client)));
}

static void
set_text (SpParameterRow *row,
          const char     *json)
{
  g_autoptr (JsonNode) value = json_from_string (json, NULL);

  sp_component_set_value (sp_parameter_row_get_component (row), value);
}

static void
test_facts (AppFixture   *fixture,
            gconstpointer data)
{
  SpParameterRow *row = new_row (fixture, "/echo", 0);
  GtkWidget      *widget = GTK_WIDGET (row);

  g_assert_nonnull (find_widget (widget, GTK_TYPE_LABEL, "word"));
  g_assert_nonnull (find_widget (widget, GTK_TYPE_LABEL, "text · default hello"));
  g_assert_cmpstr (sp_component_get_label (sp_parameter_row_get_component (row)), ==, "Word");
  g_assert_finalize_object (row);
}

static GtkWidget *
get_reset (SpParameterRow *row)
{
  GtkWidget *name = find_widget (GTK_WIDGET (row), GTK_TYPE_LABEL, "word");

  return gtk_widget_get_prev_sibling (gtk_widget_get_last_child (gtk_widget_get_parent (name)));
}

static void
test_reset (AppFixture   *fixture,
            gconstpointer data)
{
  SpParameterRow      *row = new_row (fixture, "/echo", 0);
  g_autoptr (JsonNode) value = NULL;

  g_assert_false (sp_parameter_row_get_changed (row));
  g_assert_false (gtk_widget_get_visible (get_reset (row)));
  set_text (row, "\"other\"");
  g_assert_true (sp_parameter_row_get_changed (row));
  g_assert_true (gtk_widget_get_visible (get_reset (row)));

  sp_parameter_row_set_fault (row, "must be another");
  g_signal_emit_by_name (get_reset (row), "clicked");
  g_assert_false (sp_parameter_row_get_changed (row));
  g_assert_false (gtk_widget_get_visible (get_reset (row)));
  g_assert_null (sp_component_get_error_text (sp_parameter_row_get_component (row)));
  value = sp_parameter_row_check (row);
  g_assert_cmpstr (json_node_get_string (value), ==, "hello");
  g_assert_finalize_object (row);
}

static void
test_fault (AppFixture   *fixture,
            gconstpointer data)
{
  SpParameterRow *row = new_row (fixture, "/echo", 0);
  SpComponent    *component = sp_parameter_row_get_component (row);

  sp_parameter_row_set_fault (row, "ärger with it");
  g_assert_cmpstr (sp_component_get_error_text (component), ==, "Ärger with it");
  sp_parameter_row_set_fault (row, "");
  g_assert_null (sp_component_get_error_text (component));
  sp_parameter_row_set_fault (row, NULL);
  g_assert_null (sp_component_get_error_text (component));
  g_assert_finalize_object (row);
}

/* A component without a widget of its own stands in as a JSON editor, so text can be no value at all. */
static void
test_check (AppFixture   *fixture,
            gconstpointer data)
{
  SpParameterRow      *row = new_row (fixture, "/echo", 1);
  g_autoptr (JsonNode) value = sp_parameter_row_check (row);

  g_assert_nonnull (value);
  g_assert_true (JSON_NODE_HOLDS_NULL (value));
  set_text (row, "[1, 2]"); /* no file */
  if (sp_parameter_row_get_changed (row)) {
    g_assert_null (sp_parameter_row_check (row));
    g_assert_nonnull (sp_component_get_error_text (sp_parameter_row_get_component (row)));
  }
  g_assert_finalize_object (row);
}

static void
assert_value (SpParameterRow *row,
              const char     *json)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (sp_parameter_row_get_component (row));
  g_autofree char     *text = gradio_json_write (value);

  g_assert_cmpstr (text, ==, json);
}

static void
act (SpParameterRow *row,
     const char     *action)
{
  gtk_widget_activate_action (GTK_WIDGET (row), action, NULL);
}

static void
test_null (AppFixture   *fixture,
           gconstpointer data)
{
  SpParameterRow *row = new_row (fixture, "/echo", 0);

  act (row, "row.set-null");
  assert_value (row, "null");
  g_assert_true (gtk_widget_get_visible (get_reset (row)));
  act (row, "row.use-example"); /* there is none */
  assert_value (row, "null");
  g_assert_finalize_object (row);
}

static void
test_json (AppFixture   *fixture,
           gconstpointer data)
{
  SpParameterRow *row = new_row (fixture, "/echo", 0);
  SpComponent    *form = sp_parameter_row_get_component (row);
  SpComponent    *editor = NULL;
  GtkWidget      *view = NULL;

  act (row, "row.edit-json");
  editor = sp_parameter_row_get_component (row);
  g_assert_true (editor != form && SP_IS_JSON_EDITOR (editor));
  g_assert_cmpstr (sp_component_get_label (editor), ==, "Word");
  assert_value (row, "\"hello\"");
  g_assert_false (sp_parameter_row_get_changed (row));

  view = find_widget (GTK_WIDGET (editor), GTK_TYPE_TEXT_VIEW, NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "\"bye", -1);
  act (row, "row.edit-form"); /* not before it is JSON */
  g_assert_true (sp_parameter_row_get_component (row) == editor);
  g_assert_nonnull (sp_component_get_error_text (editor));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "\"bye\"", -1);
  act (row, "row.edit-form");
  g_assert_true (sp_parameter_row_get_component (row) == form);
  assert_value (row, "\"bye\"");
  g_assert_true (gtk_widget_get_visible (get_reset (row)));
  g_assert_finalize_object (row);
}

static void
add (const char *path,
     void (*func) (AppFixture *, gconstpointer))
{
  g_test_add (path, AppFixture, NULL, app_fixture_set_up, func, app_fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/parameter-row/facts", test_facts);
  add ("/parameter-row/reset", test_reset);
  add ("/parameter-row/fault", test_fault);
  add ("/parameter-row/check", test_check);
  add ("/parameter-row/null", test_null);
  add ("/parameter-row/json", test_json);

  return g_test_run ();
}
