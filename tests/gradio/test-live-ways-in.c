/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways to a real server: tests/apps/proto_mount.py below a path, or proto_auth.py behind a login. */
#include "fake-app.h"

#include <string.h>

typedef struct {
  GError  *error;
  gboolean done;
} Outcome;

static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Outcome              *outcome = user_data;
  g_autoptr (JsonArray) returns = NULL;

  returns = gradio_job_wait_finish (GRADIO_JOB (source), result, &outcome->error);
  g_assert_no_error (outcome->error);
  g_assert_cmpstr (json_array_get_string_element (returns, 0), ==, "ABC");
  outcome->done = TRUE;
}

/* However the address was typed, the app answers, and its requests go to where it answered. */
static void
test_mounted (gconstpointer data)
{
  const char           *base = g_getenv ("GRADIO_TEST_URL");
  g_autofree char      *reference = g_strconcat (base, data, NULL);
  GradioClient         *client = gradio_client_new (reference);
  g_autoptr (GError)    error = fake_app_connect (client);
  g_autoptr (JsonArray) values = json_array_new ();
  g_autoptr (GradioJob) job = NULL;
  Outcome               outcome = { NULL, FALSE };

  g_assert_no_error (error);
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, base);
  json_array_add_string_element (values, "abc");
  job = gradio_client_submit (client, gradio_client_find_endpoint (client, "/up", NULL), values);
  gradio_job_wait_async (job, NULL, waited_cb, &outcome);
  fake_app_wait (&outcome.done);
  gradio_client_close (client);
  g_assert_finalize_object (client);
}

static void
test_above_the_mount (void)
{
  const char        *base = g_getenv ("GRADIO_TEST_URL");
  g_autofree char   *top = g_strndup (base, strlen (base) - strlen ("/sub/app"));
  GradioClient      *client = gradio_client_new (top);
  g_autoptr (GError) error = fake_app_connect (client);

  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND);
  g_assert_finalize_object (client);
}

/* tests/apps/proto_auth.py, or proto_mount.py with a login. */

#define USER "bob"
#define PASSWORD "p@ss wörd&=+"

static void
test_login_none (void)
{
  GradioClient      *client = fake_app_new_live_client ();
  g_autoptr (GError) error = fake_app_connect (client);

  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN);
  g_assert_null (strchr (error->message, '<'));
  g_assert_finalize_object (client);
}

static void
test_login_wrong (void)
{
  GradioClient      *client = fake_app_new_live_client ();
  g_autoptr (GError) error = NULL;

  gradio_client_set_login (client, USER, "p@ss");
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_CREDENTIALS);
  g_assert_finalize_object (client);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Outcome              *outcome = user_data;
  g_autoptr (JsonArray) returns = gradio_job_wait_finish (GRADIO_JOB (source), result, &outcome->error);

  g_assert_no_error (outcome->error);
  g_assert_cmpint (json_array_get_length (returns), ==, 1);
  outcome->done = TRUE;
}

/* Of the first endpoint, whichever app it is. */
static void
run_first (GradioClient *client)
{
  g_autoptr (GradioEndpoint) endpoint = g_list_model_get_item (gradio_client_get_endpoints (client), 0);
  g_autoptr (JsonArray)      values = json_array_new ();
  g_autoptr (GradioJob)      job = NULL;
  Outcome                    outcome = { NULL, FALSE };

  for (guint i = 0; i < gradio_endpoint_get_parameters (endpoint)->len; i++)
    json_array_add_string_element (values, "abc");
  job = gradio_client_submit (client, endpoint, values);
  gradio_job_wait_async (job, NULL, answered_cb, &outcome);
  fake_app_wait (&outcome.done);
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Outcome           *outcome = user_data;
  g_autoptr (GBytes) page = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &outcome->error);

  g_assert_no_error (outcome->error);
  outcome->done = TRUE;
}

