/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files to and from a real server of any generation with tests/apps/proto_files.py. */
#include "fake-app.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  GradioClient *client;
  char         *folder;
  JsonArray    *returns;
  GFile        *place;
  JsonNode     *object;
  GError       *error;
  gboolean      done;
} Fixture;

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &fixture->error);
  g_assert_no_error (fixture->error);
  fixture->done = TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->client = fake_app_new_live_client ();
  fixture->folder = g_dir_make_tmp ("live-files-XXXXXX", NULL);
  gradio_client_connect_async (fixture->client, NULL, connected_cb, fixture);
  fake_app_wait (&fixture->done);
}

static void
clear (Fixture *fixture)
{
  g_clear_pointer (&fixture->returns, json_array_unref);
  g_clear_pointer (&fixture->object, json_node_unref);
  g_clear_object (&fixture->place);
  g_clear_error (&fixture->error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clear (fixture);
  gradio_client_close (fixture->client);
  g_assert_finalize_object (fixture->client);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->returns = gradio_job_wait_finish (GRADIO_JOB (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
call (Fixture *fixture, const char *name, JsonArray *values)
{
  GradioEndpoint       *endpoint = gradio_client_find_endpoint (fixture->client, name, NULL);
  g_autoptr (GradioJob) job = gradio_client_submit (fixture->client, endpoint, values);

  clear (fixture);
  fixture->done = FALSE;
  gradio_job_wait_async (job, NULL, waited_cb, fixture);
  fake_app_wait (&fixture->done);
  g_assert_no_error (fixture->error);
}

static JsonNode *
new_media (const char *name)
{
  g_autofree char       *path = g_test_build_filename (G_TEST_DIST, "media", name, NULL);
  g_autoptr (GFile)      local = g_file_new_for_path (path);
  g_autoptr (GradioFile) file = gradio_file_new_local (local);

  return gradio_file_to_json (file);
}

/* Gradio 4 and 5 have the subtitles beside the film. */
static JsonNode *
new_film (void)
{
  const char *version = g_getenv ("GRADIO_TEST_VERSION");
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object;

  if (*version != '4' && *version != '5') {
    json_node_unref (node);
    return new_media ("clip.mp4");
  }

  object = json_object_new ();
  json_object_set_member (object, "video", new_media ("clip.mp4"));
  json_object_set_null_member (object, "subtitles");
  json_node_take_object (node, object);

  return node;
}

static void
downloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_object (&fixture->place);
  fixture->place = gradio_client_download_into_finish (GRADIO_CLIENT (source), result, &fixture->error);
  fixture->done = TRUE;
}

static GBytes *
download (Fixture *fixture, GradioFile *file)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  GBytes           *content;

  fixture->done = FALSE;
  gradio_client_download_into_async (fixture->client, file, folder, NULL, NULL, NULL, NULL, downloaded_cb, fixture);
  fake_app_wait (&fixture->done);
  if (fixture->place == NULL)
    return NULL;

  content = g_file_load_bytes (fixture->place, NULL, NULL, NULL);
  g_assert_true (g_file_delete (fixture->place, NULL, NULL));

  return content;
}

static void
assert_files (Fixture *fixture, guint i, guint n_files, const char *const *starts)
{
  g_autoptr (GPtrArray) files = gradio_file_collect (json_array_get_element (fixture->returns, i));

  g_assert_cmpuint (files->len, ==, n_files);
  for (guint f = 0; f < n_files; f++) {
    g_autoptr (GBytes) content = download (fixture, files->pdata[f]);

    g_assert_no_error (fixture->error);
    g_assert_cmpuint (g_bytes_get_size (content), >, strlen (starts[f]));
    g_assert_cmpmem (g_bytes_get_data (content, NULL), strlen (starts[f]), starts[f], strlen (starts[f]));
  }
}

/* Every kind of output, whatever the generation calls it. */
static void
test_outputs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray) none = json_array_new ();
  const char *const     pngs[] = { "\x89PNG", "\x89PNG" };
  const char *const     wav[] = { "RIFF" };
  const char *const     text[] = { "line 0\nline 1\n", "v 0 0 0\n" };
  const char *const     obj[] = { "v 0 0 0\n" };

  call (fixture, "/make_all", none);
  assert_files (fixture, 0, 1, pngs);
  assert_files (fixture, 1, 1, wav);
  assert_files (fixture, 3, 1, text);
  assert_files (fixture, 4, 2, text);
  assert_files (fixture, 5, 2, pngs);
  assert_files (fixture, 6, 1, obj);
  assert_files (fixture, 7, 0, NULL);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member (object, name);
}

