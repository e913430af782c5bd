/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-script.h"

#define SHORT_TIME 200 /* ms of computing, not of a clock */

/* What a call came to. */
typedef struct {
  JsonNode *value;
  GError   *error;
  gboolean  is_done;
} Outcome;

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->value = sp_script_call_finish (SP_SCRIPT (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static void
start (SpScript *script, const char *source, const char *arguments, Outcome *outcome)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = gradio_json_parse (arguments, -1, &error);

  g_assert_no_error (error);
  *outcome = (Outcome){ NULL, NULL, FALSE };
  sp_script_call_async (script, source, json_node_get_array (node), NULL, called_cb, outcome);
}

static void
wait_for (Outcome *outcome)
{
  while (!outcome->is_done)
    g_main_context_iteration (NULL, TRUE);
}

/* expected: JSON, or NULL for a script that returns nothing */
static void
check (SpScript *script, const char *source, const char *arguments, const char *expected)
{
  Outcome          outcome;
  g_autofree char *text = NULL;

  start (script, source, arguments, &outcome);
  wait_for (&outcome);
  g_test_message ("%s", source);
  g_assert_no_error (outcome.error);
  if (outcome.value != NULL)
    text = gradio_json_write (outcome.value);
  g_assert_cmpstr (text, ==, expected);
  g_clear_pointer (&outcome.value, json_node_unref);
}

static void
check_error (SpScript *script, const char *source, SpScriptError code, const char *words)
{
  Outcome outcome;

  start (script, source, "[\"one\"]", &outcome);
  wait_for (&outcome);
  g_test_message ("%s", source);
  g_assert_null (outcome.value);
  g_assert_error (outcome.error, SP_SCRIPT_ERROR, (int) code);
  if (words != NULL)
    g_assert_nonnull (strstr (outcome.error->message, words));
  g_clear_error (&outcome.error);
}

static void
test_functions (void)
{
  g_autoptr (SpScript) script = sp_script_new ();

  check (script, "() => [null, null]", "[]", "[null,null]");
  check (script, "(x) => x + 1", "[1]", "2");
  check (script, "(a, b) => [b, a]", "[\"left\",{\"k\":[1.5,true]}]", "[{\"k\":[1.5,true]},\"left\"]");
  check (script, "(x, y) => [x.trim(), y.toUpperCase()];", "[\" a \",\"b\"]", "[\"a\",\"B\"]");
  check (script, "\n  x => x.split('').reverse().join('') // turned\n", "[\"abc\"]", "\"cba\"");
  check (script, "function (x) { return {value: x, visible: false} }", "[3]", "{\"value\":3,\"visible\":false}");
  check (script, "function named(x) { return [...arguments].length }", "[1,2,3]", "3");
  check (script, "async (x) => x * 2", "[4]", "8");
  check (script, "async (x) => { const y = await Promise.resolve(x); return [y, await (async () => 1)()] }", "[5]", "[5,1]");
  check (script, "(x) => new Promise((done) => setTimeout(() => done(x), 1))", "[6]", "6");
  check (script, "(s, v) => `${s} ${v} ${Array.from({length: 3}, (_, i) => i).join('')}`", "[\"cat\",\"sleeps\"]", "\"cat sleeps 012\"");
  check (script, "(x) => { }", "[1]", NULL);
  check (script, "() => ''", "[]", "\"\"");
  check (script, "() => null", "[]", "null");
  check (script, "() => [undefined, NaN, () => 1, 10n]", "[]", "[null,null,null,10]");
}

static void
test_bodies (void)
{
  g_autoptr (SpScript) script = sp_script_new ();

  check (script, "return 'body ' + arguments[0]", "[\"left\"]", "\"body left\"");
  check (script, "const x = await Promise.resolve(arguments[1]); return [x]", "[1,2]", "[2]");
  check (script, "const x = 1;", "[]", NULL);
  check (script, "1 + 1", "[]", NULL);
  check (script, "[1, 2]", "[]", NULL);
  check (script, "", "[]", NULL);
}

/* Texts, digits and depth arrive as they were sent. */
static void
test_values (void)
{
  g_autoptr (SpScript) script = sp_script_new ();

  check (script, "(...a) => a", "[\"ü\\u0001\\\"\\\\\u2028😀\",-0.25,0,false,null,[],{}]", "[\"ü\\u0001\\\"\\\\\u2028😀\",-0.25,0,false,null,[],{}]");
  check (script, "() => '\\ud800'", "[]", "\"\uFFFD\"");
  check (script, "(a, b, c) => [b, {c}, a]", "[1152921504606846977,-9223372036854775807,9007199254740992]",
         "[-9223372036854775807,{\"c\":9007199254740992},1152921504606846977]");
  check (script, "(a) => a + 1", "[41]", "42");
}

/* Two whole numbers that a script cannot tell apart are not mistaken for each other. */
static void
test_alike (void)
{
  g_autoptr (SpScript) script = sp_script_new ();

  check (script, "(a, b) => b", "[1152921504606846977,1152921504606846978]", "1152921504606847000");
}

static void
test_shared (void)
{
  g_autoptr (SpScript) script = sp_script_new ();
  g_autoptr (SpScript) other = sp_script_new ();

  check (script, "() => { window.seedLoaded = 7; globalThis.more = [1] }", "[]", NULL);
  check (script, "() => [seedLoaded, window.more, window.missing ?? null, typeof document]", "[]", "[7,[1],null,\"undefined\"]");
  check (other, "() => typeof seedLoaded", "[]", "\"undefined\"");
}

static void
told_cb (SpScript *script, const char *text, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (text));
}

