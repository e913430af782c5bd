/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-fixture.h"

#include <stdio.h>

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Live              *live = user_data;
  g_autoptr (GError) error = NULL;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &error);
  g_assert_no_error (error);
  live->done = TRUE;
}

void
live_set_up (Live         *live,
             gconstpointer data)
{
  live->client = fake_app_new_live_client ();
  live->seen = g_string_new (NULL);
  gradio_client_connect_async (live->client, NULL, connected_cb, live);
  fake_app_wait (&live->done);
}

void
live_tear_down (Live         *live,
                gconstpointer data)
{
  gradio_client_close (live->client);
  g_assert_finalize_object (live->client);
  g_string_free (live->seen, TRUE);
}

gboolean
live_has_version (guint major,
                  guint minor)
{
  guint server_major = 0;
  guint server_minor = 0;

  g_assert_cmpint (sscanf (g_getenv ("GRADIO_TEST_VERSION"), "%u.%u", &server_major, &server_minor), ==, 2);

  return server_major > major || (server_major == major && server_minor >= minor);
}

static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Live                 *live = user_data;
  g_autoptr (JsonArray) returns = gradio_job_wait_finish (GRADIO_JOB (source), result, NULL);

  if (--live->pending == 0)
    live->done = TRUE;
}

GradioEndpoint *
live_find (Live       *live,
           const char *endpoint)
{
  g_autoptr (GError) error = NULL;
  GradioEndpoint    *found = gradio_client_find_endpoint (live->client, endpoint, &error);

  g_assert_no_error (error);

  return found;
}

JsonArray *
live_build (GradioEndpoint *endpoint,
            const char     *arguments)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = gradio_json_parse (arguments, -1, NULL);
  JsonArray           *values = NULL;

  g_assert_nonnull (node);
  values = gradio_endpoint_build_data (endpoint, json_node_get_array (node), NULL, &error);
  g_assert_no_error (error);

  return values;
}

void
live_watch (Live      *live,
            GradioJob *job)
{
  live->pending++;
  live->done = FALSE;
  gradio_job_wait_async (job, NULL, waited_cb, live);
}

GradioJob *
live_submit (Live       *live,
             const char *endpoint,
             const char *arguments)
{
  GradioEndpoint       *found = live_find (live, endpoint);
  g_autoptr (JsonArray) values = live_build (found, arguments);
  GradioJob            *job = gradio_client_submit (live->client, found, values);

  live_watch (live, job);

  return job;
}

char *
live_dup_json (JsonArray *values)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), values);

  return gradio_json_write (node);
}

void
live_assert_returns (GradioJob  *job,
                     const char *json)
{
  g_autoptr (JsonArray) returns = gradio_job_dup_returns (job);
  g_autofree char      *text = NULL;

  g_assert_no_error (gradio_job_get_error (job));
  g_assert_nonnull (returns);
  text = live_dup_json (returns);
  g_assert_cmpstr (text, ==, json);
}
