/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form and its jobs, against a server that sends what a test tells it to. */
#include "app-fixture.h"

#include "sp-api-view.h"
#include "sp-component.h"

#define JOIN "/gradio_api/queue/join"

/* The fake app calls its first job e1, its second e2. */
#define MESSAGE(id, msg, more) "data: {\"msg\":\"" msg "\",\"event_id\":\"" id "\"" more "}\n\n"
#define STARTS(id) MESSAGE (id, "process_starts", "")
#define SUCCESS(data) ",\"success\":true,\"output\":{\"data\":[" data "]}"
#define GENERATING(data) MESSAGE ("e1", "process_generating", SUCCESS (data))
#define COMPLETED(id, data) MESSAGE (id, "process_completed", SUCCESS (data))
#define ESTIMATION MESSAGE ("e1", "estimation", ",\"rank\":2,\"queue_size\":10,\"rank_eta\":30.0")
#define STEPS "{\"index\":12,\"length\":50,\"unit\":\"steps\",\"progress\":null,\"desc\":\"Steps\"}"
#define LOADING "{\"index\":3,\"length\":null,\"unit\":\"it\",\"progress\":null,\"desc\":\"Loading\"}"
#define PROGRESS MESSAGE ("e1", "progress", ",\"progress_data\":[" STEPS "," LOADING ",null,7]")
#define NOT_FOUND                                                                         \
  "data: {\"msg\":\"unexpected_error\",\"event_id\":null,\"message\":\"404: Not Found\"," \
  "\"session_not_found\":true,\"success\":false}\n\n"
#define APP_ERROR                                                               \
  MESSAGE ("e1", "process_completed",                                           \
           ",\"success\":false,\"output\":{\"error\":\"<b>No</b> such thing\"," \
           "\"title\":\"Oh & dear\",\"visible\":true,\"duration\":5}")
#define REFUSED                                                 \
  "{\"detail\":[{\"__type__\":\"validate\",\"is_valid\":false," \
  "\"message\":\"Another word\",\"parameter_name\":\"word\"}]}"
#define CLOSE "data: {\"msg\":\"close_stream\",\"event_id\":null}\n\n"

#define SCRIPT(...)     \
  (const char *const[]) \
  {                     \
    __VA_ARGS__, NULL   \
  }

static SpEndpointForm *
show_form (AppFixture *fixture,
           const char *name)
{
  GtkWidget *form = sp_endpoint_form_new (fixture->client, app_fixture_get_endpoint (fixture, name));

  app_fixture_show (fixture, form);

  return SP_ENDPOINT_FORM (form);
}

static GtkWidget *
get_button (SpEndpointForm *form,
            const char     *label)
{
  return find_widget (GTK_WIDGET (form), GTK_TYPE_BUTTON, label);
}

static gboolean
shows (SpEndpointForm *form,
       const char     *text)
{
  return shows_text (GTK_WIDGET (form), text);
}

static gboolean
shows_result (SpEndpointForm *form,
              const char     *text)
{
  GtkWidget       *result = find_widget (GTK_WIDGET (form), g_type_from_name ("SpJobResult"), NULL);
  GtkWidget       *view = find_widget (result, GTK_TYPE_TEXT_VIEW, NULL);
  GtkTextIter      start, end;
  g_autofree char *shown = NULL;

  if (view == NULL || !gtk_widget_get_mapped (view))
    return shows_text (result, text);

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &start, &end);
  shown = gtk_text_buffer_get_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &start, &end, FALSE);

  return g_str_equal (shown, text);
}

static void
test_run (AppFixture   *fixture,
          gconstpointer data)
{
  SpEndpointForm *form = show_form (fixture, "/echo");

  fake_app_set_stream (fixture->app, SCRIPT (STARTS ("e1"), COMPLETED ("e1", "\"HELLO\""), CLOSE));
  g_assert_false (gtk_widget_get_visible (get_button (form, "Cancel")));
  g_signal_emit_by_name (get_button (form, "Run"), "clicked");
  g_assert_true (sp_endpoint_form_get_running (form));
  g_assert_false (gtk_widget_get_sensitive (get_button (form, "Run")));
  g_assert_true (gtk_widget_get_visible (get_button (form, "Cancel")));

  wait_until (shows_result (form, "HELLO"));
  g_assert_true (shows (form, "Result"));
  g_assert_false (sp_endpoint_form_get_running (form));
  g_assert_true (gtk_widget_get_sensitive (get_button (form, "Run")));
  g_assert_false (gtk_widget_get_visible (get_button (form, "Cancel")));
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, JOIN), "\"hello\""));
}

