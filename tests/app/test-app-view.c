/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An app as its author laid it out: how the page takes its room, and what is in it. */
#include "app-fixture.h"

#include "sp-app-view.h"
#include "sp-component.h"

#define JOIN "/gradio_api/queue/join"
#define APP_ID "/gradio_api/app_id"

/* What gr.Interface makes: inputs beside outputs, more inputs in an accordion, and a component that
 * was made but never put into the layout. */
#define INTERFACE                                                                                       \
  "{'version':'6.31.0','protocol':'sse_v3','api_prefix':'/gradio_api','title':'Greeter','components':[" \
  "{'id':1,'type':'markdown','props':{'value':'# Greeter'}},"                                           \
  "{'id':2,'type':'row','props':{}},{'id':3,'type':'column','props':{'scale':1,'min_width':200}},"      \
  "{'id':4,'type':'form','props':{}},{'id':5,'type':'textbox','props':{'label':'Name','value':'Ada'}}," \
  "{'id':6,'type':'accordion','props':{'label':'Additional Inputs','open':true}},"                      \
  "{'id':7,'type':'number','props':{'label':'Times','value':3}},"                                       \
  "{'id':8,'type':'button','props':{'value':'Submit','variant':'primary'}},"                            \
  "{'id':9,'type':'column','props':{'scale':1,'min_width':200}},"                                       \
  "{'id':10,'type':'textbox','props':{'label':'Greeting','interactive':false}},"                        \
  "{'id':11,'type':'textbox','props':{'label':'Unseen','value':'out of the layout'}},"                  \
  "{'id':12,'type':'markdown','props':{'value':'An article.'}}],"                                       \
  "'layout':{'id':0,'children':[{'id':1},{'id':2,'children':[{'id':3,'children':["                      \
  "{'id':4,'children':[{'id':5}]},{'id':6,'children':[{'id':7}]},{'id':8}]},"                           \
  "{'id':9,'children':[{'id':10}]}]},{'id':12}]},"                                                      \
  "'dependencies':[{'id':0,'targets':[[8,'click'],[5,'submit']],'inputs':[5,7,11],'outputs':[10],"      \
  "'backend_fn':true,'queue':true,'api_name':'greet'}]}"

/* A chat app: the first part takes what the second leaves. */
#define FILLING                                                                            \
  "{'version':'6.31.0','protocol':'sse_v3','api_prefix':'/gradio_api','fill_height':true," \
  "'fill_width':%s,'components':[{'id':1,'type':'column','props':{'scale':1}},"            \
  "{'id':2,'type':'textbox','props':{'label':'Words','scale':0}}],"                        \
  "'layout':{'id':0,'children':[{'id':1,'children':[]},{'id':2}]},'dependencies':[]}"

/* Fields without a value, and texts by key. */
#define FIRST                                                                                            \
  "{'version':'6.31.0','protocol':'sse_v3','api_prefix':'/gradio_api','components':["                    \
  "{'id':1,'type':'textbox','props':{'label':'__i18n__{\\'__type__\\':\\'translation_metadata\\',"       \
  "\\'key\\':\\'name\\'}'}},{'id':2,'type':'number','props':{}},{'id':3,'type':'code','props':{}},"      \
  "{'id':4,'type':'textbox','props':{'value':null}},{'id':5,'type':'button','props':{'value':'Send'}}]," \
  "'i18n_translations':{'de':{'name':'Dein Name'},'en':{'name':'Your name'}},"                           \
  "'layout':{'id':0,'children':[{'id':1},{'id':2},{'id':3},{'id':4},{'id':5}]},"                         \
  "'dependencies':[{'id':0,'targets':[[5,'click']],'inputs':[1,2,3,4],'outputs':[],"                     \
  "'backend_fn':true,'queue':true,'api_name':'greet'}]}"

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
set_up (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) config = g_string_new (data);
  gboolean            done = FALSE;

  g_string_replace (config, "'", "\"", 0);
  fixture->app = fake_app_new ();
  fake_app_answer (fixture->app, "/config", 200, "application/json", config->str);
  fixture->client = gradio_client_new (fake_app_get_uri (fixture->app));
  gradio_client_connect_async (fixture->client, NULL, connected_cb, &done);
  wait_until (done);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
}

