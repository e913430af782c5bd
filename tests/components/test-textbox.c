/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-text-area.h"

static GtkTextBuffer *
get_buffer (SpComponent *self)
{
  return gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (component_test_find (GTK_WIDGET (self), GTK_TYPE_TEXT_VIEW, 0)));
}

static void
assert_shown (SpComponent *self, const char *text)
{
  GtkTextIter      start, end;
  g_autofree char *shown = NULL;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  shown = gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
  g_assert_cmpstr (shown, ==, text);
}

static void
test_generations (void)
{
  component_test_generations ("textbox");
  component_test_generations ("simpletextbox");
}

static void
test_hostile (void)
{
  component_test_hostile ("textbox");
  component_test_hostile ("simpletextbox");
}

static void
test_typing (void)
{
  SpComponent        *self = component_test_new ("textbox");
  g_autoptr (GString) events = component_test_watch (self);
  GtkWidget          *entry = NULL;

  component_test_set_props (self, "{'lines': 1, 'max_lines': 1, 'placeholder': 'Say something'}");
  entry = component_test_find (GTK_WIDGET (self), GTK_TYPE_ENTRY, 0);
  component_test_assert_value (self, "null");
  gtk_editable_set_text (GTK_EDITABLE (entry), "hello");
  g_assert_true (g_str_has_prefix (events->str, "change input "));
  component_test_assert_value (self, "'hello'");
  g_string_truncate (events, 0);
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (events->str, ==, "submit ");
  g_assert_finalize_object (self);
}

static void
test_typing_in_the_area (void)
{
  SpComponent        *self = component_test_new ("textbox");
  g_autoptr (GString) events = component_test_watch (self);

  gtk_text_buffer_insert_at_cursor (get_buffer (self), "a\r\nb", -1);
  g_assert_cmpstr (events->str, ==, "change input ");
  component_test_assert_value (self, "'a\\r\\nb'");
  component_test_set_value (self, "''");
  component_test_assert_value (self, "''");
  g_assert_finalize_object (self);
}

static void
test_kinds (void)
{
  SpComponent *self = component_test_new ("textbox");

  component_test_set_value (self, "'secret'");
  component_test_set_props (self, "{'type': 'password'}");
  component_test_find (GTK_WIDGET (self), GTK_TYPE_PASSWORD_ENTRY, 0);
  component_test_assert_value (self, "'secret'");
  component_test_set_props (self, "{'type': 'email', 'max_lines': 1}");
  component_test_find (GTK_WIDGET (self), GTK_TYPE_ENTRY, 0);
  component_test_assert_value (self, "'secret'");
  component_test_set_props (self,
                            "{'type': 'text', 'lines': 5, 'rtl': true, 'text_align': 'right'}");
  assert_shown (self, "secret");
  gtk_text_buffer_set_text (get_buffer (self), "typed", -1);
  component_test_set_props (self, "{'type': 'password'}");
  component_test_assert_value (self, "'typed'");
  g_assert_finalize_object (self);
}

static void
test_appending_keeps_the_selection (void)
{
  SpComponent *self = component_test_new ("textbox");
  GtkTextIter  start, end;

  sp_component_set_interactive (self, FALSE);
  component_test_set_value (self, "'Once upon'");
  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  gtk_text_buffer_select_range (get_buffer (self), &start, &end);
  component_test_set_value (self, "'Once upon a time'");
  assert_shown (self, "Once upon a time");
  g_assert_true (gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end));
  g_assert_cmpint (gtk_text_iter_get_offset (&start), ==, 0);
  g_assert_cmpint (gtk_text_iter_get_offset (&end), ==, 9);
  component_test_set_value (self, "'Twice'");
  assert_shown (self, "Twice");
  g_assert_finalize_object (self);
}

static void
test_long_lines_are_broken (void)
{
  SpComponent     *self = component_test_new ("textbox");
  g_autofree char *line = g_strnfill (25000, 'x');
  g_autofree char *json = g_strdup_printf ("'%s\\nend'", line);

  sp_component_set_interactive (self, FALSE);
  component_test_set_value (self, json);
  g_assert_cmpint (gtk_text_buffer_get_line_count (get_buffer (self)), ==, 4);
  component_test_assert_value (self, json);
  sp_component_set_interactive (self, TRUE);
  g_assert_cmpint (gtk_text_buffer_get_line_count (get_buffer (self)), ==, 2);
  component_test_assert_value (self, json);
  g_assert_finalize_object (self);
}

