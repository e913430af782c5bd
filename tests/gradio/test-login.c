/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Apps that want a user name and a password. */
#include "fake-app.h"

#include <string.h>

typedef struct {
  FakeApp      *app;
  GradioClient *client;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->app = fake_app_new ();
  fake_app_set_login (fixture->app, "bob", "p@ss wörd&=+");
  fixture->client = gradio_client_new (fake_app_get_uri (fixture->app));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gradio_client_close (fixture->client);
  g_assert_finalize_object (fixture->client);
  fake_app_free (fixture->app);
}

static void
log_in (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  gradio_client_set_login (fixture->client, "bob", "p@ss wörd&=+");
  error = fake_app_connect (fixture->client);
  g_assert_no_error (error);
}

static void
test_right (Fixture      *fixture,
            gconstpointer data)
{
  g_assert_null (gradio_client_get_username (fixture->client));
  log_in (fixture);
  g_assert_cmpstr (gradio_client_get_username (fixture->client), ==, "bob");
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/login"), ==, 1);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/config"), ==, 2);
}

static void
test_wrong (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  gradio_client_set_login (fixture->client, "bob", "wrong");
  error = fake_app_connect (fixture->client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_CREDENTIALS);
  g_assert_null (strstr (error->message, "wrong"));
  g_clear_error (&error);

  log_in (fixture); /* again, with the right one */
}

static void
test_none (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = fake_app_connect (fixture->client);

  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN);
  g_assert_nonnull (strstr (error->message, "Please log in"));
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/login"), ==, 0);
}

/* It says yes and gives no cookie: there is no end to be found by trying. */
static void
test_no_cookie (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_app_answer (fixture->app, "/login", 200, "application/json", "{\"success\":true}");
  gradio_client_set_login (fixture->client, "bob", "p@ss wörd&=+");
  error = fake_app_connect (fixture->client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/login"), ==, 1);
}

/* An app with a login of its own. */
static void
test_other_login (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_app_answer (fixture->app, "/login", 405, "application/json", "{\"detail\":\"Method Not Allowed\"}");
  gradio_client_set_login (fixture->client, "bob", "p@ss wörd&=+");
  error = fake_app_connect (fixture->client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "browser"));
}

typedef struct {
  guint    waiting;
  gboolean done;
  int      code; /* of the errors; -1 for none */
} Jobs;

static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Jobs                 *jobs = user_data;
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonArray) values = gradio_job_wait_finish (GRADIO_JOB (source), result, &error);

  if (jobs->code < 0) {
    g_assert_no_error (error);
    g_assert_cmpstr (json_array_get_string_element (values, 0), ==, "done");
  } else {
    g_assert_error (error, GRADIO_ERROR, jobs->code);
  }
  jobs->done = --jobs->waiting == 0;
}

static void
run_jobs (Fixture    *fixture,
          const char *endpoint,
          guint       n,
          int         code)
{
  Jobs                  jobs = { n, FALSE, code };
  g_autoptr (JsonArray) values = json_array_new ();

  json_array_add_string_element (values, "x");
  if (g_str_equal (endpoint, "/echo"))
    json_array_add_null_element (values);
  for (guint i = 0; i < n; i++) {
    g_autoptr (GradioJob) job = gradio_client_submit (
      fixture->client, gradio_client_find_endpoint (fixture->client, endpoint, NULL), values);

    gradio_job_wait_async (job, NULL, waited_cb, &jobs);
  }
  fake_app_wait (&jobs.done);
}

/* The server was restarted: nobody is asked again, and one login is enough for all. */
static void
test_renewed (Fixture      *fixture,
              gconstpointer data)
{
  log_in (fixture);
  fake_app_set_login (fixture->app, "bob", "p@ss wörd&=+");
  run_jobs (fixture, "/echo", 1, -1);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/gradio_api/queue/join"), ==, 2);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/login"), ==, 2);
}