static void
test_stubs (void)
{
  g_autoptr (SpScript)  script = sp_script_new ();
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) uris = g_ptr_array_new_with_free_func (g_free);

  g_object_set (script, "location", "http://localhost:7860/app/?a=b#part", NULL);
  g_signal_connect (script, "alert", G_CALLBACK (told_cb), alerts);
  g_signal_connect (script, "open-uri", G_CALLBACK (told_cb), uris);

  check (script, "(t) => { alert('Text: ' + t); console.log(t, {a: 1}); return []; }", "[\"Sample\"]", "[]");
  g_assert_cmpuint (alerts->len, ==, 1);
  g_assert_cmpstr (alerts->pdata[0], ==, "Text: Sample");

  check (script, "() => { window.open('https://example.org/help', '_blank') }", "[]", NULL);
  check (script, "() => { window.location.href = '/login/huggingface'; open('https://example.org/2') }", "[]", NULL);
  check (script, "() => { open('javascript:alert(1)') }", "[]", NULL);
  check (script, "() => { open('file:///etc/passwd') }", "[]", NULL);
  g_assert_cmpuint (uris->len, ==, 2);
  g_assert_cmpstr (uris->pdata[0], ==, "https://example.org/help");
  g_assert_cmpstr (uris->pdata[1], ==, "http://localhost:7860/login/huggingface");

  check (script, "() => [window.location.href, location.search, location.port, location.pathname, location.hash, location.origin, `${location}`.length]", "[]",
         "[\"http://localhost:7860/app/?a=b#part\",\"?a=b\",\"7860\",\"/app/\",\"#part\",\"http://localhost:7860\",35]");
  check (script, "() => typeof localStorage + typeof fetch + typeof require", "[]", "\"undefinedundefinedundefined\"");
}

static void
test_errors (void)
{
  g_autoptr (SpScript) script = sp_script_new ();

  check_error (script, "() => document.title", SP_SCRIPT_ERROR_NEEDS_PAGE, "document");
  check_error (script, "() => window.document.title", SP_SCRIPT_ERROR_NEEDS_PAGE, "document");
  check_error (script, "async () => await fetch('/')", SP_SCRIPT_ERROR_NEEDS_PAGE, "fetch");
  check_error (script, "(x) => navigator.clipboard.writeText(x)", SP_SCRIPT_ERROR_NEEDS_PAGE, "navigator");
  check_error (script, "() => new Audio('x').play()", SP_SCRIPT_ERROR_NEEDS_PAGE, "Audio");
  check_error (script, "() => { throw new Error('No luck') }", SP_SCRIPT_ERROR_FAILED, "No luck");
  check_error (script, "() => Promise.reject('No')", SP_SCRIPT_ERROR_FAILED, "No");
  check_error (script, "(x) => x.missing.more", SP_SCRIPT_ERROR_FAILED, NULL);
  check_error (script, "(((", SP_SCRIPT_ERROR_FAILED, NULL);
  check_error (script, "() => { const a = []; a.push(a); return a }", SP_SCRIPT_ERROR_FAILED, NULL);
  check_error (script, "() => new Promise(() => {})", SP_SCRIPT_ERROR_FAILED, NULL);
  check_error (script, "() => { throw { get message() { throw 1 }, toString() { throw 2 } } }", SP_SCRIPT_ERROR_FAILED, NULL);
  check (script, "() => 1", "[]", "1");
}

