/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Types that draw nothing, and those that only the app's own code can draw. */

#include "media-test.h"

#include "sp-component-registry.h"
#include "sp-custom.h"
#include "sp-json-editor.h"
#include "sp-json-tree.h"
#include "sp-schema-form.h"

/* component_test_hostile() would wait for them to be seen. */
static void
set_absurd (SpComponent *self)
{
  static const char *const values[] = { "-1", "0", "1e308", "'x'", "[null]", "{}", "true", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *props =
      g_strdup_printf ("{'active': %s, 'main_page_name': %s, 'visible': %s, 'value': %s}", values[i],
                       values[i], values[i], values[i]);

    component_test_set_props (self, props);
    component_test_set_value (self, values[i]);
    component_test_assert_value (self, values[i]);
  }
}

static void
test_values (void)
{
  static const char *const types[] = { "state", "browserstate", "api", "navbar", "timer" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    SpComponent        *self = component_test_new (types[i]);
    g_autoptr (GString) events = component_test_watch (self);

    component_test_set_props (self, "{'visible': true, 'label': 'x'}");
    g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self)));
    component_test_assert_value (self, "null");
    component_test_set_value (self, "{'n': [1, 2.5, 'x']}");
    component_test_assert_value (self, "{'n': [1, 2.5, 'x']}");
    component_test_set_value (self, "{'n': [1, 2.5, 'x']}");
    g_assert_cmpstr (events->str, ==, "change ");
    set_absurd (self);
    g_assert_finalize_object (self);
  }
}

static gboolean
has_ticked (gpointer user_data)
{
  return strstr (((GString *) user_data)->str, "tick tick ") != NULL;
}

static gboolean
later_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

/* Long enough for three ticks that must not come. */
static void
let_time_pass (void)
{
  gboolean is_later = FALSE;

  g_timeout_add (350, later_cb, &is_later);
  component_test_wait (is_true, &is_later);
}

/* The timer itself is never seen: the window it is in decides. */
static void
test_timer (void)
{
  SpComponent        *self = component_test_new ("timer");
  GtkWidget          *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget          *window = NULL;
  g_autoptr (GString) events = component_test_watch (self);

  component_test_set_props (self, "{'active': true}");
  component_test_set_value (self, "0.01"); /* no more than ten times a second */
  let_time_pass ();
  g_assert_cmpstr (events->str, ==, "change ");

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self));
  window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  component_test_wait (has_ticked, events);

  component_test_set_props (self, "{'active': false}");
  g_string_truncate (events, 0);
  let_time_pass ();
  g_assert_cmpstr (events->str, ==, "");
  component_test_set_props (self, "{'active': true}");
  component_test_wait (has_ticked, events);

  gtk_widget_set_visible (window, FALSE);
  g_string_truncate (events, 0);
  let_time_pass ();
  g_assert_cmpstr (events->str, ==, "");
  gtk_widget_set_visible (window, TRUE);
  component_test_wait (has_ticked, events);

  sp_component_set_value (self, NULL);
  g_string_truncate (events, 0);
  let_time_pass ();
  g_assert_cmpstr (events->str, ==, "");
  component_test_set_value (self, "0.01");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_navbar (void)
{
  SpComponent     *self = component_test_new ("navbar");
  g_autofree char *name = NULL;
  gboolean         shown = FALSE;

  g_object_get (self, "main-page-name", &name, "shown", &shown, NULL);
  g_assert_cmpstr (name, ==, "Home");
  g_assert_true (shown);
  g_clear_pointer (&name, g_free);
  component_test_set_props (self, "{'main_page_name': 'Start', 'visible': false}");
  g_object_get (self, "main-page-name", &name, "shown", &shown, NULL);
  g_assert_cmpstr (name, ==, "Start");
  g_assert_false (shown);
  g_clear_pointer (&name, g_free);
  component_test_set_props (self, "{'main_page_name': false, 'visible': true}");
  g_object_get (self, "main-page-name", &name, "shown", &shown, NULL);
  g_assert_null (name);
  g_assert_true (shown);
  component_test_set_value (self, "[['Docs', 'https://example.org']]");
  component_test_assert_value (self, "[['Docs', 'https://example.org']]");
  g_assert_finalize_object (self);
}

static void
assert_inner (SpComponent *self, const char *expected)
{
  g_autofree char *type_name = NULL;

  g_object_get (component_test_find (GTK_WIDGET (self), SP_TYPE_COMPONENT, 1), "type-name", &type_name, NULL);
  g_assert_cmpstr (type_name, ==, expected);
}

static void
test_custom (void)
{
  SpComponent         *self = component_test_new ("paperviewer");
  g_autoptr (JsonNode) file = media_test_dup_value ("paper.pdf");
  g_autoptr (JsonNode) back = NULL;

  g_assert_true (SP_IS_CUSTOM (self));
  component_test_set_props (self, "{'label': 'Paper', 'interactive': false}");
  g_assert_nonnull (strstr (
    gtk_label_get_text (GTK_LABEL (component_test_find (GTK_WIDGET (self), GTK_TYPE_LABEL, 3))), "(paperviewer)"));
  sp_component_set_value (self, file);
  assert_inner (self, sp_component_registry_has ("pdf") ? "pdf" : "file");
  back = sp_component_dup_value (self);
  g_assert_true (gradio_json_equal (back, file));
  component_test_set_value (self, "{'path':'/tmp/a.jpg','meta':{'_type':'gradio.FileData'}}");
  assert_inner (self, "image");
  component_test_set_value (self, "{'path':'/tmp/a','mime_type':'audio/x-wav','meta':{'_type':'gradio.FileData'}}");
  assert_inner (self, "audio");
  component_test_assert_value (self, "{'path':'/tmp/a','mime_type':'audio/x-wav','meta':{'_type':'gradio.FileData'}}");
  component_test_set_value (self, "{'path':'/tmp/a.webm','meta':{'_type':'gradio.FileData'}}");
  assert_inner (self, "video");
  component_test_set_value (self, "{'path':'/tmp/a.xyz','meta':{'_type':'gradio.FileData'}}");
  assert_inner (self, "file");
  component_test_set_value (self, "'some text'");
  assert_inner (self, "textbox");
  component_test_set_value (self, "[1, 5]");
  assert_inner (self, "json");
  sp_component_set_interactive (self, TRUE);
  assert_inner (self, "fallback");
  component_test_assert_value (self, "[1, 5]");
  g_assert_finalize_object (self);
  component_test_hostile ("rangeslider");
}

