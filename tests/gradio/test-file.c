/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gradio-file.h"
#include "gradio-json.h"
#include "vectors.h"

#include <string.h>

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode          *node = gradio_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

static GradioFile *
parse_file (const char *text)
{
  g_autoptr (JsonNode) node = parse (text);
  GradioFile          *file = gradio_file_new_from_json (node);

  g_assert_nonnull (file);

  return file;
}

static void
assert_no_file (const char *text)
{
  g_autoptr (JsonNode)   node = parse (text);
  g_autoptr (GradioFile) file = gradio_file_new_from_json (node);

  g_assert_null (file);
}

static void
test_vectors (void)
{
  g_autoptr (JsonNode) vectors = vectors_load ("files.json");
  JsonArray           *entries = json_object_get_array_member (json_node_get_object (vectors), "file_objects");

  g_assert_cmpuint (json_array_get_length (entries), >, 10);
  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonObject            *entry = json_array_get_object_element (entries, i);
    JsonObject            *expected = json_object_get_object_member (entry, "is_file");
    g_autoptr (GradioFile) file = gradio_file_new_from_json (json_object_get_member (entry, "value"));

    g_assert_cmpint (file != NULL, ==, json_object_get_boolean_member (expected, "ok"));
  }
}

static void
test_find_vectors (void)
{
  g_autoptr (JsonNode) vectors = vectors_load ("files.json");
  JsonArray           *entries = json_object_get_array_member (json_node_get_object (vectors), "find_files");

  g_assert_cmpuint (json_array_get_length (entries), >, 5);
  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonObject           *entry = json_array_get_object_element (entries, i);
    JsonArray            *places = json_object_get_array_member (entry, "files_at");
    g_autoptr (GPtrArray) files = gradio_file_collect (json_object_get_member (entry, "data"));

    g_assert_cmpuint (files->len, ==, json_array_get_length (places));
    for (guint f = 0; f < files->len; f++)
      g_assert_cmpstr (gradio_file_get_path (files->pdata[f]), ==, "/tmp/gradio/aa/a.png");
  }
}

static void
test_remote (void)
{
  const char *text =
    "{\"path\":\"/tmp/gradio/ee4d/a.txt\",\"url\":\"http://host/gradio_api/file=/tmp/gradio/ee4d/a.txt\",\"size\":6,"
    "\"orig_name\":\"größe.txt\",\"mime_type\":\"text/x-own\",\"is_stream\":true,\"extra\":1,"
    "\"meta\":{\"_type\":\"gradio.FileData\"}}";
  g_autoptr (JsonNode)   node = parse (text);
  g_autoptr (GradioFile) file = gradio_file_new_from_json (node);
  g_autoptr (JsonNode)   again = gradio_file_to_json (file);

  g_assert_cmpstr (gradio_file_get_path (file), ==, "/tmp/gradio/ee4d/a.txt");
  g_assert_cmpstr (gradio_file_get_url (file), ==, "http://host/gradio_api/file=/tmp/gradio/ee4d/a.txt");
  g_assert_cmpstr (gradio_file_get_name (file), ==, "größe.txt");
  g_assert_cmpstr (gradio_file_get_mime_type (file), ==, "text/x-own");
  g_assert_cmpint (gradio_file_get_size (file), ==, 6);
  g_assert_true (gradio_file_is_stream (file));
  g_assert_null (gradio_file_get_local (file));
  g_assert_true (gradio_json_equal (node, again));
}

