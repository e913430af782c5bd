/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-run.h"

#define PATIENCE 20 /* seconds that any of this may take */

FaultRun *
fault_run_new (FaultServer *server)
{
  FaultRun *self = g_new0 (FaultRun, 1);

  self->server = server;
  self->client = gradio_client_new (fault_server_get_uri (server));
  gradio_connection_set_time_scale (gradio_client_get_connection (self->client), FAULT_RUN_SCALE);

  return self;
}

FaultRun *
fault_run_new_connected (FaultServer *server)
{
  FaultRun *self = fault_run_new (server);

  fault_run_connect (self);
  fault_run_wait (self);
  g_assert_no_error (self->error);
  self->done = FALSE;

  return self;
}

static guint
count_references (gpointer object)
{
  return (guint) g_atomic_int_get ((int *) &((GObject *) object)->ref_count);
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Cancelled requests answer from the main loop. */
static void
wait_for_last (gpointer object)
{
  gint64 end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;
  guint  id = g_timeout_add (2, tick_cb, NULL);

  while (count_references (object) > 1 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

void
fault_run_forget (FaultRun *self)
{
  if (self->job != NULL) {
    wait_for_last (self->job);
    g_assert_finalize_object (g_steal_pointer (&self->job));
  }
  g_clear_pointer (&self->returns, json_array_unref);
  g_clear_error (&self->error);
  self->done = FALSE;
}

void
fault_run_free (FaultRun *self)
{
  g_autoptr (GradioConnection) connection = g_object_ref (gradio_client_get_connection (self->client));

  gradio_client_close (self->client);
  fault_run_forget (self);
  wait_for_last (self->client);
  g_assert_finalize_object (g_steal_pointer (&self->client));
  wait_for_last (connection); /* sessions, streams and timers hold it */
  g_assert_finalize_object (g_steal_pointer (&connection));
  g_free (self);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  FaultRun *self = user_data;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &self->error);
  self->done = TRUE;
}

void
fault_run_connect (FaultRun *self)
{
  gradio_client_connect_async (self->client, NULL, connected_cb, self);
}

static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  FaultRun *self = user_data;

  self->returns = gradio_job_wait_finish (GRADIO_JOB (source), result, &self->error);
  self->done = TRUE;
}

void
fault_run_follow (FaultRun  *self,
                  GradioJob *job)
{
  self->job = job;
  gradio_job_wait_async (job, NULL, waited_cb, self);
}

static GradioEndpoint *
find_endpoint (FaultRun   *self,
               const char *name)
{
  GradioEndpoint *endpoint = gradio_client_find_endpoint (self->client, name, NULL);

  g_assert_nonnull (endpoint);

  return endpoint;
}

void
fault_run_submit (FaultRun   *self,
                  const char *endpoint)
{
  GradioEndpoint       *found = find_endpoint (self, endpoint);
  g_autoptr (JsonArray) values = gradio_endpoint_build_data (found, NULL, NULL, NULL);

  fault_run_follow (self, gradio_client_submit (self->client, found, values));
}

void
fault_run_submit_shared (FaultRun   *self,
                         const char *endpoint)
{
  GradioEndpoint       *found = find_endpoint (self, endpoint);
  g_autoptr (JsonArray) values = gradio_endpoint_build_data (found, NULL, NULL, NULL);

  fault_run_follow (self, gradio_client_submit_shared (self->client, found, values));
}

void
fault_run_wait (FaultRun *self)
{
  fault_server_wait (&self->done, PATIENCE);
}

void
fault_run_assert_text (FaultRun   *self,
                       const char *text)
{
  g_assert_no_error (self->error);
  g_assert_cmpint (gradio_job_get_state (self->job), ==, GRADIO_JOB_COMPLETE);
  g_assert_cmpstr (json_array_get_string_element (self->returns, 0), ==, text);
}

void
fault_run_assert_failed (FaultRun   *self,
                         GradioError code)
{
  g_assert_error (self->error, GRADIO_ERROR, (int) code);
  g_assert_cmpstr (self->error->message, !=, "");
  if (self->job != NULL)
    g_assert_cmpint (gradio_job_get_state (self->job), ==, GRADIO_JOB_FAILED);
}
