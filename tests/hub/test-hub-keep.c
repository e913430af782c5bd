/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session learns from the Hub, and what is kept on the disk: limits, tokens, the clock, answers. */
#include "fake-app.h"
#include "hub-ask.h"
#include "hub-fixture.h"
#include "sp-hub-error.h"
#include "sp-hub-kept.h"
#include "sp-hub-session-private.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#define PATH "/api/spaces"
#define TAGGED "/api/tagged"

/* What is answered at TAGGED: with a tag, and not again to who knows it. */
typedef struct {
  FakeApp      *hub;
  SpHubSession *session; /* with a token */
  const char   *tag;
  const char   *body;
  const char   *token; /* nullable: the only one that is let in */
  guint         n_sent;
  guint         n_unchanged;
  guint         n_refused;
  char         *date; /* nullable */
} Fixture;

static void
tagged_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  Fixture            *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *answer = soup_server_message_get_response_headers (message);
  const char         *known = soup_message_headers_get_one (headers, "If-None-Match");
  const char         *bearer = soup_message_headers_get_one (headers, "Authorization");

  if (fixture->date != NULL)
    soup_message_headers_replace (answer, "Date", fixture->date);

  if (fixture->token != NULL && (bearer == NULL || !g_str_has_suffix (bearer, fixture->token))) {
    fixture->n_refused++;
    soup_server_message_set_status (message, 401, NULL);
    soup_message_headers_replace (answer, "X-Error-Message", "Invalid credentials in Authorization header");
    return;
  }

  soup_message_headers_replace (answer, "ETag", fixture->tag);
  soup_message_headers_replace (answer, "Link", "</api/tagged?cursor=2>; rel=\"next\"");
  if (g_strcmp0 (known, fixture->tag) == 0) {
    fixture->n_unchanged++;
    soup_server_message_set_status (message, 304, NULL);
  } else {
    fixture->n_sent++;
    soup_server_message_set_status (message, 200, NULL);
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, fixture->body,
                                      strlen (fixture->body));
  }
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->hub = fake_app_new ();
  g_assert_true (g_setenv ("HF_ENDPOINT", fake_app_get_uri (fixture->hub), TRUE));
  fixture->session = hub_new_session ("hf_secret");
  sp_hub_session_set_user (fixture->session, g_test_get_path ());
  fixture->tag = "W/\"one\"";
  fixture->body = "[1]";
  soup_server_add_handler (fake_app_get_server (fixture->hub), TAGGED, tagged_cb, fixture, NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->session);
  g_clear_pointer (&fixture->hub, fake_app_free);
  g_free (fixture->date);
}

static gint64
get_number (Fixture *fixture,
            gint64  *kept_since)
{
  g_autoptr (JsonNode) node = hub_get (fixture->session, TAGGED, kept_since);

  return json_array_get_int_element (json_node_get_array (node), 0);
}

static void
test_tags (Fixture      *fixture,
           gconstpointer data)
{
  gint64 kept_since = -1;

  g_assert_cmpint (get_number (fixture, &kept_since), ==, 1);
  g_assert_cmpint (kept_since, ==, 0);
  g_assert_cmpint (get_number (fixture, &kept_since), ==, 1);
  g_assert_cmpint (kept_since, ==, 0);
  g_assert_cmpuint (fixture->n_sent, ==, 1);
  g_assert_cmpuint (fixture->n_unchanged, ==, 1);

  fixture->tag = "W/\"two\"";
  fixture->body = "[2]";
  g_assert_cmpint (get_number (fixture, &kept_since), ==, 2);
  g_assert_cmpint (get_number (fixture, &kept_since), ==, 2);
  g_assert_cmpuint (fixture->n_sent, ==, 2);
  g_assert_cmpuint (fixture->n_unchanged, ==, 2);
}

