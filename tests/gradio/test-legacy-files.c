/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of Gradio 3, in both directions. */
#include "gradio-file.h"
#include "gradio-json.h"
#include "gradio-legacy-files.h"

#define META "\"meta\":{\"_type\":\"gradio.FileData\"}"
#define PNG "data:image/png;base64,iVBORw0KGgo="

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode          *node = gradio_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

static void
assert_converts (JsonNode *(*convert) (JsonNode *value, const char *component),
                 const char *component,
                 const char *from,
                 const char *to)
{
  g_autoptr (JsonNode) value = parse (from);
  g_autoptr (JsonNode) converted = convert (value, component);
  g_autofree char     *text = gradio_json_write (converted);

  g_assert_cmpstr (text, ==, to);
}

static void
assert_reads (const char *component, const char *from, const char *to)
{
  assert_converts (gradio_legacy_files_read, component, from, to);
}

static void
assert_writes (const char *component, const char *from, const char *to)
{
  assert_converts (gradio_legacy_files_write, component, from, to);
}

/* As 3.50.2 sends them. */
static void
test_read (void)
{
  assert_reads ("image", "\"" PNG "\"", "{\"path\":null,\"url\":\"" PNG "\"," META "}");
  assert_reads ("image", "null", "null");
  assert_reads ("audio", "{\"name\":\"/tmp/g/t.wav\",\"data\":null,\"is_file\":true,\"orig_name\":\"t.wav\"}",
                "{\"path\":\"/tmp/g/t.wav\",\"url\":null,\"orig_name\":\"t.wav\"," META "}");
  assert_reads ("audio", "{\"name\":\"s/1/2\",\"is_stream\":true,\"is_file\":false,\"orig_name\":\"a.wav\"}",
                "{\"path\":\"s/1/2\",\"url\":null,\"orig_name\":\"a.wav\"," META ",\"is_stream\":true}");
  assert_reads ("file", "[{\"orig_name\":\"n.txt\",\"name\":\"/tmp/g/n.txt\",\"size\":7,\"data\":null,\"is_file\":true}]",
                "[{\"path\":\"/tmp/g/n.txt\",\"url\":null,\"orig_name\":\"n.txt\"," META ",\"size\":7}]");
  assert_reads ("file", "{\"name\":\"z.txt\",\"data\":\"data:text/plain;base64,aGk=\",\"is_file\":false}",
                "{\"path\":null,\"url\":\"data:text/plain;base64,aGk=\",\"orig_name\":\"z.txt\"," META "}");
  assert_reads ("video", "[{\"name\":\"/c.mp4\",\"data\":null,\"is_file\":true},null]",
                "{\"video\":{\"path\":\"/c.mp4\",\"url\":null," META "},\"subtitles\":null}");
  assert_reads ("video", "{\"name\":\"/c.mp4\",\"data\":null,\"is_file\":true}",
                "{\"video\":{\"path\":\"/c.mp4\",\"url\":null," META "},\"subtitles\":null}");
  assert_reads ("gallery", "[[{\"name\":\"/a.png\",\"data\":null,\"is_file\":true},\"first\"],{\"name\":\"/b.png\",\"data\":null,\"is_file\":true}]",
                "[{\"image\":{\"path\":\"/a.png\",\"url\":null," META "},\"caption\":\"first\"},"
                "{\"image\":{\"path\":\"/b.png\",\"url\":null," META "},\"caption\":null}]");
  assert_reads ("chatbot", "[[\"hi\",{\"name\":\"/a.png\",\"mime_type\":\"image/png\",\"alt_text\":\"A\",\"data\":null,\"is_file\":true}]]",
                "[[\"hi\",{\"file\":{\"path\":\"/a.png\",\"url\":null," META ",\"mime_type\":\"image/png\"},\"alt_text\":\"A\"}]]");
  assert_reads ("image", "{\"__type__\":\"update\",\"label\":\"" PNG "\",\"value\":\"" PNG "\"}",
                "{\"__type__\":\"update\",\"label\":\"" PNG "\",\"value\":{\"path\":null,\"url\":\"" PNG "\"," META "}}");
}

