/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the bar of an app with pages shows, and which addresses lead to its pages. */
#include "sp-page-entries.h"

#define BASE "http://127.0.0.1:7860/sub"
#define PAGES "[[\"\",\"Home\",true],[\"numbers\",\"Numbers\",true],[\"secret\",\"Secret\",false]]"

static JsonArray *
read_pages (const char *text)
{
  g_autoptr (JsonNode) node = gradio_json_parse (text, -1, NULL);

  return json_array_ref (json_node_get_array (node));
}

/* Label=route or label>address, in their order. */
static void
check (const char *pages, const char *navbar, const char *expected)
{
  g_autoptr (JsonArray) list = read_pages (pages);
  g_autoptr (JsonNode)  node = navbar != NULL ? gradio_json_parse (navbar, -1, NULL) : NULL;
  g_autoptr (GPtrArray) entries = sp_page_entries_new (list, node != NULL ? json_node_get_object (node) : NULL, BASE);
  g_autoptr (GString)   text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++) {
    const SpPageEntry *entry = entries->pdata[i];

    g_assert_true ((entry->route == NULL) != (entry->address == NULL));
    g_string_append_printf (text, "%s%s%s ", entry->label, entry->route != NULL ? "=" : ">",
                            entry->route != NULL ? entry->route : entry->address);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_entries (void)
{
  check (PAGES, NULL, "Home= Numbers=numbers ");
  check (PAGES, "{}", "Home= Numbers=numbers ");
  check (PAGES, "{\"main_page_name\":\"Start\"}", "Start= Numbers=numbers ");
  check (PAGES, "{\"main_page_name\":false}", "Numbers=numbers ");
  check (PAGES, "{\"main_page_name\":null,\"value\":null}", "Home= Numbers=numbers ");
  check (PAGES, "{\"value\":[[\"Manual\",\"https://example.org/a\"],[\"Hidden\",\"/sub/secret\"],[\"Back\",\"numbers\"]]}",
         "Home= Numbers=numbers Manual>https://example.org/a Hidden=secret Back=numbers ");
}

/* What a stranger sends. */
static void
test_odd (void)
{
  check ("[]", NULL, "");
  check ("[null,7,[],[\"\"],[3,\"x\"],[\"a\",\"A\"],[\"b\",\"B\",null],[\"c\",\"C\",0]]", "{\"value\":7}", "A=a B=b ");
  check ("[[\"\",\"Home\",true]]", "{\"main_page_name\":3,\"value\":[[],[\"x\"],[\"x\",null],null,[\"y\",\"http://[\"]]}",
         "Home= y>http://[ ");
}

static void
test_find_route (void)
{
  g_autoptr (JsonArray) pages = read_pages (PAGES);

  g_assert_cmpstr (sp_page_entries_find_route (pages, BASE, "numbers"), ==, "numbers");
  g_assert_cmpstr (sp_page_entries_find_route (pages, BASE, BASE "/numbers/?x=1#top"), ==, "numbers");
  g_assert_cmpstr (sp_page_entries_find_route (pages, BASE, "/sub/"), ==, "");
  g_assert_cmpstr (sp_page_entries_find_route (pages, BASE, BASE), ==, "");
  g_assert_cmpstr (sp_page_entries_find_route (pages, BASE, "../sub/secret"), ==, "secret");
  g_assert_null (sp_page_entries_find_route (pages, BASE, "/numbers"));
  g_assert_null (sp_page_entries_find_route (pages, BASE, "https://example.org/sub/numbers"));
  g_assert_null (sp_page_entries_find_route (pages, BASE, "file=/tmp/x.png"));
  g_assert_null (sp_page_entries_find_route (pages, BASE, "mailto:a@example.org"));
  g_assert_null (sp_page_entries_find_route (pages, BASE, "subway"));
  g_assert_null (sp_page_entries_find_route (NULL, BASE, "numbers"));
  g_assert_cmpstr (sp_page_entries_get_label (pages, "numbers"), ==, "Numbers");
  g_assert_null (sp_page_entries_get_label (pages, "none"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/page-entries/entries", test_entries);
  g_test_add_func ("/page-entries/odd", test_odd);
  g_test_add_func ("/page-entries/find-route", test_find_route);

  return g_test_run ();
}
