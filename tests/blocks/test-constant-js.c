/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-constant-js.h"

static void
check (const char *source, const char *expected)
{
  g_autoptr (JsonArray) results = sp_constant_js_evaluate (source);
  g_autoptr (JsonNode)  node = NULL;
  g_autofree char      *text = NULL;

  if (results != NULL) {
    node = json_node_init_array (json_node_alloc (), results);
    text = gradio_json_write (node);
  }
  g_assert_cmpstr (text, ==, expected);
}

static void
test_constants (void)
{
  check ("() => [null, null, 0, null]", "[null,null,0,null]");
  check (" ()=>[{\"a\": 1}];", "[{\"a\":1}]");
  check ("() => \"text\"", "[\"text\"]");
  check ("() => []", "[]");
}

static void
test_others (void)
{
  check ("(a) => [a]", NULL);
  check ("() => { alert(1) }", NULL);
  check ("() => {}", NULL);
  check (" ()=>{\"a\": 1};", NULL);
  check ("() => [Date.now()]", NULL);
  check ("async () => 1", NULL);
  check ("()", NULL);
  check ("", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/constant-js/constants", test_constants);
  g_test_add_func ("/constant-js/others", test_others);

  return g_test_run ();
}