static void
test_queue (AppFixture   *fixture,
            gconstpointer data)
{
  SpEndpointForm *form = show_form (fixture, "/echo");

  fake_app_set_stream (fixture->app, SCRIPT (ESTIMATION, "HANG"));
  sp_endpoint_form_run (form);
  wait_until (shows (form, "Waiting in the queue: 3 of 10"));
  sp_endpoint_form_cancel (form);
  g_assert_false (sp_endpoint_form_get_running (form));
  wait_until (shows (form, "Cancelled"));
}

static void
test_progress (AppFixture   *fixture,
               gconstpointer data)
{
  SpEndpointForm *form = show_form (fixture, "/echo");

  fake_app_set_stream (fixture->app, SCRIPT (STARTS ("e1"), PROGRESS, "HANG"));
  sp_endpoint_form_run (form);
  wait_until (shows (form, "Steps 12/50"));
  g_assert_nonnull (find_widget (GTK_WIDGET (form), GTK_TYPE_PROGRESS_BAR, NULL));
  sp_endpoint_form_cancel (form);
  wait_until (shows (form, "Cancelled"));
  g_assert_null (find_widget (GTK_WIDGET (form), GTK_TYPE_PROGRESS_BAR, NULL));
}

static void
count_cb (guint   *count,
          gboolean final)
{
  *count += 1;
}

/* Values that come faster than frames are shown once a frame, and old ones stay until there is something new. */
static void
test_stream (AppFixture   *fixture,
             gconstpointer data)
{
  SpEndpointForm       *form = show_form (fixture, "/echo");
  g_autoptr (GPtrArray) script = g_ptr_array_new_with_free_func (g_free);
  guint                 count = 0;

  for (int i = 0; i < 300; i++)
    g_ptr_array_add (script, g_strdup_printf (GENERATING ("\"%d\""), i));
  g_ptr_array_add (script, g_strdup (COMPLETED ("e1", "\"end\"")));
  g_ptr_array_add (script, g_strdup (CLOSE));
  g_ptr_array_add (script, NULL);
  fake_app_set_stream (fixture->app, (const char *const *) script->pdata);
  g_signal_connect_swapped (form, "updated", G_CALLBACK (count_cb), &count);

  sp_endpoint_form_run (form);
  wait_until (shows_result (form, "end"));
  g_assert_cmpuint (count, >=, 1);
  g_assert_cmpuint (count, <, 300);

  fake_app_set_stream (fixture->app, SCRIPT (STARTS ("e2"), "HANG"));
  sp_endpoint_form_run (form);
  wait_until (shows (form, "Running"));
  g_assert_true (shows_result (form, "end"));
  sp_endpoint_form_cancel (form);
}

static void
test_app_error (AppFixture   *fixture,
                gconstpointer data)
{
  SpEndpointForm *form = show_form (fixture, "/echo");

  fake_app_set_stream (fixture->app,
                       SCRIPT (APP_ERROR, CLOSE));
  sp_endpoint_form_run (form);
  wait_until (shows (form, "Oh & dear"));
  g_assert_true (shows (form, "No such thing"));

  fake_app_set_stream (fixture->app, SCRIPT (COMPLETED ("e2", "\"fine\""), CLOSE));
  g_signal_emit_by_name (get_button (form, "Run Again"), "clicked");
  wait_until (shows_result (form, "fine"));
  g_assert_false (shows (form, "Oh & dear"));
}

static void
test_cut (AppFixture   *fixture,
          gconstpointer data)
{
  SpEndpointForm        *form = show_form (fixture, "/echo");
  g_autoptr (JsonObject) changes = NULL;
  g_autoptr (JsonArray)  values = json_array_new ();

  json_array_add_string_element (values, "typed");
  sp_endpoint_form_set_values (form, values);
  fake_app_set_stream (fixture->app, SCRIPT (GENERATING ("\"half\""), "CUT"));
  fake_app_add_stream (fixture->app, SCRIPT (NOT_FOUND, "CUT"));
  sp_endpoint_form_run (form);
  wait_until (!sp_endpoint_form_get_running (form));
  wait_until (shows (form, "Connection Lost"));
  wait_until (shows_result (form, "half"));
  changes = sp_endpoint_form_dup_changes (form);
  g_assert_cmpstr (json_object_get_string_member (changes, "word"), ==, "typed");
  g_assert_cmpuint (json_object_get_size (changes), ==, 1);
}