/* As somebody with the same cookies: it ends all sessions of that user. */
static void
log_out (GradioClient *client)
{
  g_autofree char        *uri = g_strconcat (gradio_client_get_base_uri (client), "/logout", NULL);
  g_autoptr (GHashTable)  headers = gradio_client_dup_headers (client, uri);
  const char             *socket = gradio_client_get_socket (client);
  g_autoptr (GObject)     address = socket != NULL ? G_OBJECT (g_unix_socket_address_new (socket)) : NULL;
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, "remote-connectable", address,
                                                                   NULL);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, uri);
  Outcome                 outcome = { NULL, FALSE };

  g_assert_nonnull (g_hash_table_lookup (headers, "Cookie"));
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Cookie",
                                g_hash_table_lookup (headers, "Cookie"));
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, left_cb, &outcome);
  fake_app_wait (&outcome.done);
}

static char *
dup_cookies (GradioClient *client)
{
  g_autoptr (GHashTable) headers = gradio_client_dup_headers (client, gradio_client_get_base_uri (client));

  return g_strdup (g_hash_table_lookup (headers, "Cookie"));
}

static void
test_login_right (void)
{
  GradioClient      *client = fake_app_new_live_client ();
  g_autoptr (GError) error = NULL;
  g_autofree char   *before = NULL;
  g_autofree char   *after = NULL;

  gradio_client_set_login (client, USER, PASSWORD);
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, g_getenv ("GRADIO_TEST_URL"));
  g_assert_cmpstr (gradio_client_get_username (client), ==, USER);
  run_first (client);

  before = dup_cookies (client);
  log_out (client);
  run_first (client);
  after = dup_cookies (client);
  g_assert_true (g_str_equal (before, after) == g_str_has_prefix (g_getenv ("GRADIO_TEST_VERSION"), "3.")); /* no logout */
  gradio_client_close (client);
  g_assert_finalize_object (client);
}

/* tests/apps/server_routes.py, where neither `/` nor /config is Gradio's. */

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Outcome              *outcome = user_data;
  g_autoptr (JsonArray) returns = gradio_job_wait_finish (GRADIO_JOB (source), result, &outcome->error);

  g_assert_no_error (outcome->error);
  g_assert_cmpint (json_array_get_int_element (returns, 0), ==, 42);
  outcome->done = TRUE;
}

static void
test_own_routes (void)
{
  GradioClient         *client = fake_app_new_live_client ();
  g_autoptr (GError)    error = fake_app_connect (client);
  g_autoptr (JsonArray) values = json_array_new ();
  g_autoptr (GradioJob) job = NULL;
  GradioEndpoint       *endpoint;
  Outcome               outcome = { NULL, FALSE };

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (gradio_client_get_endpoints (client)), ==, 1);
  endpoint = gradio_client_find_endpoint (client, "/add", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gradio_endpoint_get_description (endpoint), ==, "Add two whole numbers.");
  g_assert_cmpuint (gradio_endpoint_get_parameters (endpoint)->len, ==, 2);

  json_array_add_int_element (values, 40);
  json_array_add_int_element (values, 2);
  job = gradio_client_submit (client, endpoint, values);
  gradio_job_wait_async (job, NULL, added_cb, &outcome);
  fake_app_wait (&outcome.done);
  gradio_client_close (client);
  g_assert_finalize_object (client);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (argc > 1 && g_str_equal (argv[1], "login")) {
    g_test_add_func ("/ways-in/login/none", test_login_none);
    g_test_add_func ("/ways-in/login/wrong", test_login_wrong);
    g_test_add_func ("/ways-in/login/right", test_login_right);
    return g_test_run ();
  }

  if (argc > 1 && g_str_equal (argv[1], "routes")) {
    g_test_add_func ("/ways-in/own-routes", test_own_routes);
    return g_test_run ();
  }

  g_test_add_data_func ("/ways-in/mounted", "", test_mounted);
  g_test_add_data_func ("/ways-in/mounted-slash", "/", test_mounted);
  g_test_add_data_func ("/ways-in/mounted-query", "/?x=1", test_mounted);
  if (g_str_has_prefix (g_getenv ("GRADIO_TEST_VERSION"), "5.") ||
      g_str_has_prefix (g_getenv ("GRADIO_TEST_VERSION"), "6.")) /* before, apps had one page only */
    g_test_add_data_func ("/ways-in/mounted-page", "/second", test_mounted);
  g_test_add_func ("/ways-in/above-the-mount", test_above_the_mount);

  return g_test_run ();
}
