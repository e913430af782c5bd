/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTML components of a real app whose scripts speak to the server, in web parts. */
#include "live-fixture.h"
#include "media-test.h"
#include "sp-component-registry.h"
#include "sp-web-module.h"

#include <string.h>

#define PATIENCE 60 /* seconds until the processes of a web view have started */

typedef struct {
  Live           live;
  GradioSession *session;
  SpComponent   *html;
  GtkWidget     *window;
  GString       *events;
} Fixture;

static void
event_cb (Fixture *fixture, const char *name, JsonNode *data)
{
  g_autofree char *json = data != NULL ? gradio_json_write (data) : g_strdup ("-");

  g_string_append_printf (fixture->events, "%s %s;", name, json);
}

static void
notice_cb (Fixture *fixture, const char *words)
{
  g_string_append_printf (fixture->events, "notice %s;", words);
}

/* The component in whose script these words are, as the app has it. */
static JsonObject *
find_config (Fixture *fixture, const char *words)
{
  JsonArray *components = gradio_json_get_array (gradio_client_get_config (fixture->live.client), "components");

  for (guint i = 0; i < json_array_get_length (components); i++) {
    JsonObject *component = json_array_get_object_element (components, i);
    JsonObject *props = json_object_get_object_member (component, "props");
    const char *script = gradio_json_get_string (props, "js_on_load", NULL);

    if (script != NULL && strstr (script, words) != NULL)
      return component;
  }
  g_assert_not_reached ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  live_set_up (&fixture->live, NULL);
  fixture->session = gradio_client_new_session (fixture->live.client);
  fixture->html = component_test_new ("html");
  fixture->events = g_string_new (NULL);
  fixture->window = component_test_show (fixture->html);
  g_signal_connect_swapped (fixture->html, "event", G_CALLBACK (event_cb), fixture);
  g_signal_connect_swapped (fixture->html, "notice", G_CALLBACK (notice_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  media_test_finalize (fixture->html);
  g_clear_object (&fixture->session);
  gradio_client_close (fixture->live.client);
  while (G_OBJECT (fixture->live.client)->ref_count > 1) /* what was cancelled is told to the server */
    g_main_context_iteration (NULL, TRUE);
  live_tear_down (&fixture->live, NULL);
  g_string_free (fixture->events, TRUE);
}

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

/* The app's own script, and after it what a user would do. */
static void
run (Fixture *fixture, const char *words, const char *more)
{
  JsonObject            *config = find_config (fixture, words);
  g_autoptr (JsonObject) props = json_object_new ();
  JsonObject            *own = json_object_get_object_member (config, "props");
  g_autofree char       *script = g_strconcat (gradio_json_get_string (own, "js_on_load", ""), "\n", more, NULL);
  g_autoptr (GList)      names = json_object_get_members (own);

  for (GList *name = names; name != NULL; name = name->next)
    json_object_set_member (props, name->data, json_object_dup_member (own, name->data));
  json_object_set_string_member (props, "js_on_load", script);
  sp_component_set_client (fixture->html, fixture->live.client);
  sp_component_set_session (fixture->html, fixture->session);
  sp_component_set_id (fixture->html, (int) json_object_get_int_member (config, "id"));
  sp_component_set_props (fixture->html, props);
  if (json_object_has_member (props, "value"))
    sp_component_set_value (fixture->html, json_object_get_member (props, "value"));
  g_string_truncate (fixture->events, 0);
  g_signal_emit_by_name (find_run (fixture), "clicked");
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

static void
test_trigger (Fixture *fixture, gconstpointer data)
{
  run (fixture, ".matches('.star')", "element.querySelectorAll('.star')[3].click(); element.querySelector('.send').click();");
  wait_for_event (fixture, "submit {\"stars\":4,\"by\":\"page\"};");
  g_assert_nonnull (strstr (fixture->events->str, "input -;"));
  component_test_assert_value (fixture->html, "4");
}

static void
test_server (Fixture *fixture, gconstpointer data)
{
  run (fixture, "server.folder",
       "new MutationObserver(() => { const items = [...element.querySelectorAll('li')].map((item) => item.textContent);"
       " if (items.length) trigger('listed', items); }).observe(element, { childList: true, subtree: true });"
       "element.querySelector('button').click();");
  wait_for_event (fixture, "listed [\"alpha.txt\",\"beta.txt\",\"gamma.txt\"];");
}

static void
test_upload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) value = NULL;

  run (fixture, "upload(",
       "const files = new DataTransfer(); files.items.add(new File(['12345'], '../five bytes.txt'));"
       "element.querySelector('input').files = files.files; element.querySelector('button').click();");
  wait_for_event (fixture, "upload -;");
  value = sp_component_dup_value (fixture->html);
  g_assert_true (gradio_json_is_string (value));
  g_assert_true (g_str_has_prefix (json_node_get_string (value), "/"));
  g_assert_true (g_str_has_suffix (json_node_get_string (value), ".txt"));
}

/* Large files come in pieces, which are put together again. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  run (fixture, "upload(",
       "upload(new File(['0123456789'.repeat(50000)], 'large.txt')).then((file) => fetch(file.url))"
       ".then((answer) => answer.text()).then((text) => trigger('length', text.length))"
       ".catch((error) => trigger('refused', error.message));");
  wait_for_event (fixture, "length 500000;");
}

/* What is no file is refused where the script sees it. */
static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  run (fixture, "upload(", "upload('x').catch((error) => trigger('refused', error.message));");
  wait_for_event (fixture, "refused \"There is no file to upload.\";");
}

