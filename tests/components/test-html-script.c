/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTML components that their author's script draws, in a web part. */
#include "media-test.h"

#include "sp-web-module.h"
#include "sp-web-part.h"

#include <string.h>

#define PATIENCE 60 /* seconds until the processes of a web view have started */

typedef struct {
  SpComponent *html;
  GtkWidget   *window;
  GString     *events;
} Fixture;

static void
event_cb (Fixture *fixture, const char *name, JsonNode *data)
{
  g_autofree char *json = data != NULL ? gradio_json_write (data) : g_strdup ("-");

  g_string_append_printf (fixture->events, "%s %s;", name, json);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->html = component_test_new ("html");
  fixture->window = component_test_show (fixture->html);
  fixture->events = g_string_new (NULL);
  g_signal_connect_swapped (fixture->html, "event", G_CALLBACK (event_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  media_test_finalize (fixture->html);
  g_string_free (fixture->events, TRUE);
}

static void
wait_for_event (Fixture *fixture, const char *event)
{
  gint64 end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  while (strstr (fixture->events->str, event) == NULL) {
    if (g_get_monotonic_time () > end)
      g_error ("No %s in %s", event, fixture->events->str);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
}

/* The button that is there when a page has a script. */
static GtkWidget *
find_run (Fixture *fixture)
{
  GtkWidget *button = NULL;
  guint      i = 0;

  do
    button = component_test_find (GTK_WIDGET (fixture->html), GTK_TYPE_BUTTON, i++);
  while (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), "_Run Its Script") != 0);

  return button;
}

static void
run (Fixture *fixture)
{
  GtkWidget *button = find_run (fixture);

  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_get_visible (button));
}

/* Values go to the script and come from it; what it triggers is an event of the component. */
static void
test_values (Fixture *fixture, gconstpointer data)
{
  component_test_set_props (fixture->html,
                            "{'html_template': '<b>${\\'*\\'.repeat(value)}</b>', 'css_template': 'b { color: ${tint}; }',"
                            " 'props': {'tint': 'rgb(1, 2, 3)'}, 'js_on_load': 'watch(\\'value\\', () => { trigger(\\'seen\\', {text: element.textContent});"
                            " if (props.value === 2) props.value = 5; });"
                            " trigger(\\'ready\\', [element.textContent, getComputedStyle(element.firstChild).color]);'}");
  component_test_set_value (fixture->html, "3");
  run (fixture);
  wait_for_event (fixture, "ready [\"***\",\"rgb(1, 2, 3)\"];");

  g_string_truncate (fixture->events, 0);
  component_test_set_value (fixture->html, "2");
  wait_for_event (fixture, "seen {\"text\":\"*****\"};");
  g_assert_cmpstr (fixture->events->str, ==, "change -;seen {\"text\":\"**\"};change -;seen {\"text\":\"*****\"};");
  component_test_assert_value (fixture->html, "5");
}

/* What a script tells of is the author's business: any name, any data, all of it unchanged. */
static void
test_trigger (Fixture *fixture, gconstpointer data)
{
  component_test_set_props (fixture->html, "{'js_on_load': 'for (const name of [\\'input\\', \\'start_recording\\',"
                                           " \\'tick\\', \\'my own\\']) trigger(name, {name: name, deep: [[null, {a: 1.5}], false,"
                                           " \\'\u00e9\\'], big: 9007199254740991}); trigger(\\'number\\', 3);"
                                           " trigger(\\'submit\\');'}");
  component_test_set_value (fixture->html, "'<p>text</p>'");
  g_string_truncate (fixture->events, 0);
  run (fixture);
  wait_for_event (fixture, "submit ");
  g_assert_cmpstr (fixture->events->str, ==,
                   "input {\"name\":\"input\",\"deep\":[[null,{\"a\":1.5}],false,\"\u00e9\"],\"big\":9007199254740991};"
                   "start_recording {\"name\":\"start_recording\",\"deep\":[[null,{\"a\":1.5}],false,\"\u00e9\"],"
                   "\"big\":9007199254740991};"
                   "tick {\"name\":\"tick\",\"deep\":[[null,{\"a\":1.5}],false,\"\u00e9\"],\"big\":9007199254740991};"
                   "my own {\"name\":\"my own\",\"deep\":[[null,{\"a\":1.5}],false,\"\u00e9\"],\"big\":9007199254740991};"
                   "number 3;submit -;");
}

/* A script that fails says so, and the program goes on. */
static gboolean
has_notice (const char *words, Fixture *fixture)
{
  g_string_append_printf (fixture->events, "notice %s;", words);

  return TRUE;
}

static void
notice_cb (SpComponent *self, const char *words, gpointer user_data)
{
  has_notice (words, user_data);
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  g_signal_connect (fixture->html, "notice", G_CALLBACK (notice_cb), fixture);
  component_test_set_props (fixture->html, "{'js_on_load': 'throw new Error(\\'no such luck\\');'}");
  component_test_set_value (fixture->html, "'<p>text</p>'");
  run (fixture);
  wait_for_event (fixture, "no such luck");
}

/* What needs no script runs none. */
static void
test_plain (Fixture *fixture, gconstpointer data)
{
  component_test_set_value (fixture->html, "'<script>1</script><p onclick=\\'x()\\'>text</p>'");
  g_assert_false (gtk_widget_get_visible (find_run (fixture)));
}

int
main (int argc, char *argv[])
{
  component_test_init (&argc, &argv);
  if (!sp_web_module_is_built ()) {
    g_print ("1..0 # SKIP built without WebKitGTK\n");
    return 0;
  }
  component_test_forgive_webkit ();

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)
  ADD ("/html-script/values", test_values);
  ADD ("/html-script/failure", test_failure);
  ADD ("/html-script/trigger", test_trigger);
  ADD ("/html-script/plain", test_plain);

  return g_test_run ();
}
