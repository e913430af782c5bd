/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "described-app.h"
#include "gradio-error.h"
#include "vectors.h"

static void
assert_json (JsonNode *node, const char *expected)
{
  g_autoptr (JsonNode) wanted = parse (expected);
  g_autofree char     *text = gradio_json_write (node);

  if (!gradio_json_equal (node, wanted))
    g_assert_cmpstr (text, ==, expected);
}

static void
assert_array (JsonArray *array, const char *expected)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), array);

  assert_json (node, expected);
}

static JsonArray *
fill (GradioEndpoint *endpoint, const char *values)
{
  g_autoptr (JsonNode) node = parse (values);

  return gradio_endpoint_fill_data (endpoint, json_node_get_array (node));
}

static JsonArray *
pick (GradioEndpoint *endpoint, const char *data)
{
  g_autoptr (JsonNode) node = parse (data);

  return gradio_endpoint_pick_returns (endpoint, json_node_get_array (node));
}

static void
check_side (GPtrArray *parameters, JsonArray *described)
{
  g_assert_cmpuint (parameters->len, ==, json_array_get_length (described));

  for (guint i = 0; i < parameters->len; i++) {
    JsonObject      *info = json_array_get_object_element (described, i);
    g_autofree char *component = g_ascii_strdown (json_object_get_string_member (info, "component"), -1);
    const char      *name = gradio_json_get_string (info, "parameter_name", NULL);

    g_assert_cmpstr (gradio_parameter_get_component (parameters->pdata[i]), ==, component);
    g_assert_cmpint (gradio_parameter_get_component_id (parameters->pdata[i]), >=, 0);
    g_assert_nonnull (gradio_parameter_get_props (parameters->pdata[i]));
    g_assert_true (gradio_json_equal (gradio_parameter_get_schema (parameters->pdata[i]),
                                      json_object_get_member (info, "type")));
    g_assert_cmpstr (gradio_parameter_get_label (parameters->pdata[i]), !=, "");
    if (name != NULL)
      g_assert_cmpstr (gradio_parameter_get_name (parameters->pdata[i]), ==, name);
  }
}

/* Everything that /info lists must be there, in its order, with the component behind each value. */
static void
test_generation (gconstpointer version)
{
  g_autoptr (App) app = app_load (version, TRUE);
  JsonObject     *named = json_object_get_object_member (json_node_get_object (app->info), "named_endpoints");
  JsonObjectIter  iter;
  const char     *name;
  JsonNode       *node;
  guint           i = 0;

  json_object_iter_init_ordered (&iter, named);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    GradioEndpoint *endpoint = app->endpoints->pdata[i++];
    JsonObject     *info = json_node_get_object (node);

    g_assert_cmpstr (gradio_endpoint_get_name (endpoint), ==, name);
    g_assert_true (gradio_endpoint_is_named (endpoint));
    check_side (gradio_endpoint_get_parameters (endpoint), json_object_get_array_member (info, "parameters"));
    check_side (gradio_endpoint_get_returns (endpoint), json_object_get_array_member (info, "returns"));
  }

  g_assert_cmpuint (i, >, 10);
  g_assert_false (gradio_endpoint_is_queued (find (app, "/direct")));
  g_assert_true (gradio_endpoint_is_queued (find (app, "/count")));
  g_assert_true (gradio_endpoint_is_generator (find (app, "/gen_text")));
  g_assert_false (gradio_endpoint_is_generator (find (app, "/count")));
  g_assert_true (gradio_endpoint_uses_session (find (app, "/count")));
  g_assert_false (gradio_endpoint_uses_session (find (app, "/gen_text")));
  g_assert_cmpint (gradio_endpoint_get_visibility (find (app, "/count")), ==, GRADIO_VISIBILITY_PUBLIC);
}

