/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include <adwaita.h>

#include <string.h>

#include "sp-height-limit.h"

static void
test_generations (void)
{
  component_test_generations ("html");
}

static void
test_hostile (void)
{
  component_test_hostile ("html");
}

/* All text that can be seen, each label on a line. */
static void
append_labels (GtkWidget *widget, GString *text)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_labels (child, text);
}

static void
assert_shows (SpComponent *html, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_labels (GTK_WIDGET (html), text);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
check (const char *source, const char *expected)
{
  SpComponent         *html = component_test_new ("html");
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), source);

  g_test_message ("%s", source);
  sp_component_set_value (html, value);
  assert_shows (html, expected);
  g_assert_finalize_object (html);
}

static void
test_subset (void)
{
  check ("<h1>Title</h1><p>One <b>two</b></p>plain", "Title\nOne two\nplain\n");
  check ("<ul><li>a<li>b<ol start=3><li>c</ol></ul>", "•\na\n•\nb\n3.\nc\n");
  check ("<table><tr><th>a<th>b<tr><td colspan=2>c</table>", "a\nb\nc\n");
  check ("<pre>  x\n y</pre>", "");
  check ("a&nbsp;&lt;b&gt; &euro; &#65; &notanentity;", "a\302\240<b> € A &notanentity;\n");
  check ("<div style='display:none'>x</div>y", "y\n");
  check ("one<br><br>two<br>", "one\n\ntwo\n");
  check ("<br><br>", "\n \n");
  check ("<dl><dt>a<dd>b</dl>", "a\nb\n");
  check ("<p>a <span>b<div>c</div>d</span> e</p>", "a b\nc\nd e\n");
  check ("", "");
}

static void
test_sanitised (void)
{
  check ("<script>alert(1)</script>x<style>p{}</style>", "x\n");
  check ("<iframe src='https://e.org'>no</iframe><object>no</object><embed src=x>y", "y\n");
  check ("<svg><script>alert(1)</script></svg><canvas>no</canvas>z", "z\n");
  check ("<form action=x><input value=secret><textarea>no</textarea><p>kept</p><button>Go</button></form>",
         "kept\nGo\n");
  check ("<a href='javascript:alert(1)' onclick='alert(1)'>a</a>", "a\n");
  check ("<head><title>no</title></head><body onload=alert(1)>b</body>", "b\n");
  check ("<img src=x onerror=alert(1) alt='a cat'>", "a cat\n");
}

static void
test_broken (void)
{
  const char *const parts[] = { "<div>", "<b>", "<ul><li>", "<table><tr><td>", "<blockquote>",
                                "</p>", "&", "<details>", "<a href=x>", "<div style='background:red'>" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autoptr (GString)  text = g_string_new (NULL);
    g_autoptr (JsonNode) value = NULL;
    SpComponent         *html = component_test_new ("html");

    for (int n = 0; n < 3000; n++)
      g_string_append (text, parts[i]);
    g_string_append (text, "end");
    value = json_node_init_string (json_node_alloc (), text->str);
    sp_component_set_value (html, value);
    g_assert_finalize_object (html);
  }
}

static void
test_template (void)
{
  SpComponent *html = component_test_new ("html");

  component_test_set_props (html, "{'html_template':'<p>is ${value}!</p>'}");
  component_test_set_value (html, "'<b>x</b>'");
  assert_shows (html, "is x!\n");
  component_test_set_value (html, "4");
  assert_shows (html, "is 4!\n");
  component_test_assert_value (html, "4");
  component_test_set_props (html, "{'html_template':'${value.map(x => x)}'}");
  component_test_set_value (html, "'v'");
  component_test_find (GTK_WIDGET (html), GTK_TYPE_LABEL, 0);
  component_test_set_props (html, "{'html_template':null}");
  g_assert_finalize_object (html);
}

static void
event_cb (SpComponent *html, const char *name, JsonNode *data, char **text)
{
  g_autofree char *json = data != NULL ? gradio_json_write (data) : g_strdup ("null");

  g_free (*text);
  *text = g_strconcat (name, " ", json, NULL);
}

static GtkEventController *
find_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
      return controller; /* the widget has it, too */
  }

  return NULL;
}

static void
test_click (void)
{
  SpComponent     *html = component_test_new ("html");
  g_autofree char *text = NULL;
  GtkWidget       *box = NULL;
  gboolean         handled = FALSE;

  g_signal_connect (html, "event", G_CALLBACK (event_cb), &text);
  box = gtk_widget_get_parent (component_test_find (GTK_WIDGET (html), SP_TYPE_HEIGHT_LIMIT, 0));
  g_signal_emit_by_name (find_controller (box, GTK_TYPE_GESTURE_CLICK), "pressed", 1, 1.0, 1.0);
  g_assert_cmpstr (text, ==, "click {}");
  g_clear_pointer (&text, g_free);
  g_signal_emit_by_name (find_controller (box, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed",
                         GDK_KEY_Return, 0, 0, &handled);
  g_assert_cmpstr (text, ==, "click {}");
  g_clear_pointer (&text, g_free);
  component_test_set_props (html, "{'js_on_load':'trigger(\\u0022other\\u0022)'}");
  g_signal_emit_by_name (find_controller (box, GTK_TYPE_GESTURE_CLICK), "pressed", 1, 1.0, 1.0);
  g_assert_null (text);
  g_assert_finalize_object (html);
}

static gboolean
shows_text (gpointer html)
{
  GtkWidget *bin = component_test_find (html, ADW_TYPE_BIN, 0);

  return GTK_IS_TEXT_VIEW (adw_bin_get_child (ADW_BIN (bin)));
}

/* 20 MB: only the text, read beside the main loop. */
static void
test_huge (void)
{
  SpComponent         *html = component_test_new ("html");
  g_autoptr (GString)  text = g_string_sized_new (21 * 1000 * 1000);
  g_autoptr (JsonNode) value = json_node_alloc ();
  g_autoptr (JsonNode) same = NULL;

  while (text->len < 20 * 1000 * 1000)
    g_string_append (text, "<p>All work and <b>no play</b> makes Jack a dull boy.</p>");
  json_node_init_string (value, text->str);
  sp_component_set_value (html, value);
  component_test_wait (shows_text, html);
  same = sp_component_dup_value (html);
  g_assert_true (same == value);
  component_test_set_value (html, "'small'");
  assert_shows (html, "small\n");
  g_assert_finalize_object (html);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/html/generations", test_generations);
  g_test_add_func ("/html/hostile", test_hostile);
  g_test_add_func ("/html/subset", test_subset);
  g_test_add_func ("/html/sanitised", test_sanitised);
  g_test_add_func ("/html/broken", test_broken);
  g_test_add_func ("/html/template", test_template);
  g_test_add_func ("/html/click", test_click);
  g_test_add_func ("/html/huge", test_huge);

  return g_test_run ();
}
