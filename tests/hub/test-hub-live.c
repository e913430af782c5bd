/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Downloads from tests/servers/fake_hub.py, which logs what it was asked for. */
#include "hub-ask.h"
#include "hub-fixture.h"
#include "sp-hub-error.h"

#include "gradio.h"

#include <string.h>
#include <sys/stat.h>

#define SNAPSHOT "samples/snapshot"
#define MODEL "samples/tiny-model"
#define CACHED "models--samples--tiny-model"
#define LARGE_SIZE 3000000
#define STEP 1000000 /* bytes before a connection is cut */

typedef struct {
  SpHubSession   *session; /* without a token */
  SpHubSpaceInfo *info;    /* of SNAPSHOT */
  char           *folder;
} Fixture;

typedef gboolean (*LogFunc) (JsonObject *request, gpointer user_data);

/* How many of the requests since the last time are so. */
static guint
count_requests (LogFunc  is_so,
                gpointer user_data)
{
  g_autoptr (JsonNode) log = hub_control ("GET", "requests", "");
  JsonArray           *requests = json_node_get_array (log);
  guint                count = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++)
    if (is_so (json_array_get_object_element (requests, i), user_data))
      count++;

  return count;
}

static gboolean
is_to (JsonObject *request,
       gpointer    origin)
{
  return g_str_equal (json_object_get_string_member (request, "origin"), origin);
}

static gboolean
is_with_token_to (JsonObject *request,
                  gpointer    origin)
{
  return is_to (request, origin) && json_object_get_boolean_member (request, "auth");
}

static gboolean
has_status (JsonObject *request,
            gpointer    status)
{
  return json_object_get_int_member (request, "status") == GPOINTER_TO_INT (status);
}

static gboolean
is_for_content (JsonObject *request,
                gpointer    nothing)
{
  return strstr (json_object_get_string_member (request, "path"), "/resolve") != NULL ||
         is_to (request, (gpointer) "cdn");
}

/* Where the rest of a large file was asked for. */
static gboolean
is_range_from (JsonObject *request,
               gpointer    range)
{
  return is_to (request, (gpointer) "cdn") && g_strcmp0 (gradio_json_get_string (request, "range", NULL), range) == 0;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  hub_control_only ("POST", "chaos", "{}");
  fixture->session = hub_new_session (NULL);
  fixture->info = hub_fetch_info (fixture->session, SP_HUB_KIND_SPACE, SNAPSHOT, NULL, &error);
  g_assert_no_error (error);
  fixture->folder = hub_make_folder ();
  hub_control_only ("DELETE", "requests", "");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  hub_control_only ("POST", "chaos", "{}");
  g_assert_finalize_object (fixture->info);
  g_assert_finalize_object (fixture->session);
  hub_remove_folder (fixture->folder);
}

static SpHubSnapshot *
new_snapshot (Fixture    *fixture,
              const char *folder)
{
  SpHubRepo            *repo = sp_hub_space_info_get_repo (fixture->info);
  const char           *commit = sp_hub_space_info_get_commit (fixture->info);
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) files = hub_fetch_tree (fixture->session, repo, commit, &error);
  g_autoptr (GFile)     target = g_file_new_for_path (folder);

  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 9);

  return sp_hub_snapshot_new (fixture->session, repo, commit, files, target);
}

static gint64
get_size (const char *folder,
          const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat      status;

  return stat (path, &status) == 0 ? status.st_size : -1;
}

static void
check_whole (const char *folder)
{
  g_autofree char *app = hub_read (folder, "main.py");

  g_assert_nonnull (strstr (app, "gr.Interface"));
  g_assert_cmpint (get_size (folder, "weights/large.bin"), ==, LARGE_SIZE);
  g_assert_cmpint (get_size (folder, "weights/copy of large.bin"), ==, LARGE_SIZE);
  g_assert_cmpint (get_size (folder, "data/small.dat"), ==, 300000);
  g_assert_cmpint (get_size (folder, "data/grüße & 100%.txt"), ==, 20);
  g_assert_cmpint (get_size (folder, "package/__init__.py"), ==, 0);
  g_assert_cmpint (get_size (folder, "package/inner/__init__.py"), ==, 0);
  g_assert_false (hub_exists (folder, ".spaceport-part"));
}

static void
download (SpHubSnapshot *snapshot)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hub_download (snapshot, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sp_hub_snapshot_get_done (snapshot), ==, sp_hub_snapshot_get_total (snapshot));
  g_assert_cmpuint (sp_hub_snapshot_get_wait (snapshot), ==, 0);
}

