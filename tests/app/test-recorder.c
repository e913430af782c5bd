/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written down of the use of an app, and the program that it becomes. */
#include "fake-app.h"

#include "sp-deep-link.h"
#include "sp-recorder.h"

typedef struct {
  FakeApp      *app;
  GradioClient *client;
  SpRecorder   *recorder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer query)
{
  g_autofree char   *reference = NULL;
  g_autoptr (GError) error = NULL;

  fixture->app = fake_app_new ();
  reference = g_strconcat (fake_app_get_uri (fixture->app), query, NULL);
  fixture->client = gradio_client_new (reference);
  error = fake_app_connect (fixture->client);
  g_assert_no_error (error);
  fixture->recorder = sp_recorder_new (fixture->client);
}

static void
tear_down (Fixture *fixture, gconstpointer query)
{
  /* What it waits for may hold it a moment longer. */
  g_object_add_weak_pointer (G_OBJECT (fixture->recorder), (gpointer *) &fixture->recorder);
  g_object_unref (fixture->recorder);
  while (fixture->recorder != NULL)
    g_main_context_iteration (NULL, TRUE);
  gradio_client_close (fixture->client);
  g_object_unref (fixture->client);
  fake_app_free (fixture->app);
}

static void
add_call (Fixture *fixture, const char *json)
{
  g_autoptr (JsonNode) data = gradio_json_parse (json, -1, NULL);
  GradioEndpoint      *endpoint = gradio_client_find_endpoint (fixture->client, "/echo", NULL);

  sp_recorder_add_call (fixture->recorder, endpoint, json_node_get_array (data));
}

static void
add_file_call (Fixture *fixture, const char *path)
{
  g_autoptr (GFile)      local = g_file_new_for_path (path);
  g_autoptr (GradioFile) file = gradio_file_new_local (local);
  g_autoptr (JsonNode)   node = gradio_file_to_json (file);
  g_autofree char       *text = gradio_json_write (node);
  g_autofree char       *data = g_strdup_printf ("[\"second\",%s]", text);

  add_call (fixture, data);
}

static void
assert_text (Fixture *fixture, GradioSnippetLanguage language, const char *first, const char *second)
{
  g_autofree char *text = sp_recorder_dup_text (fixture->recorder, language);

  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, first));
  g_assert_nonnull (strstr (text, second));
}

static void
changed_cb (GObject *recorder, GParamSpec *pspec, guint *n)
{
  *n += 1;
}

/* All calls in every language; a file by the path that the user chose. */
static void
test_languages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *empty = sp_recorder_dup_text (fixture->recorder, GRADIO_SNIPPET_PYTHON);
  guint            n_changes = 0;

  g_assert_cmpstr (empty, ==, "");
  g_signal_connect (fixture->recorder, "notify::n-calls", G_CALLBACK (changed_cb), &n_changes);
  add_call (fixture, "[\"first\"]");
  add_file_call (fixture, "/tmp/my file.txt");
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_cmpuint (sp_recorder_get_n_calls (fixture->recorder), ==, 2);
  assert_text (fixture, GRADIO_SNIPPET_PYTHON, "first", "/tmp/my file.txt");
  assert_text (fixture, GRADIO_SNIPPET_JAVASCRIPT, "first", "/tmp/my file.txt");
  assert_text (fixture, GRADIO_SNIPPET_CURL, "first", "/tmp/my file.txt");
  assert_text (fixture, GRADIO_SNIPPET_CLI, "first", "/tmp/my file.txt");

  sp_recorder_clear (fixture->recorder);
  g_assert_cmpuint (sp_recorder_get_n_calls (fixture->recorder), ==, 0);
  g_assert_cmpuint (n_changes, ==, 3);
}

typedef struct {
  gboolean done;
  gboolean failed;
} Replayed;

static void
replayed_cb (SpRecorder *recorder, const GError *error, Replayed *replayed)
{
  replayed->failed = error != NULL;
  replayed->done = TRUE;
}

static const char *const FAILS[] = {
  "data: {\"msg\":\"process_completed\",\"event_id\":\"e\",\"success\":false,"
  "\"output\":{\"error\":\"no\"}}\n\n",
  "HANG", NULL
};

/* One after the other, until one fails. */
static void
test_replay_fails (Fixture *fixture, gconstpointer data)
{
  Replayed replayed = { FALSE, FALSE };

  fake_app_answer (fixture->app, "/gradio_api/queue/join", 200, "application/json", "{\"event_id\":\"e\"}");
  fake_app_set_stream (fixture->app, FAILS);
  add_call (fixture, "[\"one\"]");
  add_call (fixture, "[\"two\"]");
  g_signal_connect (fixture->recorder, "replayed", G_CALLBACK (replayed_cb), &replayed);
  sp_recorder_replay (fixture->recorder);
  g_assert_cmpuint (sp_recorder_get_replaying (fixture->recorder), ==, 1);
  fake_app_wait (&replayed.done);
  g_assert_true (replayed.failed);
  g_assert_cmpuint (sp_recorder_get_replaying (fixture->recorder), ==, 0);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/gradio_api/queue/join"), ==, 1);
}

static void
test_stop_replay (Fixture *fixture, gconstpointer data)
{
  add_call (fixture, "[\"one\"]");
  sp_recorder_replay (fixture->recorder);
  g_assert_cmpuint (sp_recorder_get_replaying (fixture->recorder), ==, 1);
  sp_recorder_stop_replay (fixture->recorder);
  g_assert_cmpuint (sp_recorder_get_replaying (fixture->recorder), ==, 0);
  sp_recorder_stop_replay (fixture->recorder);
}

typedef struct {
  char    *address;
  GError  *error;
  gboolean done;
} Link;

static void
linked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Link *made = user_data;

  made->address = sp_deep_link_make_finish (result, &made->error);
  made->done = TRUE;
}

static void
make_link (Fixture *fixture, const char *answer, Link *made)
{
  g_autoptr (GradioSession) session = gradio_client_new_session (fixture->client);

  *made = (Link){ NULL, NULL, FALSE };
  fake_app_answer (fixture->app, "/gradio_api/deep_link", 200, "application/json", answer);
  sp_deep_link_make_async (fixture->client, session, "second page", NULL, linked_cb, made);
  fake_app_wait (&made->done);
}

/* The query of the address stays, a state that was in it goes. */
static void
test_deep_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *expected =
    g_strconcat (fake_app_get_uri (fixture->app), "/second%20page?x=1&deep_link=a%26b", NULL);
  Link made;

  make_link (fixture, "\"a&b\"", &made);
  g_assert_no_error (made.error);
  g_assert_cmpstr (made.address, ==, expected);
  g_free (made.address);

  make_link (fixture, "\"\"", &made); /* nothing ran yet */
  g_assert_no_error (made.error);
  g_assert_null (made.address);

  make_link (fixture, "no JSON", &made);
  g_assert_nonnull (made.error);
  g_clear_error (&made.error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/recorder/languages", Fixture, "", set_up, test_languages, tear_down);
  g_test_add ("/recorder/replay-fails", Fixture, "", set_up, test_replay_fails, tear_down);
  g_test_add ("/recorder/stop-replay", Fixture, "", set_up, test_stop_replay, tear_down);
  g_test_add ("/recorder/deep-link", Fixture, "/?x=1&deep_link=old", set_up, test_deep_link, tear_down);

  return g_test_run ();
}