/* The same app without its /info: the names stay, the rest comes from the components. */
static void
test_generation_without_info (gconstpointer version)
{
  g_autoptr (App) app = app_load (version, FALSE);
  g_autoptr (App) described = app_load (version, TRUE);

  g_assert_cmpuint (app->endpoints->len, ==, described->endpoints->len);
  for (guint i = 0; i < described->endpoints->len; i++) {
    GradioEndpoint *expected = described->endpoints->pdata[i];
    GradioEndpoint *endpoint = find (app, gradio_endpoint_get_name (expected));
    GPtrArray      *parameters = gradio_endpoint_get_parameters (endpoint);
    GPtrArray      *wanted = gradio_endpoint_get_parameters (expected);

    g_assert_cmpint (gradio_endpoint_get_fn_index (endpoint), ==, gradio_endpoint_get_fn_index (expected));
    g_assert_cmpuint (parameters->len, ==, wanted->len);
    for (guint p = 0; p < parameters->len; p++) {
      g_assert_cmpint (gradio_parameter_get_component_id (parameters->pdata[p]), ==,
                       gradio_parameter_get_component_id (wanted->pdata[p]));
      g_assert_true (gradio_json_equal (gradio_parameter_get_schema (parameters->pdata[p]),
                                        gradio_parameter_get_schema (wanted->pdata[p])) ||
                     g_str_has_prefix (version, "3."));
      if (!gradio_parameter_get_required (parameters->pdata[p]))
        g_assert_true (gradio_json_equal (gradio_parameter_get_default (parameters->pdata[p]),
                                          gradio_parameter_get_default (wanted->pdata[p])));
    }
    g_assert_cmpuint (gradio_endpoint_get_returns (endpoint)->len, ==, gradio_endpoint_get_returns (expected)->len);
  }
}

static void
test_visibility (gconstpointer version)
{
  g_autoptr (App) app = app_load (version, TRUE);
  guint           n_private = 0;

  for (guint i = 0; i < app->endpoints->len; i++)
    n_private += gradio_endpoint_get_visibility (app->endpoints->pdata[i]) == GRADIO_VISIBILITY_PRIVATE;

  g_assert_cmpuint (n_private, ==, 1);
  g_assert_cmpint (gradio_endpoint_get_visibility (find (app, "/undocumented")), ==,
                   GRADIO_VISIBILITY_UNDOCUMENTED);
  g_assert_null (find (app, "/unnamed")); /* has no function on the server */
}

static void
test_gradio_3 (void)
{
  g_autoptr (App)  app = app_load ("3.50.2", TRUE);
  GradioEndpoint  *unnamed = find (app, "13");
  GradioParameter *slider = find_parameter (app, "/echo_types", 2);

  g_assert_nonnull (unnamed);
  g_assert_false (gradio_endpoint_is_named (unnamed));
  g_assert_cmpint (gradio_endpoint_get_fn_index (unnamed), ==, 13);
  g_assert_cmpint (gradio_endpoint_get_visibility (unnamed), ==, GRADIO_VISIBILITY_PUBLIC);
  g_assert_cmpint (gradio_endpoint_get_visibility (find (app, "15")), ==, GRADIO_VISIBILITY_PRIVATE);
  g_assert_null (find (app, "12"));

  g_assert_cmpstr (gradio_parameter_get_name (slider), ==, "param_2");
  g_assert_cmpstr (gradio_parameter_get_label (slider), ==, "Int slider");
  assert_json (gradio_parameter_get_default (slider), "7");
}

static void
test_state (void)
{
  g_autoptr (App)       app = app_load ("6.31.0", TRUE);
  GradioEndpoint       *count = find (app, "/count");
  g_autoptr (JsonArray) data = fill (count, "[2]");
  g_autoptr (JsonArray) all = pick (count, "[2,null]");
  g_autoptr (JsonArray) none = pick (count, "[]");

  g_assert_cmpuint (gradio_endpoint_get_parameters (count)->len, ==, 1);
  assert_array (data, "[2,null]");
  assert_array (all, "[2]");
  assert_array (none, "[null]");
}

static void
test_kitchen (void)
{
  g_autoptr (App)       app = app_load ("kitchen-6.31.0", TRUE);
  GradioEndpoint       *api = find (app, "/api");
  g_autoptr (JsonArray) button = fill (find (app, "/button"), "[9]");
  g_autoptr (JsonArray) state = fill (find (app, "/state"), "[]");
  g_autoptr (JsonArray) verdict = pick (find (app, "/state"), "[null,{\"n\":1}]");
  g_autoptr (JsonArray) values = NULL;
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonNode)  given = parse ("[1,2,[\"x\"]]");

  assert_array (button, "[null,9]");
  assert_array (state, "[null]");
  assert_array (verdict, "[{\"n\":1}]");
  g_assert_cmpstr (gradio_parameter_get_component (find_parameter (app, "/html_class", 0)), ==, "html");

  g_assert_cmpstr (gradio_endpoint_get_description (api), ==, "An endpoint made of a typed function alone.");
  g_assert_false (gradio_parameter_get_required (find_parameter (app, "/api", 3)));
  g_assert_true (gradio_parameter_get_required (find_parameter (app, "/api", 0)));
  values = gradio_endpoint_build_data (api, json_node_get_array (given), NULL, &error);
  g_assert_no_error (error);
  assert_array (values, "[1,2,[\"x\"],null]");
  g_assert_cmpint (gradio_endpoint_validate (api, values, &error), ==, -1);
  g_assert_no_error (error);
}

