/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gradio-address.h"
#include "gradio-error.h"
#include "vectors.h"

#include <string.h>

static void
assert_space (const char *text,
              const char *space_id)
{
  g_autoptr (GError)        error = NULL;
  g_autoptr (GradioAddress) address = gradio_address_parse (text, &error);

  g_test_message ("%s", text);
  g_assert_no_error (error);
  g_assert_cmpint (address->kind, ==, GRADIO_ADDRESS_SPACE);
  g_assert_cmpstr (address->space_id, ==, space_id);
  g_assert_null (address->uri);
  g_assert_false (address->try_http);
}

static void
assert_uri (const char *text,
            const char *uri,
            gboolean    try_http)
{
  g_autoptr (GError)        error = NULL;
  g_autoptr (GradioAddress) address = gradio_address_parse (text, &error);

  g_test_message ("%s", text);
  g_assert_no_error (error);
  g_assert_cmpint (address->kind, ==, GRADIO_ADDRESS_URL);
  g_assert_cmpstr (address->uri, ==, uri);
  g_assert_null (address->space_id);
  g_assert_true (address->try_http == try_http);
}

static void
test_spaces (void)
{
  assert_space ("gradio/hello_world", "gradio/hello_world");
  assert_space ("  Org.Name/My.Space\n", "Org.Name/My.Space");
  assert_space ("\xe2\x80\x8b"
                "a/b\xc2\xa0",
                "a/b");
  assert_space ("spaces/owner/name", "owner/name");
  assert_space ("https://huggingface.co/spaces/owner/name", "owner/name");
  assert_space ("https://huggingface.co/spaces/owner/name/", "owner/name");
  assert_space ("https://huggingface.co/spaces/owner/name/tree/main?a=b#c", "owner/name");
  assert_space ("https://huggingface.co/spaces/owner/name?logs=container", "owner/name");
  assert_space ("HTTP://WWW.HuggingFace.co/spaces/owner/name", "owner/name");
  assert_space ("hf.co/spaces/owner/na.me_-x", "owner/na.me_-x");
}

static void
test_urls (void)
{
  assert_uri ("https://abidlabs-en2fr.hf.space/", "https://abidlabs-en2fr.hf.space", FALSE);
  assert_uri ("abidlabs-en2fr.hf.space", "https://abidlabs-en2fr.hf.space", FALSE);
  assert_uri ("abidlabs-en2fr.hf.space/page", "https://abidlabs-en2fr.hf.space/page", FALSE);
  assert_uri ("https://bec81a83-5b5c-471e.gradio.live", "https://bec81a83-5b5c-471e.gradio.live", FALSE);
  assert_uri ("https://example.com:8443/a/b?x=1#f", "https://example.com:8443/a/b", FALSE);
  assert_uri ("HTTP://Example.COM/A///", "http://example.com/A", FALSE);
  assert_uri ("https://example.com:443", "https://example.com", FALSE);
  assert_uri ("http://example.com:443", "http://example.com:443", FALSE);
  assert_uri ("https://example.com/a%20b/ä", "https://example.com/a%20b/%C3%A4", FALSE);
  assert_uri ("https://bücher.example/", "https://xn--bcher-kva.example", FALSE);
}

static void
test_guessed_schemes (void)
{
  assert_uri ("localhost:7860", "http://localhost:7860", FALSE);
  assert_uri ("LOCALHOST", "http://localhost", FALSE);
  assert_uri ("localhost/app", "http://localhost/app", FALSE);
  assert_uri ("app.localhost:1", "http://app.localhost:1", FALSE);
  assert_uri ("127.0.0.1:7860/", "http://127.0.0.1:7860", FALSE);
  assert_uri ("127.0.0.1/app", "http://127.0.0.1/app", FALSE);
  assert_uri ("0.0.0.0:7860", "http://0.0.0.0:7860", FALSE);
  assert_uri ("10.1.2.3:80", "http://10.1.2.3", FALSE);
  assert_uri ("172.31.0.1", "http://172.31.0.1", FALSE);
  assert_uri ("192.168.1.5:7860?x=1", "http://192.168.1.5:7860", FALSE);
  assert_uri ("169.254.1.1:7860", "http://169.254.1.1:7860", FALSE);
  assert_uri ("[::1]:7860", "http://[::1]:7860", FALSE);
  assert_uri ("::1", "http://[::1]", FALSE);
  assert_uri ("[fd00::1]:7860/x", "http://[fd00::1]:7860/x", FALSE);
  assert_uri ("[2001:db8::1]:7860", "https://[2001:db8::1]:7860", TRUE);
  assert_uri ("8.8.8.8:7860", "https://8.8.8.8:7860", TRUE);
  assert_uri ("172.32.0.1", "https://172.32.0.1", TRUE);
  assert_uri ("example.com", "https://example.com", TRUE);
  assert_uri ("example.com:8080/a/b/c/", "https://example.com:8080/a/b/c", TRUE);
  assert_uri ("nas:7860", "https://nas:7860", TRUE);
}