/* What only looks like a file. */
static void
test_read_data (void)
{
  const char *file = "{\"name\":\"/etc/passwd\",\"data\":null,\"is_file\":true}";

  assert_reads ("json", file, file);
  assert_reads ("textbox", "\"" PNG "\"", "\"" PNG "\"");
  assert_reads ("image", "\"words\"", "\"words\"");
  assert_reads ("dataframe", "{\"headers\":[\"name\"],\"data\":[[\"x\"]]}", "{\"headers\":[\"name\"],\"data\":[[\"x\"]]}");
  assert_reads ("file", "{\"name\":7,\"is_file\":true}", "{\"name\":7,\"is_file\":true}");
  assert_reads ("file", "{\"name\":\"x\",\"data\":7}", "{\"name\":\"x\",\"data\":7}");
  assert_reads ("gallery", "[[],[[]],7]", "[{\"image\":[],\"caption\":null},{\"image\":[],\"caption\":null},{\"image\":7,\"caption\":null}]");
  assert_reads ("video", "[]", "{\"video\":[],\"subtitles\":null}");
}

static void
test_write (void)
{
  const char *txt = "{\"path\":\"/tmp/g/a.txt\",\"orig_name\":\"a.txt\",\"size\":6," META "}";
  const char *legacy_txt =
    "{\"name\":\"/tmp/g/a.txt\",\"data\":null,\"is_file\":true,\"orig_name\":\"a.txt\",\"size\":6}";
  g_autofree char *list = g_strdup_printf ("[%s,%s]", txt, txt);
  g_autofree char *legacy_list = g_strdup_printf ("[%s,%s]", legacy_txt, legacy_txt);
  g_autofree char *gallery = g_strdup_printf ("[{\"image\":%s,\"caption\":\"c\"},{\"image\":%s}]", txt, txt);
  g_autofree char *legacy_gallery = g_strdup_printf ("[[%s,\"c\"],[%s,null]]", legacy_txt, legacy_txt);
  g_autofree char *film = g_strdup_printf ("{\"video\":%s,\"subtitles\":null}", txt);
  g_autofree char *chat = g_strdup_printf ("[[\"hi\",{\"file\":%s,\"alt_text\":null}]]", txt);
  g_autofree char *legacy_chat = g_strdup_printf ("[[\"hi\",%s]]", legacy_txt);

  assert_writes ("file", txt, legacy_txt);
  assert_writes ("file", list, legacy_list);
  assert_writes ("gallery", gallery, legacy_gallery);
  assert_writes ("video", film, legacy_txt);
  assert_writes ("video", txt, legacy_txt);
  assert_writes ("chatbot", chat, legacy_chat);
  assert_writes ("image", "{\"path\":null,\"url\":\"" PNG "\"," META "}", "\"" PNG "\"");
  assert_writes ("image", "{\"image\":{\"path\":null,\"url\":\"" PNG "\"},\"mask\":{\"path\":null,\"url\":\"" PNG "\"}}",
                 "{\"image\":\"" PNG "\",\"mask\":\"" PNG "\"}");
  assert_writes ("file", "{\"path\":null,\"url\":\"data:text/plain;base64,aGk=\",\"orig_name\":\"z.txt\"," META "}",
                 "{\"name\":\"z.txt\",\"data\":\"data:text/plain;base64,aGk=\",\"is_file\":false,\"orig_name\":\"z.txt\"}");
  assert_writes ("json", txt, txt);
  assert_writes ("textbox", "\"a\"", "\"a\"");
  g_assert_true (gradio_legacy_files_want_content ("image"));
  g_assert_false (gradio_legacy_files_want_content ("file"));
}

/* Nobody nests files like that, and nobody may make the stack overflow. */
static void
test_depth (void)
{
  g_autoptr (GString)  text = g_string_new (NULL);
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (JsonNode) read = NULL;
  g_autoptr (JsonNode) written = NULL;

  for (guint i = 0; i < 400; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 400; i++)
    g_string_append_c (text, ']');

  value = parse (text->str);
  read = gradio_legacy_files_read (value, "gallery");
  written = gradio_legacy_files_write (value, "file");
  g_assert_true (gradio_json_equal (written, value));
  g_assert_true (JSON_NODE_HOLDS_ARRAY (read));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/legacy-files/read", test_read);
  g_test_add_func ("/legacy-files/read-data", test_read_data);
  g_test_add_func ("/legacy-files/write", test_write);
  g_test_add_func ("/legacy-files/depth", test_depth);

  return g_test_run ();
}