/* What the visit of the app still has under way holds the client a moment longer. */
static void
tear_down (AppFixture *fixture, gconstpointer data)
{
  sp_app_view_close (SP_APP_VIEW (gtk_window_get_child (GTK_WINDOW (fixture->window))));
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  gradio_client_close (fixture->client);
  g_object_add_weak_pointer (G_OBJECT (fixture->client), (gpointer *) &fixture->client);
  g_object_unref (fixture->client);
  wait_until (fixture->client == NULL);
  fake_app_free (fixture->app);
}

static SpAppView *
show_view (AppFixture *fixture)
{
  SpAppView *view = SP_APP_VIEW (sp_app_view_new (fixture->client));

  app_fixture_show (fixture, GTK_WIDGET (view));
  wait_until (!sp_app_view_get_building (view));

  return view;
}

static SpComponent *
find_component (GtkWidget *root, int id)
{
  if (SP_IS_COMPONENT (root) && sp_component_get_id (SP_COMPONENT (root)) == id)
    return SP_COMPONENT (root);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    SpComponent *found = find_component (child, id);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static graphene_rect_t
get_place (SpAppView *view, int id)
{
  SpComponent    *component = find_component (GTK_WIDGET (view), id);
  graphene_rect_t place;

  g_assert_nonnull (component);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (component), GTK_WIDGET (view), &place));

  return place;
}

static gboolean
is_laid_out (SpAppView *view, int id)
{
  return get_place (view, id).size.width > 0;
}

static gboolean
joined (AppFixture *fixture)
{
  return fake_app_get_last_body (fixture->app, JOIN) != NULL;
}

/* Inputs left, outputs right, title above and article below. */
static void
test_interface (AppFixture *fixture, gconstpointer data)
{
  SpAppView      *view = show_view (fixture);
  graphene_rect_t inputs, outputs, title, article;

  wait_until (is_laid_out (view, 12));
  title = get_place (view, 1);
  inputs = get_place (view, 3);
  outputs = get_place (view, 9);
  article = get_place (view, 12);
  g_assert_cmpfloat (outputs.origin.x, >=, inputs.origin.x + inputs.size.width);
  g_assert_cmpfloat_with_epsilon (inputs.size.width, outputs.size.width, 1);
  g_assert_cmpfloat (title.origin.y + title.size.height, <=, inputs.origin.y);
  g_assert_cmpfloat (article.origin.y, >=, inputs.origin.y + inputs.size.height);
  g_assert_false (sp_component_get_interactive (find_component (GTK_WIDGET (view), 10)));
  g_assert_true (sp_component_get_interactive (find_component (GTK_WIDGET (view), 5)));
}

/* What is in the accordion is sent as the other inputs are. */
static void
test_additional_inputs (AppFixture *fixture, gconstpointer data)
{
  SpAppView           *view = show_view (fixture);
  SpComponent         *times = find_component (GTK_WIDGET (view), 7);
  g_autoptr (JsonNode) five = json_node_init_int (json_node_alloc (), 5);

  g_assert_true (gtk_widget_is_ancestor (GTK_WIDGET (times),
                                         GTK_WIDGET (find_component (GTK_WIDGET (view), 6))));
  sp_component_set_value (times, five);
  sp_component_emit_event (find_component (GTK_WIDGET (view), 8), "click", NULL);
  wait_until (joined (fixture));
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, JOIN), "[\"Ada\",5,"));
}

/* It is no widget, but what it holds is sent. */
static void
test_out_of_the_layout (AppFixture *fixture, gconstpointer data)
{
  SpAppView *view = show_view (fixture);

  g_assert_null (find_component (GTK_WIDGET (view), 11));
  sp_component_emit_event (find_component (GTK_WIDGET (view), 8), "click", NULL);
  wait_until (joined (fixture));
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, JOIN), "\"out of the layout\"]"));
}

/* A function gets what the page would send, and the label is in the user's language. */
static void
test_first_values (AppFixture *fixture, gconstpointer data)
{
  SpAppView *view = NULL;

  g_setenv ("LANGUAGE", "de", TRUE);
  view = show_view (fixture);
  g_unsetenv ("LANGUAGE");
  g_assert_cmpstr (sp_component_get_label (find_component (GTK_WIDGET (view), 1)), ==, "Dein Name");
  sp_component_emit_event (find_component (GTK_WIDGET (view), 5), "click", NULL);
  wait_until (joined (fixture));
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, JOIN), "[\"\",0,\"\",null]"));
}

