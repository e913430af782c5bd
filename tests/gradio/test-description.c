/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "described-app.h"
#include "gradio-description.h"

static const char small_config[] =
  "{\"version\":\"6.31.0\",\"protocol\":\"sse_v3\",\"api_prefix\":\"/gradio_api\",\"app_id\":18446744073709551615,"
  "\"title\":{\"en\":\"x\"},\"space_id\":null,\"enable_queue\":false,\"connect_heartbeat\":true,\"username\":\"me\","
  "\"max_file_size\":1000,\"pages\":[[\"\",\"Home\",true],[\"two\",\"Two\",true],3],\"root\":\"http://x\","
  "\"components\":[{\"id\":1,\"type\":\"textbox\",\"props\":{\"value\":\"\\u00e9\"}},{\"id\":2,\"type\":\"state\"},"
  "{\"id\":3,\"type\":\"row\"},{\"id\":4,\"type\":\"row\",\"skip_api\":false}],"
  "\"dependencies\":[{\"id\":7,\"inputs\":[1,2],\"outputs\":[1],\"api_name\":\"f\",\"queue\":null},"
  "{\"inputs\":[3],\"api_name\":false,\"queue\":true,\"types\":{\"generator\":true},"
  "\"connection\":\"stream\",\"stream_every\":0.25,\"time_limit\":30,\"batch\":true}]}";

static const char small_info[] = "{\"named_endpoints\":{\"/f\":{\"parameters\":[{\"label\":\"L\",\"type\":{}}],"
                                 "\"returns\":[{}]}},\"unnamed_endpoints\":{}}";

static GradioDescription *
read_text (const char *text, gsize length, GError **error)
{
  g_autofree char   *copy = g_memdup2 (text, length); /* of this size exactly, so that nothing behind it is read */
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&copy), length);

  return gradio_description_new (bytes, error);
}

static void
test_members (void)
{
  g_autoptr (GError)            error = NULL;
  g_autoptr (GradioDescription) app = read_text (small_config, sizeof small_config - 1, &error);
  const GradioDependency       *first;
  const GradioDependency       *second;

  g_assert_no_error (error);
  g_assert_true (gradio_description_is_app (app));
  g_assert_cmpstr (app->version, ==, "6.31.0");
  g_assert_cmpstr (app->protocol, ==, "sse_v3");
  g_assert_cmpstr (app->api_prefix, ==, "/gradio_api");
  g_assert_cmpstr (app->app_id, ==, "18446744073709551615");
  g_assert_cmpstr (app->username, ==, "me");
  g_assert_cmpstr (app->root, ==, "http://x");
  g_assert_null (app->title);
  g_assert_null (app->space_id);
  g_assert_false (app->enable_queue);
  g_assert_true (app->connect_heartbeat);
  g_assert_cmpint (app->max_file_size, ==, 1000);
  g_assert_true (gradio_description_has_page (app, "two"));
  g_assert_false (gradio_description_has_page (app, "three"));

  g_assert_cmpuint (app->components->len, ==, 4);
  g_assert_cmpstr (gradio_description_find_component (app, 1)->type, ==, "textbox");
  g_assert_true (gradio_description_find_component (app, 2)->is_state);
  g_assert_true (gradio_description_find_component (app, 3)->is_skipped);
  g_assert_false (gradio_description_find_component (app, 4)->is_skipped);
  g_assert_null (gradio_description_find_component (app, 5));
  g_assert_null (gradio_description_find_component (app, -1));

  first = &g_array_index (app->dependencies, GradioDependency, 0);
  second = &g_array_index (app->dependencies, GradioDependency, 1);
  g_assert_cmpint (first->fn_index, ==, 7);
  g_assert_false (first->queue_known);
  g_assert_cmpint (second->fn_index, ==, 1);
  g_assert_true (second->is_private && second->queued && second->queue_known && second->generator);
  g_assert_true (second->is_stream && second->is_batch && !first->is_stream && !first->is_batch);
  g_assert_cmpfloat (second->stream_every, ==, 0.25);
  g_assert_cmpfloat (first->stream_every, ==, 0.5);
  g_assert_cmpfloat (second->time_limit, ==, 30);
  g_assert_cmpfloat (first->time_limit, ==, 0);
}

