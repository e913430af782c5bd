/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gradio-json.h"
#include "gradio-log.h"
#include "vectors.h"

#include <string.h>

#define NO_DETAILS "The app reported an error without details."

static GradioLog *
parse (const char *text)
{
  g_autoptr (JsonNode) node = gradio_json_parse (text, -1, NULL);

  g_assert_nonnull (node);
  return gradio_log_new_from_json (json_node_get_object (node));
}

static void
assert_log (const char    *message,
            GradioLogLevel level,
            const char    *title,
            const char    *text,
            double         duration,
            gboolean       visible)
{
  g_autoptr (GradioLog) log = parse (message);

  g_test_message ("%s", message);
  g_assert_cmpint (log->level, ==, level);
  g_assert_cmpstr (log->title, ==, title);
  g_assert_cmpstr (log->text, ==, text);
  g_assert_cmpfloat (log->duration, ==, duration);
  g_assert_true (log->visible == visible);
}

static void
test_logs (void)
{
  assert_log ("{\"msg\":\"log\",\"log\":\"info abc\",\"level\":\"info\",\"duration\":3.0,"
              "\"visible\":true,\"title\":\"T-info\"}",
              GRADIO_LOG_INFO, "T-info", "info abc", 3, TRUE);
  assert_log ("{\"log\":\"warn\",\"level\":\"warning\",\"duration\":null,\"visible\":false,\"title\":null}",
              GRADIO_LOG_WARNING, "Warning", "warn", 0, FALSE);
  assert_log ("{\"log\":\"yes <b>abc</b>\",\"level\":\"success\",\"duration\":"
              "0.0}",
              GRADIO_LOG_SUCCESS, "Success", "yes abc", 0, TRUE);
  assert_log ("{\"log\":\"old\",\"level\":\"error\"}", GRADIO_LOG_ERROR, "Error", "old", 10, TRUE);
  assert_log ("{\"log\":\"'quoted'\",\"level\":\"future\",\"title\":"
              "\"\"}",
              GRADIO_LOG_INFO, "Info", "'quoted'", 10, TRUE);
  assert_log ("{\"log\":null,\"level\":3,\"duration\":\"x\",\"visible\":null,\"title\":"
              "[]}",
              GRADIO_LOG_INFO, "Info", "", 0, TRUE);
  assert_log ("{\"log\":\"x\",\"duration\":-5,\"title\":\"<i>T</i>\"}", GRADIO_LOG_INFO, "T", "x", 0, TRUE);
  assert_log ("{\"log\":\"x\",\"duration\":1e999}", GRADIO_LOG_INFO, "Info", "x", 0, TRUE);
}

static void
test_errors (void)
{
  g_autoptr (GradioLog) nothing = gradio_log_new_from_json (NULL);

  assert_log ("{\"error\":\"bad <i>thing</i>\",\"duration\":4,\"visible\":true,\"title\":\"T-err\"}",
              GRADIO_LOG_ERROR, "T-err", "bad thing", 4, TRUE);
  assert_log ("{\"error\":\"not shown\",\"duration\":null,\"visible\":false,\"title\":\"Error\"}",
              GRADIO_LOG_ERROR, "Error", "not shown", 0, FALSE);
  assert_log ("{\"error\":null}", GRADIO_LOG_ERROR, "Error", NO_DETAILS, 10, TRUE);
  assert_log ("{\"error\":\"None\"}", GRADIO_LOG_ERROR, "Error", NO_DETAILS, 10, TRUE);
  assert_log ("{\"error\":\"''\"}", GRADIO_LOG_ERROR, "Error", NO_DETAILS, 10, TRUE);
  assert_log ("{\"error\":{\"a\":1}}", GRADIO_LOG_ERROR, "Error", NO_DETAILS, 10, TRUE);
  assert_log ("{}", GRADIO_LOG_ERROR, "Error", NO_DETAILS, 10, TRUE);
  g_assert_cmpstr (nothing->text, ==, NO_DETAILS);
}