/* The part with a scale takes the height that is left; the other one has its own. */
static void
test_fill_height (AppFixture *fixture, gconstpointer data)
{
  SpAppView      *view = show_view (fixture);
  graphene_rect_t first, second;

  wait_until (is_laid_out (view, 2) && get_place (view, 1).size.height > 0);
  first = get_place (view, 1);
  second = get_place (view, 2);
  g_assert_cmpfloat (first.size.height, >, second.size.height);
  g_assert_cmpfloat (second.origin.y + second.size.height, >, gtk_widget_get_height (GTK_WIDGET (view)) - 40);
  g_assert_cmpfloat (second.origin.y + second.size.height, <=, gtk_widget_get_height (GTK_WIDGET (view)));
}

#define MESSAGE(msg, more) "data: {\"msg\":\"" msg "\",\"event_id\":\"e1\"" more "}\n\n"
#define OUTPUT(data) ",\"success\":true,\"output\":{\"data\":[" data "]}"
#define N_UPDATES 300

/* What a model says, a word at a time, faster than a screen can follow. */
static GPtrArray *
make_stream (const char *text)
{
  GPtrArray     *stream = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  g_ptr_array_add (stream, g_strdup_printf (MESSAGE ("process_generating", OUTPUT ("\"%s\"")), words[0]));
  for (guint i = 1; words[i] != NULL; i++)
    g_ptr_array_add (stream, g_strdup_printf (MESSAGE ("process_generating", OUTPUT ("[[\"append\",[],\" %s\"]]")),
                                              words[i]));
  g_ptr_array_add (stream, g_strdup_printf (MESSAGE ("process_completed", OUTPUT ("\"%s\"")), text));
  g_ptr_array_add (stream, g_strdup ("data: {\"msg\":\"close_stream\",\"event_id\":null}\n\n"));
  g_ptr_array_add (stream, NULL);

  return stream;
}

typedef struct {
  SpComponent *output;
  const char  *text;
  gsize        length; /* of what was there the last time */
  guint        n_values;
} Reader;

/* What is there is always the start of all of it, and more than before. */
static void
read_cb (Reader *reader, const char *name)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (reader->output);
  const char          *text = json_node_get_string (value);

  g_assert_cmpstr (name, ==, "change");
  g_assert_true (g_str_has_prefix (reader->text, text));
  g_assert_cmpuint (strlen (text), >, reader->length);
  reader->length = strlen (text);
  reader->n_values++;
}

static void
test_text_stream (AppFixture *fixture, gconstpointer data)
{
  SpAppView            *view = show_view (fixture);
  g_autoptr (GString)   text = g_string_new ("Word");
  g_autoptr (GPtrArray) stream = NULL;
  Reader                reader = { find_component (GTK_WIDGET (view), 10), NULL, 0, 0 };

  for (guint i = 1; i < N_UPDATES; i++)
    g_string_append_printf (text, " %s%u", i % 50 == 0 ? "**Next** part " : "", i);
  reader.text = text->str;
  stream = make_stream (text->str);
  fake_app_set_stream (fixture->app, (const char *const *) stream->pdata);
  g_signal_connect_swapped (reader.output, "event", G_CALLBACK (read_cb), &reader);
  sp_component_emit_event (find_component (GTK_WIDGET (view), 8), "click", NULL);
  wait_until (reader.length == text->len);
  g_test_message ("%u values were seen", reader.n_values);
}

/* Whether a label that is on the screen has this among its words. */
static gboolean
shows_text_with (GtkWidget *root, const char *words)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) &&
      strstr (gtk_label_get_text (GTK_LABEL (root)), words) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_text_with (child, words))
      return TRUE;

  return FALSE;
}

static gboolean
has_text (SpComponent *component, const char *text)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (component);

  return JSON_NODE_HOLDS_VALUE (value) && g_strcmp0 (json_node_get_string (value), text) == 0;
}