static void
test_full (AppFixture   *fixture,
           gconstpointer data)
{
  SpEndpointForm *form = show_form (fixture, "/echo");

  fake_app_answer (fixture->app, JOIN, 503, "application/json", "{\"detail\":\"Queue is full.\"}");
  sp_endpoint_form_run (form);
  wait_until (shows (form, "The App Is Full"));
  g_assert_nonnull (get_button (form, "Try Again"));
}

/* The values of a job are for its parameters: an endpoint with others is not started with them. */
static void
test_repeat (AppFixture   *fixture,
             gconstpointer data)
{
  SpEndpointForm       *form = show_form (fixture, "/echo");
  GtkWidget            *other = sp_endpoint_form_new (fixture->client, app_fixture_get_endpoint (fixture, "/direct"));
  g_autoptr (GradioJob) job = NULL;
  g_autoptr (JsonArray) values = NULL;
  g_autoptr (GError)    error = NULL;

  g_object_ref_sink (other);
  fake_app_set_stream (fixture->app, SCRIPT (STARTS ("e1"), COMPLETED ("e1", "\"HELLO\""), CLOSE));
  sp_endpoint_form_run (form);
  job = g_object_ref (sp_endpoint_form_get_job (form));
  values = json_array_ref (sp_endpoint_form_get_values (form));
  g_assert_false (sp_endpoint_form_repeat (form, job, values, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  wait_until (!sp_endpoint_form_get_running (form));

  g_assert_false (sp_endpoint_form_repeat (SP_ENDPOINT_FORM (other), job, values, &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_ENDPOINT);
  g_clear_error (&error);
  g_assert_finalize_object (other);
  g_assert_true (sp_endpoint_form_repeat (form, job, values, &error));
  g_assert_no_error (error);
  wait_until (!sp_endpoint_form_get_running (form));
  g_assert_cmpuint (fake_app_count_requests (fixture->app, JOIN), ==, 2);
}

/* Closing a form ends its job, whatever that is doing. */
static void
test_dispose (AppFixture   *fixture,
              gconstpointer data)
{
  SpEndpointForm       *form = show_form (fixture, "/echo");
  g_autoptr (GradioJob) job = NULL;

  fake_app_set_stream (fixture->app, SCRIPT (GENERATING ("\"half\""), "HANG"));
  sp_endpoint_form_run (form);
  wait_until (shows_result (form, "half"));
  job = g_object_ref (sp_endpoint_form_get_job (form));
  g_object_add_weak_pointer (G_OBJECT (form), (gpointer *) &form);
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  wait_until (form == NULL); /* the window lets go of what had the focus a little later */
  g_assert_cmpint (gradio_job_get_state (job), ==, GRADIO_JOB_CANCELLED);
}

static void
test_view (AppFixture   *fixture,
           gconstpointer data)
{
  GtkWidget             *view = sp_api_view_new (fixture->client);
  g_autoptr (GtkWidget)  other = NULL;
  g_autoptr (JsonArray)  values = json_array_new ();
  g_autoptr (JsonObject) changes = NULL;
  SpEndpointForm        *echo, *direct;

  app_fixture_show (fixture, view);
  echo = sp_api_view_get_form (SP_API_VIEW (view));
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (echo)));
  json_array_add_string_element (values, "typed");
  sp_endpoint_form_set_values (echo, values);

  direct = sp_api_view_show_endpoint (SP_API_VIEW (view), "/direct");
  g_assert_nonnull (direct);
  g_assert_true (direct != echo);
  g_assert_null (sp_api_view_show_endpoint (SP_API_VIEW (view), "/nothing"));
  g_assert_true (sp_api_view_show_endpoint (SP_API_VIEW (view), "/echo") == echo);
  g_assert_false (sp_api_view_get_running (SP_API_VIEW (view)));

  other = g_object_ref_sink (sp_api_view_new (fixture->client));
  sp_api_view_take_changes (SP_API_VIEW (other), SP_API_VIEW (view));
  changes = sp_endpoint_form_dup_changes (sp_api_view_get_form (SP_API_VIEW (other)));
  g_assert_cmpstr (json_object_get_string_member (changes, "word"), ==, "typed");
}

static void
test_search (AppFixture   *fixture,
             gconstpointer data)
{
  GtkWidget *view = sp_api_view_new (fixture->client);
  GtkWidget *search;

  app_fixture_show (fixture, view);
  search = find_widget (view, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "nothing of this name");
  wait_until (shows_text (view, "Nothing Found"));
  g_assert_nonnull (sp_api_view_get_form (SP_API_VIEW (view))); /* the form stays */
  gtk_editable_set_text (GTK_EDITABLE (search), "ECHO");
  wait_until (!shows_text (view, "Nothing Found"));
}

static void
test_no_endpoints (AppFixture   *fixture,
                   gconstpointer data)
{
  g_autoptr (GradioClient) client = gradio_client_new ("localhost:1"); /* not connected: it has none */
  GtkWidget               *view = sp_api_view_new (client);

  app_fixture_show (fixture, view);
  g_assert_true (shows_text (view, "This app offers no endpoints."));
  g_assert_null (sp_api_view_get_form (SP_API_VIEW (view)));
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
}

static guint
count_items (GMenuModel *menu)
{
  guint n = 0;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++) {
    g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

    n += section != NULL ? count_items (section) : 1;
  }

  return n;
}