static void
assert_error_text (const char *error,
                   const char *expected)
{
  g_autoptr (JsonNode)  node = json_node_init_object (json_node_alloc (), json_object_new ());
  g_autoptr (GradioLog) log = NULL;

  json_object_set_string_member (json_node_get_object (node), "error", error);
  log = gradio_log_new_from_json (json_node_get_object (node));
  g_test_message ("%s", error);
  g_assert_cmpstr (log->text, ==, expected);
  json_object_unref (json_node_get_object (node));
}

static void
test_python_literals (void)
{
  assert_error_text ("'bad <i>thing</i>'", "bad thing");
  assert_error_text ("\"it's bad\"", "it's bad");
  assert_error_text ("'a\\nb\\tc\\\\d\\'e\\\"f'", "a\nb\tc\\d'e\"f");
  assert_error_text ("'\\xe9\\u20ac\\U0001f600'", "é€😀");
  assert_error_text ("'\\x00\\ud83d'", "\xef\xbf\xbd\xef\xbf\xbd");
  assert_error_text ("'don't'", "'don't'");
  assert_error_text ("'a' and 'b'", "'a' and 'b'");
  assert_error_text ("'a\\'", "'a\\'");
  assert_error_text ("'\\x1'", "'\\x1'");
  assert_error_text ("'\\u12'", "'\\u12'");
  assert_error_text ("'\\q'", "'\\q'");
  assert_error_text ("'", "'");
  assert_error_text ("'a\"", "'a\"");
  assert_error_text ("KeyError: 'x'", "KeyError: 'x'");
}

static void
assert_stripped (const char *text,
                 const char *expected)
{
  g_autofree char *stripped = gradio_log_strip_markup (text);

  g_assert_cmpstr (stripped, ==, expected);
}