static void
test_info (Fixture      *fixture,
           gconstpointer data)
{
  SpHubSpaceInfo *info = fixture->info;

  g_assert_cmpstr (sp_hub_space_info_get_title (info), ==, "Snapshot");
  g_assert_cmpstr (sp_hub_space_info_get_fact (info, "sdk"), ==, "gradio");
  g_assert_cmpstr (sp_hub_space_info_get_fact (info, "sdk_version"), ==, "6.31.0");
  g_assert_cmpstr (sp_hub_space_info_get_fact (info, "python_version"), ==, "3.11");
  g_assert_cmpstr (sp_hub_space_info_get_fact (info, "license"), ==, "apache-2.0");
  g_assert_cmpstr (sp_hub_space_info_get_fact (info, "suggested_hardware"), ==, "t4-small");
  g_assert_cmpstr (sp_hub_space_info_get_fact (info, "models"), ==, "samples/tiny-model");
  g_assert_cmpstr (sp_hub_space_info_get_fact (info, "preload_from_hub"), ==, "samples/tiny-model config.json");
  g_assert_cmpstr (sp_hub_space_info_get_fact (info, "hf_oauth"), ==, "true");
}

/* The listing has several pages; the two large files have one content. */
static void
test_whole (Fixture      *fixture,
            gconstpointer data)
{
  SpHubSnapshot *snapshot = new_snapshot (fixture, fixture->folder);
  SpHubSnapshot *again = NULL;

  download (snapshot);
  check_whole (fixture->folder);
  g_assert_cmpuint (count_requests (is_to, (gpointer) "cdn"), ==, 1);
  g_assert_cmpint (sp_hub_snapshot_get_fetched (snapshot), ==, sp_hub_snapshot_get_total (snapshot) - LARGE_SIZE);
  g_assert_finalize_object (snapshot);

  /* What is there is not fetched again, but for what was changed. */
  again = new_snapshot (fixture, fixture->folder);
  hub_write (fixture->folder, "main.py", "import os");
  hub_control_only ("DELETE", "requests", "");
  download (again);
  check_whole (fixture->folder);
  g_assert_cmpuint (count_requests (is_for_content, NULL), ==, 2); /* one file, by a redirect */
  g_assert_finalize_object (again);
}

/* The connection is cut twice; each time it goes on where it was. */
static void
test_cut (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (SpHubSnapshot) snapshot = new_snapshot (fixture, fixture->folder);

  hub_control_only ("POST", "chaos", "{\"truncate_after\":1000000,\"truncate_times\":2}");
  download (snapshot);
  check_whole (fixture->folder);
  g_assert_cmpuint (count_requests (is_to, (gpointer) "cdn"), ==, 3);
  g_assert_cmpuint (count_requests (is_range_from, (gpointer) "bytes=1000000-"), ==, 1);
  g_assert_cmpuint (count_requests (is_range_from, (gpointer) "bytes=2000000-"), ==, 1);
  g_assert_cmpint (sp_hub_snapshot_get_fetched (snapshot), ==, sp_hub_snapshot_get_total (snapshot) - LARGE_SIZE);
}

/* A server that knows no ranges sends all again. */
static void
test_no_ranges (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (SpHubSnapshot) snapshot = new_snapshot (fixture, fixture->folder);

  hub_control_only ("POST", "chaos", "{\"truncate_after\":1000000,\"truncate_times\":1,\"ignore_range\":true}");
  download (snapshot);
  check_whole (fixture->folder);
  g_assert_cmpint (sp_hub_snapshot_get_fetched (snapshot), ==,
                   sp_hub_snapshot_get_total (snapshot) - LARGE_SIZE + STEP);
}

static void
cancel_at_half_cb (SpHubSnapshot *snapshot,
                   GParamSpec    *pspec,
                   GCancellable  *cancellable)
{
  if (sp_hub_snapshot_get_fetched (snapshot) > LARGE_SIZE / 2)
    g_cancellable_cancel (cancellable);
}

