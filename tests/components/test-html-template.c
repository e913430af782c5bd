/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTML components whose template is made into HTML by the app's script engine. */
#include "media-test.h"

#include "sp-html-template.h"

#include <string.h>

/* templates */

typedef struct {
  char    *html;
  GError  *error;
  gboolean is_done;
} Outcome;

static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->html = sp_html_template_render_finish (result, &outcome->error);
  outcome->is_done = TRUE;
}

static gboolean
is_done (gpointer user_data)
{
  return ((Outcome *) user_data)->is_done;
}

static void
check (SpScript *script, const char *template, const char *props, const char *expected)
{
  g_autoptr (JsonNode) node = component_test_parse (props);
  Outcome              outcome = { 0 };

  sp_html_template_render_async (script, template, json_node_get_object (node), NULL, rendered_cb, &outcome);
  component_test_wait (is_done, &outcome);
  g_test_message ("%s", template);
  if (expected != NULL)
    g_assert_no_error (outcome.error);
  else
    g_assert_nonnull (outcome.error);
  g_assert_cmpstr (outcome.html, ==, expected);
  g_clear_pointer (&outcome.html, g_free);
  g_clear_error (&outcome.error);
}

static void
test_literals (void)
{
  g_autoptr (SpScript) script = sp_script_new ();

  check (script, "<b>${value}</b>", "{'value': 3}", "<b>3</b>");
  check (script, "${'★'.repeat(value)}${'☆'.repeat(5 - value)}", "{'value': 2}", "★★☆☆☆");
  check (script, "${Array.from({length: count}, (_, i) => `<i ${i < value ? \"\" : \"dim\"}>${i + 1}</i>`).join('')}",
         "{'value': 1, 'props': {'count': 2}}", "<i >1</i><i dim>2</i>");
  check (script, "<h2>${form_name}</h2>@children", "{'value': null, 'props': {'form_name': 'Contact'}}", "<h2>Contact</h2>@children");
  check (script, "${value.missing.more}", "{'value': {}}", NULL);
  check (script, "${document.title}", "{'value': 1}", NULL);
}

static void
test_handlebars (void)
{
  g_autoptr (SpScript) script = sp_script_new ();
  const char          *tags = "{'value': {'name': 'Ada & <Co>', 'tags': ['math', 'engines'], 'of': {'a': 1, 'b': 2}}, 'size': 2}";

  check (script, "{{value.name}}|{{{value.name}}}|{{&value.name}}", tags, "Ada &amp; &lt;Co&gt;|Ada & <Co>|Ada & <Co>");
  check (script, "{{#each value.tags}}<i>{{this}}</i> {{/each}}{{#if size}}size ${size}{{/if}}", tags, "<i>math</i> <i>engines</i> size 2");
  check (script, "{{#each value.tags}}{{@index}}{{#unless @last}},{{/unless}}{{/each}}", tags, "0,1");
  check (script, "{{#each value.of as |n key|}}{{key}}={{n}}{{../size}};{{/each}}", tags, "a=12;b=22;");
  check (script, "{{#if none}}no{{else if size}}yes{{else}}other{{/if}}", tags, "yes");
  check (script, "{{#each none}}x{{else}}empty{{/each}}{{^none}}!{{/none}}", tags, "empty!");
  check (script, "{{#with value}}{{tags.length}} {{@root.size}}{{/with}}{{! nothing }}{{!-- {{nor}} this --}}", tags, "2 2");
  check (script, "{{#if size}}", tags, NULL);
  check (script, "{{/if}}", tags, NULL);
  check (script, "{{constructor}}{{value.__proto__}}", tags, "");
}

/* the component */

static gboolean
shows (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    if (shows (child, text))
      return TRUE;
  }

  return FALSE;
}

typedef struct {
  SpComponent *html;
  const char  *text;
} Wanted;

static gboolean
is_shown (gpointer user_data)
{
  Wanted *wanted = user_data;

  return shows (GTK_WIDGET (wanted->html), wanted->text);
}

static void
wait_for_text (SpComponent *html, const char *text)
{
  Wanted wanted = { html, text };

  component_test_wait (is_shown, &wanted);
}

/* It is made again whenever a prop or the value changes. */
static void
test_component (void)
{
  SpComponent         *html = component_test_new ("html");
  GtkWidget           *window = component_test_show (html);
  g_autoptr (SpScript) script = sp_script_new ();

  sp_component_set_script (html, script);
  component_test_set_props (html, "{'html_template': '<p>${value.name}: {{#each value.tags}}{{this}} {{/each}}{{size}}</p>', 'props': {'size': 2}}");
  component_test_set_value (html, "{'name': 'Ada', 'tags': ['math']}");
  wait_for_text (html, "Ada: math 2");
  component_test_set_props (html, "{'props': {'size': 5}}");
  wait_for_text (html, "Ada: math 5");
  component_test_set_value (html, "{'name': 'Bob', 'tags': ['x', 'y']}");
  wait_for_text (html, "Bob: x y 5");
  g_assert_false (shows (GTK_WIDGET (html), "script of its own"));
  component_test_assert_value (html, "{'name': 'Bob', 'tags': ['x', 'y']}");

  component_test_set_props (html, "{'html_template': '${document.title}'}");
  wait_for_text (html, "script of its own");
  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (html);
}

/* Children stand where the template has them. */
static void
test_children (void)
{
  SpComponent         *html = component_test_new ("html");
  SpComponent         *child = component_test_new ("textbox");
  GtkWidget           *window = component_test_show (html);
  g_autoptr (SpScript) script = sp_script_new ();
  GtkWidget           *box = NULL;

  sp_component_set_script (html, script);
  g_assert_true (sp_component_add_child (html, child));
  component_test_set_props (html, "{'html_template': '<h4>${title}</h4>@children<p>below</p>', 'props': {'title': 'Box with children'}}");
  component_test_set_value (html, "null");
  wait_for_text (html, "Box with children");
  wait_for_text (html, "below");
  box = gtk_widget_get_parent (GTK_WIDGET (child));
  g_assert_true (shows (gtk_widget_get_prev_sibling (box), "Box with children"));
  g_assert_true (shows (gtk_widget_get_next_sibling (box), "below"));
  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (html);
}

/* A word of a value is no place for children. */
static void
test_children_word (void)
{
  SpComponent *html = component_test_new ("html");
  GtkWidget   *window = component_test_show (html);

  component_test_set_value (html, "'info@children.example'");
  wait_for_text (html, "info@children.example");
  component_test_set_props (html, "{'html_template': '<b>${value}</b>@children<i>below</i>'}");
  wait_for_text (html, "info@children.example");
  wait_for_text (html, "below");
  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (html);
}

int
main (int argc, char *argv[])
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/html-template/literals", test_literals);
  g_test_add_func ("/html-template/handlebars", test_handlebars);
  g_test_add_func ("/html-template/component", test_component);
  g_test_add_func ("/html-template/children", test_children);
  g_test_add_func ("/html-template/children-word", test_children_word);

  return g_test_run ();
}
