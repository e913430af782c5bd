/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gradio-endpoint-private.h"
#include "sp-cli-arguments.h"

#include <unistd.h>

#include <glib/gstdio.h>

#include "sp-cli-text.h"

#define CONFIG                                                                      \
  "{\"version\": \"6.31.0\", \"protocol\": \"sse_v3\", \"components\": ["           \
  "{\"id\": 1, \"type\": \"textbox\", \"props\": {\"label\": \"Word\"}},"           \
  "{\"id\": 2, \"type\": \"number\", \"props\": {\"label\": \"Count\"}},"           \
  "{\"id\": 3, \"type\": \"json\", \"props\": {\"label\": \"Data\"}},"              \
  "{\"id\": 4, \"type\": \"radio\", \"props\": {\"label\": \"One\", \"choices\":"   \
  " [[\"red\", \"red\"], [\"green\", \"green\"]]}},"                                \
  "{\"id\": 5, \"type\": \"file\", \"props\": {\"label\": \"File\"}}],"             \
  "\"dependencies\": [{\"id\": 0, \"api_name\": \"predict\", \"backend_fn\": true," \
  " \"inputs\": [1, 2, 3, 4, 5], \"outputs\": [1], \"api_visibility\": \"public\"}]}"

#define FILE_SCHEMA                                                                      \
  "{\"type\": \"object\", \"title\": \"FileData\", \"required\": [\"path\"],"            \
  " \"properties\": {\"path\": {\"type\": \"string\"}, \"meta\": {\"type\": \"object\"," \
  " \"properties\": {\"_type\": {\"const\": \"gradio.FileData\"}}}}}"

#define PARAMETER(name, label, component, schema)                                                 \
  "{\"label\": \"" label "\", \"parameter_name\": \"" name "\", \"parameter_has_default\": true," \
  " \"parameter_default\": null, \"component\": \"" component "\", \"type\": " schema             \
  ", \"python_type\": {\"type\": \"Any\", \"description\": \"\"}}"

static const char *const parameters[] = {
  PARAMETER ("word", "Word", "Textbox", "{\"type\": \"string\"}"),
  PARAMETER ("count", "Count", "Number", "{\"type\": \"number\"}"),
  PARAMETER ("data", "Data", "JSON", "{\"type\": {}}"),
  PARAMETER ("one", "One", "Radio", "{\"type\": \"string\", \"enum\": [\"red\", \"green\"]}"),
  PARAMETER ("file", "File", "File", FILE_SCHEMA),
  NULL,
};

#define INFO                                                    \
  "{\"named_endpoints\": {\"/predict\": {\"parameters\": [%s]," \
  " \"returns\": [], \"api_visibility\": \"public\"}}, \"unnamed_endpoints\": {}}"

typedef struct {
  GPtrArray      *endpoints;
  GradioEndpoint *endpoint;
  char           *path; /* of a file that is there */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes)            config = g_bytes_new_static (CONFIG, strlen (CONFIG));
  g_autofree char              *list = g_strjoinv (",", (GStrv) parameters);
  g_autofree char              *text = g_strdup_printf (INFO, list);
  g_autoptr (GBytes)            info = g_bytes_new (text, strlen (text));
  g_autoptr (GError)            error = NULL;
  g_autoptr (GradioDescription) description = gradio_description_new (config, &error);
  int                           fd;

  g_assert_no_error (error);
  g_assert_true (gradio_description_add_info (description, info, &error));
  fixture->endpoints = gradio_endpoint_list_new (description);
  g_assert_cmpuint (fixture->endpoints->len, ==, 1);
  fixture->endpoint = g_ptr_array_index (fixture->endpoints, 0);

  fd = g_file_open_tmp ("cli-XXXXXX.txt", &fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_free (fixture->path);
  g_ptr_array_unref (fixture->endpoints);
}

/* The values as JSON, or NULL and @error. @texts are separated by line feeds. */
static char *
parse (Fixture *fixture, const char *texts, GError **error)
{
  g_auto (GStrv)        split = g_strsplit (texts, "\n", -1);
  g_autoptr (JsonArray) values = sp_cli_arguments_parse (fixture->endpoint, (const char *const *) split, error);
  g_autoptr (JsonNode)  node = NULL;

  if (values == NULL)
    return NULL;
  node = json_node_init_array (json_node_alloc (), values);
  return gradio_json_write (node);
}