static gboolean
is_all_shown (gpointer user_data)
{
  return gtk_text_buffer_get_char_count (get_buffer (user_data)) == 400000;
}

static void
test_long_text_is_shown_in_part (void)
{
  SpComponent        *self = component_test_new ("textbox");
  g_autoptr (GString) json = g_string_new ("'");

  for (guint i = 0; i < 40000; i++)
    g_string_append (json, "12345678ä\\n");
  g_string_append_c (json, '\'');
  component_test_set_value (self, json->str);
  component_test_assert_value (self, json->str);
  g_assert_cmpint (gtk_text_buffer_get_char_count (get_buffer (self)), <, 200 * 1024);
  g_signal_emit_by_name (
    component_test_find (component_test_find (GTK_WIDGET (self), SP_TYPE_TEXT_AREA, 0),
                         GTK_TYPE_BUTTON, 0),
    "clicked");
  component_test_wait (is_all_shown, self);
  component_test_assert_value (self, json->str);
  g_assert_finalize_object (self);
}

static void
test_buttons (void)
{
  SpComponent        *self = component_test_new ("textbox");
  g_autoptr (GString) events = component_test_watch (self);
  GtkWidget          *box = component_test_find (GTK_WIDGET (self), SP_TYPE_TEXT_AREA, 0);
  GtkWidget          *submit = gtk_widget_get_next_sibling (box);
  GtkWidget          *stop = gtk_widget_get_next_sibling (submit);

  g_assert_false (gtk_widget_get_visible (submit));
  component_test_set_props (self, "{'submit_btn': true, 'stop_btn': 'Halt'}");
  g_assert_true (gtk_widget_get_visible (submit));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (stop)), ==, "Halt");
  g_signal_emit_by_name (submit, "clicked");
  g_signal_emit_by_name (stop, "clicked");
  g_assert_cmpstr (events->str, ==, "submit stop ");
  component_test_set_props (self, "{'submit_btn': false, 'stop_btn': null}");
  g_assert_false (gtk_widget_get_visible (submit));
  g_assert_true (gtk_widget_get_visible (stop));
  g_assert_finalize_object (self);
}

static void
test_maximum_length (void)
{
  SpComponent *self = component_test_new ("textbox");

  component_test_set_props (self, "{'max_length': 3}");
  component_test_set_value (self, "'longer'");
  component_test_assert_value (self, "'longer'");
  g_assert_true (sp_component_check (self, NULL));
  gtk_text_buffer_set_text (get_buffer (self), "four", -1);
  g_assert_nonnull (sp_component_get_error_text (self));
  gtk_text_buffer_set_text (get_buffer (self), "two", -1);
  g_assert_null (sp_component_get_error_text (self));
  component_test_set_props (self, "{'max_lines': 1}");
  component_test_set_value (self, "'longer'");
  component_test_assert_value (self, "'longer'");
  g_assert_finalize_object (self);
}

static void
event_cb (SpComponent *self, const char *name, JsonNode *data, char **text)
{
  if (!g_str_equal (name, "select") && !g_str_equal (name, "copy"))
    return;

  g_free (*text);
  *text = gradio_json_write (data);
}

/* Places count in UTF-16, as on web pages. */
typedef struct {
  SpComponent *component;
  gboolean     is_area;
  char        *text; /* data of the event, NULL until it is there */
} Selecting;

/* Where the user selects something in another program, what is selected here is not any more: other
 * tests do so on the same screen. Then it is selected anew. */
static gboolean
is_told (gpointer user_data)
{
  Selecting *selecting = user_data;

  if (selecting->text != NULL)
    return TRUE;

  if (selecting->is_area) {
    GtkTextBuffer *buffer = get_buffer (selecting->component);
    GtkTextIter    start, end;

    if (!gtk_text_buffer_get_has_selection (buffer)) {
      gtk_text_buffer_get_iter_at_offset (buffer, &start, 2);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, 5);
      gtk_text_buffer_select_range (buffer, &start, &end);
    }
  } else {
    GtkWidget *entry = component_test_find (GTK_WIDGET (selecting->component), GTK_TYPE_ENTRY, 0);
    int        start = 0, end = 0;

    gtk_editable_get_selection_bounds (GTK_EDITABLE (entry), &start, &end);
    if (start != 2 || end != 5)
      gtk_editable_select_region (GTK_EDITABLE (entry), 2, 5);
  }

  return FALSE;
}