/* A text that is cut anywhere is refused: what was read of it points nowhere afterwards. */
static void
test_cut (void)
{
  for (gsize length = 0; length < sizeof small_config - 1; length++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_text (small_config, length, &error));
    g_assert_true (error != NULL && error->domain == JSON_PARSER_ERROR);
  }

  for (gsize length = 0; length < sizeof small_info - 1; length++) {
    g_autoptr (GradioDescription) app = read_text (small_config, sizeof small_config - 1, NULL);
    g_autoptr (GBytes)            info = g_bytes_new (small_info, length);
    g_autoptr (GError)            error = NULL;
    g_autoptr (GPtrArray)         endpoints = NULL;

    g_assert_false (gradio_description_add_info (app, info, &error));
    g_assert_nonnull (error);
    g_assert_cmpuint (app->listings->len, ==, 0);
    endpoints = gradio_endpoint_list_new (app);
    g_assert_cmpuint (endpoints->len, ==, 2);
  }
}

static void
use_parameters (GPtrArray *parameters)
{
  for (guint i = 0; i < parameters->len; i++) {
    GradioParameter *parameter = parameters->pdata[i];

    g_assert_nonnull (gradio_parameter_get_label (parameter));
    gradio_parameter_get_props (parameter);
    gradio_parameter_get_schema (parameter);
    gradio_parameter_get_example (parameter);
    gradio_parameter_get_default (parameter);
    gradio_parameter_get_description (parameter);
    gradio_parameter_get_python_type (parameter);
  }
}

static void
use_all (GradioDescription *app)
{
  g_autoptr (GPtrArray) endpoints = gradio_endpoint_list_new (app);

  for (guint i = 0; i < endpoints->len; i++) {
    use_parameters (gradio_endpoint_get_parameters (endpoints->pdata[i]));
    use_parameters (gradio_endpoint_get_returns (endpoints->pdata[i]));
    gradio_endpoint_uses_session (endpoints->pdata[i]);
    g_assert_nonnull (gradio_endpoint_get_dependency (endpoints->pdata[i]));
  }
}

static void
test_mutations (void)
{
  static const char bytes[] = "{}[]\",:\\0-n \xff";

  for (guint i = 0; i < 20000; i++) {
    g_autofree char              *config = g_memdup2 (small_config, sizeof small_config);
    g_autofree char              *text = g_memdup2 (small_info, sizeof small_info);
    g_autoptr (GradioDescription) app = NULL;
    g_autoptr (GBytes)            info = NULL;

    config[g_test_rand_int_range (0, sizeof small_config - 1)] = bytes[g_test_rand_int_range (0, sizeof bytes)];
    text[g_test_rand_int_range (0, sizeof small_info - 1)] = bytes[g_test_rand_int_range (0, sizeof bytes)];
    app = read_text (config, sizeof small_config - 1, NULL);
    if (app == NULL)
      continue;
    info = g_bytes_new (text, sizeof small_info - 1);
    gradio_description_add_info (app, info, NULL);
    use_all (app);
  }
}

static void
test_refused (void)
{
  static const char *const      texts[] = { "", "null", "[]", "{", "<html>", "3", "{} {}" };
  g_autofree char              *deep = g_strnfill (1000 * 1000, '[');
  g_autofree char              *config = g_strconcat ("{\"components\":[{\"id\":1,\"props\":", deep, NULL);
  g_autoptr (GError)            deep_error = NULL;
  g_autoptr (GradioDescription) nothing = read_text ("{}", 2, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_text (texts[i], strlen (texts[i]), &error));
    g_assert_nonnull (error);
  }

  g_assert_null (read_text (config, strlen (config), &deep_error));
  g_assert_nonnull (strstr (deep_error->message, "too deep"));
  g_assert_nonnull (nothing);
  g_assert_false (gradio_description_is_app (nothing));
}

/* Of equal members the last one counts, as everywhere. */
static void
test_twice (void)
{
  static const char             text[] = "{\"version\":\"1\",\"version\":\"2\",\"components\":[{\"id\":1}],\"components\":[{\"id\":2}],"
                                         "\"dependencies\":[{}],\"dependencies\":[{\"id\":3},{\"id\":4}]}";
  g_autoptr (GradioDescription) app = read_text (text, sizeof text - 1, NULL);

  g_assert_cmpstr (app->version, ==, "2");
  g_assert_null (gradio_description_find_component (app, 1));
  g_assert_nonnull (gradio_description_find_component (app, 2));
  g_assert_cmpuint (app->dependencies->len, ==, 2);
}