/* Nothing stops what it waits for, and afterwards scripts run as before. */
static void
test_endless (void)
{
  g_autoptr (SpScript) script = g_object_new (SP_TYPE_SCRIPT, "time-limit", SHORT_TIME, NULL);
  static const char   *sources[] = {
      "() => { while (true); }",
      "() => /^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')",
      "async () => { while (true) await 1; }",
      "() => { Promise.resolve().then(() => { while (true); }); return 1; }",
      "() => new Promise((done) => setTimeout(done, 100000))",
      "() => { setTimeout(function again() { setTimeout(again, 0) }, 0); return new Promise(() => {}) }",
      "() => { while (true) console.log('more') }",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    check_error (script, sources[i], SP_SCRIPT_ERROR_TIMEOUT, NULL);
    check (script, "() => 'fine'", "[]", "\"fine\"");
  }
}

static gboolean
tick_cb (gpointer user_data)
{
  guint *n_ticks = user_data;

  (*n_ticks)++;

  return G_SOURCE_CONTINUE;
}

/* The window goes on meanwhile. */
static void
test_background (void)
{
  g_autoptr (SpScript) script = g_object_new (SP_TYPE_SCRIPT, "time-limit", SHORT_TIME, NULL);
  Outcome              outcome;
  guint                n_ticks = 0;
  guint                tick_id = g_timeout_add (10, tick_cb, &n_ticks);

  start (script, "() => { while (true); }", "[]", &outcome);
  wait_for (&outcome);
  g_assert_error (outcome.error, SP_SCRIPT_ERROR, SP_SCRIPT_ERROR_TIMEOUT);
  g_assert_cmpuint (n_ticks, >=, 10);
  g_source_remove (tick_id);
  g_clear_error (&outcome.error);
}

static void
test_memory (void)
{
  g_autoptr (SpScript) script = sp_script_new ();
  Outcome              outcome;
  static const char   *sources[] = {
      "() => { const a = []; while (true) a.push(new Uint8Array(1 << 24).fill(1)); }",
      "() => new Uint8Array(2 ** 32 - 1).fill(1).length",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    start (script, sources[i], "[]", &outcome);
    wait_for (&outcome);
    g_assert_null (outcome.value);
    g_assert_true (outcome.error != NULL && outcome.error->domain == SP_SCRIPT_ERROR); /* one limit or the other */
    g_clear_error (&outcome.error);
    check (script, "() => 'fine'", "[]", "\"fine\"");
  }
  check_error (script, "() => { let s = 'x'; while (true) s += s; }", SP_SCRIPT_ERROR_FAILED, NULL);
  check_error (script, "() => 'x'.repeat(70 << 20)", SP_SCRIPT_ERROR_FAILED, "too large");
}

static void
test_prototypes (void)
{
  g_autoptr (SpScript) script = sp_script_new ();

  check (script, "() => { JSON.stringify = JSON.parse = Reflect.apply = undefined; Array.prototype.push = () => { throw 1 };"
                 " Promise.prototype.then = undefined; delete globalThis.window; return 1 }",
         "[]", "1");
  check (script, "(x) => [x]", "[2]", "[2]");
  check (script, "() => { Object.defineProperty(Object.prototype, 'log', { set() { }, get() { return -1e9 } }); console.log('x') }", "[]", NULL);
  check (script, "(x) => x.constructor.constructor('return typeof document')()", "[\"s\"]", "\"undefined\"");
  check (script, "() => ({ then: undefined, toJSON() { return 'own' } })", "[]", "\"own\"");
  check (script, "() => ({ get __proto__() { return 1 } })", "[]", "{\"__proto__\":1}");
}

/* What a script says is what it said, whatever it made of texts and objects. */
static void
test_own_texts (void)
{
  g_autoptr (SpScript)  script = sp_script_new ();
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (script, "alert", G_CALLBACK (told_cb), told);
  g_signal_connect (script, "open-uri", G_CALLBACK (told_cb), told);
  check (script, "() => { Object.prototype.toJSON = String.prototype.toJSON = () => ({ open: 'https://example.org/', alert: 'more', result: 1 });"
                 " String.prototype.slice = () => ({}); for (let i = 0; i < 5; i++) console.log('x'); return 'fine' }",
         "[]", "\"fine\"");
  check_error (script, "() => { throw new Error('No luck') }", SP_SCRIPT_ERROR_FAILED, "No luck");
  check (script, "() => 2", "[]", "2");
  g_assert_cmpuint (told->len, ==, 0);

  check (script, "() => { for (let i = 0; i < 1000; i++) { alert(i); console.log(i); open('https://example.org/' + i) } return 3 }", "[]", "3");
  g_assert_cmpuint (told->len, ==, 11);
}