static void
test_out_of_reach (Fixture      *fixture,
                   gconstpointer data)
{
  static const struct {
    guint       status;
    const char *type;
    const char *body;
  } answers[] = {
    { 200, "text/html", "<html>Log in</html>" },
    { 200, "application/json", "Log in" },
    { 200, "application/json", "{\"cut\":" },
    { 503, "text/html", "<html>Sorry</html>" },
    { 429, "application/json", "{}" },
  };
  const SpHubCall    call = { .path = PATH, .keep = TRUE };
  g_autoptr (GError) error = NULL;
  g_autofree char   *next = NULL;
  gint64             now = g_get_real_time () / G_USEC_PER_SEC;
  gint64             kept_since;

  fake_app_answer (fixture->hub, PATH, 200, "application/json", "[1]");
  fake_app_answer_header (fixture->hub, PATH, "Link", "</api/spaces?cursor=2>; rel=\"next\"");
  json_node_unref (hub_call (fixture->session, &call, NULL, NULL, &error));
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (JsonNode) node = NULL;

    kept_since = 0;
    fake_app_answer (fixture->hub, PATH, answers[i].status, answers[i].type, answers[i].body);
    node = hub_get (fixture->session, PATH, &kept_since);
    g_assert_true (JSON_NODE_HOLDS_ARRAY (node));
    g_assert_cmpint (kept_since, >=, now - 2);
    g_assert_cmpint (kept_since, <=, g_get_real_time () / G_USEC_PER_SEC + 2);
  }

  /* Without a network too, and pages go on there. */
  fake_app_stop (fixture->hub);
  kept_since = 0;
  json_node_unref (hub_call (fixture->session, &call, &next, &kept_since, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (next, ==, "/api/spaces?cursor=2");
  g_assert_cmpint (kept_since, >, 0);
}

/* What the Hub says is gone, or not for us any more, is not there without a network either. */
static void
test_gone (Fixture      *fixture,
           gconstpointer data)
{
  const SpHubCall    call = { .path = PATH, .keep = TRUE };
  g_autoptr (GError) error = NULL;

  fake_app_answer (fixture->hub, PATH, 200, "application/json", "[1]");
  json_node_unref (hub_get (fixture->session, PATH, NULL));
  fake_app_answer (fixture->hub, PATH, 404, "application/json", "{}");
  g_assert_null (hub_call (fixture->session, &call, NULL, NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND);
  g_clear_error (&error);

  fake_app_stop (fixture->hub);
  g_assert_null (hub_call (fixture->session, &call, NULL, NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE);
}

/* Each account has its own; who signs out leaves nothing. */
static void
test_accounts (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (SpHubSession) other = hub_new_session (NULL);
  const SpHubCall          call = { .path = TAGGED, .keep = TRUE };
  g_autoptr (GError)       error = NULL;
  g_autofree char         *root = g_build_filename (g_get_user_cache_dir (), "spaceport", "hub", NULL);
  GStatBuf                 status;

  sp_hub_session_set_user (fixture->session, "tester");
  g_assert_cmpint (get_number (fixture, NULL), ==, 1);
  sp_hub_session_set_token (fixture->session, "hf_renewed");
  g_assert_cmpint (get_number (fixture, NULL), ==, 1);
  g_assert_cmpuint (fixture->n_unchanged, ==, 1);
  g_assert_cmpint (g_stat (root, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 077, ==, 0);

  fake_app_stop (fixture->hub);
  g_assert_null (hub_call (other, &call, NULL, NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE);
  g_clear_error (&error);

  sp_hub_session_forget_kept (fixture->session);
  do {
    JsonNode *node;

    g_clear_error (&error);
    node = hub_call (fixture->session, &call, NULL, NULL, &error);
    g_clear_pointer (&node, json_node_unref);
  } while (error == NULL);
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE);
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* What is kept for a token, not for an account, goes once nobody has the token any more. */
static void
test_given (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (SpHubSession) given = hub_new_session ("hf_given");
  g_autoptr (SpHubSession) old = hub_new_session ("hf_old");
  g_autofree char         *folder = sp_hub_session_dup_kept_folder (given);
  const char *const        folders[] = { folder, NULL };
  gboolean                 forgotten = FALSE;
  const SpHubCall          call = { .path = TAGGED, .keep = TRUE };
  g_autoptr (GError)       error = NULL;

  sp_hub_session_set_given (given, TRUE);
  sp_hub_session_set_user (given, "tester"); /* whose token it is changes nothing */
  json_node_unref (hub_get (given, TAGGED, NULL));
  json_node_unref (hub_get (old, TAGGED, NULL));
  g_assert_cmpint (get_number (fixture, NULL), ==, 1);

  fake_app_stop (fixture->hub);
  json_node_unref (hub_get (old, TAGGED, NULL));
  sp_hub_kept_forget_given_async (folders, forgotten_cb, &forgotten);
  while (!forgotten)
    g_main_context_iteration (NULL, TRUE);
  json_node_unref (hub_get (old, TAGGED, NULL)); /* as of another program */

  g_clear_object (&old);
  forgotten = FALSE;
  sp_hub_kept_forget_given_async (folders, forgotten_cb, &forgotten);
  while (!forgotten)
    g_main_context_iteration (NULL, TRUE);
  old = hub_new_session ("hf_old");
  g_assert_null (hub_call (old, &call, NULL, NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE);
  json_node_unref (hub_get (given, TAGGED, NULL));
  g_assert_cmpint (get_number (fixture, NULL), ==, 1);
}

/* Whatever stands there in the place of what was kept. */
static void
test_broken_files (void)
{
  static const char *const contents[] = { "", "x", "spaceport-hub 1\n", "spaceport-hub 1\n\n\n5\n[1]",
                                          "spaceport-hub 1\n\n\n3\n[1]2", "spaceport-hub 9\n\n\n3\n[1]",
                                          "spaceport-hub 1\n\n\n-3\n[1]" };
  g_autofree char         *folder = sp_hub_kept_dup_folder ("test");
  const SpHubKept          kept = { .body = g_bytes_new_static ("[1]", 3), .etag = (char *) "two\nlines" };
  g_autoptr (SpHubKept)    read = NULL;
  g_autofree char         *path = NULL;
  g_autofree char         *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "uri", -1);

  sp_hub_kept_write (folder, "uri", &kept);
  read = sp_hub_kept_read (folder, "uri");
  g_assert_true (g_bytes_equal (read->body, kept.body));
  g_assert_null (read->etag);
  g_bytes_unref (kept.body);

  path = g_build_filename (folder, name, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
    g_assert_null (sp_hub_kept_read (folder, "uri"));
  }
}

/* What was asked for longest ago goes first, whoever asked. */
static void
test_prune (void)
{
  g_autofree char   *one = sp_hub_kept_dup_folder ("one");
  g_autofree char   *two = sp_hub_kept_dup_folder ("two");
  const char        *folders[] = { one, two };
  g_autofree char   *large = g_strnfill (1000, 'x');
  g_autoptr (GBytes) body = g_bytes_new_static (large, 1000);
  const SpHubKept    kept = { .body = body };

  for (guint i = 0; i < 10; i++) {
    g_autofree char  *uri = g_strdup_printf ("uri %u", i);
    g_autofree char  *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uri, -1);
    g_autofree char  *path = g_build_filename (folders[i % 2], name, NULL);
    g_autoptr (GFile) file = g_file_new_for_path (path);

    sp_hub_kept_write (folders[i % 2], uri, &kept);
    g_assert_true (g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, 1000 + i, G_FILE_QUERY_INFO_NONE,
                                                NULL, NULL));
  }

  sp_hub_kept_prune (folders[0], 3500);
  for (guint i = 0; i < 10; i++) {
    g_autofree char      *uri = g_strdup_printf ("uri %u", i);
    g_autoptr (SpHubKept) read = sp_hub_kept_read (folders[i % 2], uri);

    g_assert_true ((read != NULL) == (i >= 7));
  }
}

static void
count_cb (guint *count)
{
  ++*count;
}

static gboolean
is_pause_over (gpointer user_data)
{
  return sp_hub_session_get_pause_left (user_data) == 0;
}

static void
test_limits (Fixture      *fixture,
             gconstpointer data)
{
  const SpHubCall    call = { .path = PATH };
  g_autoptr (GError) error = NULL;

  fake_app_answer (fixture->hub, PATH, 200, "application/json", "[]");
  fake_app_answer_header (fixture->hub, PATH, "RateLimit", "\"api\";r=50;t=100");
  fake_app_answer_header (fixture->hub, PATH, "RateLimit-Policy", "\"fixed window\";\"api\";q=500;w=300");
  g_assert_true (sp_hub_session_may_refresh (fixture->session));
  json_node_unref (hub_call (fixture->session, &call, NULL, NULL, &error));
  g_assert_true (sp_hub_session_may_refresh (fixture->session));

  /* Files and pages are counted by themselves. */
  fake_app_answer_header (fixture->hub, PATH, "RateLimit", "\"resolvers\";r=1;t=100");
  json_node_unref (hub_call (fixture->session, &call, NULL, NULL, &error));
  g_assert_true (sp_hub_session_may_refresh (fixture->session));

  fake_app_answer_header (fixture->hub, PATH, "RateLimit", "\"api\";r=49;t=100");
  json_node_unref (hub_call (fixture->session, &call, NULL, NULL, &error));
  g_assert_false (sp_hub_session_may_refresh (fixture->session));
  g_assert_cmpuint (sp_hub_session_get_pause_left (fixture->session), ==, 0);

  fake_app_answer_header (fixture->hub, PATH, "RateLimit", ";r=-1;t=x\"api\"");
  json_node_unref (hub_call (fixture->session, &call, NULL, NULL, &error));
  g_assert_no_error (error);

  /* What would be refused is not asked. */
  fake_app_answer_header (fixture->hub, PATH, "RateLimit", "\"api\";r=0;t=100");
  json_node_unref (hub_call (fixture->session, &call, NULL, NULL, &error));
  g_assert_cmpuint (sp_hub_session_get_pause_left (fixture->session), >, 90);
  g_assert_null (hub_call (fixture->session, &call, NULL, NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_BUSY);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, PATH), ==, 5);
}

/* A long pause is not asked into; a short one is waited for. */
static void
test_pause (Fixture      *fixture,
            gconstpointer data)
{
  const SpHubCall      call = { .path = PATH };
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = NULL;
  guint                n_notified = 0;
  gint64               start = g_get_monotonic_time ();

  g_signal_connect_swapped (fixture->session, "notify::pause-left", G_CALLBACK (count_cb), &n_notified);
  fake_app_answer (fixture->hub, PATH, 429, "application/json", "{}");
  fake_app_answer_header (fixture->hub, PATH, "Retry-After", "2");
  fake_app_answer_times (fixture->hub, PATH, 1);
  node = hub_call (fixture->session, &call, NULL, NULL, &error);
  g_clear_error (&error); /* what is there then is not JSON */
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 2 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, PATH), >=, 2);
  hub_wait_until (is_pause_over, fixture->session);
  g_assert_cmpuint (n_notified, >=, 2);

  fake_app_answer (fixture->hub, PATH, 429, "application/json", "{}");
  fake_app_answer_header (fixture->hub, PATH, "Retry-After", "300");
  for (guint i = 0; i < 3; i++) {
    g_assert_null (hub_call (fixture->session, &call, NULL, NULL, &error));
    g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_BUSY);
    g_assert_nonnull (strstr (error->message, "5 minutes"));
    g_clear_error (&error);
  }
  g_assert_cmpuint (sp_hub_session_get_pause_left (fixture->session), >, 290);
  g_assert_false (sp_hub_session_may_refresh (fixture->session));
}