static void
assert_values (Fixture *fixture, const char *texts, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *values = parse (fixture, texts, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (values, ==, expected);
}

static void
assert_refused (Fixture *fixture, const char *texts, GradioError code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *values = parse (fixture, texts, &error);

  g_assert_null (values);
  g_assert_error (error, GRADIO_ERROR, (int) code);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” is not in “%s”", part, error->message);
}

static void
test_positional (Fixture *fixture, gconstpointer data)
{
  assert_values (fixture, "", "[null,null,null,null,null]");
  assert_values (fixture, "\"hi\"\n-1.5", "[\"hi\",-1.5,null,null,null]");
  assert_values (fixture, "null\n250\n{\"a\":[1,{}]}\n\"red\"", "[null,250,{\"a\":[1,{}]},\"red\",null]");
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  assert_values (fixture, "hi there", "[\"hi there\",null,null,null,null]");
  assert_values (fixture, "\"unfinished", "[\"\\\"unfinished\",null,null,null,null]");
  assert_values (fixture, "{broken", "[\"{broken\",null,null,null,null]");
  assert_values (fixture, "NaN", "[\"NaN\",null,null,null,null]");
  assert_values (fixture, "@", "[\"@\",null,null,null,null]");
  assert_values (fixture, "x\n1\n1\ngreen", "[\"x\",1,1,\"green\",null]");
  /* What is JSON is JSON, also for a parameter that takes texts. */
  assert_values (fixture, "2024", "[2024,null,null,null,null]");
}

static void
test_invalid_utf8 (Fixture *fixture, gconstpointer data)
{
  assert_values (fixture, "a\xff"
                          "b",
                 "[\"a\xef\xbf\xbd"
                 "b\",null,null,null,null]");
}

static void
test_named (Fixture *fixture, gconstpointer data)
{
  assert_values (fixture, "count=3", "[null,3,null,null,null]");
  assert_values (fixture, "one=red\nword=a=b", "[\"a=b\",null,null,\"red\",null]");
  assert_values (fixture, "hi\ndata=[1]", "[\"hi\",null,[1],null,null]");
  assert_values (fixture, "word=", "[\"\",null,null,null,null]");
  /* No name stands in front of these. */
  assert_values (fixture, "http://host/?a=b", "[\"http://host/?a=b\",null,null,null,null]");
  assert_values (fixture, "=x", "[\"=x\",null,null,null,null]");
  assert_values (fixture, "true=x", "[\"true=x\",null,null,null,null]");
  assert_values (fixture, "\"a=b\"", "[\"a=b\",null,null,null,null]");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture, "hi\nabc", GRADIO_ERROR_VALUE, "number");
  assert_refused (fixture, "count=NaN", GRADIO_ERROR_VALUE, "number");
  assert_refused (fixture, "data={\"a\":1,}", GRADIO_ERROR_VALUE, "JSON");
  assert_refused (fixture, "data=Infinity", GRADIO_ERROR_VALUE, "JSON");
  assert_refused (fixture, "data=", GRADIO_ERROR_VALUE, "data");
  assert_refused (fixture, "one=blue", GRADIO_ERROR_VALUE, "red, green");
  assert_refused (fixture, "file=photo.png", GRADIO_ERROR_VALUE, "@FILE");
  assert_refused (fixture, "word=a\nword=b", GRADIO_ERROR_VALUE, "twice");
  assert_refused (fixture, "a\nword=b", GRADIO_ERROR_VALUE, "word");
  assert_refused (fixture, "wrod=a", GRADIO_ERROR_VALUE, "word");
  assert_refused (fixture, "1\n2\n3\nred\nnull\nsix", GRADIO_ERROR_VALUE, "");
}

static void
assert_is_local (Fixture *fixture, JsonNode *node)
{
  g_autoptr (GradioFile) file = gradio_file_new_from_json (node);
  g_autofree char       *path = NULL;

  g_assert_nonnull (file);
  g_assert_nonnull (gradio_file_get_local (file));
  path = g_file_get_path (gradio_file_get_local (file));
  g_assert_cmpstr (path, ==, fixture->path);
}

static void
test_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char      *at = g_strconcat ("file=@", fixture->path, NULL);
  g_autofree char      *inside = g_strdup_printf ("data=[1,{\"a\":{\"$file\":\"%s\"},\"b\":{\"$file\":1}}]",
                                                  fixture->path);
  const char           *texts[] = { at, inside, NULL };
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonArray) values = sp_cli_arguments_parse (fixture->endpoint, texts, &error);
  JsonObject           *object;

  g_assert_no_error (error);
  assert_is_local (fixture, json_array_get_element (values, 4));
  object = json_array_get_object_element (json_array_get_array_element (values, 2), 1);
  assert_is_local (fixture, json_object_get_member (object, "a"));
  /* What names no file is data. */
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (object, "b"), "$file"), ==, 1);
}