/* Its functions get opened files and cannot give them back. */
static gboolean
is_legacy (void)
{
  return g_str_has_prefix (g_getenv ("GRADIO_TEST_VERSION"), "3.");
}

static void
assert_seen (JsonNode *seen, const char *name)
{
  g_assert_true (JSON_NODE_HOLDS_OBJECT (seen));
  if (name != NULL)
    g_assert_cmpstr (get_text (json_node_get_object (seen), "file"), ==, name);
  else
    g_assert_true (json_object_has_member (json_node_get_object (seen), "file"));
}

/* Inputs of every kind arrive. */
static void
test_inputs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray) values = json_array_new ();
  JsonArray            *many = json_array_new ();
  JsonArray            *seen;

  json_array_add_element (values, new_media ("rgb.png"));
  json_array_add_element (values, new_media ("mono48k.wav"));
  json_array_add_element (values, new_film ());
  json_array_add_element (values, is_legacy () ? json_node_new (JSON_NODE_NULL) : new_media ("notes.txt"));
  json_array_add_element (many, new_media ("notes.txt"));
  json_array_add_element (many, new_media ("data.json"));
  if (is_legacy ())
    json_array_add_null_element (values);
  else
    json_array_add_array_element (values, json_array_ref (many));
  json_array_unref (many);
  json_array_add_null_element (values);

  call (fixture, "/echo_files", values);
  seen = json_array_get_array_element (fixture->returns, 6);
  assert_seen (json_array_get_element (seen, 0), NULL); /* Gradio 3 and 6 give it another name */
  assert_seen (json_array_get_element (seen, 1), is_legacy () ? NULL : "mono48k.wav");
  assert_seen (json_array_get_element (seen, 2), "clip.mp4");
  if (!is_legacy ()) {
    assert_seen (json_array_get_element (seen, 3), "notes.txt");
    assert_seen (json_array_get_element (json_array_get_array_element (seen, 4), 1), "data.json");
  }
}

/* A file arrives whole. */
static void
test_size (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray) values = json_array_new ();
  g_autofree char      *path = g_test_build_filename (G_TEST_DIST, "media", "notes.txt", NULL);
  g_autofree char      *sent = NULL;
  gsize                 length;
  JsonObject           *seen;

  json_array_add_element (values, new_media ("notes.txt"));
  call (fixture, "/size_of", values);
  seen = json_array_get_object_element (fixture->returns, 0);
  g_assert_cmpstr (get_text (seen, "file"), ==, "notes.txt");
  g_assert_true (g_file_get_contents (path, &sent, &length, NULL));
  g_assert_cmpint (json_object_get_int_member (seen, "size"), ==, (gint64) length);
}