static void
renew_later_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  SpHubSession *session = g_task_get_task_data (G_TASK (result));

  sp_hub_session_set_token (session, user_data);
  sp_hub_session_set_renewing (session, FALSE);
}

/* As accounts do: a new token comes after a while. */
static void
refused_cb (SpHubSession *session,
            const char   *token)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, renew_later_cb, (gpointer) token);

  sp_hub_session_set_renewing (session, TRUE);
  g_task_set_task_data (task, g_object_ref (session), g_object_unref);
  g_task_return_boolean (task, TRUE);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);

  if (node != NULL)
    g_assert_no_error (error);
  else
    g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS);
  ++((guint *) user_data)[node != NULL ? 0 : 1];
}

static gboolean
are_ten (gpointer user_data)
{
  return ((guint *) user_data)[0] + ((guint *) user_data)[1] == 10;
}

/* A token ends in the middle of ten calls: it is renewed once, and all of them go on; or none does. */
static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  static const char *const tokens[] = { "hf_new", "hf_secret" };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++) {
    const SpHubCall          call = { .path = TAGGED };
    g_autoptr (SpHubSession) session = hub_new_session ("hf_secret");
    guint                    counts[2] = { 0 };
    guint                    n_refused = 0;

    fixture->token = "hf_new";
    g_signal_connect_swapped (session, "refused", G_CALLBACK (count_cb), &n_refused);
    g_signal_connect (session, "refused", G_CALLBACK (refused_cb), (gpointer) tokens[i]);
    for (guint j = 0; j < 10; j++)
      sp_hub_call_async (session, &call, NULL, counted_cb, counts);
    hub_wait_until (are_ten, counts);
    g_assert_cmpuint (counts[i], ==, 10);
    g_assert_cmpuint (n_refused, ==, 1);
  }
}