/* Outputs of 4.8 to 4.19 have no `meta`. */
static void
test_recognition (void)
{
  g_autoptr (GradioFile) old = parse_file ("{\"path\":\"/tmp/a.png\",\"url\":null,\"size\":null,\"orig_name\":null}");
  g_autoptr (GradioFile) stream = parse_file ("{\"path\":\"s/1/playlist.m3u8\",\"is_stream\":true}");
  g_autoptr (GradioFile) named = parse_file ("{\"path\":\"x\",\"orig_name\":\"y.png\"}");
  g_autoptr (GradioFile) drawing =
    parse_file ("{\"path\":null,\"url\":\"data:image/svg+xml,%3Csvg/%3E\",\"meta\":{\"_type\":\"gradio.FileData\"}}");

  g_assert_cmpint (gradio_file_get_size (old), ==, -1);
  g_assert_cmpstr (gradio_file_get_name (old), ==, "a.png");
  g_assert_cmpstr (gradio_file_get_mime_type (old), ==, "image/png");
  g_assert_true (gradio_file_is_stream (stream));
  g_assert_cmpstr (gradio_file_get_name (named), ==, "y.png");
  g_assert_null (gradio_file_get_path (drawing));
  g_assert_cmpstr (gradio_file_get_name (drawing), ==, "image.svg");
  g_assert_cmpstr (gradio_file_get_mime_type (drawing), ==, "image/svg+xml");

  assert_no_file ("\"https://example.org/a.png\"");
  assert_no_file ("{\"path\":null,\"url\":\"https://example.org/a.png\",\"meta\":{\"_type\":\"gradio.FileData\"}}");
  assert_no_file ("{\"url\":\"data:image/png;base64,\"}");
  assert_no_file ("{\"name\":\"/tmp/a.txt\",\"is_file\":true,\"orig_name\":\"a.txt\"}");
}

