/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

static GtkTextView *
get_view (SpComponent *self)
{
  return GTK_TEXT_VIEW (component_test_find (GTK_WIDGET (self), GTK_SOURCE_TYPE_VIEW, 0));
}

static GtkTextBuffer *
get_buffer (SpComponent *self)
{
  return gtk_text_view_get_buffer (get_view (self));
}

static void
assert_shown (SpComponent *self, const char *text)
{
  g_autofree char *shown = NULL;

  g_object_get (get_buffer (self), "text", &shown, NULL);
  g_assert_cmpstr (shown, ==, text);
}

static void
test_generations (void)
{
  component_test_generations ("code");
}

static void
test_hostile (void)
{
  component_test_hostile ("code");
}

static void
test_languages (void)
{
  static const char *const names[] = { "python", "c", "cpp", "markdown",
                                       "latex", "json", "html", "css",
                                       "javascript", "jinja2", "typescript", "yaml",
                                       "dockerfile", "shell", "r", "sql",
                                       "sql-msSQL", "sql-mySQL", "sql-mariaDB", "sql-sqlite",
                                       "sql-cassandra", "sql-plSQL", "sql-hive", "sql-pgSQL",
                                       "sql-gql", "sql-gpSQL", "sql-sparkSQL", "sql-esper" };
  SpComponent             *self = component_test_new ("code");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *props = g_strdup_printf ("{'language': '%s'}", names[i]);

    component_test_set_props (self, "{'language': 'none'}");
    g_assert_null (gtk_source_buffer_get_language (GTK_SOURCE_BUFFER (get_buffer (self))));
    component_test_set_props (self, props);
    g_assert_nonnull (gtk_source_buffer_get_language (GTK_SOURCE_BUFFER (get_buffer (self))));
  }
  g_assert_finalize_object (self);
}

static void
test_props (void)
{
  SpComponent   *self = component_test_new ("code");
  GtkTextView   *view = get_view (self);
  GtkSourceView *source_view = GTK_SOURCE_VIEW (view);

  g_assert_true (gtk_source_view_get_show_line_numbers (source_view));
  component_test_set_props (self, "{'wrap_lines': true, 'show_line_numbers': false}");
  g_assert_cmpint (gtk_text_view_get_wrap_mode (view), ==, GTK_WRAP_WORD_CHAR);
  g_assert_false (gtk_source_view_get_show_line_numbers (source_view));
  component_test_set_props (self, "{'wrap_lines': false, 'autocomplete': true}");
  g_assert_cmpint (gtk_text_view_get_wrap_mode (view), ==, GTK_WRAP_NONE);
  component_test_set_props (self, "{'autocomplete': false}");
  g_assert_false (gtk_source_view_get_show_line_numbers (source_view));
  g_assert_finalize_object (self);
}

static void
test_height (void)
{
  SpComponent *self = component_test_new ("code");
  GtkWidget   *scroller = gtk_widget_get_parent (GTK_WIDGET (get_view (self)));
  int          five = 0, ten = 0, full = 0;

  gtk_widget_measure (scroller, GTK_ORIENTATION_VERTICAL, -1, NULL, &five, NULL, NULL);
  component_test_set_props (self, "{'lines': 10, 'max_lines': 12}");
  gtk_widget_measure (scroller, GTK_ORIENTATION_VERTICAL, -1, NULL, &ten, NULL, NULL);
  g_assert_cmpint (ten, >, five + (ten / 3));
  component_test_set_value (self, "'\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n'");
  gtk_widget_measure (scroller, GTK_ORIENTATION_VERTICAL, -1, NULL, &full, NULL, NULL);
  g_assert_cmpint (full, >=, ten);
  g_assert_cmpint (full, <, ten + ten / 2);
  g_assert_finalize_object (self);
}

static void
test_typing (void)
{
  SpComponent        *self = component_test_new ("code");
  g_autoptr (GString) events = component_test_watch (self);

  component_test_assert_value (self, "null");
  gtk_text_buffer_insert_at_cursor (get_buffer (self), "x = 1", -1);
  g_assert_cmpstr (events->str, ==, "change input ");
  component_test_assert_value (self, "'x = 1'");
  g_string_truncate (events, 0);
  component_test_set_value (self, "'x = 1'");
  g_assert_cmpstr (events->str, ==, "");
  sp_component_set_interactive (self, FALSE);
  g_assert_false (gtk_text_view_get_editable (get_view (self)));
  component_test_assert_value (self, "'x = 1'");
  assert_shown (self, "x = 1");
  g_assert_finalize_object (self);
}