static void
begin_renewing_cb (SpHubSession *session)
{
  sp_hub_session_set_renewing (session, TRUE);
}

static void
stopped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);

  g_assert_null (node);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_renewing (gpointer user_data)
{
  return sp_hub_session_is_renewing (user_data);
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static gboolean
is_one (gpointer user_data)
{
  return *(guint *) user_data == 1;
}

/* Who does not want the answer any more does not wait for the new token; the others do. */
static void
test_stopped (Fixture      *fixture,
              gconstpointer data)
{
  const SpHubCall          call = { .path = TAGGED };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint                    counts[2] = { 0 };
  gboolean                 stopped = FALSE;

  fixture->token = "hf_new";
  g_signal_connect (fixture->session, "refused", G_CALLBACK (begin_renewing_cb), NULL);
  sp_hub_call_async (fixture->session, &call, cancellable, stopped_cb, &stopped);
  hub_wait_until (is_renewing, fixture->session);
  sp_hub_call_async (fixture->session, &call, NULL, counted_cb, counts);
  while (fixture->n_refused < 2 || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (stopped);

  g_cancellable_cancel (cancellable);
  hub_wait_until (is_true, &stopped);
  g_assert_true (sp_hub_session_is_renewing (fixture->session));
  g_assert_cmpuint (counts[0] + counts[1], ==, 0);

  sp_hub_session_set_token (fixture->session, "hf_new");
  sp_hub_session_set_renewing (fixture->session, FALSE);
  hub_wait_until (is_one, counts);
}

/* Nobody renews it: it fails at once. */
static void
test_revoked (Fixture      *fixture,
              gconstpointer data)
{
  const SpHubCall    call = { .path = TAGGED };
  g_autoptr (GError) error = NULL;

  fixture->token = "hf_new";
  g_assert_null (hub_call (fixture->session, &call, NULL, NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS);
  g_assert_cmpuint (fixture->n_refused, ==, 1);
}

static void
test_clock (Fixture      *fixture,
            gconstpointer data)
{
  const SpHubCall       call = { .path = TAGGED };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) ahead = g_date_time_add_hours (now, 30);
  g_autoptr (GError)    error = NULL;

  g_assert_cmpint (get_number (fixture, NULL), ==, 1);
  g_assert_cmpint (sp_hub_session_get_clock_offset (fixture->session), ==, 0);

  fixture->date = soup_date_time_to_string (ahead, SOUP_DATE_HTTP);
  g_assert_cmpint (get_number (fixture, NULL), ==, 1);
  g_assert_cmpint (sp_hub_session_get_clock_offset (fixture->session), >, 29 * 3600);

  fixture->token = "hf_new";
  g_assert_null (hub_call (fixture->session, &call, NULL, NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_CLOCK);
  g_test_message ("%s", error->message);
}

#define ADD(path, func) g_test_add ("/hub/keep/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("tags", test_tags);
  ADD ("out-of-reach", test_out_of_reach);
  ADD ("gone", test_gone);
  ADD ("accounts", test_accounts);
  ADD ("given", test_given);
  g_test_add_func ("/hub/keep/broken-files", test_broken_files);
  g_test_add_func ("/hub/keep/prune", test_prune);
  ADD ("limits", test_limits);
  ADD ("pause", test_pause);
  ADD ("refused", test_refused);
  ADD ("stopped", test_stopped);
  ADD ("revoked", test_revoked);
  ADD ("clock", test_clock);

  return hub_run_tests ();
}