/* An app that is too busy is asked again when people say so. */
static void
test_try_again (AppFixture *fixture, gconstpointer data)
{
  static const char *const script[] = { MESSAGE ("process_completed", OUTPUT ("\"Hello\"")),
                                        "data: {\"msg\":\"close_stream\",\"event_id\":null}\n\n", NULL };
  SpAppView               *view = show_view (fixture);
  GtkWidget               *again = NULL;

  fake_app_answer (fixture->app, JOIN, 503, "application/json",
                   "{\"detail\":\"Queue is full. Max size is 1 and size is 1.\"}");
  fake_app_answer_times (fixture->app, JOIN, 1);
  fake_app_set_stream (fixture->app, script);
  sp_component_emit_event (find_component (GTK_WIDGET (view), 8), "click", NULL);
  wait_until ((again = find_widget (GTK_WIDGET (view), GTK_TYPE_BUTTON, "Try Again")) != NULL);
  wait_until (gtk_widget_get_mapped (again));
  g_assert_true (shows_text (GTK_WIDGET (view), "The app’s queue is full. Try again in a while."));
  g_assert_cmpuint (fake_app_count_requests (fixture->app, JOIN), ==, 1);

  g_signal_emit_by_name (again, "clicked");
  wait_until (has_text (find_component (GTK_WIDGET (view), 10), "Hello"));
  g_assert_cmpuint (fake_app_count_requests (fixture->app, JOIN), ==, 2);
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, JOIN), "[\"Ada\",3,"));
}

/* What was interrupted is told above the app while its server is away, and once more when it is there again. */
static void
test_connected_again (AppFixture *fixture, gconstpointer data)
{
  static const char *const cut[] = { "CUT", NULL };
  SpAppView               *view = show_view (fixture);

  fake_app_answer (fixture->app, APP_ID, 503, "text/plain", "not yet");
  fake_app_set_stream (fixture->app, cut);
  sp_component_emit_event (find_component (GTK_WIDGET (view), 8), "click", NULL);
  wait_until (shows_text_with (GTK_WIDGET (view), "The connection to the app was lost."));
  g_assert_false (shows_text (GTK_WIDGET (view), "Connected Again"));

  fake_app_answer (fixture->app, APP_ID, 200, "application/json", "{\"app_id\":1}");
  wait_until (shows_text (GTK_WIDGET (view), "Connected Again"));
  g_assert_true (shows_text_with (GTK_WIDGET (view), "“Submit”"));
  wait_until (!shows_text_with (GTK_WIDGET (view), "The connection to the app was lost."));
}

static float
get_width_with (AppFixture *fixture, const char *fill_width)
{
  g_autofree char *config = g_strdup_printf (FILLING, fill_width);
  SpAppView       *view = NULL;
  float            width = 0;

  set_up (fixture, config);
  view = show_view (fixture);
  wait_until (is_laid_out (view, 2));
  width = get_place (view, 2).size.width;
  tear_down (fixture, NULL);

  return width;
}

static void
test_fill_width (void)
{
  AppFixture fixture = { 0 };
  float      narrow = get_width_with (&fixture, "false");

  g_assert_cmpfloat (get_width_with (&fixture, "true"), >, narrow);
}

int
main (int argc, char **argv)
{
  g_autofree char    *filling = g_strdup_printf (FILLING, "false");
  g_autoptr (GString) markdown = g_string_new (INTERFACE);
  g_autoptr (GString) with_id = g_string_new (INTERFACE);

  g_string_replace (markdown, "'id':10,'type':'textbox'", "'id':10,'type':'markdown'", 1);
  g_string_replace (with_id, "'title'", "'app_id':1,'title'", 1);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/app-view/interface", AppFixture, INTERFACE, set_up, test_interface, tear_down);
  g_test_add ("/app-view/additional-inputs", AppFixture, INTERFACE, set_up, test_additional_inputs,
              tear_down);
  g_test_add ("/app-view/out-of-the-layout", AppFixture, INTERFACE, set_up, test_out_of_the_layout,
              tear_down);
  g_test_add ("/app-view/first-values", AppFixture, FIRST, set_up, test_first_values, tear_down);
  g_test_add ("/app-view/fill-height", AppFixture, filling, set_up, test_fill_height, tear_down);
  g_test_add_func ("/app-view/fill-width", test_fill_width);

  g_test_add ("/app-view/try-again", AppFixture, INTERFACE, set_up, test_try_again, tear_down);
  g_test_add ("/app-view/connected-again", AppFixture, with_id->str, set_up, test_connected_again, tear_down);
  g_test_add ("/app-view/text-stream", AppFixture, INTERFACE, set_up, test_text_stream, tear_down);
  g_test_add ("/app-view/markdown-stream", AppFixture, markdown->str, set_up, test_text_stream, tear_down);

  return g_test_run ();
}
