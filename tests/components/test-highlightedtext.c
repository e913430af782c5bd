/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"
#include "sp-highlight.h"

#define VALUE                                                                                   \
  "[{'token':'The ','class_or_confidence':null},{'token':'quick','class_or_confidence':'adj'}," \
  "{'token':' fox','class_or_confidence':'noun'}]"

static void
test_generations (void)
{
  component_test_generations ("highlightedtext");
}

static void
test_hostile (void)
{
  const char *const values[] = { "[{'token':5}]", "[['a']]", "[['a','b','c']]", "[['', null]]", "[['a', {}]]",
                                 "[{'token':'a','class_or_confidence':1e308}]" };

  component_test_hostile ("highlightedtext");
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    SpComponent *self = component_test_new ("highlightedtext");

    component_test_set_value (self, values[i]);
    component_test_assert_value (self, values[i]);
    component_test_set_props (self, "{'color_map':{'b':7,'a':'no colour'},'show_legend':true}");
    g_assert_finalize_object (self);
  }
}

static GtkTextBuffer *
get_buffer (SpComponent *self)
{
  return gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (component_test_find (GTK_WIDGET (self), GTK_TYPE_TEXT_VIEW, 0)));
}

static char *
dup_shown (SpComponent *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);

  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
}

static void
assert_shown (SpComponent *self, const char *expected)
{
  g_autofree char *text = dup_shown (self);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_static (void)
{
  SpComponent *self = component_test_new ("highlightedtext");
  GtkWidget   *chip = NULL;
  GtkTextIter  iter;

  sp_component_set_interactive (self, FALSE);
  component_test_set_props (self, "{'show_legend':true,'color_map':{'adj':'#ff0000'}}");
  component_test_set_value (self, VALUE);
  assert_shown (self, "The quick\302\240adj\302\240 fox\302\240noun\302\240");
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &iter, 5);
  g_assert_nonnull (gtk_text_iter_get_tags (&iter)->data);

  chip = component_test_find (GTK_WIDGET (self), GTK_TYPE_TOGGLE_BUTTON, 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), FALSE);
  assert_shown (self, "The quick fox\302\240noun\302\240");
  component_test_set_props (self, "{'show_inline_category':false}");
  assert_shown (self, "The quick fox");
  component_test_assert_value (self, VALUE);
  component_test_set_value (self, "[['a', 0.5],['b', -1],['c', null]]");
  assert_shown (self, "abc");
  component_test_set_value (self, "null");
  assert_shown (self, "");
  g_assert_finalize_object (self);
}

static void
event_cb (SpComponent *self, const char *name, JsonNode *data, char **text)
{
  g_autofree char *json = data != NULL ? gradio_json_write (data) : g_strdup ("null");

  g_free (*text);
  *text = g_strconcat (name, " ", json, NULL);
}

static gboolean
press_key (SpComponent *self, guint key)
{
  GtkWidget             *view = component_test_find (GTK_WIDGET (self), GTK_TYPE_TEXT_VIEW, 0);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);
  gboolean               handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
        gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
      g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
  }

  return handled;
}

static void
test_select (void)
{
  SpComponent     *self = component_test_new ("highlightedtext");
  g_autofree char *text = NULL;

  sp_component_set_interactive (self, FALSE);
  component_test_set_value (self, VALUE);
  g_signal_connect (self, "event", G_CALLBACK (event_cb), &text);
  g_assert_true (press_key (self, GDK_KEY_Tab));
  g_assert_true (press_key (self, GDK_KEY_Return));
  g_assert_cmpstr (text, ==, "select {\"index\":1,\"value\":[\"quick\",\"adj\"]}");
  g_assert_true (press_key (self, GDK_KEY_Tab));
  g_assert_false (press_key (self, GDK_KEY_Tab)); /* on to the next widget */
  g_assert_finalize_object (self);
}

static void
label_selection (SpComponent *self, int start, int end, const char *label)
{
  GtkTextIter from, to;
  GtkWidget  *entry = component_test_find (GTK_WIDGET (self), GTK_TYPE_ENTRY, 1);

  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &from, start);
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &to, end);
  gtk_text_buffer_select_range (get_buffer (self), &from, &to);
  gtk_editable_set_text (GTK_EDITABLE (entry), label);
  g_signal_emit_by_name (entry, "activate");
}

static void
test_edit (void)
{
  SpComponent        *self = component_test_new ("highlightedtext");
  g_autoptr (GString) events = component_test_watch (self);

  sp_component_set_interactive (self, TRUE);
  component_test_set_props (self, "{'show_inline_category':false}");
  component_test_set_value (self, "[['The quick fox',null]]");
  g_string_truncate (events, 0);
  label_selection (self, 4, 9, "adj");
  component_test_assert_value (self, "[['The ',null],['quick','adj'],[' fox',null]]");
  g_assert_cmpstr (events->str, ==, "change input ");
  label_selection (self, 2, 6, "x");
  component_test_assert_value (self, "[['Th',null],['e qu','x'],['ick','adj'],[' fox',null]]");
  label_selection (self, 0, 0, "nothing");
  component_test_assert_value (self, "[['Th',null],['e qu','x'],['ick','adj'],[' fox',null]]");
  g_assert_finalize_object (self);
}

static void
test_new_text (void)
{
  SpComponent *self = component_test_new ("highlightedtext");
  GtkWidget   *entry = component_test_find (GTK_WIDGET (self), GTK_TYPE_ENTRY, 0);

  sp_component_set_interactive (self, TRUE);
  component_test_set_value (self, "null");
  gtk_editable_set_text (GTK_EDITABLE (entry), "abc");
  g_signal_emit_by_name (entry, "activate");
  component_test_assert_value (self, "[{'token':'abc','class_or_confidence':null}]");
  label_selection (self, 1, 2, "b");
  component_test_assert_value (self, "[{'token':'a','class_or_confidence':null},{'token':'b','class_or_confidence':'b'},"
                                     "{'token':'c','class_or_confidence':null}]");
  g_assert_finalize_object (self);
}

static gboolean
is_whole (gpointer buffer)
{
  return gtk_text_buffer_get_char_count (buffer) >= 20000 * 6;
}

static void
test_large (void)
{
  SpComponent          *self = component_test_new ("highlightedtext");
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode)  value = json_node_new (JSON_NODE_ARRAY);

  for (int i = 0; i < 20000; i++) {
    JsonArray *pair = json_array_new ();
    g_autofree char *class = g_strdup_printf ("c%d", i % 12);

    json_array_add_string_element (pair, "token ");
    json_array_add_string_element (pair, class);
    json_array_add_array_element (array, pair);
  }
  json_node_set_array (value, array);
  sp_component_set_value (self, value);
  component_test_wait (is_whole, get_buffer (self));
  g_assert_cmpint (gtk_text_buffer_get_char_count (get_buffer (self)), ==, 20000 * 6);
  /* GTK lays out a line as a whole, however long it is. */
  g_assert_cmpint (gtk_text_buffer_get_line_count (get_buffer (self)), >, 50);
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/highlightedtext/generations", test_generations);
  g_test_add_func ("/highlightedtext/hostile", test_hostile);
  g_test_add_func ("/highlightedtext/static", test_static);
  g_test_add_func ("/highlightedtext/select", test_select);
  g_test_add_func ("/highlightedtext/edit", test_edit);
  g_test_add_func ("/highlightedtext/new-text", test_new_text);
  g_test_add_func ("/highlightedtext/large", test_large);

  return g_test_run ();
}