static void
test_undo_survives_an_update (void)
{
  SpComponent   *self = component_test_new ("code");
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter    iter;

  component_test_set_value (self, "'one\\ntwo\\nthree'");
  gtk_text_buffer_get_iter_at_line (buffer, &iter, 2);
  gtk_text_buffer_place_cursor (buffer, &iter);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_insert_at_cursor (buffer, "# ", -1);
  gtk_text_buffer_end_user_action (buffer);
  component_test_set_value (self, "'one\\nzwei\\n# three'");
  assert_shown (self, "one\nzwei\n# three");
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  g_assert_cmpint (gtk_text_iter_get_line (&iter), ==, 2);
  g_assert_cmpint (gtk_text_iter_get_line_offset (&iter), ==, 2);
  g_assert_true (gtk_text_buffer_get_can_undo (buffer));
  gtk_text_buffer_undo (buffer);
  assert_shown (self, "one\ntwo\n# three");
  gtk_text_buffer_undo (buffer);
  assert_shown (self, "one\ntwo\nthree");
  component_test_assert_value (self, "'one\\ntwo\\nthree'");
  g_assert_finalize_object (self);
}

static void
deleted_cb (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end, int *n_deleted)
{
  *n_deleted += gtk_text_iter_get_offset (end) - gtk_text_iter_get_offset (start);
}

static void
inserted_cb (GtkTextBuffer *buffer, GtkTextIter *place, const char *text, int length, int *n_bytes)
{
  *n_bytes += length;
}