static void
test_dependency (void)
{
  g_autoptr (App)      app = app_load ("6.31.0", TRUE);
  GradioEndpoint      *endpoint = find (app, "/gen_text");
  JsonArray           *list = json_object_get_array_member (json_node_get_object (app->config), "dependencies");
  JsonObject          *dependency = gradio_endpoint_get_dependency (endpoint);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), dependency);

  g_assert_true (gradio_json_equal (node, json_array_get_element (list, gradio_endpoint_get_fn_index (endpoint))));
  g_assert_true (gradio_endpoint_get_dependency (endpoint) == dependency);
}

static void
described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GradioDescription **app = user_data;
  g_autoptr (GError)  error = NULL;

  *app = gradio_description_new_finish (result, &error);
  g_assert_no_error (error);
}

static void
informed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GradioDescription *app = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (gradio_description_add_info_finish (app, result, &error));
  g_assert_no_error (error);
}

static void
test_thread (void)
{
  g_autoptr (JsonNode)          config = load ("large.config.json.gz");
  g_autoptr (JsonNode)          info = load ("large.info.json.gz");
  g_autoptr (GBytes)            config_bytes = to_bytes (config);
  g_autoptr (GBytes)            info_bytes = to_bytes (info);
  g_autoptr (GradioDescription) app = NULL;

  gradio_description_new_async (config_bytes, NULL, described_cb, &app);
  while (app == NULL)
    g_main_context_iteration (NULL, TRUE);
  gradio_description_add_info_async (app, info_bytes, NULL, informed_cb, app);
  while (app->info == NULL || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (app->listings->len, ==, 500);
  g_assert_cmpuint (app->components->len, ==, 3001);
}

/* What is no listing of endpoints makes no app; what is odd in one leaves the others as they are. */
static void
test_info_alone (void)
{
  static const char        good[] = "{\"named_endpoints\":{\"/f\":{\"parameters\":[{\"label\":\"x\",\"type\":{\"type\":\"string\"}}],"
                                    "\"returns\":[]}}}";
  static const char *const none[] = { "", "{", "[]", "null", "\"x\"", "{}", "<html></html>", "{\"named_endpoints\":7}" };
  static const char *const odd[] = {
    "{\"named_endpoints\":{\"no slash\":{\"parameters\":[],\"returns\":[]}}}",
    "{\"named_endpoints\":{\"/\\\"\\u0000x\":{\"parameters\":[],\"returns\":[]}}}",
    "{\"named_endpoints\":{\"/f\":null,\"/g\":[],\"/h\":{\"parameters\":{},\"returns\":3}}}",
    "{\"named_endpoints\":{\"/f\":{\"parameters\":[null,7,{}],\"returns\":[[]]}}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++) {
    g_autoptr (GBytes) info = g_bytes_new_static (none[i], strlen (none[i]));

    g_assert_null (gradio_description_new_from_info (info));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++) {
    g_autoptr (GBytes)            info = g_bytes_new_static (odd[i], strlen (odd[i]));
    g_autoptr (GradioDescription) description = gradio_description_new_from_info (info);
    g_autoptr (GPtrArray)         endpoints = description != NULL ? gradio_endpoint_list_new (description) : NULL;

    g_assert_true (endpoints == NULL || endpoints->len <= 3);
  }
  for (gsize length = 0; length < sizeof (good) - 1; length++) {
    g_autoptr (GBytes) cut = g_bytes_new_static (good, length);

    g_assert_null (gradio_description_new_from_info (cut));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/description/members", test_members);
  g_test_add_func ("/description/cut", test_cut);
  g_test_add_func ("/description/mutations", test_mutations);
  g_test_add_func ("/description/refused", test_refused);
  g_test_add_func ("/description/twice", test_twice);
  g_test_add_func ("/description/dependency", test_dependency);
  g_test_add_func ("/description/thread", test_thread);
  g_test_add_func ("/description/info-alone", test_info_alone);

  return g_test_run ();
}