static void
test_validate_call (void)
{
  g_autoptr (App)      app = app_load ("kitchen-6.31.0", TRUE);
  GradioEndpoint      *slider = find (app, "/slider");
  g_autoptr (JsonNode) wrong = parse ("[7]");
  g_autoptr (JsonNode) none = parse ("[]");
  g_autoptr (JsonNode) two = parse ("[1,1]");
  g_autoptr (GError)   error = NULL;
  g_autofree char     *message = NULL;

  g_assert_cmpint (gradio_endpoint_validate (slider, json_node_get_array (wrong), &error), ==, 0);
  message = g_strdup_printf ("“%s”: must be at most 1",
                             gradio_parameter_get_label (find_parameter (app, "/slider", 0)));
  g_assert_cmpstr (error->message, ==, message);
  g_clear_error (&error);

  g_assert_cmpint (gradio_endpoint_validate (slider, json_node_get_array (none), &error), ==, 0);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
  g_clear_error (&error);

  g_assert_cmpint (gradio_endpoint_validate (slider, json_node_get_array (two), &error), ==, 1);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
}

static App *
app_with_parameters (JsonArray *parameters)
{
  g_autoptr (JsonNode) list = json_node_init_array (json_node_alloc (), parameters);
  g_autofree char     *text = gradio_json_write (list);
  g_autofree char     *info = g_strdup_printf (
        "{\"named_endpoints\":{\"/f\":{\"parameters\":%s,\"returns\":[]}},\"unnamed_endpoints\":{}}", text);

  return app_new (parse ("{\"components\":[],\"dependencies\":[{\"id\":0,\"api_name\":\"f\",\"inputs\":[1,2,3],"
                         "\"outputs\":[]}]}"),
                  parse (info));
}

/* What the Python client does; it alone takes surplus values, which our header refuses. */
static void
test_argument_vectors (void)
{
  g_autoptr (JsonNode) vectors = vectors_load ("arguments.json");
  JsonObject          *root = json_node_get_object (vectors);
  g_autoptr (App)      app = app_with_parameters (json_object_get_array_member (root, "parameters"));
  JsonArray           *cases = json_object_get_array_member (root, "cases");

  g_assert_cmpuint (json_array_get_length (cases), >, 10);
  for (guint i = 0; i < json_array_get_length (cases); i++) {
    JsonObject           *entry = json_array_get_object_element (cases, i);
    JsonArray            *positional = json_object_get_array_member (entry, "positional");
    JsonObject           *expected = json_object_get_object_member (entry, "python");
    g_autoptr (GError)    error = NULL;
    g_autoptr (JsonArray) data = gradio_endpoint_build_data (find (app, "/f"), positional,
                                                             json_object_get_object_member (entry, "named"), &error);

    if (json_object_has_member (expected, "error") || json_array_get_length (positional) > 3) {
      g_assert_null (data);
      g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
    } else {
      g_autoptr (JsonNode) node = NULL;

      g_assert_no_error (error);
      node = json_node_init_array (json_node_alloc (), data);
      g_assert_true (gradio_json_equal (node, json_object_get_member (expected, "ok")));
    }
  }
}

static void
test_state_vectors (void)
{
  g_autoptr (JsonNode) vectors = vectors_load ("arguments.json");
  JsonArray           *cases = json_object_get_array_member (json_node_get_object (vectors), "state");
  g_autoptr (App)      app = app_new (
         parse ("{\"components\":[{\"id\":1,\"type\":\"textbox\"},{\"id\":2,\"type\":\"state\",\"skip_api\":true},"
                     "{\"id\":3,\"type\":\"number\"}],"
                     "\"dependencies\":[{\"id\":0,\"api_name\":\"f\",\"inputs\":[1,2,3],\"outputs\":[1,2,3]}]}"),
         NULL);
  JsonObject           *input = json_array_get_object_element (cases, 0);
  JsonObject           *output = json_array_get_object_element (cases, 2);
  g_autoptr (JsonArray) data = gradio_endpoint_fill_data (find (app, "/f"),
                                                          json_object_get_array_member (input, "data"));
  g_autoptr (JsonArray) returns = gradio_endpoint_pick_returns (find (app, "/f"),
                                                                json_object_get_array_member (output, "data"));

  assert_array (data, "[\"a\",null,5]");
  assert_array (returns, "[\"a\",5]");
}