static void
test_selecting (void)
{
  for (guint i = 0; i < 2; i++) {
    SpComponent *self = component_test_new ("textbox");
    GtkWidget   *window = component_test_show (self);
    Selecting    selecting = { self, i == 0, NULL };

    component_test_set_props (self, i == 0 ? "{'max_lines': 5}" : "{'max_lines': 1}");
    component_test_set_value (self, "'\\ud83d\\ude42hello'");
    g_signal_connect (self, "event", G_CALLBACK (event_cb), &selecting.text);
    gtk_widget_grab_focus (GTK_WIDGET (self));
    component_test_wait (is_told, &selecting);
    g_assert_cmpstr (selecting.text, ==, "{\"value\":\"ell\",\"index\":[3,6]}");
    g_free (selecting.text);
    gtk_window_destroy (GTK_WINDOW (window));
    g_assert_finalize_object (self);
  }
}

static void
test_copying (void)
{
  SpComponent     *self = component_test_new ("textbox");
  GtkWidget       *window = component_test_show (self);
  g_autofree char *text = NULL;

  component_test_set_value (self, "'all of it'");
  g_signal_connect (self, "event", G_CALLBACK (event_cb), &text);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self), "component.copy", NULL));
  g_assert_cmpstr (text, ==, "{\"value\":\"all of it\"}");
  g_clear_pointer (&text, g_free);
  component_test_set_props (self, "{'type': 'password'}");
  gtk_widget_activate_action (GTK_WIDGET (self), "component.copy", NULL);
  g_assert_null (text);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_input_hints (void)
{
  SpComponent *self = component_test_new ("textbox");
  GtkEntry    *entry = NULL;

  component_test_set_props (self, "{'max_lines': 1, 'type': 'url', 'html_attributes': {"
                                  "'spellcheck': false, 'autocapitalize': 'words', 'lang': 'de'}}");
  entry = GTK_ENTRY (component_test_find (GTK_WIDGET (self), GTK_TYPE_ENTRY, 0));
  g_assert_cmpint (gtk_entry_get_input_purpose (entry), ==, GTK_INPUT_PURPOSE_URL);
  g_assert_cmpint (gtk_entry_get_input_hints (entry), ==,
                   GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_UPPERCASE_WORDS);
  g_assert_finalize_object (self);
}

static void
test_autofocus (void)
{
  SpComponent *self = component_test_new ("textbox");
  GtkWidget   *window = NULL;

  component_test_set_props (self, "{'autofocus': true}");
  window = component_test_show (self);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) ==
                 component_test_find (GTK_WIDGET (self), GTK_TYPE_TEXT_VIEW, 0));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
inserted_cb (GtkTextBuffer *buffer, GtkTextIter *place, const char *text, int length, int *n_bytes)
{
  *n_bytes += length;
}

static void
test_streaming (void)
{
  SpComponent        *self = component_test_new ("textbox");
  g_autoptr (GString) text = g_string_new ("#");
  int                 n_bytes = 0;

  component_test_set_value (self, "'#'");
  g_signal_connect (get_buffer (self), "insert-text", G_CALLBACK (inserted_cb), &n_bytes);
  for (guint i = 0; i < 20000; i++) {
    g_autoptr (JsonNode) node = NULL;

    g_string_append (text, i % 20 == 19 ? "word\n" : "word ");
    node = json_node_init_string (json_node_alloc (), text->str);
    sp_component_set_value (self, node);
  }
  g_assert_cmpint (n_bytes, ==, 100000); /* appended, never set again */
  assert_shown (self, text->str);
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/textbox/generations", test_generations);
  g_test_add_func ("/textbox/hostile", test_hostile);
  g_test_add_func ("/textbox/typing", test_typing);
  g_test_add_func ("/textbox/typing-in-the-area", test_typing_in_the_area);
  g_test_add_func ("/textbox/kinds", test_kinds);
  g_test_add_func ("/textbox/appending-keeps-the-selection", test_appending_keeps_the_selection);
  g_test_add_func ("/textbox/long-lines-are-broken", test_long_lines_are_broken);
  g_test_add_func ("/textbox/long-text-is-shown-in-part", test_long_text_is_shown_in_part);
  g_test_add_func ("/textbox/buttons", test_buttons);
  g_test_add_func ("/textbox/maximum-length", test_maximum_length);

  g_test_add_func ("/textbox/selecting", test_selecting);
  g_test_add_func ("/textbox/copying", test_copying);
  g_test_add_func ("/textbox/input-hints", test_input_hints);
  g_test_add_func ("/textbox/autofocus", test_autofocus);
  g_test_add_func ("/textbox/streaming", test_streaming);

  return g_test_run ();
}