/* A text goes into the text parameter of each endpoint, and not into that of a file. */
static void
test_use_as_input (AppFixture   *fixture,
                   gconstpointer data)
{
  SpApiView           *view = SP_API_VIEW (sp_api_view_new (fixture->client));
  SpEndpointForm      *form = sp_api_view_show_endpoint (view, "/echo");
  g_autoptr (GMenu)    menu = g_menu_new ();
  g_autoptr (JsonNode) value = NULL;
  GtkWidget           *result = NULL;
  SpComponent         *output = NULL;

  app_fixture_show (fixture, GTK_WIDGET (view));
  fake_app_set_stream (fixture->app, SCRIPT (STARTS ("e1"), COMPLETED ("e1", "\"HELLO\""), CLOSE));
  sp_endpoint_form_run (form);
  wait_until (shows_result (form, "HELLO"));

  result = find_widget (GTK_WIDGET (form), g_type_from_name ("SpJobResult"), NULL);
  output = SP_COMPONENT (find_widget (result, SP_TYPE_COMPONENT, NULL));
  g_signal_emit_by_name (output, "collect-targets", menu);
  g_assert_cmpuint (count_items (G_MENU_MODEL (menu)), ==, 3);

  gtk_widget_activate_action (GTK_WIDGET (output), "component.use-as-input", "s", "0/direct");
  form = sp_api_view_get_form (view);
  g_assert_cmpstr (gradio_endpoint_get_name (sp_endpoint_form_get_endpoint (form)), ==, "/direct");
  value = sp_component_dup_value (SP_COMPONENT (sp_endpoint_form_get_first_input (form)));
  g_assert_cmpstr (json_node_get_string (value), ==, "HELLO");
  gtk_widget_activate_action (GTK_WIDGET (output), "component.use-as-input", "s", "9/direct");
  gtk_widget_activate_action (GTK_WIDGET (output), "component.use-as-input", "s", "nowhere");
}

/* A form that is not in front leaves the focus where it is, also when a value of it is refused. */
static void
test_hidden_form (AppFixture   *fixture,
                  gconstpointer data)
{
  GtkWidget           *view = sp_api_view_new (fixture->client);
  SpEndpointForm      *echo = NULL;
  GtkWidget           *focus = NULL;
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), "typed");

  app_fixture_show (fixture, view);
  echo = sp_api_view_get_form (SP_API_VIEW (view));
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (echo)));
  sp_endpoint_form_fill (echo, 0, value);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), GTK_WIDGET (echo)));

  g_assert_nonnull (sp_api_view_show_endpoint (SP_API_VIEW (view), "/direct"));
  sp_api_view_focus_first_input (SP_API_VIEW (view));
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_false (gtk_widget_is_ancestor (focus, GTK_WIDGET (echo)));
  sp_endpoint_form_fill (echo, 0, value);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == focus);

  fake_app_answer (fixture->app, JOIN, 422, "application/json", REFUSED);
  sp_endpoint_form_run (echo);
  wait_until (!sp_endpoint_form_get_running (echo));
  g_assert_cmpint (gradio_job_get_error_parameter (sp_endpoint_form_get_job (echo)), ==, 0);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == focus);
}

