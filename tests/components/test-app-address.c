/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses that authors write from their app's own page, also of an app under a path of its server. */
#include "fake-app.h"
#include "sp-app-address.h"

#define CONFIG "{\"version\":\"6.31.0\",\"protocol\":\"sse_v3\",\"api_prefix\":\"/gradio_api\",\"components\":[],\"dependencies\":[]}"
#define INFO "{\"named_endpoints\":{},\"unnamed_endpoints\":{}}"

static void
check (GradioClient *client, const char *address, const char *server, const char *expected)
{
  g_autofree char *whole = sp_app_address_resolve (client, address);
  g_autofree char *wanted = g_strconcat (server, expected, NULL);

  g_assert_cmpstr (whole, ==, wanted);
}

static void
test_mounted (void)
{
  FakeApp                 *app = fake_app_new ();
  const char              *server = fake_app_get_uri (app);
  g_autofree char         *uri = g_strconcat (server, "/demo", NULL);
  g_autoptr (GradioClient) client = gradio_client_new (uri);
  g_autoptr (GError)       error = NULL;

  fake_app_answer (app, "/demo/config", 200, "application/json", CONFIG);
  fake_app_answer (app, "/demo/gradio_api/info", 200, "application/json", INFO);
  error = fake_app_connect (client);
  g_assert_no_error (error);

  check (client, "cat.png", server, "/demo/cat.png");
  check (client, "a/b.png", server, "/demo/a/b.png");
  check (client, "?page=2", server, "/demo/?page=2");
  check (client, "/cat.png", server, "/cat.png");
  check (client, "https://example.org/x", "", "https://example.org/x");
  gradio_client_close (client);
  fake_app_free (app);
}

/* An app on a socket has a port for browsers only, and only for what is its own. */
static void
test_web (void)
{
  GradioClient    *client = gradio_client_new ("http://reader.localhost");
  g_autofree char *plain = sp_app_address_dup_web (NULL, "http://reader.localhost/x");
  g_autofree char *no_socket = sp_app_address_dup_web (client, "http://reader.localhost/x");
  g_autofree char *own = NULL;
  g_autofree char *other = NULL;
  g_autofree char *closed = NULL;

  g_assert_cmpstr (plain, ==, "http://reader.localhost/x");
  g_assert_cmpstr (no_socket, ==, "http://reader.localhost/x");

  gradio_client_set_socket (client, "/nowhere/http.sock");
  own = sp_app_address_dup_web (client, "http://reader.localhost/x");
  other = sp_app_address_dup_web (client, "https://example.org/x");
  g_assert_true (g_str_has_prefix (own, "http://127.0.0.1:") && g_str_has_suffix (own, "/x"));
  g_assert_cmpstr (other, ==, "https://example.org/x");

  gradio_client_close (client);
  closed = sp_app_address_dup_web (client, "http://reader.localhost/x");
  g_assert_cmpstr (closed, ==, "http://reader.localhost/x");
  g_assert_finalize_object (client);
}

static void
test_no_app (void)
{
  g_autofree char *relative = sp_app_address_resolve (NULL, "cat.png");

  g_assert_null (relative);
  check (NULL, "https://example.org/x", "", "https://example.org/x");
}

static void
test_here (void)
{
  g_assert_true (sp_app_address_is_here ("http://127.0.0.1:7860"));
  g_assert_true (sp_app_address_is_here ("http://127.8.8.8"));
  g_assert_true (sp_app_address_is_here ("http://[::1]:7860/demo"));
  g_assert_true (sp_app_address_is_here ("LocalHost"));
  g_assert_false (sp_app_address_is_here ("http://127.0.0.1.example.org"));
  g_assert_false (sp_app_address_is_here ("http://localhost.example.org"));
  g_assert_false (sp_app_address_is_here ("https://example.org"));
  g_assert_false (sp_app_address_is_here ("acme/demo"));
  g_assert_false (sp_app_address_is_here (""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app-address/mounted", test_mounted);
  g_test_add_func ("/app-address/web", test_web);
  g_test_add_func ("/app-address/no-app", test_no_app);
  g_test_add_func ("/app-address/here", test_here);

  return g_test_run ();
}
