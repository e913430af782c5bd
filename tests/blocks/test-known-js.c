/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-known-js.h"

/* As Gradio writes them: since 5, since 4.19, before. */
#define LOGIN                                                                                                                       \
  "\n(buttonValue) => {\n"                                                                                                          \
  "    uri = buttonValue === \"Sign in with \\\"HF\\\" \\u00fc\" ? '/login/huggingface?_target_url=/' : '/logout?_target_url=/';\n" \
  "    window.parent?.postMessage({ type: \"SET_SCROLLING\", enabled: true }, \"*\");\n"                                            \
  "    setTimeout(() => {\n        window.location.assign(uri + window.location.search);\n    }, 500);\n}\n"
#define LOGIN_4_19                                                                                       \
  "\n(buttonValue) => {\n    if (buttonValue === \"Sign in\") {\n"                                       \
  "        url = '/login/huggingface' + window.location.search;\n        window.location.assign(url);\n" \
  "    } else {\n        url = '/logout' + window.location.search\n        window.location.assign(url);\n    }\n}\n"
#define LOGIN_4_12                                                          \
  "\n(buttonValue) => {\n    if (!buttonValue.includes(\"Signed in\")) {\n" \
  "            window.location.assign('/login/huggingface');\n    }\n}\n"

static void
check_word (const char *source, const char *button, const char *expected)
{
  g_autoptr (SpKnownJs) known = sp_known_js_new (source);
  g_autoptr (JsonArray) data = json_array_new ();

  if (button != NULL)
    json_array_add_string_element (data, button);
  g_assert_nonnull (known);
  g_assert_null (sp_known_js_get_results (known));
  g_assert_null (sp_known_js_get_uri (known));
  g_assert_cmpstr (sp_known_js_get_word (known, data), ==, expected);
}

static void
test_login (void)
{
  check_word (LOGIN, "Sign in with \"HF\" ü", "log-in");
  check_word (LOGIN, "Logout (ann)", "log-out");
  check_word (LOGIN, NULL, "log-out");
  check_word (LOGIN_4_19, "Sign in", "log-in");
  check_word (LOGIN_4_19, "Logout (ann)", "log-out");
  check_word (LOGIN_4_12, "Sign in", "log-in");
  check_word (LOGIN_4_12, "Signed in as ann", NULL);
}

static void
test_deep_link (void)
{
  check_word ("() => { fetch(`gradio_api/deep_link?session_hash=${h}`); return \"Copied\"; }", NULL, "deep-link");
}

static void
test_uri (void)
{
  g_autoptr (SpKnownJs) known = sp_known_js_new ("() => { window.open(`https://huggingface.co/spaces/a/b?duplicate=true`, '_blank') }");

  g_assert_nonnull (known);
  g_assert_cmpstr (sp_known_js_get_uri (known), ==, "https://huggingface.co/spaces/a/b?duplicate=true");
  g_assert_null (sp_known_js_get_word (known, NULL));
}

static void
test_constant (void)
{
  g_autoptr (SpKnownJs) known = sp_known_js_new ("() => [null, 1]");

  g_assert_nonnull (known);
  g_assert_cmpuint (json_array_get_length (sp_known_js_get_results (known)), ==, 2);
}

/* What an author wrote is his own, also where it names the same addresses. */
static void
test_others (void)
{
  static const char *const sources[] = {
    "(x) => { window.location.assign('/login/huggingface') }",
    "(x) => x + ' see /login/huggingface or /logout'",
    "() => { window.location = '/logout' }",
    "() => window.open(`https://example.org/${x}`)",
    "(x) => [x]",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_assert_null (sp_known_js_new (sources[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/known-js/login", test_login);
  g_test_add_func ("/known-js/deep-link", test_deep_link);
  g_test_add_func ("/known-js/uri", test_uri);
  g_test_add_func ("/known-js/constant", test_constant);
  g_test_add_func ("/known-js/others", test_others);

  return g_test_run ();
}