static void
assert_build_error (GradioEndpoint *endpoint, const char *positional, const char *named, const char *message)
{
  g_autoptr (JsonNode)  list = parse (positional);
  g_autoptr (JsonNode)  object = parse (named);
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonArray) data = gradio_endpoint_build_data (endpoint, json_node_get_array (list),
                                                           json_node_get_object (object), &error);

  g_assert_null (data);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_build_messages (void)
{
  g_autoptr (JsonNode) vectors = vectors_load ("arguments.json");
  g_autoptr (App)      app = app_with_parameters (
         json_object_get_array_member (json_node_get_object (vectors), "parameters"));
  GradioEndpoint *f = find (app, "/f");

  assert_build_error (f, "[]", "{}", "The parameter “text” has no value. Give it one.");
  assert_build_error (f, "[1,2,3,4]", "{}", "“/f” takes 3 values, but 4 were given.");
  assert_build_error (f, "[]", "{\"nope\":1}", "There is no parameter “nope”. The parameters are: text, n, opt");
  assert_build_error (f, "[\"a\"]", "{\"text\":1}",
                      "The parameter “text” was given twice. Give it either by its place or by its name.");
}

/* Functions with *args have one name for several parameters. */
static void
test_same_names (void)
{
  g_autoptr (JsonNode)  list = parse ("[{\"parameter_name\":\"x\"},"
                                       "{\"parameter_name\":\"x\",\"parameter_has_default\":true}]");
  g_autoptr (App)       app = app_with_parameters (json_node_get_array (list));
  g_autoptr (JsonNode)  positional = parse ("[1]");
  g_autoptr (JsonNode)  named = parse ("{\"x\":2}");
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonArray) data = gradio_endpoint_build_data (find (app, "/f"), json_node_get_array (positional),
                                                           json_node_get_object (named), &error);

  g_assert_no_error (error);
  assert_array (data, "[1,2]");
}

/* /info and /config that do not agree: what is there is used, nothing is read beyond its end. */
static void
test_mismatch (void)
{
  g_autoptr (App) app = app_new (
    parse ("{\"components\":[{\"id\":1,\"type\":\"textbox\"},{\"id\":2,\"type\":\"button\",\"skip_api\":true}],"
           "\"dependencies\":[{\"id\":4,\"api_name\":\"few\",\"inputs\":[1]},"
           "{\"id\":5,\"api_name\":\"listed\",\"inputs\":[1,2]},"
           "{\"id\":6,\"api_name\":\"many\",\"inputs\":[1,1,1]},"
           "{\"id\":7,\"api_name\":\"few\",\"inputs\":[]}]}"),
    parse ("{\"named_endpoints\":{\"/few\":{\"parameters\":[{},{},null]},\"/listed\":{\"parameters\":[{},{}]},"
           "\"/many\":{\"parameters\":[{}]},\"/gone\":{\"parameters\":[]}}}"));
  g_autoptr (JsonArray) few = fill (find (app, "/few"), "[1,2,3]");
  g_autoptr (JsonArray) listed = fill (find (app, "/listed"), "[1,2]");
  g_autoptr (JsonArray) many = fill (find (app, "/many"), "[1]");
  g_autoptr (JsonArray) missing = fill (find (app, "/many"), "[]");

  g_assert_cmpuint (app->endpoints->len, ==, 4);
  g_assert_cmpint (gradio_endpoint_get_fn_index (find (app, "/few")), ==, 4);
  g_assert_cmpuint (gradio_endpoint_get_parameters (find (app, "/few"))->len, ==, 3);
  g_assert_cmpint (gradio_parameter_get_component_id (find_parameter (app, "/few", 0)), ==, 1);
  g_assert_cmpint (gradio_parameter_get_component_id (find_parameter (app, "/few", 1)), ==, -1);
  g_assert_cmpint (gradio_parameter_get_component_id (find_parameter (app, "/listed", 1)), ==, 2);
  g_assert_cmpint (gradio_endpoint_get_visibility (app->endpoints->pdata[3]), ==, GRADIO_VISIBILITY_UNDOCUMENTED);
  assert_array (few, "[1,2,3]");
  assert_array (listed, "[1,2]");
  assert_array (many, "[1,null,null]");
  assert_array (missing, "[null,null,null]");
}