static void
set_schema (SpComponent *self, const char *text)
{
  g_autoptr (JsonNode) schema = component_test_parse (text);

  sp_custom_set_schema (SP_CUSTOM (self), schema);
}

static GType
get_inner_type (SpComponent *self)
{
  return G_OBJECT_TYPE (component_test_find (GTK_WIDGET (self), SP_TYPE_COMPONENT, 1));
}

/* What the app says of its values decides where there is none yet, and where it is neither a file nor a text. */
static void
test_custom_schema (void)
{
  SpComponent *self = component_test_new ("dial");

  sp_component_set_interactive (self, TRUE);
  set_schema (self, "{'type': 'integer'}");
  component_test_set_value (self, "null");
  assert_inner (self, "number");
  component_test_assert_value (self, "null");
  component_test_set_value (self, "7");
  assert_inner (self, "number");
  component_test_assert_value (self, "7");
  component_test_set_value (self, "['no number']");
  assert_inner (self, "fallback");
  component_test_assert_value (self, "['no number']");
  sp_component_set_interactive (self, FALSE);
  assert_inner (self, "json");

  sp_component_set_interactive (self, TRUE);
  set_schema (self, "{'type': 'object', 'properties': {'low': {'type': 'number'}, 'high': {'type': 'number'}}}");
  component_test_set_value (self, "{'low': 1, 'high': 5, 'more': 2}");
  g_assert_true (get_inner_type (self) == SP_TYPE_SCHEMA_FORM);
  component_test_assert_value (self, "{'low': 1, 'high': 5, 'more': 2}");

  set_schema (self, "{'$defs': {'FileDataMeta': {'properties': {'_type': {'const': 'gradio.FileData'}}}},"
                    " 'properties': {'path': {'type': 'string'}, 'orig_name': {}, 'meta': {'$ref': '#/$defs/FileDataMeta'}},"
                    " 'required': ['path'], 'title': 'FileData', 'type': 'object'}");
  component_test_set_value (self, "null");
  assert_inner (self, "file");
  sp_custom_set_schema (SP_CUSTOM (self), NULL);
  component_test_set_value (self, "null");
  assert_inner (self, "fallback");
  g_assert_finalize_object (self);
}

static void
opened_cb (GSimpleAction *action, GVariant *parameter, gboolean *opened)
{
  *opened = TRUE;
}

/* Its own look is in the page of the app: where that can be opened, it offers to. */
static void
test_custom_page (void)
{
  SpComponent                   *self = component_test_new ("dial");
  GtkWidget                     *window = component_test_show (self);
  GtkWidget                     *button = component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, 0);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction)      action = g_simple_action_new ("open-web-page", NULL);
  gboolean                       opened = FALSE;

  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Open as Web Page");
  g_assert_false (gtk_widget_get_visible (button));
  g_signal_connect (action, "activate", G_CALLBACK (opened_cb), &opened);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (opened);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_fallback (void)
{
  SpComponent *self = component_test_new ("fallback");

  g_assert_true (SP_IS_JSON_EDITOR (self));
  component_test_set_value (self, "{'foo': ['bar']}");
  component_test_assert_value (self, "{'foo': ['bar']}");
  g_assert_finalize_object (self);
}

static void
test_workflow (void)
{
  SpComponent *self = component_test_new ("workflowcanvas");
  GtkWidget   *window = component_test_show (self);

  component_test_set_value (self, "'{\\'nodes\\': [{\\'id\\': \\'resize\\'}]}'");
  g_assert_true (gtk_widget_get_visible (component_test_find (GTK_WIDGET (self), SP_TYPE_JSON_TREE, 0)));
  g_assert_cmpuint (g_list_model_get_n_items (sp_json_tree_get_model (SP_JSON_TREE (
                      component_test_find (GTK_WIDGET (self), SP_TYPE_JSON_TREE, 0)))),
                    >, 1);
  component_test_set_value (self, "'no JSON'");
  component_test_assert_value (self, "'no JSON'");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
  component_test_hostile ("workflowcanvas");
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/faceless/values", test_values);
  g_test_add_func ("/faceless/timer", test_timer);
  g_test_add_func ("/faceless/navbar", test_navbar);
  g_test_add_func ("/faceless/custom", test_custom);
  g_test_add_func ("/faceless/custom-schema", test_custom_schema);
  g_test_add_func ("/faceless/custom-page", test_custom_page);
  g_test_add_func ("/faceless/fallback", test_fallback);
  g_test_add_func ("/faceless/workflow", test_workflow);

  return g_test_run ();
}