static void
test_markup (void)
{
  assert_stripped ("a<br>b<br/>c<BR />d", "a\nb\nc\nd");
  assert_stripped ("<p>one</p><p>two</p>", "one\ntwo");
  assert_stripped ("<ul><li>a</li><li>b</li></ul>c", "a\nb\nc");
  assert_stripped ("x<script>alert('</b>')</script>y<STYLE>p{}</style >z", "xyz");
  assert_stripped ("x<script>never closed", "x");
  assert_stripped ("a<!-- <b> -->b<!-- open", "ab");
  assert_stripped ("<a href=\"x>y\" title='>'>link</a>", "link");
  assert_stripped ("<a href=\"open>link</a>", "link");
  assert_stripped ("a < b && c > d <3 </ x>", "a < b && c > d <3 </ x>");
  assert_stripped ("x <y and no end", "x <y and no end");
  assert_stripped ("&lt;b&gt; &amp;amp; &quot;&apos;&#39;&#x1F600;&nbsp;| &hellip;", "<b> &amp; \"''😀 | …");
  assert_stripped ("&bogus; &; &# &#; &#x; &#xg; &amp", "&bogus; &; &# &#; &#x; &#xg; &amp");
  assert_stripped ("&#0;&#xD800;&#x110000;&#99999999999999999999;", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  assert_stripped ("a\x01\x1b[0m\x7f\xc2\x85"
                   "b\r\nc\td&#27;",
                   "a[0mb\nc\td");
  assert_stripped ("\xff<b>x", "\xef\xbf\xbdx");
  assert_stripped ("<", "<");
  assert_stripped ("<>", "<>");
  assert_stripped ("</", "</");
  assert_stripped ("<!DOCTYPE html><?xml?>x", "x");
  assert_stripped ("", "");
  assert_stripped (NULL, "");
}

/* A megabyte made to be slow must not cost its square. */
static void
test_hostile_markup (void)
{
  static const char *pieces[] = { "<", "<a ", "<a "
                                              "=\"",
                                  "<!--", "<script>", "&", "&#x", "&amp", "</", "<style><" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autofree char    *stripped = NULL;

    while (text->len < 1000 * 1000)
      g_string_append (text, pieces[i]);
    g_string_append_c (text, '>');

    g_test_timer_start ();
    stripped = gradio_log_strip_markup (text->str);
    g_assert_nonnull (stripped);
    g_assert_cmpfloat (g_test_timer_elapsed (), <, 5);
  }
}

static void
test_messages (void)
{
  g_autoptr (JsonNode) root = vectors_load ("messages.json");
  JsonArray           *vectors = json_object_get_array_member (json_node_get_object (root), "vectors");
  guint                n_logs = 0;
  guint                n_errors = 0;

  for (guint i = 0; i < json_array_get_length (vectors); i++) {
    JsonObject           *vector = json_array_get_object_element (vectors, i);
    JsonObject           *message = json_object_get_object_member (vector, "message");
    JsonObject           *output = gradio_json_get_object (message, "output");
    g_autoptr (GradioLog) log = NULL;

    if (g_str_equal (gradio_json_get_string (message, "msg", ""), "log")) {
      log = gradio_log_new_from_json (message);
      g_assert_cmpstr (log->text, ==, "l");
      g_assert_cmpstr (log->title, ==, "T");
      g_assert_true (log->visible == gradio_json_get_boolean (message, "visible", TRUE));
      g_assert_cmpfloat (log->duration, ==, gradio_json_get_double (message, "duration", 0));
      n_logs++;
    } else if (output != NULL && json_object_has_member (output, "error")) {
      log = gradio_log_new_from_json (output);
      g_assert_cmpint (log->level, ==, GRADIO_LOG_ERROR);
      g_assert_cmpstr (log->text, ==, gradio_json_get_string (output, "error", NO_DETAILS));
      g_assert_true (log->visible == gradio_json_get_boolean (output, "visible", TRUE));
      n_errors++;
    }
  }

  g_assert_cmpuint (n_logs, ==, 2);
  g_assert_cmpuint (n_errors, ==, 3);
}

/* For what shows HTML; an error without a text has words of ours. */
static void
test_html (void)
{
  g_autoptr (GradioLog) news = parse ("{\"log\":\"<b>bold</b> &amp;\"}");
  g_autoptr (GradioLog) error = parse ("{\"error\":\"'An <i>old</i> one'\"}");
  g_autoptr (GradioLog) nothing = parse ("{\"error\":null}");
  g_autoptr (GradioLog) copy = gradio_log_copy (news);

  g_assert_cmpstr (news->html, ==, "<b>bold</b> &amp;");
  g_assert_cmpstr (copy->html, ==, news->html);
  g_assert_cmpstr (error->html, ==, "An <i>old</i> one");
  g_assert_cmpstr (error->text, ==, "An old one");
  g_assert_cmpstr (nothing->html, ==, NO_DETAILS);
}

static void
test_copy (void)
{
  g_autoptr (GradioLog) log = parse ("{\"log\":\"x\",\"title\":\"t\",\"level\":\"warning\"}");
  g_autoptr (GradioLog) copy = g_boxed_copy (GRADIO_TYPE_LOG, log);

  g_clear_pointer (&log, gradio_log_free);
  g_assert_cmpstr (copy->text, ==, "x");
  g_assert_cmpstr (copy->title, ==, "t");
  g_assert_cmpint (copy->level, ==, GRADIO_LOG_WARNING);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/log/logs", test_logs);
  g_test_add_func ("/log/errors", test_errors);
  g_test_add_func ("/log/python-literals", test_python_literals);
  g_test_add_func ("/log/markup", test_markup);
  g_test_add_func ("/log/hostile-markup", test_hostile_markup);
  g_test_add_func ("/log/messages", test_messages);
  g_test_add_func ("/log/copy", test_copy);
  g_test_add_func ("/log/html", test_html);

  return g_test_run ();
}