/* Puts a wrong value into each place of a description in turn. */
static void
spoil (JsonNode *node, const char *wrong, GPtrArray *spoilt, JsonNode *root)
{
  g_autoptr (GList) members = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node)) {
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      spoil (json_array_get_element (json_node_get_array (node), i), wrong, spoilt, root);
    return;
  }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;

  members = json_object_get_members (json_node_get_object (node));
  for (GList *l = members; l != NULL; l = l->next) {
    JsonObject          *object = json_node_get_object (node);
    g_autofree char     *name = g_strdup (l->data); /* setting the member frees its key */
    g_autoptr (JsonNode) kept = json_node_ref (json_object_get_member (object, name));

    spoil (kept, wrong, spoilt, root);
    json_object_set_member (object, name, parse (wrong));
    g_ptr_array_add (spoilt, gradio_json_write (root));
    json_object_set_member (object, name, json_node_ref (kept));
  }
}

static void
use_endpoint (GradioEndpoint *endpoint)
{
  g_autoptr (JsonArray) values = json_array_new ();
  g_autoptr (JsonArray) data = gradio_endpoint_build_data (endpoint, NULL, NULL, NULL);
  g_autoptr (JsonArray) filled = NULL;
  g_autoptr (JsonArray) returns = NULL;

  json_array_add_string_element (values, "x");
  gradio_endpoint_validate (endpoint, values, NULL);
  filled = gradio_endpoint_fill_data (endpoint, values);
  returns = gradio_endpoint_pick_returns (endpoint, values);
  g_assert_cmpuint (json_array_get_length (returns), ==, gradio_endpoint_get_returns (endpoint)->len);
  g_assert_nonnull (gradio_endpoint_get_name (endpoint));
  g_assert_nonnull (gradio_endpoint_get_description (endpoint));
}

static void
test_wrong_shapes (void)
{
  static const char *const wrong[] = {
    "null", "7", "-1e300", "\"x\"", "true", "[]", "[null,[],{}]", "{}", "{\"x\":null}"
  };
  const char *text =
    "{\"config\":{\"enable_queue\":true,\"components\":[{\"id\":1,\"type\":\"dropdown\",\"skip_api\":false,"
    "\"props\":{\"choices\":[[\"a\",1]],\"max_choices\":2,\"multiselect\":true,\"allow_custom_value\":false,"
    "\"value\":1,\"label\":\"L\"},\"api_info\":{\"type\":\"string\"}},"
    "{\"id\":2,\"type\":\"slider\",\"props\":{\"minimum\":0,\"maximum\":1}}],"
    "\"dependencies\":[{\"id\":0,\"api_name\":\"f\",\"backend_fn\":true,\"queue\":true,\"inputs\":[1,2],"
    "\"outputs\":[2],\"types\":{\"generator\":true},\"api_visibility\":\"public\",\"show_api\":true,"
    "\"rendered_in\":null}]},"
    "\"info\":{\"named_endpoints\":{\"/f\":{\"description\":\"\",\"parameters\":[{\"label\":\"l\","
    "\"parameter_name\":\"p\",\"parameter_has_default\":true,\"parameter_default\":1,\"type\":{\"type\":\"string\"},"
    "\"python_type\":{\"type\":\"str\",\"description\":\"d\"},\"component\":\"Dropdown\",\"example_input\":1}],"
    "\"returns\":[{\"type\":{}}]}},\"unnamed_endpoints\":{\"0\":{}}}}";
  g_autoptr (JsonNode)  root = parse (text);
  g_autoptr (GPtrArray) spoilt = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    spoil (root, wrong[i], spoilt, root);
  g_assert_cmpuint (spoilt->len, >, 300);

  for (guint i = 0; i < spoilt->len; i++) {
    g_autoptr (JsonNode)          both = parse (spoilt->pdata[i]);
    JsonObject                   *object = json_node_get_object (both);
    g_autoptr (GradioDescription) description = NULL;
    g_autoptr (GPtrArray)         endpoints = NULL;

    if (gradio_json_get_object (object, "config") == NULL)
      continue;
    description = describe (json_object_get_member (object, "config"), json_object_get_member (object, "info"));
    endpoints = gradio_endpoint_list_new (description);
    for (guint e = 0; e < endpoints->len; e++)
      use_endpoint (endpoints->pdata[e]);
  }
}