static void
test_missing_files (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture, "file=@/nonexistent/x", GRADIO_ERROR_FILE, "/nonexistent/x");
  assert_refused (fixture, "data={\"a\":[{\"$file\":\"/nonexistent/y\"}]}", GRADIO_ERROR_FILE, "/nonexistent/y");
}

static void
test_deep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) deep = g_string_new ("data=");
  g_autoptr (GError)  error = NULL;
  g_autofree char    *values = NULL;

  for (int i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  values = parse (fixture, deep->str, &error);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
}

/* The files in a folder, in order, and nothing else that is there. */
static void
test_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *folder = g_dir_make_tmp ("cli-XXXXXX", &error);
  g_autofree char   *inner = g_build_filename (folder, "inner", NULL);
  g_autofree char   *first = g_build_filename (folder, "a.txt", NULL);
  g_autofree char   *second = g_build_filename (inner, "b.txt", NULL);
  g_autofree char   *circle = g_build_filename (inner, "circle", NULL);
  g_autofree char   *argument = g_strdup_printf ("data=@%s", folder);
  g_autofree char   *values = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  g_assert_cmpint (symlink (folder, circle), ==, 0);
  g_assert_true (g_file_set_contents (first, "1", -1, NULL));
  g_assert_true (g_file_set_contents (second, "2", -1, NULL));

  values = parse (fixture, argument, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (values, "a.txt"));
  g_assert_true (strstr (values, "a.txt") < strstr (values, "b.txt"));
  g_assert_null (strstr (values, "circle"));

  g_assert_cmpint (g_unlink (circle) + g_unlink (first) + g_unlink (second), ==, 0);
  g_assert_cmpint (g_rmdir (inner) + g_rmdir (folder), ==, 0);
}

static void
assert_from_json (Fixture *fixture, const char *text, const char *expected)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonArray) values = sp_cli_arguments_parse_json (fixture->endpoint, text, &error);
  g_autoptr (JsonNode)  node = NULL;
  g_autofree char      *json = NULL;

  if (expected == NULL) {
    g_assert_null (values);
    g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
    return;
  }
  g_assert_no_error (error);
  node = json_node_init_array (json_node_alloc (), values);
  json = gradio_json_write (node);
  g_assert_cmpstr (json, ==, expected);
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  assert_from_json (fixture, "[\"a\", 2]", "[\"a\",2,null,null,null]");
  assert_from_json (fixture, "[\"@a\"]", "[\"@a\",null,null,null,null]");
  assert_from_json (fixture, "{\"count\": 2, \"one\": \"red\"}", "[null,2,null,\"red\",null]");
  assert_from_json (fixture, " {} ", "[null,null,null,null,null]");
  assert_from_json (fixture, "", NULL);
  assert_from_json (fixture, "[", NULL);
  assert_from_json (fixture, "2", NULL);
  assert_from_json (fixture, "[1,2,3,4,5,6]", NULL);
  assert_from_json (fixture, "{\"nope\": 1}", NULL);
}

static void
test_nearest (void)
{
  const char           *words[] = { "info", "predict", "space list", "--json", "--jsonl" };
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (list, (char *) words[i]);

  g_assert_cmpstr (sp_cli_text_find_nearest ("predcit", list), ==, "predict");
  g_assert_cmpstr (sp_cli_text_find_nearest ("--jsno", list), ==, "--json");
  g_assert_cmpstr (sp_cli_text_find_nearest ("spacelist", list), ==, "space list");
  g_assert_null (sp_cli_text_find_nearest ("zebra", list));
  g_assert_null (sp_cli_text_find_nearest ("", list));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/cli/arguments/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("positional", test_positional);
  ADD ("text", test_text);
  ADD ("invalid-utf8", test_invalid_utf8);
  ADD ("named", test_named);
  ADD ("refused", test_refused);
  ADD ("files", test_files);
  ADD ("missing-files", test_missing_files);
  ADD ("deep", test_deep);
  ADD ("folder", test_folder);
  ADD ("json", test_json);
#undef ADD
  g_test_add_func ("/cli/arguments/nearest", test_nearest);

  return g_test_run ();
}