static GradioParameter *
get_parameter (Fixture *fixture, const char *endpoint)
{
  return g_ptr_array_index (gradio_endpoint_get_parameters (live_find (&fixture->live, endpoint)), 0);
}

static gboolean
fits_example (GradioParameter *parameter)
{
  return gradio_parameter_validate (parameter, gradio_parameter_get_example (parameter), NULL);
}

/* A class of the author's own says what its values are: a number of so many stars. The example is still that of all
 * HTML. */
static void
test_subclass (Fixture *fixture, gconstpointer data)
{
  GradioParameter      *parameter = get_parameter (fixture, "/rate");
  SpComponent          *field = sp_component_new_for_parameter (parameter, fixture->live.client, TRUE);
  g_autoptr (JsonNode)  value = NULL;
  g_autoptr (JsonNode)  six = json_node_init_int (json_node_alloc (), 6);
  g_autoptr (GError)    error = NULL;
  g_autoptr (GradioJob) job = NULL;
  g_autofree char      *type_name = NULL;

  g_object_ref_sink (field);
  g_object_get (field, "type-name", &type_name, NULL);
  g_assert_cmpstr (type_name, ==, "slider"); /* a field with the bounds */
  g_assert_cmpstr (sp_component_get_label (field), ==, "Your rating");
  value = sp_component_dup_value (field);
  g_assert_cmpint (json_node_get_int (value), ==, 3);
  g_assert_false (gradio_parameter_validate (parameter, six, &error));
  g_assert_cmpstr (error->message, ==, "must be at most 5");
  g_assert_false (fits_example (parameter));
  g_assert_true (fits_example (get_parameter (fixture, "/send_form")));
  g_assert_finalize_object (field);

  job = live_submit (&fixture->live, "/rate", "[4]");
  fake_app_wait (&fixture->live.done);
  live_assert_returns (job, "[\"4 stars\"]");
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
  ADD ("/live-html/trigger", test_trigger);
  ADD ("/live-html/server", test_server);
  ADD ("/live-html/upload", test_upload);
  ADD ("/live-html/large", test_large);
  ADD ("/live-html/nothing", test_nothing);
  ADD ("/live-html/subclass", test_subclass);

  return g_test_run ();
}