static void
test_no_description (void)
{
  g_autoptr (App) nothing = app_new (parse ("{}"), NULL);
  g_autoptr (App) empty = app_new (parse ("{\"components\":[null,3,[]],\"dependencies\":[null,3,[],{}]}"), NULL);

  g_assert_cmpuint (nothing->endpoints->len, ==, 0);
  g_assert_cmpuint (empty->endpoints->len, ==, 1);
  g_assert_cmpstr (gradio_endpoint_get_name (empty->endpoints->pdata[0]), ==, "3");
  use_endpoint (empty->endpoints->pdata[0]);
}

/* 500 endpoints, 3001 components: the work may not grow with their product. */
static void
test_large (void)
{
  g_autoptr (App)    app = app_new (load ("large.config.json.gz"), load ("large.info.json.gz"));
  JsonArray         *components = json_object_get_array_member (json_node_get_object (app->config), "components");
  g_autoptr (GBytes) config = to_bytes (app->config);
  g_autoptr (GBytes) info = to_bytes (app->info);
  gint64             best = G_MAXINT64;
  JsonObject        *props = gradio_parameter_get_props (find_parameter (app, "/predict", 0));
  JsonObject        *expected = json_object_get_object_member (json_array_get_object_element (components, 0), "props");

  g_assert_cmpuint (app->endpoints->len, ==, 500);
  g_assert_cmpuint (json_object_get_size (props), ==, json_object_get_size (expected));

  for (int i = 0; i < 5; i++) {
    gint64                        start = g_get_monotonic_time ();
    g_autoptr (GradioDescription) description = gradio_description_new (config, NULL);
    g_autoptr (GPtrArray)         endpoints = NULL;

    g_assert_true (gradio_description_add_info (description, info, NULL));
    endpoints = gradio_endpoint_list_new (description);
    best = MIN (best, g_get_monotonic_time () - start);
    g_assert_cmpuint (endpoints->len, ==, 500);
  }

  g_test_message ("500 endpoints in %" G_GINT64_FORMAT " µs", best);
  g_assert_cmpint (best, <, 200 * 1000); /* a few ms; room for sanitizers and slow machines */
}

static void
test_finalize (void)
{
  g_autoptr (App)       app = app_load ("6.31.0", TRUE);
  g_autoptr (GPtrArray) endpoints = g_ptr_array_new ();

  for (guint i = 0; i < app->endpoints->len; i++)
    g_ptr_array_add (endpoints, g_object_ref (app->endpoints->pdata[i]));
  g_clear_pointer (&app->endpoints, g_ptr_array_unref);

  for (guint i = 0; i < endpoints->len; i++)
    g_assert_finalize_object (G_OBJECT (endpoints->pdata[i]));
}

static void
add_generation_tests (void)
{
  static const char *const versions[] = { "3.50.2", "4.44.1", "5.49.1", "6.31.0" };

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++) {
    g_autofree char *path = g_strconcat ("/endpoint/generation/", versions[i], NULL);
    g_autofree char *without_info = g_strconcat ("/endpoint/without-info/", versions[i], NULL);
    g_autofree char *visibility = g_strconcat ("/endpoint/visibility/", versions[i], NULL);

    g_test_add_data_func (path, versions[i], test_generation);
    g_test_add_data_func (without_info, versions[i], test_generation_without_info);
    if (i > 0) /* Gradio 3 has no way to hide an endpoint but to take its name */
      g_test_add_data_func (visibility, versions[i], test_visibility);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_generation_tests ();
  g_test_add_func ("/endpoint/gradio-3", test_gradio_3);
  g_test_add_func ("/endpoint/state", test_state);
  g_test_add_func ("/endpoint/kitchen", test_kitchen);
  g_test_add_func ("/endpoint/mismatch", test_mismatch);
  g_test_add_func ("/endpoint/wrong-shapes", test_wrong_shapes);
  g_test_add_func ("/endpoint/no-description", test_no_description);
  g_test_add_func ("/endpoint/large", test_large);
  g_test_add_func ("/endpoint/finalize", test_finalize);
  g_test_add_func ("/endpoint/validate", test_validate_call);
  g_test_add_func ("/endpoint/build/vectors", test_argument_vectors);
  g_test_add_func ("/endpoint/build/messages", test_build_messages);
  g_test_add_func ("/endpoint/build/same-names", test_same_names);
  g_test_add_func ("/endpoint/state-vectors", test_state_vectors);

  return g_test_run ();
}