static void
test_refused (void)
{
  static const char *texts[] = {
    "",
    " \n",
    "word",
    "owner/",
    "/name",
    "a/b/c",
    "owner/na me",
    "../..",
    "./name",
    "a//b",
    "owner/näme",
    "ftp://example.com",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "JavaScript://x/%0aalert(1)",
    "data:text/html,x",
    "mailto:a@b.c",
    "about:blank",
    "ws://example.com",
    "http:",
    "http:/",
    "http://",
    "https:///x",
    "https:example.com",
    "https://:7860",
    "https://user:password@example.com",
    "http://user@localhost:7860",
    "user:password@example.com:7860",
    "https://a:b@huggingface.co/spaces/a/b",
    "https://example.com:99999",
    "https://example.com:x",
    "https://exa mple.com",
    "https://[::1",
    "https://[zz]",
    "https://example.com/%zz",
    "https://huggingface.co/owner/name",
    "huggingface.co/spaces",
    "hf.co/owner",
    "https://huggingface.co",
    "https://huggingface.co/spaces/a",
    "https://huggingface.co/spaces/../..",
    "https://example.com/\x01",
    "\xff\xfe",
    "https://\xff",
    "\x01\x02",
    "@",
    ":",
    "/",
    "?",
    "#",
    "//",
    ".",
    "..",
    "https://a%16b.example",
    "192%168.1.1:80",
    "https://a%2fb.example",
    "https://a%3ab.example",
    "https://a%40b.example",
    "https://ex\xe2\x80\xae"
    "ample.com",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError)        error = NULL;
    g_autoptr (GradioAddress) address = gradio_address_parse (texts[i], &error);

    g_test_message ("%u: %s", i, error != NULL ? error->message : address->uri);
    g_assert_null (address);
    g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS);
    g_assert_null (strstr (error->message, "password@"));
  }
}

static void
test_long (void)
{
  g_autofree char   *path = g_strnfill (1000 * 1000, 'a');
  g_autofree char   *text = g_strconcat ("https://example.com/", path, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (gradio_address_parse (text, &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS);
  g_assert_cmpuint (strlen (error->message), <, 500);
}

static void
test_vectors (void)
{
  g_autoptr (JsonNode) root = vectors_load ("addresses.json");
  JsonArray           *references = json_object_get_array_member (json_node_get_object (root), "references");
  JsonArray           *hosts = json_object_get_array_member (json_node_get_object (root), "hosts");

  g_assert_cmpuint (json_array_get_length (references), ==, 19);
  for (guint i = 0; i < json_array_get_length (references); i++) {
    JsonObject               *vector = json_array_get_object_element (references, i);
    const char               *reference = json_object_get_string_member (vector, "reference");
    g_autoptr (GradioAddress) address = gradio_address_parse (reference, NULL);

    g_test_message ("%s", reference);
    if (json_object_get_boolean_member (vector, "is_space_id"))
      g_assert_cmpstr (address->space_id, ==, reference);
    else if (address != NULL && address->kind == GRADIO_ADDRESS_SPACE)
      g_assert_true (g_str_has_prefix (reference, "https://huggingface.co/spaces/"));
  }

  for (guint i = 0; i < json_array_get_length (hosts); i++) {
    JsonObject      *vector = json_array_get_object_element (hosts, i);
    g_autofree char *host = gradio_address_guess_host (json_object_get_string_member (vector, "space"));

    g_assert_cmpstr (host, ==, json_object_get_string_member (vector, "guess"));
  }
}

static void
test_guess_host (void)
{
  g_autofree char *host = gradio_address_guess_host ("Owner/_My__App.x-");

  g_assert_cmpstr (host, ==, "https://owner-my-app-x.hf.space");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/address/spaces", test_spaces);
  g_test_add_func ("/address/urls", test_urls);
  g_test_add_func ("/address/guessed-schemes", test_guessed_schemes);
  g_test_add_func ("/address/refused", test_refused);
  g_test_add_func ("/address/long", test_long);
  g_test_add_func ("/address/vectors", test_vectors);
  g_test_add_func ("/address/guess-host", test_guess_host);

  return g_test_run ();
}