static void
test_renewed_for_many (Fixture      *fixture,
                       gconstpointer data)
{
  log_in (fixture);
  fake_app_set_login (fixture->app, "bob", "p@ss wörd&=+");
  run_jobs (fixture, "/direct", 5, GRADIO_ERROR_NOT_FOUND); /* it has no such route; it was let in, though */
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/gradio_api/run/predict"), ==, 10);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/login"), ==, 2);
}

/* The password was changed meanwhile. */
static void
test_not_renewed (Fixture      *fixture,
                  gconstpointer data)
{
  log_in (fixture);
  fake_app_set_login (fixture->app, "bob", "another");
  run_jobs (fixture, "/echo", 3, GRADIO_ERROR_CREDENTIALS);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/gradio_api/queue/join"), ==, 3);
}

/* Cookies are the client's own. */
static void
test_session_only (Fixture      *fixture,
                   gconstpointer data)
{
  GradioClient      *other = gradio_client_new (fake_app_get_uri (fixture->app));
  g_autoptr (GError) error = NULL;

  log_in (fixture);
  error = fake_app_connect (other);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN);
  g_assert_finalize_object (other);
}

static void
add (const char *path,
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GError *
sign_in (GradioClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError                  *error = NULL;

  gradio_client_sign_in_async (client, NULL, signed_in_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gradio_client_sign_in_finish (client, result, &error) == (error == NULL));

  return error;
}

typedef struct {
  const char *header; /* that /login/huggingface answers with */
  const char *value;
  guint       status;
  int         code; /* of the error, -1 for none */
} SignIn;

/* The app's own way to the Hub's login: to the app, to another server that is not there, to itself, to nothing. */
static const SignIn sign_ins[] = {
  { "Set-Cookie", "session=abc; Secure; HttpOnly; SameSite=none", 200, -1 },
  { "Location", "http://127.0.0.1:9/oauth/authorize", 307, GRADIO_ERROR_LOGIN },
  { "Location", "/login/huggingface", 307, GRADIO_ERROR_SERVER },
  { "X-None", "", 404, GRADIO_ERROR_NOT_FOUND },
};

static void
test_sign_in (gconstpointer data)
{
  const SignIn      *sign_in_case = data;
  FakeApp           *app = fake_app_new ();
  GradioClient      *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError) error = fake_app_connect (client);

  g_assert_no_error (error);
  fake_app_answer (app, "/login/huggingface", sign_in_case->status, "text/plain", "");
  fake_app_answer_header (app, "/login/huggingface", sign_in_case->header, sign_in_case->value);
  error = sign_in (client);
  if (sign_in_case->code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, GRADIO_ERROR, sign_in_case->code);
  g_clear_error (&error);

  /* What the app gave for safe connections goes to this computer, too. */
  error = sign_in (client);
  g_assert_cmpstr (fake_app_get_last_header (app, "/login/huggingface", "Cookie"), ==,
                   sign_in_case->code < 0 ? "session=abc" : NULL);
  gradio_client_close (client);
  g_assert_finalize_object (client);
  fake_app_free (app);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/login/right", test_right);
  add ("/login/wrong", test_wrong);
  add ("/login/none", test_none);
  add ("/login/no-cookie", test_no_cookie);
  add ("/login/other-login", test_other_login);
  add ("/login/renewed", test_renewed);
  add ("/login/renewed-for-many", test_renewed_for_many);
  add ("/login/not-renewed", test_not_renewed);
  add ("/login/session-only", test_session_only);
  g_test_add_data_func ("/login/sign-in/here", &sign_ins[0], test_sign_in);
  g_test_add_data_func ("/login/sign-in/elsewhere", &sign_ins[1], test_sign_in);
  g_test_add_data_func ("/login/sign-in/round", &sign_ins[2], test_sign_in);
  g_test_add_data_func ("/login/sign-in/nowhere", &sign_ins[3], test_sign_in);

  return g_test_run ();
}
