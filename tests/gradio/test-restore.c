/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client that knows what was known the last time, before its server answers. */
#include "fake-app.h"

#include <string.h>

#define CONFIG                                                                                              \
  "{'version':'6.31.0','protocol':'sse_v3','api_prefix':'/gradio_api','title':'@title','app_id':@id,"       \
  "'root':'@root','connect_heartbeat':true,'components':[{'id':1,'type':'textbox','props':{'label':'x'}}]," \
  "'layout':{'id':0,'children':[{'id':1}]},'dependencies':[]}"

static void
answer (FakeApp *app, const char *title, const char *id, const char *root)
{
  g_autoptr (GString) config = g_string_new (CONFIG);

  g_string_replace (config, "'", "\"", 0);
  g_string_replace (config, "@title", title, 0);
  g_string_replace (config, "@id", id, 0);
  g_string_replace (config, "@root", root, 0);
  fake_app_answer (app, "/config", 200, "application/json", config->str);
}

static GBytes *
take_snapshot (FakeApp *app)
{
  g_autoptr (GradioClient) client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)       error = fake_app_connect (client);

  g_assert_no_error (error);
  g_assert_true (gradio_client_is_connected (client));
  g_assert_false (gradio_client_is_confirmed (client));

  return gradio_client_dup_snapshot (client);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static GError *
restore (GradioClient *client, GBytes *snapshot)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError                  *error = NULL;
  gboolean                 restored;

  gradio_client_restore_async (client, snapshot, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  restored = gradio_client_restore_finish (client, result, &error);
  g_assert_true (restored == (error == NULL));

  return error;
}

static GradioClient *
new_restored (FakeApp *app, GBytes *snapshot)
{
  GradioClient      *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError) error = restore (client, snapshot);

  g_assert_no_error (error);
  g_assert_false (gradio_client_is_connected (client));

  return client;
}

static void
test_same (void)
{
  g_autoptr (FakeApp)       app = fake_app_new ();
  g_autoptr (GBytes)        snapshot = NULL;
  g_autoptr (GradioSession) session = NULL;
  g_autoptr (GAsyncResult)  result = NULL;
  g_autoptr (GBytes)        body = NULL;
  g_autoptr (GError)        error = NULL;
  GradioClient             *client = NULL;
  JsonObject               *config = NULL;

  answer (app, "Kept", "1", "http://a");
  snapshot = take_snapshot (app);
  g_assert_nonnull (snapshot);
  answer (app, "Kept", "2", "http://b"); /* it was started anew */
  client = new_restored (app, snapshot);
  g_assert_cmpuint (fake_app_count_requests (app, "/config"), ==, 1);
  g_assert_cmpstr (gradio_client_get_title (client), ==, "Kept");
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, fake_app_get_uri (app));
  g_assert_cmpstr (gradio_client_get_app_id (client), ==, "1");
  g_assert_null (gradio_client_dup_snapshot (client));
  config = gradio_client_get_config (client);

  /* What is asked for meanwhile waits. */
  fake_app_answer (app, "/theme.css", 200, "text/css", "theme");
  gradio_client_fetch_async (client, "/theme.css", 100, NULL, result_cb, &result);
  session = gradio_client_new_session (client);
  g_clear_object (&session);
  session = gradio_client_new_session (client);
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_cmpuint (fake_app_count_requests (app, "/theme.css"), ==, 0);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  body = gradio_client_fetch_finish (client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "theme", 5);

  g_assert_true (gradio_client_is_connected (client));
  g_assert_true (gradio_client_is_confirmed (client));
  g_assert_true (gradio_client_get_config (client) == config); /* nothing was read again */
  g_assert_cmpstr (gradio_client_get_app_id (client), ==, "2");
  g_assert_nonnull (gradio_client_dup_snapshot (client));
  g_clear_object (&session);
  g_clear_object (&result);
  g_assert_finalize_object (client);
}

static void
test_changed (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  g_autoptr (GBytes)  snapshot = NULL;
  g_autoptr (GError)  error = NULL;
  GradioClient       *client = NULL;

  answer (app, "Before", "1", "http://a");
  snapshot = take_snapshot (app);
  client = new_restored (app, snapshot);
  g_assert_nonnull (gradio_client_get_config (client));
  answer (app, "After", "1", "http://a");
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_true (gradio_client_is_connected (client));
  g_assert_false (gradio_client_is_confirmed (client));
  g_assert_cmpstr (gradio_client_get_title (client), ==, "After");
  g_assert_cmpstr (gradio_json_get_string (gradio_client_get_config (client), "title", NULL), ==, "After");
  g_assert_finalize_object (client);
}