/* What one call gave is the input of the next. */
static void
test_output_as_input (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray) none = json_array_new ();
  g_autoptr (JsonArray) values = json_array_new ();
  guint                 n_given = is_legacy () ? 3 : 5;
  JsonArray            *seen;

  call (fixture, "/make_all", none);
  for (guint i = 0; i < 6; i++)
    json_array_add_element (values, i < n_given ? json_array_dup_element (fixture->returns, i)
                                                : json_node_new (JSON_NODE_NULL));
  call (fixture, "/echo_files", values);
  seen = json_array_get_array_element (fixture->returns, 6);
  assert_seen (json_array_get_element (seen, 0), NULL);
  assert_seen (json_array_get_element (seen, 1), is_legacy () ? NULL : "tone.wav");
  if (!is_legacy ())
    g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (seen, 3), "size"), ==, 1690);
}

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->object = gradio_client_upload_finish (GRADIO_CLIENT (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  const char *const names[] = { "größe#2%.txt", "a b.txt", "\"quoted\".txt", "日本語.txt", "x;y&z?.txt" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char       *path = g_build_filename (fixture->folder, names[i], NULL);
    g_autoptr (GFile)      local = g_file_new_for_path (path);
    g_autoptr (GradioFile) file = NULL;
    g_autoptr (GBytes)     content = NULL;

    clear (fixture);
    g_assert_true (g_file_set_contents (path, names[i], -1, NULL));
    fixture->done = FALSE;
    gradio_client_upload_async (fixture->client, local, NULL, NULL, NULL, NULL, uploaded_cb, fixture);
    fake_app_wait (&fixture->done);
    g_assert_no_error (fixture->error);
    g_assert_true (g_file_delete (local, NULL, NULL));

    file = gradio_file_new_from_json (fixture->object);
    g_assert_cmpstr (gradio_file_get_name (file), ==, names[i]);
    content = download (fixture, file);
    g_assert_no_error (fixture->error);
    g_assert_cmpmem (g_bytes_get_data (content, NULL), g_bytes_get_size (content), names[i], strlen (names[i]));
  }
}

/* On a connection of its own, there and back. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  const gsize            size = 12 * 1024 * 1024 + 5;
  g_autofree char       *path = g_build_filename (fixture->folder, "large.bin", NULL);
  g_autofree char       *sent = g_malloc (size);
  g_autoptr (GFile)      local = g_file_new_for_path (path);
  g_autoptr (GradioFile) file = NULL;
  g_autoptr (GBytes)     content = NULL;

  for (gsize i = 0; i < size; i++)
    sent[i] = (char) (i * 31 + i / 251);
  g_assert_true (g_file_set_contents (path, sent, (gssize) size, NULL));
  fixture->done = FALSE;
  gradio_client_upload_async (fixture->client, local, NULL, NULL, NULL, NULL, uploaded_cb, fixture);
  fake_app_wait (&fixture->done);
  g_assert_no_error (fixture->error);
  g_assert_true (g_file_delete (local, NULL, NULL));

  file = gradio_file_new_from_json (fixture->object);
  content = download (fixture, file);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (g_bytes_get_size (content), ==, size);
  g_assert_true (memcmp (g_bytes_get_data (content, NULL), sent, size) == 0);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const char *const paths[] = { "/etc/passwd", "/tmp/gradio/none/none.txt" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char       *json = g_strdup_printf ("{\"path\":\"%s\",\"orig_name\":\"x\"}", paths[i]);
    g_autoptr (JsonNode)   node = gradio_json_parse (json, -1, NULL);
    g_autoptr (GradioFile) file = gradio_file_new_from_json (node);

    clear (fixture);
    g_assert_null (download (fixture, file));
    g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_FILE);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (g_getenv ("GRADIO_TEST_URL") == NULL)
    return 77;

  g_test_add ("/live-files/outputs", Fixture, NULL, set_up, test_outputs, tear_down);
  g_test_add ("/live-files/inputs", Fixture, NULL, set_up, test_inputs, tear_down);
  g_test_add ("/live-files/size", Fixture, NULL, set_up, test_size, tear_down);
  g_test_add ("/live-files/output-as-input", Fixture, NULL, set_up, test_output_as_input, tear_down);
  g_test_add ("/live-files/large", Fixture, NULL, set_up, test_large, tear_down);
  g_test_add ("/live-files/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/live-files/refused", Fixture, NULL, set_up, test_refused, tear_down);

  return g_test_run ();
}