/* What was cancelled goes on in another run of the program: nothing comes twice. */
static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  SpHubSnapshot           *first = new_snapshot (fixture, fixture->folder);
  SpHubSnapshot           *second = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError)       error = NULL;
  gint64                   fetched;
  gint64                   needed = sp_hub_snapshot_get_total (first) - LARGE_SIZE;

  hub_control_only ("POST", "chaos", "{\"bytes_per_second\":4000000}");
  g_signal_connect (first, "notify::fetched", G_CALLBACK (cancel_at_half_cb), cancellable);
  g_assert_false (hub_download (first, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fetched = sp_hub_snapshot_get_fetched (first);
  g_assert_cmpint (fetched, >, LARGE_SIZE / 2);
  g_assert_cmpint (fetched, <, needed);
  g_assert_true (hub_exists (fixture->folder, ".spaceport-part"));
  g_assert_false (hub_exists (fixture->folder, "weights/large.bin"));
  g_assert_finalize_object (first);

  hub_control_only ("POST", "chaos", "{}");
  second = new_snapshot (fixture, fixture->folder);
  download (second);
  check_whole (fixture->folder);
  g_assert_cmpint (sp_hub_snapshot_get_fetched (second), ==, needed - fetched);
  g_assert_finalize_object (second);
}

/* An update links what did not change. */
static void
test_reuse (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (SpHubSnapshot) old = new_snapshot (fixture, fixture->folder);
  g_autofree char          *folder = hub_make_folder ();
  g_autoptr (SpHubSnapshot) snapshot = new_snapshot (fixture, folder);
  g_autoptr (GFile)         reuse = g_file_new_for_path (fixture->folder);
  g_autofree char          *old_app = NULL;

  download (old);
  hub_write (fixture->folder, "main.py", "import os");
  hub_control_only ("DELETE", "requests", "");
  sp_hub_snapshot_set_reuse (snapshot, reuse);
  download (snapshot);
  check_whole (folder);
  old_app = hub_read (fixture->folder, "main.py");
  g_assert_cmpstr (old_app, ==, "import os");
  g_assert_cmpuint (count_requests (is_for_content, NULL), ==, 2);
  hub_remove_folder (g_steal_pointer (&folder));
}

/* 429 with Retry-After and 503 are waited for. */
static void
test_busy (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (SpHubSnapshot) snapshot = new_snapshot (fixture, fixture->folder);
  gint64                    start = g_get_monotonic_time ();

  hub_control_only ("POST", "chaos", "{\"match\":\"*/data/small.dat\",\"fail_status\":429,\"fail_times\":1,"
                                     "\"retry_after\":1}");
  download (snapshot);
  check_whole (fixture->folder);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, G_TIME_SPAN_SECOND);
  g_assert_cmpuint (count_requests (has_status, GINT_TO_POINTER (429)), ==, 1);
}

static void
test_failing (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (SpHubSnapshot) snapshot = new_snapshot (fixture, fixture->folder);
  g_autoptr (SpHubSnapshot) again = new_snapshot (fixture, fixture->folder);
  g_autoptr (GError)        error = NULL;

  hub_control_only ("POST", "chaos", "{\"match\":\"*/data/small.dat\",\"fail_status\":503}");
  g_assert_false (hub_download (snapshot, NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_SERVER);

  hub_control_only ("POST", "chaos", "{\"match\":\"*/data/small.dat\",\"fail_status\":502,\"fail_times\":3}");
  download (again);
  check_whole (fixture->folder);
}

/* The login page of a network, with a good status, for what is JSON and for files. */
static void
test_portal (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (SpHubSnapshot)  snapshot = new_snapshot (fixture, fixture->folder);
  g_autoptr (SpHubSpaceInfo) info = NULL;
  g_autoptr (GError)         error = NULL;

  hub_control_only ("POST", "chaos", "{\"fail_status\":200,\"fail_body\":\"<html>Log in</html>\"}");
  info = hub_fetch_info (fixture->session, SP_HUB_KIND_SPACE, SNAPSHOT, NULL, &error);
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ANSWER);
  g_clear_error (&error);
  g_assert_false (hub_download (snapshot, NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ANSWER);
  g_assert_false (hub_exists (fixture->folder, "main.py"));
}

typedef struct {
  const char *id;
  const char *revision;
  const char *token;
  SpHubError  code;
} Refusal;

static const Refusal REFUSALS[] = {
  { "acme/internal", NULL, NULL, SP_HUB_ERROR_NOT_FOUND },
  { "acme/internal", NULL, "hf_stranger", SP_HUB_ERROR_NOT_FOUND },
  { "acme/internal", NULL, "hf_revoked", SP_HUB_ERROR_CREDENTIALS },
  { "edge/nowhere", NULL, NULL, SP_HUB_ERROR_NOT_FOUND },
  { SNAPSHOT, "no-such-branch", NULL, SP_HUB_ERROR_REVISION },
  { SNAPSHOT, "0123456789abcdef0123456789abcdef01234567", NULL, SP_HUB_ERROR_REVISION },
};

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (REFUSALS); i++) {
    const Refusal             *refusal = &REFUSALS[i];
    g_autoptr (SpHubSession)   session = hub_new_session (refusal->token);
    g_autoptr (GError)         error = NULL;
    g_autoptr (SpHubSpaceInfo) info = NULL;

    info = hub_fetch_info (session, SP_HUB_KIND_SPACE, refusal->id, refusal->revision, &error);
    g_assert_error (error, SP_HUB_ERROR, (int) refusal->code);
    g_test_message ("%s", error->message);
  }
}