/* What is in /info counts too, and what stands in one of them only. */
static void
test_info (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  g_autoptr (GBytes)  snapshot = take_snapshot (app);
  g_autoptr (GError)  error = NULL;
  GradioClient       *client = new_restored (app, snapshot);

  g_assert_cmpuint (g_list_model_get_n_items (gradio_client_get_endpoints (client)), ==, 3);
  fake_app_answer (app, "/gradio_api/info", 200, "application/json", "{\"named_endpoints\":{}}");
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_false (gradio_client_is_confirmed (client));
  g_assert_finalize_object (client);
}

static void
test_dead (void)
{
  g_autoptr (FakeApp)      app = fake_app_new ();
  g_autoptr (GBytes)       snapshot = take_snapshot (app);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes)       body = NULL;
  g_autoptr (GError)       error = NULL;
  g_autofree char         *uri = g_strdup (fake_app_get_uri (app));
  GradioClient            *client = new_restored (app, snapshot);

  gradio_client_fetch_async (client, "/theme.css", 100, NULL, result_cb, &result);
  fake_app_stop (app);
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE);
  g_assert_false (gradio_client_is_connected (client));
  g_assert_nonnull (gradio_client_get_config (client));
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, uri);
  g_assert_null (result);

  gradio_client_close (client);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_error (&error);
  body = gradio_client_fetch_finish (client, result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (body);
  g_clear_object (&result);
  g_assert_finalize_object (client);
}

static void
test_late (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  g_autoptr (GBytes)  snapshot = take_snapshot (app);
  GradioClient       *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)  error = fake_app_connect (client);

  g_assert_no_error (error);
  error = restore (client, snapshot);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_true (gradio_client_is_connected (client));
  g_assert_finalize_object (client);
}

/* What somebody sees who logged in is not for whoever opens the address next. */
static void
test_personal (void)
{
  g_autoptr (FakeApp)      app = fake_app_new ();
  g_autoptr (GradioClient) user = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GradioClient) token = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)       error = NULL;

  gradio_client_set_token (token, "hf_abc");
  error = fake_app_connect (token);
  g_assert_no_error (error);
  g_assert_null (gradio_client_dup_snapshot (token));

  fake_app_set_login (app, "ann", "secret");
  gradio_client_set_login (user, "ann", "secret");
  error = fake_app_connect (user);
  g_assert_no_error (error);
  g_assert_null (gradio_client_dup_snapshot (user));
}

/* Nothing that stands in a file brings the program down. */
static void
test_damaged (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  g_autoptr (GBytes)  snapshot = take_snapshot (app);
  gsize               length = 0;
  const char         *data = g_bytes_get_data (snapshot, &length);
  guint               n_refused = 0;

  for (gsize i = 0; i < length; i += 7) {
    g_autoptr (GradioClient) cut_client = gradio_client_new (fake_app_get_uri (app));
    g_autoptr (GradioClient) client = gradio_client_new (fake_app_get_uri (app));
    g_autoptr (GBytes)       cut = g_bytes_new (data, i);
    g_autofree char         *copy = g_memdup2 (data, length);
    g_autoptr (GBytes)       changed = NULL;
    g_autoptr (GError)       error = restore (cut_client, cut);
    g_autoptr (GError)       other_error = NULL;

    g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
    g_assert_null (gradio_client_get_base_uri (cut_client));
    copy[i] ^= 0x81;
    changed = g_bytes_new (copy, length);
    other_error = restore (client, changed);
    n_refused += other_error != NULL;
  }
  g_assert_cmpuint (n_refused, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/restore/same", test_same);
  g_test_add_func ("/restore/changed", test_changed);
  g_test_add_func ("/restore/info", test_info);
  g_test_add_func ("/restore/dead", test_dead);
  g_test_add_func ("/restore/late", test_late);
  g_test_add_func ("/restore/personal", test_personal);
  g_test_add_func ("/restore/damaged", test_damaged);

  return g_test_run ();
}