#define FILE_EXAMPLE "{\"path\":\"https://example.org/a.txt\",\"meta\":{\"_type\":\"gradio.FileData\"}}"
#define EXAMPLE_INFO                                                                                                    \
  "{\"named_endpoints\":{\"/echo\":{\"parameters\":[{\"parameter_name\":\"word\",\"type\":{\"type\":\"string\"},"       \
  "\"component\":\"Textbox\",\"parameter_has_default\":true,\"parameter_default\":\"hello\","                           \
  "\"example_input\":\"Hello!!\"},{\"parameter_name\":\"file\",\"type\":{\"properties\":{\"path\":{},"                  \
  "\"orig_name\":{}}},\"component\":\"File\",\"example_input\":" FILE_EXAMPLE "}],\"returns\":[]},"                     \
  "\"/direct\":{\"parameters\":[{\"parameter_name\":\"word\",\"type\":{\"type\":\"string\"},\"component\":\"Textbox\"," \
  "\"parameter_has_default\":true,\"parameter_default\":\"\",\"example_input\":7}],\"returns\":[]}}}"

static void
assert_value (SpEndpointForm *form,
              const char     *expected)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char     *text = NULL;

  json_node_take_object (node, sp_endpoint_form_dup_changes (form));
  text = gradio_json_write (node);
  g_assert_cmpstr (text, ==, expected);
}

/* What the app gives as examples fills the form, but for what does not fit. */
static void
test_examples (AppFixture   *fixture,
               gconstpointer data)
{
  g_autoptr (FakeApp)      app = fake_app_new ();
  g_autoptr (GradioClient) client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)       error = NULL;
  SpEndpointForm          *form = NULL;

  fake_app_answer (app, "/gradio_api/info", 200, "application/json", EXAMPLE_INFO);
  error = fake_app_connect (client);
  g_assert_no_error (error);
  form = SP_ENDPOINT_FORM (sp_endpoint_form_new (client, gradio_client_find_endpoint (client, "/echo", NULL)));
  app_fixture_show (fixture, GTK_WIDGET (form));
  assert_value (form, "{}");
  g_assert_true (gtk_widget_get_visible (get_button (form, "Fill with Examples")));
  g_signal_emit_by_name (get_button (form, "Fill with Examples"), "clicked");
  assert_value (form, "{\"word\":\"Hello!!\",\"file\":" FILE_EXAMPLE "}");

  form = SP_ENDPOINT_FORM (sp_endpoint_form_new (client, gradio_client_find_endpoint (client, "/direct", NULL)));
  app_fixture_show (fixture, GTK_WIDGET (form));
  g_assert_false (gtk_widget_get_visible (get_button (form, "Fill with Examples")));
  gtk_widget_activate_action (GTK_WIDGET (form), "form.fill-with-examples", NULL);
  assert_value (form, "{}");
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  gradio_client_close (client);
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
  add ("/endpoint-form/run", test_run);
  add ("/endpoint-form/queue", test_queue);
  add ("/endpoint-form/progress", test_progress);
  add ("/endpoint-form/stream", test_stream);
  add ("/endpoint-form/app-error", test_app_error);
  add ("/endpoint-form/cut", test_cut);
  add ("/endpoint-form/full", test_full);
  add ("/endpoint-form/repeat", test_repeat);
  add ("/endpoint-form/dispose", test_dispose);
  add ("/endpoint-form/examples", test_examples);
  add ("/api-view/forms", test_view);
  add ("/api-view/hidden-form", test_hidden_form);
  add ("/api-view/search", test_search);
  add ("/api-view/no-endpoints", test_no_endpoints);
  add ("/api-view/use-as-input", test_use_as_input);

  return g_test_run ();
}