static void
test_wrong_shapes (void)
{
  static const char *const shapes[] = {
    "null", "1", "true", "\"x\"", "[]", "{}", "{\"path\":null}", "{\"path\":[],\"orig_name\":1}",
    "{\"meta\":\"gradio.FileData\"}", "{\"path\":{},\"meta\":{\"_type\":{}}}",
    "{\"meta\":{\"_type\":\"gradio.LocalFile\"}}",
    "{\"path\":\"file:///etc/passwd\",\"meta\":{\"_type\":\"gradio.LocalFile\",\"grant\":7}}"
  };
  g_autoptr (GradioFile) odd = parse_file ("{\"path\":\"/\",\"url\":7,\"size\":1e300,\"orig_name\":[],"
                                           "\"mime_type\":\"a\\nb\","
                                           "\"is_stream\":\"yes\",\"meta\":[]}");
  g_autoptr (GradioFile) negative =
    parse_file ("{\"path\":\"\",\"orig_name\":\"\",\"size\":-7,\"mime_type\":\"a/b\\r\\n\"}");
  g_autoptr (GPtrArray) none = gradio_file_collect (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    assert_no_file (shapes[i]);

  g_assert_null (gradio_file_new_from_json (NULL));
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpstr (gradio_file_get_name (odd), ==, "file");
  g_assert_cmpint (gradio_file_get_size (odd), ==, -1);
  g_assert_null (gradio_file_get_url (odd));
  g_assert_null (gradio_file_get_mime_type (odd));
  g_assert_false (gradio_file_is_stream (odd));
  g_assert_cmpstr (gradio_file_get_name (negative), ==, "file");
  g_assert_cmpint (gradio_file_get_size (negative), ==, -1);
  g_assert_null (gradio_file_get_mime_type (negative));
}

static void
test_local (void)
{
  g_autoptr (GFile)      place = g_file_new_for_path ("/tmp/we ird & näme.png");
  g_autoptr (GradioFile) file = gradio_file_new_local (place);
  g_autoptr (JsonNode)   node = gradio_file_to_json (file);
  g_autofree char       *text = gradio_json_write (node);
  g_autoptr (JsonNode)   read = parse (text);
  g_autoptr (GradioFile) again = gradio_file_new_from_json (read);
  g_autoptr (GPtrArray)  found = gradio_file_collect (read);

  g_assert_nonnull (again);
  g_assert_true (g_file_equal (gradio_file_get_local (again), place));
  g_assert_null (gradio_file_get_path (again));
  g_assert_null (gradio_file_get_url (again));
  g_assert_cmpstr (gradio_file_get_name (again), ==, "we ird & näme.png");
  g_assert_cmpstr (gradio_file_get_mime_type (again), ==, "image/png");
  g_assert_cmpint (gradio_file_get_size (again), ==, -1);
  g_assert_cmpuint (found->len, ==, 1);
}

/* A server that copies a local file's object cannot make it name another file. */
static void
test_forged_grant (void)
{
  g_autoptr (GFile)      place = g_file_new_for_path ("/tmp/harmless.txt");
  g_autoptr (GradioFile) file = gradio_file_new_local (place);
  g_autoptr (JsonNode)   node = gradio_file_to_json (file);
  g_autofree char       *text = gradio_json_write (node);
  g_autoptr (JsonNode)   forged = parse (text);
  g_autoptr (JsonNode)   cut = parse (text);
  JsonObject            *meta = json_object_get_object_member (json_node_get_object (cut), "meta");

  json_object_set_string_member (json_node_get_object (forged), "path", "file:///etc/passwd");
  g_assert_null (gradio_file_new_from_json (forged));

  json_object_set_string_member (meta, "grant", "");
  g_assert_null (gradio_file_new_from_json (cut));
  json_object_remove_member (meta, "grant");
  g_assert_null (gradio_file_new_from_json (cut));
}

static void
assert_name (const char *name, const char *expected)
{
  g_autofree char *clean = gradio_file_sanitize_name (name);

  g_assert_cmpstr (clean, ==, expected);
}

static void
test_hostile_names (void)
{
  assert_name ("a b.txt", "a b.txt");
  assert_name ("../../etc/passwd", "passwd");
  assert_name ("C:\\x\\y.png", "y.png");
  assert_name ("folder/", "folder");
  assert_name ("a/..", "file");
  assert_name ("/", "file");
  assert_name ("\\\\", "file");
  assert_name (".bashrc", "bashrc");
  assert_name ("... .profile", "profile");
  assert_name ("\xe2\x80\x8b.hidden", "hidden");
  assert_name ("a\x07"
               "b\r\nc\x7f.txt",
               "abc.txt");
  assert_name ("photo\xe2\x80\xaegpj.exe", "photogpj.exe");
  assert_name ("\xe2\x81\xa6x\xe2\x81\xa9\xe2\x80\x8f.txt", "x.txt");
  assert_name ("a\xe2\x80\xa8"
               "b\xc2\x85.txt",
               "ab.txt");
  assert_name ("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80.png", "👩‍🚀.png");
  assert_name ("bad\xff\xc3.txt", "bad\xef\xbf\xbd\xef\xbf\xbd.txt");
  assert_name ("", "file");
  assert_name (NULL, "file");
  assert_name ("....", "file");
  assert_name (" \t", "file");
  assert_name ("trailing \n", "trailing");
  assert_name ("%2e%2e%2fx", "%2e%2e%2fx");
  assert_name ("-rf", "-rf");
}

static void
test_long_names (void)
{
  g_autofree char    *stem = g_strnfill (300, 'x');
  g_autofree char    *ascii = g_strconcat (stem, ".tar.gz", NULL);
  g_autofree char    *short_ascii = gradio_file_sanitize_name (ascii);
  g_autofree char    *no_extension = g_strconcat ("a.", stem, NULL);
  g_autofree char    *short_no_extension = gradio_file_sanitize_name (no_extension);
  g_autoptr (GString) wide = g_string_new ("a");
  g_autofree char    *short_wide = NULL;

  for (int i = 0; i < 150; i++)
    g_string_append (wide, "語");
  g_string_append (wide, ".png");
  short_wide = gradio_file_sanitize_name (wide->str);

  g_assert_cmpuint (strlen (short_ascii), ==, 200);
  g_assert_true (g_str_has_suffix (short_ascii, "x.gz"));
  g_assert_cmpuint (strlen (short_no_extension), ==, 200);
  g_assert_true (g_utf8_validate (short_wide, -1, NULL));
  g_assert_cmpuint (strlen (short_wide), <=, 200);
  g_assert_cmpuint (strlen (short_wide), >, 196);
  g_assert_true (g_str_has_suffix (short_wide, "語.png"));
}

static void
assert_file_name (const char *path, const char *expected)
{
  g_autofree char       *text = g_strdup_printf ("{\"path\":\"%s\",\"orig_name\":null}", path);
  g_autoptr (GradioFile) file = parse_file (text);

  g_assert_cmpstr (gradio_file_get_name (file), ==, expected);
}

/* Only addresses on the web are percent-encoded. */
static void
test_names_of_addresses (void)
{
  assert_file_name ("/tmp/gradio/aa/100%25.txt", "100%25.txt");
  assert_file_name ("C:\\\\Temp\\\\a b.txt", "a b.txt");
  assert_file_name ("https://example.org/d/pic%20one.png?x=1/2#f", "pic one.png");
  assert_file_name ("https://example.org/..%2f..%2fetc%2fpasswd", "passwd");
  assert_file_name ("https://example.org/%ff%00.png", "%ff%00.png");
  assert_file_name ("https://example.org", "file");
  assert_file_name ("HTTP://example.org/", "file");
}

static void
test_collect_shapes (void)
{
  const char *file =
    "{\"path\":\"/tmp/a.png\",\"meta\":{\"_type\":\"gradio.FileData\","
    "\"inner\":{\"path\":\"b\",\"url\":null}}}";
  g_autofree char *text =
    g_strdup_printf ("[[{\"image\":%s,\"caption\":null}],{\"video\":%s,\"subtitles\":null},"
                     "[{\"role\":\"user\",\"content\":{\"file\":%s}}],"
                     "{\"text\":\"\",\"files\":[%s]}]",
                     file, file, file, file);
  g_autoptr (JsonNode)  value = parse (text);
  g_autoptr (GPtrArray) files = gradio_file_collect (value);

  g_assert_cmpuint (files->len, ==, 4);
}

static void
test_collect_for_component (void)
{
  g_autoptr (JsonNode)  value = parse ("[{\"path\":\"a\",\"url\":null}]");
  g_autoptr (GPtrArray) files = gradio_file_collect_for_component (value, "file");
  g_autoptr (GPtrArray) data = gradio_file_collect_for_component (value, "json");
  g_autoptr (GPtrArray) none = gradio_file_collect_for_component (NULL, "file");

  g_assert_cmpuint (files->len, ==, 1);
  g_assert_cmpuint (data->len, ==, 0);
  g_assert_cmpuint (none->len, ==, 0);
}

static guint
count_in_depth (guint depth)
{
  g_autoptr (GString)   text = g_string_new (NULL);
  g_autoptr (JsonNode)  value = NULL;
  g_autoptr (GPtrArray) files = NULL;

  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, '[');
  g_string_append (text, "{\"path\":\"a\",\"url\":null}");
  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, ']');

  value = parse (text->str);
  files = gradio_file_collect (value);

  return files->len;
}

static void
test_collect_depth (void)
{
  g_assert_cmpuint (count_in_depth (64), ==, 1);
  g_assert_cmpuint (count_in_depth (65), ==, 0);
  g_assert_cmpuint (count_in_depth (400), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/file/vectors", test_vectors);
  g_test_add_func ("/file/find-vectors", test_find_vectors);
  g_test_add_func ("/file/remote", test_remote);
  g_test_add_func ("/file/recognition", test_recognition);
  g_test_add_func ("/file/wrong-shapes", test_wrong_shapes);
  g_test_add_func ("/file/local", test_local);
  g_test_add_func ("/file/forged-grant", test_forged_grant);
  g_test_add_func ("/file/names/hostile", test_hostile_names);
  g_test_add_func ("/file/names/long", test_long_names);
  g_test_add_func ("/file/names/addresses", test_names_of_addresses);
  g_test_add_func ("/file/collect/shapes", test_collect_shapes);
  g_test_add_func ("/file/collect/component", test_collect_for_component);
  g_test_add_func ("/file/collect/depth", test_collect_depth);

  return g_test_run ();
}