/* Also characters that share bytes, such as ä and ö, are told apart as a whole. */
static void
test_only_the_difference_is_changed (void)
{
  static const struct {
    const char *from;
    const char *to;
    int         n_deleted;
    int         n_bytes;
  } cases[] = {
    { "abcdef", "abXdef", 1, 1 },
    { "x \303\244 y", "x \303\266 y", 1, 2 },
    { "aaaa", "aaa", 1, 0 },
    { "aaa", "aaaaa", 0, 2 },
    { "start", "the start", 0, 4 },
    { "\342\202\254\342\202\254", "\342\202\254", 1, 0 },
    { "\303\244", "\303\266\303\244", 0, 2 },
    { "ab", "ba", 2, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SpComponent         *self = component_test_new ("code");
    g_autoptr (JsonNode) from = json_node_init_string (json_node_alloc (), cases[i].from);
    g_autoptr (JsonNode) to = json_node_init_string (json_node_alloc (), cases[i].to);
    int                  n_deleted = 0, n_bytes = 0;

    sp_component_set_value (self, from);
    g_signal_connect (get_buffer (self), "delete-range", G_CALLBACK (deleted_cb), &n_deleted);
    g_signal_connect (get_buffer (self), "insert-text", G_CALLBACK (inserted_cb), &n_bytes);
    sp_component_set_value (self, to);
    assert_shown (self, cases[i].to);
    g_assert_cmpint (n_deleted, ==, cases[i].n_deleted);
    g_assert_cmpint (n_bytes, ==, cases[i].n_bytes);
    g_assert_finalize_object (self);
  }
}

/* Random changes of random texts, in both states: what is shown is what was sent. */
static void
test_any_change_arrives (void)
{
  static const char *const pieces[] = { "a", "\n", "\303\244", "\303\266", "\342\202\254", "aa" };

  for (guint interactive = 0; interactive < 2; interactive++) {
    SpComponent *self = component_test_new ("code");

    sp_component_set_interactive (self, interactive != 0);
    for (guint i = 0; i < 500; i++) {
      g_autoptr (GString)  text = g_string_new (NULL);
      g_autoptr (JsonNode) node = NULL;

      for (int j = g_test_rand_int_range (0, 12); j > 0; j--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      node = json_node_init_string (json_node_alloc (), text->str);
      sp_component_set_value (self, node);
      assert_shown (self, text->str);
    }
    g_assert_finalize_object (self);
  }
}

static char *
build_lines (guint n_lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (text, "value_%u = compute(%u)  # a line\n", i, i);

  return g_string_free (text, FALSE);
}

static gboolean
is_whole (gpointer user_data)
{
  return gtk_text_buffer_get_line_count (get_buffer (user_data)) == 40001;
}

static void
test_a_long_text (void)
{
  SpComponent         *self = component_test_new ("code");
  GtkWidget           *window = component_test_show (self);
  g_autofree char     *text = build_lines (40000);
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autoptr (JsonNode) value = NULL;
  GtkWidget           *button = NULL;

  g_assert_cmpuint (strlen (text), >, 1024 * 1024);
  component_test_set_props (self, "{'language': 'python'}");
  sp_component_set_value (self, node);
  g_assert_cmpint (gtk_text_buffer_get_char_count (get_buffer (self)), <=, 200 * 1024);
  g_assert_false (gtk_source_buffer_get_highlight_syntax (GTK_SOURCE_BUFFER (get_buffer (self))));
  g_assert_false (gtk_text_view_get_editable (get_view (self)));
  value = sp_component_dup_value (self);
  g_assert_cmpstr (json_node_get_string (value), ==, text);

  for (guint i = 0; button == NULL || gtk_button_get_label (GTK_BUTTON (button)) == NULL; i++)
    button = component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, i);
  g_signal_emit_by_name (button, "clicked");
  component_test_wait (is_whole, self);
  g_assert_true (gtk_text_view_get_editable (get_view (self)));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

/* Each of the appended texts begins with all before it: none may be put in again. */
static void
test_streaming (void)
{
  SpComponent        *self = component_test_new ("code");
  g_autoptr (GString) text = g_string_new (NULL);
  int                 n_bytes = 0, n_deleted = 0;

  sp_component_set_interactive (self, FALSE);
  component_test_set_value (self, "'#'");
  g_string_append_c (text, '#');
  g_signal_connect (get_buffer (self), "delete-range", G_CALLBACK (deleted_cb), &n_deleted);
  g_signal_connect (get_buffer (self), "insert-text", G_CALLBACK (inserted_cb), &n_bytes);
  for (guint i = 0; i < 20000; i++) {
    g_autoptr (JsonNode) node = NULL;

    g_string_append (text, i % 20 == 19 ? "word\n" : "word ");
    node = json_node_init_string (json_node_alloc (), text->str);
    sp_component_set_value (self, node);
  }
  g_assert_cmpint (n_bytes, ==, 100000);
  g_assert_cmpint (n_deleted, ==, 0);
  assert_shown (self, text->str);
  g_assert_finalize_object (self);
}

static void
test_hidden_controls_are_shown (void)
{
  SpComponent   *self = component_test_new ("code");
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextTag    *tag = NULL;
  GtkTextIter    iter;

  component_test_set_value (self, "'a \\u202e b € c'");
  tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "direction-control");
  for (int i = 0; i < 9; i++) {
    gtk_text_buffer_get_iter_at_offset (buffer, &iter, i);
    g_assert_cmpint (gtk_text_iter_has_tag (&iter, tag), ==, i == 2);
  }
  g_assert_finalize_object (self);
}

static void
test_dark (void)
{
  SpComponent          *self = component_test_new ("code");
  AdwStyleManager      *manager = adw_style_manager_get_default ();
  GtkSourceStyleScheme *scheme = NULL;

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  scheme = gtk_source_buffer_get_style_scheme (GTK_SOURCE_BUFFER (get_buffer (self)));
  g_assert_cmpstr (gtk_source_style_scheme_get_id (scheme), ==, "Adwaita-dark");
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  scheme = gtk_source_buffer_get_style_scheme (GTK_SOURCE_BUFFER (get_buffer (self)));
  g_assert_cmpstr (gtk_source_style_scheme_get_id (scheme), ==, "Adwaita");
  g_assert_finalize_object (self);
}

static gboolean
has_selection (gpointer user_data)
{
  GtkTextIter      start, end;
  g_autofree char *text = NULL;

  if (!gtk_text_buffer_get_selection_bounds (user_data, &start, &end))
    return FALSE;
  text = gtk_text_buffer_get_text (user_data, &start, &end, TRUE);

  return g_str_equal (text, "needle") && gtk_text_iter_get_line (&start) == 1;
}

static void
test_search (void)
{
  SpComponent *self = component_test_new ("code");
  GtkWidget   *window = component_test_show (self);
  GtkWidget   *bar = component_test_find (GTK_WIDGET (self), GTK_TYPE_SEARCH_BAR, 0);
  GtkWidget   *entry = component_test_find (bar, GTK_TYPE_SEARCH_ENTRY, 0);

  component_test_set_value (self, "'hay\\na needle\\nhay'");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self), "code.find", NULL));
  g_assert_true (gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (bar)));
  gtk_editable_set_text (GTK_EDITABLE (entry), "needle");
  component_test_wait (has_selection, get_buffer (self));
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_false (gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (bar)));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/code/generations", test_generations);
  g_test_add_func ("/code/hostile", test_hostile);
  g_test_add_func ("/code/languages", test_languages);
  g_test_add_func ("/code/props", test_props);
  g_test_add_func ("/code/height", test_height);
  g_test_add_func ("/code/typing", test_typing);
  g_test_add_func ("/code/undo-survives-an-update", test_undo_survives_an_update);
  g_test_add_func ("/code/only-the-difference-is-changed", test_only_the_difference_is_changed);
  g_test_add_func ("/code/any-change-arrives", test_any_change_arrives);
  g_test_add_func ("/code/a-long-text", test_a_long_text);
  g_test_add_func ("/code/streaming", test_streaming);
  g_test_add_func ("/code/hidden-controls-are-shown", test_hidden_controls_are_shown);
  g_test_add_func ("/code/dark", test_dark);
  g_test_add_func ("/code/search", test_search);

  return g_test_run ();
}