/* Calls of an app wait for each other and keep their order; one that is not wanted any more is none. */
static void
test_order (void)
{
  g_autoptr (SpScript)     script = sp_script_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (JsonArray)    nothing = json_array_new ();
  Outcome                  outcomes[4] = { 0 };

  start (script, "() => { globalThis.n = 1; while (n < 1e5) n++; n = 1 }", "[]", &outcomes[0]);
  start (script, "() => ++n", "[]", &outcomes[1]);
  sp_script_call_async (script, "() => ++n", nothing, cancellable, called_cb, &outcomes[2]);
  start (script, "() => ++n", "[]", &outcomes[3]);
  g_cancellable_cancel (cancellable);
  wait_for (&outcomes[3]);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    g_assert_true (outcomes[i].is_done);
  g_assert_cmpint (json_node_get_int (outcomes[1].value), ==, 2);
  g_assert_error (outcomes[2].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (json_node_get_int (outcomes[3].value), ==, 3);
  json_node_unref (outcomes[1].value);
  g_error_free (outcomes[2].error);
  json_node_unref (outcomes[3].value);
}

/* Calls the next one as soon as one has ended. */
static void
call_next_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JsonArray) nothing = json_array_new ();
  g_autoptr (JsonNode)  value = sp_script_call_finish (SP_SCRIPT (source), result, NULL);

  g_assert_cmpint (json_node_get_int (value), ==, 1);
  sp_script_call_async (SP_SCRIPT (source), "() => ++n", nothing, NULL, called_cb, user_data);
}

/* A script that follows another one is called from where that has ended; others may wait meanwhile. */
static void
test_chain (void)
{
  g_autoptr (SpScript)  script = sp_script_new ();
  g_autoptr (JsonArray) nothing = json_array_new ();
  Outcome               last = { 0 };
  Outcome               waiting = { 0 };

  sp_script_call_async (script, "() => globalThis.n = 1", nothing, NULL, call_next_cb, &last);
  wait_for (&last);
  g_assert_no_error (last.error);
  g_assert_cmpint (json_node_get_int (last.value), ==, 2);
  g_clear_pointer (&last.value, json_node_unref);

  last.is_done = FALSE;
  sp_script_call_async (script, "() => globalThis.n = 1", nothing, NULL, call_next_cb, &last);
  start (script, "() => n += 10", "[]", &waiting);
  wait_for (&last);
  g_assert_true (waiting.is_done);
  g_assert_no_error (waiting.error);
  g_assert_no_error (last.error);
  g_assert_cmpint (json_node_get_int (waiting.value), ==, 11);
  g_assert_cmpint (json_node_get_int (last.value), ==, 12);
  json_node_unref (waiting.value);
  json_node_unref (last.value);
}

/* Values of some megabytes, as files in the page are. */
static void
test_large (void)
{
  g_autoptr (SpScript) script = sp_script_new ();
  g_autofree char     *text = g_strnfill (8 << 20, 'x');
  g_autofree char     *values = g_strdup_printf ("[\"%s\"]", text);

  check (script, "(x) => [x]", values, values);
}

static void
test_absent (void)
{
  g_autofree char     *folder = g_strdup (g_getenv ("SPACEPORT_SCRIPT_DIR"));
  g_autoptr (SpScript) script = sp_script_new ();
  Outcome              outcome;

  g_setenv ("SPACEPORT_SCRIPT_DIR", "/nonexistent", TRUE);
  g_assert_false (sp_script_is_available ());
  start (script, "() => 1", "[]", &outcome);
  wait_for (&outcome);
  g_assert_error (outcome.error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT);
  g_error_free (outcome.error);
  g_setenv ("SPACEPORT_SCRIPT_DIR", folder, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (sp_script_is_available ());
  g_test_add_func ("/script/functions", test_functions);
  g_test_add_func ("/script/bodies", test_bodies);
  g_test_add_func ("/script/values", test_values);
  g_test_add_func ("/script/alike", test_alike);
  g_test_add_func ("/script/shared", test_shared);
  g_test_add_func ("/script/stubs", test_stubs);
  g_test_add_func ("/script/errors", test_errors);
  g_test_add_func ("/script/endless", test_endless);
  g_test_add_func ("/script/background", test_background);
  g_test_add_func ("/script/memory", test_memory);
  g_test_add_func ("/script/prototypes", test_prototypes);
  g_test_add_func ("/script/own-texts", test_own_texts);
  g_test_add_func ("/script/order", test_order);
  g_test_add_func ("/script/chain", test_chain);
  g_test_add_func ("/script/large", test_large);
  g_test_add_func ("/script/absent", test_absent);

  return g_test_run ();
}
