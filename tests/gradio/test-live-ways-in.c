/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways to a real server: tests/apps/proto_mount.py below a path, or proto_auth.py behind a login. */
#include "fake-app.h"

#include <string.h>

typedef struct {
  GError  *error;
  gboolean done;
} Outcome;

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Outcome *outcome = user_data;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &outcome->error);
  outcome->done = TRUE;
}

static GError *
connect_to (GradioClient *client)
{
  Outcome outcome = { NULL, FALSE };

  gradio_client_connect_async (client, NULL, connected_cb, &outcome);
  fake_app_wait (&outcome.done);

  return outcome.error;
}

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
  g_autoptr (GError)    error = connect_to (client);
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
  g_autoptr (GError) error = connect_to (client);

  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND);
  g_assert_finalize_object (client);
}

static void
test_login (void)
{
  GradioClient      *client = gradio_client_new (g_getenv ("GRADIO_TEST_URL"));
  g_autoptr (GError) error = connect_to (client);

  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN);
  g_assert_finalize_object (client);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (argc > 1 && g_str_equal (argv[1], "login")) {
    g_test_add_func ("/ways-in/login", test_login);
    return g_test_run ();
  }

  g_test_add_data_func ("/ways-in/mounted", "", test_mounted);
  g_test_add_data_func ("/ways-in/mounted-slash", "/", test_mounted);
  g_test_add_data_func ("/ways-in/mounted-query", "/?x=1", test_mounted);
  if (!g_str_has_prefix (g_getenv ("GRADIO_TEST_VERSION"), "4.")) /* apps had one page only */
    g_test_add_data_func ("/ways-in/mounted-page", "/second", test_mounted);
  g_test_add_func ("/ways-in/above-the-mount", test_above_the_mount);

  return g_test_run ();
}