static SpHubSpaceInfo *
get_info (SpHubSession *session,
          const char   *id,
          const char   *revision)
{
  g_autoptr (GError) error = NULL;
  SpHubSpaceInfo    *info = hub_fetch_info (session, SP_HUB_KIND_SPACE, id, revision, &error);

  g_assert_no_error (error);

  return info;
}

static void
test_gated (Fixture      *fixture,
            gconstpointer data)
{
  static const char *const tokens[] = { NULL, "hf_stranger" };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++) {
    g_autoptr (SpHubSession)   session = hub_new_session (tokens[i]);
    g_autoptr (SpHubSpaceInfo) info = get_info (session, "edge/gated", NULL);
    g_autoptr (GError)         error = NULL;

    g_assert_true (sp_hub_space_info_is_gated (info));
    g_assert_null (
      hub_fetch_tree (session, sp_hub_space_info_get_repo (info), sp_hub_space_info_get_commit (info), &error));
    g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_GATED);
    g_assert_nonnull (strstr (error->message, "/spaces/edge/gated"));
  }
}

static void
test_disabled (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (SpHubSpaceInfo) info = get_info (fixture->session, "edge/disabled", NULL);
  g_autoptr (GError)         error = NULL;

  g_assert_true (sp_hub_space_info_is_disabled (info));
  g_assert_null (
    hub_fetch_tree (fixture->session, sp_hub_space_info_get_repo (info), sp_hub_space_info_get_commit (info), &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ACCESS);
}

/* The token goes along on the way to the Hub, and stays behind on the way to the storage. */
static void
test_token (Fixture      *fixture,
            gconstpointer data)
{
  SpHubSession      *session = hub_new_session ("hf_tester");
  SpHubSpaceInfo    *info = get_info (session, "acme/internal", NULL);
  SpHubSpaceInfo    *snapshot = get_info (session, SNAPSHOT, "v1");
  g_autofree char   *folder = g_build_filename (fixture->folder, "large", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (sp_hub_space_info_is_private (info));
  hub_download_all (session, sp_hub_space_info_get_repo (info), sp_hub_space_info_get_commit (info), fixture->folder,
                    &error);
  g_assert_no_error (error);
  g_assert_true (hub_exists (fixture->folder, "app.py"));

  hub_download_all (session, sp_hub_space_info_get_repo (snapshot), sp_hub_space_info_get_commit (snapshot), folder,
                    &error);
  g_assert_no_error (error);
  check_whole (folder);
  g_assert_cmpuint (count_requests (is_to, (gpointer) "cdn"), ==, 1);
  g_assert_cmpuint (count_requests (is_with_token_to, (gpointer) "cdn"), ==, 0);
  g_assert_cmpuint (count_requests (is_to, (gpointer) "hub"), >, 0);
  g_assert_cmpuint (count_requests (is_with_token_to, (gpointer) "hub"), ==, count_requests (is_to, (gpointer) "hub"));

  g_assert_finalize_object (info);
  g_assert_finalize_object (snapshot);
  g_assert_finalize_object (session);
}

/* By its old name, and in another case. */
static void
test_renamed (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (SpHubSpaceInfo) renamed = get_info (fixture->session, "edge/old-name", NULL);
  g_autoptr (SpHubSpaceInfo) shouted = get_info (fixture->session, "Samples/SNAPSHOT", "main");

  g_assert_cmpstr (sp_hub_repo_get_id (sp_hub_space_info_get_repo (renamed)), ==, "edge/huge-likes");
  g_assert_cmpstr (sp_hub_repo_get_id (sp_hub_space_info_get_repo (shouted)), ==, SNAPSHOT);
  g_assert_cmpstr (sp_hub_space_info_get_commit (shouted), ==, sp_hub_space_info_get_commit (fixture->info));
}

/* Links to the storage are good for a while; of what is too old the Hub makes a new one. */
static void
test_expired (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (SpHubSnapshot) snapshot = new_snapshot (fixture, fixture->folder);

  hub_control_only ("POST", "chaos", "{\"match\":\"/????????????????????????????????????????????????????????????????\","
                                     "\"fail_status\":403,\"fail_times\":1}");
  download (snapshot);
  check_whole (fixture->folder);
  g_assert_cmpuint (count_requests (has_status, GINT_TO_POINTER (403)), ==, 1);
  g_assert_cmpuint (count_requests (is_to, (gpointer) "cdn"), ==, 2);
}

/* What the Hub's own library finds without a network. */
static void
check_by_library (const char *home,
                  const char *file)
{
  static const char *const        script = "import sys\n"
                                           "from huggingface_hub import hf_hub_download, snapshot_download\n"
                                           "print(hf_hub_download('samples/tiny-model', sys.argv[1]))\n"
                                           "print(snapshot_download('samples/tiny-model'))\n";
  const char                     *servers = g_getenv ("SPACEPORT_SERVERS") ?: "build/servers";
  g_autofree char                *python = g_build_filename (servers, "6.31.0/bin/python", NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess)         process = NULL;
  g_autoptr (GError)              error = NULL;
  g_autofree char                *output = NULL;

  g_subprocess_launcher_setenv (launcher, "HF_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "HF_HUB_OFFLINE", "1", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, python, "-c", script, file, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  g_assert_nonnull (strstr (output, file));
}

/* A model for a Space that has no network: the Hub's own library finds it. */
static void
test_cache (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char           *hub = g_build_filename (fixture->folder, "hub", NULL);
  g_autoptr (GFile)          target = g_file_new_for_path (hub);
  g_autoptr (GError)         error = NULL;
  g_autoptr (SpHubSpaceInfo) info = hub_fetch_info (fixture->session, SP_HUB_KIND_MODEL, MODEL, NULL, &error);
  SpHubRepo                 *repo = sp_hub_space_info_get_repo (info);
  const char                *commit = sp_hub_space_info_get_commit (info);
  g_autofree char           *ref = NULL;
  g_autofree char           *name = g_strconcat (CACHED "/snapshots/", commit, "/onnx/model.bin", NULL);
  g_autofree char           *link = g_build_filename (hub, name, NULL);
  g_autofree char           *way = NULL;

  for (guint i = 0; i < 2; i++) { /* the second time all is there */
    g_autoptr (GPtrArray)     files = hub_fetch_tree (fixture->session, repo, commit, &error);
    g_autoptr (SpHubSnapshot) snapshot = NULL;

    snapshot = sp_hub_snapshot_new_for_cache (fixture->session, repo, NULL, commit, files, target);
    download (snapshot);
    g_assert_true ((sp_hub_snapshot_get_fetched (snapshot) == 0) == (i == 1));
  }

  ref = hub_read (hub, CACHED "/refs/main");
  way = g_file_read_link (link, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ref, ==, commit);
  g_assert_true (g_str_has_prefix (way, "../../../blobs/"));
  g_assert_cmpint (get_size (hub, name), ==, 200000);
  g_assert_false (hub_exists (hub, CACHED "/.spaceport-part"));
  check_by_library (fixture->folder, "onnx/model.bin");
}

static void
add (const char *path,
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("HF_HUB_OFFLINE");

  add ("/hub/live/info", test_info);
  add ("/hub/live/whole", test_whole);
  add ("/hub/live/cut", test_cut);
  add ("/hub/live/no-ranges", test_no_ranges);
  add ("/hub/live/cancelled", test_cancelled);
  add ("/hub/live/reuse", test_reuse);
  add ("/hub/live/busy", test_busy);
  add ("/hub/live/failing", test_failing);
  add ("/hub/live/portal", test_portal);
  add ("/hub/live/refused", test_refused);
  add ("/hub/live/gated", test_gated);
  add ("/hub/live/disabled", test_disabled);
  add ("/hub/live/token", test_token);
  add ("/hub/live/renamed", test_renamed);
  add ("/hub/live/expired", test_expired);
  add ("/hub/live/cache", test_cache);

  return g_test_run ();
}
